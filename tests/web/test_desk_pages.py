"""The home page, the board and the year in the top bar, as each role meets them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    NOW,
    YEAR_START,
    make_cluster_one,
    make_sheet,
    make_table,
    make_unit,
    make_verifiers,
    make_viewer,
    user_of,
)
from tests.web.access.world import World, make_world
from thidua.cycles.models import Cycle
from thidua.foundation import clock
from thidua.organisations.models import Membership, Post
from thidua.scoring.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_days_of_self_scoring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def world() -> World:
    return make_world()


def home(client: Client, world: World, role: str) -> str:
    client.force_login(world.user(role), backend="django.contrib.auth.backends.ModelBackend")
    return client.get("/").content.decode()


def test_a_member_finds_its_sheet_with_the_day_and_one_button(client: Client, world: World) -> None:
    page = home(client, world, "member")

    assert "Chấm tiếp và gửi phiếu tự chấm của S4." in page
    assert "05/06/2020 · còn 4 ngày" in page
    assert "Các đơn vị thẩm định chờ phiếu của bạn." in page


def test_a_verifier_finds_its_lines_and_who_has_not_sent(client: Client, world: World) -> None:
    page = home(client, world, "verifier")

    assert "Thẩm định " in page
    assert "Chưa gửi phiếu: S4." in page


def test_a_returned_line_is_counted_for_its_unit_and_no_longer_for_the_verifier(client: Client, world: World) -> None:
    before = home(client, world, "verifier")
    line = world.line("S5", "N.1")
    Line.objects.filter(pk=line.pk).update(verdict="returned", reason="Thiếu minh chứng")

    assert "Sửa 1 dòng được trả lại của S5 rồi gửi lại." in home(client, world, "other_member")
    assert home(client, world, "verifier") != before


@pytest.mark.parametrize("role", ["administrator", "outsider", "postless"])
def test_who_has_no_place_in_a_cluster_owes_nothing_and_learns_nothing(client: Client, world: World, role: str) -> None:
    page = home(client, world, role)

    assert "Hiện không có việc nào chờ bạn" in page
    assert "Cụm thi đua số 1" not in page


def test_the_board_shows_states_to_those_who_oversee(client: Client, world: World) -> None:
    assert reverse("desk:board", args=[world.cycle.uuid]) in home(client, world, "observer")

    page = client.get(reverse("desk:board", args=[world.cycle.uuid])).content.decode()

    assert page.count("Đã gửi</span>") == 4
    assert "Đang chấm" in page
    assert "Vụ Giáo dục Trung học" in page


def test_another_year_is_chosen_in_the_top_bar_and_stays_chosen(client: Client, world: World) -> None:
    earlier = Cycle.objects.create(cluster=world.cluster, start_year=2018)
    page = home(client, world, "organiser")
    assert f'<option value="{world.cycle.uuid}" selected>' in page

    client.post(reverse("desk:choose_cycle"), {"cycle": str(earlier.uuid)})

    assert f'<option value="{earlier.uuid}" selected>' in client.get("/").content.decode()
    assert client.post(reverse("desk:choose_cycle"), {"cycle": "không phải mã"}).status_code == 404


def test_the_path_marks_the_step_one_is_at(client: Client, world: World) -> None:
    home(client, world, "member")

    page = client.get(reverse("scoring:sheets")).content.decode()

    assert page.count('aria-current="true"') == 2  # beside the page, and folded for a phone
    assert "<summary>Năm thi đua: Chấm điểm</summary>" in page


@pytest.mark.parametrize("role", ["leader", "observer"])
def test_the_desk_costs_the_same_for_two_members_and_five(client: Client, role: str) -> None:
    one = make_cluster_one(("S1", "S3"))
    table = make_table(one, make_verifiers())
    viewer = make_viewer(one.leader) if role == "leader" else make_viewer(one.organiser, Post.Role.OBSERVER)
    client.force_login(user_of(viewer), backend="django.contrib.auth.backends.ModelBackend")
    addresses = ("/", reverse("desk:board", args=[one.cycle.uuid]))
    for unit in one.units.values():
        make_sheet(table, unit)
    client.get("/")  # what is kept from page to page is read now
    for_two = [queries_of(client, address) for address in addresses]

    for code in ("S2", "S4", "S5"):
        unit = make_unit(code)
        Membership.objects.create(cluster=one.cluster, unit=unit, starts_on=YEAR_START)
        make_sheet(table, unit)

    assert [queries_of(client, address) for address in addresses] == for_two


def queries_of(client: Client, address: str) -> int:
    """How many questions a page asks of the database."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
