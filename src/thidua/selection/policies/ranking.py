"""Who may see the ranked table, and when."""

from __future__ import annotations

from thidua.core.findings import Finding, granted, refused
from thidua.core.text import say
from thidua.organisations.rules import ClusterFacts, Viewer, member_units, oversees


def may_see_live(viewer: Viewer, cluster: ClusterFacts, *, ranked_open: bool) -> Finding:
    """The figures as they stand now: for those who oversee the cluster, and for members once ranking has opened."""
    if oversees(viewer, cluster) or (ranked_open and member_units(viewer, cluster)):
        return granted()
    return refused(
        say("Bảng xếp hạng mở cho các đơn vị khi cụm trưởng gửi bảng điểm lấy ý kiến."),
        say("Trong lúc chờ, bạn xem được điểm của đơn vị mình ở bước Chấm điểm."),
    )


def may_see_frozen(viewer: Viewer, cluster: ClusterFacts, *, circulated: bool) -> Finding:
    """The version that went round: for every member, the same for all."""
    if circulated and member_units(viewer, cluster):
        return granted()
    return may_see_live(viewer, cluster, ranked_open=False)
