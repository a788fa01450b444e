"""What the entrance and a council's page show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from thidua.core.days import Period, SchoolYear, day_of
from thidua.core.findings import Reason
from thidua.core.text import Text
from thidua.cycles.selectors import cycles_for
from thidua.meetings.facts.sessions import member_units_on
from thidua.meetings.models import Council, Mandate, Session
from thidua.meetings.rules.councils import ROLES, MandateFacts, notices
from thidua.meetings.rules.sessions import CALLED, DRAFT, OPEN, STATES
from thidua.meetings.selectors.sessions import sessions_for
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer, may_act_as_leader
from thidua.organisations.selectors import name_on

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session in a list."""

    session: Session
    words: Text
    tone: str


def session_row(session: Session) -> SessionRow:
    """A session with its state in words."""
    return SessionRow(session, *STATES[session.state])


def sessions_by_year(viewer: Viewer) -> list[tuple[str, list[SessionRow]]]:
    """The viewer's sessions by school year, newest year first; within it what is still to come, soonest first."""
    years: dict[int, list[Session]] = {}
    for session in sessions_for(viewer):
        years.setdefault(year_of(session), []).append(session)
    newest_first = sorted(years, reverse=True)
    return [(str(SchoolYear(year)), [session_row(one) for one in _next_first(years[year])]) for year in newest_first]


def year_of(session: Session) -> int:
    """The school year a session belongs to: its cycle's, else the one its day lies in."""
    if session.cycle is not None:
        return session.cycle.start_year
    day = day_of(session.starts_at)
    return day.year if day.month >= 9 else day.year - 1


def _next_first(sessions: list[Session]) -> list[Session]:
    ahead = [one for one in sessions if one.state in (DRAFT, CALLED, OPEN)]
    behind = [one for one in sessions if one.state not in (DRAFT, CALLED, OPEN)]
    by_time = sorted(ahead, key=_starts)
    return by_time + sorted(behind, key=_starts, reverse=True)


def _starts(session: Session) -> datetime:
    return session.starts_at


def cycles_to_call_for(viewer: Viewer) -> list[Cycle]:
    """The open years for whose conference the viewer prepares sessions, newest first."""
    found = []
    may: dict[int, bool] = {}
    for cycle in cycles_for(viewer, archived=False):
        if cycle.cluster_id not in may:
            facts = cluster_facts(cycle.cluster, viewer.day)
            may[cycle.cluster_id] = bool(may_act_as_leader(viewer, facts, "meetings"))
        if may[cycle.cluster_id]:
            found.append(cycle)
    return found


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat on a council's page."""

    mandate: Mandate
    role: Text
    now: bool


@dataclass(frozen=True, slots=True)
class CouncilCard:
    """A body as of a day: its members, and what is worth a second look."""

    seats: list[SeatRow]
    former: list[SeatRow]
    units: list[str]
    notices: tuple[Reason, ...]
    sessions: list[SessionRow]


def council_card(viewer: Viewer, council: Council, day: date) -> CouncilCard:
    """The card of a body that the viewer has passed the gate of."""
    order = list(ROLES)
    mandates = list(council.mandates.select_related("person"))
    mandates.sort(key=lambda one: (order.index(one.role), one.starts_on, one.person.sort_key))
    rows = [SeatRow(one, ROLES[one.role], day in Period(one.starts_on, one.ends_on)) for one in mandates]
    pks = member_units_on(council, day)
    units = Unit.objects.filter(pk__in=pks).prefetch_related("names").in_bulk()
    facts = [MandateFacts(one.person_id, one.role, Period(one.starts_on, one.ends_on)) for one in mandates]
    return CouncilCard(
        seats=[row for row in rows if row.now],
        former=[row for row in rows if not row.now],
        units=[name_on(units[pk], day) for pk in pks if pk in units],
        notices=notices(facts, day) if council.kind == Council.Kind.COUNCIL else (),
        sessions=[session_row(one) for one in sessions_for(viewer).filter(council=council)],
    )
