"""Official dates, numbers and references, written as Decree 30/2020 asks.

source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II.3, II.4 và III.1.
"""

from __future__ import annotations

from datetime import date

# Room for a number or a day written by hand; no-break spaces, so the line stays whole.
_BLANK = "\u00a0" * 5


def day_in_words(day: date | None, *, year: int | None = None) -> str:
    """Give "ngày 05 tháng 6 năm 2020": days below 10 and months 1 and 2 carry a zero.

    Without a day, room is left to write day and month by hand, in the year if given.
    """
    if day is None:
        return f"ngày{_BLANK}tháng{_BLANK}năm {year or _BLANK}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_and_date(place: str, day: date | None, *, year: int | None = None) -> str:
    """Give "Cần Thơ, ngày 05 tháng 6 năm 2020". vi: địa danh và thời gian ban hành."""
    return f"{place}, {day_in_words(day, year=year)}"


def number_and_symbol(number: int | None, symbol: str) -> str:
    """Give "05/BC-SGDĐT"; without a number yet, room for one. vi: số, ký hiệu văn bản."""
    written = _BLANK if number is None else f"{number:02d}"
    return f"{written}/{symbol}"


def number_line(number: int | None, symbol: str) -> str:
    """Give "Số: 05/BC-SGDĐT", the line under the issuer."""
    return f"Số: {number_and_symbol(number, symbol)}"


def annex_reference(kind: str, number: int | None, symbol: str, day: date | None, by: str) -> str:
    """Give the line in brackets that ties an annex to its paper.

    "(Kèm theo Báo cáo số 05/BC-SGDĐT ngày 05 tháng 6 năm 2020 của Sở …)"
    """
    return f"(Kèm theo {kind} số {number_and_symbol(number, symbol)} {day_in_words(day)} của {by})"
