"""How templates say scores: points, not scored, not applicable."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from thidua.scoring.rules import Score, describe_score

register = template.Library()


@register.filter
def score(value: Score | None) -> str:
    """`4,5`, `chưa chấm` or `không áp dụng` in the reader's language; nothing for nothing."""
    return "" if value is None else describe_score(value).render(gettext)
