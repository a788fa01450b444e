"""The registrations of a year as an Excel file: the same rows as the page, numbers as numbers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from thidua.cycles.rules import LATENESS_WORDS
from thidua.registration.rules.registrations import SIGNS, STATE_WORDS, WORK_KINDS, Entry
from thidua.registration.tables import award_rows, sum_rows, target_rows, work_rows

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
Cells = Sequence[object]


def registrations_workbook(entries: Sequence[Entry]) -> bytes:
    """Five sheets: the members, what they registered, the sums, the targets, works and themes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SAFE) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for name, heads, rows in _sheets(entries):
            _fill(book.add_worksheet(name), heads, rows, bold)
    return buffer.getvalue()


def _sheets(entries: Sequence[Entry]) -> Iterable[tuple[str, tuple[str, ...], list[Cells]]]:
    states: list[Cells] = [
        (one.name, str(STATE_WORDS[one.state]), str(LATENESS_WORDS.get(one.lateness, "")), len(one.content.awards))
        for one in entries
    ]
    yield "Tình hình", ("Đơn vị", "Tình trạng", "Thời hạn", "Số danh hiệu, hình thức"), states
    awards: list[Cells] = [
        (one.unit, one.collective, "; ".join(one.titles), "; ".join(one.forms)) for one in award_rows(entries)
    ]
    yield "Đăng ký", ("Đơn vị", "Tập thể", "Danh hiệu thi đua", "Hình thức khen thưởng"), awards
    found = sum_rows(entries)
    sums: list[Cells] = [(one.name, one.count, "; ".join(one.units)) for one in found]
    sums.append(("Cộng", sum(one.count for one in found), ""))
    yield "Tổng hợp", ("Danh hiệu, hình thức", "Số lượng", "Đơn vị đăng ký"), sums
    targets: list[Cells] = [
        (unit, one.text, SIGNS[one.direction], one.amount, one.measure) for unit, one in target_rows(entries)
    ]
    yield "Chỉ tiêu", ("Đơn vị", "Chỉ tiêu", "So sánh", "Số", "Đơn vị tính"), targets
    works: list[Cells] = [
        (unit, str(WORK_KINDS[one.kind]), one.name, one.when_where, one.result) for unit, one in work_rows(entries)
    ]
    yield "Công trình, chuyên đề", ("Đơn vị", "Loại", "Tên", "Thời gian, địa điểm", "Kết quả"), works


def _fill(sheet: Any, heads: tuple[str, ...], rows: list[Cells], bold: Any) -> None:
    sheet.write_row(0, 0, heads, bold)
    for number, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells):
            if isinstance(value, (Decimal, int)):
                sheet.write_number(number, column, value)
            elif value:
                sheet.write_string(number, column, str(value))
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(heads) - 1, 36)
