"""Units, people and clusters on the screen."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import NOW, TODAY, ClusterOne, make_cluster_one, make_unit, make_viewer, user_of
from thidua.accounts.models import User
from thidua.foundation import clock
from thidua.organisations.models import Cluster, Membership, Person, Post, Reorganisation, Unit, UnitName, UnitPlace
from thidua.organisations.rules import TASKS, Viewer
from thidua.organisations.services import delegate

pytestmark = pytest.mark.django_db

PAPER = {"decision_number": "30/QĐ-MH", "decision_on": "2020-05-20"}


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def one() -> ClusterOne:
    return make_cluster_one()


@pytest.fixture
def admin(one: ClusterOne) -> Viewer:
    return make_viewer(make_unit("QTHT", "Tổ quản trị"), Post.Role.ADMINISTRATOR)


def as_(client: Client, viewer: Viewer) -> Client:
    client.force_login(user_of(viewer), backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(f"organisations:{name}", args=args), query)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def queries(client: Client, name: str, *args: object) -> int:
    with CaptureQueriesContext(connection) as caught:
        page(client, name, *args)
    return len(caught)


def test_the_tree_is_read_as_of_a_day(client: Client, one: ClusterOne, admin: Viewer) -> None:
    school = make_unit("TH-1", "Trường Tiểu học Cũ")
    UnitName.objects.filter(unit=school).update(ends_on=date(2020, 3, 31))
    UnitName.objects.create(unit=school, name="Trường Tiểu học Mới", short_name="TH Mới", starts_on=date(2020, 4, 1))
    as_(client, admin)
    assert "Trường Tiểu học Mới" in page(client, "units")
    old = page(client, "units", ngay="2019-12-01", tim="truong tieu hoc")
    assert "Trường Tiểu học Cũ" in old
    assert "Trường Tiểu học Mới" not in old
    assert "Không tìm thấy đơn vị nào" in page(client, "units", tim="không có")
    card = page(client, "unit", school.uuid)
    assert "đến hết" not in card or "31/03/2020" in card
    assert "<h1>Trường Tiểu học Mới</h1>" in card


def test_the_administrator_adds_a_unit_and_sees_what_was_wrong_beside_the_field(client: Client, admin: Viewer) -> None:
    as_(client, admin)
    typed = {"code": "S1", "name": "Trường A", "short_name": "A", "starts_on": "2020-06-01", "parent": "so khong co"}
    answer = client.post(reverse("organisations:add_unit"), typed)
    assert answer.status_code == 400
    assert "Không có đơn vị “so khong co” vào ngày 01/06/2020" in answer.content.decode()
    assert 'value="Trường A"' in answer.content.decode(), "what was typed is kept"
    answer = client.post(reverse("organisations:add_unit"), {**typed, "parent": "s4"})
    assert "Mã “S1” đã được dùng" in answer.content.decode()
    answer = client.post(reverse("organisations:add_unit"), {**typed, "parent": "S4", "code": "TH-A"}, follow=True)
    assert "Đã thêm đơn vị." in answer.content.decode()
    assert UnitPlace.objects.get(unit__code="TH-A").parent.code == "S4"


def test_a_merger_is_told_row_by_row_and_undone(client: Client, one: ClusterOne, admin: Viewer) -> None:
    somebody = make_viewer(one.units["S4"])
    as_(client, admin)
    typed = {
        "sources": "S4\nda nang sai",
        "code": "S45",
        "name": "Sở hợp nhất",
        "short_name": "SHN",
        "on": "2020-09-01",
    }
    answer = client.post(reverse("organisations:merge_units"), {**typed, **PAPER})
    assert "Không có đơn vị “da nang sai”" in answer.content.decode()
    answer = client.post(reverse("organisations:merge_units"), {**typed, **PAPER, "sources": "S4\nS5"}, follow=True)
    assert "Đã ghi nhận sáp nhập." in answer.content.decode()
    act = Reorganisation.objects.get()
    told = page(client, "reorganisation", act.uuid)
    assert "Chuyên viên, Sở Giáo dục và Đào tạo thành phố Hải Phòng" in told
    assert "thành viên Cụm thi đua số 1" in told
    assert Post.objects.filter(person__account=somebody.user_id).count() == 2
    undo = reverse("organisations:undo_reorganisation", args=[act.uuid])
    assert client.post(undo, {"reason": " "}).status_code == 400
    answer = client.post(undo, {"reason": "Nhập nhầm"}, follow=True)
    assert "Đã hoàn tác" in answer.content.decode()
    assert Post.objects.filter(person__account=somebody.user_id).count() == 1
    assert not Unit.objects.filter(code="S45").exists()


def test_a_split_asks_where_everybody_goes(client: Client, one: ClusterOne, admin: Viewer) -> None:
    school, unit = make_unit("TH-1"), one.units["S4"]
    UnitPlace.objects.create(unit=school, parent=unit, starts_on=date(2019, 1, 1))
    post = Post.objects.get(person__account=make_viewer(unit).user_id)
    address = reverse("organisations:split_unit", args=[unit.uuid])
    as_(client, admin)
    assert "Đơn vị cấp dưới “TH-1” thuộc" in client.get(address).content.decode()
    typed = {
        "into": "S4\nS6; Sở Sáu; S6",
        "on": "2020-09-01",
        f"child-{school.pk}": "5",
        f"post-{post.pk}": "",
        **PAPER,
    }
    answer = client.post(address, typed)
    assert answer.status_code == 400
    assert "Không có dòng này ở trên" in answer.content.decode()
    answer = client.post(address, {**typed, f"child-{school.pk}": "1", f"post-{post.pk}": "0"}, follow=True)
    assert "Đã ghi nhận chia tách." in answer.content.decode()
    assert UnitPlace.objects.get(unit=school, starts_on=date(2020, 9, 1)).parent.code == "S6"


def test_people_are_found_without_diacritics(client: Client, one: ClusterOne, admin: Viewer) -> None:
    as_(client, admin)
    client.post(reverse("organisations:add_person"), {"full_name": "Đặng Thị Ánh"})
    assert "Đặng Thị Ánh" in page(client, "people", tim="dang anh")
    assert "Không tìm thấy ai" in page(client, "people", tim="khong co ai")


def test_a_password_is_shown_on_one_page_only_and_never_cached(client: Client, one: ClusterOne, admin: Viewer) -> None:
    person = Person.objects.create(full_name="Đặng Thị Ánh")
    as_(client, admin)
    assert "Chưa có tài khoản." in page(client, "person", person.uuid)
    address = reverse("organisations:make_account", args=[person.uuid])
    bad = client.post(address, {"username": "Đặng Ánh"})
    assert bad.status_code == 400
    assert "không dùng được" in bad.content.decode()
    answer = client.post(address, {"username": "dang.anh"})
    assert "no-store" in answer["Cache-Control"]
    shown = re.search(r"<code>([a-z0-9-]{19})</code>", answer.content.decode())
    assert shown is not None
    assert User.objects.get(username="dang.anh").check_password(shown[1])
    card = page(client, "person", person.uuid)
    assert shown[1] not in card
    assert "đã lập tài khoản" in card


def test_a_colleagues_card_shows_posts_but_no_account(client: Client, one: ClusterOne) -> None:
    somebody = Person.objects.get(account=make_viewer(one.units["S4"], username="ten-dang-nhap").user_id)
    as_(client, make_viewer(one.units["S4"]))
    card = page(client, "person", somebody.uuid)
    assert "Chuyên viên" in card
    assert "ten-dang-nhap" not in card
    assert "Tài khoản" not in card.split("<main")[1]


def test_the_clusters_card_says_who_leads_by_which_decision_and_what_the_deputy_may_do(
    client: Client, one: ClusterOne
) -> None:
    leader = make_viewer(one.leader, Post.Role.HEAD)
    delegate(
        actor=leader,
        now=NOW,
        cluster=one.cluster,
        task="circulation",
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=9),
        reason="Cụm trưởng đi công tác",
    )
    as_(client, make_viewer(one.units["S4"]))
    card = page(client, "cluster", one.cluster.uuid)
    assert "01/QĐ-MH ngày 01/09/2019" in card
    assert card.count("Làm được") == 1
    assert card.count("Chưa được ủy quyền") == len(TASKS) - 1
    assert "về chính đơn vị cụm trưởng do cụm phó thực hiện" in card
    assert "Cụm trưởng đi công tác" in card
    assert "Ủy quyền cho cụm phó</a>" not in card


def test_a_cluster_without_leader_says_so(client: Client, one: ClusterOne) -> None:
    one.cluster.offices.filter(kind="leader").update(ends_on=date(2020, 5, 31))
    as_(client, make_viewer(one.organiser))
    card = page(client, "cluster", one.cluster.uuid)
    assert "Chưa có cụm trưởng từ ngày 01/06/2020 đến hết ngày 31/08/2020." in card


def test_the_leader_hands_over_and_takes_back_on_the_page(client: Client, one: ClusterOne) -> None:
    as_(client, make_viewer(one.leader, Post.Role.HEAD))
    typed = {"task": "papers", "starts_on": "01/06/2020", "ends_on": "2020-06-30", "reason": "Đi công tác"}
    late = client.post(reverse("organisations:delegate", args=[one.cluster.uuid]), {**typed, "ends_on": "2020-12-31"})
    assert "Nhiệm kỳ cụm trưởng kết thúc ngày 31/08/2020" in late.content.decode()
    answer = client.post(reverse("organisations:delegate", args=[one.cluster.uuid]), typed, follow=True)
    assert "Đã ủy quyền." in answer.content.decode()
    held = one.cluster.delegations.get()
    address = reverse("organisations:withdraw_delegation", args=[held.uuid])
    answer = client.post(address, {"reason": "Đã về"}, follow=True)
    assert "Lý do: Đã về" in answer.content.decode()


def test_a_member_is_refused_with_a_reason(client: Client, one: ClusterOne) -> None:
    as_(client, make_viewer(one.units["S4"]))
    answer = client.get(reverse("organisations:add_member", args=[one.cluster.uuid]))
    assert answer.status_code == 403
    assert "Chỉ cơ quan tổ chức cụm mới sửa được thành viên" in answer.content.decode()


def test_lists_cost_the_same_with_one_row_and_with_three(client: Client, one: ClusterOne, admin: Viewer) -> None:
    organiser = make_viewer(one.organiser)
    as_(client, admin)
    pages = [("units",), ("people",), ("home",), ("cluster", one.cluster.uuid)]
    before = {name: queries(client, name, *args) for name, *args in pages}
    for n in range(3):
        unit = make_unit(f"N{n}", f"Đơn vị {n}")
        UnitPlace.objects.create(unit=unit, parent=one.units["S4"], starts_on=date(2019, 1, 1))
        make_viewer(unit)
        Membership.objects.create(cluster=one.cluster, unit=unit, starts_on=date(2019, 9, 1), order=10 + n)
        Cluster.objects.create(code=f"k-{n}", name=f"Khối {n}", organiser=unit)
    assert {name: queries(client, name, *args) for name, *args in pages} == before
    assert organiser.works_at(one.organiser.pk)


@pytest.mark.parametrize("name", ["home", "units", "people"])
def test_without_a_post_there_is_nothing_to_see(client: Client, one: ClusterOne, name: str) -> None:
    as_(client, make_viewer(one.units["S4"], ends_on=date(2020, 5, 31)))
    shown = page(client, name)
    assert "Hải Phòng" not in shown.split("<main")[1]
    assert "Cụm thi đua số 1" not in shown.split("<main")[1]
