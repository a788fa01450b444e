"""People, their posts and their accounts."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from tests.factories import NOW, TODAY, make_cluster_one, make_unit, make_viewer, user_of
from thidua.accounts.models import User
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused
from thidua.foundation import clock
from thidua.foundation.refusals import NotThere
from thidua.organisations import selectors, services
from thidua.organisations.facts import viewer_of
from thidua.organisations.models import Person, Post, Unit
from thidua.organisations.rules import Viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit("S4")


@pytest.fixture
def admin() -> Viewer:
    return make_viewer(make_unit("QTHT"), Post.Role.ADMINISTRATOR, username="quan-tri")


def add(admin: Viewer, name: str = "Đặng Thị Ánh") -> Person:
    return services.add_person(actor=admin, now=NOW, full_name=name)


def verbs() -> list[str]:
    return list(Event.objects.order_by("number").values_list("verb", flat=True))


def test_people_are_found_with_and_without_diacritics_in_vietnamese_order(admin: Viewer) -> None:
    for name in ("Trần Văn Ẩn", "Đặng  Thị Ánh", "Nguyễn Thị An", "Lê Văn Ân", "Phạm Đức Bình"):
        add(admin, name)
    listed = [person.full_name for person in selectors.people_for(admin) if "Minh Hoạ" not in person.full_name]
    assert listed == ["Nguyễn Thị An", "Đặng Thị Ánh", "Lê Văn Ân", "Trần Văn Ẩn", "Phạm Đức Bình"]
    for text in ("dang thi anh", "Đặng Ánh", "ÁNH dang"):
        assert [person.full_name for person in selectors.people_for(admin, text)] == ["Đặng Thị Ánh"]
    assert list(selectors.people_for(admin, "không có ai")) == []


def test_a_post_gives_rights_from_its_first_to_its_last_day(admin: Viewer, unit: Unit) -> None:
    person = add(admin)
    services.make_account(actor=admin, now=NOW, person=person, username="dang.anh")
    post = services.give_post(
        actor=admin,
        now=NOW,
        person=person,
        unit=unit,
        role=Post.Role.OFFICER,
        title="Chuyên viên",
        starts_on=date(2020, 1, 1),
        decision_number="05/QĐ-MH",
    )
    services.end_post(actor=admin, now=NOW, post=post, ends_on=date(2020, 6, 30), reason="Chuyển công tác")
    user = User.objects.get(username="dang.anh")
    works = [
        viewer_of(user, day).works_at(unit.pk)
        for day in (date(2019, 12, 31), date(2020, 1, 1), date(2020, 6, 30), date(2020, 7, 1))
    ]
    assert works == [False, True, True, False]
    assert verbs() == ["add-person", "make-account", "give-post", "end-post"]
    assert Event.objects.latest("number").reason == "Chuyển công tác"


def test_the_same_role_twice_at_once_is_refused_another_unit_is_not(admin: Viewer, unit: Unit) -> None:
    person = add(admin)
    post = {"actor": admin, "now": NOW, "person": person, "role": Post.Role.HEAD, "title": "Giám đốc"}
    services.give_post(unit=unit, starts_on=date(2020, 1, 1), **post)
    with pytest.raises(BadInput, match="đã giữ vai trò đó"):
        services.give_post(unit=unit, starts_on=date(2020, 3, 1), **post)
    services.give_post(unit=make_unit("S5"), starts_on=date(2020, 3, 1), **post)
    assert person.posts.count() == 2


def test_no_post_at_a_unit_before_it_stands(admin: Viewer) -> None:
    late = make_unit("MOI", starts_on=date(2021, 1, 1))
    with pytest.raises(BadInput, match="không có đơn vị"):
        services.give_post(
            actor=admin, now=NOW, person=add(admin), unit=late, role="officer", title="Chuyên viên", starts_on=TODAY
        )


def test_the_last_administrator_stays(admin: Viewer) -> None:
    post = Post.objects.get(role=Post.Role.ADMINISTRATOR)
    with pytest.raises(BadInput, match="duy nhất"):
        services.end_post(actor=admin, now=NOW, post=post, ends_on=TODAY, reason="Nghỉ hưu")
    make_viewer(post.unit, Post.Role.ADMINISTRATOR)
    services.end_post(actor=admin, now=NOW, post=post, ends_on=TODAY, reason="Nghỉ hưu")
    post.refresh_from_db()
    assert post.ends_on == TODAY


def test_an_account_is_made_with_a_password_told_once(admin: Viewer) -> None:
    person = add(admin)
    password = services.make_account(actor=admin, now=NOW, person=person, username=" Dang.Anh ")
    person.refresh_from_db()
    assert person.account is not None
    assert person.account.username == "dang.anh"
    assert person.account.check_password(password)
    assert len(password) == 19
    told = str(list(Event.objects.values()))
    assert password not in told
    assert verbs()[-1] == "make-account"


@pytest.mark.parametrize("username", ["", "ab", "Đặng Ánh", "a b c", "quan-tri", "x" * 61])
def test_a_user_name_that_cannot_be_used_is_refused(admin: Viewer, username: str) -> None:
    with pytest.raises(BadInput) as caught:
        services.make_account(actor=admin, now=NOW, person=add(admin), username=username)
    assert caught.value.problems[0].place == "username"
    assert User.objects.count() == 1


def test_a_person_has_one_account(admin: Viewer) -> None:
    person = add(admin)
    services.make_account(actor=admin, now=NOW, person=person, username="mot")
    with pytest.raises(BadInput, match="đã có tài khoản"):
        services.make_account(actor=admin, now=NOW, person=person, username="hai")


def test_a_new_password_ends_the_old_one(admin: Viewer) -> None:
    person = add(admin)
    old = services.make_account(actor=admin, now=NOW, person=person, username="dang.anh")
    new = services.reset_password(actor=admin, now=NOW, person=person, reason="Quên mật khẩu")
    account = User.objects.get(username="dang.anh")
    assert account.check_password(new)
    assert not account.check_password(old)
    assert verbs()[-1] == "reset-password"


def test_a_closed_account_signs_nobody_in_until_it_is_opened(admin: Viewer, rf: object) -> None:
    person = add(admin)
    password = services.make_account(actor=admin, now=NOW, person=person, username="dang.anh")
    services.close_account(actor=admin, now=NOW, person=person, reason="Nghỉ việc")
    request = rf.get("/")  # type: ignore[attr-defined]
    assert authenticate(request, username="dang.anh", password=password) is None
    with pytest.raises(BadInput, match="đang khóa rồi"):
        services.close_account(actor=admin, now=NOW, person=person, reason="Lần nữa")
    services.open_account(actor=admin, now=NOW, person=person, reason="Trở lại làm việc")
    assert authenticate(request, username="dang.anh", password=password) is not None
    assert verbs()[-2:] == ["close-account", "open-account"]


def test_nobody_closes_the_account_they_are_using(admin: Viewer) -> None:
    person = Person.objects.get(account=user_of(admin))
    with pytest.raises(BadInput, match="tự khóa"):
        services.close_account(actor=admin, now=NOW, person=person, reason="Thử")


def test_only_the_administrator_keeps_people_and_accounts(unit: Unit, admin: Viewer) -> None:
    head, person = make_viewer(unit, Post.Role.HEAD), add(admin)
    call = {"actor": head, "now": NOW, "person": person}
    acts = [
        lambda: services.add_person(actor=head, now=NOW, full_name="Lê Văn A"),
        lambda: services.correct_person(full_name="Lê Văn B", reason="Sai", **call),
        lambda: services.give_post(unit=unit, role="head", title="Giám đốc", starts_on=TODAY, **call),
        lambda: services.make_account(username="abc", **call),
        lambda: services.reset_password(reason="Thử", **call),
        lambda: services.close_account(reason="Thử", **call),
    ]
    for act in acts:
        with pytest.raises(Refused, match="người quản trị"):
            act()
    assert verbs() == ["add-person"]


def test_correcting_a_name_keeps_the_old_one_in_the_history(admin: Viewer) -> None:
    person = services.correct_person(
        actor=admin, now=NOW, person=add(admin, "Đặng Thị Anh"), full_name="Đặng Thị Ánh", reason="Sai dấu"
    )
    assert person.search_text == "dang thi anh"
    assert Event.objects.latest("number").data == {"before": "Đặng Thị Anh", "after": "Đặng Thị Ánh"}


def test_a_card_is_open_to_colleagues_and_to_those_who_oversee_the_cluster() -> None:
    one = make_cluster_one()
    somebody = Person.objects.get(account=user_of(make_viewer(one.units["S4"])))
    colleague = make_viewer(one.units["S4"])
    overseers = [make_viewer(unit) for unit in (one.organiser, one.leader, one.deputy)]
    overseers.append(make_viewer(one.organiser, Post.Role.OBSERVER))
    for viewer in (colleague, *overseers):
        assert selectors.get_person_for(viewer, somebody.uuid) == somebody
    stranger, other_member = make_viewer(make_unit("KHAC")), make_viewer(one.units["S5"])
    for viewer in (stranger, other_member):
        with pytest.raises(NotThere):
            selectors.get_person_for(viewer, somebody.uuid)
        assert somebody not in selectors.people_for(viewer)


BEGIN = {"unit_code": "SGD", "unit_name": "Sở Minh Hoạ", "unit_short_name": "SGD", "full_name": "Lê Văn A"}


def test_a_new_installation_begins_with_one_administrator(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("begin", username="le.van.a", **BEGIN)
    password = capsys.readouterr().out.split()[-1]
    user = User.objects.get(username="le.van.a")
    assert user.check_password(password)
    assert viewer_of(user, clock.today()).is_administrator
    assert verbs() == ["begin"]
    with pytest.raises(CommandError, match="đã có người quản trị"):
        call_command("begin", username="khac", **BEGIN)
    assert User.objects.count() == 1


def test_a_beginning_that_cannot_be_leaves_nothing_behind() -> None:
    with pytest.raises(CommandError, match="Tên đăng nhập"):
        call_command("begin", username="Lê A", **BEGIN)
    assert (Unit.objects.count(), User.objects.count(), Event.objects.count()) == (0, 0, 0)
