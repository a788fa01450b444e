"""From rows to a session on its day."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch

from thidua.core.days import day_of
from thidua.foundation.models import valid_on
from thidua.meetings.models import Council, Participant, Presence, Session
from thidua.meetings.rules.sessions import ParticipantFacts, PresenceFacts, SessionFacts
from thidua.organisations.facts import cluster_facts


def session_facts(session: Session) -> SessionFacts:
    """Everybody on the list, and who is there now; once it has ended, who was there to the end. Two queries."""
    shown = Prefetch("presences", Presence.objects.filter(struck_at__isnull=True))
    rows = Participant.objects.filter(session=session, left_list_at__isnull=True)
    rows = rows.select_related("person", "unit", "stands_in_for").prefetch_related(shown)
    return SessionFacts(
        key=session.uuid,
        state=session.state,
        day=day_of(session.starts_at),
        everybody=tuple(participant_facts(row, session) for row in rows),
        opened_at=session.opened_at,
        ended_at=session.ended_at,
    )


def participant_facts(row: Participant, session: Session) -> ParticipantFacts:
    """One row of the list with its presences that were not struck out."""
    presences = tuple(PresenceFacts(one.arrived_at, one.left_at) for one in row.presences.all())
    # Ending the session ends every presence still open at that very moment: those stayed to the end.
    stayed = any(one.left_at is None or one.left_at == session.ended_at for one in presences)
    return ParticipantFacts(
        key=row.uuid,
        pk=row.pk,
        name=row.name,
        title=row.title,
        unit=row.unit_id,
        unit_code=row.unit.code if row.unit else "",
        person=row.person_id,
        account=row.person.account_id if row.person else None,
        capacity=row.capacity,
        task=row.task,
        counts=row.counts,
        heads_count=row.heads_count,
        stands_in_for=row.stands_in_for.uuid if row.stands_in_for else None,
        absence_reason=row.absence_reason,
        presences=presences,
        present=stayed,
    )


def member_units_on(council: Council, day: date) -> tuple[int, ...]:
    """The units that are members of a conference on a day, in the cluster's order; none for a council of people."""
    return cluster_facts(council.cluster, day).members if council.cluster is not None else ()


def member_people_on(council: Council, day: date) -> tuple[int, ...]:
    """The people who sit in a council on a day, by mandate; none for a conference of units."""
    if council.kind == Council.Kind.CONFERENCE:
        return ()
    return tuple(valid_on(council.mandates.all(), day).order_by("pk").values_list("person_id", flat=True))
