"""From rows to what the rules of the pledge read: its text, and which units' signatures hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from thidua.core.days import SchoolYear
from thidua.cycles.facts import stage_facts
from thidua.cycles.rules import PLEDGE as STEP
from thidua.documents.selectors import SignatureRow, signatures_about
from thidua.foundation.models import on_day
from thidua.organisations.models import Cluster
from thidua.organisations.selectors import memberships_of, name_on
from thidua.registration.models import Pledge
from thidua.registration.rules import pledges as rules
from thidua.registration.rules.pledges import PledgeFacts, PledgeWords
from thidua.registration.rules.registrations import TargetFacts

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle


@dataclass(frozen=True, slots=True)
class Party:
    """A unit that pledges, under the name that stands in the text. vi: đơn vị ký kết."""

    unit_id: int
    name: str


@dataclass(frozen=True, slots=True)
class UnitSigning:
    """Where one unit stands: the signature that counts or else its last one, and whether it joined afterwards."""

    unit_id: int
    name: str
    state: str
    signature: SignatureRow | None = None
    joined_later: bool = False


def members_on(cluster: Cluster, day: date) -> tuple[Party, ...]:
    """The cluster's members of a day in their order, under their names of that day."""
    rows = memberships_of(cluster).filter(on_day(day))
    return tuple(Party(row.unit_id, name_on(row.unit, day)) for row in rows)


def words_of(pledge: Pledge) -> PledgeWords:
    """What the leader wrote."""
    targets = tuple(TargetFacts(one.text, one.amount, one.measure, one.direction) for one in pledge.targets.all())
    contents = tuple(one.text for one in pledge.items.all())
    return PledgeWords(pledge.preamble, contents, targets, pledge.promise, pledge.place, pledge.signed_on)


def parties_of(pledge: Pledge, day: date) -> tuple[Party, ...]:
    """The units named in the text: frozen when signing opened, until then the members of the day."""
    if is_in_force(pledge):
        return tuple(Party(one["unit"], one["name"]) for one in pledge.parties)
    return members_on(pledge.cycle.cluster, day)


def pledge_facts(pledge: Pledge, day: date) -> PledgeFacts:
    """Everything that the pledge's text is made of."""
    cycle = pledge.cycle
    names = tuple(one.name for one in parties_of(pledge, day))
    return PledgeFacts(cycle.cluster.name, SchoolYear(cycle.start_year), words_of(pledge), names)


def is_in_force(pledge: Pledge) -> bool:
    """Whether the text is fixed, so that signatures under it count."""
    return pledge.state in (rules.SIGNING, rules.CLOSED)


def signings_of(pledge: Pledge, day: date) -> tuple[UnitSigning, ...]:
    """Every unit of the text in its order, then those that joined later, each with its signature."""
    text = rules.pledge_text(pledge_facts(pledge, day))
    members = members_on(pledge.cycle.cluster, day)
    parties = parties_of(pledge, day)
    named, still = {one.unit_id for one in parties}, {one.unit_id for one in members}
    given: dict[int | None, list[SignatureRow]] = {}
    for signature in signatures_about(pledge.uuid, rules.KIND):
        given.setdefault(signature.unit_id, []).append(signature)
    later = [one for one in members if one.unit_id not in named]
    found = []
    for party in (*parties, *later):
        own = given.get(party.unit_id, [])
        holding = [one for one in own if one.holds(text)]
        state = rules.signing_state(
            (one.holds(text) for one in own), in_force=is_in_force(pledge), member=party.unit_id in still
        )
        counted = (holding or own)[-1] if own else None
        found.append(UnitSigning(party.unit_id, party.name, state, counted, party.unit_id not in named))
    return tuple(found)


def pledge_signed_units(cycle: Cycle) -> frozenset[int] | None:
    """The units whose head's signature holds for the pledge as it stands; None when this year keeps no pledge here.

    source: R1.12.
    """
    if STEP not in stage_facts(cycle):
        return None
    pledge = Pledge.objects.filter(cycle=cycle).select_related("cycle__cluster").first()
    if pledge is None or not is_in_force(pledge):
        return frozenset()
    text = rules.pledge_text(pledge_facts(pledge, date.min))  # in force, no day is looked at
    signatures = signatures_about(pledge.uuid, rules.KIND)
    return frozenset(one.unit_id for one in signatures if one.unit_id is not None and one.holds(text))
