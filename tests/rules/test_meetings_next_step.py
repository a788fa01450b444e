"""A session always tells what comes next, to each by what they may do."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from thidua.meetings.rules.next_step import (
    CALL,
    COME,
    DECLARE_OPEN,
    END,
    MINUTES,
    PROCEEDINGS,
    QUESTION,
    ROLL,
    QuestionNow,
    Standing,
    next_step,
)

FLAG, LEADER = QuestionNow(UUID(int=1), "Suy tôn đơn vị dẫn đầu"), QuestionNow(UUID(int=2), "Bầu cụm trưởng")
SECRETARY = Standing(state="open", runs=True, listed=True, present=True, quorate=True, has_questions=True)
MEMBER = Standing(state="open", listed=True, present=True, has_questions=True)


def pressed(standing: Standing) -> str:
    found = next_step(standing)
    return found.press if found else "-"


@pytest.mark.parametrize(
    ("standing", "press"),
    [
        (Standing(state="draft", prepares=True, runs=True, missing=True), ""),
        (Standing(state="draft", prepares=True, runs=True), CALL),
        (Standing(state="draft"), "-"),
        (Standing(state="called", runs=True), ""),
        (Standing(state="called", runs=True, day_has_come=True), DECLARE_OPEN),
        (Standing(state="called", listed=True, day_has_come=True), ""),
        (Standing(state="ended", listed=True), MINUTES),
        (Standing(state="cancelled", runs=True), "-"),
    ],
)
def test_before_and_after_the_session(standing: Standing, press: str) -> None:
    assert pressed(standing) == press


def test_the_secretary_is_led_from_the_roll_through_the_votes_to_the_end() -> None:
    assert pressed(replace(SECRETARY, present=False)) == COME
    assert pressed(replace(SECRETARY, quorate=False, questions=(FLAG,))) == ROLL

    two = next_step(replace(SECRETARY, questions=(FLAG, LEADER)))
    assert two
    assert (two.press, two.about) == (QUESTION, FLAG.key)
    assert str(two.sentence) == "Còn 2 nội dung chưa biểu quyết; kế tiếp: Suy tôn đơn vị dẫn đầu."

    tied = replace(SECRETARY, questions=(FLAG, replace(LEADER, voted=True)))
    first = next_step(tied)
    assert first
    assert (str(first.sentence), first.about) == ("Biểu quyết lại hoặc kết luận: Bầu cụm trưởng.", LEADER.key)
    assert pressed(SECRETARY) == END
    assert pressed(replace(SECRETARY, has_questions=False)) == PROCEEDINGS


def test_a_round_that_is_going_on_comes_before_the_roll() -> None:
    going = (replace(FLAG, voted=True, running=True),)

    assert pressed(replace(SECRETARY, quorate=False, questions=going)) == QUESTION
    assert pressed(replace(MEMBER, questions=going)) == QUESTION


def test_what_waits_for_the_absent_does_not_hold_the_end_up() -> None:
    waiting = (replace(FLAG, voted=True, waits=True),)

    assert pressed(replace(SECRETARY, questions=waiting)) == END
    assert pressed(replace(SECRETARY, state="ended", questions=waiting)) == QUESTION


def test_what_was_never_voted_is_concluded_or_withdrawn_before_the_minutes() -> None:
    ended = next_step(replace(SECRETARY, state="ended", questions=(FLAG, replace(LEADER, voted=True))))

    assert ended
    assert (ended.press, ended.about) == (QUESTION, LEADER.key)
    assert "Còn 2 nội dung chưa có kết quả; kết luận hoặc rút" in str(ended.sentence)
    assert pressed(replace(MEMBER, state="ended", questions=(FLAG,))) == MINUTES


def test_a_member_says_to_be_there_and_then_waits_to_be_called() -> None:
    assert pressed(replace(MEMBER, present=False, questions=(FLAG,))) == COME
    assert pressed(replace(MEMBER, questions=(FLAG,))) == ""
    assert next_step(Standing(state="open")) is None
