"""Which number stands where in a packed record: codes and years as a rulebook has them, with a fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from thidua.law.columns.asked import HELD, MONTHS, PARTY, RATINGS, REGISTERED, needs
from thidua.law.columns.asked import WORKS as WORKS_OF
from thidua.law.facts import BASES, DISCIPLINES, HOLDINGS, INITIATIVE, MATTERS, RESEARCH, SCOPES, WORKS
from thidua.law.rulebook import Rulebook

#: Changes whenever a record is written differently.
VERSION = 1
#: The last years of an award held are asked for most and have a byte of their own.
RECENT = 8
#: A record keeps at least so many years of what comes every year.
YEARS = 10
YEARLY = (RATINGS, PARTY, MONTHS, REGISTERED, WORKS_OF)
#: Groups that may be unknown or known in part.
KNOWN_GROUPS = (HOLDINGS, WORKS, DISCIPLINES, MATTERS)
KINDS = (INITIATIVE, RESEARCH)
#: The most works that a condition can ask for; more are counted as so many.
MOST_WORKS = 30
#: Places for what is rare. Who has more is judged by explanation.
DISCIPLINE_PLACES, MATTER_PLACES, CANCELLED_PLACES = 4, 3, 2
#: Days are counted from here, in two bytes; the highest number stands for a day that has not come.
FIRST_DAY = date(1945, 1, 1)
NOT_YET = 2**16 - 1
#: In the order of ranks: 0 nothing, 1 a rating nobody knows (worse than all), then the rulebook's.
FOREIGN_RATING = 1
#: A form of discipline nobody knows is heavier than all.
FOREIGN_DISCIPLINE = 255
HUNDRED = 100


class DoesNotFit(ValueError):
    """Facts or rules that a record of fixed width cannot hold without changing an answer; judge by explanation."""


class OtherLayout(ValueError):
    """Bytes that were packed for another rulebook, other years or another version; pack them again."""


@dataclass(frozen=True)
class Layout:
    """The codes and years of a record. Ratings and disciplines are in the order of their ranks.

    `last` is the year that is judged; `back` says how many years before it each kind of fact has columns for. Awards
    `held` keep one bit a year, in a byte and a word of `bits`, the top bit for everything older; where a condition
    asks what they must have been given for, these are kept apart.
    """

    last: int
    back: tuple[tuple[str, int], ...]
    bits: int
    ratings: tuple[tuple[int, str], ...]
    disciplines: tuple[tuple[int, str], ...]
    awards: tuple[str, ...]
    held: tuple[tuple[str, tuple[str, ...]], ...]
    questions: tuple[str, ...]
    measures: tuple[str, ...]

    @classmethod
    def of(cls, book: Rulebook, year: int, years: int = YEARS) -> Layout:
        """The layout of a rulebook for the judged year: as many years as its conditions look back, and some."""
        asked, parts = needs(book), book.parts
        held_back = asked.back.get(HELD, 0)
        if held_back > RECENT + 62 or len(asked.awards) > 63 or max(len(parts.ratings), len(parts.disciplines)) > 250:
            raise DoesNotFit("The rules look back too far or have too many codes for a record.")
        ratings, disciplines = _ranked(book)
        return cls(
            last=year,
            back=tuple((kind, max(years - 1, asked.back.get(kind, 0))) for kind in YEARLY),
            bits=32 if held_back < RECENT + 31 else 64,
            ratings=ratings,
            disciplines=disciplines,
            awards=tuple(sorted(asked.awards)),
            held=tuple(sorted(asked.held)),
            questions=tuple(sorted(asked.questions)),
            measures=tuple(sorted(asked.measures)),
        )

    def years(self, kind: str) -> range:
        """The years that a kind of fact has columns for, newest first."""
        return range(self.last, self.last - dict(self.back)[kind] - 1, -1)

    @cached_property
    def fingerprint(self) -> bytes:
        """Eight bytes that stand before every record."""
        said = [
            VERSION, self.last, self.back, self.bits, self.ratings, self.disciplines, self.awards, self.held,
            self.questions, self.measures, BASES, KINDS, SCOPES, MOST_WORKS,
            DISCIPLINE_PLACES, MATTER_PLACES, CANCELLED_PLACES,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(said).encode()).digest()[:8]

    @cached_property
    def dtype(self) -> np.dtype:
        """The record: eight bytes of fingerprint, then every column."""
        return np.dtype(list(self._fields()))

    @cached_property
    def award_numbers(self) -> dict[str, int]:
        """The number of every award, from 0."""
        return {code: number for number, code in enumerate(self.awards)}

    @cached_property
    def bases_of(self) -> dict[str, list[tuple[str, ...]]]:
        """For every award that is asked about, on which bases."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for code, bases in self.held:
            found.setdefault(code, []).append(bases)
        return found

    @cached_property
    def rating_numbers(self) -> dict[str, int]:
        """The number of every rating in the order of ranks."""
        return {code: number for number, (_, code) in enumerate(self.ratings, FOREIGN_RATING + 1)}

    @cached_property
    def discipline_numbers(self) -> dict[str, int]:
        """The number of every form of discipline in the order of ranks."""
        return {code: number for number, (_, code) in enumerate(self.disciplines, 1)}

    def least_rating(self, code: str) -> int:
        """The lowest number of a rating that is as good; several can have one rank."""
        return _lowest(self.ratings, code) + FOREIGN_RATING + 1

    def lightest_discipline(self, code: str) -> int:
        """The lowest number of a form of discipline that is as heavy."""
        return _lowest(self.disciplines, code) + 1

    def year_bits(self, oldest: int | None, newest: int) -> tuple[int, int]:
        """The bits of the years from `oldest` (None: however old) to `newest`, in the recent and the earlier word."""
        top = RECENT + self.bits - 1
        newest_bit = max(self.last - newest, 0)
        oldest_bit = top if oldest is None else self.last - oldest
        if newest_bit > top or (oldest is not None and oldest_bit >= top):
            raise DoesNotFit(f"The record does not tell the years before {self.last - top + 1} apart.")
        found = sum(1 << bit for bit in range(newest_bit, oldest_bit + 1))
        return found % (1 << RECENT), found >> RECENT

    def year_bit(self, year: int) -> tuple[int, int]:
        """The bit of one year of an award that was held, in the recent and the earlier word."""
        found = 1 << min(self.last - year, RECENT + self.bits - 1)
        return found % (1 << RECENT), found >> RECENT

    def is_of(self, book: Rulebook) -> bool:
        """Whether ratings and disciplines stand in the same order in a rulebook; other codes go by their names."""
        return (self.ratings, self.disciplines) == _ranked(book)

    def _fields(self) -> Iterator[tuple]:
        yield "layout", "V8"
        word = f"<u{self.bits // 8}"
        yield from ((held_earlier(code, bases), word) for code, bases in self.held)
        register = "<u4" if len(self.awards) < 32 else "<u8"
        yield from ((registered(year), register) for year in self.years(REGISTERED))
        yield from ((measure(code), "<u2") for code in self.measures)
        yield "discipline decided", "<u2", (DISCIPLINE_PLACES,)
        yield "discipline ended", "<u2", (DISCIPLINE_PLACES,)
        yield "matter since", "<u2", (MATTER_PLACES,)
        yield "matter concluded", "<u2", (MATTER_PLACES,)
        yield "cancelled year", "<u2", (CANCELLED_PLACES,)
        yield "cancelled on", "<u2", (CANCELLED_PLACES,)
        yield "discipline form", "u1", (DISCIPLINE_PLACES,)
        yield "matter there", "u1", (MATTER_PLACES,)
        yield "cancelled award", "u1", (CANCELLED_PLACES,)
        yield "cancelled basis", "u1", (CANCELLED_PLACES,)
        yield from ((held_recently(code, bases), "u1") for code, bases in self.held)
        yield from ((rating(year), "u1") for year in self.years(RATINGS))
        yield from ((party_rating(year), "u1") for year in self.years(PARTY))
        yield from ((months(year), "u1") for year in self.years(MONTHS))
        for year in self.years(WORKS_OF):
            yield from ((works(kind, scope, year), "u1") for kind in KINDS for scope in SCOPES)
        yield from ((unknown(group), "u1") for group in KNOWN_GROUPS)
        yield from ((stated(code), "u1") for code in self.questions)


