"""Sentences for people, kept as pattern and values until a page says them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from thidua.core.days import format_day, format_moment
from thidua.core.numbers import format_number

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Text:
    """A Vietnamese sentence as a pattern with named values.

    The pattern, never the finished sentence, is what gets translated; so one catalogue
    entry serves every number and name that will ever stand in it.
    """

    pattern: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.render(_unchanged)

    def __hash__(self) -> int:
        return hash((self.pattern, tuple(sorted((k, str(v)) for k, v in self.values.items()))))

    def render(self, translate: Translate) -> str:
        """The finished sentence in the language of `translate`."""
        if not self.values:
            return translate(self.pattern)
        shown = {name: _shown(value, translate) for name, value in self.values.items()}
        return translate(self.pattern).format(**shown)


def say(pattern: str, /, **values: object) -> Text:
    """Make a sentence; `say("Còn {n} dòng", n=3)`. The extractor of the catalogue looks for this name."""
    return Text(pattern, values)


def _unchanged(pattern: str) -> str:
    return pattern


def _shown(value: object, translate: Translate) -> str:
    if isinstance(value, Text):
        return value.render(translate)
    if isinstance(value, Decimal):
        return format_number(value)
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(_shown(one, translate) for one in value)
    return str(value)
