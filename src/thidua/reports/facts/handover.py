"""What the next leader takes over: papers, members, what is open, what was late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from thidua.core.days import SchoolYear, format_day
from thidua.core.text import Text, say
from thidua.cycles.selectors import school_year
from thidua.documents.selectors import papers_for
from thidua.meetings.selectors.minutes import minutes_of
from thidua.meetings.selectors.questions import questions_of
from thidua.meetings.selectors.sessions import sessions_of
from thidua.organisations.rules import Viewer
from thidua.registration.facts.pledges import pledge_facts, pledge_signed_units
from thidua.registration.facts.registrations import registrations_of
from thidua.registration.rules.pledges import pledge_text
from thidua.registration.rules.registrations import SENT
from thidua.registration.selectors.pledges import pledge_of
from thidua.reports.facts.people import day_of_year, people_of
from thidua.reports.facts.year import late_in
from thidua.reports.rules import HandoverFacts, PaperLine
from thidua.selection.facts.clauses import clause_in_force
from thidua.selection.facts.outcome import outcome_of
from thidua.selection.rules.clause import Clause
from thidua.selection.rules.clause_reading import read_clause

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle
    from thidua.documents.models import IssuedPaper

ISSUED, ENDED = "issued", "ended"


def handover_facts(viewer: Viewer, cycle: Cycle, now: datetime, *, demonstration: bool) -> HandoverFacts:
    """The pack of a year for a viewer who may read it. vi: hồ sơ bàn giao. source: features C10."""
    people, clause = people_of(cycle, viewer.day), _clause(cycle, viewer)
    return HandoverFacts(
        cluster_name=cycle.cluster.name,
        year=SchoolYear(cycle.start_year),
        giving=people.leader,
        taking=people.next_leader,
        passes_on=people.next_from,
        members=people.members,
        papers=tuple(_line(one) for one in reversed(papers_of(viewer, cycle))),
        clause=clause.title if clause else "",
        clause_words=tuple(_clause_words(clause)) if clause else (),
        pledge_words=tuple(line for line in _pledge_text(cycle, viewer).splitlines() if line.strip()),
        open_tasks=tuple(_open_tasks(viewer, cycle)),
        late=late_in(viewer, cycle, now),
        demonstration=demonstration,
    )


def papers_of(viewer: Viewer, cycle: Cycle) -> list[IssuedPaper]:
    """The cluster's issued papers of the school year that the viewer may read, newest first."""
    year = school_year(cycle)
    return [one for one in papers_for(viewer) if one.cluster_id == cycle.cluster_id and one.issued_on in year]


def _clause(cycle: Cycle, viewer: Viewer) -> Clause | None:
    """The clause of the statute in force on the last day that concerns the year."""
    stored = clause_in_force(cycle.cluster, day_of_year(cycle, viewer.day))
    return read_clause(stored.content) if stored else None


def _clause_words(clause: Clause) -> Iterator[str]:
    yield f"{clause.title} ({clause.document}, áp dụng từ ngày {format_day(clause.starts_on)})."
    provisions = [clause.considered, clause.held, clause.late_provision, *(prize.provision for prize in clause.prizes)]
    for one in dict.fromkeys(provisions):
        if one.words:
            yield f"{one.place}: {one.words}"


def _pledge_text(cycle: Cycle, viewer: Viewer) -> str:
    pledge = pledge_of(cycle)
    return pledge_text(pledge_facts(pledge, day_of_year(cycle, viewer.day))) if pledge else ""


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
