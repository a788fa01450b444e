"""Who stands how to a person or a collective, and which groups of its record that opens. Pure. vi: quyền xem hồ sơ.

source: personal data are seen by whom they concern and by those who must judge them; nobody keeps their own record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from thidua.core.days import Period
from thidua.core.findings import NO_ACCESS, Finding, granted, refused
from thidua.core.text import say

IDENTITY, BIRTH, RATINGS, PARTY = "identity", "birth", "ratings", "party"
WORKS, AWARDS, DISCIPLINES, MATTERS = "works", "awards", "disciplines", "matters"
LEAVE, MEASURES, STATEMENTS, CHECKED = "leave", "measures", "statements", "checked"
REGISTERED = "registered"
GROUPS = (
    IDENTITY, BIRTH, RATINGS, PARTY, WORKS, AWARDS, DISCIPLINES, MATTERS, LEAVE, MEASURES, STATEMENTS, CHECKED,
    REGISTERED,
)  # fmt: skip
#: What only those concerned and those who must judge may look at, each look written down. vi: thông tin nhạy cảm.
SENSITIVE = frozenset({BIRTH, PARTY, DISCIPLINES, MATTERS, LEAVE})
#: What the administrator keeps, who sees no record. vi: thông tin định danh.
OF_ADMINISTRATOR = frozenset({IDENTITY, BIRTH})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a viewer stands to one subject: it is them; head or officer at its unit; at a unit above; administrator."""

    own: bool = False
    head: bool = False
    officer: bool = False
    above: bool = False
    administrator: bool = False

    @property
    def keeps(self) -> bool:
        """Whether somebody who keeps the record of this subject."""
        return self.head or self.officer or self.above

    @property
    def is_there(self) -> bool:
        """Whether the viewer may know of the subject's record at all."""
        return self.own or self.keeps or self.administrator


def may_see(standing: Standing, group: str) -> Finding:
    """Whether one group of the record is open to the viewer."""
    open_to = standing.own or standing.keeps
    if group in SENSITIVE:
        open_to = standing.own or standing.head or standing.above
    if open_to or (standing.administrator and group in OF_ADMINISTRATOR):
        return granted()
    return refused(NO_ACCESS)


def may_keep(standing: Standing, group: str) -> Finding:
    """Whether the viewer may write, correct and withdraw rows of a group; nobody does in their own record."""
    if standing.own:
        return refused(
            say("Không ai tự ghi hồ sơ của chính mình."),
            say("Hãy để người phụ trách khác của đơn vị hoặc đơn vị cấp trên ghi."),
        )
    if not standing.keeps:
        return refused(
            say("Hồ sơ do thủ trưởng, người phụ trách của đơn vị hoặc đơn vị cấp trên ghi."),
            say("Hãy đề nghị đơn vị của người này ghi."),
        )
    if not may_see(standing, group):
        return refused(
            say("Thông tin này chỉ thủ trưởng đơn vị hoặc đơn vị cấp trên được xem và ghi."),
            say("Hãy đề nghị thủ trưởng đơn vị ghi."),
        )
    return granted()


def look_is_noted(standing: Standing, group: str) -> bool:
    """Whether looking at a group is written down: it is sensitive and somebody else's."""
    return group in SENSITIVE and not standing.own


def units_under(tops: Iterable[int], parents: Mapping[int, int]) -> frozenset[int]:
    """Every unit that stands somewhere under one of `tops`, these themselves left out unless under another."""
    children: dict[int, list[int]] = {}
    for unit, parent in parents.items():
        children.setdefault(parent, []).append(unit)
    found: set[int] = set()
    waiting = list(tops)
    while waiting:
        below = [unit for unit in children.get(waiting.pop(), []) if unit not in found]
        found.update(below)
        waiting.extend(below)
    return frozenset(found)


def with_forerunners(units: Iterable[int], links: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The units and what they came from by merging, splitting, renaming; `links` are source and target.

    vi: kể cả đơn vị tiền thân.
    """
    sources: dict[int, list[int]] = {}
    for source, target in links:
        sources.setdefault(target, []).append(source)
    found = set(units)
    waiting = list(found)
    while waiting:
        before = [unit for unit in sources.get(waiting.pop(), []) if unit not in found]
        found.update(before)
        waiting.extend(before)
    return frozenset(found)


def home_units(posts: Iterable[tuple[int, Period]], day: date) -> frozenset[int]:
    """The units that keep somebody's record on a day: where posts are held, else where the last one ended.

    vi: đơn vị quản lý hồ sơ; somebody who retired stays with the last unit.
    """
    held = list(posts)
    now = frozenset(unit for unit, period in held if day in period)
    if now:
        return now
    ended = [(period.end, unit) for unit, period in held if period.end is not None and period.end < day]
    last = max((end for end, _ in ended), default=None)
    return frozenset(unit for end, unit in ended if end == last)
