"""A criteria table as one frozen value: the tree of criteria, and its fingerprint. vi: bảng tiêu chí."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from typing import Any

from thidua.core.text import Text, say
from thidua.scoring.rules.methods import Method, method_from_json

KINDS: dict[str, Text] = {
    "group": say("nhóm"),
    "base": say("điểm chính"),
    "bonus": say("điểm thưởng"),
    "penalty": say("điểm trừ"),
    "gate": say("điều kiện"),
}
BLANKS: dict[str, Text] = {
    "block": say("xếp hạng tạm tính đến khi thẩm định đủ"),
    "zero": say("dòng chưa thẩm định tính 0 điểm"),
    "self": say("dòng chưa thẩm định lấy điểm tự chấm"),
}
RANK_ON: dict[str, Text] = {
    "auto": say("theo điểm khi điểm tối đa áp dụng bằng nhau, nếu không thì theo tỷ lệ"),
    "points": say("theo điểm"),
    "percent": say("theo tỷ lệ so với điểm tối đa áp dụng"),
}
ROLES: dict[str, Text] = {
    "leader": say("cụm trưởng, khối trưởng"),
    "deputy": say("cụm phó, khối phó"),
}


@dataclass(frozen=True)
class Criterion:
    """One line of a table: a group, or something scored. vi: tiêu chí.

    `maximum` is the maximum of the line before its `weight`; None when the line has none (a group, a penalty
    without a cap, a maximum the source does not state). A group has `declared` (what the source says it adds
    up to) and `cap` (what it may not pass). `cells` are the cells of the file the line was read from, so that
    export gives the same file back; they decide nothing.
    """

    code: str
    parent_code: str
    order: int
    label: str
    kind: str
    maximum: Decimal | None
    method: Method
    verifier: str = ""
    evidence: str = ""
    weight: Decimal = Decimal(1)
    optional: bool = False
    receivers: frozenset[str] = frozenset()
    na_scopes: tuple[str, ...] = ()
    cap: Decimal | None = None
    declared: Decimal | None = None
    note: str = ""
    cells: tuple[str, ...] = ()

    @property
    def is_group(self) -> bool:
        """Whether this line only adds up others."""
        return self.kind == "group"

    @property
    def weighted_maximum(self) -> Decimal:
        """What the line can add to the base total; 0 where it has no maximum."""
        return (self.maximum or Decimal(0)) * self.weight

    def to_json(self) -> dict[str, Any]:
        """A plain dict, numbers as strings."""
        data = {one.name: getattr(self, one.name) for one in fields(self)}
        data |= {name: _text(data[name]) for name in ("maximum", "weight", "cap", "declared")}
        data |= {"receivers": sorted(self.receivers), "na_scopes": list(self.na_scopes), "cells": list(self.cells)}
        return data | {"method": self.method.to_json()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Criterion:
        """The criterion that `to_json` wrote."""
        values = dict(data)
        values |= {name: _number(values[name]) for name in ("maximum", "weight", "cap", "declared")}
        values |= {"receivers": frozenset(values["receivers"]), "method": method_from_json(values["method"])}
        values |= {name: tuple(values[name]) for name in ("na_scopes", "cells")}
        return cls(**values)


def _text(value: Decimal | None) -> str | None:
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


@dataclass(frozen=True)
class Table:
    """A criteria table: criteria in order, and how blanks, the ceiling and the ranking are treated.

    `blank`: what an unverified line counts while it is blank (see BLANKS); `ceiling`: the most a total may be,
    None for no ceiling; `declared_total`: what the source says all maxima add up to.
    """

    code: str
    name: str
    criteria: tuple[Criterion, ...]
    ceiling: Decimal | None = None
    blank: str = "block"
    rank_on: str = "auto"
    declared_total: Decimal | None = None

    @cached_property
    def by_code(self) -> dict[str, Criterion]:
        """Criteria by code; of two with one code the first (`check_table` names the second)."""
        found: dict[str, Criterion] = {}
        for criterion in self.criteria:
            found.setdefault(criterion.code, criterion)
        return found

    @cached_property
    def children(self) -> dict[str, tuple[Criterion, ...]]:
        """The children of each group in order; the top of the tree is under the empty code."""
        found: dict[str, list[Criterion]] = {"": []}
        for criterion in self.criteria:
            parent = criterion.parent_code if criterion.parent_code in self.by_code else ""
            found.setdefault(parent, []).append(criterion)
        return {code: tuple(sorted(below, key=lambda one: one.order)) for code, below in found.items()}

    @cached_property
    def scored(self) -> tuple[Criterion, ...]:
        """The lines somebody scores: everything but the groups, in order."""
        return tuple(one for one in self.by_code.values() if not one.is_group)

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code of the table."""
        return frozenset(one.code for one in self.criteria)

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What pure functions worked out about this table and may keep beside it; never part of its value."""
        return {}

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The groups above a line, nearest first; a loop ends where it closes."""
        found: list[str] = []
        parent = self.by_code[code].parent_code
        while parent in self.by_code and parent not in found:
            found.append(parent)
            parent = self.by_code[parent].parent_code
        return tuple(found)

    def to_json(self) -> dict[str, Any]:
        """A plain dict, numbers as strings."""
        return {
            "code": self.code,
            "name": self.name,
            "criteria": [one.to_json() for one in self.criteria],
            "ceiling": _text(self.ceiling),
            "blank": self.blank,
            "rank_on": self.rank_on,
            "declared_total": _text(self.declared_total),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Table:
        """The table that `to_json` wrote."""
        values = dict(data)
        values["criteria"] = tuple(Criterion.from_json(one) for one in values["criteria"])
        values |= {name: _number(values[name]) for name in ("ceiling", "declared_total")}
        return cls(**values)

    def fingerprint(self) -> str:
        """sha256 over everything that decides or is printed; the same table always has the same one. vi: dấu niêm."""
        data = self.to_json()
        for one in data["criteria"]:
            del one["cells"]
        text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
