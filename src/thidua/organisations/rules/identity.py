"""When two entries are the same human being. Pure. vi: hai thẻ là cùng một người."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.core.findings import Finding, all_of, granted, refused
from thidua.core.text import say


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One entry of a person: what it points to, what points to it, whether an open account signs in as it."""

    pk: int
    name: str
    same_as: int | None = None
    has_merged: bool = False
    has_open_account: bool = False


def may_be_merged(kept: EntryFacts, other: EntryFacts) -> Finding:
    """Whether `other` can point to `kept`. Pointers go one step only, so that no chain and no loop can grow."""
    if kept.pk == other.pk:
        return refused(say("Đây là cùng một thẻ."), say("Hãy chọn thẻ khác của người này."))
    return all_of(
        [
            _points_nowhere(kept),
            _points_nowhere(other),
            _nothing_points_to(other),
            _one_account(kept, other),
        ]
    )


def _points_nowhere(entry: EntryFacts) -> Finding:
    if entry.same_as is None:
        return granted()
    return refused(
        say("Thẻ “{name}” đã được gộp vào thẻ khác.", name=entry.name), say("Hãy chọn thẻ mà nó đã được gộp vào.")
    )


def _nothing_points_to(entry: EntryFacts) -> Finding:
    if not entry.has_merged:
        return granted()
    return refused(
        say("Đã có thẻ khác được gộp vào thẻ “{name}”.", name=entry.name),
        say("Hãy giữ thẻ này và gộp thẻ kia vào nó, hoặc hoàn tác lần gộp trước."),
    )


def _one_account(kept: EntryFacts, other: EntryFacts) -> Finding:
    if kept.has_open_account and other.has_open_account:
        return refused(
            say("Cả hai thẻ đều có tài khoản đang mở."), say("Hãy khóa một trong hai tài khoản trước khi gộp.")
        )
    return granted()
