"""A paper as JSON and back, so that an issued paper can be kept for decades."""

from __future__ import annotations

import json
import types
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from thidua.papers import model
from thidua.papers.model import Paper, PaperError

SCHEMA = "thidua.paper/1"


def to_json(paper: Paper) -> str:
    """Write the paper as JSON text; the same paper always gives the same text."""
    wrapped = {"schema": SCHEMA, "paper": _plain(paper)}
    return json.dumps(wrapped, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Paper:
    """Read back what `to_json` wrote; raises PaperError on anything else."""
    try:
        wrapped = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PaperError("Dữ liệu văn bản không phải là JSON hợp lệ.") from error
    if not isinstance(wrapped, dict) or "paper" not in wrapped:
        raise PaperError("Dữ liệu không chứa văn bản nào.")
    if wrapped.get("schema") != SCHEMA:
        raise PaperError(
            f"Dữ liệu văn bản thuộc phiên bản “{wrapped.get('schema')}”, phần mềm chỉ đọc được phiên bản “{SCHEMA}”."
        )
    paper: Paper = _read(Paper, wrapped["paper"], "văn bản")
    return paper


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        known = {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        return {"is": _name(type(value)), **known}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _name(record: Any) -> str:
    return str(record.__name__).lower()


@cache
def _hints(record: Any) -> dict[str, Any]:
    return get_type_hints(record, vars(model))


def _read(wanted: Any, value: Any, where: str) -> Any:
    """Read one value of the wanted type; say where it failed."""
    origin = get_origin(wanted)
    if origin is tuple:
        if not isinstance(value, list):
            raise _wrong(where)
        item = get_args(wanted)[0]
        return tuple(_read(item, each, f"{where}[{n}]") for n, each in enumerate(value))
    if origin in (Union, types.UnionType):
        return _read_one_of(get_args(wanted), value, where)
    if is_dataclass(wanted):
        return _read_record(wanted, value, where)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        if value not in list(wanted):
            raise _wrong(where)
        return wanted(value)
    if wanted is float and type(value) is int:
        return value
    if type(value) is not wanted:
        raise _wrong(where)
    return value


def _read_one_of(choices: tuple[Any, ...], value: Any, where: str) -> Any:
    if value is None and types.NoneType in choices:
        return None
    for choice in choices:
        if not is_dataclass(choice) and choice is not types.NoneType:
            return _read(choice, value, where)
        if isinstance(value, dict) and value.get("is") == _name(choice):
            return _read(choice, value, where)
    raise _wrong(where)


def _read_record(wanted: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict) or value.get("is") != _name(wanted):
        raise _wrong(where)
    hints = _hints(wanted)
    given = {key: item for key, item in value.items() if key != "is"}
    if given.keys() != hints.keys():
        raise _wrong(where)
    return wanted(**{key: _read(hints[key], given[key], f"{where}.{key}") for key in hints})


def _wrong(where: str) -> PaperError:
    return PaperError(f"Dữ liệu văn bản sai ở “{where}”.")
