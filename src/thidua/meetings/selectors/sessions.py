"""Sessions and councils that somebody may see, each through one gate."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from thidua.foundation.refusals import NotThere
from thidua.meetings.models import Council, Session
from thidua.meetings.policies.sessions import sees_council, sees_session
from thidua.organisations.rules import Viewer

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle


def get_council_for(viewer: Viewer, uuid: UUID) -> Council:
    """A body, for those who sit in it, its unit, the cluster's units and those who oversee it."""
    council = _councils().filter(uuid=uuid).first()
    if council is None or not sees_council(viewer, council):
        raise NotThere
    return council


def get_session_for(viewer: Viewer, uuid: UUID) -> Session:
    """A session, for who takes part and who sees its body; a draft only for who prepares it."""
    session = _sessions().filter(uuid=uuid).first()
    if session is None or not sees_session(viewer, session):
        raise NotThere
    return session


def sessions_of(viewer: Viewer, cycle: Cycle) -> list[Session]:
    """The sessions of a year that the viewer may see, next first."""
    return [one for one in _sessions().filter(cycle=cycle) if sees_session(viewer, one)]


def _councils() -> QuerySet[Council]:
    return Council.objects.select_related("cluster__organiser", "unit")


def _sessions() -> QuerySet[Session]:
    return Session.objects.select_related("council__cluster__organiser", "council__unit", "cycle__cluster__organiser")
