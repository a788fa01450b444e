"""One person's facts as a record of fixed width, exact or refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from thidua.law.columns.asked import MONTHS, PARTY, RATINGS, REGISTERED, WORKS
from thidua.law.columns.layout import (
    CANCELLED_PLACES,
    DISCIPLINE_PLACES,
    FOREIGN_DISCIPLINE,
    FOREIGN_RATING,
    HUNDRED,
    KINDS,
    KNOWN_GROUPS,
    MATTER_PLACES,
    MOST_WORKS,
    DoesNotFit,
    Layout,
    day_number,
    held_earlier,
    held_recently,
    measure,
    months,
    party_rating,
    rating,
    registered,
    stated,
    unknown,
    works,
)
from thidua.law.facts import BASES, PERSON, SCOPES, Facts, Holding, Matter

MOST_MONTHS = 200
MOST_MEASURE = 2**16 - 2


def pack(facts: Facts, layout: Layout) -> bytes:
    """The record of a person's facts. Raises DoesNotFit where a record would change an answer."""
    if facts.subject != PERSON or facts.members is not None or facts.members_holding or facts.members_rated:
        raise DoesNotFit("Only persons have records; collectives are judged by explanation.")
    if facts.member_disciplines is not None:
        raise DoesNotFit("A person has no members.")
    if facts.year != layout.last:
        raise DoesNotFit(f"Facts gathered for {facts.year} in a record for {layout.last}.")
    record = np.zeros(1, layout.dtype)
    record["layout"] = np.void(layout.fingerprint)
    row = record[0]
    for name, value in _values(facts, layout):
        row[name] = value
    _rare(row, facts, layout)
    return record.tobytes()


def _values(facts: Facts, layout: Layout) -> Iterator[tuple[str, int]]:
    for year in layout.years(RATINGS):
        if (found := facts.ratings.get(year)) is not None:
            yield rating(year), layout.rating_numbers.get(found.rating, FOREIGN_RATING)
    for year in layout.years(PARTY):
        if (party := facts.party_ratings.get(year)) is not None:
            yield party_rating(year), layout.rating_numbers.get(party, FOREIGN_RATING)
    for year in layout.years(MONTHS):
        if (worked := facts.months.get(year)) is not None:
            yield months(year), min(_whole(worked), MOST_MONTHS) + 1
    for year in layout.years(REGISTERED):
        if (awards := facts.registered.get(year)) is not None:
            numbers = {layout.award_numbers[code] for code in awards if code in layout.award_numbers}
            yield registered(year), sum(1 << one for one in numbers) | 1 << len(layout.awards)
    for name, count in _works(facts, layout).items():
        yield name, min(count, MOST_WORKS)
    yield from _held(facts, layout).items()
    for group in KNOWN_GROUPS:
        yield unknown(group), int(not facts.knows(group))
    for code in layout.questions:
        yield stated(code), {None: 1, False: 0, True: 2}[facts.stated.get(code)]
    for code in layout.measures:
        if (years := facts.measures.get(code)) is not None:
            yield measure(code), min(_whole(years, HUNDRED), MOST_MEASURE) + 1


def _whole(number: Decimal, times: int = 1) -> int:
    """So many times a number, rounded down exactly."""
    if not Decimal(number).is_finite() or number < 0:
        raise DoesNotFit(f"{number} is no length of time.")
    return int(number) if times == 1 else int(Fraction(number) * times)


def _works(facts: Facts, layout: Layout) -> dict[str, int]:
    found: dict[str, int] = {}
    years = layout.years(WORKS)
    for one in facts.works or ():
        if one.scope not in SCOPES:
            raise DoesNotFit(f"No scope {one.scope}.")
        if one.kind in KINDS and one.year in years:
            for scope in SCOPES[: SCOPES.index(one.scope) + 1]:
                name = works(one.kind, scope, one.year)
                found[name] = found.get(name, 0) + 1
    return found


def _held(facts: Facts, layout: Layout) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in _holdings(facts, layout):
        if one.cancelled_on is None:
            for bases in layout.bases_of[one.award]:
                if not bases or one.basis in bases:
                    names = held_recently(one.award, bases), held_earlier(one.award, bases)
                    for name, bit in zip(names, layout.year_bit(one.year), strict=True):
                        found[name] = found.get(name, 0) | bit
    return found


def _holdings(facts: Facts, layout: Layout) -> Iterator[Holding]:
    """The awards held that any condition can ask about."""
    for one in facts.holdings or ():
        if one.award in layout.bases_of and 0 <= one.year <= layout.last:
            if one.basis not in BASES:
                raise DoesNotFit(f"No basis {one.basis}.")
            yield one


def _rare(row: Any, facts: Facts, layout: Layout) -> None:
    disciplines = [
        {
            "discipline form": layout.discipline_numbers.get(one.form, FOREIGN_DISCIPLINE),
            "discipline decided": day_number(one.decided_on),
            "discipline ended": day_number(one.ended_on),
        }
        for one in facts.disciplines or ()
    ]
    _fill(row, disciplines, DISCIPLINE_PLACES)
    open_ = [
        {"matter there": 1, "matter since": start, "matter concluded": end}
        for start, end in _spans(facts.matters or ())
    ]
    _fill(row, open_, MATTER_PLACES)
    cancelled = [
        {
            "cancelled award": layout.award_numbers[one.award] + 1,
            "cancelled year": one.year,
            "cancelled basis": BASES.index(one.basis),
            "cancelled on": day_number(one.cancelled_on),
        }
        for one in _holdings(facts, layout)
        if one.cancelled_on is not None
    ]
    _fill(row, cancelled, CANCELLED_PLACES)


def _spans(matters: tuple[Matter, ...]) -> list[tuple[int, int]]:
    """The days on which anything was open, spans that touch joined: who is waiting waits for all of them."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((day_number(one.since), day_number(one.concluded_on)) for one in matters):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif start < end:
            found.append((start, end))
    return found


def _fill(row: Any, rows: Sequence[Mapping[str, int]], places: int) -> None:
    distinct = [dict(one) for one in dict.fromkeys(tuple(one.items()) for one in rows)]
    if len(distinct) > places:
        raise DoesNotFit(f"{len(distinct)} things where a record has {places} places.")
    for place, values in enumerate(distinct):
        for name, value in values.items():
            row[name][place] = value
