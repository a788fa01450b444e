"""The standards of an award on a line of years, as a drawing: days in, the shapes of an SVG out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thidua.lawbook.rules.browsing import Past

LEFT, WIDTH, ROW, BAR, TOP = 70, 560, 46, 18, 26


@dataclass(frozen=True, slots=True)
class Bar:
    """One standard: where it begins and how long it lasts, in units of the drawing; its number in the table."""

    number: int
    left: int
    top: int
    width: int
    now: bool

    @property
    def text_left(self) -> int:
        """Where the number stands."""
        return self.left + self.width // 2

    @property
    def text_top(self) -> int:
        """The base line of the number, under the bar."""
        return self.top + BAR + 15


@dataclass(frozen=True, slots=True)
class Row:
    """The standards of one kind of subject."""

    past: Past
    text_top: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the line."""

    year: int
    left: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole drawing with its size; `today` is the day shown."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    today: int
    height: int
    width: int = LEFT + WIDTH + 20
    left: int = LEFT
    bar: int = BAR


def timeline_chart(past: Sequence[Past], day: date) -> Timeline | None:
    """The drawing; None where there is nothing to compare."""
    if len(past) < 2:
        return None
    first = min(min(one.standard.period.start for one in past), day).year
    changes = [one.standard.period.start for one in past] + [one.standard.period.end or day for one in past]
    last = max(*(one.year for one in changes), day.year) + 1
    subjects = list(dict.fromkeys(one.subject for one in past))
    rows = []
    for number, subject in enumerate(subjects):
        top = TOP + number * ROW
        held = [one for one in past if one.subject == subject]
        rows.append(Row(held[0], top + BAR - 5, tuple(_bar(one, top, first, last) for one in held)))
    step = 1 if last - first <= 8 else 2
    ticks = tuple(Tick(year, _at(date(year, 1, 1), first, last)) for year in range(first, last + 1, step))
    return Timeline(tuple(rows), ticks, _at(day, first, last), TOP + len(subjects) * ROW)


def _bar(one: Past, top: int, first: int, last: int) -> Bar:
    start = _at(one.standard.period.start, first, last)
    end = _at(one.standard.period.end, first, last) if one.standard.period.end else LEFT + WIDTH
    return Bar(one.number, start, top, max(end - start - 2, 3), one.now)


def _at(day: date, first: int, last: int) -> int:
    """Where a day lies between the first of the first year and the first of the last."""
    whole = (date(last, 1, 1) - date(first, 1, 1)).days
    return LEFT + min(max((day - date(first, 1, 1)).days, 0), whole) * WIDTH // whole
