"""Everything that a cluster's card shows on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thidua.core.days import Period
from thidua.core.findings import Finding
from thidua.core.text import Text
from thidua.organisations.facts import cluster_facts, office_gaps
from thidua.organisations.models import Cluster, Delegation, Membership, Office
from thidua.organisations.rules import (
    OFFICE_WORDS,
    OFFICER,
    TASKS,
    ClusterFacts,
    Seat,
    Viewer,
    may_act_as_leader,
)
from thidua.organisations.selectors.clusters import delegations_of, memberships_of, offices_of
from thidua.organisations.selectors.units import NamedUnit, name_on


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One membership, with the unit's name of the day."""

    membership: Membership
    unit: NamedUnit
    now: bool
    office: Text | None


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One term of office."""

    office: Office
    unit: NamedUnit
    word: Text
    now: bool


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """One delegation, and whether it holds on the day."""

    delegation: Delegation
    task: Text
    now: bool


@dataclass(frozen=True, slots=True)
class ClusterCard:
    """A cluster on a day: who belongs, who leads, what the deputy may do, what is missing."""

    facts: ClusterFacts
    members: list[MemberRow]
    former: list[MemberRow]
    offices: list[OfficeRow]
    delegations: list[DelegationRow]
    deputy_may: list[tuple[Text, Finding]]
    gaps: list[tuple[Text, Period]]


def cluster_card(cluster: Cluster, day: date) -> ClusterCard:
    """The card of a cluster that the viewer has passed the gate of."""
    facts = cluster_facts(cluster, day)
    words = {unit: OFFICE_WORDS[kind] for kind, unit in (("leader", facts.leader), ("deputy", facts.deputy)) if unit}
    members = []
    for row in memberships_of(cluster):
        held = day in Period(row.starts_on, row.ends_on)
        members.append(MemberRow(row, _named(row, day), held, words.get(row.unit_id) if held else None))
    offices = [
        OfficeRow(row, _named(row, day), OFFICE_WORDS[row.kind], day in Period(row.starts_on, row.ends_on))
        for row in offices_of(cluster)
    ]
    delegations = [
        DelegationRow(row, TASKS[row.task], row.withdrawn_at is None and day in Period(row.starts_on, row.ends_on))
        for row in delegations_of(cluster)
    ]
    start, end = _school_year(day)
    return ClusterCard(
        facts=facts,
        members=[row for row in members if row.now],
        former=[row for row in members if not row.now],
        offices=offices,
        delegations=delegations,
        deputy_may=deputys_tasks(facts, day),
        gaps=[(OFFICE_WORDS[kind], gap) for kind, gap in office_gaps(cluster, start, end)],
    )


def deputys_tasks(facts: ClusterFacts, day: date) -> list[tuple[Text, Finding]]:
    """For each of the leader's tasks whether the deputy may do it on the day; none without a deputy. source: O1.3."""
    if facts.deputy is None:
        return []
    deputy = Viewer(None, "", day, (Seat(facts.deputy, OFFICER),))
    return [(words, may_act_as_leader(deputy, facts, task)) for task, words in TASKS.items()]


def _named(row: Membership | Office, day: date) -> NamedUnit:
    return NamedUnit(row.unit.uuid, name_on(row.unit, day))


def _school_year(day: date) -> tuple[date, date]:
    start = day.year if day.month >= 9 else day.year - 1
    return date(start, 9, 1), date(start + 1, 8, 31)
