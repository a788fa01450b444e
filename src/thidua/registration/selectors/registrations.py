"""What somebody may read of a year's registrations; each thing through one gate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from thidua.cycles.facts import stage_facts_of
from thidua.cycles.rules import PLEDGE, REGISTRATION
from thidua.cycles.selectors import cycles_for, earlier_cycles, get_cycle_for
from thidua.foundation.refusals import NotThere
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Unit
from thidua.organisations.rules import ClusterFacts, Viewer, oversees
from thidua.organisations.selectors import memberships_of, name_on
from thidua.registration.facts.registrations import content_of, registrations_of
from thidua.registration.models import Override, Registration, Work
from thidua.registration.policies.registrations import may_see, may_see_year
from thidua.registration.rules.registrations import ACCEPTED, SENT, Content, Entry

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle


def years_for(viewer: Viewer) -> list[Cycle]:
    """The years of the viewer's clusters that have a step of registering or pledging, newest first."""
    cycles = cycles_for(viewer)
    stages = stage_facts_of(cycles)
    return [cycle for cycle in cycles if stages[cycle.pk].keys() & {REGISTRATION, PLEDGE}]


def get_year_for(viewer: Viewer, uuid: UUID) -> Cycle:
    """A year, for its members and those who oversee the cluster."""
    cycle = get_cycle_for(viewer, uuid)
    if not may_see_year(viewer, cluster_facts(cycle.cluster, viewer.day)):
        raise NotThere
    return cycle


def registration_of(cycle: Cycle, unit: Unit) -> Registration | None:
    """A unit's registration of a year. The caller has passed a gate."""
    return registrations_of(cycle).filter(unit=unit).first()


def get_registration_for(viewer: Viewer, uuid: UUID) -> Registration:
    """One registration: a draft for its unit, handed in for those who oversee, accepted for every member."""
    rows = Registration.objects.select_related("cycle__cluster", "unit", "sent_by__person")
    found = rows.prefetch_related("awards", "targets", "works", "unit__names").filter(uuid=uuid).first()
    if found is None:
        raise NotThere
    if not may_see(viewer, cluster_facts(found.cycle.cluster, viewer.day), found.unit_id, found.state):
        raise NotThere
    return found


def get_override_for(viewer: Viewer, uuid: UUID) -> Override:
    """One minuted override, under the gate of its year."""
    found = Override.objects.select_related("cycle__cluster", "unit").filter(uuid=uuid).first()
    if found is None:
        raise NotThere
    get_year_for(viewer, found.cycle.uuid)
    return found


def get_work_for(viewer: Viewer, uuid: UUID) -> Work:
    """One registered work or theme, under the gate of its registration."""
    found = Work.objects.select_related("registration").filter(uuid=uuid).first()
    if found is None:
        raise NotThere
    found.registration = get_registration_for(viewer, found.registration.uuid)
    return found


def last_content(registration: Registration) -> Content | None:
    """What the unit's accepted registration of an earlier year held, the newest; for comparing and taking over."""
    cycle = registration.cycle
    earlier = earlier_cycles(cycle.cluster_id, cycle.start_year)
    rows = Registration.objects.filter(cycle__in=earlier, unit=registration.unit_id, state=ACCEPTED)
    found = rows.order_by("-cycle__start_year").prefetch_related("awards", "targets", "works").first()
    return content_of(found) if found else None


@dataclass(frozen=True, slots=True)
class Listed:
    """A member in the overview with its registration, where there is one."""

    entry: Entry
    unit: Unit
    registration: Registration | None


def listed_for(viewer: Viewer, cycle: Cycle) -> list[Listed]:
    """Every member of the day in the cluster's order, and whoever else registered; contents as far as one may see.

    A member sees the own row and those that were accepted.
    """
    facts = cluster_facts(cycle.cluster, viewer.day)
    kept = {one.unit_id: one for one in registrations_of(cycle)}
    units = {row.unit_id: row.unit for row in memberships_of(cycle.cluster) if row.unit_id in facts.members}
    units |= {pk: one.unit for pk, one in kept.items() if pk not in units}
    rows = [Listed(_entry(viewer, facts, unit, kept.get(pk)), unit, kept.get(pk)) for pk, unit in units.items()]
    if oversees(viewer, facts):
        return rows
    return [one for one in rows if one.entry.shows_content or viewer.works_at(one.unit.pk)]


def entries_for(viewer: Viewer, cycle: Cycle) -> list[Entry]:
    """The same rows for whoever only counts them."""
    return [one.entry for one in listed_for(viewer, cycle)]


def overrides_for(cycle: Cycle) -> Iterable[Override]:
    """Every minuted override of a year the viewer has passed the gate of, the withdrawn ones too."""
    rows = Override.objects.filter(cycle=cycle).select_related("unit", "decided_by__person")
    return rows.prefetch_related("unit__names").order_by("decided_at", "pk")


def _entry(viewer: Viewer, cluster: ClusterFacts, unit: Unit, registration: Registration | None) -> Entry:
    name = name_on(unit, viewer.day)
    if registration is None:
        return Entry(unit.pk, name)
    shows = bool(may_see(viewer, cluster, unit.pk, registration.state))
    # What is still being written, was returned or withdrawn is in no list and no sum.
    content = content_of(registration) if shows and registration.state in (SENT, ACCEPTED) else Content()
    return Entry(unit.pk, name, registration.state, registration.lateness, content, shows)
