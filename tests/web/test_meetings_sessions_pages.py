"""The pages of councils and sessions, as leader, secretary and members use them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import NOW, make_cluster_one, make_letterhead, make_unit, make_viewer, user_of
from tests.meetings_world import (
    RULEBOOK,
    STARTS_AT,
    Conference,
    called,
    make_conference,
    make_council,
    on_the_day,
    opened,
    person_of,
)
from thidua.documents.models import IssuedPaper
from thidua.foundation import clock
from thidua.meetings.models import Council, Participant, Presence, Session
from thidua.meetings.services import agenda, participants
from thidua.organisations.rules import Viewer

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 minh hoa %%EOF"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def meeting() -> Conference:
    return make_conference()


@pytest.fixture
def under_way(meeting: Conference, monkeypatch: pytest.MonkeyPatch) -> Conference:
    """Open since 08:00 with three of five there; it is 09:00 now."""
    opened(meeting, "S1", "S3", "S4")
    monkeypatch.setattr(clock, "now", lambda: STARTS_AT + timedelta(hours=1))
    return meeting


def as_(client: Client, viewer: Viewer) -> Client:
    client.force_login(user_of(viewer), backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=args)


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


SESSION = {"title": "Hội nghị tổng kết", "day": "03/06/2020", "hour": "8h00", "place": "Cần Thơ", "rulebook": RULEBOOK}


class TestPreparing:
    def test_the_leader_prepares_the_conference_and_finds_every_unit_on_the_list(self, client: Client) -> None:
        one = make_cluster_one()
        leader = make_viewer(one.leader)

        page = as_(client, leader).post(at("new_conference", one.cycle.uuid), SESSION)

        session = Session.objects.get()
        assert page["Location"] == at("session", session.uuid)
        assert session.starts_at == STARTS_AT
        assert read(client, page["Location"]).count("chưa có người đại diện") == 5

    @pytest.mark.parametrize(("field", "typed"), [("day", "31/02/2020"), ("hour", "25:00"), ("title", " ")])
    def test_what_cannot_be_read_is_kept_on_the_page(self, client: Client, field: str, typed: str) -> None:
        one = make_cluster_one()

        page = as_(client, make_viewer(one.leader)).post(
            at("new_conference", one.cycle.uuid), {**SESSION, "place": "Trụ sở Sở", field: typed}
        )

        assert page.status_code == 400
        assert "Trụ sở Sở" in page.content.decode()

    def test_a_rule_that_was_not_in_force_is_refused_beside_its_field(self, client: Client) -> None:
        one = make_cluster_one()

        page = as_(client, make_viewer(one.leader)).post(
            at("new_conference", one.cycle.uuid), {**SESSION, "day": "03/06/2021"}
        )

        assert page.status_code == 400
        assert "không áp dụng vào ngày 03/06/2021" in page.content.decode()

    def test_points_are_added_moved_and_taken_off(self, client: Client, meeting: Conference) -> None:
        as_(client, meeting.leader).post(at("agenda", meeting.session.uuid), {"title": "Bầu cụm trưởng"})
        second = meeting.session.agenda.get(title="Bầu cụm trưởng")

        client.post(at("move_item", second.uuid), {"huong": "len"})
        assert [one.title for one in meeting.session.agenda.all()][0] == "Bầu cụm trưởng"
        client.post(at("remove_item", second.uuid), {"reason": "chuyển sang phiên sau"})

        assert meeting.session.agenda.count() == 1

    def test_a_file_is_judged_by_its_content_and_leaves_by_the_gate(self, client: Client, meeting: Conference) -> None:
        address = at("session_papers", meeting.session.uuid)
        bad = as_(client, meeting.leader).post(address, {"file": SimpleUploadedFile("bao-cao.pdf", b"<script>")})
        assert bad.status_code == 400

        client.post(address, {"file": SimpleUploadedFile("Báo cáo.pdf", PDF)})

        paper = meeting.session.papers.get()
        found = client.get(at("session_paper_file", paper.uuid))
        assert found.content == PDF
        assert "attachment" in found["Content-Disposition"]
        client.post(at("withdraw_session_paper", paper.uuid), {"reason": "nhầm tệp"})
        assert "nhầm tệp" in read(client, address)


class TestCalling:
    def test_one_button_when_nothing_is_missing_and_the_member_then_sees_it(
        self, client: Client, meeting: Conference
    ) -> None:
        address = at("session", meeting.session.uuid)
        assert "Gửi giấy mời</button>" in read(as_(client, meeting.leader), address)
        client.post(at("call_session", meeting.session.uuid), {"edition": meeting.session.edition})

        page = read(as_(client, meeting.people["S2"]), address)

        assert "Đã gửi giấy mời" in page
        assert "Sửa chương trình" not in page

    def test_what_was_not_read_is_not_sent(self, client: Client, meeting: Conference) -> None:
        agenda.add_item(actor=meeting.leader, now=NOW, session=meeting.session, title="Vừa thêm")

        page = as_(client, meeting.leader).post(
            at("call_session", meeting.session.uuid), {"edition": meeting.session.edition}
        )

        assert page.status_code == 409
        meeting.session.refresh_from_db()
        assert meeting.session.state == "draft"

    def test_a_change_afterwards_stands_on_everybodys_page_with_its_reason(
        self, client: Client, meeting: Conference
    ) -> None:
        called(meeting)
        typed = {**SESSION, "place": "Đà Nẵng", "reason": "Hội trường sửa chữa", "edition": meeting.session.edition}
        as_(client, meeting.leader).post(at("change_session", meeting.session.uuid), typed)

        page = read(as_(client, meeting.people["S2"]), at("session", meeting.session.uuid))

        assert "Thay đổi sau khi gửi giấy mời" in page
        assert "từ “Cần Thơ” thành “Đà Nẵng”" in page
        assert "Hội trường sửa chữa" in page

    def test_two_who_change_at_once_overwrite_nothing(self, client: Client, meeting: Conference) -> None:
        page = as_(client, meeting.leader).post(
            at("change_session", meeting.session.uuid), {**SESSION, "place": "Huế", "edition": 0}
        )

        assert page.status_code == 409
        meeting.session.refresh_from_db()
        assert meeting.session.place == "Cần Thơ"

    def test_the_invitation_is_issued_once_the_session_was_called(self, client: Client, meeting: Conference) -> None:
        make_letterhead(meeting.one.leader)
        address = at("invitation", meeting.session.uuid)
        assert as_(client, meeting.leader).post(address, {"action": "issue"}).status_code == 403
        called(meeting)

        client.post(address, {"action": "issue"})

        issued = IssuedPaper.objects.get(kind="invitation")
        assert issued.about_uuid == meeting.session.uuid
        assert client.get(at("invitation_file", meeting.session.uuid, "docx")).content[:2] == b"PK"


class TestUnderWay:
    def test_the_sum_stands_on_top_and_names_what_is_needed(self, client: Client, under_way: Conference) -> None:
        page = read(as_(client, under_way.people["S2"]), at("session", under_way.session.uuid))

        assert "Có mặt 3/5 thành viên, cần ít nhất 4 (2/3 của 5 thành viên, làm tròn lên)" in page
        assert "Tôi có mặt" in page

    def test_a_member_says_here_i_am(self, client: Client, under_way: Conference) -> None:
        as_(client, under_way.people["S2"]).post(at("own_arrival", under_way.session.uuid))

        assert "Có mặt 4/5 thành viên" in read(client, at("session", under_way.session.uuid))

    def test_the_secretary_notes_hours_as_they_were(self, client: Client, under_way: Conference) -> None:
        late = under_way.voter("S2")
        as_(client, under_way.people["S1"]).post(at("note_attendance", late.uuid), {"act": "den", "hour": "08:30"})

        presence = Presence.objects.get(participant=late)
        assert presence.arrived_at == STARTS_AT + timedelta(minutes=30)
        client.post(at("correct_presence", presence.uuid), {"arrived": "08:20", "reason": "nhầm giờ"})
        page = read(client, at("attendance", under_way.session.uuid))
        assert "nhầm giờ" in page
        assert "08:20 03/06/2020" in page

    def test_what_is_wrong_is_told_and_kept(self, client: Client, under_way: Conference) -> None:
        page = as_(client, under_way.people["S1"]).post(
            at("note_attendance", under_way.voter("S2").uuid), {"act": "den", "hour": "23:15"}
        )

        assert page.status_code == 400
        assert 'value="23:15"' in page.content.decode()

    def test_proceedings_save_themselves_and_tell_a_conflict(self, client: Client, under_way: Conference) -> None:
        item = under_way.session.agenda.get()
        address = at("proceedings", under_way.session.uuid)
        typed = {f"text-{item.uuid}": "Nhất trí.", f"edition-{item.uuid}": "0"}
        saved = as_(client, under_way.people["S1"]).post(address, typed, headers={"X-Autosave": "1"}).json()
        assert saved == {"saved": "09:00", "editions": {f"edition-{item.uuid}": 1}}

        again = client.post(address, {**typed, f"text-{item.uuid}": "Khác."}, headers={"X-Autosave": "1"})
        page = client.post(address, {**typed, f"text-{item.uuid}": "Khác."})

        assert (again.status_code, page.status_code) == (409, 409)
        assert "Khác." in page.content.decode()
        assert "do người khác vừa ghi" in page.content.decode()

    def test_it_ends_by_one_button(self, client: Client, under_way: Conference) -> None:
        as_(client, under_way.people["S1"]).post(at("end_session", under_way.session.uuid))

        assert "Bế mạc lúc" in read(client, at("session", under_way.session.uuid))


class TestCouncils:
    def test_a_unit_sets_up_its_council_and_a_seat_counts_from_its_day(self, client: Client) -> None:
        unit = make_unit("TRUONG-1", "Trường Tiểu học Minh Hoạ")
        keeper = make_viewer(unit)
        decision = {"decision_number": "12/QĐ-MH", "decision_on": "01/09/2019"}
        made = as_(client, keeper).post(at("new_council"), {"unit": unit.uuid, "name": "Hội đồng", **decision})
        council = Council.objects.get()
        assert made["Location"] == at("council", council.uuid)
        assert 'value="12/QĐ-MH"' in read(client, at("add_mandate", council.uuid))
        seat = {"person": person_of(keeper).uuid, "role": "chair", "starts_on": "01/10/2019", **decision}
        client.post(at("add_mandate", council.uuid), seat)

        address = at("council", council.uuid)
        assert "Chủ tịch hội đồng" in read(client, address)
        assert "Ngày này hội đồng chưa có thành viên" in read(client, f"{address}?ngay=30/09/2019")

    def test_an_even_number_is_a_notice_with_its_source(self, client: Client) -> None:
        unit = make_unit("TRUONG-1", "Trường Tiểu học Minh Hoạ")
        keeper = make_viewer(unit)
        council = make_council(unit, keeper, seats=4)

        page = read(as_(client, keeper), at("council", council.uuid))

        assert "là số chẵn" in page
        assert "28/2020" in page

    def test_somebody_seated_sees_the_council_and_keeps_nothing(self, client: Client) -> None:
        unit = make_unit("TRUONG-1", "Trường Tiểu học Minh Hoạ")
        council = make_council(unit, make_viewer(unit), seats=1)
        elsewhere = make_viewer(make_unit("TRUONG-2", "Trường khác"))
        assert as_(client, elsewhere).get(at("council", council.uuid)).status_code == 404
        council.mandates.create(person=person_of(elsewhere), starts_on=NOW.date(), role="member")

        assert client.get(at("council", council.uuid)).status_code == 200
        assert client.get(at("add_mandate", council.uuid)).status_code == 403


class TestQueries:
    """The database is asked as often for three rows as for one."""

    def count(self, client: Client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    def test_on_the_entrance_page(self, client: Client, meeting: Conference) -> None:
        as_(client, meeting.leader)
        one = self.count(client, at("home"))
        for n in range(2):
            Session.objects.create(
                council=meeting.session.council, cycle=meeting.session.cycle, title=f"Phiên {n}",
                starts_at=STARTS_AT, place="Huế", rulebook=RULEBOOK,
            )  # fmt: skip

        assert self.count(client, at("home")) == one

    def test_on_a_council(self, client: Client) -> None:
        unit = make_unit("TRUONG-1", "Trường Tiểu học Minh Hoạ")
        keeper = make_viewer(unit)
        council = make_council(unit, keeper, seats=1)
        as_(client, keeper)
        one = self.count(client, at("council", council.uuid))
        for _ in range(2):
            council.mandates.create(person=person_of(make_viewer(unit)), starts_on=NOW.date(), role="member")

        assert self.count(client, at("council", council.uuid)) == one

    @pytest.mark.parametrize("name", ["session", "attendance", "participants", "agenda"])
    def test_on_a_session(self, client: Client, under_way: Conference, name: str) -> None:
        as_(client, under_way.leader)
        address = at(name, under_way.session.uuid)
        few = self.count(client, address)
        leader = on_the_day(under_way.leader, STARTS_AT.date())
        for n in range(3):
            participants.add_guest(
                actor=leader, now=STARTS_AT, session=under_way.session, person=None, name=f"Khách {n}", title="",
                reason="mời thêm",
            )  # fmt: skip
            agenda.add_item(actor=leader, now=STARTS_AT, session=under_way.session, title=f"Mục {n}", reason="thêm")
        for one in Participant.objects.filter(capacity="guest"):
            Presence.objects.create(participant=one, arrived_at=STARTS_AT, noted_by=user_of(leader))

        assert self.count(client, address) == few


class TestWhatComesNext:
    """The first thing on the page is what to do now, with one red button."""

    def test_what_is_missing_leads_to_the_page_that_cures_it(self, client: Client) -> None:
        one = make_cluster_one()
        leader = make_viewer(one.leader)
        as_(client, leader).post(at("new_conference", one.cycle.uuid), SESSION)
        session = Session.objects.get()

        page = read(client, at("session", session.uuid))

        assert "Bổ sung những điều còn thiếu dưới đây" in page
        first = session.participants.filter(capacity="voter").order_by("order", "pk")[0]
        for address in (at("agenda", session.uuid), at("representative", first.uuid), at("give_tasks", session.uuid)):
            assert f'<span class="cure"><a href="{address}">' in page
        assert "Gửi giấy mời</button>" not in page

    def test_the_secretary_calls_the_roll_until_there_are_enough(self, client: Client, under_way: Conference) -> None:
        page = read(as_(client, under_way.people["S1"]), at("session", under_way.session.uuid))

        assert "Chưa đủ thành viên để biểu quyết: tiếp tục điểm danh." in page
        assert page.count("primary") == 1
        assert page.index("Việc tiếp theo") < page.index("Chương trình</h2>") < page.index("Thành phần</h2>")
