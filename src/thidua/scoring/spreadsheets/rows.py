"""What reading a spreadsheet gives: rows of tidy text that know their cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from thidua.core.errors import Problem
from thidua.core.text import Text, say

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold. Bytes of the file, rows and columns of the sheet, characters of one cell."""

    bytes: int = 5 * MEGABYTE
    rows: int = 2000
    columns: int = 100
    characters: int = 4000
    #: What an Excel file may come to once unpacked, and how many times a part may grow.
    unpacked: int = 60 * MEGABYTE
    growth: int = 150


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


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name of a cell: row from 1, column from 0, as `E7`."""
    return f"{column_letters(column)}{row}"


def too_many_rows(limits: Limits) -> Problem:
    """What is said when there are more rows than may be."""
    return Problem(
        "",
        say("Tệp có hơn {rows} dòng nên không được đọc.", rows=limits.rows),
        say("Hãy kiểm tra lại tệp, xóa các dòng thừa ở cuối trang tính hoặc chia tệp rồi tải lên lại."),
    )


def too_many_columns(limits: Limits, place: str) -> Problem:
    """What is said when something stands far to the right."""
    return Problem(
        place,
        say("Trang tính có dữ liệu ngoài {columns} cột đầu.", columns=limits.columns),
        say("Hãy xóa các cột thừa bên phải rồi tải lên lại."),
    )
