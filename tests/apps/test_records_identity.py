"""One human being with two entries: joined, found by either spelling, parted again; rights follow the human being."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import make_viewer, user_of
from tests.records_world import NOW, TODAY, Records, make_records, make_teacher
from thidua.accounts.models import User
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused
from thidua.organisations import selectors, services
from thidua.organisations.facts import viewer_of
from thidua.organisations.models import Person, Post
from thidua.records.selectors.people import people_kept_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Records:
    return make_records()


def merge(world: Records, kept: Person, other: Person, role: str = "administrator", reason: str = "Cùng người") -> None:
    services.merge_people(actor=world.viewer(role), now=NOW, kept=kept, other=other, reason=reason)


def names(world: Records, text: str, role: str = "head") -> list[str]:
    return [one.full_name for one in people_kept_by(world.viewer(role), text)]


def test_a_merge_moves_nothing_and_undoing_takes_the_pointer_away(world: Records) -> None:
    twin = make_teacher(world.other, "Đặng T. Ánh", starts_on=date(2015, 9, 1))
    Post.objects.filter(person=twin).update(ends_on=date(2020, 8, 31))
    before = list(Post.objects.order_by("pk").values())
    merge(world, world.teacher, twin)
    twin.refresh_from_db()
    assert twin.same_as == world.teacher
    assert list(Post.objects.order_by("pk").values()) == before
    assert [post.unit.code for post in selectors.posts_of(world.teacher)] == ["THCS-1", "THCS-2"]
    services.undo_merge(actor=world.viewer("administrator"), now=NOW, other=twin, reason="Hai người khác nhau")
    twin.refresh_from_db()
    assert twin.same_as is None
    assert [post.unit.code for post in selectors.posts_of(world.teacher)] == ["THCS-1"]
    verbs = list(Event.objects.order_by("number").values_list("verb", "subject_uuid"))
    assert verbs == [
        ("merge-people", twin.uuid),
        ("take-merged-person", world.teacher.uuid),
        ("undo-merge", twin.uuid),
    ]


def test_only_the_administrator_merges_and_says_why(world: Records) -> None:
    twin = make_teacher(world.school, "Dang Thi Anh")
    for role in ("head", "above", "officer"):
        with pytest.raises(Refused):
            merge(world, world.teacher, twin, role)
    with pytest.raises(BadInput, match="lý do"):
        merge(world, world.teacher, twin, reason=" ")
    with pytest.raises(BadInput, match="không gộp"):
        services.undo_merge(actor=world.viewer("administrator"), now=NOW, other=twin, reason="Nhầm")


def test_no_chain_and_no_loop_of_entries_can_grow(world: Records) -> None:
    second, third = (make_teacher(world.school, name) for name in ("Dang Thi Anh", "Đặng Ánh"))
    merge(world, world.teacher, second)
    for kept, other in ((second, world.teacher), (second, third), (third, world.teacher), (third, second)):
        with pytest.raises(Refused):
            merge(world, kept, other)
    with pytest.raises(Refused):
        merge(world, third, third)
    merge(world, world.teacher, third)
    assert selectors.entries_of([third.pk]) == dict.fromkeys((world.teacher.pk, second.pk, third.pk), world.teacher.pk)


def test_two_open_accounts_are_refused_a_closed_one_is_not(world: Records) -> None:
    head, officer = world.person("head"), world.person("officer")
    with pytest.raises(Refused, match="tài khoản đang mở"):
        merge(world, head, officer)
    User.objects.filter(person=officer).update(is_active=False)
    merge(world, head, officer)


def test_somebody_is_found_by_every_spelling_and_listed_once_under_the_kept_one(world: Records) -> None:
    twin = make_teacher(world.school, "Đoàn Thị Ánh", staff_code="GV-77")
    merge(world, world.teacher, twin)
    for text in ("dang anh", "ĐẶNG", "doan thi anh", "Đoàn", "gv-77"):
        assert names(world, text) == ["Đặng Thị Ánh"], text
        assert [one.full_name for one in selectors.people_for(world.viewer("head"), text)] == ["Đặng Thị Ánh"]
    assert names(world, "dang doan") == []
    [kept] = people_kept_by(world.viewer("head"), "doan")
    assert selectors.other_spellings(kept) == ["Đoàn Thị Ánh"]


def test_the_list_is_in_the_vietnamese_order_and_hides_merged_entries(world: Records) -> None:
    for name in ("Trần Văn Ẩn", "Nguyễn Thị An", "Lê Văn Ân", "Phạm Đức Bình"):
        make_teacher(world.school, name)
    listed = [name for name in names(world, "") if "Minh Hoạ" not in name]
    assert listed == ["Nguyễn Thị An", "Đặng Thị Ánh", "Lê Văn Ân", "Trần Văn Ẩn", "Phạm Đức Bình"]


def test_rights_follow_the_human_being_whichever_entry_has_the_account(world: Records) -> None:
    account = user_of(world.viewer("staff"))
    kept = make_teacher(world.other, "Nguyễn Minh Hoạ")
    Post.objects.filter(person=kept).update(role=Post.Role.OFFICER)
    third = make_teacher(world.department, "Nguyen Minh Hoa")
    assert {seat.unit_id for seat in viewer_of(account, TODAY).seats} == {world.school.pk}
    merge(world, kept, world.person("staff"))
    merge(world, kept, third)
    found = viewer_of(account, TODAY)
    assert {seat.unit_id for seat in found.seats} == {world.school.pk, world.other.pk, world.department.pk}
    assert found.works_at(world.other.pk)


def test_staff_see_only_themselves(world: Records) -> None:
    viewer = world.viewer("staff")
    assert [one.pk for one in selectors.people_for(viewer)] == [world.person("staff").pk]
    assert selectors.get_person_for(viewer, world.person("staff").uuid)
    assert list(people_kept_by(viewer)) == []


def test_identity_is_corrected_by_the_administrator_and_a_code_belongs_to_one(world: Records) -> None:
    given = {"actor": world.viewer("administrator"), "now": NOW, "reason": "Theo hồ sơ gốc"}
    services.correct_identity(person=world.teacher, staff_code=" GV-01 ", born_on=date(1990, 2, 3), **given)
    world.teacher.refresh_from_db()
    assert (world.teacher.staff_code, world.teacher.born_on) == ("GV-01", date(1990, 2, 3))
    other = make_teacher(world.school, "Lê Văn Bình")
    with pytest.raises(BadInput, match="thẻ khác"):
        services.correct_identity(person=other, staff_code="gv-01", born_on=None, **given)
    with pytest.raises(BadInput, match="chưa tới"):
        services.correct_identity(person=other, staff_code="", born_on=TODAY, **given)
    services.correct_identity(person=other, staff_code="", born_on=None, **given)
    services.correct_identity(person=world.teacher, staff_code="", born_on=None, **given)
    assert Person.objects.filter(staff_code__isnull=True, pk__in=(other.pk, world.teacher.pk)).count() == 2
    data = Event.objects.filter(verb="correct-identity").order_by("number")[0].data
    assert data == {
        "before": {"staff_code": "", "born_on": ""},
        "after": {"staff_code": "GV-01", "born_on": "03/02/1990"},
    }
    with pytest.raises(Refused):
        services.correct_identity(
            person=other, staff_code="", born_on=None, **{**given, "actor": make_viewer(world.school, Post.Role.HEAD)}
        )
