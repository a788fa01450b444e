"""The report of adjustments as an official paper. vi: báo cáo điều chỉnh điểm. source: W1.9, forms.md form 11."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thidua.core.days import SchoolYear, format_day
from thidua.core.numbers import format_number
from thidua.documents.rules import LetterheadFacts, framed
from thidua.papers import Align, Column, Orientation, Paper, Row, Table, paragraph, row, section
from thidua.scoring.rules.agreement import OUTCOMES, Adjustment

CODE = "BC"
VERIFIED_HEAD = row("TT", "Đơn vị", "Tiêu chí", "Tự chấm", "Thẩm định", "Chênh lệch", "Đơn vị thẩm định", "Lý do")
OBJECTED_HEAD = row(
    "TT",
    "Đơn vị",
    "Tiêu chí",
    "Đề nghị của",
    "Nội dung đề nghị",
    "Từ → đến",
    "Kết quả, lý do",
    "Ngày, người thống nhất",
)
VERIFIED_COLUMNS = (
    Column(5, Align.CENTRE),
    Column(20),
    Column(24),
    Column(8, Align.RIGHT),
    Column(9, Align.RIGHT),
    Column(9, Align.RIGHT),
    Column(15),
    Column(20),
)
OBJECTED_COLUMNS = (
    Column(5, Align.CENTRE),
    Column(14),
    Column(16),
    Column(14),
    Column(20),
    Column(9, Align.CENTRE),
    Column(20),
    Column(14),
)


@dataclass(frozen=True)
class AdjustmentFacts:
    """Every change that verifiers made and every objection, as the selector gives them."""

    adjustments: Sequence[Adjustment]
    year: SchoolYear
    cluster_name: str
    table_name: str
    demonstration: bool = False


def adjustments_paper(
    facts: AdjustmentFacts, letterhead: LetterheadFacts, number: int | None, issued_on: date | None
) -> Paper:
    """What was adjusted, from what to what, by whom and why; silence counted as agreement."""
    verified = [one for one in facts.adjustments if one.source == "verification"]
    objected = [one for one in facts.adjustments if one.source == "objection"]
    return framed(
        letterhead,
        code=CODE,
        number=number,
        issued_on=issued_on,
        year=issued_on.year if issued_on else facts.year.start + 1,
        above_title="Cụm trưởng",
        kind="Báo cáo",
        subject=f"Điều chỉnh điểm thi đua {facts.cluster_name}, năm học {facts.year}",
        orientation=Orientation.LANDSCAPE,
        body=(
            paragraph(f"Căn cứ {facts.table_name}, {facts.cluster_name} báo cáo các điều chỉnh điểm như sau:"),
            section("I. Điều chỉnh khi thẩm định"),
            Table(VERIFIED_COLUMNS, (VERIFIED_HEAD,), _verified(verified), 11, "Không có dòng nào được điều chỉnh."),
            section("II. Ý kiến của các đơn vị khi lấy ý kiến"),
            Table(OBJECTED_COLUMNS, (OBJECTED_HEAD,), _objected(objected), 11, "Không có đơn vị nào nêu ý kiến."),
            paragraph("Đơn vị không nêu ý kiến trong thời hạn được coi là thống nhất với bảng điểm đã gửi."),
        ),
        recipients=(f"Các đơn vị trong {facts.cluster_name};", "Lưu: VT."),
        demonstration=facts.demonstration,
    )


def _verified(adjustments: Sequence[Adjustment]) -> tuple[Row, ...]:
    return tuple(
        row(
            str(number),
            one.unit_name,
            f"{one.criterion} {one.label}",
            str(one.before),
            str(one.after),
            "" if one.difference is None else _signed(one),
            one.by,
            one.reason,
        )
        for number, one in enumerate(adjustments, start=1)
    )


def _objected(adjustments: Sequence[Adjustment]) -> tuple[Row, ...]:
    return tuple(
        row(
            str(number),
            one.unit_name,
            f"{one.criterion} {one.label}",
            one.raised_by,
            one.request,
            f"{one.before} → {one.after}",
            f"{OUTCOMES[one.outcome][0]}. {one.reason}" if one.outcome else "Chưa giải quyết",
            f"{format_day(one.on)}. {one.by}" if one.on else "",
        )
        for number, one in enumerate(adjustments, start=1)
    )


def _signed(one: Adjustment) -> str:
    if one.difference is None:
        return ""
    return f"{'+' if one.difference > 0 else ''}{format_number(one.difference)}"
