"""What the maxima of a table add up to, group by group. Pure. vi: tổng điểm tối đa của nhóm."""

from __future__ import annotations

from decimal import Decimal

from thidua.scoring.rules.table import Table
from thidua.scoring.rules.values import ZERO


def group_sums(table: Table) -> dict[str, Decimal | None]:
    """For each group what stands in it adds up to, with weights; None where a line has no stated maximum.

    Where base lines stand only they count; a group of bonuses or penalties adds up those. Gates add nothing.
    """
    sums: dict[str, Decimal | None] = {}
    for group in sorted(
        (one for one in table.criteria if one.is_group), key=lambda one: -len(table.ancestors(one.code))
    ):
        leaves = [one for one in table.scored if group.code in table.ancestors(one.code)]
        has_base = any(one.kind == "base" for one in leaves)
        parts: list[Decimal | None] = []
        for one in table.children.get(group.code, ()):
            if one.is_group:
                below = sums[one.code]
                parts.append(None if below is None else below * one.weight)
            elif one.kind != "gate" and (one.kind == "base" or not has_base):
                parts.append(None if one.maximum is None else one.weighted_maximum)
        sums[group.code] = None if None in parts else sum((part for part in parts if part is not None), ZERO)
    return sums


def base_total(table: Table) -> Decimal:
    """What all base lines add up to, with the weights of their groups: the most a unit can reach without bonuses."""
    total = ZERO
    for one in table.scored:
        if one.kind == "base":
            worth = one.weighted_maximum
            for above in table.ancestors(one.code):
                worth *= table.by_code[above].weight
            total += worth
    return total


def maxima_of(table: Table) -> dict[str, Decimal | None]:
    """The maximum that stands beside each row: a line's own; a group's as declared, else its cap, else its sum."""
    sums = group_sums(table)
    found: dict[str, Decimal | None] = {}
    for one in table.criteria:
        of_group = (value for value in (one.declared, one.cap, sums.get(one.code)) if value is not None)
        found[one.code] = next(of_group, None) if one.is_group else one.maximum
    return found
