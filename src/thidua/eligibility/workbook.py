"""The grid of a list as an Excel file; answers in words, nothing sensitive in it."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from thidua.eligibility.models import Review
from thidua.eligibility.rules.grid import Filter
from thidua.eligibility.rules.telling import WORDS
from thidua.eligibility.selectors.grid import Grid

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def grid_workbook(review: Review, grid: Grid, chosen: Filter) -> bytes:
    """Two sheets: who reaches what, and the counts with the shares that may not be passed."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SAFE) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        _people(book.add_worksheet("Xét tiêu chuẩn"), grid, chosen, bold)
        _counts(book.add_worksheet("Tổng hợp"), review, grid, bold)
    return buffer.getvalue()


def _people(sheet: Any, grid: Grid, chosen: Filter, bold: Any) -> None:
    sheet.write_row(0, 0, ["TT", "Họ và tên, tập thể", *(one.name for one in grid.columns)], bold)
    for number, row in enumerate((one for one in grid.rows if chosen.lets(one)), start=1):
        sheet.write_number(number, 0, number)
        sheet.write_string(number, 1, row.name)
        said = {cell.award: str(cell.words) for cell in row.cells}
        for column, one in enumerate(grid.columns, start=2):
            sheet.write_string(number, column, said.get(one.award, ""))
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 1 + max(len(grid.columns), 1), 20)


def _counts(sheet: Any, review: Review, grid: Grid, bold: Any) -> None:
    sheet.write_row(0, 0, ["Danh hiệu, hình thức", *(str(words) for words, _ in WORDS.values())], bold)
    number = 1
    for column in grid.columns:
        sheet.write_string(number, 0, column.name)
        for place, key in enumerate(WORDS, start=1):
            sheet.write_number(number, place, column.counts.get(key, 0))
        number += 1
    number += 1
    for one in grid.quotas:
        for reason in one.finding.reasons:
            sheet.write_string(number, 0, f"{reason.sentence} ({reason.citation})")
            number += 1
    sheet.write_string(number + 1, 0, f"{review.name}. Xét theo quy định áp dụng cho ngày {grid.day:%d/%m/%Y}.")
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, len(WORDS), 16)
