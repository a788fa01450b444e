"""Which titles were registered: a year of which nobody knows is left out, never empty."""

from __future__ import annotations

from thidua.law.columns.asked import REGISTERED, needs
from thidua.law.rulebook import house
from thidua.records.rules.registered import YEARS_BACK, registered_by_year

LDTT, CSTDCS = "lao-dong-tien-tien", "chien-si-thi-dua-co-so"


def test_nothing_written_and_nobody_who_looked_is_no_year() -> None:
    assert registered_by_year([], None, 2019) == {}


def test_a_year_with_a_row_is_known_and_no_other() -> None:
    assert registered_by_year([(2019, LDTT), (2019, CSTDCS)], None, 2020) == {2019: {LDTT, CSTDCS}}


def test_what_was_looked_through_is_known_up_to_its_year_and_up_to_the_judged_one() -> None:
    found = registered_by_year([(2017, LDTT), (2021, LDTT)], 2018, 2019)
    assert (found[2016], found[2017], found[2018], found[2021]) == (set(), {LDTT}, set(), {LDTT})
    assert found.keys() == {*range(2019 - YEARS_BACK, 2019), 2021}
    assert max(registered_by_year([], 2024, 2019)) == 2019


def test_what_others_know_is_added_and_takes_nothing_away() -> None:
    handed = {2018: frozenset[str](), 2019: frozenset({CSTDCS})}
    assert registered_by_year([(2019, LDTT)], None, 2019, handed) == {2018: set(), 2019: {LDTT, CSTDCS}}


def test_the_law_asks_no_further_back() -> None:
    assert needs(house()).back[REGISTERED] <= YEARS_BACK
