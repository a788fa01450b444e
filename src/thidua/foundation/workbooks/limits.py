"""How much a workbook may hold."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a room is ready to read; the defaults fit a table that one person fills in.

    Bytes of the file; rows of data and the rows that may stand above them (titles, a heading); columns; characters
    of one cell. `unpacked` is what all parts, and all texts of a sheet, may come to in bytes; `growth` how many times
    a part may grow; `cells` how many may stand in a sheet, the empty ones that only carry a colour included.
    """

    bytes: int = 5 * MEGABYTE
    rows: int = 2000
    above: int = 1
    columns: int = 100
    characters: int = 4000
    unpacked: int = 60 * MEGABYTE
    growth: int = 150
    cells: int = 1_000_000

    @property
    def last_row(self) -> int:
        """The last row of a sheet in which something may be written."""
        return self.rows + self.above
