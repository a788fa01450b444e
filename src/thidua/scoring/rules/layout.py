"""The plan for adding a table up, made once per table: which line flows into which group. vi: sơ đồ cộng điểm."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from thidua.core.numbers import round_half_up
from thidua.scoring.rules.lines import LineResult, not_applicable
from thidua.scoring.rules.methods import Gate
from thidua.scoring.rules.table import Criterion, Table
from thidua.scoring.rules.values import ZERO

FLOWS = ("base", "bonus", "penalty")
Memo = dict[str, LineResult]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scored line: the slot its points flow into and what was already worked out for it."""

    criterion: Criterion
    slot: int
    memo: Memo
    memo_without_role: Memo


@dataclass(frozen=True, slots=True)
class Basin:
    """A group: its own slot, the slot it flows into, its cap and weight."""

    code: str
    slot: int
    target: int
    cap: Decimal | None
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """A leaf as one unit sees it: with the memo for its role, or fixed because it does not apply."""

    code: str
    slot: int
    memo: Memo
    criterion: Criterion
    holds_role: bool
    fixed: LineResult | None


@dataclass(frozen=True, slots=True)
class Variant:
    """The steps for units with the same roles, exemptions and choices, and the maximum that applies to them."""

    steps: tuple[Step, ...]
    applicable_max: Decimal


@dataclass(frozen=True)
class Layout:
    """Slots 0, 1, 2 are the base, bonus and penalty totals, 3 is for gates, then one slot for each group."""

    leaves: tuple[Leaf, ...]
    basins: tuple[Basin, ...]
    size: int
    line_index: dict[str, int]
    group_index: dict[str, int]
    gates: tuple[int, ...]
    table: Table
    variants: dict[tuple[frozenset[str], ...], Variant] = field(default_factory=dict)

    def variant(self, not_for: frozenset[str], chosen: frozenset[str], roles: frozenset[str]) -> Variant:
        """The steps for a unit; the same sets give the same steps."""
        key = (not_for, chosen, roles)
        found = self.variants.get(key)
        if found is None:
            found = self.variants[key] = self._variant(not_for, chosen, roles)
        return found

    def _variant(self, not_for: frozenset[str], chosen: frozenset[str], roles: frozenset[str]) -> Variant:
        steps = []
        maxima = [ZERO] * self.size
        for leaf in self.leaves:
            one = leaf.criterion
            above = self.table.ancestors(one.code)
            outside = one.code in not_for or not not_for.isdisjoint(above) or (one.optional and one.code not in chosen)
            holds = not one.receivers or not one.receivers.isdisjoint(roles)
            memo = leaf.memo if holds else leaf.memo_without_role
            fixed = not_applicable(one) if outside else None
            steps.append(Step(one.code, leaf.slot, memo, one, holds, fixed))
            if not outside and one.kind == "base":
                maxima[leaf.slot] += one.weighted_maximum
        pour(self.basins, maxima)
        return Variant(tuple(steps), maxima[0])


def pour(basins: tuple[Basin, ...], slots: list[Decimal]) -> None:
    """Let every group, lowest first, keep at most its cap, then flow weighted into the slot above.

    source: domain/scoring §5 steps 2 and 3.
    """
    for basin in basins:
        held = slots[basin.slot]
        if held:
            if basin.cap is not None and held > basin.cap:
                held = basin.cap
            if basin.weight != 1:
                held = round_half_up(held * basin.weight)
            slots[basin.slot] = held
            slots[basin.target] += held


def layout_of(table: Table) -> Layout:
    """The table's plan, made at the first use."""
    found = table.kept.get("layout")
    if found is None:
        found = table.kept["layout"] = _make(table)
    return found


def _make(table: Table) -> Layout:
    groups = [one for one in table.by_code.values() if one.is_group]
    groups.sort(key=lambda group: -len(table.ancestors(group.code)))
    slots = {group.code: 4 + index for index, group in enumerate(groups)}
    flow = _flows(table)

    def slot_above(code: str, kind: str) -> int:
        if kind == "gate":
            return 3
        matching = (slots[above] for above in table.ancestors(code) if above in slots and flow[above] == kind)
        return next(matching, FLOWS.index(kind))

    basins = tuple(
        Basin(group.code, slots[group.code], slot_above(group.code, flow[group.code]), _cap(group), group.weight)
        for group in groups
        if flow[group.code] in FLOWS
    )
    leaves = tuple(Leaf(one, slot_above(one.code, one.kind), {}, {}) for one in table.scored)
    return Layout(
        leaves=leaves,
        basins=basins,
        size=4 + len(groups),
        line_index={leaf.criterion.code: index for index, leaf in enumerate(leaves)},
        group_index=slots,
        gates=tuple(i for i, leaf in enumerate(leaves) if isinstance(leaf.criterion.method, Gate)),
        table=table,
    )


def _flows(table: Table) -> dict[str, str]:
    """What a group adds up: base as soon as a base line stands below it, else bonus or penalty; mixed adds nothing."""
    below: dict[str, set[str]] = {one.code: set() for one in table.criteria if one.is_group}
    for leaf in table.scored:
        for above in table.ancestors(leaf.code):
            if above in below and leaf.kind in FLOWS:
                below[above].add(leaf.kind)
    return {
        code: "base" if "base" in kinds else "".join(kinds) if len(kinds) == 1 else "" for code, kinds in below.items()
    }


def _cap(group: Criterion) -> Decimal | None:
    return group.cap if group.cap is not None else group.declared
