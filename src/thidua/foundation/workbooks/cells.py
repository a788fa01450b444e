"""One cell: its name in the sheet, its value as people see it."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from thidua.core.days import format_day, format_moment
from thidua.core.names import tidy


def cell_name(row: int, column: int) -> str:
    """The name of a cell: row from 1, column from 0, as `E7`."""
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The column that capital letters name, counted from 0: A → 0, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def cell_text(value: Any, percent: bool = False) -> str:
    """A typed value as tidy text: numbers with a point (`4.75`), percentages with their sign (`92%`), 05/06/2020."""
    if isinstance(value, str):
        return tidy(value) if value else ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int | float):
        return _number(value, percent)
    if isinstance(value, datetime):
        return format_day(value.date()) if value.time() == time() else format_moment(value)
    if isinstance(value, date):
        return format_day(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _number(value: float, percent: bool) -> str:
    # Excel itself shows and compares fifteen digits; more are noise of its binary numbers.
    exact = Decimal(f"{value:.15g}") * (100 if percent else 1)
    text = f"{exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}%" if percent else text
