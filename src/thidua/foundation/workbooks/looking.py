"""A look through a worksheet before any value is read: what it holds, and that nothing in it does harm.

The library that reads the values makes room for everything between the first and the last cell, and a copy of a
shared text for every cell that names it. So cells are placed here exactly as it places them, and counted first.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field

from thidua.core.errors import BadInput, Problem
from thidua.foundation.workbooks.cells import cell_name, column_number
from thidua.foundation.workbooks.limits import Limits
from thidua.foundation.workbooks.package import feed, local, parser
from thidua.foundation.workbooks.sentences import (
    MOST_FAULTS,
    SWOLLEN,
    in_error,
    too_many_columns,
    too_many_rows,
    without_result,
)

# The library also reads small letters and longer numbers; Excel writes neither, and a second reading opens a way past.
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(r"[1-9][0-9]{0,6}")
_END = re.compile(r"\$?[A-Z]{1,3}\$?(\d{1,7})", re.ASCII)
_SHARED = re.compile(rb"(?:<[^<>]*>([0-9]{1,9})?)?")
_MOST_MERGED = 5000


@dataclass(slots=True)
class Look:
    """What a look found. Rows from 1, columns from 0; a merged range with its first and last row."""

    formulas: dict[int, list[int]] = field(default_factory=dict)
    percents: dict[int, list[int]] = field(default_factory=dict)
    merged: list[tuple[str, int, int]] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)


def look_at(content: bytes, limits: Limits, percents: frozenset[str], lengths: array[int]) -> Look:
    """Look through a sheet, given the styles that are percentages and the lengths of the shared texts.

    Raises BadInput at the first thing beyond the limits, ValueError on what no Excel writes.
    """
    looking = _Looking(content, limits, percents, lengths)
    looking.parser.StartElementHandler = looking.start
    looking.parser.EndElementHandler = looking.end
    looking.parser.CharacterDataHandler = looking.text
    feed(looking.parser, content)
    return looking.look


class _Looking:
    """The state of one look: the row and cell that the stream stands in."""

    def __init__(self, content: bytes, limits: Limits, percents: frozenset[str], lengths: array[int]) -> None:
        self.content, self.limits, self.percents, self.lengths = content, limits, percents, lengths
        self.parser = parser()
        self.look = Look()
        self.line, self.in_row = 0, False
        self.row, self.column, self.cells, self.characters = 0, -1, 0, 0
        self.in_cell = self.in_value = self.filled = self.formula = self.valued = False
        self.kind = self.style = self.value = ""
        self.value_from = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if self.in_cell:
            self._start_inside(name)
        elif name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes.get("r"))
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _start_row(self, written: str | None) -> None:
        if self.in_row or (written is not None and not _ROW.fullmatch(written)):
            raise ValueError("a row stands inside another, or nowhere")
        self.line = self.line + 1 if written is None else int(written)
        self.in_row, self.column = True, -1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if not self.in_row:
            raise ValueError("a cell stands outside the rows")
        self.row, self.column = self.line, self.column + 1
        if (written := attributes.get("r")) is not None:
            found = _CELL.fullmatch(written)
            if found is None:
                raise ValueError("a cell stands nowhere")
            self.row, self.column = int(found[2]), column_number(found[1])
        self.kind, self.style, self.value = attributes.get("t", ""), attributes.get("s", ""), ""
        self.in_cell, self.filled, self.formula, self.valued = True, False, False, False
        self.cells += 1
        if self.cells > self.limits.cells:
            raise BadInput([too_many_rows(self.limits)])

    def _start_inside(self, name: str) -> None:
        """Whatever stands inside a cell may become a value, also an empty text."""
        if self.row > self.limits.last_row:
            raise BadInput([too_many_rows(self.limits)])
        if self.column >= self.limits.columns:
            raise BadInput([too_many_columns(self.limits, cell_name(self.row, self.column))])
        self.filled = True
        if name == "f":
            self.formula = True
        elif name in ("v", "t"):
            self.in_value, self.value = True, ""
            self.value_from = self.parser.CurrentByteIndex

    def text(self, data: str) -> None:
        if self.in_value:
            self.value += data

    def end(self, tag: str) -> None:
        name = local(tag)
        if name in ("v", "t"):
            if self.in_value and self.kind == "s" and name == "v":
                self._count_shared()
            self.in_value = False
            self.valued = self.valued or bool(self.value)
        elif name == "c":
            self.in_cell = False
            if self.filled:
                self._end_cell()
        elif name == "row":
            self.in_row = False

    def _count_shared(self) -> None:
        # Read from the bytes themselves: a comment or an entity between the digits would be read in two ways.
        found = _SHARED.fullmatch(self.content, self.value_from, self.parser.CurrentByteIndex)
        if found is None:
            raise ValueError("a cell names its text by something else than a number")
        if found[1]:
            number = int(found[1])
            if number >= len(self.lengths):
                raise ValueError("a cell names a text that is not there")
            self.characters += self.lengths[number]
            if self.characters > self.limits.unpacked:
                raise BadInput([SWOLLEN])

    def _end_cell(self) -> None:
        if self.style in self.percents:
            self.look.percents.setdefault(self.row, []).append(self.column)
        if self.kind == "e":
            self._fault(in_error(cell_name(self.row, self.column), self.value))
        elif self.formula and not self.valued:
            self._fault(without_result(cell_name(self.row, self.column)))
        elif self.formula:
            self.look.formulas.setdefault(self.row, []).append(self.column)

    def _fault(self, problem: Problem) -> None:
        if len(self.look.faults) < MOST_FAULTS:
            self.look.faults.append(problem)

    def _merge(self, reference: str) -> None:
        ends = [_END.fullmatch(end) for end in reference.split(":")]
        if len(ends) == 2 and ends[0] and ends[1] and len(self.look.merged) < _MOST_MERGED:
            self.look.merged.append((reference, int(ends[0][1]), int(ends[1][1])))