Ranked = tuple[tuple[int, str], ...]


def _ranked(book: Rulebook) -> tuple[Ranked, Ranked]:
    ratings = tuple(sorted((one.rank, one.code) for one in book.parts.ratings.values()))
    return ratings, tuple(sorted((one.rank, one.code) for one in book.parts.disciplines.values()))


def _lowest(ranked: tuple[tuple[int, str], ...], code: str) -> int:
    rank = next(rank for rank, known in ranked if known == code)
    return next(number for number, (other, _) in enumerate(ranked) if other >= rank)


def day_number(day: date | None) -> int:
    """A day in two bytes. What lies before the first day or after the last weighs as that day."""
    if day is None:
        return NOT_YET
    return min(max((day - FIRST_DAY).days, 0), NOT_YET - 1)


def asked_day(day: date) -> int:
    """A day that answers hang on, which must be told apart from all others."""
    number = (day - FIRST_DAY).days
    if not 0 < number < NOT_YET - 1:
        raise DoesNotFit(f"{day} is too far away to be compared.")
    return number


def rating(year: int) -> str:
    """How people were rated in a year; 0: not known."""
    return f"rating {year}"


def party_rating(year: int) -> str:
    """How the party organisation was rated; 0: not known."""
    return f"party rating {year}"


def months(year: int) -> str:
    """Months worked in a year, and 1; 0: not known."""
    return f"months {year}"


def registered(year: int) -> str:
    """A bit for every award registered in a year, above them one that says it is known."""
    return f"registered {year}"


def works(kind: str, scope: str, year: int) -> str:
    """How many works of a kind and year reach at least a scope."""
    return f"{kind} {scope} {year}"


def held_recently(award: str, bases: tuple[str, ...] = ()) -> str:
    """A bit for each of the last years an award was given for, on one of the bases (none: on any), and kept."""
    return " ".join(["recently", award, *bases])


def held_earlier(award: str, bases: tuple[str, ...] = ()) -> str:
    """The same for the years before them."""
    return " ".join(["earlier", award, *bases])


def stated(code: str) -> str:
    """What people answered: 0 no, 1 nothing yet, 2 yes."""
    return f"stated {code}"


def measure(code: str) -> str:
    """A length of service, in years × 100 and 1; 0: not known."""
    return f"measure {code}"


def unknown(group: str) -> str:
    """1 where not all of a group is known, else 0."""
    return f"unknown {group}"
