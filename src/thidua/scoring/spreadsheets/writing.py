"""Write spreadsheets that people open: every text stays a text, every number a number."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import xlsxwriter

Value = str | Decimal | int | None
#: A spreadsheet takes a text that begins so for a formula, unless it is a plain number.
_FORMULA_LIKE = re.compile(r"^'*[=+\-@]")
#: How far down the lists to choose from reach.
LAST_CHOICE = 2000
_NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)?%?$")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, width in characters, and the list people choose from, if any."""

    heading: str
    width: int = 16
    choices: tuple[str, ...] = ()
    locked: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: its columns and rows; `locked` keeps people from changing locked columns by mistake."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    locked: bool = False
    notes: Sequence[str] = field(default_factory=tuple)


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """An Excel file (.xlsx). Texts are never formulas or links, numbers keep their digits."""
    target = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        formats = {
            "head": book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#EEEEEE"}),
            "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
            "number": book.add_format({"valign": "top"}),
            "open": book.add_format({"text_wrap": True, "valign": "top", "locked": False}),
        }
        for sheet in sheets:
            _write_sheet(book, sheet, formats)
    return target.getvalue()


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, formats: dict[str, object]) -> None:
    page = book.add_worksheet(sheet.name)
    top = len(sheet.notes)
    page.freeze_panes(top + 1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
        if column.choices:
            choices = {"validate": "list", "source": list(column.choices)}
            page.data_validation(top + 1, index, top + LAST_CHOICE, index, choices)
    if sheet.locked:
        page.protect("", {"format_columns": True, "format_rows": True})
    for number, note in enumerate(sheet.notes):
        page.write_string(number, 0, note)
    for index, column in enumerate(sheet.columns):
        page.write_string(top, index, column.heading, formats["head"])
    for number, row in enumerate(sheet.rows, start=top + 1):
        for index, value in enumerate(row):
            free = sheet.locked and index < len(sheet.columns) and not sheet.columns[index].locked
            _write_cell(page, number, index, value, formats, free)


def _write_cell(page: object, row: int, column: int, value: Value, formats: dict[str, object], free: bool) -> None:
    if value is None or value == "":
        page.write_blank(row, column, None, formats["open"] if free else formats["number"])  # type: ignore[attr-defined]
    elif isinstance(value, str):
        page.write_string(row, column, value, formats["open"] if free else formats["text"])  # type: ignore[attr-defined]
    else:
        page.write_number(row, column, value, formats["open"] if free else formats["number"])  # type: ignore[attr-defined]


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A CSV file in UTF-8 with the mark that lets Excel read Vietnamese; numbers with a point.

    A text that a spreadsheet would take for a formula gets an apostrophe before it, which reading takes off again.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _csv_cell(value: Value) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    return f"'{value}" if _FORMULA_LIKE.match(value) and not _NUMBER.match(value) else value
