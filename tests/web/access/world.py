"""One world for the whole table: cluster 1 in the days of self-scoring, with somebody in every role.

All people and figures are invented (dữ liệu minh hoạ).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.factories import NOW, PASSWORD, TODAY, ClusterOne, make_cluster_one, make_unit, make_viewer, user_of
from thidua.accounts.models import User
from thidua.cycles.models import Cycle
from thidua.organisations.models import Cluster, Post, Unit
from thidua.organisations.rules import Viewer
from thidua.scoring.models import CriteriaTable, Criterion, Line, Sheet


@dataclass
class World:
    """What exists. `viewers` by role; S4 is the unit of `member` and `member_head`, S5 that of `other_member`."""

    one: ClusterOne
    viewers: dict[str, Viewer]
    verifier_unit: Unit
    draft_table: CriteriaTable
    table: CriteriaTable
    sheets: dict[str, Sheet] = field(default_factory=dict)

    @property
    def cluster(self) -> Cluster:
        return self.one.cluster

    @property
    def cycle(self) -> Cycle:
        return self.one.cycle

    def line(self, unit: str, code: str) -> Line:
        """One line of one unit's sheet."""
        return Line.objects.get(sheet=self.sheets[unit], criterion__code=code)

    def user(self, role: str) -> User:
        """The account of the one in a role."""
        return user_of(self.viewers[role])


def make_world() -> World:
    """The world of the table, all of it."""
    one = make_cluster_one()
    verifier_unit = make_unit("BGD-TDTH", "Vụ Giáo dục Tiểu học, Bộ Giáo dục và Đào tạo", "Vụ GDTH")
    viewers = make_people(one, verifier_unit)
    author = user_of(viewers["organiser"])
    world = World(
        one,
        viewers,
        verifier_unit,
        draft_table=make_table(one, verifier_unit, version=2),
        table=make_table(one, verifier_unit, version=1, published_by=author),
    )
    for code, unit in one.units.items():
        world.sheets[code] = make_sheet(world.table, unit, submitted_by=None if code == "S4" else author)
    return world


def make_people(one: ClusterOne, verifier_unit: Unit) -> dict[str, Viewer]:
    """Somebody in every role."""
    elsewhere = make_unit("PGD-Q1", "Phòng Giáo dục và Đào tạo Quận 1", "Phòng GDĐT Q1")
    viewers = {
        "administrator": make_viewer(make_unit("HE-THONG", "Bộ phận quản trị hệ thống"), Post.Role.ADMINISTRATOR),
        "organiser": make_viewer(one.organiser),
        "leader": make_viewer(one.leader),
        "deputy": make_viewer(one.deputy),
        "member_head": make_viewer(one.units["S4"], Post.Role.HEAD),
        "member": make_viewer(one.units["S4"]),
        "other_member": make_viewer(one.units["S5"]),
        "verifier": make_viewer(verifier_unit),
        "observer": make_viewer(one.organiser, Post.Role.OBSERVER),
        "outsider": make_viewer(elsewhere),
        # Held a post once; today holds none.
        "postless": make_viewer(elsewhere, ends_on=one.cycle.stages.all()[0].opens_on),
    }
    for viewer in viewers.values():
        user = user_of(viewer)
        user.set_password(PASSWORD)
        user.save()
    return viewers


def make_table(one: ClusterOne, verifier: Unit, version: int, published_by: User | None = None) -> CriteriaTable:
    """A table of two groups: two criteria for the verifier unit, one for the cluster's leader."""
    published = {"state": "published", "fingerprint": "0" * 64, "published_at": NOW, "published_by": published_by}
    table = CriteriaTable.objects.create(
        cycle=one.cycle, name="Bảng tiêu chí minh hoạ", version=version, **(published if published_by else {})
    )
    free = {"kind": "free", "step": "0.25"}
    for order, (code, kind, parent, maximum, label, role) in enumerate(
        (
            ("I", "group", None, None, "Hoạt động chuyên môn", ""),
            ("I.1", "base", "I", 60, "Thực hiện nhiệm vụ năm học", ""),
            ("I.2", "base", "I", 30, "Công tác xây dựng đội ngũ", ""),
            ("II", "group", None, None, "Công tác thi đua", ""),
            ("II.1", "base", "II", 10, "Tổ chức phong trào thi đua", "leader"),
        )
    ):
        group = kind == "group"
        Criterion.objects.create(
            table=table,
            parent=table.criteria.get(code=parent) if parent else None,
            code=code,
            order=order,
            label=label,
            kind=kind,
            maximum=maximum,
            method={} if group else free,
            verifier_unit=None if group or role else verifier,
            verifier_role=role,
        )
    return table


def make_sheet(table: CriteriaTable, unit: Unit, submitted_by: User | None) -> Sheet:
    """One unit's sheet with its lines; submitted in time when somebody submitted it."""
    handed_in = {
        "state": "submitted",
        "submitted_at": datetime(2020, 5, 30, 2, 0, tzinfo=UTC),
        "submitted_by": submitted_by,
        "lateness": "on-time",
        "submissions": 1,
    }
    sheet = Sheet.objects.create(table=table, unit=unit, **(handed_in if submitted_by else {}))
    for criterion in table.criteria.exclude(kind="group"):
        Line.objects.create(sheet=sheet, criterion=criterion)
    return sheet


__all__ = ["NOW", "TODAY", "World", "make_world"]
