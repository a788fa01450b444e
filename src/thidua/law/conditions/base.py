"""What every condition is: parameters read strictly, one question about facts, an answer that explains itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Protocol

from thidua.core.findings import Answer
from thidua.core.text import Text
from thidua.law.facts import Facts
from thidua.law.provenance import Provision
from thidua.law.shapes import Field
from thidua.law.steps import MISSING, Step, Used


class Words(Protocol):
    """What a condition needs of the rulebook: names and orders of codes, and the standard of another award."""

    def award_name(self, code: str) -> str: ...

    def rating_name(self, code: str) -> str: ...

    def rating_rank(self, code: str) -> int: ...

    def discipline_name(self, code: str) -> str: ...

    def discipline_rank(self, code: str) -> int: ...

    def statement_words(self, code: str) -> str: ...

    def measure_name(self, code: str) -> str: ...

    def instrument_name(self, code: str) -> str: ...

    def requirement_of(self, award: str, subject: str, day: date) -> Condition | None: ...


@dataclass(slots=True)
class Case:
    """One subject before one award: what is known, the day whose law judges, the day it is looked at.

    `counts_from`: the first award year that counts after a discipline was served (None: all do);
    `counts_known`: whether that could be told at all.
    """

    facts: Facts
    words: Words
    award: str
    law_day: date
    looked_on: date
    counts_from: int | None = None
    counts_known: bool = True
    above: tuple[str, ...] = ()
    kept: dict[tuple[int, int], Step] = field(default_factory=dict)

    def ask(self, condition: Condition, year: int) -> Step:
        """The answer of a condition for a year, worked out once."""
        key = (id(condition), year)
        found = self.kept.get(key)
        if found is None:
            found = condition.evaluate(self, year)
            if condition.provision is not None and found.provision is None:
                found = found.with_provision(condition.provision)
            self.kept[key] = found
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of the closed vocabulary. Subclasses name themselves and declare their parameters."""

    name: ClassVar[str] = ""
    fields: ClassVar[Mapping[str, Field]] = {}
    provision: Provision | None = None

    def evaluate(self, case: Case, year: int) -> Step:
        """The answer for one award year, with its sentence and the facts used."""
        raise NotImplementedError

    def parts(self) -> tuple[Condition, ...]:
        """The conditions inside this one."""
        return ()

    def describe(self, words: Words) -> Text:
        """What is asked, as a clause, without any facts. vi: nội dung điều kiện."""
        raise NotImplementedError

    def walk(self) -> Iterator[Condition]:
        """This condition and every one inside it."""
        yield self
        for part in self.parts():
            yield from part.walk()


def yes(kind: str, year: int, sentence: Text, *facts: Used) -> Step:
    """Granted."""
    return Step(Answer.GRANTED, sentence, kind, year, facts=facts)


def no(kind: str, year: int, sentence: Text, *facts: Used, cure: Text | None = None, mendable: bool = True) -> Step:
    """Refused; `cure` says what would change it, `mendable` whether anything still can for the judged year."""
    return Step(Answer.REFUSED, sentence, kind, year, cure=cure, mendable=mendable, facts=facts)


def unknown(
    kind: str, year: int, sentence: Text, cure: Text | None = None, cause: str = MISSING, about: str = ""
) -> Step:
    """Undetermined, with what is missing."""
    return Step(Answer.UNDETERMINED, sentence, kind, year, cause, cure, about=about)
