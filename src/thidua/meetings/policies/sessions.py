"""Who prepares and who runs a session."""

from __future__ import annotations

from django.db.models import QuerySet

from thidua.core.findings import Finding, granted, refused
from thidua.core.text import say
from thidua.meetings.models import Council, Participant, Session
from thidua.meetings.selectors.sessions import sessions_for
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import Viewer, may_act_as_leader

TASK = "meetings"


def may_keep(viewer: Viewer, council: Council) -> Finding:
    """Who prepares the sessions of a body: for a conference the cluster's leader, or the deputy by delegation;
    for a council the unit that set it up. source: O1.2; O1.3."""
    if council.cluster is not None and council.kind == Council.Kind.CONFERENCE:
        return may_act_as_leader(viewer, cluster_facts(council.cluster, viewer.day), TASK)
    if viewer.works_at(council.unit_id):
        return granted()
    return refused(
        say("Việc này do đơn vị thành lập hội đồng thực hiện."), say("Hãy đề nghị thư ký hội đồng thực hiện.")
    )


def may_prepare(viewer: Viewer, session: Session) -> Finding:
    """Whether the viewer draws up the session, sends the invitation, changes the list or cancels it."""
    return may_keep(viewer, session.council)


def may_run(viewer: Viewer, session: Session) -> Finding:
    """Whether the viewer opens it, notes who is there, puts questions and ends it: its chair, its secretary,
    or who prepares it. source: features A6.42."""
    if _officers(session).filter(person__account=viewer.user_id).exists():
        return granted()
    if may_prepare(viewer, session):
        return granted()
    return refused(
        say("Chỉ chủ trì, thư ký của phiên họp hoặc người tổ chức phiên họp mới làm được việc này."),
        say("Hãy đề nghị thư ký phiên họp thực hiện."),
    )


def sees_session(viewer: Viewer, session: Session) -> bool:
    """Whether the viewer may know of the session; the same condition as every gate and list."""
    return sessions_for(viewer).filter(pk=session.pk).exists()


def _officers(session: Session) -> QuerySet[Participant]:
    tasks = (Participant.Task.CHAIR, Participant.Task.SECRETARY)
    return Participant.objects.filter(
        session=session, left_list_at__isnull=True, task__in=tasks, person__account__isnull=False
    )
