"""How the pages of eligibility say things."""

from __future__ import annotations

from django import template

from thidua.law.facts import year_words

register = template.Library()


@register.filter
def school_year(year: int | None) -> str:
    """2024 → 2024–2025."""
    return "" if year is None else year_words(year)
