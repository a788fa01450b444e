"""From rows to what rules read: the steps of a year with their extensions and papers."""

from __future__ import annotations

from collections.abc import Iterable

from thidua.cycles.models import Cycle, Stage
from thidua.cycles.rules import STEPS, ExtensionFacts, StageFacts, StatedFacts


def facts_of(stage: Stage) -> StageFacts:
    """One step as facts; reads `extensions` and `stated` through their prefetch when there is one."""
    return StageFacts(
        step=stage.step,
        opens_on=stage.opens_on,
        closes_on=stage.closes_on,
        extensions=tuple(ExtensionFacts(e.unit_id, e.closes_on) for e in stage.extensions.all()),
        stated=tuple(StatedFacts(s.document, s.closes_on, s.chosen_at is not None) for s in stage.stated.all()),
    )


def stage_facts(cycle: Cycle) -> dict[str, StageFacts]:
    """A cycle's steps by name, in the order of the year; three queries however many there are."""
    return stage_facts_of([cycle])[cycle.pk]


def stage_facts_of(cycles: Iterable[Cycle]) -> dict[int, dict[str, StageFacts]]:
    """The steps of many cycles by the cycle's number; three queries for all."""
    numbers = [cycle.pk for cycle in cycles]
    # Read afresh, never from a prefetch of the caller's: an extension is true from the next reading on.
    stages = Stage.objects.filter(cycle__in=numbers).prefetch_related("extensions", "stated")
    by_cycle: dict[int, dict[str, StageFacts]] = {number: {} for number in numbers}
    for stage in stages:
        by_cycle[stage.cycle_id][stage.step] = facts_of(stage)
    return {number: {step: found[step] for step in STEPS if step in found} for number, found in by_cycle.items()}
