"""How one's own path is laid out: what each year brought, which title comes next. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from thidua.law.facts import SCOPES, Facts, paper_words, year_words
from thidua.law.path import Path
from thidua.law.rulebook import Rulebook

#: How many years back the page shows, and may be asked about.
YEARS_SHOWN, YEARS_OFFERED = 8, 3
#: How many years stand on a summary sheet: as many as most standards look back.
YEARS_ON_SHEET = 5


@dataclass(frozen=True, slots=True)
class Held:
    """One year of one's record: the rating, the awards with their papers, the works; `short` for narrow columns."""

    year: int
    rating: str
    awards: tuple[tuple[str, str], ...]
    works: tuple[tuple[str, str], ...]
    short: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The year as people write it."""
        return year_words(self.year)


def offered_years(newest: int) -> tuple[int, ...]:
    """The years that may be asked about: in autumn the year that has just ended is still being judged."""
    return tuple(range(newest, newest - YEARS_OFFERED, -1))


def held_by_year(facts: Facts, book: Rulebook, newest: int) -> tuple[Held, ...]:
    """What each year brought, newest first; years without anything are left out after the oldest that has something."""
    years = {one.year for one in facts.holdings or ()} | set(facts.ratings) | {one.year for one in facts.works or ()}
    shown = [year for year in range(newest, newest - YEARS_SHOWN, -1) if year >= min(years, default=newest)]
    older = sorted((one for one in years if one <= newest - YEARS_SHOWN), reverse=True)
    return tuple(_year(facts, book, year) for year in [*shown, *older])


def _year(facts: Facts, book: Rulebook, year: int) -> Held:
    rating = facts.ratings.get(year)
    held = [one for one in facts.holdings or () if one.year == year and one.cancelled_on is None]
    awards = tuple((book.award_name(one.award), paper_words(one.paper)) for one in held)
    short = tuple(
        f"{book.award_name(one.award)} ({one.paper.number})" if one.paper.number else book.award_name(one.award)
        for one in held
    )
    works = tuple(
        (one.name or one.key, paper_words(one.paper))
        for one in sorted(facts.works or (), key=lambda one: -SCOPES.index(one.scope))
        if one.year == year
    )
    return Held(year, book.rating_name(rating.rating) if rating else "", awards, works, short)


def in_order(found: Iterable[Path], catalogue: list[str]) -> list[Path]:
    """What can be reached by one's own doing comes first, the soonest first; what cannot be told comes last.

    The catalogue begins with the highest title, so within a year its last comes first: one builds on the other.
    """
    return sorted(found, key=lambda one: (*_rank(one), -catalogue.index(one.award)))


def next_of(found: Iterable[Path], facts: Facts) -> Path | None:
    """The next title: the soonest that is not given for the year yet and that rests on one's own doing."""
    given = {one.award for one in facts.holdings or () if one.year == facts.year}
    open_to = [one for one in found if one.earliest is not None and one.award not in given]
    own = [one for one in open_to if not one.rests_on_people and not one.is_reached]
    return next(iter(own or [one for one in open_to if one.is_reached]), None)


def _rank(one: Path) -> tuple[int, int]:
    if one.earliest is None:
        return (2, 0)
    return (int(one.rests_on_people), one.earliest)
