"""Which years somebody may read, and the steps of a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from thidua.core.days import Period
from thidua.core.findings import Finding
from thidua.core.text import Text
from thidua.cycles.facts import facts_of
from thidua.cycles.models import Cycle, Extension, Stage, StatedDeadline
from thidua.cycles.rules import STATE_WORDS, STEPS, StageFacts, deadline_finding, stage_state
from thidua.foundation.refusals import NotThere
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import ClusterFacts, Viewer, member_units
from thidua.organisations.selectors import places_in_clusters


def get_cycle_for(viewer: Viewer, uuid: UUID) -> Cycle:
    """The cycle, for anybody who holds a post: it shows days, no scores. Whoever shows more asks a gate of its own."""
    cycle = Cycle.objects.select_related("cluster__organiser").filter(uuid=uuid).first()
    if cycle is None or not viewer.seats:
        raise NotThere
    return cycle


def get_stage_for(viewer: Viewer, uuid: UUID) -> Stage:
    """One step of a cycle, under the cycle's gate."""
    stage = Stage.objects.select_related("cycle__cluster__organiser").filter(uuid=uuid).first()
    if stage is None or not viewer.seats:
        raise NotThere
    return stage


def cycles_for(viewer: Viewer, also: Iterable[tuple[int, int]] = (), archived: bool = True) -> list[Cycle]:
    """The years of the viewer's clusters, newest first: those where the viewer's unit organises, is
    observed, or was a member or held an office on some day of that school year.

    `also` adds (unit, cluster) pairs that higher rooms know of, such as verifier units.
    """
    places = places_in_clusters(viewer, also)
    cycles = Cycle.objects.select_related("cluster").filter(cluster__in=places)
    if not archived:
        cycles = cycles.filter(archived_at__isnull=True)
    in_order = cycles.order_by("-start_year", "cluster__code")
    return [c for c in in_order if any(p.overlaps(school_year(c)) for p in places[c.cluster_id])]


def school_year(cycle: Cycle) -> Period:
    """The days of a cycle's school year, from 1 September to 31 August."""
    return Period(date(cycle.start_year, 9, 1), date(cycle.start_year + 1, 8, 31))


def stages_for(cycle: Cycle) -> list[Stage]:
    """The steps of a cycle the viewer has passed the gate of, in the order of the year, with papers and extensions."""
    stages = cycle.stages.prefetch_related(
        Prefetch("stated", StatedDeadline.objects.select_related("chosen_by__person").order_by("closes_on", "pk")),
        Prefetch("extensions", Extension.objects.select_related("granted_by__person").order_by("granted_at", "pk")),
        "extensions__unit__names",
    )
    order = list(STEPS)
    return sorted(stages, key=lambda stage: order.index(stage.step))


def earlier_cycles(cycle_of: int, start_year: int) -> QuerySet[Cycle]:
    """The years of a cluster before a given one, newest first: whose days can be taken over."""
    return Cycle.objects.filter(cluster_id=cycle_of, start_year__lt=start_year).order_by("-start_year")


@dataclass(frozen=True, slots=True)
class StageRow:
    """One step as the year's page shows it to a viewer."""

    stage: Stage
    facts: StageFacts
    name: Text
    state: Text
    tone: str
    deadline: date
    settled: Finding
    extensions: tuple[Extension, ...]
    papers: tuple[StatedDeadline, ...]


def year_rows(viewer: Viewer, cycle: Cycle, now: datetime) -> list[StageRow]:
    """The steps of a year with the last day that counts for the viewer's own unit, or for all."""
    rows = []
    own = own_unit(viewer, cluster_facts(cycle.cluster, viewer.day))
    for stage in stages_for(cycle):
        facts = facts_of(stage)
        state, tone = STATE_WORDS[stage_state(facts, now, own)]
        rows.append(
            StageRow(
                stage,
                facts,
                STEPS[stage.step],
                state,
                tone,
                facts.deadline(own),
                deadline_finding(facts),
                tuple(stage.extensions.all()),
                tuple(stage.stated.all()),
            )
        )
    return rows


def own_unit(viewer: Viewer, cluster: ClusterFacts) -> int | None:
    """The member unit whose deadlines concern the viewer; the first when there are several."""
    return next(iter(member_units(viewer, cluster)), None)
