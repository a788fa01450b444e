"""Places of the units of a cluster. vi: xếp hạng. Ties are shown, never broken."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from thidua.core.numbers import round_half_up


def competition_ranks(figures: Mapping[str, Decimal]) -> dict[str, int]:
    """Standard competition ranks (1, 1, 3), the highest figure first, compared after rounding to 2 decimals.

    source: domain/scoring §6.
    """
    rounded = {unit: round_half_up(figure) for unit, figure in figures.items()}
    place: dict[Decimal, int] = {}
    for position, figure in enumerate(sorted(rounded.values(), reverse=True), 1):
        place.setdefault(figure, position)
    return {unit: place[figure] for unit, figure in rounded.items()}


def rank_basis(rank_on: str, maxima: frozenset[Decimal]) -> str:
    """`points` or `percent`: percent as soon as the applicable maxima differ, unless the table says otherwise.

    source: domain/scoring §5, not applicable.
    """
    if rank_on in ("points", "percent"):
        return rank_on
    return "points" if len(maxima) <= 1 else "percent"
