"""Who verifies which line, and who may look at it."""

from __future__ import annotations

from thidua.core.findings import Finding, granted, refused
from thidua.core.text import say
from thidua.organisations.rules import ClusterFacts, Viewer, may_act_as_leader, oversees

TASK = "verification"


def verifier_of(verifier_unit: int | None, cluster: ClusterFacts, about: int) -> int | None:
    """The unit whose task a line is; None when nobody can be named. vi: đơn vị thẩm định của dòng.

    The criterion's verifier unit, unless the line is its own; there, and where the leader verifies or the table
    names nobody, the leader, and for the leader's own unit the deputy: nobody is left unverified and nobody
    verifies themselves. source: O1.5; features A1.6.
    """
    if verifier_unit is not None and verifier_unit != about:
        return verifier_unit
    return cluster.deputy if about == cluster.leader else cluster.leader


def may_verify(viewer: Viewer, cluster: ClusterFacts, verifier_unit: int | None, about: int) -> Finding:
    """Whether the viewer verifies a criterion's line on the sheet of the unit `about`."""
    if verifier_unit is not None and verifier_unit != about:
        if viewer.works_at(about):
            return refused(
                say("Không ai được thẩm định điểm của chính đơn vị mình."),
                say("Hãy để người khác của đơn vị thẩm định thực hiện."),
            )
        if viewer.works_at(verifier_unit):
            return granted()
        return refused(say("Tiêu chí này do đơn vị khác thẩm định."))
    return may_act_as_leader(viewer, cluster, TASK, about)


def may_see_line(
    viewer: Viewer, cluster: ClusterFacts, verifier_unit: int | None, about: int, *, handed_in: bool
) -> Finding:
    """The unit itself, whoever verifies the line, and those who oversee the cluster; a draft is the unit's alone."""
    if viewer.works_at(about):
        return granted()
    if handed_in and (oversees(viewer, cluster) or may_verify(viewer, cluster, verifier_unit, about)):
        return granted()
    return refused(say("Dòng này không thuộc phần bạn được xem."))


def may_see_progress(viewer: Viewer, cluster: ClusterFacts) -> Finding:
    """How far verification is: for those who oversee the cluster."""
    if oversees(viewer, cluster):
        return granted()
    return refused(say("Tiến độ thẩm định dành cho cơ quan tổ chức cụm, cụm trưởng, cụm phó và người theo dõi."))


def may_still_verify(table_state: str, *, archived: bool) -> Finding:
    """Verification goes on while the table is the published one and the year is not archived.

    Dates do not stop it: a late verifier is shown as late, but the members do not pay for the delay.
    """
    if archived:
        return refused(say("Năm thi đua này đã đưa vào lưu trữ nên không thẩm định được nữa."))
    if table_state != "published":
        return refused(
            say("Bảng tiêu chí này không còn áp dụng."), say("Hãy mở bảng tiêu chí đang áp dụng của năm thi đua.")
        )
    return granted()
