"""Compose and issue the papers of scoring: a unit's score sheet, the report of adjustments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from thidua.core.days import SchoolYear, day_of
from thidua.core.errors import require
from thidua.core.findings import Finding, all_of, refused
from thidua.core.text import say
from thidua.documents.facts import leading_unit, letterhead_facts
from thidua.documents.policies import may_carry
from thidua.documents.rules import LetterheadFacts, symbol_of
from thidua.documents.services import Compose, Issue, issue_paper
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import Viewer, may_act_as_leader
from thidua.papers import Paper
from thidua.scoring.facts.sheets import sheet_facts
from thidua.scoring.models import CriteriaTable, Line, Sheet
from thidua.scoring.papers.adjustments import AdjustmentFacts, adjustments_paper
from thidua.scoring.papers.score_sheet import ScoreSheetFacts, score_sheet_paper
from thidua.scoring.rules import UnitResult, score_cluster
from thidua.scoring.rules.agreement import Adjustment
from thidua.scoring.selectors.sheet_view import SheetView, sheet_view

if TYPE_CHECKING:
    from thidua.documents.models import IssuedPaper

CODE = "BC"


def may_issue_sheet(viewer: Viewer, sheet: Sheet) -> Finding:
    """A handed-in sheet is issued by its own unit, under its own letterhead."""
    if not viewer.works_at(sheet.unit_id):
        return refused(say("Chỉ người của đơn vị mới phát hành được bảng tự chấm điểm của đơn vị mình."))
    if sheet.state == Sheet.State.DRAFT:
        return refused(
            say("Phiếu chưa gửi nên chưa phát hành được thành văn bản."), say("Hãy gửi phiếu trước, rồi phát hành.")
        )
    return may_carry(letterhead_facts(sheet.unit, viewer.day))


def compose_sheet(viewer: Viewer, sheet: Sheet, day: date, *, demonstration: bool) -> Compose:
    """How the score sheet is made once number and day are known."""
    view = sheet_view(viewer, sheet)
    letterhead = letterhead_facts(sheet.unit, day)
    facts = ScoreSheetFacts(
        criteria=view.table,
        result=_result(view, viewer),
        year=SchoolYear(sheet.table.cycle.start_year),
        cluster_name=sheet.table.cycle.cluster.name,
        evidence=_evidence(sheet),
        notes=_texts(sheet, "note"),
        remarks=_texts(sheet, "reason"),
        demonstration=demonstration,
    )

    def compose(number: int | None, issued_on: date | None) -> Paper:
        return score_sheet_paper(facts, letterhead, number, issued_on)

    return compose


def issue_sheet(*, actor: Viewer, now: datetime, sheet: Sheet, demonstration: bool) -> IssuedPaper:
    """Issue the score sheet as it stands. vi: phát hành bảng tự chấm điểm. Raises Refused."""
    require(may_issue_sheet(actor, sheet))
    day = day_of(now)
    year = SchoolYear(sheet.table.cycle.start_year)
    issue = Issue(
        unit=sheet.unit,
        kind="score-sheet",
        symbol=symbol_of(letterhead_facts(sheet.unit, day), CODE),
        title=f"Bảng tự chấm điểm kết quả thực hiện giao ước thi đua năm học {year}",
        about=sheet.uuid,
        cluster=sheet.table.cycle.cluster,
    )
    compose = compose_sheet(actor, sheet, day, demonstration=demonstration)
    return issue_paper(actor=actor, now=now, issue=issue, compose=compose)


def may_issue_adjustments(viewer: Viewer, table: CriteriaTable) -> Finding:
    """The leader issues the cluster's papers, the deputy with a delegation."""
    may = may_act_as_leader(viewer, cluster_facts(table.cycle.cluster, viewer.day), "papers")
    return all_of([may, may_carry(_leaders_letterhead(table, viewer.day))]) if may else may


def compose_adjustments(
    table: CriteriaTable, adjustments: Sequence[Adjustment], day: date, *, demonstration: bool
) -> Compose:
    """How the report of adjustments is made once number and day are known."""
    letterhead = _leaders_letterhead(table, day)
    facts = AdjustmentFacts(
        adjustments=adjustments,
        year=SchoolYear(table.cycle.start_year),
        cluster_name=table.cycle.cluster.name,
        table_name=table.name,
        demonstration=demonstration,
    )

    def compose(number: int | None, issued_on: date | None) -> Paper:
        return adjustments_paper(facts, letterhead, number, issued_on)

    return compose


def issue_adjustments(
    *, actor: Viewer, now: datetime, table: CriteriaTable, adjustments: Sequence[Adjustment], demonstration: bool
) -> IssuedPaper:
    """Issue the report of adjustments for every member. vi: phát hành báo cáo điều chỉnh điểm. Raises Refused."""
    require(may_issue_adjustments(actor, table))
    day, year = day_of(now), SchoolYear(table.cycle.start_year)
    issue = Issue(
        unit=leading_unit(table.cycle.cluster, day),
        kind="adjustments",
        symbol=symbol_of(_leaders_letterhead(table, day), CODE),
        title=f"Báo cáo điều chỉnh điểm thi đua {table.cycle.cluster.name}, năm học {year}",
        about=table.uuid,
        cluster=table.cycle.cluster,
        audience="cluster",
    )
    compose = compose_adjustments(table, adjustments, day, demonstration=demonstration)
    return issue_paper(actor=actor, now=now, issue=issue, compose=compose)


def _result(view: SheetView, viewer: Viewer) -> UnitResult:
    """While a unit scores itself only its own figures count; once verified, its place among the others does too."""
    if view.sheet.state not in (Sheet.State.VERIFYING, Sheet.State.SETTLED):
        return view.result
    return score_cluster(view.table, sheet_facts(view.sheet.table, viewer.day)).unit(view.sheet.unit.code)


def _evidence(sheet: Sheet) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for line in sheet.lines.select_related("criterion").prefetch_related("evidence_uses__evidence"):
        for use in line.evidence_uses.all():
            if use.withdrawn_at is None and use.evidence.withdrawn_at is None:
                pages = f" (trang {use.pages})" if use.pages else ""
                found.setdefault(line.criterion.code, []).append(f"{use.evidence.name}{pages}")
    return {code: "; ".join(names) for code, names in found.items()}


def _texts(sheet: Sheet, field: str) -> dict[str, str]:
    lines = Line.objects.filter(sheet=sheet).exclude(**{field: ""})
    return dict(lines.values_list("criterion__code", field))


def _leaders_letterhead(table: CriteriaTable, day: date) -> LetterheadFacts:
    return letterhead_facts(leading_unit(table.cycle.cluster, day), day)
