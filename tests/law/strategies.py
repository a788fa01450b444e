"""People for property tests: every group of facts may be known, partly known or not known at all. Invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from thidua.law.facts import (
    BASES,
    DISCIPLINES,
    HOLDINGS,
    INITIATIVE,
    MATTERS,
    RESEARCH,
    SCOPES,
    WORKS,
    Discipline,
    Facts,
    Holding,
    Matter,
    Rating,
    Work,
)
from thidua.law.rulebook import house

YEAR = 2023
YEARS = range(YEAR - 8, YEAR + 1)
RATINGS = ("hoan-thanh-xuat-sac", "hoan-thanh-tot", "hoan-thanh", "khong-hoan-thanh", "khong-xep-loai")
FORMS = ("khien-trach", "canh-cao", "cach-chuc")
DAYS = st.dates(date(2015, 1, 1), date(2024, 8, 31))


def years() -> st.SearchStrategy[int]:
    return st.sampled_from(list(YEARS))


@st.composite
def disciplines(draw: st.DrawFn) -> Discipline:
    decided = draw(DAYS)
    ended = draw(st.none() | st.integers(0, 700).map(lambda n: decided + timedelta(days=n)))
    return Discipline(form=draw(st.sampled_from(FORMS)), decided_on=decided, ended_on=ended)


@st.composite
def people(draw: st.DrawFn) -> Facts:
    """Somebody of whom everything is known for all years."""
    awards = list(house().awards)
    holding = st.builds(Holding, award=st.sampled_from(awards), year=years(), basis=st.sampled_from(BASES))
    work = st.builds(
        Work,
        key=st.uuids().map(str),
        year=years(),
        kind=st.sampled_from([INITIATIVE, RESEARCH]),
        scope=st.sampled_from(SCOPES),
    )
    matter = st.builds(Matter, kind=st.just("minh hoạ"), since=DAYS, concluded_on=st.none() | st.just(date(2024, 8, 1)))
    best = st.sampled_from(RATINGS[:2]) | st.sampled_from(RATINGS)
    return Facts(
        year=YEAR,
        ratings={year: Rating(year=year, rating=draw(best)) for year in YEARS},
        months={year: Decimal(draw(st.integers(5, 12))) for year in YEARS},
        holdings=tuple(draw(st.lists(holding, max_size=14))),
        works=tuple(draw(st.lists(work, max_size=8))),
        disciplines=tuple(draw(st.lists(disciplines(), max_size=1))),
        matters=tuple(draw(st.lists(matter, max_size=1))),
        registered={year: frozenset(draw(st.sets(st.sampled_from(awards)))) | frozenset(awards[:4]) for year in YEARS},
        stated={code: draw(st.booleans()) for code in house().parts.questions},
        measures={code: Decimal(draw(st.integers(0, 30))) for code in house().parts.measures},
    )


@st.composite
def forgetting(draw: st.DrawFn, whole: Facts) -> Facts:
    """The same person with some of it not known: what is left is true, but it may not be all."""
    changes: dict[str, Any] = {}
    partial = set()
    for group in (HOLDINGS, WORKS, DISCIPLINES, MATTERS):
        how = draw(st.sampled_from(["whole", "part", "nothing"]))
        rows = getattr(whole, group)
        if how == "nothing":
            changes[group] = None
        elif how == "part":
            changes[group] = tuple(row for row in rows if draw(st.booleans()))
            partial.add(group)
    for mapping in ("ratings", "months", "registered", "stated", "measures"):
        kept = {key: value for key, value in getattr(whole, mapping).items() if draw(st.integers(0, 3))}
        changes[mapping] = kept
    return replace(whole, partial=frozenset(partial), **changes)
