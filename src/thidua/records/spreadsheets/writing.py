"""Write workbooks: a template, rows to mend. Every cell is a text, never a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

#: How far down the lists to choose from reach.
LAST_CHOICE = 5000
#: Excel takes a list of choices that is written out only up to so many characters.
_LONGEST_LIST = 255


@dataclass(frozen=True, slots=True)
class PageColumn:
    """One column: its heading, its width in characters, whether it must be filled, the list to choose from."""

    heading: str
    width: int = 16
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One worksheet. `example` says that the first row is an illustration; `choices_from` names the list of choices:
    the page they stand on and the column there."""

    name: str
    columns: Sequence[PageColumn]
    rows: Iterable[Sequence[str]]
    example: bool = False
    lists: dict[int, str] = field(default_factory=dict)


def write_workbook(pages: Sequence[Page]) -> bytes:
    """An Excel file (.xlsx) in which every cell is a text."""
    target = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        formats = {
            "head": book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#EEEEEE"}),
            "must": book.add_format(
                {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#EEEEEE", "font_color": "#A32020"}
            ),
            "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
            "example": book.add_format(
                {"text_wrap": True, "valign": "top", "num_format": "@", "italic": True, "font_color": "#666666"}
            ),
        }
        for page in pages:
            _write_page(book, page, formats)
    return target.getvalue()


def _write_page(book: Any, page: Page, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(page.name)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for index, column in enumerate(page.columns):
        # A whole column of texts keeps the zero at the head of a code and a day as it was typed.
        sheet.set_column(index, index, column.width, formats["text"])
        _offer(sheet, index, column, page)
    for index, column in enumerate(page.columns):
        sheet.write_string(0, index, column.heading, formats["must" if column.required else "head"])
    for number, row in enumerate(page.rows, start=1):
        form = formats["example" if page.example and number == 1 else "text"]
        for index, text in enumerate(row):
            if text:
                sheet.write_string(number, index, text, form)


def _offer(sheet: Any, index: int, column: PageColumn, page: Page) -> None:
    source: Any = page.lists.get(index)
    if source is None and column.choices and len(",".join(column.choices)) <= _LONGEST_LIST:
        source = list(column.choices)
    if source:
        # Other spellings are understood too, so what is not in the list is not stopped.
        sheet.data_validation(1, index, LAST_CHOICE, index, {"validate": "list", "source": source, "show_error": False})
