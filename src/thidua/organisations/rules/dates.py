"""Dated offices: whether two overlap, and which days nobody holds one. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from thidua.core.days import Period

DAY = timedelta(days=1)


def overlapping(period: Period, others: Iterable[Period]) -> Period | None:
    """The first of the others that shares a day with the period."""
    return next((other for other in sorted(others, key=lambda p: p.start) if other.overlaps(period)), None)


def gaps(periods: Iterable[Period], within: Period) -> tuple[Period, ...]:
    """The days of `within` that no period covers, as periods in order. `within` has an end."""
    if within.end is None:
        raise ValueError("Gaps are counted within two days.")
    found: list[Period] = []
    uncovered = within.start
    for period in sorted(periods, key=lambda p: p.start):
        if period.start > within.end:
            break
        if period.start > uncovered:
            found.append(Period(uncovered, period.start - DAY))
        if period.end is None:
            return tuple(found)
        uncovered = max(uncovered, period.end + DAY)
    if uncovered <= within.end:
        found.append(Period(uncovered, within.end))
    return tuple(found)


def day_before(day: date) -> date:
    """The last day of what ends when something else begins on `day`."""
    return day - DAY
