"""Who writes the pledge, comments on it, signs it, brings the scan of a signed sheet."""

from __future__ import annotations

from collections.abc import Collection

from thidua.core.findings import Finding, all_of, granted, refused
from thidua.core.text import say
from thidua.organisations.rules import ClusterFacts, Viewer, may_act_as_leader, member_units, organises, oversees
from thidua.registration.rules import pledges as rules

TASK = "registration"


def may_keep(viewer: Viewer, cluster: ClusterFacts) -> Finding:
    """The leader drafts, sends round, opens and closes; the deputy to whom that was delegated. source: W2.3."""
    return may_act_as_leader(viewer, cluster, TASK)


def may_see(viewer: Viewer, cluster: ClusterFacts, parties: Collection[int] = ()) -> Finding:
    """Members and those who oversee the cluster see the pledge; so does a unit named in it that left since."""
    if member_units(viewer, cluster) or oversees(viewer, cluster) or viewer.working_units & set(parties):
        return granted()
    return refused(say("Giao ước thi đua dành cho các đơn vị trong cụm."))


def may_read_text(viewer: Viewer, cluster: ClusterFacts, *, was_shown: bool) -> Finding:
    """A draft is read by those who oversee the cluster; by everybody in it once it went round."""
    if was_shown or oversees(viewer, cluster):
        return granted()
    return refused(
        say("Cụm trưởng đang soạn dự thảo giao ước thi đua."),
        say("Dự thảo sẽ được gửi lấy ý kiến các đơn vị trong cụm."),
    )


def may_comment(viewer: Viewer, cluster: ClusterFacts) -> Finding:
    """Members comment; whoever only organises or observes does not."""
    if member_units(viewer, cluster):
        return granted()
    return refused(say("Chỉ đơn vị thành viên của cụm góp ý về dự thảo giao ước."))


def may_sign(viewer: Viewer, cluster: ClusterFacts, unit_id: int, pledge_state: str, signing_state: str) -> Finding:
    """The head of a member unit signs, for that unit only and once for a text. source: D4.6."""
    if not viewer.heads(unit_id):
        return refused(
            say("Chỉ thủ trưởng đơn vị ký giao ước thi đua cho đơn vị mình."),
            say("Nếu thủ trưởng ký trên giấy, cụm trưởng nộp bản quét có chữ ký."),
        )
    return all_of([_still_to_sign(cluster, unit_id, signing_state), rules.PLEDGE.may("sign", pledge_state)])


def may_bring_scan(
    viewer: Viewer, cluster: ClusterFacts, unit_id: int, pledge_state: str, signing_state: str
) -> Finding:
    """The leader brings the scan of what a head signed on paper; for the leader's own unit the deputy or organiser."""
    brought = (
        granted()
        if unit_id == cluster.leader and organises(viewer, cluster)
        else may_act_as_leader(viewer, cluster, TASK, unit_id)
    )
    if not brought:
        return brought
    return all_of([_still_to_sign(cluster, unit_id, signing_state), rules.PLEDGE.may("sign", pledge_state)])


def has_head(known: bool) -> Finding:
    """Nobody signs for a unit whose head is not recorded: the sheet would bear no name."""
    if known:
        return granted()
    return refused(
        say("Đơn vị chưa có thủ trưởng trong danh sách chức vụ."),
        say("Hãy ghi nhận chức vụ thủ trưởng trong mục Tổ chức."),
    )


def _still_to_sign(cluster: ClusterFacts, unit_id: int, signing_state: str) -> Finding:
    if signing_state == rules.SIGNED:
        return refused(say("Đơn vị đã ký giao ước này, chữ ký đang có hiệu lực."))
    if unit_id not in cluster.members:
        return refused(say("Đơn vị không còn là thành viên của cụm."))
    return granted()
