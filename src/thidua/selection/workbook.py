"""The ranked table as an Excel file: the same figures as the page, as numbers."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import xlsxwriter

from thidua.selection.selectors import Ranking
from thidua.selection.tables import criterion_rows, summary_rows

HEADS = ("Hạng", "Đơn vị", "Tự chấm", "Điểm thẩm định", "Thưởng", "Trừ", "Tổng điểm", "Tỷ lệ %", "Kết luận", "Lý do")
SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def ranking_workbook(ranking: Ranking) -> bytes:
    """Two sheets: the ranks, and every criterion with self-score and counted score of every unit."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SAFE) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        _summary(book.add_worksheet("Xếp hạng"), ranking, bold)
        _details(book.add_worksheet("Chi tiết"), ranking, bold)
    return buffer.getvalue()


def _summary(sheet: Any, ranking: Ranking, bold: Any) -> None:
    heads = [
        "Hạng",
        "Đơn vị",
        "Tự chấm",
        "Điểm thẩm định",
        "Thưởng",
        "Trừ",
        "Tổng điểm",
        "Tỷ lệ %",
        "Kết luận",
        "Lý do",
    ]
    sheet.write_row(0, 0, heads, bold)
    for number, row in enumerate(summary_rows(ranking.result.units, ranking.names), start=1):
        unit = row.unit
        figures = [unit.claimed.total, unit.final.base, unit.final.bonus, unit.final.penalty, unit.final.total]
        _write(sheet, number, 0, unit.rank)
        sheet.write_string(number, 1, ranking.names[unit.unit])
        for column, value in enumerate([*figures, unit.final.total_percent], start=2):
            _write(sheet, number, column, value)
        sheet.write_string(number, 8, str(row.standing))
        sheet.write_string(number, 9, str(row.remark or ""))
    sheet.freeze_panes(1, 2)
    sheet.set_column(1, 1, 48)
    sheet.set_column(8, 9, 30)


def _details(sheet: Any, ranking: Ranking, bold: Any) -> None:
    heads = ["Mã", "Tiêu chí", "Tối đa"]
    for unit in ranking.result.units:
        short = ranking.short_names[unit.unit]
        heads += [f"{short}: tự chấm", f"{short}: thẩm định"]
    sheet.write_row(0, 0, heads, bold)
    for number, row in enumerate(criterion_rows(ranking.criteria, ranking.result.units), start=1):
        sheet.write_string(number, 0, row.criterion.code)
        sheet.write_string(number, 1, row.criterion.label)
        _write(sheet, number, 2, row.maximum)
        for index, cell in enumerate(row.cells):
            _write(sheet, number, 3 + 2 * index, cell.claimed)
            _write(sheet, number, 4 + 2 * index, cell.counted)
    sheet.freeze_panes(1, 2)
    sheet.set_column(1, 1, 48)


def _write(sheet: Any, row: int, column: int, value: object) -> None:
    if isinstance(value, (Decimal, int)):
        sheet.write_number(row, column, value)
