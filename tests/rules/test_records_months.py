"""Months worked in a school year: maternity leave counts, unpaid leave and study do not, nothing known is no number."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thidua.core.days import Period
from thidua.records.rules.months import (
    MATERNITY,
    SICK,
    STUDY,
    UNPAID,
    Away,
    months_by_year,
    months_worked,
)

ALL_ALONG = Period(date(2010, 9, 1))
DAYS = st.dates(date(2022, 9, 1), date(2026, 8, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(DAYS)
    return Period(start, draw(st.none() | st.integers(0, 500).map(lambda n: start + timedelta(days=n))))


AWAY = st.builds(Away, st.sampled_from([MATERNITY, SICK, UNPAID, STUDY]), periods())


def test_a_whole_year_is_twelve_months() -> None:
    assert months_worked(2024, [ALL_ALONG]) == 12
    assert months_worked(2023, [Period(date(2023, 9, 1), date(2024, 8, 31))]) == 12  # 29 February is in it


def test_a_year_without_a_known_post_has_no_number() -> None:
    assert months_worked(2024, []) is None
    assert months_worked(2024, [Period(date(2020, 1, 1), date(2024, 8, 31))]) is None


def test_what_begins_in_november_has_ten_months() -> None:
    assert months_worked(2024, [Period(date(2024, 11, 1))]) == 10
    assert months_worked(2024, [Period(date(2024, 11, 2))]) == Decimal("9.96")


def test_two_posts_at_once_count_once_and_a_gap_is_a_gap() -> None:
    both = [Period(date(2024, 9, 1), date(2024, 12, 31)), Period(date(2024, 12, 1), date(2025, 2, 28))]
    assert months_worked(2024, both) == 6
    parted = [Period(date(2024, 9, 1), date(2024, 9, 30)), Period(date(2025, 8, 1), date(2025, 8, 31))]
    assert months_worked(2024, parted) == 2


def test_maternity_counts_unpaid_leave_and_study_do_not() -> None:
    spring = Period(date(2025, 1, 1), date(2025, 6, 30))
    assert months_worked(2024, [ALL_ALONG], [Away(MATERNITY, spring)]) == 12
    assert months_worked(2024, [ALL_ALONG], [Away(UNPAID, spring)]) == 6
    assert months_worked(2024, [ALL_ALONG], [Away(STUDY, spring)]) == 6
    assert months_worked(2024, [ALL_ALONG], [Away(UNPAID, Period(date(2020, 1, 1)))]) == 0


def test_sick_leave_counts_up_to_what_is_allowed() -> None:
    ill = [Away(SICK, Period(date(2025, 4, 1), date(2025, 5, 31)))]
    assert months_worked(2024, [ALL_ALONG], ill) == 12
    assert months_worked(2024, [ALL_ALONG], ill, sick_days=30) == 11
    assert months_worked(2024, [ALL_ALONG], ill, sick_days=0) == 10


def test_years_are_told_from_the_first_post_to_the_asked_one() -> None:
    posts = [Period(date(2021, 9, 1), date(2022, 8, 31)), Period(date(2024, 3, 1))]
    assert months_by_year(posts, [], 2024) == {2021: 12, 2023: 6, 2024: 12}
    assert months_by_year(posts, [], 2020) == {}
    assert months_by_year([], [], 2024) == {}


@given(st.lists(periods(), max_size=4), st.lists(AWAY, max_size=4), st.integers(2021, 2026))
def test_a_year_is_never_more_than_twelve_nor_less_than_none(posts: list[Period], away: list[Away], year: int) -> None:
    found = months_worked(year, posts, away)
    assert found is None or 0 <= found <= 12
    assert (found is None) == (months_worked(year, posts) is None)


@given(st.lists(periods(), min_size=1, max_size=4), AWAY, st.integers(2021, 2026))
def test_leave_never_adds_and_maternity_never_takes(posts: list[Period], away: Away, year: int) -> None:
    without, with_it = months_worked(year, posts), months_worked(year, posts, [away], sick_days=10)
    if without is None or with_it is None:
        return
    assert with_it <= without
    if away.kind == MATERNITY:
        assert with_it == without


@given(st.lists(periods(), min_size=2, max_size=4), st.integers(2021, 2026))
def test_the_order_of_posts_does_not_matter(posts: list[Period], year: int) -> None:
    assert months_worked(year, posts) == months_worked(year, reversed(posts))
