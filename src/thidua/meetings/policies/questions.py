"""Who puts a question, who answers afterwards, who sees what was answered."""

from __future__ import annotations

from thidua.core.findings import Finding, granted, refused
from thidua.core.text import say
from thidua.meetings.models import Council, Participant, Session
from thidua.meetings.policies.sessions import may_run
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import Viewer, may_act_as_leader

SELECTION = "selection"


def may_ask(viewer: Viewer, session: Session) -> Finding:
    """Who runs the session puts its questions; so does who does the selection for the cluster's leader."""
    runs = may_run(viewer, session)
    council = session.council
    if runs or council.cluster is None or council.kind != Council.Kind.CONFERENCE:
        return runs
    if may_act_as_leader(viewer, cluster_facts(council.cluster, viewer.day), SELECTION):
        return granted()
    return runs


def may_answer_as(viewer: Viewer, participant: Participant) -> Finding:
    """An absent member answers in person. source: R3.4."""
    person = participant.person
    if viewer.seats and person is not None and person.account_id is not None and person.account_id == viewer.user_id:
        return granted()
    return refused(
        say("Ý kiến này do chính thành viên vắng mặt trả lời."), say("Nếu có phiếu giấy, thư ký ghi nhận kèm bản quét.")
    )


def may_adopt(viewer: Viewer, session: Session) -> Finding:
    """Who writes down the next leader and deputy that a conference elected: who leads it, or its organiser."""
    council = session.council
    if council.cluster is None or council.kind != Council.Kind.CONFERENCE:
        return refused(say("Chỉ hội nghị của cụm bầu cụm trưởng, cụm phó."))
    cluster = cluster_facts(council.cluster, viewer.day)
    if viewer.works_at(cluster.organiser):
        return granted()
    return may_act_as_leader(viewer, cluster, "meetings")
