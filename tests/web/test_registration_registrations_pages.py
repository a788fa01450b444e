"""Registering on the screen: a unit writes, sends, is returned and accepted; the leader sees who is missing."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import ClusterOne, make_cluster_one, make_letterhead, make_viewer, user_of
from tests.registration_world import FLAG, FULL, IN_TIME, IN_TIME_DAY, add_stage, head_of, make_registration
from thidua.core.days import HANOI
from thidua.cycles.models import Cycle
from thidua.documents.models import IssuedPaper
from thidua.foundation import clock
from thidua.organisations.rules import Viewer
from thidua.registration.facts.registrations import content_of
from thidua.registration.models import Override, Registration, Work
from thidua.registration.rules.registrations import Content

pytestmark = pytest.mark.django_db

FORM = {
    "edition": "0",
    "award": ["bang-khen-bo-giao-duc", "co-thi-dua-bo-giao-duc"],
    "inner-1-name": "",
    "inner-1-code": "",
    "target-1-text": "Tỷ lệ trường đạt chuẩn quốc gia",
    "target-1-direction": "at-least",
    "target-1-amount": "65",
    "target-1-measure": "%",
    "target-2-text": "Tỷ lệ học sinh bỏ học",
    "target-2-direction": "at-most",
    "target-2-amount": "0,5",
    "target-2-measure": "%",
    "target-3-text": " ",
    "target-3-direction": "at-least",
    "work-1-kind": "theme",
    "work-1-name": "Giáo dục STEM trong trường trung học",
    "work-1-place": "Tháng 3/2020, thành phố Cần Thơ",
}


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: IN_TIME)


@pytest.fixture
def one() -> ClusterOne:
    made = make_cluster_one()
    add_stage(made.cycle)
    return made


def as_(client: Client, viewer: Viewer) -> Client:
    client.force_login(user_of(viewer), backend="django.contrib.auth.backends.ModelBackend")
    return client


def main(client: Client, name: str, *arguments: object) -> str:
    answer = client.get(reverse(f"registration:{name}", args=arguments))
    assert answer.status_code == 200
    return str(answer.content.decode().split("<main")[1])


def leader_of(one: ClusterOne) -> Viewer:
    return make_viewer(one.leader, day=IN_TIME_DAY)


def test_a_head_writes_and_sends_from_the_screen(client: Client, one: ClusterOne) -> None:
    as_(client, head_of(one, "S4"))
    assert "Lập bản đăng ký" in main(client, "year", one.cycle.uuid)
    client.post(reverse("registration:start", args=[one.cycle.uuid]))
    uuid = Registration.objects.get().uuid
    empty = main(client, "edit", uuid)
    assert "Chưa chọn danh hiệu thi đua" in empty
    assert "Chưa đối chiếu với văn bản gốc" in empty
    answer = client.post(reverse("registration:edit", args=[uuid]), {**FORM, "do": "send"})
    assert answer["Location"] == reverse("registration:send", args=[uuid])
    held = content_of(Registration.objects.get())
    assert (set(held.awards), held.targets, held.works) == (set(FULL.awards), FULL.targets, FULL.works)
    assert "Nên xem lại" not in main(client, "send", uuid)
    sent = client.post(reverse("registration:send", args=[uuid]), {"edition": "1"}, follow=True).content.decode()
    assert "Đã gửi bản đăng ký" in sent
    assert "Đúng hạn" in sent
    assert "≤ 0,5 %" in sent
    assert "at-least" not in sent


def test_what_is_typed_saves_itself_and_a_conflict_is_told(client: Client, one: ClusterOne) -> None:
    as_(client, head_of(one, "S4"))
    uuid = make_registration(one, "S4", "draft", Content()).uuid
    address, quiet = reverse("registration:edit", args=[uuid]), {"HTTP_X_AUTOSAVE": "1"}
    saved = client.post(address, FORM, **quiet).json()
    assert (saved["saved"], saved["editions"]) == ("10:00", {"edition": 1})
    assert saved["texts"] == {"con-thieu": "Đã đủ để gửi.", "nen-xem": ""}
    conflict = client.post(address, FORM | {"target-1-amount": "70"}, **quiet)
    assert (conflict.status_code, "người khác thay đổi" in conflict.json()["sentence"]) == (409, True)
    unreadable = client.post(address, FORM | {"edition": "1", "target-1-amount": "nhiều"}, **quiet)
    assert (unreadable.status_code, "“nhiều” không phải là số" in unreadable.json()["sentence"]) == (400, True)
    assert content_of(Registration.objects.get()).targets == FULL.targets


def test_what_was_typed_stays_when_it_is_wrong_or_late(client: Client, one: ClusterOne) -> None:
    as_(client, head_of(one, "S4"))
    uuid = make_registration(one, "S4", "draft").uuid
    address = reverse("registration:edit", args=[uuid])
    wrong = client.post(address, FORM | {"target-1-amount": "sáu lăm"})
    assert wrong.status_code == 400
    assert 'value="sáu lăm"' in wrong.content.decode()
    Registration.objects.update(edition=5)
    stale = client.post(address, FORM | {"target-1-text": "Của tôi"})
    shown = stale.content.decode()
    assert stale.status_code == 409
    assert 'value="Của tôi"' in shown
    assert 'name="edition" value="5"' in shown


def test_a_return_shows_its_reason_until_it_is_answered(client: Client, one: ClusterOne) -> None:
    uuid = make_registration(one, "S4", "sent").uuid
    as_(client, leader_of(one))
    assert "Tiếp nhận bản đăng ký" in main(client, "registration", uuid)
    address = reverse("registration:return", args=[uuid])
    assert client.post(address, {"edition": "2", "reason": ""}).status_code == 400
    shown = client.post(address, {"edition": "2", "reason": "Nêu rõ chỉ tiêu 2"}, follow=True).content.decode()
    assert "Nêu rõ chỉ tiêu 2" in shown
    as_(client, head_of(one, "S4"))
    assert "Nêu rõ chỉ tiêu 2" in main(client, "edit", uuid)
    client.post(reverse("registration:send", args=[uuid]), {"edition": "3"})
    as_(client, leader_of(one))
    accepted = client.post(reverse("registration:accept", args=[uuid]), {"edition": "4"}, follow=True)
    assert "Đã tiếp nhận" in accepted.content.decode()


def test_an_answer_to_an_older_copy_is_not_taken(client: Client, one: ClusterOne) -> None:
    uuid = make_registration(one, "S4", "sent").uuid
    as_(client, leader_of(one))
    assert client.post(reverse("registration:accept", args=[uuid]), {"edition": "1"}).status_code == 409
    assert Registration.objects.get().state == "sent"


def test_asking_to_change_and_withdrawing_keep_their_reasons(client: Client, one: ClusterOne) -> None:
    uuid = make_registration(one, "S4").uuid
    as_(client, head_of(one, "S4"))
    opened = client.post(
        reverse("registration:reopen", args=[uuid]), {"edition": "2", "reason": "Nâng chỉ tiêu"}, follow=True
    )
    assert "Lưu bản đăng ký" in opened.content.decode()
    assert "Nâng chỉ tiêu" in main(client, "registration", uuid)
    withdrawn = client.post(
        reverse("registration:withdraw", args=[uuid]), {"edition": "3", "reason": "Không đủ điều kiện"}, follow=True
    )
    assert "Không đủ điều kiện" in withdrawn.content.decode()


def test_after_the_last_day_the_page_says_what_would_open_it(
    client: Client, one: ClusterOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    uuid = make_registration(one, "S4").uuid
    monkeypatch.setattr(clock, "now", lambda: datetime(2019, 12, 28, 8, 0, tzinfo=HANOI))
    as_(client, head_of(one, "S4"))
    shown = main(client, "registration", uuid)
    assert "Đã hết hạn đăng ký (ngày 27/12/2019)." in shown
    assert "đề nghị cụm trưởng gia hạn" in shown
    assert reverse("registration:reopen", args=[uuid]) not in shown
    assert client.get(reverse("registration:edit", args=[uuid])).status_code == 403


def test_the_leader_sees_who_is_missing_and_sums_that_equal_the_rows(
    client: Client, one: ClusterOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_registration(one, "S4")
    make_registration(one, "S5", "sent", Content(awards=(FLAG,), targets=FULL.targets))
    make_registration(one, "S2", "draft")
    monkeypatch.setattr(clock, "now", lambda: datetime(2019, 12, 28, 8, 0, tzinfo=HANOI))
    shown = main(as_(client, leader_of(one)), "year", one.cycle.uuid)
    assert "Đã gửi 2 trên 5 đơn vị" in shown
    assert shown.count("Quá hạn") == 3
    assert 'data-total="awards">3<' in shown
    assert "Mục IV.3 Quy chế hoạt động của cụm thi đua" in shown
    member = main(as_(client, make_viewer(one.units["S1"], day=IN_TIME_DAY)), "print", one.cycle.uuid)
    assert "Đà Nẵng" in member, "the deputy's unit oversees"
    plain = main(as_(client, make_viewer(one.units["S2"], day=IN_TIME_DAY)), "year", one.cycle.uuid)
    assert "Đà Nẵng" not in plain
    assert "Hải Phòng" in plain


def test_the_overview_asks_as_much_for_three_as_for_one(client: Client, one: ClusterOne) -> None:
    as_(client, leader_of(one))
    address = reverse("registration:year", args=[one.cycle.uuid])

    def add(code: str) -> None:
        make_registration(one, code)
        Override.objects.create(
            cycle=one.cycle, unit=one.units[code], ground="unregistered", minutes="01/BB", minuted_on=IN_TIME_DAY,
            reason="Minh hoạ", decided_by=user_of(leader_of(one)), decided_at=IN_TIME,
        )  # fmt: skip

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    add("S4")
    client.get(address)
    first = queries()
    add("S2")
    add("S5")
    assert queries() == first


def test_home_lists_the_years_that_register_with_as_many_questions(client: Client, one: ClusterOne) -> None:
    viewer = head_of(one, "S4")
    as_(client, viewer)
    make_registration(one, "S4", "returned")
    shown = main(client, "home")
    assert "Bị trả lại để sửa" in shown
    with CaptureQueriesContext(connection) as first:
        client.get(reverse("registration:home"))
    for start in (2017, 2018):
        add_stage(Cycle.objects.create(cluster=one.cluster, start_year=start))
    with CaptureQueriesContext(connection) as second:
        client.get(reverse("registration:home"))
    assert len(first) == len(second)


def test_the_excel_file_holds_the_same_rows(client: Client, one: ClusterOne) -> None:
    make_registration(one, "S4")
    as_(client, leader_of(one))
    answer = client.get(reverse("registration:workbook", args=[one.cycle.uuid]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Tình hình", "Đăng ký", "Tổng hợp", "Chỉ tiêu", "Công trình, chuyên đề"]
    sums = [row[1] for row in book["Tổng hợp"].iter_rows(min_row=2, values_only=True)]
    assert sums == [1, 1, 2]
    assert [row[3] for row in book["Chỉ tiêu"].iter_rows(min_row=2, values_only=True)] == [65, 0.5]


def test_a_minuted_decision_is_seen_by_all_and_can_be_taken_back(client: Client, one: ClusterOne) -> None:
    as_(client, leader_of(one))
    typed = {
        "unit": str(one.units["S2"].uuid), "ground": "unregistered", "minutes": "02/BB-CTĐ1",
        "minuted_on": "19/12/2019", "reason": "Hồ sơ thất lạc",
    }  # fmt: skip
    address = reverse("registration:override", args=[one.cycle.uuid])
    late = client.post(address, typed | {"minuted_on": "21/12/2019"})
    assert (late.status_code, "chưa tới" in late.content.decode()) == (400, True)
    client.post(address, typed)
    override = Override.objects.get()
    as_(client, make_viewer(one.units["S4"], day=IN_TIME_DAY))
    assert "02/BB-CTĐ1, 19/12/2019" in main(client, "year", one.cycle.uuid)
    as_(client, leader_of(one))
    client.post(reverse("registration:withdraw-override", args=[override.uuid]), {"reason": "Xem xét lại"})
    assert "Xem xét lại" in main(client, "year", one.cycle.uuid)


def test_what_came_of_a_work_is_noted(client: Client, one: ClusterOne) -> None:
    uuid = make_registration(one, "S4").uuid
    as_(client, head_of(one, "S4"))
    client.post(reverse("registration:result", args=[Work.objects.get().uuid]), {"result": "Đã báo cáo ngày 12/03"})
    assert "Đã báo cáo ngày 12/03" in main(client, "registration", uuid)


def test_the_list_is_edited_and_issued_for_the_cluster(client: Client, one: ClusterOne) -> None:
    make_letterhead(one.leader)
    waiting = make_registration(one, "S5", "sent")
    make_registration(one, "S4")
    as_(client, leader_of(one))
    address = reverse("registration:list", args=[one.cycle.uuid])
    assert "chưa được tiếp nhận hoặc trả lại" in client.get(address).content.decode()
    Registration.objects.filter(pk=waiting.pk).update(state="accepted")
    typed = {"text-opening": "Kính gửi các đơn vị danh sách đăng ký:", "edition-opening": "0"}
    client.post(address, typed | {"do": "issue"})
    paper = IssuedPaper.objects.get()
    assert (paper.kind, paper.audience, paper.series) == ("registration-list", "cluster", "DS-SGDĐT")
    assert "Kính gửi các đơn vị danh sách đăng ký:" in paper.data
    assert "Tổng số: 02 (hai) đơn vị đăng ký 04 (bốn) danh hiệu, hình thức" in paper.data
    preview = client.get(reverse("registration:list-file", args=[one.cycle.uuid, "pdf"]))
    assert preview.content.startswith(b"%PDF")
    assert client.get(reverse("registration:list-file", args=[one.cycle.uuid, "xls"])).status_code == 404
