"""The score sheet as an official paper. vi: bảng tự chấm điểm. source: domain/scoring/forms.md, form 10."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from thidua.core.days import SchoolYear
from thidua.core.numbers import format_number
from thidua.core.text import Text
from thidua.documents.rules import LetterheadFacts, framed
from thidua.papers import Align, Column, Orientation, Paper, Row, RowKind, Table, paragraph, row
from thidua.scoring.rules import Criterion, Score, UnitResult, describe_score
from thidua.scoring.rules import Table as Criteria
from thidua.scoring.rules.table_sums import maxima_of

COLUMNS = (
    Column(7, Align.CENTRE),
    Column(30),
    Column(8, Align.RIGHT),
    Column(8, Align.RIGHT),
    Column(17),
    Column(12),
    Column(8, Align.RIGHT),
    Column(10),
)
HEAD = row(
    "TT",
    "Nội dung tiêu chí",
    "Điểm tối đa",
    "Điểm tự chấm",
    "Minh chứng",
    "Giải trình, ghi chú",
    "Điểm thẩm định",
    "Nhận xét",
)


@dataclass(frozen=True)
class ScoreSheetFacts:
    """One unit's sheet: the criteria, the result of the rules, and the words beside each line by criterion code."""

    criteria: Criteria
    result: UnitResult
    year: SchoolYear
    cluster_name: str
    evidence: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    demonstration: bool = False


def score_sheet_paper(
    facts: ScoreSheetFacts, letterhead: LetterheadFacts, number: int | None, issued_on: date | None
) -> Paper:
    """The sheet with every line, its evidence and its totals; without a number it is a draft."""
    year = issued_on.year if issued_on else facts.year.start + 1
    return framed(
        letterhead,
        code="BC",
        number=number,
        issued_on=issued_on,
        year=year,
        kind="Bảng tự chấm điểm",
        subject=f"Kết quả thực hiện giao ước thi đua năm học {facts.year}",
        orientation=Orientation.LANDSCAPE,
        body=(
            paragraph(f"Đơn vị: {letterhead.unit_name}. {facts.cluster_name}, năm học {facts.year}.", first_line=False),
            paragraph(f"Căn cứ chấm điểm: {facts.criteria.name}.", first_line=False),
            Table(COLUMNS, (HEAD,), tuple(_rows(facts)), text_size=11),
            paragraph(*_closing(facts), first_line=False),
        ),
        recipients=("Cụm trưởng (để tổng hợp);", "Lưu: VT."),
        demonstration=facts.demonstration,
    )


def _rows(facts: ScoreSheetFacts) -> list[Row]:
    rows: list[Row] = []
    for criterion in _in_order(facts.criteria):
        rows.append(_group_row(facts, criterion) if criterion.is_group else _line_row(facts, criterion))
    rows += _total_rows(facts)
    return rows


def _in_order(criteria: Criteria, parent: str = "") -> list[Criterion]:
    found: list[Criterion] = []
    for criterion in criteria.children.get(parent, ()):
        found.append(criterion)
        if criterion.is_group:
            found += _in_order(criteria, criterion.code)
    return found


def _group_row(facts: ScoreSheetFacts, group: Criterion) -> Row:
    claimed, counted = facts.result.groups[group.code]
    return row(
        group.code,
        group.label,
        _points(maxima_of(facts.criteria)[group.code]),
        _points(claimed),
        "",
        "",
        _points(counted) if _anything_verified(facts) else "",
        "",
        kind=RowKind.GROUP,
    )


def _line_row(facts: ScoreSheetFacts, criterion: Criterion) -> Row:
    line = facts.result.lines[criterion.code]
    gate = criterion.kind == "gate"
    return row(
        criterion.code,
        criterion.label,
        "điều kiện" if gate else _points(criterion.maximum),
        _gate_word(line.claimed_sentence) if gate else _score(line.claimed),
        facts.evidence.get(criterion.code, ""),
        facts.notes.get(criterion.code, ""),
        _gate_word(line.verified_sentence) if gate else _score(line.verified),
        facts.remarks.get(criterion.code, ""),
    )


def _total_rows(facts: ScoreSheetFacts) -> list[Row]:
    claimed, final = facts.result.claimed, facts.result.final
    verified = _anything_verified(facts)
    figures = [
        ("Tổng điểm các tiêu chí", facts.result.applicable_max, claimed.base, final.base),
        ("Điểm thưởng", None, claimed.bonus, final.bonus),
        ("Điểm trừ", None, claimed.penalty, final.penalty),
        ("Tổng cộng", None, claimed.total, final.total),
    ]
    return [
        row(
            "",
            label,
            _points(maximum),
            format_number(own, 2),
            "",
            "",
            format_number(checked, 2) if verified else "",
            "",
            kind=RowKind.TOTAL,
        )
        for label, maximum, own, checked in figures
    ]


def _closing(facts: ScoreSheetFacts) -> tuple[str, ...]:
    result = facts.result
    own = f"Tổng điểm tự chấm: {format_number(result.claimed.total, 2)}"
    if result.claimed.total_percent is not None:
        own += (
            f", bằng {format_number(result.claimed.total_percent, 2)} % "
            f"của {format_number(result.applicable_max)} điểm tối đa áp dụng"
        )
    if not _anything_verified(facts):
        return (own + ".",)
    waiting = f"; còn {len(result.unverified)} dòng chưa thẩm định" if result.unverified else ""
    return (f"{own}. Tổng điểm sau thẩm định: {format_number(result.final.total, 2)}{waiting}.",)


def _anything_verified(facts: ScoreSheetFacts) -> bool:
    return any(line.basis == "verified" for line in facts.result.lines.values())


def _score(score: Score) -> str:
    return str(describe_score(score))


def _gate_word(sentence: Text | None) -> str:
    return str(sentence) if sentence else "chưa xác nhận"


def _points(value: Decimal | None) -> str:
    return "" if value is None else format_number(value)
