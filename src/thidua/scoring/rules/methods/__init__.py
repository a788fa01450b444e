"""The closed vocabulary of scoring methods. vi: các cách chấm. Methods are data: no expression language, no eval."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from thidua.core.errors import Problem
from thidua.scoring.rules.methods.base import Cohort, Measure, Method, name_label
from thidua.scoring.rules.methods.counted import CollectivePenalty, CountTimesUnit, Penalty, StartFullSubtract
from thidua.scoring.rules.methods.measured import Bands, Edge, Linear, RankInCluster, Threshold, VsTarget
from thidua.scoring.rules.methods.rated import FreeRating, Gate, Levels, YesNo
from thidua.scoring.rules.methods.structural import GroupSum, Unclear
from thidua.scoring.rules.values import Entry

METHODS: dict[str, type[Method]] = {
    one.kind: one
    for one in (
        FreeRating, YesNo, Levels, Bands, Linear, Threshold, VsTarget, RankInCluster, CountTimesUnit,
        StartFullSubtract, Penalty, CollectivePenalty, Gate, GroupSum, Unclear,
    )
}  # fmt: skip


def method_from_json(data: Mapping[str, Any]) -> Method:
    """The method that `to_json` wrote; raises ValueError for a kind outside the vocabulary."""
    found = METHODS.get(str(data.get("kind")))
    if found is None:
        raise ValueError(f"Không có cách chấm “{data.get('kind')}”.")
    return found.load(data)


def check_entry(
    method: Method, entry: Entry, maximum: Decimal | None, *, direct: bool = True, step: bool = True
) -> list[Problem]:
    """Every fault of what somebody put in, each with a cure; nothing is clamped silently.

    `direct=False` refuses points typed in place of the method's quantities (a unit's own sheet);
    `step=False` does not ask for the entry step (a verifier's figure need not lie on it).
    """
    return method.check(entry, maximum, direct=direct, step=step)


__all__ = [
    "METHODS", "Bands", "Cohort", "CollectivePenalty", "CountTimesUnit", "Edge", "FreeRating", "Gate", "GroupSum",
    "Levels", "Linear", "Measure", "Method", "Penalty", "RankInCluster", "StartFullSubtract", "Threshold", "Unclear",
    "VsTarget", "YesNo", "check_entry", "method_from_json", "name_label",
]  # fmt: skip
