"""Whose record is open to whom on a day: the list and the gate agree, moves and mergers of units are followed."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import make_unit, make_viewer
from tests.records_world import NOW, SINCE, TODAY, Records, make_records, make_row, make_teacher, one_row
from thidua.audit.models import Event
from thidua.foundation.refusals import NotThere
from thidua.organisations.models import Lineage, Person, Post, Reorganisation, UnitPlace
from thidua.organisations.rules import Viewer
from thidua.records.rules import kinds
from thidua.records.rules.standing import GROUPS, Standing, may_see
from thidua.records.selectors.cards import posts_for
from thidua.records.selectors.gates import get_person_for, get_unit_for
from thidua.records.selectors.people import people_called, people_kept_by, units_kept_by
from thidua.records.services.looking import note_look

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Records:
    return make_records()


def opens(viewer: Viewer, person: Person) -> bool:
    try:
        return get_person_for(viewer, person.uuid).standing.is_there
    except NotThere:
        return False


def standing(viewer: Viewer, person: Person) -> Standing:
    return get_person_for(viewer, person.uuid).standing


def test_who_stands_how_to_a_teacher(world: Records) -> None:
    found = {
        role: standing(viewer, world.teacher) for role, viewer in world.viewers.items() if opens(viewer, world.teacher)
    }
    assert found == {
        "administrator": Standing(administrator=True),
        "above": Standing(above=True),
        "head": Standing(head=True),
        "officer": Standing(officer=True),
    }
    assert standing(world.viewer("staff"), world.person("staff")) == Standing(own=True)
    assert standing(world.viewer("head"), world.person("head")) == Standing(own=True, head=True)


def test_a_row_opens_exactly_when_its_group_does(world: Records) -> None:
    for kind in kinds.KINDS:
        row = make_row(kind, world.teacher, world.viewer("head"))
        for role, viewer in world.viewers.items():
            expected = opens(viewer, world.teacher) and bool(
                may_see(standing(viewer, world.teacher), kinds.KINDS[kind].group)
            )
            try:
                found = bool(one_row(viewer, kind, row))
            except NotThere:
                found = False
            assert found == expected, (role, kind)


def test_the_list_and_the_gate_agree_on_everybody(world: Records) -> None:
    moved = make_teacher(world.school, "Trần Thị Chi")
    Post.objects.filter(person=moved).update(ends_on=date(2024, 8, 31))
    Post.objects.create(person=moved, unit=world.other, role="staff", title="Giáo viên", starts_on=date(2024, 9, 1))
    retired = make_teacher(world.school, "Phạm Văn Dũng")
    Post.objects.filter(person=retired).update(ends_on=date(2024, 8, 31))
    coming = make_teacher(world.school, "Võ Thị Em", starts_on=date(2025, 9, 1))
    twin = make_teacher(world.school, "Tran Thi Chi")
    Post.objects.filter(person=twin).update(ends_on=date(2020, 8, 31))
    twin.same_as = moved
    twin.save()
    for role in ("administrator", "above", "head", "officer", "other_head", "staff"):
        viewer = world.viewer(role)
        listed = set(people_kept_by(viewer).values_list("pk", flat=True))
        gate = {
            one.pk
            for one in Person.objects.filter(same_as=None)
            if opens(viewer, one) and (standing(viewer, one).keeps or viewer.is_administrator)
        }
        assert listed == gate, role
    head = world.viewer("head")
    assert [opens(head, one) for one in (moved, retired, coming)] == [False, True, False]


def test_a_head_of_a_unit_two_levels_up_keeps_it_and_only_from_the_day_it_stands_there(world: Records) -> None:
    ministry = make_unit("BO-MH")
    UnitPlace.objects.create(unit=world.department, parent=ministry, starts_on=date(2025, 6, 2))
    viewer = make_viewer(ministry, Post.Role.HEAD, day=TODAY, starts_on=SINCE)
    assert not opens(viewer, world.teacher)
    later = Viewer(viewer.user_id, viewer.name, date(2025, 6, 2), viewer.seats)
    assert standing(later, world.teacher) == Standing(above=True)
    assert [unit.code for unit in units_kept_by(later)] == ["BO-MH", "SO-MH", "THCS-1", "THCS-2"]


def test_people_of_a_unit_that_was_merged_away_stay_with_what_came_after(world: Records) -> None:
    old = make_unit("THCS-0", "Trường Trung học cơ sở cũ")
    retired = make_teacher(old, "Phạm Văn Dũng")
    Post.objects.filter(person=retired).update(ends_on=date(2024, 6, 30))
    assert not opens(world.viewer("head"), retired)
    act = Reorganisation.objects.create(
        kind="merged", happened_on=date(2024, 7, 1), summary="Sáp nhập", recorded_at=NOW
    )
    Lineage.objects.create(reorganisation=act, source=old, target=world.school)
    assert standing(world.viewer("head"), retired) == Standing(head=True)
    assert retired in people_kept_by(world.viewer("head"))


def test_a_collective_opens_for_those_who_keep_it(world: Records) -> None:
    open_to = set()
    for role, viewer in world.viewers.items():
        try:
            get_unit_for(viewer, world.school.uuid)
            open_to.add(role)
        except NotThere:
            continue
    assert open_to == {"above", "head", "officer"}


def test_a_staff_code_finds_anybody_a_name_only_those_one_keeps(world: Records) -> None:
    far = make_teacher(world.other, "Lê Văn Bình", staff_code="GV-09")
    head = world.viewer("head")
    assert people_called(head, "gv-09") == [far]
    assert people_called(head, "Lê Văn Bình") == []
    assert people_called(head, "dang thi anh") == [world.teacher]


def test_a_look_of_somebody_else_at_what_is_sensitive_is_one_event(world: Records) -> None:
    def look(role: str, person: Person) -> None:
        viewer = world.viewer(role)
        note_look(actor=viewer, now=NOW, on_file=get_person_for(viewer, person.uuid), groups=GROUPS)

    look("staff", world.person("staff"))
    assert Event.objects.count() == 0
    look("head", world.teacher)
    event = Event.objects.get()
    assert (event.verb, event.subject_uuid) == ("look-at-sensitive", world.teacher.uuid)
    assert event.data == {"groups": ["birth", "disciplines", "leave", "matters", "party"]}


def test_posts_tell_moves_between_units_under_their_names_of_then(world: Records) -> None:
    old = make_unit("THCS-0", "Trường Trung học cơ sở cũ")
    Post.objects.create(
        person=world.teacher, unit=old, role="staff", title="Giáo viên", starts_on=SINCE, ends_on=date(2024, 6, 30)
    )
    act = Reorganisation.objects.create(
        kind="merged", happened_on=date(2024, 7, 1), summary="Sáp nhập", recorded_at=NOW
    )
    Lineage.objects.create(reorganisation=act, source=old, target=world.school)
    told = {one.unit: ([unit.name for unit in one.became], one.now) for one in posts_for(world.teacher, TODAY)}
    assert told == {
        "Trường Trung học cơ sở cũ": (["Trường Trung học cơ sở Hoa Sen"], False),
        "Trường Trung học cơ sở Hoa Sen": ([], True),
    }
