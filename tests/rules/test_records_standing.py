"""Who sees and who keeps which group of a record: one matrix, role × group."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.records.rules.standing import (
    AWARDS,
    BIRTH,
    CHECKED,
    DISCIPLINES,
    GROUPS,
    IDENTITY,
    LEAVE,
    MATTERS,
    MEASURES,
    PARTY,
    RATINGS,
    REGISTERED,
    SENSITIVE,
    STATEMENTS,
    WORKS,
    Standing,
    look_is_noted,
    may_keep,
    may_see,
    units_under,
    with_forerunners,
)

PLAIN = {IDENTITY, RATINGS, WORKS, AWARDS, REGISTERED, MEASURES, STATEMENTS, CHECKED}
PRIVATE = {BIRTH, PARTY, DISCIPLINES, MATTERS, LEAVE}
ROLES: dict[str, tuple[Standing, set[str], set[str]]] = {
    # role: (standing, sees, keeps)
    "themself": (Standing(own=True), PLAIN | PRIVATE, set()),
    "themself and head": (Standing(own=True, head=True), PLAIN | PRIVATE, set()),
    "head": (Standing(head=True), PLAIN | PRIVATE, PLAIN | PRIVATE),
    "officer": (Standing(officer=True), PLAIN, PLAIN),
    "above": (Standing(above=True), PLAIN | PRIVATE, PLAIN | PRIVATE),
    "administrator": (Standing(administrator=True), {IDENTITY, BIRTH}, set()),
    "nobody": (Standing(), set(), set()),
}


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("role", ROLES)
def test_role_by_group(role: str, group: str) -> None:
    standing, sees, keeps = ROLES[role]
    assert bool(may_see(standing, group)) == (group in sees)
    assert bool(may_keep(standing, group)) == (group in keeps)


def test_every_group_is_plain_or_private() -> None:
    assert set(GROUPS) == PLAIN | PRIVATE
    assert PRIVATE == SENSITIVE


@given(st.builds(Standing, st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans()))
def test_nobody_keeps_what_they_do_not_see_and_every_no_has_a_reason(standing: Standing) -> None:
    for group in GROUPS:
        kept, seen = may_keep(standing, group), may_see(standing, group)
        assert seen or not kept
        assert not seen or standing.is_there
        assert all(finding or finding.reasons for finding in (kept, seen))


def test_only_looks_of_others_at_private_groups_are_noted() -> None:
    assert look_is_noted(Standing(head=True), LEAVE)
    assert not look_is_noted(Standing(own=True, head=True), LEAVE)
    assert not look_is_noted(Standing(head=True), AWARDS)


def test_units_under_others_are_found_however_deep_and_whatever_circles_there_are() -> None:
    assert units_under({1}, {2: 1, 3: 2, 5: 4}) == {2, 3}
    assert units_under({2, 1}, {2: 1, 3: 2}) == {2, 3}
    assert units_under({1}, {1: 2, 2: 1}) == {1, 2}
    assert units_under(set(), {2: 1}) == frozenset()


def test_forerunners_belong_to_what_came_after() -> None:
    assert with_forerunners({3}, [(1, 2), (2, 3), (8, 9)]) == {1, 2, 3}
    assert with_forerunners({1}, [(1, 2)]) == {1}
