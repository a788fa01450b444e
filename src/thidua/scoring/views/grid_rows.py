"""The verifier's grid as rows of ready-made words, filtered and ordered as the address says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thidua.foundation.templatetags.words import said
from thidua.scoring.rules import Criterion, Gate, LineResult
from thidua.scoring.rules import verification as rules
from thidua.scoring.rules.values import describe_score
from thidua.scoring.selectors.verification import Grid

WAITING_FIRST = "con-cho"
#: The states from which a tick accepts a line.
READY = (rules.WAITING, rules.UNNEEDED)


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


def grid_page_rows(grid: Grid, lines_at: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Heads and rows; each row's cells are ready to print. `lines_at` is the address under which lines open.

    A grid has up to 6,000 cells: written out here, where every word is escaped once and kept, they take a tenth of
    the time that the template's own loop takes.
    """
    pen = _Pen(lines_at, _("Chấp nhận"))
    heads = [
        {"code": one.code, "label": one.label, "maximum": one.maximum, "evidence": one.evidence}
        for one in grid.criteria
    ]
    columns = [(one, str(escape(one.code))) for one in grid.criteria]
    rows = []
    for unit in grid.units:
        name = str(escape(unit.short_name))
        cells = "".join([_cell(grid, unit.code, name, criterion, code, pen) for criterion, code in columns])
        rows.append({"unit": unit, "cells": SafeString(cells)})
    return heads, rows


class _Pen:
    """Writes cells; keeps what was escaped and said before."""

    def __init__(self, lines_at: str, accept: str) -> None:
        self.lines_at, self.accept = escape(lines_at), escape(accept)
        self.states = {
            code: f'<span class="state {tone}">{escape(said(text))}</span>'
            for code, (text, tone) in rules.CELL_WORDS.items()
        }
        self.figures: dict[tuple[Any, ...], str] = {}
        self.texts: dict[str, str] = {}

    def text(self, words: str) -> str:
        """Words that may stand in HTML."""
        found = self.texts.get(words)
        if found is None:
            found = self.texts[words] = str(escape(words))
        return found

    def figure(self, criterion: Criterion, line: LineResult) -> str:
        """`4,5`, or `4,5 → 4` where the verifier changed it; for a condition the answer."""
        if isinstance(criterion.method, Gate):
            sentence = line.verified_sentence or line.claimed_sentence
            return self.text(said(sentence)) if sentence else ""
        key = (line.claimed, line.verified, line.basis)
        found = self.figures.get(key)
        if found is None:
            claimed, verified = said(describe_score(line.claimed)), said(describe_score(line.verified))
            differs = line.basis == "verified" and claimed != verified
            found = self.figures[key] = self.text(f"{claimed} → {verified}" if differs else claimed)
        return found


def _cell(grid: Grid, unit: str, name: str, criterion: Criterion, code: str, pen: _Pen) -> str:
    pair = (unit, criterion.code)
    if pair not in grid.mine:
        return '<td class="num">–</td>'
    result = grid.results.get(unit)
    stored = grid.lines.get(pair)
    line = result.lines[criterion.code] if result else None
    state = rules.cell_state(stored.verdict if stored else "", line)
    if stored is None or line is None or state == rules.NOT_FOR_UNIT:
        return f'<td class="num">{pen.states[state]}</td>'
    # A returned figure is being corrected and an unclaimed one is none: there the word itself opens the line.
    figure = "" if state in (rules.RETURNED, rules.UNNEEDED) else pen.figure(criterion, line)
    address = str(stored.uuid)
    box = ""
    if stored.has_claim and state in READY:
        value = f"{address}.{stored.edition}.{stored.verified_edition}"
        box = f' <input type="checkbox" name="chon" value="{value}" aria-label="{pen.accept} {code}, {name}">'
    word = pen.states[state]
    link = f'<a href="{pen.lines_at}{address}/">{figure or word}</a>{" " + word if figure else ""}'
    return f'<td class="num">{link}{box}</td>'


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
