"""The same three titles written by hand for numpy, as somebody would who needs only these, on this day of this law.

LĐTT, CSTĐ cơ sở and CSTĐ cấp bộ, tỉnh in school year 2024–2025 by the law of June 2025. An answer is two columns:
surely (granted) and possibly (not refused).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from thidua.law.columns import Columns
from thidua.law.columns.layout import FIRST_DAY

YEAR, DAY = 2024, date(2025, 6, 15)
LDTT, CSTDCS, CSTDBT = "lao-dong-tien-tien", "chien-si-thi-dua-co-so", "chien-si-thi-dua-bo-tinh"
TODAY = (DAY - FIRST_DAY).days


def by_hand(columns: Columns, rows: slice = slice(None)) -> dict[str, np.ndarray]:
    """The three answers of everybody, or of some rows."""
    layout = columns.layout
    at = {name: value[rows] for name, value in columns.fields.items()}
    first, last, _ = rows.indices(columns.size)
    size = last - first
    good, best = layout.least_rating("hoan-thanh-tot"), layout.least_rating("hoan-thanh-xuat-sac")
    rating, months = at["rating 2024"], at["months 2024"]
    not_rated, works_unknown = rating == 0, at["unknown works"].view(bool)
    holdings_unknown = at["unknown holdings"].view(bool)
    free = at["unknown matters"] == 0
    free[rows_of(columns, "matter", first, last, pending)] = False
    sure = (rating >= good) & (months >= 11)
    maybe = ((rating >= good) | not_rated) & ((months >= 11) | (months == 0))
    answers = {LDTT: _answer(sure & free, maybe)}

    titled = held(columns, at, LDTT, 2024, first, last)
    work = (at["initiative unit 2024"] + at["research unit 2024"]) > 0
    excellent = rating >= best
    sure = (sure | titled) & (excellent | work)
    maybe = (maybe | titled) & (excellent | not_rated | work | works_unknown)
    answers[CSTDCS] = _answer(sure & free, maybe)

    now, once, before = (held(columns, at, CSTDCS, year, first, last) for year in (2024, 2023, 2022))
    wide = np.zeros(size, np.uint8)
    for year in (2024, 2023, 2022):
        wide += at[f"initiative province {year}"]
        wide += at[f"research province {year}"]
    found = wide > 0
    disciplines_known = at["unknown disciplines"] == 0
    sure = (sure | now) & once & before & found & disciplines_known
    maybe = (maybe | now) & (once | holdings_unknown) & (before | holdings_unknown) & (found | works_unknown)
    away = rows_of(columns, "discipline", first, last, served)
    sure[away] = False
    maybe[away] = False
    answers[CSTDBT] = _answer(sure & free, maybe)
    return answers


def _answer(sure: Any, maybe: Any) -> Any:
    return sure.view(np.uint8) + maybe.view(np.uint8)


def held(columns: Columns, at: dict[str, Any], award: str, year: int, first: int, last: int) -> Any:
    found = (at[f"recently {award}"] & np.uint8(1 << (YEAR - year))) != 0
    number = columns.layout.award_numbers[award] + 1

    def later(event: Any) -> Any:
        same = (event["cancelled award"] == number) & (event["cancelled year"] == year)
        return same & (event["cancelled on"] > TODAY)

    found[rows_of(columns, "cancelled", first, last, later)] = True
    return found


def pending(event: Any) -> Any:
    return (event["matter since"] <= TODAY) & (event["matter concluded"] > TODAY)


def served(event: Any) -> Any:
    return (event["discipline ended"] >= (date(2023, 9, 1) - FIRST_DAY).days) & (event["discipline ended"] <= TODAY)


def rows_of(columns: Columns, kind: str, first: int, last: int, chosen: Any) -> Any:
    events = columns.events[kind]
    low, high = np.searchsorted(events.rows, (first, last))
    values = {name: value[low:high] for name, value in events.values.items()}
    return events.rows[low:high][chosen(values)] - first
