"""Who was there when, struck notes included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from thidua.meetings.models import Presence, Session
from thidua.meetings.selectors.session_card import ListedRow


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """Somebody on the list with every note of coming and going."""

    listed: ListedRow
    presences: list[Presence]
    struck: list[Presence]


def attendance_rows(session: Session, listed: Iterable[ListedRow]) -> list[AttendanceRow]:
    """Everybody on the list; one query for all notes."""
    notes: dict[int, list[Presence]] = {}
    for one in Presence.objects.filter(participant__session=session).select_related("participant"):
        notes.setdefault(one.participant_id, []).append(one)
    rows = []
    for row in listed:
        mine = notes.get(row.facts.pk, [])
        kept = [one for one in mine if one.struck_at is None]
        rows.append(AttendanceRow(row, kept, [one for one in mine if one.struck_at is not None]))
    return rows
