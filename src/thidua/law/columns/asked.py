"""What the conditions of a rulebook ask about persons, on any day: which codes, and how many years back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch

from thidua.law.conditions import (
    Condition,
    EachYear,
    HeldEarlier,
    Holds,
    MeasureAtLeast,
    Meets,
    NeverHeld,
    SomeYears,
    Stated,
    WorkRecognised,
)
from thidua.law.conditions.combined import BEFORE
from thidua.law.facts import PERSON
from thidua.law.rulebook import Rulebook


@dataclass(frozen=True)
class Needs:
    """How many years back columns of a year and awards held are asked for; which codes are asked about."""

    years: int
    held_years: int
    awards: frozenset[str]
    questions: frozenset[str]
    measures: frozenset[str]


def needs(book: Rulebook) -> Needs:
    """What persons are asked for under any standard, addition and general requirement, on any day."""
    found = [one for condition in _tops(book) for one in _reached(condition, 0, book, ())]
    codes: dict[str, set[str]] = {"awards": set(), "questions": set(), "measures": set()}
    codes["awards"].update(code for code, award in book.awards.items() if PERSON in award.subjects)
    for condition, _ in found:
        match condition:
            case Holds() | HeldEarlier() | NeverHeld():
                codes["awards"].update(condition.award)
            case Meets():
                codes["awards"].add(condition.award)
            case Stated():
                codes["questions"].add(condition.code)
            case MeasureAtLeast():
                codes["measures"].add(condition.of)
    return Needs(
        years=max((before + _own(one) for one, before in found), default=0),
        held_years=max((before + getattr(one, "years_ago", 0) for one, before in found), default=0),
        **{name: frozenset(known) for name, known in codes.items()},
    )


def _tops(book: Rulebook) -> Iterator[Condition]:
    for award in book.awards.values():
        yield from (one.requires for one in award.standards if one.subject == PERSON)
    for general in book.parts.generals:
        if PERSON in general.subjects and general.requires is not None:
            yield general.requires
    for addition in book.parts.additions:
        if addition.subject == PERSON and addition.requires is not None:
            yield addition.requires


def _reached(
    condition: Condition, before: int, book: Rulebook, above: tuple[str, ...]
) -> Iterator[tuple[Condition, int]]:
    """Every condition that is asked, with how many years before the judged one it can be asked about."""
    yield condition, before
    if isinstance(condition, EachYear | SomeYears):
        before += condition.last - 1 + (condition.through == BEFORE)
    for part in condition.parts():
        yield from _reached(part, before, book, above)
    code = _met(condition)
    if code in book.awards and code not in above:
        for standard in book.awards[code].standards:
            if standard.subject == PERSON:
                yield from _reached(standard.requires, before, book, (*above, code))


def _met(condition: Condition) -> str:
    """The award whose standard a condition goes through."""
    if isinstance(condition, Meets):
        return condition.award
    return condition.award[0] if isinstance(condition, Holds) and condition.or_meets else ""


@singledispatch
def _own(condition: Condition) -> int:  # noqa: ARG001 - most conditions look at one year only
    """How many years before its own a condition looks at."""
    return 0


@_own.register
def _(condition: WorkRecognised) -> int:
    return condition.last - 1
