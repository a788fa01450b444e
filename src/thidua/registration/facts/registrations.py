"""From rows to what the rules of registering read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from thidua.cycles.facts import stage_facts
from thidua.cycles.rules import REGISTRATION as STEP
from thidua.cycles.rules import StageFacts
from thidua.registration.models import RegisteredAward, Registration
from thidua.registration.rules.registrations import ACCEPTED, AwardFacts, Content, TargetFacts, WorkFacts

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


def accepted_awards(unit_ids: Iterable[int], year: int) -> dict[int, dict[int, frozenset[str]]]:
    """What units registered for themselves in whatever cluster and its leader accepted, by unit and school year.

    Up to one school year, by one query for all units. A year in which nothing of a unit was accepted is left out; what
    a unit registered for a collective inside it is not its own. vi: danh hiệu, hình thức đơn vị đã đăng ký.
    """
    rows = RegisteredAward.objects.filter(
        registration__unit__in=list(unit_ids),
        registration__state=ACCEPTED,
        registration__cycle__start_year__lte=year,
        collective="",
    ).order_by()
    found: dict[int, dict[int, set[str]]] = {}
    for unit, start, code in rows.values_list("registration__unit", "registration__cycle__start_year", "code"):
        found.setdefault(unit, {}).setdefault(start, set()).add(code)
    return {unit: {one: frozenset(codes) for one, codes in years.items()} for unit, years in found.items()}
