"""How templates say things: sentences, numbers, days."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.translation import gettext, ngettext

from thidua.core.days import format_day, format_moment
from thidua.core.numbers import format_number
from thidua.core.text import Text

register = template.Library()


@register.filter
def said(text: object) -> str:
    """A sentence in the reader's language."""
    if isinstance(text, Text):
        return text.render(gettext)
    return gettext(str(text)) if text else ""


@register.filter
def number(value: Decimal | int | None, places: int | None = None) -> str:
    """4,75; nothing for nothing."""
    return "" if value is None else format_number(value, places)


@register.filter
def day(value: date | None) -> str:
    """05/06/2020."""
    return format_day(value) if value else ""


@register.filter
def days_left(deadline: date | None, today: date) -> str:
    """How far a last day is from today, in words: còn 3 ngày, hôm nay là ngày cuối, quá hạn 2 ngày."""
    if deadline is None:
        return ""
    left = (deadline - today).days
    if left > 0:
        return ngettext("còn %(n)s ngày", "còn %(n)s ngày", left) % {"n": left}
    if left == 0:
        return gettext("hôm nay là ngày cuối")
    return ngettext("quá hạn %(n)s ngày", "quá hạn %(n)s ngày", -left) % {"n": -left}


@register.filter
def moment(value: datetime | None) -> str:
    """14:32 05/06/2020."""
    return format_moment(value) if value else ""
