"""Self against verified, and year after year, as drawings: plain numbers in, the shapes of an SVG out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

BAR, GAP, ROW = 14, 4, 48
LEFT, WIDTH, RIGHT = 190, 400, 60


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair of bars: what was claimed, what was verified."""

    label: str
    claimed: Decimal
    verified: Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    """A pair as drawn: the top of the row and the lengths of both bars, in units of the drawing."""

    pair: Pair
    top: int
    claimed_width: int
    verified_width: int

    @property
    def second_top(self) -> int:
        """Where the lower bar begins."""
        return self.top + BAR + GAP

    @property
    def text_top(self) -> int:
        """The base line of the label."""
        return self.top + BAR + GAP

    @property
    def claimed_end(self) -> int:
        """Where the number of the upper bar stands."""
        return LEFT + self.claimed_width + 6

    @property
    def verified_end(self) -> int:
        """Where the number of the lower bar stands."""
        return LEFT + self.verified_width + 6


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its size."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    left: int = LEFT
    bar: int = BAR


def paired_bars(pairs: Sequence[Pair]) -> Chart:
    """Horizontal bars in pairs from a common zero, so that lengths can be compared across units."""
    largest = max((max(p.claimed, p.verified) for p in pairs), default=Decimal(0)) or Decimal(1)
    bars = tuple(
        Bar(pair, index * ROW + 6, _length(pair.claimed, largest), _length(pair.verified, largest))
        for index, pair in enumerate(pairs)
    )
    return Chart(bars, LEFT + WIDTH + RIGHT, max(1, len(pairs)) * ROW)


def _length(value: Decimal, largest: Decimal) -> int:
    return max(0, round(value / largest * WIDTH))


STEP, TALL, EDGE, NAMES = 130, 240, 40, 190


@dataclass(frozen=True, slots=True)
class Dot:
    """One year of one line."""

    x: int
    y: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class YearsLine:
    """One unit through the years; `pieces` are runs of years that follow each other, as points of a polyline."""

    label: str
    dots: tuple[Dot, ...]
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearsChart:
    """Lines over the years with the years' places on the axis."""

    lines: tuple[YearsLine, ...]
    years: tuple[tuple[str, int], ...]
    width: int
    height: int
    base: int = TALL + EDGE


def year_chart(years: Sequence[str], series: Sequence[tuple[str, Sequence[Decimal | None]]]) -> YearsChart:
    """Lines from a common scale; a year without a figure breaks its line, it is never drawn as zero."""
    values = [value for _, row in series for value in row if value is not None]
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(1))
    places = [EDGE + index * STEP for index in range(len(years))]

    def dot(place: int, value: Decimal) -> Dot:
        return Dot(place, EDGE + round((high - value) / ((high - low) or Decimal(1)) * TALL), value)

    lines = []
    for label, row in series:
        dots = [None if value is None else dot(place, value) for place, value in zip(places, row, strict=True)]
        lines.append(YearsLine(label, tuple(one for one in dots if one), tuple(_pieces(dots))))
    width = EDGE + max(0, len(years) - 1) * STEP + NAMES
    return YearsChart(tuple(lines), tuple(zip(years, places, strict=True)), width, TALL + 2 * EDGE)


def _pieces(dots: Sequence[Dot | None]) -> list[str]:
    pieces: list[list[str]] = [[]]
    for one in dots:
        if one is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{one.x},{one.y}")
    return [" ".join(piece) for piece in pieces if len(piece) > 1]
