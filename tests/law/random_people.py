"""People as records really have them: years missing, groups unknown or half known, disciplines, matters, cancelling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from thidua.law.facts import (
    BASES,
    DISCIPLINES,
    HOLDINGS,
    MATTERS,
    SCOPES,
    WORKS,
    Discipline,
    Facts,
    Holding,
    Matter,
    Rating,
    Work,
)
from thidua.law.rulebook import Rulebook

FOREIGN = "khong-ai-biet"


@dataclass
class People:
    """Invents facts for one award year under a rulebook; days of interest are hit often."""

    book: Rulebook
    year: int
    draw: Random
    days: Sequence[date] = field(default_factory=tuple)

    def person(self) -> Facts:
        """One person. Some are exemplary, so that hard titles are reached too."""
        draw = self.draw
        good = draw.choice((0.3, 0.7, 0.97))
        years = range(self.year - 12, self.year + 2)
        parts = self.book.parts
        return Facts(
            year=self.year,
            ratings={y: Rating(year=y, rating=self._rating(good)) for y in years if draw.random() < 0.5 + good / 2},
            party_ratings={y: self._rating(good) for y in years if draw.random() < good},
            months={y: self._number(12, good) for y in years if draw.random() < 0.4 + good / 2},
            holdings=self._some(good, 24, self._holding),
            works=self._some(good, 6, self._work),
            disciplines=self._some(good, 2 if draw.random() < 0.4 else 0, self._discipline),
            matters=self._some(good, 3 if draw.random() < 0.3 else 0, self._matter),
            partial=frozenset(
                group for group in (HOLDINGS, WORKS, DISCIPLINES, MATTERS) if draw.random() < (1 - good) / 3
            ),
            registered={y: self._registered(good) for y in years if draw.random() < 0.3 + good / 2},
            stated={code: draw.random() < good for code in parts.questions if draw.random() < good},
            measures={code: self._number(40, good) for code in parts.measures if draw.random() < good},
        )

    def _some(self, good: float, most: int, make: Any) -> tuple[Any, ...] | None:
        if self.draw.random() < (1 - good) / 3:
            return None
        return tuple(make(good) for _ in range(self.draw.randint(0, most)))

    def _rating(self, good: float) -> str:
        known = sorted(self.book.parts.ratings.values(), key=lambda one: -one.rank)
        if self.draw.random() < good:
            return known[self.draw.randint(0, 1)].code
        return self.draw.choice([FOREIGN, *(one.code for one in known)])

    def _number(self, most: int, good: float) -> Decimal:
        whole = most if self.draw.random() < good else self.draw.randint(0, most)
        return whole + self.draw.choice([Decimal(0), Decimal("0.5"), Decimal("-0.01") if whole else Decimal(0)])

    def _registered(self, good: float) -> frozenset[str]:
        return frozenset(code for code in self.book.awards if self.draw.random() < good)

    def _holding(self, good: float) -> Holding:
        cancelled = self._day() if self.draw.random() < 0.02 else None
        back = self.draw.choice((1, 1, 2, 2, 3, 4, 5, 8, 20, 45)) - (self.draw.random() < 0.1)
        award = self.draw.choice([FOREIGN, *self.book.awards]) if self.draw.random() > good else self._wanted()
        basis = "merit" if self.draw.random() < good else self.draw.choice(BASES)
        return Holding(award=award, year=self.year - back, cancelled_on=cancelled, basis=basis)

    def _wanted(self) -> str:
        return self.draw.choice(list(self.book.awards)[: max(6, len(self.book.awards) // 3)])

    def _work(self, good: float) -> Work:  # noqa: ARG002 - every maker is called alike
        draw = self.draw
        kind = draw.choice(("initiative", "initiative", "research"))
        return Work(key="k", year=self.year - draw.choice((0, 0, 1, 2, 5, 11)), kind=kind, scope=draw.choice(SCOPES))

    def _day(self) -> date:
        if self.days and self.draw.random() < 0.3:
            near = self.draw.choice(self.days) + timedelta(days=self.draw.randint(-1, 1))
            return near.replace(year=max(near.year - self.draw.choice((0, 0, 0, 1, 3)), 1990), day=min(near.day, 28))
        return date(self.year + 1, 6, 1) - timedelta(days=self.draw.randint(-200, 2200))

    def _discipline(self, good: float) -> Discipline:  # noqa: ARG002
        decided = self._day()
        ended = decided + timedelta(days=self.draw.choice((90, 365, 366, 800))) if self.draw.random() < 0.9 else None
        form = self.draw.choice([FOREIGN, *self.book.parts.disciplines])
        return Discipline(form=form, decided_on=decided, ended_on=ended)

    def _matter(self, good: float) -> Matter:  # noqa: ARG002
        since = self._day()
        concluded = since + timedelta(days=self.draw.choice((0, 1, 30, 400))) if self.draw.random() < 0.6 else None
        return Matter(kind="k", since=since, concluded_on=concluded)
