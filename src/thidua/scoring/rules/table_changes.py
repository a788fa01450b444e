"""What differs between two criteria tables, row by row, in words. Pure. vi: điểm khác nhau giữa hai bản."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from thidua.core.text import Text, say
from thidua.scoring.rules.table import KINDS, ROLES, Criterion, Table

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
CHANGE_WORDS: dict[str, Text] = {ADDED: say("Bổ sung"), REMOVED: say("Bỏ"), CHANGED: say("Sửa")}
NOTHING = say("không có")


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that was added, removed or changed; `parts` are the names of what changed with before and after."""

    change: str
    code: str
    label: str
    parts: tuple[tuple[Text, Text, Text], ...] = ()

    @property
    def words(self) -> Text:
        """`Thêm`, `Bỏ` or `Sửa`."""
        return CHANGE_WORDS[self.change]


def table_changes(before: Table, after: Table) -> tuple[RowChange, ...]:
    """Every row that differs, in the order of the new table, removed rows last. Moved rows are not changed ones."""
    changes = []
    for code, row in after.by_code.items():
        old = before.by_code.get(code)
        if old is None:
            changes.append(RowChange(ADDED, code, row.label))
        elif parts := _parts(old, row):
            changes.append(RowChange(CHANGED, code, row.label, parts))
    gone = (row for code, row in before.by_code.items() if code not in after.by_code)
    return (*changes, *(RowChange(REMOVED, row.code, row.label) for row in gone))


def scores_alike(before: Criterion, after: Criterion) -> bool:
    """Whether what was put in for one row still means the same under the other."""
    return not before.is_group and (before.kind, before.method, before.maximum, before.receivers, before.optional) == (
        after.kind,
        after.method,
        after.maximum,
        after.receivers,
        after.optional,
    )


def _parts(before: Criterion, after: Criterion) -> tuple[tuple[Text, Text, Text], ...]:
    found = []
    for name, words in _SHOWN:
        old, new = words(before), words(after)
        if old != new:
            found.append((name, old, new))
    return tuple(found)


def _text(value: str) -> Text:
    return say("{text}", text=value) if value else NOTHING


def _roles(one: Criterion) -> Text:
    return say("{roles}", roles=tuple(ROLES.get(code, code) for code in sorted(one.receivers)) or NOTHING)


def _number(name: str) -> Callable[[Criterion], Text]:
    def words(one: Criterion) -> Text:
        value = getattr(one, name)
        return NOTHING if value is None else say("{points}", points=value)

    return words


_SHOWN: tuple[tuple[Text, Callable[[Criterion], Text]], ...] = (
    (say("Nội dung"), lambda one: _text(one.label)),
    (say("Thuộc nhóm"), lambda one: _text(one.parent_code)),
    (say("Loại"), lambda one: KINDS[one.kind]),
    (say("Điểm tối đa"), _number("maximum")),
    (say("Tổng nêu trong văn bản"), _number("declared")),
    (say("Trần của nhóm"), _number("cap")),
    (say("Hệ số"), _number("weight")),
    (say("Cách chấm"), lambda one: one.method.describe()),
    (say("Đơn vị thẩm định"), lambda one: _text(one.verifier)),
    (say("Minh chứng"), lambda one: _text(one.evidence)),
    (say("Chỉ dành cho"), _roles),
    (say("Tự chọn"), lambda one: say("có") if one.optional else say("không")),
    (say("Không áp dụng cho"), lambda one: _text(", ".join(one.na_scopes))),
    (say("Ghi chú"), lambda one: _text(one.note)),
)
