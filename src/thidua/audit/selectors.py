"""Read the chain: the history of one thing, and whether all of it still holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from thidua.audit.facts import event_facts
from thidua.audit.models import Event, Head
from thidua.audit.rules.chain import GENESIS, first_break
from thidua.audit.rules.words import told
from thidua.core.text import Text


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a history as a page shows it: who did what, why, when."""

    words: Text
    subject: str
    reason: str
    at: datetime


def history_of(*subject_uuids: UUID) -> list[HistoryLine]:
    """What was done to one thing, or to several together, newest first, in words for `audit/history.html`.

    The caller has passed the gate of each thing.
    """
    events = Event.objects.filter(subject_uuid__in=subject_uuids).order_by("-number")
    return [HistoryLine(told(e.verb, e.actor_name), e.subject_label, e.reason, e.at) for e in events]


@dataclass(frozen=True, slots=True)
class Change:
    """What one event kept beside its words: who, when, the data."""

    who: str
    at: datetime
    data: dict[str, Any]


def changes_of(subject_uuid: UUID, verb: str) -> list[Change]:
    """The data of every event of one kind on one thing, newest first. The caller has passed the gate of the thing."""
    events = Event.objects.filter(subject_uuid=subject_uuid, verb=verb).order_by("-number")
    return [Change(e.actor_name, e.at, e.data) for e in events]


def chain_break() -> int | None:
    """The number of the first event that does not fit, None when the whole chain holds."""
    broken = first_break(event_facts(event) for event in Event.objects.order_by("number").iterator())
    if broken is not None:
        return broken
    head = Head.objects.filter(pk=1).first()
    last = Event.objects.order_by("-number").first()
    kept = (head.number, head.hash) if head else (0, GENESIS)
    found = (last.number, last.hash) if last else (0, GENESIS)
    return None if kept == found else found[0] + 1
