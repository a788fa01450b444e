"""The grid of a list: people by awards, each cell one answer; filters and counts. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from thidua.core.names import fold
from thidua.core.text import Text, say
from thidua.eligibility.rules.telling import GRANTED, WORDS
from thidua.law.steps import MISSING

#: What is shorter in a grid. vi: đủ (tiêu chuẩn).
SHORT: dict[str, Text] = {GRANTED: say("Đủ"), MISSING: say("Còn thiếu")}


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer: for which award, in one word of `telling.WORDS`, whether sure; `double`: a double use was seen."""

    award: str
    key: str
    is_sure: bool = True
    double: bool = False

    @property
    def words(self) -> Text:
        """The answer for people."""
        return WORDS[self.key][0]

    @property
    def short_words(self) -> Text:
        """The answer where its column says of what."""
        return SHORT.get(self.key, self.words)

    @property
    def tone(self) -> str:
        """Its colour."""
        return WORDS[self.key][1]


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate with a cell for each award, in their order; no cells for one whose record is closed to us."""

    uuid: UUID
    name: str
    note: str = ""
    cells: tuple[Cell, ...] = ()

    def along(self, columns: Iterable[Column]) -> list[Cell | None]:
        """The cells in the order of the columns; None where an award is not for such a candidate."""
        found = {cell.award: cell for cell in self.cells}
        return [found.get(one.award) for one in columns]


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for: an answer, an award, a part of the name."""

    answer: str = ""
    award: str = ""
    text: str = ""

    @property
    def is_on(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.answer or self.award or self.text)

    def lets(self, row: Row) -> bool:
        """Whether a row is shown."""
        if self.text and not all(word in fold(f"{row.name} {row.note}") for word in fold(self.text).split()):
            return False
        cells = [cell for cell in row.cells if not self.award or cell.award == self.award]
        return not self.answer or any(cell.key == self.answer for cell in cells)


@dataclass(frozen=True, slots=True)
class Column:
    """One award of the grid with how many of the whole list got which answer."""

    award: str
    name: str
    short: str
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def reached(self) -> int:
        """How many reach it."""
        return self.counts.get(GRANTED, 0)

    @property
    def said(self) -> tuple[tuple[str, Text, str, int], ...]:
        """Each answer that occurs, with its words, tone and number."""
        return tuple((key, *WORDS[key], self.counts[key]) for key in WORDS if self.counts.get(key))


def columns_of(awards: Iterable[tuple[str, str, str]], rows: Iterable[Row]) -> tuple[Column, ...]:
    """The columns with their counts over all rows, filtered or not."""
    counted: dict[str, Counter[str]] = {}
    for row in rows:
        for cell in row.cells:
            counted.setdefault(cell.award, Counter())[cell.key] += 1
    return tuple(Column(code, name, short, counted.get(code, {})) for code, name, short in awards)
