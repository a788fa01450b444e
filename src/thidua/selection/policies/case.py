"""Who opens a case, notes what happened, rules where the clause is silent, and writes the clause."""

from __future__ import annotations

from thidua.core.findings import Finding, granted, refused
from thidua.core.text import say
from thidua.organisations.rules import ClusterFacts, Viewer, may_act_as_leader, organises
from thidua.selection.models import Hold, Refusal, Ruling

TASK = "selection"


def may_select(viewer: Viewer, cluster: ClusterFacts) -> Finding:
    """The leader carries out the selection, or the deputy to whom it was delegated. source: S1 IV.4."""
    return may_act_as_leader(viewer, cluster, TASK)


def may_note_hold(viewer: Viewer, cluster: ClusterFacts, unit: int) -> Finding:
    """Signs of wrongdoing are noted by the organiser or the leader, never about one's own unit. source: R1.12."""
    if organises(viewer, cluster):
        return granted()
    if viewer.works_at(unit) and unit not in (cluster.leader, cluster.deputy):
        return refused(say("Không ai tự ghi nhận việc này về chính đơn vị mình."))
    return may_act_as_leader(viewer, cluster, TASK, unit)


def may_note_refusal(viewer: Viewer, cluster: ClusterFacts, unit: int) -> Finding:
    """A unit declines for itself, or the leader writes down its paper."""
    if viewer.works_at(unit):
        return granted()
    return may_act_as_leader(viewer, cluster, TASK)


def may_take_back(viewer: Viewer, cluster: ClusterFacts, noted: Refusal | Hold | Ruling) -> Finding:
    """Whoever may note such a thing may take it back."""
    if isinstance(noted, Ruling):
        return may_rule(viewer, cluster)
    if isinstance(noted, Hold):
        return may_note_hold(viewer, cluster, noted.unit_id)
    return may_note_refusal(viewer, cluster, noted.unit_id)


def may_rule(viewer: Viewer, cluster: ClusterFacts) -> Finding:
    """Where the clause says nothing the organiser decides."""
    if organises(viewer, cluster):
        return granted()
    return refused(
        say("Việc quy chế không quy định do cơ quan tổ chức cụm quyết định."),
        say("Hãy đề nghị cơ quan tổ chức cụm cho ý kiến."),
    )


def may_keep_clause(viewer: Viewer, cluster: ClusterFacts) -> Finding:
    """The leader writes the cluster's statute down as data. source: O1.2, W1.14."""
    return may_act_as_leader(viewer, cluster, TASK)
