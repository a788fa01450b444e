"""From rows to what the rules of registering read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from thidua.cycles.facts import stage_facts
from thidua.cycles.rules import REGISTRATION as STEP
from thidua.cycles.rules import StageFacts
from thidua.registration.models import Registration
from thidua.registration.rules.registrations import AwardFacts, Content, TargetFacts, WorkFacts

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle


def registration_stage(cycle: Cycle) -> StageFacts | None:
    """The step of registering of a year with its extensions; None for a year without it."""
    return stage_facts(cycle).get(STEP)


def registrations_of(cycle: Cycle) -> QuerySet[Registration]:
    """The registrations of a year with all that is in them; four queries however many there are."""
    rows = Registration.objects.filter(cycle=cycle).select_related("unit", "sent_by__person")
    return rows.prefetch_related("awards", "targets", "works", "unit__names")


def content_of(registration: Registration) -> Content:
    """What a registration holds; reads the prefetch when there is one."""
    return Content(
        awards=tuple(AwardFacts(one.code, one.collective) for one in registration.awards.all()),
        targets=tuple(
            TargetFacts(one.text, one.amount, one.measure, one.direction) for one in registration.targets.all()
        ),
        works=tuple(WorkFacts(one.kind, one.name, one.when_where, one.result) for one in registration.works.all()),
    )
