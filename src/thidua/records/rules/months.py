"""How many months of a school year somebody worked, from posts and leave. Pure. vi: thời gian công tác trong năm học.

A post without a last day is taken to go on to the end of the year; maternity leave counts as worked; unpaid and study
leave do not; sick leave counts up to `sick_days` (None: all of it, because the older bar of 40 days was dropped).
Each calendar month counts by its share of days, so a whole year is exactly 12. Rounded down: nobody gains a day.
source: domain/law.md LĐTT, X11, X14.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from thidua.core.days import Period
from thidua.law.facts import year_ends, year_of, year_starts

MATERNITY, SICK, UNPAID, STUDY = "maternity", "sick-leave", "unpaid-leave", "study-leave"
NOT_WORKED = (UNPAID, STUDY)
#: How many days of sick leave in a year count as worked; None: all.
SICK_DAYS_COUNTED: int | None = None
CENT = Decimal("0.01")
WHOLE_YEAR = Decimal("12.00")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Away:
    """Days of leave of one kind; without a last day they go on. vi: nghỉ."""

    kind: str
    period: Period


def months_worked(
    year: int, posts: Iterable[Period], leave: Iterable[Away] = (), sick_days: int | None = SICK_DAYS_COUNTED
) -> Decimal | None:
    """The months worked of a school year; None when no post of that year is known."""
    first, last = year_starts(year), year_ends(year)
    held = [one for one in posts if one.start <= last and (one.end is None or one.end >= first)]
    if not held:
        return None
    away = [one for one in leave if one.period.start <= last and (one.period.end is None or one.period.end >= first)]
    if not away and any(one.start <= first and (one.end is None or one.end >= last) for one in held):
        return WHOLE_YEAR
    worked = _days(held, first, last)
    lost = _days((one.period for one in away if one.kind in NOT_WORKED), first, last)
    if sick_days is not None:
        sick = sorted(_days((one.period for one in away if one.kind == SICK), first, last) & worked - lost)
        lost |= set(sick[sick_days:])
    days = Counter((day.year, day.month) for day in worked - lost)
    total = sum((Fraction(n, monthrange(*month)[1]) for month, n in days.items()), Fraction(0))
    return (Decimal(total.numerator) / Decimal(total.denominator)).quantize(CENT, ROUND_DOWN)


def months_by_year(posts: Iterable[Period], leave: Iterable[Away], until: int) -> Mapping[int, Decimal]:
    """The months of every school year up to one, as far as posts are known; a year without is left out."""
    held, away = list(posts), list(leave)
    begun = [year_of(period.start) for period in held]
    years = range(min(begun, default=until + 1), until + 1)
    found = ((year, months_worked(year, held, away)) for year in years)
    return {year: months for year, months in found if months is not None}


def _days(periods: Iterable[Period], first: date, last: date) -> set[date]:
    found: set[date] = set()
    for period in periods:
        start, end = max(period.start, first), min(period.end or last, last)
        found.update(start + DAY * n for n in range(max(0, (end - start).days + 1)))
    return found
