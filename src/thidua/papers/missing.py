"""Which signs of a paper no shipped font can print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from thidua.papers.metrics import face
from thidua.papers.model import Paper


def missing_characters(paper: Paper) -> tuple[str, ...]:
    """Give each sign that will stand as a white square, once, in the order of the paper.

    Whoever issues the paper can be warned; the data of the paper keep the sign.
    """
    known = face().advances
    found: dict[str, None] = {}
    for text in _texts(paper):
        if not text.isascii():
            found.update(dict.fromkeys(c for c in text if c not in known and c != "\n"))
    return tuple(found)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
