"""A sheet goes draft → submitted → verifying → settled; every other way is refused, one by one."""

from __future__ import annotations

import itertools

import pytest

from thidua.scoring.rules.states import (
    ACCEPTED,
    AGREED,
    CHANGED,
    DECIDED,
    DECLARING,
    DRAFT,
    LINE_STATES,
    LINE_TONES,
    RETURNED,
    SETTLED,
    SHEET,
    SHEET_TONES,
    SUBMITTED,
    TO_CORRECT,
    VERIFYING,
    WAITING,
    line_state,
    unit_may_change,
)

LEGAL = {
    ("submit", DRAFT),
    ("recall", SUBMITTED),
    ("open", SUBMITTED),
    ("open", VERIFYING),
    ("settle", VERIFYING),
    ("reopen", SETTLED),
}


@pytest.mark.parametrize(("step", "state"), list(itertools.product([s.name for s in SHEET.steps], SHEET.states)))
def test_only_the_named_steps_are_legal(step: str, state: str) -> None:
    finding = SHEET.may(step, state)
    assert bool(finding) == ((step, state) in LEGAL)
    if not finding:
        assert str(SHEET.states[state]) in str(finding)


def test_every_state_has_words_and_a_tone() -> None:
    assert set(SHEET.states) == set(SHEET_TONES)
    assert set(LINE_STATES) == set(LINE_TONES)


@pytest.mark.parametrize(
    ("sheet", "verdict", "state", "open_to_unit"),
    [
        (DRAFT, "", DECLARING, True),
        (SUBMITTED, "", WAITING, False),
        (VERIFYING, "", WAITING, False),
        (VERIFYING, RETURNED, TO_CORRECT, True),
        (VERIFYING, ACCEPTED, DECIDED, False),
        (VERIFYING, CHANGED, DECIDED, False),
        (SETTLED, AGREED, DECIDED, False),
        (SETTLED, "", WAITING, False),
    ],
)
def test_the_unit_changes_a_line_in_a_draft_or_when_that_line_came_back(
    sheet: str, verdict: str, state: str, open_to_unit: bool
) -> None:
    assert line_state(sheet, verdict) == state
    finding = unit_may_change(sheet, verdict)
    assert bool(finding) == open_to_unit
    assert open_to_unit or finding.reasons[0].cure
