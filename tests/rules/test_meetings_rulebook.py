"""The rules of voting by their days, and a reader that takes nothing it does not understand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from thidua.meetings.rules.rulebook import (
    BALLOT,
    CONFERENCE,
    DATA,
    OPINION,
    YES,
    Entry,
    Rulebook,
    RulebookError,
    groups,
    read,
    rulebook,
    rulebooks,
    rulebooks_on,
)
from thidua.meetings.rules.thresholds import ALL_MEMBERS, PRESENT_AND_CONSULTED, Share

TEXT = DATA.read_text(encoding="utf-8")


def entry(book: str, group: str) -> Entry:
    found = rulebook(book).entry_for(group)
    assert found
    return found


def test_the_rules_in_force_follow_the_day_of_the_session() -> None:
    codes = {
        day: {one.code for one in rulebooks_on(day)} for day in (date(2016, 5, 1), date(2020, 7, 1), date(2024, 6, 1))
    }

    assert "tt-35-2015" in codes[date(2016, 5, 1)]
    assert "cum-1-2019" in codes[date(2020, 7, 1)]
    assert "nd-98-2023" not in codes[date(2020, 7, 1)]
    assert "nd-98-2023" in codes[date(2024, 6, 1)]
    assert "nd-91-2017" not in codes[date(2024, 6, 1)]


@pytest.mark.parametrize(("last", "first", "old", "new"), [
    (date(2023, 12, 31), date(2024, 1, 1), "nd-91-2017", "nd-98-2023"),
    (date(2025, 6, 30), date(2025, 7, 1), "nd-98-2023", "bac-ninh-2025"),
])  # fmt: skip
def test_a_rule_ends_with_its_last_day(last: date, first: date, old: str, new: str) -> None:
    assert old in {one.code for one in rulebooks_on(last)}
    assert old not in {one.code for one in rulebooks_on(first)}
    assert new in {one.code for one in rulebooks_on(first)}


def test_the_statute_of_cluster_one_names_no_fraction_for_the_leading_unit() -> None:
    found = entry("cum-1-2019", "leading-unit")

    assert rulebook("cum-1-2019").body == CONFERENCE
    assert found.threshold is None
    assert "bỏ phiếu lại" in str(found.words)
    assert "IV.2" in found.source


def test_one_session_stacks_its_rules_by_what_is_decided() -> None:
    assert entry("tt-35-2015", "cstdcs").threshold == Share(Fraction(7, 10), PRESENT_AND_CONSULTED)
    assert entry("tt-35-2015", "cstdcs").absent == OPINION
    ninety = entry("tt-35-2015", "cstdtq")
    assert (ninety.threshold, ninety.secret, ninety.absent) == (Share(Fraction(9, 10), ALL_MEMBERS), YES, BALLOT)
    assert entry("nd-98-2023", "cstdcs").threshold == Share(Fraction(4, 5), ALL_MEMBERS)
    assert entry("nd-98-2023", "cstd-bt").threshold == Share(Fraction(9, 10), ALL_MEMBERS)
    assert rulebook("bac-ninh-2025").quorum.share == Share(Fraction(4, 5), ALL_MEMBERS)


def test_every_rule_says_where_it_is_from_and_every_session_can_decide_its_own_affairs() -> None:
    for book in rulebooks():
        assert book.entry_for("free"), book.code
        for one in book.entries:
            assert one.source, (book.code, one.code)
            assert set(one.groups) <= set(groups())


def test_a_rulebook_comes_back_from_storage_as_it_went_in() -> None:
    for book in rulebooks():
        assert Rulebook.from_json(book.to_json()) == book


@pytest.mark.parametrize(("old", "new", "told"), [
    ('base = "present-and-consulted"', 'base = "everybody"', "tt-35-2015, entry bay-muoi: unknown base: everybody"),
    ('threshold = { fraction = "9/10", base = "all-members" }', 'threshold = { fraction = "9/10", base = "present" }',
     "entry chin-muoi: absent members vote by ballot"),
    ('from = 2016-02-16', 'from = "2016"', "rulebook tt-35-2015: `from` is not a day"),
    ('from = 2016-02-16\n', '', "rulebook tt-35-2015: missing from"),
    ('fraction = "7/10"', 'fraction = 0.7', "a fraction is written as text"),
    ('fraction = "7/10"', 'fraction = "11/10"', "no share of a base"),
    ('note = "Hội đồng của cấp trình', 'remark = "Hội đồng của cấp trình', "entry tam-muoi: unknown remark"),
    ('confidence = "T"', 'confidence = "X"', "unknown X"),
    ('groups = ["cstdcs", "co-bt", "co-cp"]', 'groups = ["co-xyz"]', "entry tam-muoi, groups: unknown co-xyz"),
    ('groups = ["next-leader", "next-deputy"]', 'groups = ["next-leader", "seat"]', "two entries for seat"),
])  # fmt: skip
def test_what_is_not_understood_is_refused_with_its_place(old: str, new: str, told: str) -> None:
    assert old in TEXT
    with pytest.raises(RulebookError, match="voting.toml") as caught:
        read(TEXT.replace(old, new, 1), "voting.toml")

    assert told in str(caught.value)
