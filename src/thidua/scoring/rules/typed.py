"""What people type or paste for one criterion, read into an entry. Pure; the same for a page, a file and a grid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from thidua.core.errors import Problem
from thidua.core.names import fold
from thidua.core.numbers import format_number, parse_number
from thidua.core.text import say
from thidua.scoring.rules.values import Entry, InputField, Value

_YES = frozenset({"co", "yes", "true", "1", "x", "dat"})
_NO = frozenset({"khong", "no", "false", "0", "khong dat"})


def typed_entry(fields: Iterable[InputField], typed: Mapping[str, str]) -> tuple[Entry | None, list[Problem]]:
    """The entry that typed texts stand for, and every text that could not be read with its cure.

    All boxes empty is no entry at all (chưa chấm), never a zero. Reads `4,75` and `4.75`, the stored name or the
    shown words of a choice, `có` and `không`. Whether the values fit the criterion is `check_entry`'s question.
    """
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for one in fields:
        text = typed.get(one.name, "").strip()
        if not text:
            continue
        try:
            values[one.name] = _read(one, text)
        except ValueError:
            problems.append(_unreadable(one, text))
    if problems:
        return None, problems
    return (Entry(values) if values else None), []


def shown_entry(fields: Iterable[InputField], entry: Entry | None) -> dict[str, str]:
    """The texts to put into the boxes for an entry: numbers with a comma, choices by their stored name."""
    values = entry.values if entry else {}
    return {one.name: _shown(values.get(one.name)) for one in fields}


def _shown(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else format_number(value)


def _read(one: InputField, text: str) -> Value:
    if one.type == "choice":
        wanted = fold(text)
        for name, words in one.choices:
            if text == name or wanted in (fold(name), fold(str(words))):
                return name
        raise ValueError(text)
    if one.type == "yesno":
        folded = fold(text)
        if folded in _YES or folded in _NO:
            return folded in _YES
        raise ValueError(text)
    return parse_number(text)


def _unreadable(one: InputField, text: str) -> Problem:
    short = text[:40]
    if one.type == "choice":
        shown = tuple(words for _, words in one.choices)
        wrong = say("“{typed}” không có trong các mức của tiêu chí.", typed=short)
        return Problem(str(one.label), wrong, say("Hãy chọn một trong: {choices}.", choices=shown))
    if one.type == "yesno":
        return Problem(
            str(one.label),
            say("“{typed}” không phải là “có” hoặc “không”.", typed=short),
            say("Hãy chọn một trong hai."),
        )
    return Problem(str(one.label), say("“{typed}” không phải là số.", typed=short), say("Hãy nhập như 4,75 hoặc 4.75."))
