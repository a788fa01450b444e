"""The years ahead of somebody who does everything that can still be done: what is the earliest that law allows. Pure.

Nothing here foretells: it is the best case. What was decided stays as it is; what is not known of the past counts as
not there; what only waits to be written down counts as favourable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from thidua.core.findings import Answer
from thidua.law.conditions import HeldEarlier, Holds
from thidua.law.conditions.conduct import years_after
from thidua.law.facts import INITIATIVE, RESEARCH, SCOPES, Discipline, Facts, Holding, Matter, Rating, Work
from thidua.law.judge import Dates, judge, law_day
from thidua.law.known import Known, known_on
from thidua.law.model import Award
from thidua.law.rulebook import Rulebook

#: How many years ahead are looked at. A career is not longer.
HORIZON = 20
WHOLE_YEAR = Decimal(12)
#: What is counted as enough where a length of service was not written down.
LONG = Decimal(100)


@dataclass(frozen=True, slots=True)
class LifeYear:
    """One year of the best case: the law it is judged by, the day, and with which facts each award was reached."""

    year: int
    known: Known
    day: date
    reached: Mapping[str, Facts]


def best_life(book: Rulebook, facts: Facts, dates: Dates, horizon: int = HORIZON) -> Iterator[LifeYear]:
    """The judged year and those after it, each with what can be reached in it at best."""
    days = {code: law_day(book, dates, code).day for code in book.awards}
    later = known_on(book, dates.day, facts.subject)
    kept_back = any(day != dates.day for day in days.values())
    this = known_on(book, law_day(book, dates).day, facts.subject, days) if kept_back else later
    held, over = list(facts.holdings or ()), set[str]()
    for ahead in range(horizon + 1):
        known = later if ahead else this
        day = years_after(dates.day, ahead)
        here = hopeful(known.book, facts, dates.day, ahead, tuple(held))
        asked = {code: asked_for(award) for code, award in known.book.awards.items()}
        titles = frozenset(code for one in asked.values() for code in one.titles)
        named = titles.union(*(one.earlier for one in asked.values()))
        mine = [code for code, award in known.book.awards.items() if award.standards and code not in over]
        reached = _reached(known.book, mine, here, day, asked, titles)
        held += [Holding(award=code, year=here.year) for code in reached if code in named]
        # What nobody asks to be held is looked for once: the first year it can be reached.
        over |= set(reached) - named
        yield LifeYear(here.year, known, day, reached)


def _reached(
    book: Rulebook, mine: list[str], here: Facts, day: date, asked: Mapping[str, Asked], titles: frozenset[str]
) -> dict[str, Facts]:
    """What can be reached in one year; a title given for it may carry another of the same year."""
    reached: dict[str, Facts] = {}
    given: tuple[Holding, ...] = ()
    waiting = list(mine)
    while waiting:
        for code in list(waiting):
            seen = tuple(one for one in given if one.award not in asked[code].earlier - asked[code].titles)
            facts = replace(here, holdings=(*(here.holdings or ()), *seen))
            if judge(book, code, facts, Dates(day=day)).answer is Answer.GRANTED:
                reached[code] = facts
        more = [code for code in waiting if code in reached and code in titles]
        waiting = [code for code in waiting if code not in reached]
        if not more:
            return reached
        given = (*given, *(Holding(award=code, year=here.year) for code in more))
    return reached


@dataclass(frozen=True, slots=True)
class Asked:
    """Which awards a standard asks to be held for a year, and which it asks to have been given earlier.

    What must have been given earlier is not counted before the year after it was given.
    """

    titles: frozenset[str]
    earlier: frozenset[str]


def asked_for(award: Award) -> Asked:
    """The awards that the standards of an award name."""
    conditions = [one for standard in award.standards for one in standard.requires.walk()]
    return Asked(
        frozenset(code for one in conditions if isinstance(one, Holds) for code in one.award),
        frozenset(code for one in conditions if isinstance(one, HeldEarlier) for code in one.award),
    )


def hopeful(book: Rulebook, facts: Facts, today: date, ahead: int, held: tuple[Holding, ...]) -> Facts:
    """The facts so many years ahead when everything that can still be done is done."""
    year, first = facts.year + ahead, facts.year
    years = range(first, year + 1)
    best = max(book.parts.ratings.values(), key=lambda one: one.rank, default=None)
    best_code = best.code if best else ""
    members = facts.members or 1
    every = frozenset(book.awards)
    return replace(
        facts,
        year=year,
        ratings={one: Rating(year=one, rating=best_code) for one in years} | dict(facts.ratings),
        party_ratings=dict.fromkeys(years, best_code) | dict(facts.party_ratings),
        months=dict.fromkeys(years, WHOLE_YEAR) | {y: m for y, m in facts.months.items() if y <= first},
        holdings=held,
        works=(*(facts.works or ()), *(work for one in years for work in _works(one))),
        disciplines=tuple(_served(one, today) if ahead else one for one in facts.disciplines or ()),
        matters=tuple(_concluded(one, today) for one in facts.matters or ()),
        partial=frozenset(),
        registered=dict.fromkeys(years, every) | dict(facts.registered),
        stated=dict.fromkeys(book.parts.questions, True) | ({} if ahead else dict(facts.stated)),
        measures=dict.fromkeys(book.parts.measures, LONG) | {of: n + ahead for of, n in facts.measures.items()},
        members=members,
        members_holding=dict.fromkeys(every, members),
        members_rated={best_code: members},
        member_disciplines=facts.member_disciplines or (),
    )


def _works(year: int) -> list[Work]:
    return [
        Work(key=f"{year}-{kind}-{scope}", year=year, kind=kind, scope=scope)
        for kind in (INITIATIVE, RESEARCH)
        for scope in SCOPES
    ]


def _served(one: Discipline, today: date) -> Discipline:
    """A discipline that still runs is taken to end a year after its decision. vi: chấp hành xong kỷ luật."""
    if one.ended_on is not None:
        return one
    return replace(one, ended_on=max(years_after(one.decided_on, 1), today))


def _concluded(one: Matter, today: date) -> Matter:
    """A pending matter is taken to be concluded without a violation."""
    if one.concluded_on is not None and one.concluded_on <= today:
        return one
    return replace(one, concluded_on=max(one.since, min(today, one.concluded_on or today)), violation=False)
