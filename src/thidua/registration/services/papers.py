"""The registration list as a draft that is edited and issued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from thidua.core.days import SchoolYear, day_of
from thidua.core.findings import Finding, all_of, granted, refused
from thidua.core.text import say
from thidua.documents.facts import leading_unit, letterhead_facts
from thidua.documents.rules import symbol_of
from thidua.documents.services import Draft, Issue
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import Viewer, may_act_as_leader
from thidua.papers import Paper
from thidua.registration.papers.registration_list import CODE, facts_of, passages_of, registration_list
from thidua.registration.rules.registrations import ACCEPTED, SENT, Entry
from thidua.registration.selectors.registrations import entries_for

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle

KIND = "registration-list"


def list_draft(viewer: Viewer, cycle: Cycle, now: datetime, *, demonstration: bool) -> Draft:
    """The list of what was accepted, for the viewer who has passed the year's gate. vi: danh sách đăng ký."""
    cluster, year = cycle.cluster, SchoolYear(cycle.start_year)
    unit = leading_unit(cluster, viewer.day)
    letterhead = letterhead_facts(unit, day_of(now))
    entries = entries_for(viewer, cycle)
    facts = facts_of(cluster.name, year, tuple(entries), demonstration=demonstration)

    def compose(words: Mapping[str, str], number: int | None, issued_on: date | None) -> Paper:
        return registration_list(facts, letterhead, words, number, issued_on)

    may = may_act_as_leader(viewer, cluster_facts(cluster, viewer.day), "papers")
    issue = Issue(
        unit=unit,
        kind=KIND,
        symbol=symbol_of(letterhead, CODE),
        title=f"Danh sách đăng ký danh hiệu thi đua, hình thức khen thưởng {cluster.name}, năm học {year}",
        about=cycle.uuid,
        cluster=cluster,
        audience="cluster",
    )
    may_issue = all_of([may, _ready(entries)])
    return Draft(issue=issue, compose=compose, passages=passages_of(facts), may_edit=may, may_issue=may_issue)


def _ready(entries: list[Entry]) -> Finding:
    waiting = [one.name for one in entries if one.state == SENT]
    if waiting:
        return refused(
            say("Còn bản đăng ký chưa được tiếp nhận hoặc trả lại: {names}.", names=waiting),
            say("Hãy tiếp nhận hoặc trả lại rồi phát hành danh sách."),
        )
    if not any(one.state == ACCEPTED for one in entries):
        return refused(say("Chưa có bản đăng ký nào được tiếp nhận."), say("Danh sách gồm các bản đã tiếp nhận."))
    return granted()
