"""The days of the year: which last day counts, and how a submission stands to it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.days import HANOI
from thidua.core.findings import Answer
from thidua.cycles import rules
from thidua.cycles.rules import ExtensionFacts, StageFacts, StatedFacts

PLAN = StatedFacts("Kế hoạch số 01/KH-CTĐ1", date(2020, 6, 5))
STATUTE = StatedFacts("Quy chế số 02/QC-CTĐ1", date(2020, 6, 10))
SELF_SCORING = StageFacts(rules.SELF_SCORING, date(2020, 5, 1), date(2020, 6, 5))
HAI_PHONG, DA_NANG = 4, 5

days = st.dates(date(2019, 9, 1), date(2020, 8, 31))


def at(day: int, *time: int, month: int = 6) -> datetime:
    return datetime(2020, month, day, *(time or (12,)), tzinfo=HANOI)


@pytest.mark.parametrize(
    ("submitted_at", "said"),
    [
        (at(5, 23, 59, 59), rules.ON_TIME),
        (at(6, 0, 0, 0), rules.PERMITTED),
        (at(8, 23, 59, 59), rules.PERMITTED),
        (at(9, 0, 0, 0), rules.LATE),
    ],
)
def test_the_last_day_counts_to_its_last_second(submitted_at: datetime, said: str) -> None:
    assert rules.lateness(submitted_at, date(2020, 6, 8), date(2020, 6, 5)) == said


def test_without_an_extension_nothing_is_late_by_permission() -> None:
    assert rules.lateness(at(6, 0, 0), date(2020, 6, 5), date(2020, 6, 5)) == rules.LATE


def test_an_extension_for_one_unit_is_for_that_unit_only() -> None:
    extensions = (ExtensionFacts(HAI_PHONG, date(2020, 6, 9)), ExtensionFacts(None, date(2020, 6, 7)))
    stage = replace(SELF_SCORING, extensions=extensions)
    assert rules.deadline_for(stage, extensions, HAI_PHONG) == date(2020, 6, 9)
    assert rules.deadline_for(stage, extensions, DA_NANG) == date(2020, 6, 7)
    assert rules.deadline_for(stage, extensions, None) == date(2020, 6, 7)


@given(st.lists(st.tuples(st.sampled_from([None, HAI_PHONG, DA_NANG]), days), max_size=6))
def test_the_latest_day_counts_whatever_the_order_of_extensions(granted: list[tuple[int | None, date]]) -> None:
    extensions = tuple(ExtensionFacts(*one) for one in granted)
    found = rules.deadline_for(SELF_SCORING, extensions, HAI_PHONG)
    assert found == rules.deadline_for(SELF_SCORING, reversed(extensions), HAI_PHONG)
    assert found >= SELF_SCORING.closes_on
    assert found >= rules.deadline_for(SELF_SCORING, extensions, None)
    assert found in {SELF_SCORING.closes_on, *(day for unit, day in granted if unit in (None, HAI_PHONG))}


@given(st.integers(0, 60 * 24), days, st.integers(0, 30))
def test_handing_in_later_is_never_better(hours: int, original: date, more: int) -> None:
    rank = [rules.ON_TIME, rules.PERMITTED, rules.LATE]
    submitted_at, deadline = at(1, 0, month=5) + timedelta(hours=hours), original + timedelta(days=more)
    now, later = (rules.lateness(m, deadline, original) for m in (submitted_at, submitted_at + timedelta(hours=7)))
    assert rank.index(now) <= rank.index(later)


@pytest.mark.parametrize(
    ("now", "state", "left"),
    [
        (at(30, 23, 59, 59, month=4), rules.NOT_OPEN, "còn 36 ngày"),
        (at(1, 0, 0, month=5), rules.OPEN, "còn 35 ngày"),
        (at(1), rules.OPEN, "còn 4 ngày"),
        (at(2, 0, 0), rules.CLOSING_SOON, "còn 3 ngày"),
        (at(5, 23, 59, 59), rules.CLOSING_SOON, "hết hạn hôm nay"),
        (at(6, 0, 0, 0), rules.ENDED, "quá hạn 1 ngày"),
    ],
)
def test_a_step_goes_from_not_open_to_ended(now: datetime, state: str, left: str) -> None:
    assert rules.stage_state(SELF_SCORING, now) == state
    assert str(rules.time_left(SELF_SCORING.closes_on, now)) == left


def test_overdue_is_said_only_of_what_is_known_to_be_missing() -> None:
    past = at(6)
    assert rules.stage_state(SELF_SCORING, past) == rules.ENDED
    assert rules.stage_state(SELF_SCORING, past, done=False) == rules.OVERDUE
    assert rules.stage_state(SELF_SCORING, past, done=True) == rules.DONE


def test_a_step_stays_open_for_the_unit_that_got_more_time() -> None:
    stage = replace(SELF_SCORING, extensions=(ExtensionFacts(HAI_PHONG, date(2020, 6, 20)),))
    assert rules.is_open(stage, at(6), HAI_PHONG)
    assert not rules.is_open(stage, at(6), DA_NANG)
    assert not rules.is_open(stage, at(30, 23, 59, month=4), HAI_PHONG)


def test_plan_and_statute_disagree_until_somebody_chooses() -> None:
    stage = replace(SELF_SCORING, stated=(PLAN, STATUTE))
    finding = rules.deadline_finding(stage)
    assert finding.answer is Answer.UNDETERMINED
    assert "Kế hoạch số 01/KH-CTĐ1: 05/06/2020" in str(finding)
    assert "Quy chế số 02/QC-CTĐ1: 10/06/2020" in str(finding)
    assert finding.reasons[0].cure is not None
    assert rules.closing_day(stage.stated, date(2020, 1, 1)) == date(2020, 6, 5)

    chosen = replace(stage, stated=(PLAN, replace(STATUTE, chosen=True)))
    assert rules.deadline_finding(chosen)
    assert rules.closing_day(chosen.stated, date(2020, 1, 1)) == date(2020, 6, 10)


def test_papers_that_say_the_same_day_need_no_choice() -> None:
    same = replace(STATUTE, closes_on=PLAN.closes_on)
    assert rules.deadline_finding(replace(SELF_SCORING, stated=(PLAN, same)))
    assert rules.deadline_finding(replace(SELF_SCORING, stated=(PLAN,)))
    assert rules.closing_day((), date(2020, 6, 5)) == date(2020, 6, 5)


def test_days_that_cannot_be_are_named_one_by_one() -> None:
    given_days = {
        rules.CRITERIA: (date(2019, 12, 27), date(2019, 11, 25)),
        rules.SELF_SCORING: (date(2019, 11, 1), date(2030, 6, 5)),
    }
    places = [problem.place for problem in rules.check_days(given_days, 2019)]
    assert places == ["criteria-closes_on", "self-scoring-closes_on", "self-scoring-opens_on"]
    assert all(problem.cure for problem in rules.check_days(given_days, 2019))
    assert rules.check_days({rules.SELF_SCORING: (date(2020, 5, 1), date(2020, 6, 5))}, 2019) == ()


def test_last_years_days_are_taken_over_a_year_later_without_last_years_extensions() -> None:
    assert rules.a_year_later(date(2020, 2, 29)) == date(2021, 2, 28)
    stage = replace(SELF_SCORING, extensions=(ExtensionFacts(None, date(2020, 6, 9)),), stated=(PLAN, STATUTE))
    assert rules.shifted(stage, 1) == StageFacts(rules.SELF_SCORING, date(2021, 5, 1), date(2021, 6, 5))


@given(days, st.integers(0, 40), st.integers(1, 5))
def test_shifted_days_keep_their_order(opens_on: date, length: int, years: int) -> None:
    moved = rules.shifted(StageFacts(rules.CRITERIA, opens_on, opens_on + timedelta(days=length)), years)
    assert moved.opens_on <= moved.closes_on
    assert moved.opens_on.year == opens_on.year + years
