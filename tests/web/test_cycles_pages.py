"""A cluster's year on the screen."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import NOW, ClusterOne, make_cluster_one, make_viewer, user_of
from thidua.core.days import HANOI
from thidua.cycles.models import Cycle, Stage, StatedDeadline
from thidua.cycles.services import extend_deadline, state_deadline
from thidua.foundation import clock
from thidua.organisations.models import Post
from thidua.organisations.rules import Viewer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def one() -> ClusterOne:
    return make_cluster_one()


@pytest.fixture
def officer(one: ClusterOne) -> Viewer:
    return make_viewer(one.organiser)


def as_(client: Client, viewer: Viewer) -> Client:
    client.force_login(user_of(viewer), backend="django.contrib.auth.backends.ModelBackend")
    return client


def self_scoring(one: ClusterOne) -> Stage:
    return one.cycle.stages.get(step="self-scoring")


def year(client: Client, one: ClusterOne) -> str:
    answer = client.get(reverse("cycles:year", args=[one.cycle.uuid]))
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1]


def disagree(one: ClusterOne, officer: Viewer) -> None:
    for document, day in (("Kế hoạch số 01", date(2020, 6, 5)), ("Quy chế số 02", date(2020, 6, 10))):
        state_deadline(actor=officer, now=NOW, stage=self_scoring(one), document=document, closes_on=day)


def test_a_member_reads_the_steps_with_their_days_and_states(client: Client, one: ClusterOne) -> None:
    shown = year(as_(client, make_viewer(one.units["S4"])), one)
    assert "Tự chấm điểm" in shown
    assert "05/06/2020" in shown
    for state in ("Đã hết hạn", "Đang mở", "Chưa mở"):
        assert state in shown
    assert "self-scoring" not in shown
    assert reverse("cycles:extend", args=[self_scoring(one).uuid]) not in shown


def test_papers_that_disagree_are_shown_until_somebody_chooses(
    client: Client, one: ClusterOne, officer: Viewer
) -> None:
    disagree(one, officer)
    member = year(as_(client, make_viewer(one.units["S4"])), one)
    assert "Chưa thống nhất: hạn của bước “Tự chấm điểm”" in member
    assert "Kế hoạch số 01: 05/06/2020, Quy chế số 02: 10/06/2020" in member
    assert "(chưa thống nhất)" in member
    choose = reverse("cycles:choose", args=[self_scoring(one).uuid])
    assert choose not in member

    as_(client, make_viewer(one.leader, Post.Role.HEAD))
    assert choose in year(client, one)
    assert "10/06/2020 – Quy chế số 02" in client.get(choose).content.decode()
    statute = StatedDeadline.objects.get(document="Quy chế số 02")
    typed = {"stated": str(statute.uuid), "seen": "2", "reason": "Quy chế do hội nghị thông qua"}
    assert client.post(choose, {**typed, "reason": ""}).status_code == 400
    shown = client.post(choose, typed, follow=True).content.decode()
    assert "Đã chọn thời hạn." in shown
    assert "Chưa thống nhất" not in shown
    assert "Lý do: Quy chế do hội nghị thông qua" in shown


def test_a_choice_made_from_an_old_page_is_not_taken(client: Client, one: ClusterOne, officer: Viewer) -> None:
    disagree(one, officer)
    statute = StatedDeadline.objects.get(document="Quy chế số 02")
    state_deadline(
        actor=officer, now=NOW, stage=self_scoring(one), document="Công văn số 15", closes_on=date(2020, 6, 12)
    )
    as_(client, officer)
    typed = {"stated": str(statute.uuid), "seen": "2", "reason": "Quy chế"}
    answer = client.post(reverse("cycles:choose", args=[self_scoring(one).uuid]), typed)
    assert answer.status_code == 409
    assert "Vừa có thêm văn bản" in answer.content.decode()
    assert not StatedDeadline.objects.filter(chosen_at__isnull=False).exists()


def test_an_extension_shows_at_once_to_the_unit_it_is_for(
    client: Client, one: ClusterOne, officer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_(client, officer)
    unit = one.units["S4"]
    extend = reverse("cycles:extend", args=[self_scoring(one).uuid])
    typed = {"unit": str(unit.uuid), "closes_on": "2020-06-05", "reason": "Mất điện do bão"}
    assert "Hãy chọn một ngày sau ngày 05/06/2020." in client.post(extend, typed).content.decode()
    client.post(extend, {**typed, "closes_on": "2020-06-09"})
    monkeypatch.setattr(clock, "now", lambda: datetime(2020, 6, 9, 23, 59, 59, tzinfo=HANOI))
    shown = year(as_(client, make_viewer(unit)), one)
    assert "(đã gia hạn từ 05/06/2020)" in shown
    assert "Sắp hết hạn" in shown
    assert "Mất điện do bão" in shown
    monkeypatch.setattr(clock, "now", lambda: datetime(2020, 6, 10, 0, 0, 0, tzinfo=HANOI))
    assert "Sắp hết hạn" not in year(client, one)


def test_the_deputy_extends_for_the_leader_by_rule_and_is_told_why(client: Client, one: ClusterOne) -> None:
    as_(client, make_viewer(one.deputy, Post.Role.HEAD))
    assert "Cụm phó chỉ làm được việc này khi cụm trưởng ủy quyền" in year(client, one)
    extend = reverse("cycles:extend", args=[self_scoring(one).uuid])
    asked = client.get(extend).content.decode()
    assert "Cụm phó gia hạn cho đơn vị cụm trưởng" in asked
    assert str(one.leader.uuid) in asked
    assert str(one.units["S4"].uuid) not in asked
    assert "Mọi đơn vị trong cụm" not in asked
    typed = {"unit": str(one.leader.uuid), "closes_on": "2020-06-09", "reason": "Bão"}
    assert client.post(extend, {**typed, "unit": str(one.units["S4"].uuid)}).status_code == 400
    assert client.post(extend, typed).status_code == 302


def test_next_year_starts_from_this_years_days(client: Client, one: ClusterOne, officer: Viewer) -> None:
    as_(client, officer)
    asked = client.get(reverse("cycles:open", args=[one.cluster.uuid])).content.decode()
    assert 'value="05/06/2021"' in asked
    assert 'value="2020"' in asked


def test_a_missing_step_is_added_from_the_years_page_until_none_is_missing(
    client: Client, one: ClusterOne, officer: Viewer
) -> None:
    address = reverse("cycles:add-step", args=[one.cycle.uuid])
    assert address not in year(as_(client, make_viewer(one.leader, Post.Role.HEAD)), one)
    as_(client, officer)
    assert address in year(client, one)
    typed = {"step": "conference", "opens_on": "10/07/2020", "closes_on": "09/07/2020", "reason": "Theo kế hoạch"}
    refused = client.post(address, typed)
    assert refused.status_code == 400
    assert 'value="09/07/2020"' in refused.content.decode()
    shown = client.post(address, {**typed, "closes_on": "20/07/2020"}, follow=True).content.decode()
    assert "Đã thêm bước vào năm thi đua." in shown
    assert "Hội nghị tổng kết" in shown
    for step, opens_on, closes_on in (
        ("registration", "28/11/2019", "20/12/2019"),
        ("pledge", "25/12/2019", "15/01/2020"),
    ):
        given = {"step": step, "opens_on": opens_on, "closes_on": closes_on, "reason": "Theo kế hoạch"}
        assert client.post(address, given).status_code == 302
    assert address not in year(client, one)
    assert "đã có đủ các bước" in client.get(address).content.decode()


def test_a_forged_day_form_changes_nothing_once_somebody_else_saved(
    client: Client, one: ClusterOne, officer: Viewer
) -> None:
    ranked = one.cycle.stages.get(step="ranked")
    typed = {
        "opens_on": "2020-07-02",
        "closes_on": "2020-07-08",
        "seen_opens_on": "2020-07-01",
        "seen_closes_on": "2020-07-05",
        "reason": "Điều chỉnh",
    }
    address = reverse("cycles:days", args=[ranked.uuid])
    as_(client, officer)
    assert client.post(address, typed).status_code == 302
    answer = client.post(address, {**typed, "closes_on": "2020-07-09"})
    assert answer.status_code == 409
    ranked.refresh_from_db()
    assert ranked.closes_on == date(2020, 7, 8)


def test_an_archived_year_is_readable_and_offers_nothing(client: Client, one: ClusterOne, officer: Viewer) -> None:
    as_(client, officer)
    answer = client.post(reverse("cycles:archive", args=[one.cycle.uuid]), {"reason": "Đã tổng kết"}, follow=True)
    shown = answer.content.decode().split("<main")[1]
    assert "Đã lưu trữ" in shown
    assert "Gia hạn<span" not in shown
    extend = reverse("cycles:extend", args=[self_scoring(one).uuid])
    typed = {"unit": "", "closes_on": "2020-06-09", "reason": "Bão"}
    answer = client.post(extend, typed)
    assert answer.status_code == 403
    assert "đã được đưa vào lưu trữ" in answer.content.decode()
    assert client.delete(reverse("cycles:year", args=[one.cycle.uuid])).status_code == 405
    assert Cycle.objects.count() == 1


def test_years_and_year_cost_the_same_with_more_rows(client: Client, one: ClusterOne, officer: Viewer) -> None:
    as_(client, officer)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    def extend(code: str) -> None:
        extend_deadline(
            actor=officer,
            now=NOW,
            stage=self_scoring(one),
            unit=one.units[code],
            closes_on=date(2020, 6, 9),
            reason="Bão",
        )

    disagree(one, officer)
    extend("S4")
    addresses = [reverse("cycles:years"), reverse("cycles:year", args=[one.cycle.uuid])]
    before = [queries(address) for address in addresses]
    for code in ("S2", "S5"):
        extend(code)
    for n in (2017, 2018):
        Cycle.objects.create(cluster=one.cluster, start_year=n)
    assert [queries(address) for address in addresses] == before
