"""How units descend from each other through renaming, merging, splitting and abolishing; the tree on a day. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from thidua.core.text import Text, say

RENAMED, MERGED, SPLIT, ABOLISHED = "renamed", "merged", "split", "abolished"

#: What a reorganisation is called. vi: sắp xếp đơn vị.
KIND_WORDS: dict[str, Text] = {
    RENAMED: say("Đổi tên"),
    MERGED: say("Sáp nhập"),
    SPLIT: say("Chia tách"),
    ABOLISHED: say("Giải thể"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """One line of descent: `source` became `target` on a day; no target when it was abolished.

    All links of one reorganisation bear its number, because they happen together.
    """

    act: int
    happened_on: date
    source: int
    target: int | None


def successors(unit: int, links: Iterable[Link], day: date) -> frozenset[int]:
    """The units that stand on a day for what `unit` was; itself when nothing happened, none when it was abolished."""
    current = {unit}
    for act in _acts(link for link in links if link.happened_on <= day):
        current = _follow(current, [(link.source, link.target) for link in act])
    return frozenset(current)


def predecessors(unit: int, links: Iterable[Link], day: date) -> frozenset[int]:
    """The units of an earlier day that `unit` came from; itself when nothing happened since."""
    current = {unit}
    for act in reversed(_acts(link for link in links if link.happened_on > day)):
        current = _follow(current, [(link.target, link.source) for link in act])
    return frozenset(current)


def _acts(links: Iterable[Link]) -> list[list[Link]]:
    in_order = sorted(links, key=lambda link: (link.happened_on, link.act))
    return [list(act) for _, act in groupby(in_order, key=lambda link: (link.happened_on, link.act))]


def _follow(current: set[int], pairs: list[tuple[int | None, int | None]]) -> set[int]:
    touched = {start for start, _ in pairs}
    return (current - touched) | {end for start, end in pairs if start in current and end is not None}


@dataclass(frozen=True, slots=True)
class Branch:
    """One unit in the tree as a page shows it: how deep it stands, and how many stand under it, however deep."""

    unit: int
    depth: int
    under: int


def grow(order: Iterable[int], parents: Mapping[int, int]) -> tuple[Branch, ...]:
    """The tree, each unit before those under it, siblings in the given order; any depth.

    A unit whose parent is not among the given stands as a root: nobody is skipped.
    """
    units = list(order)
    known = set(units)
    children: dict[int | None, list[int]] = {}
    for unit in units:
        parent = parents.get(unit)
        children.setdefault(parent if parent in known else None, []).append(unit)
    walk: list[tuple[int, int]] = []
    waiting = [(unit, 0) for unit in reversed(children.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        walk.append((unit, depth))
        waiting.extend((child, depth + 1) for child in reversed(children.get(unit, [])))
    under: dict[int, int] = {}
    for unit, _ in reversed(walk):
        under[unit] = sum(under[child] + 1 for child in children.get(unit, []))
    return tuple(Branch(unit, depth, under[unit]) for unit, depth in walk)


def stands_under(unit: int, other: int, parents: Mapping[int, int]) -> bool:
    """Whether `unit` is `other` or stands somewhere under it."""
    seen: set[int] = set()
    here: int | None = unit
    while here is not None and here not in seen:
        if here == other:
            return True
        seen.add(here)
        here = parents.get(here)
    return False
