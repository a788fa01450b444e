"""From a case as its viewer sees it to what the summary sheet says."""

from __future__ import annotations

from datetime import date

from thidua.core.days import day_of
from thidua.eligibility.papers.sheet import AwardLine, SheetFacts, YearLine
from thidua.eligibility.rules.own_path import YEARS_ON_SHEET, Held, held_by_year
from thidua.eligibility.rules.telling import Told
from thidua.eligibility.selectors.cases import CaseSight
from thidua.law.facts import year_words
from thidua.organisations.selectors import name_on


def sheet_facts(sight: CaseSight, name: str, made_by: str, made_on: date, *, demonstration: bool) -> SheetFacts:
    """The sheet of a case whose gate was passed."""
    review = sight.case.review
    concluded = review.concluded_at if sight.kept else None
    held = held_by_year(sight.facts, sight.book, review.year)
    return SheetFacts(
        unit_name=name_on(review.unit, review.looked_on),
        name=name,
        year=year_words(review.year),
        list_name=review.name,
        day=sight.dates.day,
        concluded_on=day_of(concluded) if concluded else None,
        years=tuple(_year(one) for one in held[:YEARS_ON_SHEET]),
        awards=tuple(_award(one, sight.achievements.get(one.award, "")) for one in sight.told),
        warnings=tuple(f"{one.sentence} ({one.provision.citation})" for one in sight.doubles),
        doubts=tuple(str(one) for one in sight.doubts),
        law=tuple(dict.fromkeys(str(reason.sentence) for one in sight.told for reason in one.law)),
        made_by=made_by,
        made_on=made_on,
        demonstration=demonstration,
    )


def _year(one: Held) -> YearLine:
    return YearLine(one.words, one.rating, one.short, tuple(name for name, _ in one.works))


def _award(one: Told, achievement: str) -> AwardLine:
    why = str(one.step.sentence)
    citation = str(one.citation) if one.citation else ""
    return AwardLine(one.award_name, str(one.words), f"{why[:1].upper()}{why[1:]}.", citation, achievement)
