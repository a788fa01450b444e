"""How an event is hashed, and whether a chain holds. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What is hashed of an event, as it is stored."""

    number: int
    content: Mapping[str, object]
    previous_hash: str
    hash: str


def chain_hash(previous_hash: str, number: int, content: Mapping[str, object]) -> str:
    """The hash that binds an event to everything before it."""
    canonical = json.dumps([previous_hash, number, content], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def first_break(events: Iterable[EventFacts]) -> int | None:
    """The number of the first event that was changed, removed or slipped in; None when the chain holds."""
    previous, expected = GENESIS, 1
    for event in events:
        intact = event.number == expected and event.previous_hash == previous
        if not intact or event.hash != chain_hash(previous, event.number, event.content):
            return expected
        previous, expected = event.hash, expected + 1
    return None
