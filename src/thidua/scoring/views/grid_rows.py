"""The verifier's grid as rows of ready-made words, filtered and ordered as the address says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from thidua.foundation.templatetags.words import said
from thidua.scoring.rules import Criterion, Gate, LineResult
from thidua.scoring.rules import verification as rules
from thidua.scoring.rules.values import describe_score
from thidua.scoring.selectors.verification import Grid, UnitNames

WAITING_FIRST = "con-cho"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filters as the address has them; what it does not know is no filter."""

    group: str
    state: str
    order: str


def filtered(grid: Grid, query: Mapping[str, str]) -> tuple[Grid, Chosen]:
    """The part of the grid that was asked for: one group of criteria, one state, most waiting first."""
    group = query.get("nhom", "") if query.get("nhom", "") in grid.groups else ""
    state = query.get("tinh-trang", "") if query.get("tinh-trang", "") in rules.CELL_WORDS else ""
    order = WAITING_FIRST if query.get("xep") == WAITING_FIRST else ""
    criteria = tuple(one for one in grid.criteria if not group or group in _above(grid, one))
    units = grid.units
    if state:
        hits = {pair for pair in grid.mine if _state(grid, *pair) == state}
        criteria = tuple(one for one in criteria if any((unit.code, one.code) in hits for unit in units))
        codes = {one.code for one in criteria}
        units = tuple(unit for unit in units if any((unit.code, code) in hits for code in codes))
    if order:
        codes = {one.code for one in criteria}
        waiting = {unit.code: sum(_state(grid, unit.code, c) == rules.WAITING for c in codes) for unit in units}
        units = tuple(sorted(units, key=lambda unit: -waiting[unit.code]))
    return replace(grid, units=units, criteria=criteria), Chosen(group, state, order)


def grid_page_rows(grid: Grid) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Heads and rows; the words of each state are said once, not once a cell."""
    words = {code: (said(text), tone) for code, (text, tone) in rules.CELL_WORDS.items()}
    words["tick"] = (_("Chấp nhận"), "")
    shown: dict[Any, str] = {}
    heads = [
        {"code": one.code, "label": one.label, "maximum": one.maximum, "evidence": one.evidence}
        for one in grid.criteria
    ]
    rows = [
        {"unit": unit, "cells": [_cell(grid, unit, one, words, shown) for one in grid.criteria]} for unit in grid.units
    ]
    return heads, rows


def _cell(
    grid: Grid, unit: UnitNames, criterion: Criterion, words: Mapping[str, tuple[str, str]], shown: dict[Any, str]
) -> dict[str, Any]:
    pair = (unit.code, criterion.code)
    if pair not in grid.mine:
        return {"other": True}
    result = grid.results.get(unit.code)
    stored = grid.lines.get(pair)
    line = result.lines[criterion.code] if result else None
    state = rules.cell_state(stored.verdict if stored else "", line)
    word, tone = words[state]
    if stored is None or line is None or state == rules.NOT_FOR_UNIT:
        return {"word": word, "tone": tone}
    ready = state in (rules.WAITING, rules.UNNEEDED) and stored.has_claim
    return {
        "word": word,
        "tone": tone,
        "line": stored.uuid,
        "figure": "" if state == rules.RETURNED else _figure(criterion, line, shown),
        "pick": f"{stored.uuid}.{stored.edition}.{stored.verified_edition}" if ready else "",
        "name": f"{words['tick'][0]} {criterion.code}, {unit.short_name}",
    }


def _figure(criterion: Criterion, line: LineResult, shown: dict[Any, str]) -> str:
    if isinstance(criterion.method, Gate):
        sentence = line.verified_sentence or line.claimed_sentence
        return said(sentence) if sentence else ""
    key = (line.claimed, line.verified)
    found = shown.get(key)
    if found is None:
        claimed, verified = said(describe_score(line.claimed)), said(describe_score(line.verified))
        differs = line.basis == "verified" and claimed != verified
        found = shown[key] = f"{claimed} → {verified}" if differs else claimed
    return found


def _state(grid: Grid, unit: str, code: str) -> str:
    if (unit, code) not in grid.mine:
        return ""
    result, stored = grid.results.get(unit), grid.lines.get((unit, code))
    return rules.cell_state(stored.verdict if stored else "", result.lines[code] if result else None)


def _above(grid: Grid, criterion: Criterion) -> set[str]:
    found, parent = set(), criterion.parent_code
    while parent in grid.groups and parent not in found:
        found.add(parent)
        parent = grid.groups[parent].parent_code
    return found
