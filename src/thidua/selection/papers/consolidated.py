"""The consolidated table as an official paper. vi: bảng tổng hợp điểm. source: domain/scoring/forms.md, form 11."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from thidua.core.days import SchoolYear
from thidua.core.numbers import format_number
from thidua.core.text import Text
from thidua.documents.rules import LetterheadFacts, framed, symbol_of
from thidua.papers import Align, Annex, Block, Column, Paper, Row, RowKind, Table, annex_reference, cell, paragraph, row
from thidua.scoring.rules import BLANKS, ClusterResult, Score, describe_score
from thidua.scoring.rules import Table as Criteria
from thidua.selection.tables import SummaryRow, criterion_rows, ranked_and_apart

CODE = "BC"
UNITS_A_TABLE = 8
SUMMARY_HEAD = row(
    "Xếp hạng", "Đơn vị", "Tự chấm", "Điểm thẩm định", "Thưởng", "Trừ", "Tổng điểm", "Tỷ lệ %", "Ghi chú"
)
SUMMARY_COLUMNS = (
    Column(9, Align.CENTRE),
    Column(29),
    *(Column(9, Align.RIGHT) for _ in range(4)),
    Column(10, Align.RIGHT),
    Column(9, Align.RIGHT),
    Column(17),
)


@dataclass(frozen=True)
class ConsolidatedFacts:
    """The ranked table with the names it is told in."""

    criteria: Criteria
    result: ClusterResult
    year: SchoolYear
    cluster_name: str
    names: Mapping[str, str]
    short_names: Mapping[str, str]
    #: Who is not considered although the table ranks it: a name and the reason. source: R1.12.
    unregistered: tuple[tuple[str, Text], ...] = ()
    demonstration: bool = False


def consolidated_paper(
    facts: ConsolidatedFacts, letterhead: LetterheadFacts, number: int | None, issued_on: date | None
) -> Paper:
    """The ranked table of the cluster, with the points of every criterion in a landscape annex."""
    by = f"Cụm trưởng {facts.cluster_name}"
    reference = annex_reference("Báo cáo", number, symbol_of(letterhead, CODE), issued_on, by)
    return framed(
        letterhead,
        code=CODE,
        number=number,
        issued_on=issued_on,
        year=issued_on.year if issued_on else facts.year.start + 1,
        above_title="Cụm trưởng",
        kind="Báo cáo",
        subject=f"Tổng hợp kết quả chấm điểm thi đua {facts.cluster_name}, năm học {facts.year}",
        body=_body(facts),
        recipients=(f"Các đơn vị trong {facts.cluster_name};", "Lưu: VT."),
        annexes=(Annex("Điểm chi tiết theo từng tiêu chí", _details(facts), reference),),
        demonstration=facts.demonstration,
    )


def _body(facts: ConsolidatedFacts) -> tuple[Block, ...]:
    competing, apart = ranked_and_apart(facts.result, facts.names)
    basis = "tổng điểm" if facts.result.rank_basis == "points" else "tỷ lệ trên điểm tối đa áp dụng"
    blocks: list[Block] = [
        paragraph(
            f"Căn cứ {facts.criteria.name}, kết quả chấm điểm thi đua của {facts.cluster_name} năm học {facts.year}, "
            f"xếp hạng theo {basis}, như sau:"
        ),
        Table(SUMMARY_COLUMNS, (SUMMARY_HEAD,), tuple(_summary(facts, r) for r in [*competing, *apart]), text_size=11),
        paragraph(f"Chính sách đối với dòng chưa thẩm định: {BLANKS[facts.criteria.blank]}."),
    ]
    if facts.result.provisional:
        blocks.append(paragraph(f"Bảng này là tạm tính: còn {facts.result.open_lines} dòng chưa thẩm định."))
    blocks += [
        paragraph(f"{facts.names[one.unit.unit]}: {reason.sentence}")
        for one in apart
        for reason in one.unit.finding.reasons
    ]
    blocks += [paragraph(f"Không xét thi đua đối với {name}: {sentence}") for name, sentence in facts.unregistered]
    if any(one.unit.tied for one in competing):
        blocks.append(
            paragraph("Các đơn vị bằng điểm được xếp cùng hạng; việc chọn đơn vị dẫn đầu do hội nghị bỏ phiếu lại.")
        )
    return tuple(blocks)


def _summary(facts: ConsolidatedFacts, one: SummaryRow) -> Row:
    unit = one.unit
    percent = unit.final.total_percent
    return row(
        one.place or "–",
        facts.names[unit.unit],
        format_number(unit.claimed.total, 2),
        format_number(unit.final.base, 2),
        format_number(unit.final.bonus, 2),
        format_number(unit.final.penalty, 2),
        format_number(unit.final.total, 2),
        "" if percent is None else format_number(percent, 2),
        str(one.standing) if not one.place else ("Bằng điểm" if unit.tied else ""),
    )


def _details(facts: ConsolidatedFacts) -> tuple[Block, ...]:
    """One table for every few units, so that a wide cluster still fits the page."""
    units = facts.result.units
    parts = [units[start : start + UNITS_A_TABLE] for start in range(0, len(units), UNITS_A_TABLE)]
    tables = (_detail_table(facts, [unit.unit for unit in part]) for part in parts)
    return (*tables, paragraph("KAD: không áp dụng; dấu –: chưa chấm.", first_line=False))


def _detail_table(facts: ConsolidatedFacts, codes: list[str]) -> Table:
    units = [facts.result.unit(code) for code in codes]
    columns = (
        Column(7, Align.CENTRE),
        Column(30),
        Column(6, Align.RIGHT),
        *(Column(57 / len(codes) / 2, Align.RIGHT) for _ in range(2 * len(codes))),
    )
    head = (
        row(
            cell("Mã", down=2),
            cell("Tiêu chí", down=2),
            cell("Tối đa", down=2),
            *(cell(facts.short_names[code], across=2) for code in codes),
        ),
        row(*(word for _ in codes for word in ("Tự chấm", "Thẩm định"))),
    )
    rows = tuple(
        row(
            one.criterion.code,
            one.criterion.label,
            _points(one.maximum),
            *(text for cells in one.cells for text in (_score(cells.claimed), _score(cells.counted))),
            kind=RowKind.GROUP if one.criterion.is_group else RowKind.PLAIN,
        )
        for one in criterion_rows(facts.criteria, units)
        if one.criterion.kind != "gate"
    )
    return Table(columns, head, rows, text_size=9)


def _score(score: Score | None) -> str:
    if score is None:
        return ""
    if isinstance(score, Decimal):
        return format_number(score)
    return {"chưa chấm": "–", "không áp dụng": "KAD"}.get(str(describe_score(score)), "")


def _points(value: Decimal | None) -> str:
    return "" if value is None else format_number(value)
