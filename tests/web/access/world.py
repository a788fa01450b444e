"""One world for the whole table: cluster 1 in the days of self-scoring, with somebody in every role.

All people and figures are invented (dữ liệu minh hoạ).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tests.factories import (
    PASSWORD,
    ClusterOne,
    line_of,
    make_circulation,
    make_cluster_one,
    make_evidence_use,
    make_issued_paper,
    make_letterhead,
    make_objection,
    make_sheet,
    make_table,
    make_unit,
    make_verifiers,
    make_viewer,
    user_of,
)
from thidua.accounts.models import User
from thidua.cycles.models import Cycle
from thidua.documents.models import IssuedPaper
from thidua.organisations.models import Cluster, Person, Post, Unit
from thidua.organisations.rules import Viewer
from thidua.scoring.models import Circulation, CriteriaTable, EvidenceUse, Line, Objection, Sheet


@dataclass
class World:
    """What exists: `viewers` by role; S4 is the unit of `member` and `member_head` and its sheet a draft,
    S5 that of `other_member`; `verifier` works at unit A; all sheets but S4's are submitted."""

    one: ClusterOne
    viewers: dict[str, Viewer]
    verifiers: dict[str, Unit]
    draft_table: CriteriaTable
    table: CriteriaTable
    sheets: dict[str, Sheet] = field(default_factory=dict)
    paper: IssuedPaper | None = None
    circulated: CriteriaTable | None = None
    circulation: Circulation | None = None
    objection: Objection | None = None
    #: One file of S4, cited on its draft, and one of S5, cited on its submitted sheet; both on N.1.
    uses: dict[str, EvidenceUse] = field(default_factory=dict)

    @property
    def cluster(self) -> Cluster:
        return self.one.cluster

    @property
    def cycle(self) -> Cycle:
        return self.one.cycle

    def line(self, unit: str, code: str) -> Line:
        """One line of one unit's sheet."""
        return line_of(self.sheets[unit], code)

    def user(self, role: str) -> User:
        """The account of the one in a role."""
        return user_of(self.viewers[role])


def make_world() -> World:
    """The world of the table, all of it."""
    one = make_cluster_one()
    verifiers = make_verifiers()
    world = World(
        one,
        make_people(one, verifiers["A"]),
        verifiers,
        draft_table=make_table(one, verifiers, version=2, state="draft", fingerprint="", published_at=None),
        table=make_table(one, verifiers),
    )
    for code, unit in one.units.items():
        world.sheets[code] = make_sheet(world.table, unit, state="draft" if code == "S4" else "submitted")
    for code in ("S3", "S4", "S5"):
        make_letterhead(one.units[code])
    world.paper = make_issued_paper(one)
    send_round(world)
    for code in ("S4", "S5"):
        world.uses[code] = make_evidence_use(world.line(code, "N.1"))
    return world


def send_round(world: World) -> None:
    """An earlier version of the table that went round to everybody; S5 objects to a line of S4."""
    world.circulated = make_table(world.one, world.verifiers, version=3, state="replaced")
    sheets = {code: make_sheet(world.circulated, unit) for code, unit in world.one.units.items()}
    world.circulation = make_circulation(world.circulated, world.viewers["leader"], date(2100, 1, 1))
    world.objection = make_objection(world.circulation, line_of(sheets["S4"], "N.1"), world.viewers["other_member"])


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


def make_teacher_at_s4(world: World) -> Person:
    """Somebody at S4 without an account, whose record others keep; the same person every time."""
    person, _ = Person.objects.get_or_create(full_name="Lê Thị Minh Hoạ")
    Post.objects.get_or_create(
        person=person, unit=world.one.units["S4"], role="staff", title="Giáo viên", starts_on=date(2019, 9, 1)
    )
    return person
