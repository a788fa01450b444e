"""What is refused before a row is written, and that every kind has its words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from thidua.law.facts import BASES, GROUPS, SCOPES
from thidua.records.rules.checks import conclusion_faults, faults, paper_faults, share_faults
from thidua.records.rules.kinds import (
    AWARD,
    BASIS_WORDS,
    BY_SLUG,
    CHECKED,
    CHECKED_WORDS,
    DISCIPLINE,
    KINDS,
    LEAVE,
    MATTER,
    MEASURE,
    PARTY,
    RATING,
    REGISTERED,
    SCOPE_WORDS,
    STATEMENT,
    WORK,
    group_of,
)
from thidua.records.rules.standing import GROUPS as OPENED
from thidua.records.rules.standing import PARTY as PARTY_GROUP

TODAY = date(2025, 6, 1)
GOOD: dict[str, dict[str, Any]] = {
    RATING: {"year": 2024},
    AWARD: {"year": 1990},
    REGISTERED: {"year": 2024},
    STATEMENT: {"year": 2024},
    WORK: {"name": "Đổi mới giờ học", "year": 2023, "recognised_on": None},
    DISCIPLINE: {"decided_on": date(2025, 1, 1), "ended_on": date(2026, 1, 1)},
    MATTER: {"since": date(2025, 5, 1), "expected_on": date(2025, 7, 1)},
    LEAVE: {"starts_on": date(2025, 7, 1), "ends_on": None},
    MEASURE: {"years": Decimal("12.5"), "measured_on": TODAY},
    CHECKED: {"through": 2024},
}


@pytest.mark.parametrize("kind", KINDS)
def test_good_values_pass(kind: str) -> None:
    assert faults(kind, GOOD[kind], TODAY) == []


@pytest.mark.parametrize(
    ("kind", "change", "place"),
    [
        (RATING, {"year": 2025}, "year"),
        (AWARD, {"year": 1800}, "year"),
        (REGISTERED, {"year": 2025}, "year"),
        (WORK, {"name": "  "}, "name"),
        (WORK, {"recognised_on": date(2025, 6, 2)}, "recognised_on"),
        (DISCIPLINE, {"decided_on": date(2025, 6, 2), "ended_on": None}, "decided_on"),
        (DISCIPLINE, {"ended_on": date(2024, 12, 31)}, "ended_on"),
        (MATTER, {"since": date(2025, 6, 2)}, "since"),
        (MATTER, {"expected_on": date(2025, 4, 1)}, "expected_on"),
        (LEAVE, {"ends_on": date(2025, 6, 30)}, "ends_on"),
        (MEASURE, {"years": Decimal(-1)}, "years"),
        (CHECKED, {"through": 2026}, "through"),
    ],
)
def test_a_fault_names_its_field(kind: str, change: dict[str, Any], place: str) -> None:
    assert place in [problem.place for problem in faults(kind, GOOD[kind] | change, TODAY)]


def test_a_decision_has_number_and_day_or_neither() -> None:
    assert not list(paper_faults("", None, TODAY))
    assert not list(paper_faults("1/QĐ", TODAY, TODAY))
    assert [p.place for p in paper_faults("1/QĐ", None, TODAY)] == ["decision_on"]
    assert [p.place for p in paper_faults("", TODAY, TODAY)] == ["decision_number"]
    assert [p.place for p in paper_faults("1/QĐ", date(2025, 6, 2), TODAY)] == ["decision_on"]


def test_shares_make_a_hundred_at_most() -> None:
    assert not list(share_faults([None, Decimal(60), Decimal(40)]))
    assert list(share_faults([Decimal(60), Decimal("40.01")]))
    assert list(share_faults([Decimal(0)]))
    assert list(share_faults([Decimal(101)]))


def test_a_conclusion_is_not_before_its_matter_nor_of_tomorrow() -> None:
    assert not list(conclusion_faults(date(2025, 5, 1), TODAY, TODAY))
    assert list(conclusion_faults(date(2025, 5, 1), date(2025, 4, 1), TODAY))
    assert list(conclusion_faults(date(2025, 5, 1), date(2025, 6, 2), TODAY))


def test_every_kind_has_its_own_address_and_a_group_that_opens_it() -> None:
    assert len(BY_SLUG) == len(KINDS)
    assert all(kind.group in OPENED for kind in KINDS.values())
    assert group_of(RATING, PARTY) == PARTY_GROUP


def test_every_code_of_the_law_has_words() -> None:
    assert set(BASIS_WORDS) == set(BASES)
    assert set(SCOPE_WORDS) == set(SCOPES)
    assert set(CHECKED_WORDS) == {*GROUPS, REGISTERED}
