"""Append an event, inside the transaction of the act itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from thidua.audit.facts import content_of
from thidua.audit.models import Event, Head
from thidua.audit.rules.chain import chain_hash


class Subject(Protocol):
    """Anything with an identifier for addresses."""

    uuid: UUID


class Actor(Protocol):
    """Whoever acts: an account's number (None for the machine itself) and a name."""

    @property
    def user_id(self) -> int | None: ...

    @property
    def name(self) -> str: ...


def record(
    *,
    verb: str,
    actor: Actor,
    subject: Subject,
    at: datetime,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> Event:
    """Append one event to the chain. Must run inside the transaction of the act that it tells of."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is recorded inside the transaction of its act.")
    Head.objects.get_or_create(pk=1)
    head = Head.objects.select_for_update().get(pk=1)
    event = Event(
        number=head.number + 1,
        at=at,
        actor_id=actor.user_id,
        actor_name=actor.name,
        verb=verb,
        subject_kind=type(subject).__name__,
        subject_uuid=subject.uuid,
        subject_label=str(subject)[:300],
        reason=reason,
        data=dict(data or {}),
        previous_hash=head.hash,
    )
    event.hash = chain_hash(head.hash, event.number, content_of(event))
    event.save(force_insert=True)
    head.number, head.hash = event.number, event.hash
    head.save()
    return event
