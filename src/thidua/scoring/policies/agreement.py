"""Who sends the scores round, who objects, who settles."""

from __future__ import annotations

from thidua.core.findings import Finding, granted, refused
from thidua.core.text import say
from thidua.organisations.rules import ClusterFacts, Viewer, may_act_as_leader, member_units, oversees
from thidua.scoring.rules import agreement as rules

SENDING, SETTLING = "circulation", "objections"


def may_circulate(viewer: Viewer, cluster: ClusterFacts) -> Finding:
    """The leader sends the scores round and ends the round, or the deputy to whom that was delegated. source: W1.9."""
    return may_act_as_leader(viewer, cluster, SENDING)


def may_see_circulation(viewer: Viewer, cluster: ClusterFacts) -> Finding:
    """Every member sees the same frozen version; so do those who oversee the cluster."""
    if member_units(viewer, cluster) or oversees(viewer, cluster):
        return granted()
    return refused(say("Bảng điểm lấy ý kiến dành cho các đơn vị trong cụm."))


def may_object(viewer: Viewer, cluster: ClusterFacts) -> Finding:
    """Members object, about their own lines or others'; whoever only organises or observes does not."""
    if member_units(viewer, cluster):
        return granted()
    return refused(say("Chỉ đơn vị thành viên của cụm nêu ý kiến về bảng điểm."))


def may_withdraw(viewer: Viewer, raised_by: int, *, is_open: bool) -> Finding:
    """The unit that objected may take it back until there is an outcome."""
    if not viewer.works_at(raised_by):
        return refused(say("Chỉ đơn vị đã nêu ý kiến mới rút được ý kiến đó."))
    if not is_open:
        return refused(say("Ý kiến này đã có kết quả nên không rút được nữa."))
    return granted()


def signing_cluster(cluster: ClusterFacts, viewer: Viewer) -> rules.Cluster:
    """The cluster as far as signing goes, on the viewer's day."""
    delegated = any(
        one.task == SETTLING and not one.withdrawn and viewer.day in one.period for one in cluster.delegations
    )
    return rules.Cluster(cluster.members, cluster.leader, cluster.deputy, delegated)


def may_settle(viewer: Viewer, cluster: ClusterFacts, about: int, raised_by: int) -> Finding:
    """Whether the viewer's unit may sign the outcome of an objection about a unit. source: W1.9; features A1.6."""
    signing = signing_cluster(cluster, viewer)
    if viewer.works_at(about):
        return rules.may_sign(signing, about, about, raised_by)
    findings = [rules.may_sign(signing, unit, about, raised_by) for unit in sorted(viewer.working_units)]
    granted_ones = [finding for finding in findings if finding]
    if granted_ones:
        return granted_ones[0]
    return findings[0] if findings else refused(say("Bạn không ký kết quả giải quyết ý kiến."))


def signing_unit(viewer: Viewer, cluster: ClusterFacts, about: int, raised_by: int) -> int:
    """The unit for which the viewer signs; the caller has asked `may_settle`."""
    signing = signing_cluster(cluster, viewer)
    return next(unit for unit in sorted(viewer.working_units) if rules.may_sign(signing, unit, about, raised_by))
