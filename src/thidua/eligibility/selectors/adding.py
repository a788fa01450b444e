"""Who can be put on a list: the people of its unit or of one under it, and these units as collectives."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from thidua.eligibility.models import Review
from thidua.eligibility.selectors.reviews import candidates_of, people_to_add
from thidua.organisations.models import Person, Unit
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors import descendants_on, name_on, units_on
from thidua.records.facts.reach import reach_of

#: How many people a page shows at once; the rest is found by name or unit.
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class ToAdd:
    """What the page offers: people not yet on the list, units as collectives, the units to choose people from."""

    people: tuple[Person, ...]
    more: int
    collectives: tuple[tuple[Unit, str], ...]
    units: tuple[tuple[Unit, str], ...]
    chosen: Unit


def to_add(viewer: Viewer, review: Review, text: str, unit: str) -> ToAdd:
    """Who can be put on a list whose gate was passed."""
    reach = reach_of(viewer)
    under = descendants_on(review.unit, viewer.day) & reach.units
    units = [review.unit, *units_on(viewer.day).filter(pk__in=under)]
    chosen = next((one for one in units if str(one.uuid) == unit), review.unit)
    there = candidates_of(review)
    taken = {one.person_id for one in there}
    rows = people_to_add(viewer, chosen, text).exclude(pk__in=[pk for pk in taken if pk])
    shown = tuple(rows[: AT_ONCE + 1])
    here = {one.unit_id for one in there}
    named = [(one, name_on(one, viewer.day)) for one in units]
    return ToAdd(
        people=shown[:AT_ONCE],
        more=max(0, len(shown) - AT_ONCE),
        collectives=tuple((one, name) for one, name in named if one.pk not in here),
        units=tuple(named),
        chosen=chosen,
    )


def typed_to_add(offered: ToAdd, sent: QueryDict) -> tuple[list[Person], list[Unit]]:
    """Whom somebody ticked, among what was offered; nobody else can be sent."""
    people, units = set(sent.getlist("nguoi")), set(sent.getlist("tap-the"))
    everybody = "tat-ca" in sent
    return (
        [one for one in offered.people if everybody or str(one.uuid) in people],
        [one for one, _ in offered.collectives if str(one.uuid) in units],
    )
