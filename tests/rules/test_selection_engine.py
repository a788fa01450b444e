"""The clause carried out: one flag, the next three, and everything that can come between."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.selection_scenarios import (
    ALL_FIVE,
    CLUSTER_ONE,
    COMMENDATION,
    FIVE,
    FLAG,
    SCENARIOS,
    case,
    clause,
    declined,
    held,
    ruled,
    units,
    vote,
)  # fmt: skip
from thidua.core.findings import Reason
from thidua.core.text import say
from thidua.selection.rules.clause import LEFT_EMPTY, PASSED_DOWN
from thidua.selection.rules.engine import run_clause
from thidua.selection.rules.keeping import inputs_from_json, inputs_to_json, outcome_from_json, outcome_to_json
from thidua.selection.rules.outcome import CLEARED, OPEN, WRONGDOING, Candidate, Inputs, Outcome


@pytest.mark.parametrize("told", SCENARIOS)
def test_the_clause_gives(told: str) -> None:
    inputs, flag, commendations, needed, empty = SCENARIOS[told]
    outcome = run_clause(inputs)
    assert outcome.units_with(FLAG) == tuple(flag.split())
    assert sorted(outcome.units_with(COMMENDATION)) == sorted(commendations.split())
    needs = " ".join(str(need.sentence) for need in outcome.needs)
    assert needs.startswith(needed) if needed else not needs
    assert sum(one.seats for one in outcome.empty) == empty


def test_a_provisional_table_is_answered_by_not_known_and_nobody_gets_anything() -> None:
    outcome = run_clause(replace(case(FIVE, vote(ALL_FIVE, "S1")), open_lines=2))
    assert not outcome.awards
    assert not outcome.is_complete
    assert "2 dòng chưa thẩm định" in str(outcome.unknown[0].sentence)


def test_a_unit_whose_condition_nobody_confirmed_stops_the_selection_by_name() -> None:
    unsure = replace(FIVE[1], unknown=(Reason(say("Chưa xác nhận kết quả xếp loại Đảng bộ."), say("Hãy xác nhận.")),))
    outcome = run_clause(case((FIVE[0], unsure), vote("S1 S2", "S1")))
    assert not outcome.awards
    assert "S2: Chưa xác nhận" in str(outcome.unknown[0].sentence)


def test_every_unit_passed_over_is_named_with_its_clause() -> None:
    candidates = units(S1="x96.8", S2="85", S3="80", S4="75", S5="70", S6="60", S7="50")
    outcome = run_clause(case(candidates, held("S7"), vote("S2 S3 S4 S5 S6", "S2")))
    skipped = {one.unit: one for step in outcome.steps for one in step.skipped}
    assert set(skipped) >= {"S1", "S6", "S7"}
    assert all(one.citation.place.startswith("Mục IV") for one in skipped.values())
    assert "60 điểm, thấp hơn" in str(skipped["S6"].sentence)
    assert all(step.citation.document for step in outcome.steps)


def test_an_award_waits_while_a_late_sign_of_wrongdoing_is_looked_into() -> None:
    outcome = run_clause(case(FIVE, vote(ALL_FIVE, "S1"), held("S1", after=True)))
    assert [award.unit for award in outcome.awards if award.suspended] == ["S1"]


TOTALS = st.sampled_from(["70", "75", "80", "80.004", "90"])
STATES = st.sampled_from([None, (OPEN, False, False), (CLEARED, False, True), (WRONGDOING, True, False)])


@st.composite
def cases(draw: st.DrawFn) -> Inputs:
    """A cluster of up to seven units in which anything may have happened; votes fall wherever they are asked for."""
    names = [f"S{number}" for number in range(1, draw(st.integers(0, 7)) + 1)]
    found = units(**{name: draw(TOTALS) for name in names})
    found = tuple(
        replace(one, barred=SOME_REASON if draw(st.booleans()) and draw(st.booleans()) else ()) for one in found
    )
    more: list[object] = []
    for name in names:
        state = draw(STATES)
        if state:
            more.append(held(name, *state))
        if draw(st.integers(0, 5)) == 0:
            more.append(declined(name, draw(st.sampled_from([FLAG, COMMENDATION])), draw(st.booleans())))
    vacated = draw(st.sampled_from([PASSED_DOWN, LEFT_EMPTY, ""]))
    late = draw(st.sampled_from(["open-seat", "as-if-then", "extra-seat", "nothing", ""]))
    inputs = case(found, *more, by=clause(vacated, late))  # type: ignore[arg-type]
    for number in range(draw(st.integers(0, 8))):
        inputs = _answered(draw, inputs, number)
    return inputs


SOME_REASON = (Reason(say("Không ký giao ước thi đua.")),)


def _answered(draw: st.DrawFn, inputs: Inputs, number: int) -> Inputs:
    """The inputs with one need met, as a session or the organiser might meet it."""
    needs = run_clause(inputs).needs
    if not needs:
        return inputs
    need = needs[0]
    if need.kind == "ruling":
        answer = ruled(need.key, draw(st.sampled_from(need.options)))
        return replace(inputs, rulings=(*inputs.rulings, answer))
    order = draw(st.permutations(need.units))
    sure = draw(st.integers(0, min(need.seats, len(order))))
    tied = order[sure:] if sure < need.seats and len(order) - sure > need.seats - sure else []
    taken = vote(" ".join(need.units), " ".join(order[:sure]), " ".join(tied), need.seats, need.purpose, f"{number:02}")
    return replace(inputs, votes=(*inputs.votes, taken))


@settings(max_examples=300, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_come_never_matters(inputs: Inputs, chance: object) -> None:
    mixed = {}
    for name in ("candidates", "votes", "declined", "holds", "rulings"):
        found = list(getattr(inputs, name))
        chance.shuffle(found)  # type: ignore[attr-defined]
        mixed[name] = tuple(found)
    assert run_clause(replace(inputs, **mixed)) == run_clause(inputs)


@settings(max_examples=300, deadline=None)
@given(cases())
def test_nobody_gets_two_prizes_and_never_more_than_the_seats(inputs: Inputs) -> None:
    outcome = run_clause(inputs)
    got = [award.unit for award in outcome.awards]
    assert len(got) == len(set(got))
    for prize in inputs.clause.prizes:
        ordinary = [award for award in outcome.awards if award.prize == prize.code and award.by != "extra"]
        empty = sum(one.seats for one in outcome.empty if one.prize == prize.code)
        assert len(ordinary) + empty <= prize.seats
        if outcome.is_complete:
            assert len(ordinary) + empty == prize.seats
    barred = {one.unit for one in inputs.candidates if one.barred}
    assert not barred & set(got)


@settings(max_examples=300, deadline=None)
@given(cases())
def test_whoever_gets_nothing_knows_why(inputs: Inputs) -> None:
    outcome = run_clause(inputs)
    if not outcome.is_complete:
        return
    got = {award.unit for award in outcome.awards}
    told = {one.unit for step in outcome.steps for one in step.skipped}
    told |= {one.unit for one in (*outcome.excluded, *outcome.held)}
    assert {one.unit for one in inputs.candidates} <= got | told
    assert all(one.citation.document and str(one.sentence) for step in outcome.steps for one in step.skipped)


@settings(max_examples=200, deadline=None)
@given(cases())
def test_what_was_stored_runs_to_the_same_outcome(inputs: Inputs) -> None:
    outcome = run_clause(inputs)
    again = inputs_from_json(inputs_to_json(inputs))
    assert again == inputs
    assert outcome_to_json(run_clause(again)) == outcome_to_json(outcome)
    kept: Outcome = outcome_from_json(outcome_to_json(outcome))
    assert [str(step.sentence) for step in kept.steps] == [str(step.sentence) for step in outcome.steps]
    assert kept.awards == outcome.awards


def test_equal_totals_are_equal_after_rounding_as_in_the_ranked_table() -> None:
    close = (
        *units(S1="90"),
        Candidate(unit="S2", total=Decimal("80.004"), figure=Decimal("80.004")),
        *units(S3="80", S4="80", S5="80"),
    )
    outcome = run_clause(case(close, vote(ALL_FIVE, "S1"), by=CLUSTER_ONE))
    assert outcome.needs[0].units == ("S2", "S3", "S4", "S5")


def test_a_pending_condition_of_the_table_holds_a_unit_until_there_is_a_conclusion() -> None:
    waiting = replace(FIVE[0], pending=(Reason(say("Đang chờ cơ quan có thẩm quyền kết luận.")),))
    outcome = run_clause(case((waiting, *FIVE[1:]), vote("S2 S3 S4 S5", "S2")))
    assert [one.unit for one in outcome.held] == ["S1"]
    assert outcome.units_with(COMMENDATION) == ("S3", "S4", "S5")
    cleared = run_clause(case((waiting, *FIVE[1:]), held("S1", CLEARED), vote(ALL_FIVE, "S1")))
    assert cleared.units_with(FLAG) == ("S1",)
