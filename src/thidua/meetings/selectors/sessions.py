"""Sessions and councils that somebody may see: one condition, asked by every gate and every list.

A conference is seen by its cluster's units and those who oversee it, a council by its unit, those who observe the
unit and those who sit in it; a session besides by everybody on its list. A draft is seen only by those who oversee
the cluster, the council's unit, and its chair and secretary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from thidua.foundation.models import on_day
from thidua.foundation.refusals import NotThere
from thidua.meetings.models import AgendaItem, Council, Mandate, Participant, Presence, Session, SessionPaper
from thidua.organisations.models import Cluster, Office
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors import clusters_of

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle

OFFICERS = (Participant.Task.CHAIR, Participant.Task.SECRETARY)


def councils_for(viewer: Viewer) -> QuerySet[Council]:
    """Every body that the viewer may see."""
    rows = Council.objects.select_related("cluster__organiser", "unit").prefetch_related("unit__names")
    if not viewer.seats:
        return rows.none()
    seated = Mandate.objects.filter(person__account=viewer.user_id).values("council")
    in_council = Q(unit__in=viewer.working_units | viewer.observed_units) | Q(pk__in=seated)
    conference, council = Q(kind=Council.Kind.CONFERENCE), Q(kind=Council.Kind.COUNCIL)
    return rows.filter((conference & Q(cluster__in=clusters_of(viewer))) | (council & in_council)).order_by(
        "name", "pk"
    )


def sessions_for(viewer: Viewer) -> QuerySet[Session]:
    """Every session that the viewer may know of, latest first."""
    rows = Session.objects.select_related("council__cluster__organiser", "council__unit", "cycle__cluster__organiser")
    if not viewer.seats:
        return rows.none()
    listed = Participant.objects.filter(left_list_at__isnull=True, person__account=viewer.user_id)
    mine, mine_to_run = listed.values("session"), listed.filter(task__in=OFFICERS).values("session")
    seen, prepared = councils_for(viewer).values("pk"), _prepared_in_sight_of(viewer).values("pk")
    is_draft = Q(state=Session.State.DRAFT)
    called = ~is_draft & (Q(council__in=seen) | Q(pk__in=mine))
    return rows.filter(called | (is_draft & (Q(council__in=prepared) | Q(pk__in=mine_to_run))))


def sessions_of(viewer: Viewer, cycle: Cycle) -> list[Session]:
    """The sessions of a year that the viewer may see, latest first."""
    return list(sessions_for(viewer).filter(cycle=cycle))


def get_council_for(viewer: Viewer, uuid: UUID) -> Council:
    """One body, when the viewer may see it."""
    council = councils_for(viewer).filter(uuid=uuid).first()
    if council is None:
        raise NotThere
    return council


def get_session_for(viewer: Viewer, uuid: UUID) -> Session:
    """One session, when the viewer may know of it."""
    session = sessions_for(viewer).filter(uuid=uuid).first()
    if session is None:
        raise NotThere
    return session


def get_mandate_for(viewer: Viewer, uuid: UUID) -> Mandate:
    """One seat, under the gate of its council."""
    mandate = Mandate.objects.select_related("person").filter(uuid=uuid, council__in=councils_for(viewer)).first()
    if mandate is None:
        raise NotThere
    mandate.council = councils_for(viewer).get(pk=mandate.council_id)
    return mandate


def get_item_for(viewer: Viewer, uuid: UUID) -> AgendaItem:
    """One point of an agenda, under the gate of its session."""
    item = AgendaItem.objects.filter(uuid=uuid).first()
    if item is None:
        raise NotThere
    item.session = _session_of(viewer, item.session_id)
    return item


def get_participant_for(viewer: Viewer, uuid: UUID) -> Participant:
    """Somebody on a list, under the gate of the session."""
    found = Participant.objects.select_related("unit", "person").filter(uuid=uuid, left_list_at__isnull=True).first()
    if found is None:
        raise NotThere
    found.session = _session_of(viewer, found.session_id)
    return found


def get_presence_for(viewer: Viewer, uuid: UUID) -> Presence:
    """One note of attendance, under the gate of the session."""
    found = Presence.objects.select_related("participant").filter(uuid=uuid).first()
    if found is None:
        raise NotThere
    found.participant.session = _session_of(viewer, found.participant.session_id)
    return found


def get_session_paper_for(viewer: Viewer, uuid: UUID) -> SessionPaper:
    """One paper of a session, under the gate of the session."""
    found = SessionPaper.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotThere
    found.session = _session_of(viewer, found.session_id)
    return found


def _session_of(viewer: Viewer, pk: int) -> Session:
    session = sessions_for(viewer).filter(pk=pk).first()
    if session is None:
        raise NotThere
    return session


def _prepared_in_sight_of(viewer: Viewer) -> QuerySet[Council]:
    """The bodies whose drafts are open to the viewer."""
    working, looking = viewer.working_units, viewer.working_units | viewer.observed_units
    in_office = Office.objects.filter(on_day(viewer.day), unit__in=working).values("cluster")
    overseen = Cluster.objects.filter(Q(organiser__in=looking) | Q(pk__in=in_office))
    conference = Q(kind=Council.Kind.CONFERENCE, cluster__in=overseen)
    return Council.objects.filter(conference | Q(kind=Council.Kind.COUNCIL, unit__in=working))
