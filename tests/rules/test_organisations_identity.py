"""When two entries may be said to be one human being."""

from __future__ import annotations

import pytest

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
