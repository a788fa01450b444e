"""Who writes, sends, receives and reads registrations, and who writes down a minuted override."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from thidua.core.findings import NO_ACCESS, Finding, all_of, granted, refused
from thidua.core.text import say
from thidua.cycles.policies import still_open
from thidua.cycles.rules import StageFacts
from thidua.organisations.rules import ClusterFacts, Viewer, may_act_as_leader, member_units, oversees
from thidua.registration.rules.registrations import ACCEPTED, DRAFT, REGISTRATION, may_write_now

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle
    from thidua.registration.models import Registration

TASK = "registration"


def may_see_year(viewer: Viewer, cluster: ClusterFacts) -> Finding:
    """Members and those who oversee the cluster look at a year's registrations."""
    if member_units(viewer, cluster) or oversees(viewer, cluster):
        return granted()
    return refused(NO_ACCESS)


def may_see(viewer: Viewer, cluster: ClusterFacts, unit_id: int, state: str) -> Finding:
    """A draft is the unit's own; what was handed in is open to those who oversee, what was accepted to every member."""
    if viewer.works_at(unit_id) or (oversees(viewer, cluster) and state != DRAFT):
        return granted()
    if state == ACCEPTED and member_units(viewer, cluster):
        return granted()
    return refused(NO_ACCESS)


def may_start(viewer: Viewer, cluster: ClusterFacts, cycle: Cycle, stage: StageFacts | None, now: datetime) -> Finding:
    """People of a member unit begin its registration while the window is open."""
    mine = member_units(viewer, cluster)
    if not mine:
        return refused(say("Chỉ đơn vị thành viên của cụm đăng ký thi đua."))
    return all_of([still_open(cycle.archived_at), may_write_now(stage, now, mine[0])])


def may_change(viewer: Viewer, registration: Registration, stage: StageFacts | None, now: datetime) -> Finding:
    """Head and officers of the unit write while it is theirs and the window is open."""
    return all_of(
        [
            _of_the_unit(viewer, registration),
            REGISTRATION.may("send", registration.state),
            _writable(registration, stage, now, registration.state),
        ]
    )


def may_send(viewer: Viewer, registration: Registration, stage: StageFacts | None, now: datetime) -> Finding:
    """The head sends it."""
    return all_of([_by_the_head(viewer, registration), may_change(viewer, registration, stage, now)])


def may_reopen(viewer: Viewer, registration: Registration, stage: StageFacts | None, now: datetime) -> Finding:
    """The head asks to change what was sent, accepted or withdrawn, while the window is open. vi: xin sửa."""
    return all_of(
        [
            _by_the_head(viewer, registration),
            REGISTRATION.may("reopen", registration.state),
            _writable(registration, stage, now, DRAFT),
        ]
    )


def may_withdraw(viewer: Viewer, registration: Registration) -> Finding:
    """The head takes it back at any time before the year is put away."""
    return all_of(
        [
            _by_the_head(viewer, registration),
            REGISTRATION.may("withdraw", registration.state),
            still_open(registration.cycle.archived_at),
        ]
    )


def may_decide(viewer: Viewer, cluster: ClusterFacts, registration: Registration, step: str) -> Finding:
    """The leader accepts or returns; about the leader's own unit the deputy. `step` is accept or return."""
    return all_of(
        [
            may_act_as_leader(viewer, cluster, TASK, registration.unit_id),
            REGISTRATION.may(step, registration.state),
            still_open(registration.cycle.archived_at),
        ]
    )


def may_note_result(viewer: Viewer, registration: Registration) -> Finding:
    """The unit writes down what came of a registered work after the registration was accepted."""
    return all_of(
        [
            _of_the_unit(viewer, registration),
            granted()
            if registration.state == ACCEPTED
            else refused(say("Chỉ ghi kết quả khi bản đăng ký đã được tiếp nhận.")),
            still_open(registration.cycle.archived_at),
        ]
    )


def may_override(viewer: Viewer, cluster: ClusterFacts, unit_id: int | None = None) -> Finding:
    """The leader writes down what the conference decided; about the leader's own unit the deputy. source: R1.12."""
    return may_act_as_leader(viewer, cluster, TASK, unit_id)


def may_prepare_list(viewer: Viewer, cluster: ClusterFacts) -> Finding:
    """Those who oversee the cluster look at the registration list before it is issued; the leader issues it."""
    if oversees(viewer, cluster):
        return granted()
    return refused(
        say("Dự thảo danh sách đăng ký do cụm trưởng lập."),
        say("Danh sách sẽ có trong mục Văn bản khi được phát hành."),
    )


def _of_the_unit(viewer: Viewer, registration: Registration) -> Finding:
    if viewer.works_at(registration.unit_id):
        return granted()
    return refused(say("Chỉ người của đơn vị mới sửa được bản đăng ký của đơn vị mình."))


def _by_the_head(viewer: Viewer, registration: Registration) -> Finding:
    if viewer.heads(registration.unit_id):
        return granted()
    return refused(
        say("Việc này do thủ trưởng đơn vị thực hiện."), say("Hãy đề nghị thủ trưởng mở trang này và thực hiện.")
    )


def _writable(registration: Registration, stage: StageFacts | None, now: datetime, state: str) -> Finding:
    closed = still_open(registration.cycle.archived_at)
    return closed and may_write_now(stage, now, registration.unit_id, state)
