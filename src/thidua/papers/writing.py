"""Short ways to write a paper down."""

from __future__ import annotations

from thidua.papers.model import Align, Cell, Heading, Paragraph, Rank, Rich, Row, RowKind, Run


def rich(*parts: str | Run) -> Rich:
    """Join plain strings and styled runs into one rich text."""
    runs = (Run(part) if isinstance(part, str) else part for part in parts)
    return tuple(run for run in runs if run.text)


def bold(text: str) -> Run:
    """Give a bold run."""
    return Run(text, bold=True)


def italic(text: str) -> Run:
    """Give an italic run."""
    return Run(text, italic=True)


def paragraph(*parts: str | Run, align: Align = Align.JUSTIFY, first_line: bool = True) -> Paragraph:
    """Give a paragraph of the body."""
    return Paragraph(rich(*parts), align=align, first_line=first_line)


def section(text: str) -> Heading:
    """Give a section heading, printed in capitals: "I. ĐẶC ĐIỂM". vi: mục."""
    return Heading(text, Rank.SECTION)


def clause(text: str) -> Heading:
    """Give a clause heading: "1. Ưu điểm". vi: khoản có tiêu đề."""
    return Heading(text, Rank.CLAUSE)


def cell(*parts: str | Run, across: int = 1, down: int = 1, align: Align | None = None) -> Cell:
    """Give a table cell that may span columns (across) and rows (down)."""
    return Cell(rich(*parts), across=across, down=down, align=align)


def row(*cells: str | Run | Cell, kind: RowKind = RowKind.PLAIN) -> Row:
    """Give a table row; a plain string stands for a simple cell."""
    return Row(tuple(c if isinstance(c, Cell) else cell(c) for c in cells), kind)
