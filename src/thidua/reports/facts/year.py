"""Everything the report of a year says by itself, from the rooms that know it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from thidua.core.days import SchoolYear, format_moment
from thidua.core.errors import Refused
from thidua.core.numbers import format_number
from thidua.cycles.rules import LATE
from thidua.foundation.refusals import NotThere
from thidua.meetings.facts.decisions import decisions_of
from thidua.meetings.facts.sessions import session_facts
from thidua.meetings.rules.decisions import NEXT_LEADER
from thidua.meetings.selectors.readiness import quorum_of
from thidua.meetings.selectors.sessions import sessions_of
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors import name_on
from thidua.registration.facts.pledges import pledge_signed_units
from thidua.registration.facts.registrations import registrations_of
from thidua.registration.rules.registrations import ACCEPTED
from thidua.reports.facts.people import people_of
from thidua.reports.rules import ApartLine, AwardLine, MeetingLine, RankedLine, VoteLine, YearReportFacts
from thidua.scoring.selectors.year import year_of_scoring
from thidua.selection.facts.outcome import outcome_of
from thidua.selection.rules import remark
from thidua.selection.rules.telling import PrizeOutcome, SelectionOutcomeFacts, UnitReason
from thidua.selection.selectors.ranking import Ranking, ranking_for
from thidua.selection.tables import ranked_and_apart

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle


def year_report_facts(viewer: Viewer, cycle: Cycle, now: datetime, *, demonstration: bool) -> YearReportFacts:
    """The year as the viewer, who oversees the cluster, may tell it. source: D1.13, S1 IV.4."""
    people = people_of(cycle, viewer.day)
    ranking = _ranking(viewer, cycle, now)
    outcome = outcome_of(cycle)
    signed = pledge_signed_units(cycle)
    return YearReportFacts(
        cluster_name=cycle.cluster.name,
        year=SchoolYear(cycle.start_year),
        addressee=people.addressee,
        leader=people.leader,
        deputy=people.deputy,
        members=people.members,
        registered=registrations_of(cycle).filter(state=ACCEPTED).count(),
        signed=None if signed is None else len(signed),
        criteria_name=ranking.criteria.name if ranking else "",
        ranked=tuple(_ranked(ranking)) if ranking else (),
        meetings=tuple(_meetings(viewer, cycle)),
        votes=tuple(_votes(cycle)),
        awards=tuple(_award(one) for one in outcome.prizes) if outcome else (),
        excluded=_apart(outcome.excluded) if outcome else (),
        held=_apart(outcome.held) if outcome else (),
        next_leader=people.next_leader,
        next_deputy=people.next_deputy,
        next_from=people.next_from,
        late=late_in(viewer, cycle, now),
        works=tuple(_works(viewer, cycle)),
        term_missing=not people.next_leader and _elected(cycle),
        concluded=_is_concluded(outcome),
        demonstration=demonstration,
    )


def late_in(viewer: Viewer, cycle: Cycle, now: datetime) -> tuple[str, ...]:
    """Who handed in what too late, without permission; each in few words."""
    found = [(one.unit_id, "bản đăng ký") for one in registrations_of(cycle) if one.lateness == LATE]
    sheets = year_of_scoring(viewer, cycle, now).sheets
    found += [(unit, "phiếu tự chấm") for unit, sheet in sheets.items() if sheet.lateness == LATE]
    units = Unit.objects.in_bulk([unit for unit, _ in found])
    return tuple(f"{name_on(units[unit], viewer.day)}: {what}" for unit, what in found)


def _works(viewer: Viewer, cycle: Cycle) -> Iterator[str]:
    """The works and themes of accepted registrations with what came of them. source: W3.6, features A3.18."""
    for one in registrations_of(cycle).filter(state=ACCEPTED).order_by("unit__code"):
        for work in one.works.all():
            result = f" Kết quả: {work.result}" if work.result else ""
            yield f"{name_on(one.unit, viewer.day)}: {work.name}.{result}"


def _ranking(viewer: Viewer, cycle: Cycle, now: datetime) -> Ranking | None:
    table = year_of_scoring(viewer, cycle, now).table
    if table is None:
        return None
    try:
        return ranking_for(viewer, table.uuid, now)
    except (Refused, NotThere):
        return None


def _ranked(ranking: Ranking) -> Iterator[RankedLine]:
    competing, apart = ranked_and_apart(ranking.result, ranking.names)
    for one in [*competing, *apart]:
        note = "Bằng điểm" if one.unit.tied else remark(one.unit)
        yield RankedLine(
            str(one.place or ""),
            ranking.names[one.unit.unit],
            format_number(one.unit.claimed.total, 2),
            format_number(one.unit.final.total, 2),
            str(note) if note else "",
        )


def _meetings(viewer: Viewer, cycle: Cycle) -> Iterator[MeetingLine]:
    for session in reversed(sessions_of(viewer, cycle)):
        if session.state == "ended":
            presence = str(quorum_of(session, session_facts(session)))
            yield MeetingLine(session.title, format_moment(session.starts_at), session.place, presence)


def _votes(cycle: Cycle) -> Iterator[VoteLine]:
    for one in decisions_of(cycle):
        yield VoteLine(one.title, one.sentence, max(len(one.rounds), 1))


def _elected(cycle: Cycle) -> bool:
    return any(one.purpose == NEXT_LEADER and one.chosen for one in decisions_of(cycle))


def _award(prize: PrizeOutcome) -> AwardLine:
    reason = "; ".join(str(one).rstrip(".") for one in prize.empty_reasons)
    return AwardLine(prize.name, tuple(unit.name for unit in prize.units), prize.empty, reason)


def _apart(reasons: tuple[UnitReason, ...]) -> tuple[ApartLine, ...]:
    return tuple(ApartLine(one.name, str(one.sentence), str(one.citation)) for one in reasons)


def _is_concluded(outcome: SelectionOutcomeFacts | None) -> bool:
    return outcome is not None and outcome.concluded_on is not None
