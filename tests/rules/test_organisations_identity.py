"""When two entries may be said to be one human being."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.names import fold
from thidua.organisations.rules.identity import EntryFacts, may_be_merged

AN, AANH = EntryFacts(1, "Nguyễn Thị An"), EntryFacts(2, "Nguyen Thi An")


def test_two_entries_that_stand_by_themselves_can_be_joined() -> None:
    assert may_be_merged(AN, AANH)


@pytest.mark.parametrize(
    ("kept", "other", "words"),
    [
        (AN, AN, "cùng một thẻ"),
        (EntryFacts(1, "An", same_as=3), AANH, "đã được gộp vào thẻ khác"),
        (AN, EntryFacts(2, "Anh", same_as=1), "đã được gộp vào thẻ khác"),
        (AN, EntryFacts(2, "Anh", has_merged=True), "Đã có thẻ khác được gộp vào"),
        (EntryFacts(1, "An", has_open_account=True), EntryFacts(2, "Anh", has_open_account=True), "tài khoản đang mở"),
    ],
)
def test_what_cannot_be_joined_says_why_and_what_to_do(kept: EntryFacts, other: EntryFacts, words: str) -> None:
    finding = may_be_merged(kept, other)
    assert not finding
    assert words in str(finding)
    assert all(reason.cure for reason in finding.reasons)


def test_one_open_account_does_not_stand_in_the_way() -> None:
    assert may_be_merged(EntryFacts(1, "An", has_merged=True), EntryFacts(2, "Anh", has_open_account=True))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=40))
def test_whatever_is_merged_in_whatever_order_every_pointer_ends_at_a_kept_entry(tries: list[tuple[int, int]]) -> None:
    points: dict[int, int] = {}

    def facts(pk: int) -> EntryFacts:
        return EntryFacts(pk, f"{pk}", points.get(pk), pk in points.values())

    for kept, other in tries:
        if may_be_merged(facts(kept), facts(other)):
            points[other] = kept
    assert not set(points) & set(points.values())


NAMES = st.lists(st.sampled_from(["Đặng", "Thị", "Ánh", "Nguyễn", "Quỳnh", "Đức", "Ước"]), min_size=1, max_size=5)


@given(NAMES, st.data())
def test_a_name_is_found_by_any_of_its_words_with_or_without_marks(words: list[str], data: st.DataObject) -> None:
    searched = fold(" ".join(words))
    some = data.draw(st.lists(st.sampled_from(words), min_size=1))
    for typed in (" ".join(some), fold(" ".join(some)), "  ".join(some).upper()):
        assert all(word in searched for word in fold(typed).split())
