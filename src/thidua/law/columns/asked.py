"""What the conditions of a rulebook ask about persons, on any day: which codes, and how many years back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from thidua.law.conditions import (
    Condition,
    EachYear,
    HeldEarlier,
    Holds,
    MeasureAtLeast,
    Meets,
    NeverHeld,
    PartyRatingAtLeast,
    RatingAtLeast,
    Registered,
    SomeYears,
    Stated,
    Worked,
    WorkRecognised,
)
from thidua.law.conditions.combined import BEFORE
from thidua.law.facts import BASES, PERSON
from thidua.law.rulebook import Rulebook

RATINGS, PARTY, MONTHS, REGISTERED, WORKS, HELD = "rating", "party rating", "months", "registered", "works", "held"
#: What has a column of its own for every year.
YEARLY: Mapping[type[Condition], str] = {
    RatingAtLeast: RATINGS,
    PartyRatingAtLeast: PARTY,
    Worked: MONTHS,
    Registered: REGISTERED,
    WorkRecognised: WORKS,
}


@dataclass
class Needs:
    """How many years before the judged one each kind of fact is asked for; which codes are asked about.

    `held`: awards with what they must have been given for (nothing: for whatever).
    """

    back: dict[str, int] = field(default_factory=dict)
    awards: set[str] = field(default_factory=set)
    held: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    questions: set[str] = field(default_factory=set)
    measures: set[str] = field(default_factory=set)

    def look(self, kind: str, years: int) -> None:
        """So many years back, if not already more."""
        self.back[kind] = max(self.back.get(kind, 0), years)

    def note(self, condition: Condition, before: int) -> None:
        """What one condition asks, so many years before the judged one."""
        if type(condition) in YEARLY:
            last = condition.last if isinstance(condition, WorkRecognised) else 1
            self.look(YEARLY[type(condition)], before + last - 1)
        match condition:
            case Holds() | HeldEarlier():
                self.held.update((code, restricted(condition.bases)) for code in condition.award)
                self.look(HELD, before + (condition.years_ago if isinstance(condition, HeldEarlier) else 0))
            case NeverHeld():
                self.held.update((code, ()) for code in condition.award)
                self.look(HELD, before)
            case Meets():
                self.held.add((condition.award, ()))
                self.look(HELD, before)
            case Stated():
                self.questions.add(condition.code)
            case MeasureAtLeast():
                self.measures.add(condition.of)


def restricted(bases: Iterable[str]) -> tuple[str, ...]:
    """What an award must have been given for; nothing where everything will do."""
    asked = set(bases)
    return () if asked == set(BASES) else tuple(one for one in BASES if one in asked)


def needs(book: Rulebook) -> Needs:
    """What persons are asked for under any standard, addition and general requirement, on any day."""
    found = Needs(awards={code for code, award in book.awards.items() if PERSON in award.subjects})
    for top in _tops(book):
        for condition, before in _reached(top, 0, book, ()):
            found.note(condition, before)
    found.awards.update(code for code, _ in found.held)
    return found


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
