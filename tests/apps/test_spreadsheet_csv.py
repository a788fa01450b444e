"""CSV as offices save it, headings under titles, and files that we write: no text ever becomes a formula."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from tests.apps.workbooks import HEADINGS, refusal, texts
from tests.workbooks import book, saved
from thidua.core.errors import BadInput
from thidua.scoring.spreadsheets import (
    Column,
    Limits,
    Sheet,
    read_upload,
    under_heading,
    write_csv,
    write_workbook,
)

# ---------------------------------------------------------------- CSV as it comes


@pytest.mark.parametrize(
    "content",
    [
        'Mã,Điểm\nN1,"4,75"\n'.encode(),
        "Mã;Điểm\r\nN1;4,75\r\n".encode("utf-8-sig"),
        "Mã\tĐiểm\r\nN1\t4,75\r\n".encode("utf-16"),
    ],
)
def test_csv_of_any_separator_and_unicode_kind(content: bytes):
    assert texts(content) == [("Mã", "Điểm"), ("N1", "4,75")]


def test_the_line_that_excel_puts_for_itself_is_skipped_but_counted():
    rows = read_upload("bang.csv", "sep=;\nMã;Điểm\n".encode())
    assert [(row.number, row.cells) for row in rows] == [(2, ("Mã", "Điểm"))]


def test_csv_in_an_old_code_page_says_what_to_do():
    said = refusal("Mã,Điểm\n".encode() + "Tiêu chí".encode("cp1258", "replace") + b"\xe3\n", "bang.csv")
    assert "Dòng 2" in said
    assert "CSV UTF-8" in said


def test_csv_with_a_quote_left_open_names_the_line():
    assert "ngoặc kép" in refusal('Mã,Điểm\nN1,"4\nN2,5\n'.encode(), "bang.csv")


# ---------------------------------------------------------------- writing


DANGEROUS = ["=1+1", "+84 24 3869", "-Nội dung", "@SUM(A1)", "http://vi.du/=x", "Tỷ lệ ≥ 95 %", "'=1"]


def test_a_csv_we_write_never_runs_in_a_spreadsheet_and_comes_back_the_same():
    content = write_csv(["Nội dung", "Điểm"], [[text, Decimal("4.75")] for text in DANGEROUS])
    assert b"\n=1+1" not in content
    assert b"\n-N" not in content
    assert texts(content)[1:] == [(text, "4.75") for text in DANGEROUS]


def test_negative_numbers_stay_numbers_in_csv():
    assert texts(write_csv(["a"], [[Decimal("-0.5")], ["-0,5"]]))[1:] == [("-0.5",), ("-0,5",)]
    assert b"'-" not in write_csv(["a"], [[Decimal("-0.5")], ["-0,5"]])


def test_a_workbook_we_write_holds_texts_not_formulas():
    rows = [[text, Decimal("4.75")] for text in DANGEROUS]
    content = write_workbook([Sheet("Tiêu chí", [Column("Nội dung"), Column("Điểm")], rows)])
    page = openpyxl.load_workbook(io.BytesIO(content))["Tiêu chí"]
    assert [(page.cell(n, 1).value, page.cell(n, 1).data_type) for n in range(2, 9)] == [(t, "s") for t in DANGEROUS]
    assert page.cell(2, 2).value == 4.75
    assert not page._hyperlinks
    assert texts(content)[1:] == [(text, "4.75") for text in DANGEROUS]


def test_locked_sheets_leave_open_only_what_is_to_be_filled_in():
    columns = [Column("Mã"), Column("Điểm", choices=("có", "không"), locked=False)]
    sheet = Sheet("Phiếu", columns, [["N1", None]], locked=True)
    page = openpyxl.load_workbook(io.BytesIO(write_workbook([sheet])))["Phiếu"]
    assert page.protection.sheet
    assert page["A2"].protection.locked
    assert not page["B2"].protection.locked
    assert page.data_validations.dataValidation[0].formula1 == '"có,không"'


def test_limits_are_the_callers():
    assert "hơn 2 dòng" in refusal(b"a\nb\nc\nd\n", limits=Limits(rows=2))


# ---------------------------------------------------------------- headings


def known(name: str) -> bool:
    return name in HEADINGS


def test_the_heading_is_found_under_titles_and_cells_know_their_place():
    made = book(("BẢNG TIÊU CHÍ",), (), HEADINGS, ("N1", "a", 4.75), (), ("N2", "b", 1))
    made.active.merge_cells("A1:C1")
    found = under_heading(read_upload("bang.xlsx", saved(made)), known, HEADINGS)
    assert found.heading_row == 3
    assert found.rows == (
        (4, {"Mã": "N1", "Tiêu chí": "a", "Điểm tối đa": "4.75"}),
        (6, {"Mã": "N2", "Tiêu chí": "b", "Điểm tối đa": "1"}),
    )
    assert found.place(6, "Điểm tối đa") == "Ô C6"
    assert found.place(6, "Cột khác") == "Dòng 6"


def test_without_heading_the_columns_looked_for_are_named():
    with pytest.raises(BadInput) as caught:
        under_heading(read_upload("a.csv", b"x,y,z\n1,2,3\n"), known, HEADINGS)
    assert "Mã, Tiêu chí, Điểm tối đa" in str(caught.value)


def test_every_fault_under_the_heading_is_told_at_once():
    made = book((*HEADINGS, "Mã"), ("N1", "a", 1), ("N2", "b", 2, None, "lạc"))
    made.active.merge_cells("B2:B3")
    with pytest.raises(BadInput) as caught:
        under_heading(read_upload("bang.xlsx", saved(made)), known, HEADINGS)
    assert [problem.place for problem in caught.value.problems] == ["Ô D1", "Ô B2:B3", "Ô E3"]
