"""How a value of a row is shown: names for codes, years and days as officials write them. The code where no name is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from thidua.core.days import format_day
from thidua.core.numbers import format_number
from thidua.core.text import Text, say
from thidua.law.facts import year_words
from thidua.records.facts import catalogue
from thidua.records.rules import kinds

Shown = str | Text
YES, NO = say("Có"), say("Không")


class Names:
    """The names of the rulebook, read once a page."""

    def __init__(self) -> None:
        self.awards = catalogue.names_of(catalogue.award_choices())
        self.ratings = catalogue.names_of(catalogue.rating_choices())
        self.disciplines = catalogue.names_of(catalogue.discipline_choices())
        self.statements = catalogue.names_of(catalogue.statement_choices())
        self.measures = catalogue.names_of(catalogue.measure_choices())

    def shown(self, kind: str, field: str, value: object) -> Shown:
        """One value of a row, also as the history kept it; nothing for nothing."""
        if value is None or value == "":
            return ""
        named = self._codes(kind).get(field)
        if named is not None:
            return named.get(str(value), str(value))
        written = _WRITTEN.get(field)
        if written is not None:
            return written(value)
        return format_day(value) if isinstance(value, date) else str(value)

    def _codes(self, kind: str) -> Mapping[str, Mapping[str, Shown]]:
        found: dict[str, Mapping[str, Shown]] = {
            "award": self.awards,
            "rating": self.ratings,
            "form": self.disciplines,
            "code": self.statements,
            "basis": kinds.BASIS_WORDS,
            "scope": kinds.SCOPE_WORDS,
            "group": kinds.CHECKED_WORDS,
            "cancelled_ground": kinds.CANCELLING_GROUNDS,
        }
        if kind == kinds.WORK:
            found["kind"] = kinds.WORK_WORDS
        if kind == kinds.LEAVE:
            found["kind"] = kinds.LEAVE_WORDS
        if kind in (kinds.RATING, kinds.MEASURE):
            found["of"] = kinds.RATED_WORDS if kind == kinds.RATING else self.measures
        return found


def _year(value: object) -> Shown:
    return year_words(int(str(value))) if str(value).isdigit() else str(value)


def _truth(value: object) -> Shown:
    return YES if str(value) == "True" else NO


def _years(value: object) -> Shown:
    try:
        return say("{n} năm", n=format_number(Decimal(str(value))))
    except InvalidOperation:
        return str(value)


_WRITTEN: dict[str, Callable[[object], Shown]] = {
    "year": _year,
    "through": _year,
    "answer": _truth,
    "violation": _truth,
    "years": _years,
}
