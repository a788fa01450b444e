"""Read the chain: the history of one thing, and whether all of it still holds."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from thidua.audit.facts import event_facts
from thidua.audit.models import Event, Head
from thidua.audit.rules import GENESIS, first_break


def history_of(subject_uuid: UUID) -> QuerySet[Event]:
    """What was done to one thing, newest first. The caller has passed the gate of the thing itself."""
    return Event.objects.filter(subject_uuid=subject_uuid).order_by("-number")


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
