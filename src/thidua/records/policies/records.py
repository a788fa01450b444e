"""Who writes, corrects, withdraws which row; the matrix is `rules.standing`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from thidua.core.findings import Finding, all_of, granted, refused
from thidua.core.text import say
from thidua.law.facts import DISCIPLINES, MATTERS, MEMBER_DISCIPLINES
from thidua.records.rules import standing as rules
from thidua.records.rules.kinds import AWARD, CHECKED, MATTER, SELF, STATEMENT, group_of
from thidua.records.rules.standing import Standing

if TYPE_CHECKING:
    from thidua.records.models import AwardHeld, Matter, Recorded

#: To say that one of these is complete one must be able to look at it.
LOOKED_AT = {DISCIPLINES: rules.DISCIPLINES, MEMBER_DISCIPLINES: rules.DISCIPLINES, MATTERS: rules.MATTERS}


def may_add(standing: Standing, kind: str, values: Mapping[str, Any] | None = None) -> Finding:
    """Heads and officers of the unit and of those above it write; what is sensitive only heads and those above.

    A statement is given by somebody authorised: a head, or the unit above.
    """
    given = values or {}
    group = group_of(kind, given.get("of", SELF)) if kind != CHECKED else LOOKED_AT.get(given.get("group", ""), kind)
    finding = rules.may_keep(standing, group)
    if finding and kind == STATEMENT and not (standing.head or standing.above):
        return refused(
            say("Xác nhận do thủ trưởng đơn vị hoặc đơn vị cấp trên trả lời."),
            say("Hãy đề nghị thủ trưởng đơn vị trả lời."),
        )
    return finding


def may_change(standing: Standing, kind: str, row: Recorded) -> Finding:
    """The same people correct and withdraw a row, as long as it stands."""
    held = {name: getattr(row, name) for name in ("of", "group") if hasattr(row, name)}
    return all_of([may_add(standing, kind, held), stands(row)])


def may_conclude(standing: Standing, matter: Matter) -> Finding:
    """They write down what a matter was concluded with, once."""
    if matter.concluded_on is not None:
        cure = say("Nếu ghi nhầm, hãy sửa dòng này.")
        return refused(say("Vụ việc này đã có kết luận ngày {day}.", day=matter.concluded_on), cure)
    return may_change(standing, MATTER, matter)


def may_cancel(standing: Standing, award: AwardHeld) -> Finding:
    """They write down that an award was cancelled, once. source: LAW-2022 Art. 93."""
    if award.cancelled_on is not None:
        return refused(say("Danh hiệu, hình thức này đã bị hủy bỏ ngày {day}.", day=award.cancelled_on))
    return may_change(standing, AWARD, award)


def stands(row: Recorded) -> Finding:
    """A withdrawn row is read, nothing else."""
    if row.withdrawn_at is None:
        return granted()
    return refused(say("Dòng này đã được rút."), say("Hãy ghi một dòng mới nếu cần."))
