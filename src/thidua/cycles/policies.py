"""Who keeps a cluster's year, and who decides its deadlines."""

from __future__ import annotations

from datetime import datetime

from thidua.core.findings import Finding, granted, refused
from thidua.core.text import say
from thidua.organisations.rules import ClusterFacts, Viewer, deputises, leads, may_act_as_leader, organises

TASK = "deadlines"


def may_keep_cycle(viewer: Viewer, cluster: ClusterFacts) -> Finding:
    """The organiser's head or officer opens a year, sets the days of its steps and archives it."""
    if organises(viewer, cluster):
        return granted()
    return refused(
        say("Chỉ cơ quan tổ chức cụm mới mở năm thi đua và đặt ngày cho các bước."),
        say("Hãy đề nghị cơ quan tổ chức cụm thực hiện."),
    )


def may_decide_deadlines(viewer: Viewer, cluster: ClusterFacts, about_unit: int | None = None) -> Finding:
    """The organiser, or the leader (the deputy by delegation, and by rule for the leader's own unit)
    states, chooses and extends deadlines. source: features A2.13; R2.4."""
    if organises(viewer, cluster):
        return granted()
    if leads(viewer, cluster) or deputises(viewer, cluster):
        return may_act_as_leader(viewer, cluster, TASK, about_unit)
    return refused(
        say("Chỉ cơ quan tổ chức cụm hoặc cụm trưởng mới quyết định được thời hạn."),
        say("Hãy đề nghị cụm trưởng thực hiện."),
    )


def still_open(archived_at: datetime | None) -> Finding:
    """Nothing changes any more in a year that was archived."""
    if archived_at is None:
        return granted()
    return refused(say("Năm thi đua này đã được đưa vào lưu trữ lúc {at} nên không thay đổi được nữa.", at=archived_at))
