"""From the rows of a case and the decisions of sessions to what the clause reads."""

from __future__ import annotations

from collections.abc import Iterable

from thidua.meetings.facts.decisions import decisions_of
from thidua.meetings.rules.decisions import DecisionFacts
from thidua.selection.facts.field import Field
from thidua.selection.models import Hold, Run, SelectionCase
from thidua.selection.rules.clause_reading import read_clause
from thidua.selection.rules.engine import run_clause
from thidua.selection.rules.keeping import inputs_from_json, outcome_from_json
from thidua.selection.rules.outcome import LEADING_UNIT, SEAT, Declined, Held, Inputs, Outcome, Ruled, Vote


def inputs_of(case: SelectionCase) -> Inputs:
    """Everything that the clause reads of a case as it stands now."""
    field = Field.from_json(case.field)
    return Inputs(
        clause=read_clause(case.clause.content),
        candidates=field.candidates,
        open_lines=field.open_lines,
        votes=votes_of(case, decisions_of(case.table.cycle)),
        declined=tuple(
            Declined(unit=one.unit.code, prize=one.prize, on=one.declined_on, reason=one.reason, vacates=one.vacates)
            for one in case.refusals.filter(withdrawal=None).select_related("unit")
        ),
        holds=holds_of(case),
        rulings=tuple(
            Ruled(key=one.key, answer=one.answer, on=one.decided_on, reason=one.reason)
            for one in case.rulings.filter(withdrawal=None)
        ),
    )


def votes_of(case: SelectionCase, decisions: Iterable[DecisionFacts]) -> tuple[Vote, ...]:
    """The decided questions that were asked for this case, oldest first."""
    mine = [one for one in decisions if one.about == case.uuid and one.purpose in (LEADING_UNIT, SEAT)]
    return tuple(
        Vote(
            key=str(one.question),
            purpose=one.purpose,
            seats=one.seats,
            candidates=tuple(candidate.unit for candidate in one.candidates if candidate.unit),
            chosen=one.units(one.chosen),
            tied=one.units(one.tied),
            decided_on=one.decided_on,
            number=number,
            session=one.session_title,
            sentence=one.sentence,
        )
        for number, one in enumerate(mine, 1)
    )


def holds_of(case: SelectionCase) -> tuple[Held, ...]:
    """The last thing known of each held unit: an open hold, else the latest conclusion."""
    latest: dict[str, Hold] = {}
    for one in case.holds.exclude(state=Hold.State.WITHDRAWN).select_related("unit").order_by("pk"):
        if one.unit.code not in latest or latest[one.unit.code].state != Hold.State.WRONGDOING:
            latest[one.unit.code] = one
    return tuple(
        Held(unit=code, since=one.since, reason=one.reason, state=one.state, after=one.after, late=one.late)
        for code, one in latest.items()
    )


def last_run(case: SelectionCase) -> Run | None:
    """The latest time the clause was carried out and kept."""
    return case.runs.order_by("-number").first()


def standing_of(case: SelectionCase) -> tuple[Inputs, Outcome]:
    """Inputs and outcome as they stand: kept ones of a concluded case, else carried out now."""
    run = last_run(case) if case.state == SelectionCase.State.CONCLUDED else None
    if run is not None:
        return inputs_from_json(run.inputs), outcome_from_json(run.outcome)
    inputs = inputs_of(case)
    return inputs, run_clause(inputs)
