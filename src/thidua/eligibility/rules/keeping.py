"""A finding as plain data, read again the same: sentences stay pattern and values, so that every language says them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from thidua.core.findings import Answer, Citation, Reason
from thidua.core.text import Text
from thidua.eligibility.rules.telling import Told
from thidua.law.judge import Dates
from thidua.law.provenance import Provision
from thidua.law.steps import Step, Used

_SHAPES: dict[str, Any] = {one.__name__: one for one in (Citation, Dates, Provision, Reason, Step, Told, Used)}
#: What has columns of its own.
APART = ("step", "sentence")


def told_to_json(told: Told) -> tuple[Any, Any, dict[str, Any]]:
    """The sentence, the trace, and the rest, each as plain data."""
    rest = {one.name: plain(getattr(told, one.name)) for one in fields(told) if one.name not in APART}
    return plain(told.sentence), plain(told.step), rest


def told_from_json(sentence: Any, trace: Any, rest: Mapping[str, Any]) -> Told:
    """The finding that `told_to_json` wrote."""
    values = {name: read(value) for name, value in rest.items()}
    return Told(sentence=read(sentence), step=read(trace), **values)


def dates_to_json(dates: Dates) -> dict[str, Any]:
    """The days that choose the law."""
    found: dict[str, Any] = plain(dates)["of"]
    return found


def dates_from_json(data: Mapping[str, Any]) -> Dates:
    """The days that `dates_to_json` wrote."""
    return Dates(**{name: read(value) for name, value in data.items()})


def plain(value: Any) -> Any:
    """Any value of a finding as plain data. Raises TypeError for what no finding holds."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Answer):
        return {"answer": value.value}
    if isinstance(value, Decimal):
        return {"number": f"{value:f}"}
    if isinstance(value, Fraction):
        return {"share": str(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    if isinstance(value, Text):
        return {"say": value.pattern, "values": {name: plain(one) for name, one in value.values.items()}}
    if type(value).__name__ in _SHAPES:
        # What is as it is by default is left out: traces are long.
        kept = {
            one.name: plain(getattr(value, one.name))
            for one in fields(value)
            if getattr(value, one.name) != one.default
        }
        return {"shape": type(value).__name__, "of": kept}
    raise TypeError(f"not kept: {value!r}")


def read(value: Any) -> Any:
    """What `plain` wrote. Raises ValueError for anything else."""
    if isinstance(value, list):
        return tuple(read(one) for one in value)
    if not isinstance(value, dict):
        return value
    if "shape" in value:
        return _SHAPES[value["shape"]](**{name: read(one) for name, one in value["of"].items()})
    if "say" in value:
        return Text(value["say"], {name: read(one) for name, one in value["values"].items()})
    if "answer" in value:
        return Answer(value["answer"])
    if "day" in value:
        return date.fromisoformat(value["day"])
    if "number" in value:
        return Decimal(value["number"])
    if "share" in value:
        return Fraction(value["share"])
    raise ValueError(f"not kept by this room: {sorted(value)}")
