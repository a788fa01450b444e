"""Who leads and who will lead; the names of a year's members as they stood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from thidua.cycles.selectors import school_year
from thidua.documents.facts import addressee_of
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Office, Unit
from thidua.organisations.rules import DEPUTY, LEADER
from thidua.organisations.selectors import name_on
from thidua.reports.rules import OfficeFacts

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle


@dataclass(frozen=True, slots=True)
class People:
    """The units of a year by name: members in their order, leader, deputy, and those who come next."""

    members: tuple[str, ...]
    leader: str
    deputy: str
    addressee: str
    next_leader: str = ""
    next_deputy: str = ""
    next_from: date | None = None


def day_of_year(cycle: Cycle, day: date) -> date:
    """A day, or the last of the school year when that is over: the year is told as it stood."""
    return min(day, school_year(cycle).end or day)


def coming_offices(cycle: Cycle) -> OfficeFacts:
    """Who leads from the day after the school year, as far as it is known."""
    office = _coming(cycle, LEADER)
    return OfficeFacts(office.unit_id if office else None, office.starts_on if office else None)


def people_of(cycle: Cycle, day: date) -> People:
    """The units of a year as they were called on a day of it. source: O1.1."""
    day = day_of_year(cycle, day)
    facts = cluster_facts(cycle.cluster, day)
    units = Unit.objects.in_bulk([*facts.members, *(pk for pk in (facts.leader, facts.deputy) if pk)])
    names = {pk: name_on(unit, day) for pk, unit in units.items()}
    leader, deputy = _coming(cycle, LEADER), _coming(cycle, DEPUTY)
    return People(
        members=tuple(names[pk] for pk in facts.members),
        leader=names.get(facts.leader or 0, ""),
        deputy=names.get(facts.deputy or 0, ""),
        addressee=addressee_of(cycle.cluster, day),
        next_leader=name_on(leader.unit, day) if leader else "",
        next_deputy=name_on(deputy.unit, day) if deputy else "",
        next_from=leader.starts_on if leader else None,
    )


def _coming(cycle: Cycle, kind: str) -> Office | None:
    """The office as it stands on the first day after the school year, when it begins there and not before."""
    end = school_year(cycle).end
    if end is None:
        return None
    first = end + timedelta(days=1)
    rows = Office.objects.filter(cluster=cycle.cluster, kind=kind, starts_on__gt=end, starts_on__lte=first)
    return rows.select_related("unit").order_by("starts_on", "pk").first()
