"""Workbooks of strangers: what would stop the machine or be read in two ways is refused, and says what to do."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl.styles import Font

from tests.workbooks import book, repacked, saved, sheet_of
from thidua.core.errors import BadInput
from thidua.foundation.workbooks import Limits, cell_text, column_letters, read_sheet, too_many_rows

LIMITS = Limits(rows=2000, columns=100)
SHEET, TEXTS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"


def values(content: bytes, wanted: str = "") -> list[tuple]:
    return [tuple(row) for row in read_sheet(content, LIMITS, wanted).values]


def refusal(content: bytes, wanted: str = "", limits: Limits = LIMITS) -> str:
    with pytest.raises(BadInput) as caught:
        read_sheet(content, limits, wanted)
    assert all(problem.cure for problem in caught.value.problems), "every refusal says what to do"
    return str(caught.value)


# ---------------------------------------------------------------- values and the text that people see


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  Tỷ lệ  trường ", "Tỷ lệ trường"),
        (True, "có"),
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (4.3500000000000005, "4.35"),
        (1e-7, "0.0000001"),
        (date(2020, 6, 5), "05/06/2020"),
        (datetime.combine(date(2020, 6, 5), time()), "05/06/2020"),
        (datetime.combine(date(2020, 6, 5), time(14, 32)), "14:32 05/06/2020"),
        (time(7, 5), "07:05"),
        (timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_a_value_is_said_as_people_see_it(value: object, text: str):
    assert cell_text(value) == text


def test_a_percentage_is_the_percent_that_people_see():
    assert [cell_text(value, percent=True) for value in (0.92, 0.9275)] == ["92%", "92.75%"]


def test_columns_have_the_letters_of_a_sheet():
    assert [column_letters(column) for column in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def test_formulas_percentages_and_merged_cells_are_pointed_at():
    made = book(("Tiêu đề", None), ("a", 0.5))
    made.active.merge_cells("A1:B1")
    made.active["B2"].number_format = '0.0"đạt"%'
    read = read_sheet(saved(made), LIMITS)
    assert (read.percents, read.merged, read.formulas) == ({2: [1]}, [("A1:B1", 1, 1)], {})
    read = read_sheet(sheet_of(b'<row r="3"><c r="B3"><f>1+1</f><v>2</v></c></row>'), LIMITS)
    assert (read.values[2], read.formulas) == (["", 2.0], {3: [1]})


def test_days_counted_from_1904_are_read_so():
    made = book((date(2020, 6, 5),))
    made.epoch = datetime.combine(date(1904, 1, 1), time())
    assert values(saved(made)) == [(date(2020, 6, 5),)]


# ---------------------------------------------------------------- which sheet


def test_the_named_sheet_is_taken_whatever_its_place_or_marks():
    made = book(("Hướng dẫn",), **{"Tiêu chí": [("N1",)]})
    assert values(saved(made), "tieu chi") == [("N1",)]
    assert values(saved(made)) == [("Hướng dẫn",)]


def test_a_missing_sheet_is_named_with_those_there_are():
    said = refusal(saved(book(("x",), Khac=[("y",)])), "Tiêu chí")
    assert "“Tiêu chí”" in said
    assert "Sheet, Khac" in said


def test_one_sheet_alone_is_taken_whatever_it_is_called():
    assert values(saved(book(("N1",))), "Tiêu chí") == [("N1",)]


def test_a_hidden_sheet_is_never_read():
    made = book(("thấy",), An=[("ẩn",)])
    made["An"].sheet_state = "hidden"
    assert values(saved(made), "An") == [("thấy",)]


def test_a_hidden_sheet_of_the_same_name_is_not_read_in_its_place():
    content = saved(book(("thấy",), An=[("ẩn",)]))
    whole = zipfile.ZipFile(io.BytesIO(content)).read(BOOK)
    first, second = whole.index(b"<sheet "), whole.index(b"<sheet ", whole.index(b"<sheet ") + 1)
    end = whole.index(b"</sheets>")
    hidden = whole[second:end].replace(b'"An"', b'"Sheet"').replace(b'"visible"', b'"hidden"')
    changed = whole[:first] + hidden + whole[first:second] + whole[end:]
    assert values(repacked(content, {BOOK: changed})) == [("thấy",)]


def test_a_chart_is_passed_over_and_a_sheet_that_leads_nowhere_is_a_fault():
    content, related = saved(book(("đầu",), Sau=[("sau",)])), "xl/_rels/workbook.xml.rels"
    whole = zipfile.ZipFile(io.BytesIO(content)).read(related)
    assert values(repacked(content, {related: whole.replace(b"/worksheet", b"/chartsheet", 1)})) == [("sau",)]
    assert "bị hỏng" in refusal(repacked(content, {related: whole.replace(b'"rId1"', b'"rId9"')}))


# ---------------------------------------------------------------- faults that people mend


def test_excel_errors_are_all_named():
    said = refusal(sheet_of(b'<row r="2"><c r="A2" t="e"><v>#REF!</v></c><c r="B2" t="e"><v>#N/A</v></c></row>'))
    assert "Ô A2" in said
    assert "#REF!" in said
    assert "Ô B2" in said


def test_a_formula_without_its_result_names_the_cell():
    assert "Ô C1: Ô này là công thức chưa có kết quả" in refusal(saved(book(("N1", "Tổng", "=1+1"))))


def test_a_fault_in_every_cell_is_told_two_hundred_times():
    cells = b'<c t="e"><v>#N/A</v></c>' * 100
    assert refusal(sheet_of(b"".join(b"<row>" + cells + b"</row>" for _ in range(50)))).count("Ô này") == 200


# ---------------------------------------------------------------- packages


def zipped(**entries: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({BOOK: b"", "xl/vbaProject.bin": b"x"}, "macro"),
        ({BOOK: b"", "xl/macrosheets/sheet1.xml": b"x"}, "macro"),
        ({"xl/workbook.bin": b""}, "nhị phân"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""}, "OpenDocument"),
        ({"word/document.xml": b""}, "Word"),
        ({"anh.jpg": b""}, "tệp nén"),
        ({BOOK: b"<workbook/>"}, "bị hỏng"),
    ],
)
def test_other_archives_are_recognised_by_what_is_inside(entries: dict[str, bytes], words: str):
    assert words in refusal(zipped(**entries))


def test_a_macro_file_under_an_innocent_name_is_refused():
    assert "macro" in refusal(repacked(saved(book(("a",))), {"xl/vbaProject.bin": b"\0"}))


def in_list(content: bytes, offset: int, value: bytes) -> bytes:
    """The file with something else written in every entry of its list of parts."""
    changed, at = bytearray(content), content.find(b"PK\1\2")
    while at >= 0:
        changed[at + offset : at + offset + len(value)] = value
        at = content.find(b"PK\1\2", at + 1)
    return bytes(changed)


@pytest.mark.parametrize(
    ("offset", "value", "words"),
    [(8, b"\1\0", "mật khẩu"), (10, b"\x0e\0", "bị hỏng"), (10, b"\x63\0", "bị hỏng"), (6, b"\x63\0", "bị hỏng")],
    ids=["locked", "packed by lzma", "packed in no known way", "of a version to come"],
)
def test_a_package_that_no_excel_packs_is_refused(offset: int, value: bytes, words: str):
    assert words in refusal(in_list(saved(book(("a",))), offset, value))


def test_a_bomb_is_refused_from_its_own_declared_sizes():
    bomb = repacked(saved(book(("a",))), {SHEET: b" " * (50 * 2**20)})
    assert len(bomb) < 200_000
    assert "phình ra quá lớn" in refusal(bomb)


def test_a_bomb_that_lies_about_its_size_goes_no_further_than_it_declares():
    sheet = b"<worksheet><sheetData/></worksheet>" + b" " * (30 * 2**20)
    content = repacked(saved(book(("a",))), {SHEET: sheet})
    size, lie = (30 * 2**20 + 35).to_bytes(4, "little"), (4000).to_bytes(4, "little")
    assert size in content
    assert "bị hỏng" in refusal(content.replace(size, lie))


# ---------------------------------------------------------------- what stands in a part


@pytest.mark.parametrize("part", [SHEET, BOOK, TEXTS, "xl/styles.xml"])
def test_declared_entities_are_refused(part: str):
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><worksheet><sheetData/></worksheet>'
    assert "bị hỏng" in refusal(repacked(saved(book(("a",))), {part: declared}))


def test_a_part_means_the_same_whatever_alphabet_it_declares():
    hidden = b'<worksheet><sheetData><row r="9000"><c r="A9000"><v>1</v></c></row></sheetData></worksheet>'
    outside = "<a>".encode("utf-16") + hidden + b" " * (len(hidden) % 2) + "</a>".encode("utf-16-le")
    assert "bị hỏng" in refusal(repacked(saved(book(("a",))), {SHEET: outside}))


def test_a_hundred_thousand_rows_are_refused_at_the_limit():
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (n, n, n) for n in range(1, 100_001))
    assert "hơn 2000 dòng" in refusal(sheet_of(rows))
    assert "hơn 100.000 dòng" in str(too_many_rows(Limits(rows=100_000)))


def test_one_cell_at_the_far_corner_does_not_fill_the_machine():
    made = book(("a",))
    made.active["XFD3"] = "x"
    assert "Ô XFD3" in refusal(saved(made))
    made = book(("a",))
    made.active["A1048576"] = "x"
    assert "dòng" in refusal(saved(made))


@pytest.mark.parametrize("inside", [b"<is><t></t></is>", b"<is/>", b"<v/>", b"<f>1</f>"])
def test_an_empty_text_at_the_far_corner_counts_as_well(inside: bytes):
    assert "Ô XFD9" in refusal(sheet_of(b'<row r="9"><c r="XFD9" t="inlineStr">' + inside + b"</c></row>"))


@pytest.mark.parametrize(
    "rows",
    [
        b'<row><c r="xfd1048576"><v>1</v></c></row>',
        b'<row><c r="A0001048576"><v>1</v></c></row>',
        b'<row r="1_0"><c><v>1</v></c></row>',
        b'<row r="0"><c><v>1</v></c></row>',
        b'<row r="9"><row r="1"><c><v>1</v></c></row></row>',
        b"<c><v>1</v></c>",
    ],
)
def test_a_cell_whose_place_can_be_read_in_two_ways_is_refused(rows: bytes):
    assert "bị hỏng" in refusal(sheet_of(rows))


def test_a_cell_without_a_place_stands_in_its_row_whatever_its_neighbour_says():
    far = b'<row r="9000"><c r="A1"><v>1</v></c><c><v>2</v></c></row>'
    assert "hơn 2000 dòng" in refusal(sheet_of(far))
    near = b'<row r="2"><c r="A1"><v>1</v></c><c><v>2</v></c></row>'
    assert values(sheet_of(near)) == [(1.0, ""), ("", 2.0)]


def test_a_formatted_but_empty_corner_does_no_harm():
    made = book(("a",))
    made.active["XFD3"].font = Font(bold=True)
    assert values(saved(made)) == [("a",)]


def test_formatted_cells_without_end_are_refused():
    cells = b'<row r="1">' + b"<c/>" * 200 + b"</row>"
    assert "dòng" in refusal(sheet_of(cells), limits=Limits(cells=199))
    assert read_sheet(sheet_of(cells), Limits(cells=200)).values == []


# ---------------------------------------------------------------- texts that many cells share


def shared(texts: list[bytes], cells: bytes) -> bytes:
    table = b"<sst>" + b"".join(b"<si><t>" + text + b"</t></si>" for text in texts) + b"</sst>"
    return repacked(sheet_of(b"<row>" + cells + b"</row>"), {TEXTS: table})


def test_one_long_text_in_many_cells_does_not_fill_the_machine():
    chance = random.Random(1)  # noqa: S311  (a text that does not shrink, no secret)
    long = bytes(chance.choices(b"abcdefghijklmnopqrstuvwxyz", k=2**20))
    cells = b'<c t="s"><v>1</v></c>'
    assert len(values(shared([b"a", long], cells * 60))[0]) == 60
    assert "phình ra quá lớn" in refusal(shared([b"a", long], cells * 61))


@pytest.mark.parametrize("number", [b"2", b"-1", b" 1", b"1<!-- -->0", b"&#49;", b"1&#48;", b"x"])
def test_a_text_named_by_something_else_than_its_number_is_refused(number: bytes):
    assert "bị hỏng" in refusal(shared([b"a", b"b"], b'<c t="s"><v>' + number + b"</v></c>"))


def test_texts_are_found_by_their_numbers():
    cells = b'<c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="s"><v/></c><c t="s"/><c><v>1</v></c>'
    assert values(shared([b"", b"b"], cells)) == [("b", "", "", "", 1.0)]
    marked = b"\xef\xbb\xbf<worksheet><sheetData><row>" + cells + b"</row></sheetData></worksheet>"
    assert values(repacked(shared([b"", b"b"], b""), {SHEET: marked})) == [("b", "", "", "", 1.0)]


def test_a_text_inside_another_is_refused():
    assert "bị hỏng" in refusal(shared([b"a</t><si><t>b</t></si><t>"], b'<c t="s"><v>0</v></c>'))
