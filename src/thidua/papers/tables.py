"""Setting out a ruled table: widths of columns, places of cells, rows that stay together."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from thidua.papers.decree import CELL_PADDING_MM
from thidua.papers.metrics import face, printable
from thidua.papers.model import Align, Rich, Row, RowKind, Table, starting_columns
from thidua.papers.printed import BREAK, Piece, Ruled, TableCell, TableRow

# A cell with more lines than this may be cut by a page end; shorter rows stay whole.
_LINES_KEPT_WHOLE = 20
# No single word may claim more of the table's width than this.
_LARGEST_CLAIM = 0.25
# Rows that stay with the signatures below a table.
_ROWS_WITH_SIGNATURE = 2
_HAIR_MM = 0.3
# The sheets of one year share most of their cells: codes, criteria, maxima.
_CELLS_REMEMBERED = 4096


def pieces_of(runs: Rich, *, bold: bool = False) -> tuple[Piece, ...]:
    """Give the runs as printed pieces."""
    return tuple(Piece(printable(r.text), r.bold or bold, r.italic) for r in runs)


def breakable(pieces: tuple[Piece, ...], room_mm: float, size: float) -> tuple[Piece, ...]:
    """Mark places to cut in words, such as names of files, that are wider than their room."""
    letters = int(room_mm / (size * 0.36))  # that many are never too wide: no letter is wider than an em
    return tuple(p if len(p.text) <= letters else _marked(p, room_mm, size, letters) for p in pieces)


def _marked(piece: Piece, room_mm: float, size: float, letters: int) -> Piece:
    words = piece.text.split(" ")
    if len(max(words, key=len)) <= letters:
        return piece
    measure = face(bold=piece.bold, italic=piece.italic)
    cut = (BREAK.join(word) if measure.width_mm(word, size) > room_mm else word for word in words)
    return replace(piece, text=" ".join(cut))


def ruled(table: Table, width_mm: float) -> Ruled:
    """Set out the table in this width."""
    widths = _column_widths(table, width_mm)
    head_starts = starting_columns(table.head, len(widths))
    row_starts = starting_columns(table.rows, len(widths))
    rows = [_row(r, s, table, widths) for r, s in zip(table.rows, row_starts, strict=True)]
    if not rows:
        note = Piece(printable(table.when_empty), bold=False, italic=True)
        rows = [TableRow((TableCell((note,), 0, len(widths), 1, Align.CENTRE),))]
    return Ruled(
        widths_mm=tuple(widths),
        head=tuple(_head_row(r, s) for r, s in zip(table.head, head_starts, strict=True)),
        rows=tuple(rows),
        size=table.text_size,
    )


def rows_to_keep(table: Ruled) -> int:
    """Give how many last rows stay with the signatures.

    The cut never goes through a merged cell and leaves no heading of a group behind. A
    table of a few rows stays whole; 0 when a long one cannot be cut.
    """
    total = len(table.rows)
    open_cells = [0] * (total + 1)  # merged cells that reach over the end of a row
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            for below in range(number + 1, number + cell.down):
                open_cells[below] += 1
    cut = total - _ROWS_WITH_SIGNATURE
    while cut > 0 and (open_cells[cut] or table.rows[cut - 1].group):
        cut -= 1
    if cut > 0 or total <= _ROWS_WITH_SIGNATURE + 1:
        return total - max(cut, 0)
    return 0


def _column_widths(table: Table, width_mm: float) -> list[float]:
    """Share the width out, but give every column room for its longest word."""
    claims = _claims(table, width_mm)
    shares = [column.share for column in table.columns]
    settled: dict[int, float] = {}
    while True:
        free = [n for n in range(len(shares)) if n not in settled]
        unit = (width_mm - sum(settled.values())) / (sum(shares[n] for n in free) or 1)
        narrow = [n for n in free if shares[n] * unit < claims[n]]
        if not narrow or sum(claims) > width_mm:
            break
        settled.update((n, claims[n]) for n in narrow)
    widths = [round(settled.get(n, shares[n] * unit), 2) for n in range(len(shares))]
    widths[-1] = round(width_mm - sum(widths[:-1]), 2)
    return widths


def _claims(table: Table, width_mm: float) -> list[float]:
    """Give the width that the longest word of each column needs."""
    claims = [0.0] * len(table.columns)
    for part in (table.head, table.rows):
        for row, starts in zip(part, starting_columns(part, len(claims)), strict=True):
            bold = part is table.head or row.kind is not RowKind.PLAIN
            for cell, at in zip(row.cells, starts, strict=True):
                if cell.across == 1:
                    claims[at] = max(claims[at], _longest_word_mm(cell.runs, table.text_size, bold))
    most = width_mm * _LARGEST_CLAIM
    return [min(claim + 2 * CELL_PADDING_MM + _HAIR_MM, most) for claim in claims]


@lru_cache(_CELLS_REMEMBERED)
def _longest_word_mm(runs: Rich, size: float, bold: bool) -> float:
    words = [word for run in runs for word in run.text.split()]
    longest = max(words, key=len, default="")
    return face(bold=bold).width_mm(longest, size)


def _head_row(row: Row, starts: tuple[int, ...]) -> TableRow:
    return TableRow(
        tuple(
            TableCell(pieces_of(c.runs, bold=True), at, c.across, c.down, c.align or Align.CENTRE)
            for c, at in zip(row.cells, starts, strict=True)
        )
    )


def _row(row: Row, starts: tuple[int, ...], table: Table, widths: list[float]) -> TableRow:
    bold = row.kind is not RowKind.PLAIN
    cells = []
    may_break = False
    for cell, at in zip(row.cells, starts, strict=True):
        room = sum(widths[at : at + cell.across]) - 2 * CELL_PADDING_MM
        pieces, tall = _fitted(cell.runs, bold, room, table.text_size)
        align = cell.align or table.columns[at].align
        cells.append(TableCell(pieces, at, cell.across, cell.down, align))
        may_break = may_break or tall
    return TableRow(tuple(cells), may_break, group=row.kind is RowKind.GROUP)


@lru_cache(_CELLS_REMEMBERED)
def _fitted(runs: Rich, bold: bool, room_mm: float, size: float) -> tuple[tuple[Piece, ...], bool]:
    """Give the text of a cell with its places to cut, and whether it is tall."""
    return breakable(pieces_of(runs, bold=bold), room_mm, size), _is_tall(runs, room_mm, size)


def _is_tall(runs: Rich, room_mm: float, size: float) -> bool:
    text = "".join(run.text for run in runs)
    if len(text) < _LINES_KEPT_WHOLE:
        return False
    return face().width_mm(text, size) / room_mm + text.count("\n") > _LINES_KEPT_WHOLE
