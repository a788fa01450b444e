"""Officers upload what they have: old Excel, web pages called .xls, macros, bombs. Read right, or told what to do."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.apps.workbooks import HEADINGS, book, refusal, repacked, saved, sheet_of, texts, with_sheet
from thidua.core.errors import BadInput
from thidua.scoring.spreadsheets import (
    formula_warnings,
    read_upload,
)


def test_excel_gives_the_text_that_people_see():
    made = book(HEADINGS, ("N1.1", "  Tỷ lệ  trường chuẩn ", 4.35), ("007", "Có", True), ("N3", "Số lớn", 12))
    assert texts(saved(made)) == [
        HEADINGS,
        ("N1.1", "Tỷ lệ trường chuẩn", "4.35"),
        ("007", "Có", "có"),
        ("N3", "Số lớn", "12"),
    ]


def test_noise_of_binary_numbers_is_not_read_as_points():
    assert texts(saved(book(("a", 0.1 + 0.2), ("b", 4.3500000000000005)))) == [("a", "0.3"), ("b", "4.35")]


def test_a_cell_shown_as_percent_is_the_percent_that_people_see():
    made = book(("Tỷ lệ", 0.92), ("Lẻ", 0.9275))
    made.active["B1"].number_format = "0%"
    made.active["B2"].number_format = '0.00"đạt"%'
    assert texts(saved(made)) == [("Tỷ lệ", "92%"), ("Lẻ", "92.75%")]


def test_the_words_percent_in_a_format_do_not_make_a_percent():
    made = book(("Tỷ lệ", 92))
    made.active["B1"].number_format = '0" %"'
    assert texts(saved(made)) == [("Tỷ lệ", "92")]


def test_days_are_written_as_vietnam_writes_them():
    made = book((date(2020, 6, 5), datetime.combine(date(2020, 6, 5), time(14, 32))))
    assert texts(saved(made)) == [("05/06/2020", "14:32 05/06/2020")]


def test_rows_keep_their_numbers_when_the_top_is_empty():
    made = openpyxl.Workbook()
    made.active["C4"] = "Mã"
    rows = read_upload("bang.xlsx", saved(made))
    assert rows[3].number == 4
    assert rows[3].place(2) == "Ô C4"
    assert rows[3][2] == "Mã"
    assert rows[3][90] == ""


def test_decomposed_letters_are_composed():
    loose = unicodedata.normalize("NFD", "Tiêu chí về đội ngũ")
    assert texts(saved(book((loose,)))) == [("Tiêu chí về đội ngũ",)]
    assert texts(loose.encode()) == [("Tiêu chí về đội ngũ",)]


def test_rich_text_in_a_cell_is_read_whole():
    made = book(("x",))
    made.active["A1"] = CellRichText("Tỷ lệ ", TextBlock(InlineFont(b=True), "chuẩn"))
    assert texts(saved(made)) == [("Tỷ lệ chuẩn",)]


# ---------------------------------------------------------------- formulas and merged cells


def test_a_formula_without_its_result_names_the_cell():
    made = book(HEADINGS, ("N1", "Tổng", "=1+1"))
    assert "Ô C2" in refusal(saved(made))
    assert "công thức chưa có kết quả" in refusal(saved(made))


def test_a_formula_with_its_result_is_read_and_pointed_at():
    content = saved(book(HEADINGS, ("N1", "Tổng", "=1+1")))
    rows = read_upload("bang.xlsx", with_sheet(content, rb"<v ?/>|<v></v>", b"<v>2</v>"))
    assert rows[1][2] == "2"
    (warning,) = formula_warnings(rows)
    assert "C2" in str(warning)
    assert "công thức" in str(warning)


def test_excel_errors_are_all_named():
    said = refusal(
        sheet_of(b'<row r="2"><c r="A2" t="e"><v>#REF!</v></c><c r="B2" t="e"><v>#N/A</v></c></row>'),
    )
    assert "Ô A2" in said
    assert "#REF!" in said
    assert "Ô B2" in said


def test_merged_ranges_come_with_the_rows_they_touch():
    made = book(("BẢNG TIÊU CHÍ", None), HEADINGS, ("N1", "a", 1), ("N2", "b", 2))
    made.active.merge_cells("A1:C1")
    made.active.merge_cells("B3:B4")
    rows = read_upload("bang.xlsx", saved(made))
    assert [row.merged for row in rows] == [("A1:C1",), (), ("B3:B4",), ("B3:B4",)]


# ---------------------------------------------------------------- which sheet


def test_the_named_sheet_is_taken_whatever_its_place_or_marks():
    made = book(("Hướng dẫn",), **{"Tiêu chí": [("N1",)]})
    assert texts(saved(made), sheet="tieu chi") == [("N1",)]


def test_a_missing_sheet_is_named_with_those_there_are():
    said = refusal(saved(book(("x",), Khac=[("y",)])), sheet="Tiêu chí")
    assert "Tiêu chí" in said
    assert "Khac" in said


def test_one_sheet_alone_is_taken_whatever_it_is_called():
    assert texts(saved(book(("N1",))), sheet="Tiêu chí") == [("N1",)]


def test_a_hidden_sheet_is_never_read():
    made = book(("thấy",), An=[("ẩn",)])
    made["An"].sheet_state = "hidden"
    assert texts(saved(made), sheet="An") == [("thấy",)]


# ---------------------------------------------------------------- hostile and wrong files


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "rỗng"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "ảnh"),
        (b"<html><table><tr><td>N1</td></tr></table></html>", "trang web"),
        (b"\xef\xbb\xbf  <?xml version='1.0'?><Workbook/>", "trang web"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "đời cũ (.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"Rar!\x1a\x07", "tệp nén"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "không phải là bảng tính"),
        (b"PK\x03\x04 cut short", "bị hỏng"),
        (b"   \r\n ,, \r\n", "không có dữ liệu"),
    ],
)
def test_wrong_kinds_are_told_what_to_do(content: bytes, words: str):
    assert words in refusal(content, "bang-tieu-chi.xlsx")


def zipped(**entries: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"xl/workbook.xml": b"", "xl/vbaProject.bin": b"x"}, "macro"),
        ({"xl/workbook.xml": b"", "xl/macrosheets/sheet1.xml": b"x"}, "macro"),
        ({"xl/workbook.bin": b""}, "nhị phân"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""}, "OpenDocument"),
        ({"word/document.xml": b""}, "Word"),
        ({"anh.jpg": b""}, "tệp nén"),
    ],
)
def test_other_archives_are_recognised_by_what_is_inside(entries: dict[str, bytes], words: str):
    assert words in refusal(zipped(**entries), "bang.xlsx")


def test_a_macro_file_under_an_innocent_name_is_refused():
    assert "macro" in refusal(repacked(saved(book(("a",))), {"xl/vbaProject.bin": b"\0"}), "bang.xlsx")


def test_a_file_too_large_is_refused_before_it_is_looked_at():
    assert "lớn hơn 5 MB" in refusal(b"PK" + b"x" * (5 * 2**20))


def test_a_bomb_is_refused_from_its_own_declared_sizes():
    bomb = repacked(saved(book(("a",))), {"xl/worksheets/sheet1.xml": b" " * (50 * 2**20)})
    assert len(bomb) < 200_000
    assert "phình ra quá lớn" in refusal(bomb)


def test_a_bomb_that_lies_about_its_size_goes_no_further_than_it_declares():
    sheet = b"<worksheet><sheetData/></worksheet>" + b" " * (30 * 2**20)
    content = repacked(saved(book(("a",))), {"xl/worksheets/sheet1.xml": sheet})
    size, lie = (30 * 2**20 + 35).to_bytes(4, "little"), (4000).to_bytes(4, "little")
    assert size in content
    assert "bị hỏng" in refusal(content.replace(size, lie))


def test_declared_entities_are_refused():
    content = saved(book(("a",)))
    sheet = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><worksheet><sheetData/></worksheet>'
    assert "bị hỏng" in refusal(repacked(content, {"xl/worksheets/sheet1.xml": sheet}))


def test_a_hundred_thousand_rows_are_refused_at_the_limit():
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (n, n, n) for n in range(1, 100_001))
    assert "hơn 2000 dòng" in refusal(sheet_of(rows))
    assert "hơn 2000 dòng" in refusal(b"ma\n" + b"N1\n" * 100_000, "bang.csv")


def test_one_cell_at_the_far_corner_does_not_fill_the_machine():
    made = book(("a",))
    made.active["XFD3"] = "x"
    assert "Ô XFD3" in refusal(saved(made))
    made = book(("a",))
    made.active["A1048576"] = "x"
    assert "dòng" in refusal(saved(made))


def test_an_empty_text_at_the_far_corner_counts_as_well():
    corner = b'<row r="9"><c r="XFD9" t="inlineStr"><is><t></t></is></c></row>'
    assert "Ô XFD9" in refusal(sheet_of(corner))


def test_a_formatted_but_empty_corner_does_no_harm():
    made = book(("a",))
    made.active["XFD3"].font = Font(bold=True)
    assert texts(saved(made)) == [("a",)]


def test_a_cell_as_long_as_a_book_is_named():
    assert "Ô B1" in str(_caught(saved(book(("a", "x" * 5000)))))


def _caught(content: bytes) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_upload("bang", content)
    return caught.value
