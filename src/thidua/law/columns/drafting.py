"""From conditions to ops: the tree of an award is written out once, and what is asked twice is worked out once.

Ops are numbered; equal ops have one number, so a condition that several awards or years share is one op.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from thidua.law.columns.layout import (
    KINDS,
    MOST_WORKS,
    NOT_YET,
    DoesNotFit,
    Layout,
    asked_day,
    held_earlier,
    held_recently,
    unknown,
    works,
)
from thidua.law.columns.ops import Always, AnyBit, AtLeast, Counted, Least, Most, NoNo, Not, Op, Read, Struck, Sum
from thidua.law.columns.table import CANCELLED, GRANTED, REFUSED, UNDETERMINED
from thidua.law.facts import BASES, HOLDINGS, SCOPES
from thidua.law.rulebook import Rulebook


@dataclass(frozen=True)
class Wanted:
    """Awards, and what they must have been given for (nothing: for whatever)."""

    awards: tuple[str, ...]
    bases: tuple[str, ...] = ()


def _numbers(bases: tuple[str, ...]) -> list[tuple[int, int]]:
    return [(BASES.index(one), BASES.index(one)) for one in bases] or [(0, len(BASES))]


@dataclass
class Draft:
    """The ops so far. Its methods give the number of an op; what is the same for everybody is folded at once."""

    layout: Layout
    ops: list[Op] = field(default_factory=list)
    numbers: dict[Op, int] = field(default_factory=dict)

    def add(self, op: Op) -> int:
        """The number of an op, a new one only where there is none like it."""
        found = self.numbers.get(op)
        if found is None:
            found = self.numbers[op] = len(self.ops)
            self.ops.append(op)
        return found

    def always(self, answer: int) -> int:
        """The same for everybody."""
        return self.add(Always(answer=answer))

    def answer_of(self, number: int) -> int | None:
        """What an op answers for everybody; None where that hangs on the person."""
        op = self.ops[number]
        return op.answer if isinstance(op, Always) else None

    def column(self, name: str) -> str:
        """A column that the records have. Raises DoesNotFit for a year or a code they have not."""
        if name not in (self.layout.dtype.names or ()):
            raise DoesNotFit(f"The records have no column “{name}”.")
        return name

    def least(self, numbers: Iterable[int]) -> int:
        """All of them; of none, granted."""
        return self._joined(numbers, Least, neutral=GRANTED, decides=REFUSED)

    def most(self, numbers: Iterable[int]) -> int:
        """Any of them; of none, refused."""
        return self._joined(numbers, Most, neutral=REFUSED, decides=GRANTED)

    def _joined(self, numbers: Iterable[int], kind: type[Op], *, neutral: int, decides: int) -> int:
        kept = [one for one in dict.fromkeys(numbers) if self.answer_of(one) != neutral]
        if any(self.answer_of(one) == decides for one in kept):
            return self.always(decides)
        if not kept:
            return self.always(neutral)
        return kept[0] if len(kept) == 1 else self.add(kind(of=tuple(sorted(kept))))

    def counted(self, numbers: list[int], wanted: int) -> int:
        """At least so many of them."""
        known = [self.answer_of(one) for one in numbers]
        wanted -= known.count(GRANTED)
        kept = [one for one, answer in zip(numbers, known, strict=True) if answer not in (GRANTED, REFUSED)]
        if wanted <= 0:
            return self.always(GRANTED)
        if wanted > len(kept):
            return self.always(REFUSED)
        if wanted == len(kept):
            return self.least(kept)
        return self.most(kept) if wanted == 1 else self.add(Counted(of=tuple(sorted(kept)), least=wanted))

    def not_(self, number: int) -> int:
        """The opposite."""
        return self.add(Not(of=(number,)))

    def no_no(self, number: int) -> int:
        """The same, but nobody is refused by it."""
        answer = self.answer_of(number)
        return self.add(NoNo(of=(number,))) if answer is None else self.always(max(answer, UNDETERMINED))

    def struck(self, number: int, kind: str, answer: int, *bounds: tuple[str, int, int]) -> int:
        """As given, but `answer` where a rare thing lies within the bounds."""
        if self.answer_of(number) == answer:
            return number
        return self.add(Struck(of=(number,), kind=kind, bounds=bounds, answer=answer))

    def at_least(self, name: str, least: int) -> int:
        """A column reaches so much; 0 in it is not known."""
        return self.add(AtLeast(name=self.column(name), least=least))

    def unknown(self, group: str) -> int:
        """Undetermined where not all of a group is known, else refused."""
        return self.add(Read(name=self.column(unknown(group))))

    def known(self, group: str) -> int:
        """Undetermined where not all of a group is known, else granted."""
        return self.not_(self.unknown(group))

    def stated(self, name: str) -> int:
        """A column of answers."""
        return self.add(Read(name=self.column(name)))

    def any_bit(self, names: Iterable[str], bits: int) -> int:
        """Granted where any of the bits stands."""
        columns = tuple(self.column(name) for name in names)
        return self.add(AnyBit(names=columns, bits=bits)) if bits else self.always(REFUSED)

    def held(self, wanted: Wanted, oldest: int | None, newest: int, looked_on: int) -> int:
        """Granted where one of the awards was held for a year from `oldest` to `newest`, else refused.

        An award that is cancelled later counts until that day.
        """
        codes, bases = sorted(set(wanted.awards)), wanted.bases
        recent, earlier = self.layout.year_bits(oldest, newest)
        found = self.most(
            [
                self.any_bit((held_recently(code, bases) for code in codes), recent),
                self.any_bit((held_earlier(code, bases) for code in codes), earlier),
            ]
        )
        years = ("cancelled year", oldest or 0, newest)
        later = ("cancelled on", looked_on + 1, NOT_YET)
        for code in codes:
            number = self.layout.award_numbers[code] + 1
            award = ("cancelled award", number, number)
            for low, high in _numbers(bases):
                found = self.struck(found, CANCELLED, GRANTED, award, years, later, ("cancelled basis", low, high))
        return found

    def or_unknown(self, found: int, group: str) -> int:
        """What was found is; what was not is not, where all of the group is known."""
        return self.most([found, self.unknown(group)])

    def works(self, kinds: Iterable[str], scope: str, years: range, wanted: int) -> int:
        """Granted where so many works of the kinds and years reach the scope, else refused."""
        if scope not in SCOPES or wanted > MOST_WORKS:
            raise DoesNotFit(f"No more than {MOST_WORKS} works are counted.")
        names = [self.column(works(kind, scope, year)) for kind in KINDS if kind in set(kinds) for year in years]
        return self.add(Sum(names=tuple(names), least=wanted, wide=len(names) * MOST_WORKS > 255))


@dataclass(frozen=True)
class Asked:
    """What conditions are asked for: the award judged, by whose standards' law, on which day.

    `counting`: the general requirement holds by which years count only from when a discipline was served;
    `above`: the awards whose standards are being gone through.
    """

    book: Rulebook
    draft: Draft
    award: str
    judged: int
    law_day: date
    looked_on: date
    counting: bool
    above: tuple[str, ...] = ()

    @property
    def today(self) -> int:
        """The number of the day the cases are looked at."""
        return asked_day(self.looked_on)

    def below(self, award: str) -> Asked:
        """The same inside the standard of another award."""
        return replace(self, above=(*self.above, award))

    def held(self, wanted: Wanted, oldest: int | None, newest: int) -> int:
        """Granted where one of the awards was held, else refused."""
        return self.draft.held(wanted, oldest, newest, self.today)

    def held_or_unknown(self, wanted: Wanted, oldest: int | None, newest: int) -> int:
        """The same, undetermined where it cannot be told."""
        return self.draft.or_unknown(self.held(wanted, oldest, newest), HOLDINGS)

    def nobody_knows(self) -> int:
        """Undetermined for everybody."""
        return self.draft.always(UNDETERMINED)
