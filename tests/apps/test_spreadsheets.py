"""Officers upload what they have: old Excel, web pages called .xls, macros, bombs. Read right, or told what to do."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from tests.apps.workbooks import HEADINGS, refusal, texts
from tests.workbooks import book, repacked, saved, with_sheet
from thidua.scoring.spreadsheets import formula_warnings, read_upload


def test_excel_gives_the_text_that_people_see():
    made = book(HEADINGS, ("N1.1", "  Tỷ lệ  trường chuẩn ", 4.35), ("007", "Có", True), ("N3", "Số lớn", 12))
    assert texts(saved(made)) == [
        HEADINGS,
        ("N1.1", "Tỷ lệ trường chuẩn", "4.35"),
        ("007", "Có", "có"),
        ("N3", "Số lớn", "12"),
    ]


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


def test_a_formula_with_its_result_is_read_and_pointed_at():
    content = saved(book(HEADINGS, ("N1", "Tổng", "=1+1")))
    rows = read_upload("bang.xlsx", with_sheet(content, rb"<v ?/>|<v></v>", b"<v>2</v>"))
    assert rows[1][2] == "2"
    (warning,) = formula_warnings(rows)
    assert "C2" in str(warning)
    assert "công thức" in str(warning)


def test_merged_ranges_come_with_the_rows_they_touch():
    made = book(("BẢNG TIÊU CHÍ", None), HEADINGS, ("N1", "a", 1), ("N2", "b", 2))
    made.active.merge_cells("A1:C1")
    made.active.merge_cells("B3:B4")
    rows = read_upload("bang.xlsx", saved(made))
    assert [row.merged for row in rows] == [("A1:C1",), (), ("B3:B4",), ("B3:B4",)]


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


def test_a_file_too_large_is_refused_before_it_is_looked_at():
    assert "lớn hơn 5 MB" in refusal(b"PK" + b"x" * (5 * 2**20))


def test_a_hundred_thousand_rows_are_refused_at_the_limit():
    assert "hơn 2000 dòng" in refusal(b"ma\n" + b"N1\n" * 100_000, "bang.csv")


def test_a_cell_as_long_as_a_book_is_named():
    assert "Ô B1" in refusal(saved(book(("a", "x" * 5000))))
    assert "Ô B1" in refusal(b"a," + b"x" * 5000, "bang.csv")


def test_the_named_sheet_is_read_and_a_harmful_workbook_is_not():
    made = book(("Hướng dẫn",), **{"Tiêu chí": [("N1",)]})
    assert texts(saved(made), sheet="tieu chi") == [("N1",)]
    assert "phình ra quá lớn" in refusal(repacked(saved(made), {"xl/worksheets/sheet1.xml": b" " * (50 * 2**20)}))
