"""Registrations arranged in rows, the same for page, print, file and paper. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.law.model import FORM, TITLE
from thidua.registration.rules.awards import award_name, awards_on, in_order, kind_of, of_kind
from thidua.registration.rules.registrations import Entry, TargetFacts, WorkFacts, totals_of


@dataclass(frozen=True, slots=True)
class AwardRow:
    """What one collective registered: form 3, “Tập thể | Danh hiệu thi đua | Hình thức khen thưởng”."""

    unit: str
    collective: str
    titles: tuple[str, ...]
    forms: tuple[str, ...]

    @property
    def who(self) -> str:
        """The collective with its unit; the unit alone when it registered for itself."""
        return f"{self.collective}, {self.unit}" if self.collective else self.unit


def award_rows(entries: Iterable[Entry]) -> list[AwardRow]:
    """A row for every collective that registered, the unit itself first; each award stands in exactly one row."""
    rows = []
    for one in entries:
        for collective in sorted({award.collective for award in one.content.awards}):
            codes = [award.code for award in one.content.awards if award.collective == collective]
            titles = tuple(award_name(code) for code in of_kind(TITLE, codes))
            forms = tuple(award_name(code) for code in of_kind(FORM, codes))
            rows.append(AwardRow(one.name, collective, titles, forms))
    return rows


@dataclass(frozen=True, slots=True)
class SumRow:
    """How many registered one title or form, and who: form 4, turned so that it fits the page."""

    code: str
    name: str
    kind: str
    count: int
    units: tuple[str, ...]
    is_confirmed: bool = True


def sum_rows(entries: Iterable[Entry], day: date | None = None) -> list[SumRow]:
    """A row for every title or form that somebody registered, in the law's order.

    With a day, also whether the text that holds on it was read.
    """
    listed = list(entries)
    counted = totals_of(listed).by_award
    rows = []
    for code in in_order(counted):
        award = awards_on(day).get(code) if day else None
        units = tuple(one.name for one in listed if any(a.code == code for a in one.content.awards))
        sure = day is None or (award is not None and award.is_confirmed)
        rows.append(SumRow(code, award_name(code), kind_of(code), counted[code], units, sure))
    return rows


def target_rows(entries: Iterable[Entry]) -> list[tuple[str, TargetFacts]]:
    """Every target with its unit."""
    return [(one.name, target) for one in entries for target in one.content.targets]


def work_rows(entries: Iterable[Entry]) -> list[tuple[str, WorkFacts]]:
    """Every work and theme with its unit: form 7."""
    return [(one.name, work) for one in entries for work in one.content.works]
