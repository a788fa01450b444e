"""Where each provision decides, and a fingerprint of everything that rests on it. Pure.

A confirmation names a provision and what stood there when somebody held it against the paper; when the data change,
the fingerprint changes and the confirmation no longer speaks of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from thidua.law.reading import Plain
from thidua.law.rulebook import Rulebook

#: What people may be surer of without anything else having changed.
UNWEIGHED = ("confidence",)


def marks(book: Rulebook) -> Mapping[str, str]:
    """For each provision by its key the fingerprint of the content that rests on it."""
    resting: dict[str, list[Plain]] = {}
    for section in sorted(book.plain):
        for row in book.plain[section]:
            for key, holder in _sourced(row):
                resting.setdefault(key, []).append(holder)
    return {key: _fingerprint(holders) for key, holders in resting.items()}


def _sourced(value: Plain) -> Iterator[tuple[str, Plain]]:
    """Every mapping with a source of its own, by the provision it names."""
    if isinstance(value, list):
        for one in value:
            yield from _sourced(one)
    elif isinstance(value, dict):
        source = value.get("source")
        if isinstance(source, dict) and "instrument" in source:
            yield f"{source['instrument']}|{source.get('place', '')}", value
        for one in value.values():
            yield from _sourced(one)


def _fingerprint(holders: list[Plain]) -> str:
    said = sorted(
        json.dumps(_weighed(one), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
        for one in holders
    )
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _weighed(value: Any) -> Any:
    if isinstance(value, list):
        return [_weighed(one) for one in value]
    if isinstance(value, dict):
        return {key: _weighed(one) for key, one in value.items() if key not in UNWEIGHED}
    return value
