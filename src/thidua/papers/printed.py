"""What stands on paper, part by part: the one source that Word and PDF are made from.

`compose` writes these parts, `pdf` and `word` only carry them out, so the two files
cannot differ in a size, a word or a rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from thidua.papers.model import Align

BREAK = "\u200b"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one style; BREAK in it marks where a long word may be cut."""

    text: str
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `level` above 0 makes it a heading; sizes and gaps in points."""

    pieces: tuple[Piece, ...]
    size: float
    align: Align = Align.LEFT
    before: float = 0
    after: float = 0
    first_line_mm: float = 0
    left_mm: float = 0
    line_spacing: float = 1
    level: int = 0
    keep_with_next: bool = False
    part: str = "text"


@dataclass(frozen=True, slots=True)
class Rule:
    """A solid line in the middle of its box, with its distances in points."""

    width_mm: float
    before: float = 2
    after: float = 6
    part: str = "rule"


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty room, in points."""

    height: float
    part: str = "gap"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A box of a grid, its parts one below the other."""

    parts: tuple[Text | Rule, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Boxes side by side without lines: letterhead, signatures. Kept on one page."""

    widths_mm: tuple[float, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    part: str = "grid"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a ruled table, beginning in this column."""

    pieces: tuple[Piece, ...]
    column: int
    across: int
    down: int
    align: Align


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; a group row stays with the row that follows it."""

    cells: tuple[TableCell, ...]
    may_break: bool = False
    group: bool = False


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table; the last `tail` rows stay on the page of what follows."""

    widths_mm: tuple[float, ...]
    head: tuple[TableRow, ...]
    rows: tuple[TableRow, ...]
    size: float
    tail: int = 0
    part: str = "table"


Part = Text | Rule | Gap | Grid | Ruled


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one size with their own page numbers: the paper itself or one annex."""

    width_mm: float
    height_mm: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """The whole file. `mark` is the line at the foot of every page, if any."""

    title: str
    author: str
    mark: str
    sections: tuple[Section, ...]
