"""What the rooms above read of a year's selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.core.days import day_of
from thidua.selection.facts.case import standing_of
from thidua.selection.facts.field import Field
from thidua.selection.models import SelectionCase
from thidua.selection.rules.telling import SelectionOutcomeFacts, told_outcome

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle


def outcome_of(cycle: Cycle) -> SelectionOutcomeFacts | None:
    """The outcome of the year's selection as it stands; None before a case is opened. source: D1.13."""
    cases = SelectionCase.objects.filter(table__cycle=cycle).select_related("table__cycle__cluster", "clause")
    case = cases.order_by("-opened_at", "-pk").first()
    return None if case is None else outcome_of_case(case)


def outcome_of_case(case: SelectionCase) -> SelectionOutcomeFacts:
    """The outcome of one case, told by the names that its units had when the table was taken."""
    inputs, outcome = standing_of(case)
    concluded = case.state == SelectionCase.State.CONCLUDED and case.concluded_at is not None
    on = day_of(case.concluded_at) if concluded and case.concluded_at else None
    return told_outcome(inputs, outcome, Field.from_json(case.field).names, on)
