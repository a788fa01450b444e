"""Who somebody is on a day, and in what capacity they stand to a cluster. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from thidua.core.days import Period
from thidua.core.findings import Citation, Finding, granted, refused
from thidua.core.text import Text, say

HEAD, OFFICER, OBSERVER, ADMINISTRATOR = "head", "officer", "observer", "administrator"
#: Works at the unit but not for it in this software: sees only what is theirs. vi: giáo viên, nhân viên.
STAFF = "staff"
LEADER, DEPUTY = "leader", "deputy"

#: What the offices of a cluster are called. source: O1.1.
OFFICE_WORDS: dict[str, Text] = {LEADER: say("cụm trưởng"), DEPUTY: say("cụm phó")}

#: The leader's tasks that can be handed to the deputy, by name. source: statute of cluster 1, I.2.2b.
TASKS: dict[str, Text] = {
    "deadlines": say("Gia hạn và chọn thời hạn"),
    "not-applicable": say("Xác định tiêu chí không áp dụng"),
    "verification": say("Thẩm định các tiêu chí giao cho cụm trưởng"),
    "circulation": say("Gửi bảng điểm lấy ý kiến"),
    "objections": say("Giải quyết ý kiến đề nghị điều chỉnh"),
    "papers": say("Phát hành văn bản của cụm"),
    "registration": say("Tiếp nhận đăng ký và tổ chức ký kết giao ước thi đua"),
    "meetings": say("Tổ chức hội nghị, phiên họp của cụm"),
    "selection": say("Xét chọn và lập hồ sơ đề nghị khen thưởng"),
}

STATUTE = Citation("Quy chế hoạt động của cụm thi đua", "Mục I.2.2, điểm b")


@dataclass(frozen=True, slots=True)
class Seat:
    """One post held on the day: the unit and the role there."""

    unit_id: int
    role: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody looking or acting on a day, with the posts held that day. vi: người dùng."""

    user_id: int | None
    name: str
    day: date
    seats: tuple[Seat, ...] = ()

    @property
    def account_id(self) -> int:
        """The account's number, for rows that name who acted; only somebody signed in acts."""
        if self.user_id is None:
            raise ValueError("Somebody who is not signed in does not act.")
        return self.user_id

    def works_at(self, unit_id: int | None) -> bool:
        """Whether head or officer of the unit."""
        return any(s.unit_id == unit_id and s.role in (HEAD, OFFICER) for s in self.seats)

    def heads(self, unit_id: int) -> bool:
        """Whether head of the unit."""
        return any(s.unit_id == unit_id and s.role == HEAD for s in self.seats)

    @property
    def is_administrator(self) -> bool:
        """Whether system administrator: keeps accounts, units and posts; judges nothing, sees no scores."""
        return any(s.role == ADMINISTRATOR for s in self.seats)

    @property
    def working_units(self) -> frozenset[int]:
        """The units where head or officer."""
        return frozenset(s.unit_id for s in self.seats if s.role in (HEAD, OFFICER))

    @property
    def observed_units(self) -> frozenset[int]:
        """The units whose clusters may be looked at."""
        return frozenset(s.unit_id for s in self.seats if s.role == OBSERVER)


@dataclass(frozen=True, slots=True)
class DelegationFacts:
    """One task handed to the deputy for some days."""

    task: str
    period: Period
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class ClusterFacts:
    """A cluster as it stands on one day."""

    cluster_id: int
    organiser: int
    members: tuple[int, ...]
    leader: int | None = None
    deputy: int | None = None
    delegations: tuple[DelegationFacts, ...] = field(default=())


def organises(viewer: Viewer, cluster: ClusterFacts) -> bool:
    """Whether an officer or head at the organiser. vi: cơ quan tổ chức cụm."""
    return viewer.works_at(cluster.organiser)


def leads(viewer: Viewer, cluster: ClusterFacts) -> bool:
    """Whether at the leading unit. vi: cụm trưởng."""
    return cluster.leader is not None and viewer.works_at(cluster.leader)


def deputises(viewer: Viewer, cluster: ClusterFacts) -> bool:
    """Whether at the deputy's unit. vi: cụm phó."""
    return cluster.deputy is not None and viewer.works_at(cluster.deputy)


def member_units(viewer: Viewer, cluster: ClusterFacts) -> tuple[int, ...]:
    """The member units of the cluster where the viewer works."""
    return tuple(unit for unit in cluster.members if viewer.works_at(unit))


def observes(viewer: Viewer, cluster: ClusterFacts) -> bool:
    """Whether an observer at the organiser. vi: người theo dõi."""
    return cluster.organiser in viewer.observed_units


def oversees(viewer: Viewer, cluster: ClusterFacts) -> bool:
    """Whether the whole cluster's scores are open: organiser, leader, deputy, observer."""
    return (
        organises(viewer, cluster) or leads(viewer, cluster) or deputises(viewer, cluster) or observes(viewer, cluster)
    )


def may_act_as_leader(viewer: Viewer, cluster: ClusterFacts, task: str, about_unit: int | None = None) -> Finding:
    """Whether the viewer may do one of the leader's tasks on the viewer's day.

    The leader may, except about the leader's own unit; there the deputy acts by rule.
    Otherwise the deputy may only with a delegation of that task that holds on the day.
    source: O1.3; features A1.6.
    """
    own = about_unit is not None and about_unit == cluster.leader
    if leads(viewer, cluster):
        if own:
            return refused(
                say("Đây là việc về chính đơn vị cụm trưởng, nên cụm phó thực hiện."),
                say("Hãy đề nghị cụm phó thực hiện."),
                STATUTE,
            )
        return granted()
    if not deputises(viewer, cluster):
        return refused(say("Việc này do cụm trưởng thực hiện."), None, STATUTE)
    if own:
        return granted(say("Cụm phó thực hiện vì đây là việc về chính đơn vị cụm trưởng."), STATUTE)
    if about_unit is not None and about_unit == cluster.deputy:
        return refused(say("Không ai được quyết định về chính đơn vị mình."), say("Hãy đề nghị cụm trưởng thực hiện."))
    if _delegated(cluster.delegations, task, viewer.day):
        return granted(say("Cụm phó thực hiện theo ủy quyền của cụm trưởng."), STATUTE)
    return refused(
        say(
            "Cụm phó chỉ làm được việc này khi cụm trưởng ủy quyền đúng việc “{task}” và còn thời hạn.",
            task=TASKS[task],
        ),
        say("Hãy đề nghị cụm trưởng lập ủy quyền trong mục Tổ chức của cụm."),
        STATUTE,
    )


def _delegated(delegations: Iterable[DelegationFacts], task: str, day: date) -> bool:
    return any(d.task == task and not d.withdrawn and day in d.period for d in delegations)
