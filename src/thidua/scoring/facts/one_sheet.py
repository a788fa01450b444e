"""One unit's sheet as the rules and the permissions read it, without reading the rest of the cluster."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from thidua.cycles.facts import stage_facts
from thidua.cycles.rules import SELF_SCORING, VERIFICATION, StageFacts
from thidua.scoring.facts.sheets import line_facts, roles_by_unit
from thidua.scoring.models import Line, NotApplicable, Sheet
from thidua.scoring.rules import SheetFacts


@dataclass(frozen=True, slots=True)
class SheetStanding:
    """Where a sheet stands in its year: whose it is, its state, who has seen it, the days that count for it."""

    unit_id: int
    state: str
    table_state: str
    archived: bool
    opened: bool
    self_scoring: StageFacts | None
    verification: StageFacts | None


def sheet_standing(sheet: Sheet) -> SheetStanding:
    """The standing of a sheet; the days are those of the sheet's own year, whatever year is open now."""
    stages = stage_facts(sheet.table.cycle)
    return SheetStanding(
        unit_id=sheet.unit_id,
        state=sheet.state,
        table_state=sheet.table.state,
        archived=sheet.table.cycle.archived_at is not None,
        opened=sheet.openings.exists(),
        self_scoring=stages.get(SELF_SCORING),
        verification=stages.get(VERIFICATION),
    )


def one_sheet_facts(sheet: Sheet, lines: Iterable[Line]) -> SheetFacts:
    """One sheet with the given lines (read with their criteria) as facts; three queries."""
    decided = NotApplicable.objects.filter(Q(unit=None) | Q(unit=sheet.unit_id), criterion__table=sheet.table_id)
    return SheetFacts(
        unit=sheet.unit.code,
        lines={line.criterion.code: line_facts(line.claimed, line.verified) for line in lines},
        roles=roles_by_unit(sheet.table).get(sheet.unit_id, frozenset()),
        not_applicable=frozenset(decided.values_list("criterion__code", flat=True)),
        chosen=frozenset(sheet.chosen_fields),
    )
