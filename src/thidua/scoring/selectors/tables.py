"""Reads of criteria tables: the gate of each, the tables of a year, what a page shows of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from thidua.core.findings import Finding
from thidua.cycles.selectors import cycles_for, get_cycle_for, school_year
from thidua.foundation.models import valid_on
from thidua.foundation.refusals import NotThere
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Unit, UnitName
from thidua.organisations.rules import ClusterFacts, Viewer, oversees
from thidua.organisations.selectors import places_in_clusters
from thidua.scoring.facts.sheets import member_units
from thidua.scoring.models import CriteriaTable, Criterion, Line, NotApplicable
from thidua.scoring.policies.tables import (
    may_decide_not_applicable,
    may_draft_table,
    may_edit_table,
    may_read_table,
    may_read_tables,
)
from thidua.scoring.rules.table_states import PUBLISHED, REPLACED

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle

READABLE = (PUBLISHED, REPLACED)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a viewer stands to a cluster's year: the cluster today, a place in it that year, criteria to verify."""

    cluster: ClusterFacts
    had_place: bool
    verifies: bool


def get_table_for(viewer: Viewer, uuid: UUID) -> CriteriaTable:
    """The table, when the viewer may read it; NotThere otherwise."""
    table = _tables().filter(uuid=uuid).first()
    if table is None:
        raise NotThere
    stands = standing_of(viewer, table.cycle)
    if not may_read_table(viewer, stands.cluster, table.state, had_place=stands.had_place, verifies=stands.verifies):
        raise NotThere
    return table


def get_criterion_for(viewer: Viewer, uuid: UUID) -> Criterion:
    """One row of a table, under the table's gate; its table is the one that passed the gate."""
    row = Criterion.objects.select_related("parent", "verifier_unit").filter(uuid=uuid).first()
    if row is None:
        raise NotThere
    row.table = get_table_for(viewer, _uuid_of(row.table_id))
    return row


def get_not_applicable_for(viewer: Viewer, uuid: UUID) -> NotApplicable:
    """One decision that a criterion does not apply, under the table's gate."""
    decision = NotApplicable.objects.select_related("criterion", "unit").filter(uuid=uuid).first()
    if decision is None:
        raise NotThere
    decision.criterion.table = get_table_for(viewer, _uuid_of(decision.criterion.table_id))
    return decision


def get_year_of_tables_for(viewer: Viewer, uuid: UUID) -> Cycle:
    """A cluster's year, when the viewer may know of its criteria tables."""
    cycle = get_cycle_for(viewer, uuid)
    stands = standing_of(viewer, cycle)
    if not may_read_tables(viewer, stands.cluster, had_place=stands.had_place, verifies=stands.verifies):
        raise NotThere
    return cycle


def standing_of(viewer: Viewer, cycle: Cycle) -> Standing:
    """How the viewer stands to a cluster's year; the number of queries is always the same."""
    year = school_year(cycle)
    places = places_in_clusters(viewer).get(cycle.cluster_id, ())
    verifies = Criterion.objects.filter(
        table__cycle=cycle, table__state__in=READABLE, verifier_unit__in=viewer.working_units
    ).exists()
    return Standing(cluster_facts(cycle.cluster, viewer.day), any(p.overlaps(year) for p in places), verifies)


def tables_of(viewer: Viewer, cycle: Cycle) -> list[CriteriaTable]:
    """The tables of a year that the viewer may read, newest version first, with the number of criteria.

    The year has passed `get_year_of_tables_for`.
    """
    tables = _tables().filter(cycle=cycle).annotate(scored=Count("criteria", filter=~Q(criteria__kind="group")))
    if not oversees(viewer, cluster_facts(cycle.cluster, viewer.day)):
        tables = tables.filter(state__in=READABLE)
    return list(tables.order_by("-version"))


def years_with_tables(viewer: Viewer) -> list[tuple[Cycle, bool]]:
    """The years whose tables concern the viewer, newest first, and whether each has a published one."""
    pairs = Criterion.objects.filter(table__state__in=READABLE, verifier_unit__in=viewer.working_units)
    also = pairs.order_by().values_list("verifier_unit", "table__cycle__cluster").distinct()
    years = cycles_for(viewer, also)
    published = CriteriaTable.objects.filter(cycle__in=years, state=PUBLISHED)
    with_table = set(published.values_list("cycle_id", flat=True))
    return [(year, year.pk in with_table) for year in years]


def sources_for(viewer: Viewer, cycle: Cycle) -> list[CriteriaTable]:
    """Tables that a new one of this year may be made from: those of the same organiser that were ever published."""
    found = _tables().filter(state__in=READABLE, cycle__cluster__organiser=cycle.cluster.organiser)
    if not viewer.works_at(cycle.cluster.organiser_id):
        return []
    return list(found.order_by("-cycle__start_year", "cycle__cluster__code", "-version"))


def rows_of(table: CriteriaTable) -> list[Criterion]:
    """A table's rows in order, with their verifiers' names."""
    rows = table.criteria.select_related("verifier_unit").prefetch_related("verifier_unit__names")
    return list(rows.order_by("order"))


def decisions_of(table: CriteriaTable) -> list[NotApplicable]:
    """Who decided that which criterion does not apply, and why; in the order of the table."""
    decisions = NotApplicable.objects.filter(criterion__table=table).select_related(
        "criterion", "unit", "decided_by__person"
    )
    return list(decisions.prefetch_related("unit__names").order_by("criterion__order", "unit__code"))


def scored_already(table: CriteriaTable) -> frozenset[tuple[int, int]]:
    """Pairs of criterion and unit for which something was put in, claimed or verified."""
    lines = Line.objects.filter(sheet__table=table).exclude(claimed__isnull=True, verified__isnull=True)
    return frozenset(lines.values_list("criterion_id", "sheet__unit_id"))


def members_of(table: CriteriaTable, viewer: Viewer) -> list[Unit]:
    """The cluster's members on the viewer's day: the units for which something may not apply."""
    return member_units(table, viewer.day)


def names_to_offer(viewer: Viewer, most: int = 300) -> list[UnitName]:
    """Names of units on the viewer's day, to choose a verifier from while typing; any other unit can be typed too."""
    return list(valid_on(UnitName.objects.select_related("unit"), viewer.day).order_by("unit__code")[:most])


def may_of(viewer: Viewer, table: CriteriaTable) -> dict[str, Finding]:
    """What the viewer may do with a table: `edit` it, `decide` that something does not apply, `draft` another."""
    cluster = cluster_facts(table.cycle.cluster, viewer.day)
    archived = table.cycle.archived_at is not None
    return {
        "edit": may_edit_table(viewer, cluster, table.state, archived=archived),
        "draft": may_draft_table(viewer, cluster, archived=archived),
        "decide": may_decide_not_applicable(
            viewer, cluster, table.state, None, scoring_started=False, archived=archived
        ),
    }


def may_draft_in(viewer: Viewer, cycle: Cycle) -> Finding:
    """Whether the viewer may draft a table for a year."""
    cluster = cluster_facts(cycle.cluster, viewer.day)
    return may_draft_table(viewer, cluster, archived=cycle.archived_at is not None)


def _tables() -> QuerySet[CriteriaTable]:
    return CriteriaTable.objects.select_related(
        "cycle__cluster__organiser", "predecessor__cycle__cluster", "published_by__person"
    )


def _uuid_of(table_id: int) -> UUID:
    return CriteriaTable.objects.values_list("uuid", flat=True).get(pk=table_id)
