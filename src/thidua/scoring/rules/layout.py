"""The plan for adding a table up, made once per table: which line flows into which group. vi: sơ đồ cộng điểm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from operator import itemgetter
from typing import NamedTuple

from thidua.scoring.rules.lines import NO_FACTS, LineResult, not_applicable
from thidua.scoring.rules.methods import Gate
from thidua.scoring.rules.table import Criterion, Table
from thidua.scoring.rules.values import LineFacts, Outcome, from_hundredths, hundredths

FLOWS = ("base", "bonus", "penalty")
Memo = dict[str, LineResult]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scored line: the slot its points flow into and what was already worked out for it."""

    criterion: Criterion
    slot: int
    memo: Memo
    memo_without_role: Memo
    outcomes: dict[str, Outcome] | None


class Basin(NamedTuple):
    """A group: its own slot, the slot it flows into, its cap in hundredths and its weight where it is not 1."""

    slot: int
    target: int
    cap: int | None
    weight: Decimal | None


@dataclass(frozen=True)
class Variant:
    """The leaves as units with the same roles, exemptions and choices see them.

    `memos` are what was worked out for each leaf, by the key of the facts; `fixed` are the leaves that do not
    apply, with their result; `holds_role` tells for each leaf whether the unit may receive it.
    """

    memos: tuple[Memo, ...]
    fixed: dict[int, LineResult]
    holds_role: tuple[bool, ...]
    applicable_max: Decimal
    percents: dict[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """Slots 0, 1, 2 are the base, bonus and penalty totals, 3 is for gates, then one slot for each group.

    `runs` are the neighbouring leaves that flow into one slot: the slot, the first of them, the one after the last.
    """

    leaves: tuple[Leaf, ...]
    runs: tuple[tuple[int, int, int], ...]
    facts_of: Callable[[Mapping[str, LineFacts]], tuple[LineFacts, ...]]
    basins: tuple[Basin, ...]
    size: int
    line_index: dict[str, int]
    group_index: dict[str, int]
    gates: tuple[int, ...]
    comparing: tuple[int, ...]
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
        memos: list[Memo] = []
        roles_held: list[bool] = []
        fixed: dict[int, LineResult] = {}
        maxima = [0] * self.size
        for index, leaf in enumerate(self.leaves):
            one = leaf.criterion
            above = self.table.ancestors(one.code)
            outside = one.code in not_for or not not_for.isdisjoint(above) or (one.optional and one.code not in chosen)
            holds = not one.receivers or not one.receivers.isdisjoint(roles)
            roles_held.append(holds)
            memos.append({} if outside else leaf.memo if holds else leaf.memo_without_role)
            if outside:
                fixed[index] = not_applicable(one)
            elif one.kind == "base":
                maxima[leaf.slot] += hundredths(one.weighted_maximum)
        pour(self.basins, maxima)
        return Variant(tuple(memos), fixed, tuple(roles_held), _plain(from_hundredths(maxima[0])))


def pour(basins: tuple[Basin, ...], slots: list[int]) -> None:
    """Let every group, lowest first, keep at most its cap, then flow weighted into the slot above; in hundredths.

    source: domain/scoring §5 steps 2 and 3.
    """
    for slot, target, cap, weight in basins:
        held = slots[slot]
        if held:
            if cap is not None and held > cap:
                held = cap
            if weight is not None:
                held = int((held * weight).to_integral_value(ROUND_HALF_UP))
            slots[slot] = held
            slots[target] += held


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
        Basin(slots[group.code], slot_above(group.code, flow[group.code]), _cap(group), _weight(group))
        for group in groups
        if flow[group.code] in FLOWS
    )
    leaves = tuple(
        Leaf(one, slot_above(one.code, one.kind), {}, {}, None if one.method.needs_cluster else {})
        for one in table.scored
    )
    return Layout(
        leaves=leaves,
        runs=tuple(_runs(leaves)),
        facts_of=_reader(tuple(leaf.criterion.code for leaf in leaves)),
        basins=basins,
        size=4 + len(groups),
        line_index={leaf.criterion.code: index for index, leaf in enumerate(leaves)},
        group_index=slots,
        gates=tuple(i for i, leaf in enumerate(leaves) if isinstance(leaf.criterion.method, Gate)),
        comparing=tuple(i for i, leaf in enumerate(leaves) if leaf.criterion.method.needs_cluster),
        table=table,
    )


def _runs(leaves: tuple[Leaf, ...]) -> Iterator[tuple[int, int, int]]:
    start = 0
    for index in range(1, len(leaves) + 1):
        if index == len(leaves) or leaves[index].slot != leaves[start].slot:
            yield leaves[start].slot, start, index
            start = index


def _reader(codes: tuple[str, ...]) -> Callable[[Mapping[str, LineFacts]], tuple[LineFacts, ...]]:
    """Reads the facts of every leaf from a sheet's lines; a line that is not there has no facts."""
    every = itemgetter(*codes) if len(codes) > 1 else None

    def read(lines: Mapping[str, LineFacts]) -> tuple[LineFacts, ...]:
        if every is not None:
            try:
                return every(lines)
            except KeyError:
                pass
        return tuple(lines.get(code, NO_FACTS) for code in codes)

    return read


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


def _cap(group: Criterion) -> int | None:
    cap = group.cap if group.cap is not None else group.declared
    return None if cap is None else hundredths(cap)


def _weight(group: Criterion) -> Decimal | None:
    return None if group.weight == 1 else group.weight


def _plain(value: Decimal) -> Decimal:
    """94 rather than 94.00."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
