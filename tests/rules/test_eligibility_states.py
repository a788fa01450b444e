"""A list's states, its grid and its filter; which record a missing fact belongs to."""

from __future__ import annotations

from datetime import date
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.eligibility.rules.cures import RECORD_OF, cure_of
from thidua.eligibility.rules.grid import Cell, Filter, Row, columns_of
from thidua.eligibility.rules.own_path import held_by_year
from thidua.eligibility.rules.states import (
    CONCLUDED,
    DRAFT,
    STATE_WORDS,
    STEPS,
    TONES,
    WITHDRAWN,
    list_faults,
    may_change,
    may_conclude,
    may_go,
    order_faults,
)
from thidua.eligibility.rules.telling import WORDS, key_of
from thidua.law.conditions import COMBINED, SINGLE
from thidua.law.facts import Facts, Holding, Rating
from thidua.law.rulebook import house


@pytest.mark.parametrize(("state", "to"), list(product(STATE_WORDS, STATE_WORDS)))
def test_every_step_that_is_not_named_is_refused_with_a_reason(state: str, to: str) -> None:
    found = may_go(state, to)

    assert bool(found) == ((state, to) in STEPS)
    assert found or str(found)


def test_a_withdrawn_list_goes_nowhere_and_only_a_draft_is_changed() -> None:
    assert not any(may_go(WITHDRAWN, to) for to in STATE_WORDS)
    assert [bool(may_change(state)) for state in (DRAFT, CONCLUDED, WITHDRAWN)] == [True, False, False]
    assert set(TONES) == set(STATE_WORDS)


def test_an_empty_list_is_not_concluded_and_a_concluded_one_can_be_again() -> None:
    assert not may_conclude(DRAFT, 0)
    assert may_conclude(DRAFT, 1)
    assert may_conclude(CONCLUDED, 1)
    assert not may_conclude(WITHDRAWN, 1)


def test_what_is_wrong_with_a_list_names_its_field() -> None:
    assert list_faults("Xét thi đua", 2024, ("a",), date(2025, 6, 1)) == []
    found = list_faults(" ", 2024, (), date(2024, 8, 31))
    assert [one.place for one in found] == ["name", "awards", "looked_on"]
    assert [one.place for one in list_faults("x", 1990, ("a",), date(2025, 6, 1))] == ["year"]


def test_the_days_of_a_dossier_follow_each_other() -> None:
    first, second = date(2025, 6, 1), date(2025, 6, 5)
    assert order_faults(first, None, second) == []
    assert [one.place for one in order_faults(second, None, first)] == ["received_on"]


CELLS = st.lists(
    st.builds(Cell, st.sampled_from(["a", "b"]), st.sampled_from(list(WORDS))), max_size=2, unique_by=lambda c: c.award
)
ROWS = st.lists(
    st.builds(Row, st.uuids(), st.sampled_from(["Đặng Thị Ánh", "Lê Văn Bình", "Trần Cường"]), st.just(""),
              CELLS.map(tuple)),
    max_size=8,
)  # fmt: skip


@given(ROWS)
def test_the_counts_of_a_column_add_up_to_its_cells(rows: list[Row]) -> None:
    for column in columns_of([("a", "A", "A"), ("b", "B", "B")], rows):
        cells = [cell for row in rows for cell in row.cells if cell.award == column.award]
        assert sum(one[-1] for one in column.said) == len(cells)
        assert column.reached == sum(cell.key == "granted" for cell in cells)


@given(ROWS, st.sampled_from(["", *WORDS]), st.sampled_from(["", "a", "b"]))
def test_a_filter_shows_exactly_the_rows_with_such_a_cell(rows: list[Row], answer: str, award: str) -> None:
    chosen = Filter(answer, award)
    for row in rows:
        fits = [cell for cell in row.cells if (not award or cell.award == award) and cell.key == answer]
        assert chosen.lets(row) == (not answer or bool(fits))


def test_a_name_is_found_without_its_marks() -> None:
    row = Row(UUID(int=1), "Đặng Thị Ánh")
    assert Filter(text="anh dang").lets(row)
    assert not Filter(text="binh").lets(row)
    assert not Filter().is_on


@pytest.mark.parametrize(
    ("answer", "cause", "key"),
    [
        ("granted", "", "granted"),
        ("refused", "", "refused"),
        ("undetermined", "pending", "pending"),
        ("undetermined", "no-text", "no-text"),
        ("undetermined", "", "missing"),
    ],
)
def test_every_answer_has_its_word(answer: str, cause: str, key: str) -> None:
    assert key_of(answer, cause) == key
    assert str(WORDS[key][0])


def test_every_condition_that_can_miss_a_fact_says_where_it_is_written_down() -> None:
    # Time at work follows from posts, counts of members from members, a unit's end from its reorganisation.
    elsewhere = {"worked", "not-dissolved", "meets", "members-holding", "members-rated", "text-unavailable"}
    assert set(SINGLE) - set(RECORD_OF) - elsewhere == set()
    assert not set(COMBINED) & set(RECORD_OF)
    assert cure_of("rating", of_person=True) == "xep-loai"
    assert cure_of("registered", of_person=False) == "dang-ky"
    assert cure_of("measure", of_person=False) == ""
    assert cure_of("worked", of_person=True) == ""


def test_years_are_told_newest_first_without_gaps_and_without_what_was_cancelled() -> None:
    facts = Facts(
        year=2024,
        ratings={2022: Rating(year=2022, rating="hoan-thanh-tot")},
        holdings=(
            Holding(award="giay-khen", year=2005),
            Holding(award="lao-dong-tien-tien", year=2023, cancelled_on=date(2024, 5, 1)),
        ),
    )

    found = held_by_year(facts, house(), 2024)

    assert [one.year for one in found] == [2024, 2023, 2022, 2021, 2020, 2019, 2018, 2017, 2005]
    assert found[1].awards == ()
    assert found[2].rating == "hoàn thành tốt nhiệm vụ"
    assert found[-1].awards == (("Giấy khen", ""),)
