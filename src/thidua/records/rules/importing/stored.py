"""A record as it is stored, held against what a row says of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from thidua.core.days import SchoolYear, format_day
from thidua.core.names import fold, tidy
from thidua.records.rules.importing.kinds import BASIS, CODED, SCOPE, WORK_KIND, YEAR, Column
from thidua.records.rules.importing.names import Names
from thidua.records.rules.importing.notes import CHANGE, KEPT, Note
from thidua.records.rules.importing.reading import BASIS_WORDS, SCOPE_WORDS, WORK_KIND_WORDS, UnitFacts

_WORDS: Mapping[str, Names] = {BASIS: BASIS_WORDS, WORK_KIND: WORK_KIND_WORDS, SCOPE: SCOPE_WORDS}


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored record: its fields by the keys of columns; `decided` when a signed decision stands behind it.

    `authors` are the authors of a work by number, with their names.
    """

    pk: int
    fields: Mapping[str, Any] = field(default_factory=dict)
    decided: bool = False
    authors: Mapping[int, str] = field(default_factory=dict)


def differences(columns: Iterable[Column], said: Mapping[str, Any], stored: Stored, names: Names) -> dict[str, Note]:
    """What a row says otherwise, by column. What it leaves blank it does not say."""
    what = KEPT if stored.decided else CHANGE
    found = {}
    for column in columns:
        if column.key not in said or column.key not in stored.fields:
            continue
        before, after = stored.fields[column.key], said[column.key]
        if not alike(before, after):
            found[column.key] = Note(
                what, column.key, before=shown(column, before, names), after=shown(column, after, names)
            )
    return found


def alike(before: Any, after: Any) -> bool:
    """Whether two values say the same; capitals and the place of a tone (Hoà, Hòa) make no difference."""
    if isinstance(before, str) and isinstance(after, str):
        return _letters(before) == _letters(after)
    return bool(before == after)


def shown(column: Column, value: Any, names: Names) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, UnitFacts):
        return value.name
    if column.holds == YEAR:
        return str(SchoolYear(value))
    words = names if column.holds == CODED else _WORDS.get(column.holds)
    return words.word(value) if words else str(value)


def _letters(text: str) -> list[tuple[str, str]]:
    """Word by word the bare letters and the signs on them, wherever in the word they stand."""
    words = tidy(text).casefold().split(" ")
    return [
        (fold(word), "".join(sorted(one for one in unicodedata.normalize("NFD", word) if unicodedata.combining(one))))
        for word in words
    ]
