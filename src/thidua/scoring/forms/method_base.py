"""What the small forms of all methods have in common: parameters, and a list where the method has one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext

from thidua.core.numbers import NumberUnreadable, format_number, parse_number
from thidua.scoring.rules import Method
from thidua.scoring.rules.methods.measured import SIGNS

OPERATORS = tuple((op, lazystr(sign)) for op, sign in SIGNS.items())
_SPARE_ROWS = 3
_MOST_ROWS = 40


class MethodForm(forms.Form):
    """The parameters of one kind of method. `method()` gives the method once the form is valid."""

    kind = ""
    #: Headings of the columns of the list that the kind has, if any; the last column is points.
    columns: tuple[Any, ...] = ()
    rows_hint: Any = ""
    numbered_rows = False

    def __init__(self, data: Mapping[str, Any] | None = None, method: Method | None = None) -> None:
        given = method if method is not None and method.kind == self.kind else None
        super().__init__(data, prefix="m", initial=self.initial_of(given) if given else {}, auto_id="id_m_%s")
        self.given_rows = self.rows_of(given) if given else []
        self.remarks = given.remarks if given else ()
        self.typed_rows: list[list[Any]] = []
        self.row_errors: list[str] = []

    def initial_of(self, method: Any) -> dict[str, Any]:
        """The fields' values for a method."""
        return {name: getattr(method, name) for name in self.base_fields if hasattr(method, name)}

    def rows_of(self, _method: Any) -> list[tuple[Any, ...]]:
        """The list's rows for a method."""
        return []

    def build(self, values: dict[str, Any]) -> Method:
        """The method of these values and rows."""
        raise NotImplementedError

    @property
    def method(self) -> Method:
        """The method as it was put in; only of a valid form."""
        return self.built

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The list as the page shows it: what is there and some empty rows."""
        if self.is_bound:
            texts = [self._texts(n) for n in range(self._sent_rows())]
        else:
            texts = [[self._shown(value) for value in row] for row in self.given_rows]
        width = len(self.columns)
        texts += [[""] * width for _ in range(_SPARE_ROWS if texts else _SPARE_ROWS + 1)]
        return [
            {"number": n + 1, "cells": [self._cell(n, c, text) for c, text in enumerate(row)]}
            for n, row in enumerate(texts[:_MOST_ROWS])
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        rows = self._read_rows() if self.columns else []
        if self.columns and not rows and not self.row_errors:
            self.row_errors.append(gettext("Hãy điền ít nhất một dòng."))
        for error in self.row_errors:
            self.add_error(None, error)
        if not self.errors:
            self.list_rows = rows
            self.built = self.build(values)
        return values

    def _read_rows(self) -> list[tuple[Any, ...]]:
        found = []
        for n in range(self._sent_rows()):
            texts = self._texts(n)
            filled = [text for c, text in enumerate(texts) if text and not self._is_choice(c)]
            if not filled:
                continue
            try:
                found.append(tuple(self._value(c, text) for c, text in enumerate(texts)))
            except NumberUnreadable as wrong:
                self.row_errors.append(gettext("Dòng %(n)s: %(why)s") % {"n": n + 1, "why": wrong})
        return found

    def _sent_rows(self) -> int:
        sent = 0
        while sent < _MOST_ROWS and f"m-{sent}-0" in self.data:
            sent += 1
        return sent

    def _texts(self, n: int) -> list[str]:
        return [str(self.data.get(f"m-{n}-{c}", "")).strip() for c in range(len(self.columns))]

    def _cell(self, n: int, c: int, text: str) -> dict[str, Any]:
        name = f"m-{n}-{c}"
        return {
            "name": name,
            "id": f"id_{name}",
            "text": text,
            "label": self.columns[c],
            "choices": OPERATORS if self._is_choice(c) else (),
            "is_number": self._is_number(c),
        }

    def _is_choice(self, _c: int) -> bool:
        return False

    def _is_number(self, c: int) -> bool:
        return c == len(self.columns) - 1

    def _value(self, c: int, text: str) -> Any:
        return parse_number(text) if self._is_number(c) else text

    @staticmethod
    def _shown(value: Any) -> str:
        return format_number(value) if isinstance(value, Decimal) else str(value)
