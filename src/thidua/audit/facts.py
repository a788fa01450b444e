"""From stored events to what rules read."""

from __future__ import annotations

from datetime import UTC

from thidua.audit.models import Event
from thidua.audit.rules.chain import EventFacts


def content_of(event: Event) -> dict[str, object]:
    """Everything of an event that its hash covers."""
    return {
        "at": event.at.astimezone(UTC).isoformat(),
        "actor": event.actor_id,
        "actor_name": event.actor_name,
        "verb": event.verb,
        "subject": [event.subject_kind, str(event.subject_uuid), event.subject_label],
        "reason": event.reason,
        "data": event.data,
    }


def event_facts(event: Event) -> EventFacts:
    """One event as facts."""
    return EventFacts(event.number, content_of(event), event.previous_hash, event.hash)
