"""What reading a spreadsheet gives: rows of tidy text that know their cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from thidua.core.errors import Problem
from thidua.core.text import Text
from thidua.foundation.workbooks import cell_name


@dataclass(frozen=True, slots=True)
class Row:
    """One row as people see it: its number in the sheet (from 1) and its cells as text; empty cells are ''.

    Numbers are written with a point (`4.75`), percentages with their sign (`92%`), days as 05/06/2020.
    `formulas` are the columns (from 0) whose value came from a formula; `merged` the merged ranges that touch the row.
    """

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = field(default_factory=frozenset)
    merged: tuple[str, ...] = ()

    def __getitem__(self, column: int) -> str:
        """The text of a column (from 0); '' beyond the end."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it."""
        return not any(self.cells)

    def place(self, column: int) -> str:
        """Where a cell is, as people say it: `Ô E7`."""
        return f"Ô {cell_name(self.number, column)}"

    def problem(self, column: int, sentence: Text, cure: Text | None = None) -> Problem:
        """A fault in one cell."""
        return Problem(self.place(column), sentence, cure)
