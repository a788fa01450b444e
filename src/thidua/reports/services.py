"""The report and the hand-over as drafts that are edited and issued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from thidua.core.days import SchoolYear
from thidua.core.findings import Finding, all_of, granted, refused
from thidua.core.text import say
from thidua.documents.facts import leading_unit, letterhead_facts
from thidua.documents.rules import BornPassage, symbol_of
from thidua.documents.services import Draft, Issue
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import Viewer, may_act_as_leader
from thidua.papers import Paper
from thidua.reports.facts.handover import handover_facts
from thidua.reports.facts.people import day_of_year
from thidua.reports.facts.year import year_report_facts
from thidua.reports.papers.handover import CODE as MINUTES
from thidua.reports.papers.handover import handover_paper
from thidua.reports.papers.year_report import CODE as REPORT
from thidua.reports.papers.year_report import year_report_paper
from thidua.reports.rules import may_report, report_passages

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle

YEAR_REPORT, HANDOVER = "year-report", "handover"


def year_report_draft(viewer: Viewer, cycle: Cycle, now: datetime, *, demonstration: bool) -> Draft:
    """The report of the year and of the selection. vi: báo cáo tổng kết, kết quả xét chọn. source: D1.13."""
    facts = year_report_facts(viewer, cycle, now, demonstration=demonstration)
    may = _may(viewer, cycle)
    unit = leading_unit(cycle.cluster, day_of_year(cycle, viewer.day))
    letterhead = letterhead_facts(unit, viewer.day)

    def compose(words: Mapping[str, str], number: int | None, issued_on: date | None) -> Paper:
        return year_report_paper(facts, words, letterhead, number, issued_on)

    title = f"Báo cáo tổng kết và kết quả xét chọn {cycle.cluster.name}, năm học {SchoolYear(cycle.start_year)}"
    return Draft(
        issue=Issue(
            unit=unit,
            kind=YEAR_REPORT,
            symbol=symbol_of(letterhead, REPORT),
            title=title,
            about=cycle.uuid,
            cluster=cycle.cluster,
            audience="cluster",
        ),
        compose=compose,
        passages=tuple(BornPassage(one.key, one.heading, one.text) for one in report_passages(facts)),
        may_edit=may,
        may_issue=all_of([may, may_report(facts)]),
    )


def handover_draft(viewer: Viewer, cycle: Cycle, now: datetime, *, demonstration: bool) -> Draft:
    """The minutes of the hand-over, without words to edit: all of it is data. vi: biên bản bàn giao."""
    facts = handover_facts(viewer, cycle, now, demonstration=demonstration)
    unit = leading_unit(cycle.cluster, day_of_year(cycle, viewer.day))
    letterhead = letterhead_facts(unit, viewer.day)

    def compose(words: Mapping[str, str], number: int | None, issued_on: date | None) -> Paper:  # noqa: ARG001 - nothing to edit
        return handover_paper(facts, letterhead, number, issued_on)

    return Draft(
        issue=Issue(
            unit=unit,
            kind=HANDOVER,
            symbol=symbol_of(letterhead, MINUTES),
            title=f"Biên bản bàn giao nhiệm vụ cụm trưởng {cycle.cluster.name}, năm học {SchoolYear(cycle.start_year)}",
            about=cycle.uuid,
            cluster=cycle.cluster,
            audience="unit",
        ),
        compose=compose,
        may_edit=_may(viewer, cycle),
        may_issue=all_of([_may(viewer, cycle), _elected(facts.taking)]),
    )


def _may(viewer: Viewer, cycle: Cycle) -> Finding:
    return may_act_as_leader(viewer, cluster_facts(cycle.cluster, viewer.day), "papers")


def _elected(taking: str) -> Finding:
    if taking:
        return granted()
    return refused(
        say("Chưa có cụm trưởng cho năm học sau nên chưa lập được biên bản bàn giao."),
        say("Hãy ghi nhận kết quả bầu cụm trưởng ở phiên họp."),
    )
