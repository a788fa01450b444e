"""What the next leader takes over: papers, members, what is open, what was late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from thidua.core.days import SchoolYear
from thidua.core.text import Text, say
from thidua.cycles.selectors import school_year
from thidua.documents.selectors import papers_for
from thidua.meetings.selectors.minutes import minutes_of
from thidua.meetings.selectors.questions import questions_of
from thidua.meetings.selectors.sessions import sessions_of
from thidua.organisations.rules import Viewer
from thidua.registration.facts.pledges import pledge_signed_units
from thidua.registration.facts.registrations import registrations_of
from thidua.registration.rules.registrations import SENT
from thidua.reports.facts.people import people_of
from thidua.reports.facts.year import late_in
from thidua.reports.rules import HandoverFacts, PaperLine
from thidua.selection.facts.outcome import outcome_of

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle
    from thidua.documents.models import IssuedPaper

ISSUED, ENDED = "issued", "ended"


def handover_facts(viewer: Viewer, cycle: Cycle, now: datetime, *, demonstration: bool) -> HandoverFacts:
    """The pack of a year for a viewer who may read it. vi: hồ sơ bàn giao. source: features C10."""
    people, outcome = people_of(cycle, viewer.day), outcome_of(cycle)
    return HandoverFacts(
        cluster_name=cycle.cluster.name,
        year=SchoolYear(cycle.start_year),
        giving=people.leader,
        taking=people.next_leader,
        passes_on=people.next_from,
        members=people.members,
        papers=tuple(_line(one) for one in reversed(papers_of(viewer, cycle))),
        clause=outcome.clause if outcome else "",
        open_tasks=tuple(_open_tasks(viewer, cycle)),
        late=late_in(viewer, cycle, now),
        demonstration=demonstration,
    )


def papers_of(viewer: Viewer, cycle: Cycle) -> list[IssuedPaper]:
    """The cluster's issued papers of the school year that the viewer may read, newest first."""
    year = school_year(cycle)
    return [one for one in papers_for(viewer) if one.cluster_id == cycle.cluster_id and one.issued_on in year]


def _line(paper: IssuedPaper) -> PaperLine:
    return PaperLine(paper.kind, f"{paper.number:02d}/{paper.symbol}", paper.title, paper.issued_on)


def _open_tasks(viewer: Viewer, cycle: Cycle) -> Iterator[Text]:
    waiting = registrations_of(cycle).filter(state=SENT).count()
    if waiting:
        yield say("Còn {n} bản đăng ký chờ tiếp nhận.", n=waiting)
    signed, members = pledge_signed_units(cycle), len(people_of(cycle, viewer.day).members)
    if signed is not None and len(signed) < members:
        yield say("Còn {n} đơn vị chưa ký giao ước.", n=members - len(signed))
    for session in sessions_of(viewer, cycle):
        undecided = [one for one in questions_of(session) if one.state in ("draft", "open")]
        if undecided:
            yield say(
                "{session}: còn {n} nội dung biểu quyết chưa có kết quả.", session=session.title, n=len(undecided)
            )
        if session.state == ENDED and minutes_of(session).state != ISSUED:
            yield say("{session}: biên bản chưa phát hành.", session=session.title)
    outcome = outcome_of(cycle)
    if outcome is None or outcome.concluded_on is None:
        yield say("Xét chọn chưa kết luận.")
    for one in outcome.held if outcome else ():
        yield say("Chưa xét, chờ kết luận: {unit}.", unit=one.name)
