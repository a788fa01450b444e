"""Shapes: what a value in a file may be, read strictly. One declaration reads the value and writes its JSON schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Protocol

from thidua.core.names import tidy
from thidua.core.text import Text, say
from thidua.law.reading import Place, Plain

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
BROKEN = object()
REQUIRED = object()


class Shape(Protocol):
    """Reads a plain value at a place; what is wrong is noted there and BROKEN comes back."""

    def read(self, value: Plain, place: Place) -> Any: ...

    def schema(self) -> dict[str, Any]: ...


def broken(place: Place, sentence: Text, cure: Text | None = None) -> Any:
    """Note what is wrong and give BROKEN."""
    place.wrong(sentence, cure)
    return BROKEN


@dataclass(frozen=True, slots=True)
class Words:
    """A text that is not empty, tidied."""

    longest: int = 2000

    def read(self, value: Plain, place: Place) -> Any:
        if not isinstance(value, str) or not tidy(value):
            return broken(place, say("Ở đây cần một đoạn chữ, không để trống."))
        if len(value) > self.longest:
            return broken(place, say("Đoạn chữ dài quá {n} ký tự.", n=self.longest))
        return tidy(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.longest}


@dataclass(frozen=True, slots=True)
class Code:
    """A code: small letters and digits with hyphens; with `known`, one of those."""

    known: Callable[[], Iterable[str]] | None = None

    def read(self, value: Plain, place: Place) -> Any:
        if not isinstance(value, str) or not CODE.fullmatch(value):
            return broken(place, say("Ở đây cần một mã gồm chữ thường không dấu, số và dấu gạch nối."))
        known = list(self.known()) if self.known else [value]
        if value not in known:
            shown = ", ".join(known[:12])
            return broken(
                place, say("Không có mã “{code}”.", code=value), say("Các mã dùng được: {codes}.", codes=shown)
            )
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.known())} if self.known else {"type": "string", "pattern": _WHOLE}


_WHOLE = f"^{CODE.pattern}$"


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds."""

    least: int = 0
    most: int = 10**9

    def read(self, value: Plain, place: Place) -> Any:
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if not isinstance(text, str) or not re.fullmatch(r"-?\d{1,12}", text):
            return broken(place, say("Ở đây cần một số nguyên."))
        if not self.least <= int(text) <= self.most:
            return broken(place, say("Số phải từ {least} đến {most}.", least=self.least, most=self.most))
        return int(text)

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Number:
    """An exact decimal number, not below 0."""

    def read(self, value: Plain, place: Place) -> Any:
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            return broken(place, say("Ở đây cần một số."))
        try:
            number = Decimal(value)
        except InvalidOperation:
            return broken(place, say("Ở đây cần một số, viết với dấu chấm thập phân."))
        if not number.is_finite() or number < 0 or number > 10**15:
            return broken(place, say("Ở đây cần một số không âm."))
        return number

    def schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": 0}


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction written as text: 7/10."""

    def read(self, value: Plain, place: Place) -> Any:
        if isinstance(value, str) and re.fullmatch(r"\d{1,4}/[1-9]\d{0,3}", value) and Fraction(value) <= 1:
            return Fraction(value)
        return broken(place, say("Ở đây cần một phân số không quá 1, viết như 7/10."))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{1,4}/[1-9]\d{0,3}$"}


@dataclass(frozen=True, slots=True)
class Truth:
    """true or false."""

    def read(self, value: Plain, place: Place) -> Any:
        known = {"true": True, "false": False, True: True, False: False}
        if not isinstance(value, str | bool) or value not in known:
            return broken(place, say("Ở đây cần true (có) hoặc false (không)."))
        return known[value]

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Day:
    """A day, written 2024-01-31."""

    def read(self, value: Plain, place: Place) -> Any:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        return broken(place, say("Ở đây cần một ngày, viết như 2024-01-31."))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class Nullable:
    """A value or an explicit null."""

    inner: Shape

    def read(self, value: Plain, place: Place) -> Any:
        return None if value is None else self.inner.read(value, place)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.inner.schema(), {"type": "null"}]}


@dataclass(frozen=True, slots=True)
class Many:
    """A list, as a tuple; with `least` at least so many."""

    inner: Shape
    least: int = 0

    def read(self, value: Plain, place: Place) -> Any:
        if not isinstance(value, list):
            return broken(place, say("Ở đây cần một danh sách."))
        if len(value) < self.least:
            return broken(place, say("Danh sách cần ít nhất {n} mục.", n=self.least))
        found = [self.inner.read(one, place / index) for index, one in enumerate(value)]
        return BROKEN if any(one is BROKEN for one in found) else tuple(found)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.inner.schema(), "minItems": self.least}


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping from a key of one shape to a value of another."""

    key: Shape
    inner: Shape

    def read(self, value: Plain, place: Place) -> Any:
        if not isinstance(value, dict):
            return broken(place, say("Ở đây cần các cặp tên và giá trị."))
        found = {self.key.read(k, place / k): self.inner.read(v, place / k) for k, v in value.items()}
        return BROKEN if BROKEN in found or any(v is BROKEN for v in found.values()) else found

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.inner.schema()}


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record: its shape, what it means (Vietnamese), its value when it is left out."""

    shape: Shape
    meaning: str = ""
    default: Any = REQUIRED


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys only, made into something by `make(**values)`; hyphens in keys become underscores."""

    fields: Mapping[str, Field]
    make: Callable[..., Any] = field(default=dict)

    def read(self, value: Plain, place: Place) -> Any:
        if not isinstance(value, dict):
            return broken(place, say("Ở đây cần các mục: {keys}.", keys=", ".join(self.fields)))
        before = len(place.source.problems)
        for key in value:
            if key not in self.fields:
                cure = say("Các mục dùng được: {keys}.", keys=", ".join(self.fields))
                (place / key).wrong(say("Không có mục nào tên “{key}” ở đây.", key=key), cure)
        found = {}
        for key, one in self.fields.items():
            if key in value:
                found[key.replace("-", "_")] = one.shape.read(value[key], place / key)
            elif one.default is REQUIRED:
                place.wrong(say("Thiếu mục “{key}”.", key=key))
            else:
                found[key.replace("-", "_")] = one.default
        return BROKEN if len(place.source.problems) > before else self.make(**found)

    def schema(self) -> dict[str, Any]:
        shown = {
            key: one.shape.schema() | ({"description": one.meaning} if one.meaning else {})
            for key, one in self.fields.items()
        }
        needed = [key for key, one in self.fields.items() if one.default is REQUIRED]
        return {"type": "object", "properties": shown, "required": needed, "additionalProperties": False}
