"""Units through time: renamed, moved, merged, split, abolished, and all of it undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import NOW, TODAY, ClusterOne, make_cluster_one, make_unit, make_viewer
from thidua.accounts.models import User
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused
from thidua.foundation.refusals import NotThere
from thidua.organisations import selectors, services
from thidua.organisations.models import (
    Cluster,
    Delegation,
    Lineage,
    Membership,
    Office,
    Person,
    Post,
    Reorganisation,
    Unit,
    UnitName,
    UnitPlace,
)
from thidua.organisations.rules import Viewer
from thidua.organisations.services import NewUnit

pytestmark = pytest.mark.django_db

ON = date(2025, 7, 1)
BEFORE = date(2025, 6, 30)
PAPER = {"decision_number": "12/QĐ-MH", "decision_on": date(2025, 6, 16)}
TABLES = (Unit, UnitName, UnitPlace, Person, Post, Cluster, Membership, Office, Delegation, Lineage, User)


@pytest.fixture
def admin() -> Viewer:
    return make_viewer(make_unit("QTHT", "Tổ quản trị hệ thống"), Post.Role.ADMINISTRATOR)


def under(unit: Unit, parent: Unit) -> UnitPlace:
    return UnitPlace.objects.create(unit=unit, parent=parent, starts_on=date(2000, 1, 1))


def everything() -> dict[str, list[dict[str, Any]]]:
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in TABLES}


def last_event() -> Event:
    return Event.objects.latest("number")


def test_a_new_unit_stands_from_its_day_under_its_parent(admin: Viewer) -> None:
    parent = make_unit("SGD")
    new = NewUnit("TH-01", "Trường Tiểu học  Minh Hoạ", "TH Minh Hoạ", parent)
    unit = services.add_unit(actor=admin, now=NOW, new=new, starts_on=ON, **PAPER)
    assert selectors.name_on(unit, ON) == "Trường Tiểu học Minh Hoạ"
    assert selectors.exists_on(unit, ON)
    assert not selectors.exists_on(unit, BEFORE)
    assert selectors.descendants_on(parent, ON) == {unit.pk}
    assert selectors.descendants_on(parent, BEFORE) == frozenset()
    assert (last_event().verb, last_event().subject_uuid) == ("add-unit", unit.uuid)


@pytest.mark.parametrize(
    ("new", "place"),
    [
        (NewUnit("", "Trường A", "A"), "code"),
        (NewUnit("TH-01", "  ", "A"), "name"),
        (NewUnit("qtht", "Trường A", "A"), "code"),
    ],
)
def test_a_unit_without_code_or_name_or_with_a_code_in_use_is_refused(admin: Viewer, new: NewUnit, place: str) -> None:
    with pytest.raises(BadInput) as caught:
        services.add_unit(actor=admin, now=NOW, new=new, starts_on=ON)
    assert [problem.place for problem in caught.value.problems] == [place]
    assert Unit.objects.count() == 1
    assert Event.objects.count() == 0


@pytest.mark.parametrize("role", [Post.Role.HEAD, Post.Role.OFFICER, Post.Role.OBSERVER])
def test_only_the_administrator_keeps_units(role: str) -> None:
    viewer = make_viewer(make_unit("S3"), role)
    with pytest.raises(Refused, match="người quản trị"):
        services.add_unit(actor=viewer, now=NOW, new=NewUnit("X", "X", "X"), starts_on=ON)


def test_a_unit_of_2019_is_read_in_2026_under_its_name_of_that_day(admin: Viewer) -> None:
    unit = make_unit("PGD-Q1", "Phòng Giáo dục và Đào tạo Quận Minh Hoạ", "PGD")
    services.rename_unit(
        actor=admin, now=NOW, unit=unit, name="Phòng Văn hóa – Xã hội", short_name="P.VHXH", on=ON, **PAPER
    )
    unit.refresh_from_db()
    assert selectors.name_on(unit, date(2019, 12, 1)) == "Phòng Giáo dục và Đào tạo Quận Minh Hoạ"
    assert selectors.name_on(unit, BEFORE) == "Phòng Giáo dục và Đào tạo Quận Minh Hoạ"
    assert selectors.name_on(unit, date(2026, 3, 1)) == "Phòng Văn hóa – Xã hội"
    assert selectors.name_on(unit, date(1990, 1, 1)) == "Phòng Giáo dục và Đào tạo Quận Minh Hoạ"
    assert str(unit) == "Phòng Văn hóa – Xã hội"
    assert last_event().data["before"] == "Phòng Giáo dục và Đào tạo Quận Minh Hoạ"
    assert list(selectors.successors_of(unit, date(2026, 1, 1))) == [unit]


def test_renaming_twice_from_one_day_is_refused(admin: Viewer) -> None:
    unit = make_unit("S3")
    services.rename_unit(actor=admin, now=NOW, unit=unit, name="Tên một", short_name="T1", on=ON, **PAPER)
    with pytest.raises(BadInput, match="đã có tên khác"):
        services.rename_unit(actor=admin, now=NOW, unit=unit, name="Tên hai", short_name="T2", on=ON, **PAPER)
    assert unit.names.count() == 2


def test_a_unit_moves_under_another_and_never_under_itself(admin: Viewer) -> None:
    ministry, department, school = make_unit("BO"), make_unit("SO"), make_unit("TRUONG")
    under(school, department)
    services.move_unit(actor=admin, now=NOW, unit=department, parent=ministry, on=ON, **PAPER)
    assert selectors.descendants_on(ministry, ON) == {department.pk, school.pk}
    assert last_event().verb == "move-unit"
    with pytest.raises(BadInput, match="không thể thuộc chính nó"):
        services.move_unit(actor=admin, now=NOW, unit=ministry, parent=school, on=ON, **PAPER)
    services.move_unit(actor=admin, now=NOW, unit=department, parent=None, on=date(2026, 1, 1), **PAPER)
    assert selectors.descendants_on(ministry, date(2026, 1, 1)) == frozenset()
    assert selectors.descendants_on(ministry, date(2025, 12, 31)) == {department.pk, school.pk}


def test_the_tree_of_a_day_lists_each_unit_before_those_under_it(admin: Viewer) -> None:
    department, school, kindergarten = make_unit("SO", "Sở A"), make_unit("TH", "Trường B"), make_unit("MN", "Trường C")
    under(school, department)
    under(kindergarten, department)
    shown = [(unit.name, unit.depth, unit.under) for unit in selectors.tree_on(admin, TODAY)]
    assert shown == [("Sở A", 0, 2), ("Trường B", 1, 0), ("Trường C", 1, 0), ("Tổ quản trị hệ thống", 0, 0)]
    assert [unit.name for unit in selectors.tree_on(admin, TODAY, "truong b")] == ["Trường B"]
    assert [unit.name for unit in selectors.tree_on(admin, TODAY, "mn")] == ["Trường C"]
    assert selectors.tree_on(Viewer(None, "", TODAY), TODAY) == []


class World:
    """Cluster 1 with a delegation, two schools, people with accounts open and closed."""

    def __init__(self) -> None:
        self.one: ClusterOne = make_cluster_one()
        self.admin = make_viewer(make_unit("QTHT"), Post.Role.ADMINISTRATOR)
        self.hai_phong, self.da_nang = self.one.units["S4"], self.one.units["S5"]
        self.school, self.other = make_unit("TH-1"), make_unit("TH-2")
        under(self.school, self.hai_phong)
        under(self.other, self.da_nang)
        self.head = make_viewer(self.hai_phong, Post.Role.HEAD)
        self.officer = make_viewer(self.da_nang)
        self.closed = make_viewer(self.da_nang)
        User.objects.filter(pk=self.closed.user_id).update(is_active=False)
        self.leader = make_viewer(self.one.leader, Post.Role.HEAD)
        services.delegate(
            actor=self.leader,
            now=NOW,
            cluster=self.one.cluster,
            task="circulation",
            starts_on=TODAY,
            ends_on=date(2020, 8, 31),
            reason="Cụm trưởng đi công tác",
        )

    def merge(self, on: date = ON, into: Unit | NewUnit | None = None, *sources: Unit) -> Reorganisation:
        return services.merge_units(
            actor=self.admin,
            now=NOW,
            sources=sources or [self.hai_phong, self.da_nang],
            into=into or NewUnit("S45", "Sở Giáo dục và Đào tạo hợp nhất (minh hoạ)", "Sở hợp nhất"),
            on=on,
            **PAPER,
        )

    def split(self, source: Unit, on: date, keep: bool = False, tag: str = "") -> Reorganisation:
        into: list[Unit | NewUnit] = [
            NewUnit(f"{source.code}-A{tag}", "Sở A", "A"),
            NewUnit(f"{source.code}-B{tag}", "Sở B", "B"),
        ]
        if keep:
            into[0] = source
        children = {unit.pk: n % 2 for n, unit in enumerate(selectors.children_on(source, on))}
        posts = {post.pk: (0, 1, None)[n % 3] for n, post in enumerate(source.posts.filter(ends_on=None))}
        return services.split_unit(
            actor=self.admin, now=NOW, source=source, into=into, on=on, children=children, posts=posts, **PAPER
        )


@pytest.fixture
def world() -> World:
    return World()


def test_two_departments_merge_and_nobody_is_skipped(world: World) -> None:
    act = world.merge()
    new = Unit.objects.get(code="S45")
    assert list(selectors.successors_of(world.hai_phong, ON)) == [new]
    assert set(selectors.predecessors_of(new, BEFORE)) == {world.hai_phong, world.da_nang}
    assert selectors.descendants_on(new, ON) == {world.school.pk, world.other.pk}
    assert selectors.descendants_on(world.hai_phong, BEFORE) == {world.school.pk}
    assert not selectors.exists_on(world.hai_phong, ON)
    assert selectors.name_on(world.hai_phong, date(2026, 1, 1)) == "Sở Giáo dục và Đào tạo thành phố Hải Phòng"
    people = set(new.posts.values_list("person__account", flat=True))
    assert people == {world.head.user_id, world.officer.user_id, world.closed.user_id}
    assert world.one.facts(BEFORE).members == tuple(world.one.units[c].pk for c in ("S1", "S2", "S3", "S4", "S5"))
    assert world.one.facts(ON).members == tuple(world.one.units[c].pk for c in ("S1", "S2", "S3"))
    told = {(effect["model"], effect["label"]) for effect in act.effects}
    assert ("membership", "Sở Giáo dục và Đào tạo thành phố Hải Phòng, thành viên Cụm thi đua số 1") in told
    event = last_event()
    assert (event.verb, event.data["sources"], event.data["targets"]) == ("merge-units", ["S4", "S5"], ["S45"])


def test_a_department_absorbs_another_and_goes_on(world: World) -> None:
    world.merge(ON, world.hai_phong, world.hai_phong, world.da_nang)
    assert selectors.exists_on(world.hai_phong, ON)
    assert not selectors.exists_on(world.da_nang, ON)
    assert selectors.descendants_on(world.hai_phong, ON) == {world.school.pk, world.other.pk}
    assert world.hai_phong.pk in world.one.facts(ON).members
    assert set(selectors.predecessors_of(world.hai_phong, BEFORE)) == {world.hai_phong, world.da_nang}


def test_undoing_a_merger_puts_everything_back_and_revives_no_closed_account(world: World) -> None:
    before = everything()
    act = world.merge()
    assert everything() != before
    services.undo_reorganisation(actor=world.admin, now=NOW, act=act, reason="Quyết định đã bị thu hồi")
    assert everything() == before
    assert not User.objects.get(pk=world.closed.user_id).is_active
    act.refresh_from_db()
    assert (act.undone_at, act.undone_reason) == (NOW, "Quyết định đã bị thu hồi")
    assert (last_event().verb, last_event().reason) == ("undo-reorganisation", "Quyết định đã bị thu hồi")
    with pytest.raises(BadInput, match="đã được hoàn tác"):
        services.undo_reorganisation(actor=world.admin, now=NOW, act=act, reason="Lần nữa")


def test_undoing_needs_a_reason(world: World) -> None:
    act = world.merge()
    with pytest.raises(BadInput, match="lý do"):
        services.undo_reorganisation(actor=world.admin, now=NOW, act=act, reason="  ")
    act.refresh_from_db()
    assert act.undone_at is None


def test_what_was_built_on_is_undone_last(world: World) -> None:
    before = everything()
    merged = world.merge()
    new = Unit.objects.get(code="S45")
    divided = world.split(new, date(2026, 1, 1))
    between = everything()
    with pytest.raises(Refused, match="Không hoàn tác được"):
        services.undo_reorganisation(actor=world.admin, now=NOW, act=merged, reason="Sai thứ tự")
    assert everything() == between
    for act in (divided, merged):
        services.undo_reorganisation(actor=world.admin, now=NOW, act=act, reason="Nhập nhầm")
    assert everything() == before


def test_a_split_says_where_everybody_goes(world: World) -> None:
    extra = make_unit("TH-3")
    under(extra, world.hai_phong)
    with pytest.raises(BadInput, match="Chưa xếp vào đơn vị nào: .*TH-1, TH-3, Nguyễn Minh Hoạ"):
        services.split_unit(
            actor=world.admin,
            now=NOW,
            source=world.hai_phong,
            into=[NewUnit("A", "Sở A", "A"), NewUnit("B", "Sở B", "B")],
            on=ON,
            children={},
            posts={},
            **PAPER,
        )
    world.split(world.hai_phong, ON)
    a, b = Unit.objects.get(code="S4-A"), Unit.objects.get(code="S4-B")
    assert set(selectors.successors_of(world.hai_phong, ON)) == {a, b}
    assert (selectors.descendants_on(a, ON), selectors.descendants_on(b, ON)) == ({world.school.pk}, {extra.pk})
    assert list(a.posts.values_list("person__account", flat=True)) == [world.head.user_id]


def test_a_unit_that_is_split_may_go_on_itself(world: World) -> None:
    world.split(world.hai_phong, ON, keep=True)
    assert selectors.exists_on(world.hai_phong, ON)
    assert selectors.descendants_on(world.hai_phong, ON) == {world.school.pk}
    assert world.hai_phong.pk in world.one.facts(ON).members


def test_a_unit_is_abolished_only_when_those_under_it_have_a_place(world: World) -> None:
    call = {"actor": world.admin, "now": NOW, "unit": world.hai_phong, "on": ON, **PAPER}
    with pytest.raises(BadInput, match="còn 1 đơn vị cấp dưới: TH-1"):
        services.abolish_unit(children_to=None, **call)
    with pytest.raises(BadInput, match="thuộc, đơn vị sẽ kết thúc"):
        services.abolish_unit(children_to=world.school, **call)
    services.abolish_unit(children_to=world.da_nang, **call)
    assert not selectors.successors_of(world.hai_phong, ON)
    assert selectors.descendants_on(world.da_nang, ON) == {world.school.pk, world.other.pk}
    assert not world.hai_phong.posts.filter(ends_on=None).exists()
    assert last_event().verb == "abolish-unit"


def test_when_the_leader_ends_so_does_what_it_handed_over(world: World) -> None:
    act = world.merge(date(2020, 7, 1), None, world.one.leader, world.hai_phong)
    facts = world.one.facts(date(2020, 7, 1))
    assert facts.leader is None
    assert [d.period.end for d in facts.delegations] == [date(2020, 6, 30)]
    services.undo_reorganisation(actor=world.admin, now=NOW, act=act, reason="Nhập nhầm")
    assert world.one.facts(date(2020, 7, 1)).leader == world.one.leader.pk


def test_an_organiser_passes_its_clusters_on_and_does_not_vanish_under_them(world: World) -> None:
    other = make_unit("VU-2")
    with pytest.raises(BadInput, match="đang tổ chức: Cụm thi đua số 1"):
        services.abolish_unit(actor=world.admin, now=NOW, unit=world.one.organiser, on=ON, children_to=None, **PAPER)
    act = world.merge(ON, NewUnit("VU-MOI", "Vụ mới", "Vụ mới"), world.one.organiser, other)
    assert Cluster.objects.get().organiser.code == "VU-MOI"
    services.undo_reorganisation(actor=world.admin, now=NOW, act=act, reason="Nhập nhầm")
    assert Cluster.objects.get().organiser == world.one.organiser


def test_what_begins_later_at_a_unit_that_ends_is_named_first(world: World) -> None:
    make_viewer(world.hai_phong, day=ON, starts_on=date(2025, 9, 1))
    before = everything()
    with pytest.raises(BadInput, match="bắt đầu từ ngày 01/09/2025"):
        world.merge()
    assert everything() == before
    assert not Reorganisation.objects.exists()


def test_a_merger_needs_two_units_and_a_decision(world: World) -> None:
    with pytest.raises(BadInput, match="ít nhất hai đơn vị"):
        world.merge(ON, None, world.hai_phong)
    with pytest.raises(BadInput, match="số quyết định"):
        services.merge_units(
            actor=world.admin,
            now=NOW,
            sources=[world.hai_phong, world.da_nang],
            into=world.hai_phong,
            on=ON,
            decision_number="",
            decision_on=None,
        )


@pytest.mark.parametrize("gate", [selectors.get_unit_for, selectors.get_cluster_for, selectors.get_person_for])
def test_without_a_post_nothing_is_there(world: World, gate: Any) -> None:
    nobody = Viewer(None, "", TODAY)
    thing = {selectors.get_unit_for: world.school, selectors.get_cluster_for: world.one.cluster}.get(
        gate, Person.objects.first()
    )
    with pytest.raises(NotThere):
        gate(nobody, thing.uuid)
    assert gate(world.admin, thing.uuid) == thing


class AnyReorganisation(TestCase):
    """Whatever is merged, split and renamed: undone in reverse, everything is as it was."""

    @settings(max_examples=12)
    @given(st.lists(st.tuples(st.sampled_from(["merge", "split", "keep", "rename"]), st.integers(0, 9)), max_size=3))
    def test_undone_in_reverse_everything_is_as_it_was(self, made: list[tuple[str, int]]) -> None:
        world = World()
        standing, acts, states = [world.hai_phong, world.da_nang, world.school, world.other], [], []
        for number, (kind, pick) in enumerate(made):
            on = date(2025, 7 + number, 1)
            states.append(everything())
            unit = standing[pick % len(standing)]
            if kind == "merge":
                other = standing[(pick + 1) % len(standing)]
                acts.append(world.merge(on, NewUnit(f"M{number}", f"Sở {number}", f"M{number}"), unit, other))
                standing = [one for one in standing if one not in (unit, other)] + [Unit.objects.get(code=f"M{number}")]
            elif kind == "rename":
                name = f"Tên {number}"
                acts.append(
                    services.rename_unit(
                        actor=world.admin, now=NOW, unit=unit, name=name, short_name=name, on=on, **PAPER
                    )
                )
            else:
                acts.append(world.split(unit, on, keep=kind == "keep", tag=str(number)))
                standing = [one for one in standing if one != unit] + [link.target for link in acts[-1].links.all()]
        for act, state in zip(reversed(acts), reversed(states), strict=True):
            services.undo_reorganisation(actor=world.admin, now=NOW, act=act, reason="Thử hoàn tác")
            assert everything() == state
