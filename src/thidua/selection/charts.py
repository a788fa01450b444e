"""Self against verified as a drawing: plain numbers in, the shapes of an SVG out. Pure."""

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
