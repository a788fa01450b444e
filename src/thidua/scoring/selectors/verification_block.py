"""What a pasted block of figures would do, worked out the same way for the preview and for saving."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from thidua.core.errors import Problem
from thidua.core.text import Text, say
from thidua.organisations.rules import Viewer
from thidua.scoring.models import Line
from thidua.scoring.rules import Criterion, Entry
from thidua.scoring.rules import verification as rules
from thidua.scoring.selectors.verification import Grid, lines_to_decide

KEEP = "keep"


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One cell of a block: the line it falls on, what stands there, and whether it accepts, changes or keeps it."""

    line: Line
    unit: str
    criterion: Criterion
    text: str
    claimed: Text
    current: Text
    entry: Entry
    act: str


def plan_block(viewer: Viewer, grid: Grid, cells: Iterable[rules.Cell]) -> tuple[list[PlannedLine], list[Problem]]:
    """Every cell with what it would do, and every fault with its place; nothing is saved."""
    placed = list(cells)
    problems = [
        Problem(cell.place, say("{unit}, {code} không thuộc phần bạn thẩm định.", unit=cell.unit, code=cell.criterion))
        for cell in placed
        if (cell.unit, cell.criterion) not in grid.mine or (cell.unit, cell.criterion) not in grid.lines
    ]
    if problems:
        return [], problems
    stored = {(cell.unit, cell.criterion): grid.lines[cell.unit, cell.criterion].uuid for cell in placed}
    lines = lines_to_decide(viewer, grid.table, stored.values())
    criteria = {one.code: one for one in grid.criteria}
    names = {unit.code: unit.short_name for unit in grid.units}
    planned = []
    for cell in placed:
        entry, faults = rules.read_figure(criteria[cell.criterion], cell.text, cell.place)
        problems += faults
        if entry is not None:
            line = lines[stored[cell.unit, cell.criterion]]
            planned.append(_planned(grid, criteria[cell.criterion], line, cell, entry, names[cell.unit]))
    return planned, problems


def _planned(grid: Grid, criterion: Criterion, line: Line, cell: rules.Cell, entry: Entry, unit: str) -> PlannedLine:
    result = grid.results[cell.unit].lines[cell.criterion]
    claimed = Entry.from_json(line.claimed) if line.claimed is not None else None
    verified = Entry.from_json(line.verified) if line.verified is not None else None
    stands = verified is not None and (verified == entry or entry.number("points") == result.verified)
    if stands:
        act = KEEP
    elif line.verdict != Line.Verdict.RETURNED and rules.same_result(criterion, entry, result, claimed):
        act = rules.ACCEPT
    else:
        act = rules.CHANGE
    return PlannedLine(
        line=line,
        unit=unit,
        criterion=criterion,
        text=cell.text,
        claimed=rules.shown_figure(criterion, claimed, result.claimed),
        current=rules.shown_figure(criterion, verified, result.verified) if verified else say("chưa thẩm định"),
        entry=entry,
        act=act,
    )
