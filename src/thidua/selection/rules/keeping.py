"""Inputs and outcome as plain data and back, so that a run is kept and can be run again. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from thidua.core.findings import Citation, Reason
from thidua.core.text import Text
from thidua.selection.rules.clause import clause_to_json
from thidua.selection.rules.clause_reading import read_clause
from thidua.selection.rules.outcome import (
    Award,
    Candidate,
    Declined,
    EmptySeats,
    Held,
    Inputs,
    Need,
    Outcome,
    Ruled,
    Skipped,
    Step,
    Vote,
)

T = TypeVar("T")
#: Every shape that may stand in kept data, by the name it is kept under.
_SHAPES: dict[str, type] = {
    one.__name__: one
    for one in (Award, Candidate, Citation, Declined, EmptySeats, Held, Need, Reason, Ruled, Skipped, Step, Vote)
}


def inputs_to_json(inputs: Inputs) -> dict[str, Any]:
    """The inputs as plain data."""
    return {"clause": clause_to_json(inputs.clause), **_fields(inputs, skip=("clause",))}


def inputs_from_json(data: Mapping[str, Any]) -> Inputs:
    """The inputs that `inputs_to_json` wrote."""
    return Inputs(clause=read_clause(data["clause"]), **_values(data, skip=("clause",)))


def outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    """The outcome as plain data, its sentences still as pattern and values."""
    return _fields(outcome)


def outcome_from_json(data: Mapping[str, Any]) -> Outcome:
    """The outcome that `outcome_to_json` wrote."""
    return Outcome(**_values(data))


def candidates_to_json(candidates: Iterable[Candidate]) -> list[Any]:
    """Candidates as plain data."""
    return [_plain(one) for one in candidates]


def candidates_from_json(data: Iterable[Any]) -> tuple[Candidate, ...]:
    """The candidates that `candidates_to_json` wrote."""
    return tuple(_read(one) for one in data)


def fingerprint(data: Any) -> str:
    """sha256 over plain data, always written the same way. vi: dấu niêm."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _fields(value: Any, skip: tuple[str, ...] = ()) -> dict[str, Any]:
    return {one.name: _plain(getattr(value, one.name)) for one in fields(value) if one.name not in skip}


def _values(data: Mapping[str, Any], skip: tuple[str, ...] = ()) -> dict[str, Any]:
    return {name: _read(value) for name, value in data.items() if name not in skip}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Decimal):
        return {"number": f"{value:f}"}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if isinstance(value, Text):
        return {"say": value.pattern, "values": {name: _plain(one) for name, one in value.values.items()}}
    if type(value).__name__ in _SHAPES:
        return {"shape": type(value).__name__, "of": _fields(value)}
    raise TypeError(f"not kept: {value!r}")


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_read(one) for one in value)
    if not isinstance(value, dict):
        return value
    if "shape" in value:
        return _SHAPES[value["shape"]](**_values(value["of"]))
    if "number" in value:
        return Decimal(value["number"])
    if "day" in value:
        return date.fromisoformat(value["day"])
    if "say" in value:
        return Text(value["say"], {name: _read(one) for name, one in value["values"].items()})
    raise ValueError(f"not kept by this room: {sorted(value)}")
