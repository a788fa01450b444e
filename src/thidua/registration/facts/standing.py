"""Whether the members of a year are considered, as far as registering and signing go."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from thidua.core.findings import Finding
from thidua.cycles.facts import stage_facts
from thidua.cycles.rules import PLEDGE, REGISTRATION
from thidua.organisations.facts import cluster_facts
from thidua.registration.facts.pledges import pledge_signed_units
from thidua.registration.models import Override, Registration
from thidua.registration.rules.registrations import MISSING
from thidua.registration.rules.standing import OverrideFacts, StandingFacts, consideration

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle


def consideration_findings(cycle: Cycle, day: date) -> dict[int, Finding]:
    """For every member on the day, by its number, whether it is considered; refused with the clause.

    A year without these steps grants all. A minuted override lifts the refusal and says so. source: R1.12.
    """
    members = cluster_facts(cycle.cluster, day).members
    overrides = overrides_of(cycle)
    return {facts.unit_id: consideration(facts, day, overrides) for facts in standing_facts(cycle, members)}


def standing_facts(cycle: Cycle, units: tuple[int, ...]) -> list[StandingFacts]:
    """What is known of some units' registering and signing."""
    stages = stage_facts(cycle)
    registering, pledging = stages.get(REGISTRATION), stages.get(PLEDGE)
    states = dict(Registration.objects.filter(cycle=cycle).values_list("unit_id", "state"))
    signed = pledge_signed_units(cycle) if pledging else None
    return [
        StandingFacts(
            unit_id=unit,
            state=states.get(unit, MISSING),
            register_by=registering.deadline(unit) if registering else None,
            signed=None if signed is None else unit in signed,
            sign_by=pledging.deadline(unit) if pledging else None,
        )
        for unit in units
    ]


def overrides_of(cycle: Cycle) -> list[OverrideFacts]:
    """The minuted decisions that hold."""
    rows = Override.objects.filter(cycle=cycle, withdrawn_at__isnull=True).order_by("decided_at", "pk")
    return [OverrideFacts(row.unit_id, row.ground, row.minutes, row.minuted_on, row.reason) for row in rows]
