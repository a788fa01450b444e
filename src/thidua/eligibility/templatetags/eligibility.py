"""How the pages of eligibility say things."""

from __future__ import annotations

from django import template

from thidua.eligibility.rules.grid import Cell, Row
from thidua.law.facts import year_words

register = template.Library()


@register.filter
def school_year(year: int | None) -> str:
    """2024 → 2024–2025."""
    return "" if year is None else year_words(year)


@register.filter
def cell_of(row: Row, award: str) -> Cell | None:
    """The cell of a row for one award; none where the award is not for such a candidate."""
    return next((cell for cell in row.cells if cell.award == award), None)
