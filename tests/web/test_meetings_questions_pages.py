"""The pages on which a conference decides: put a question, vote by hand, ask the absent, write the next offices."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import user_of
from tests.meetings_world import Conference, make_conference, on_the_day, opened
from tests.questions_world import LATER, ask, ask_about_people, hands, key_of, leader_of, start, vote
from thidua.core.days import HANOI
from thidua.foundation import clock
from thidua.meetings.models import Opinion, Question
from thidua.meetings.services.opinions import ask_opinions
from thidua.meetings.services.questions import conclude
from thidua.meetings.services.sessions import end_session
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import Viewer

pytestmark = pytest.mark.django_db
SCAN = b"%PDF-1.4 phieu y kien minh hoa %%EOF"


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Conference:
    """The conference, going on, with four of five there."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return opened(make_conference(), "S1", "S2", "S3", "S4")


@pytest.fixture
def council(monkeypatch: pytest.MonkeyPatch) -> Conference:
    """The same by the rules of 2017–2023, where absent members are asked."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return opened(make_conference(rulebook="nd-91-2017"), "S1", "S2", "S3", "S4")


def signed_in(client: Client, viewer: Viewer) -> Client:
    client.force_login(user_of(viewer), backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"meetings:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_question_is_put_from_the_page_and_what_was_typed_is_kept_when_it_is_wrong(
    client: Client, found: Conference
) -> None:
    signed_in(client, found.leader)
    address = reverse("meetings:add_question", args=[found.session.uuid])
    units = [str(found.one.units[code].pk) for code in ("S1", "S2")]
    typed = {"title": "Suy tôn đơn vị dẫn đầu", "purpose": "leading-unit", "manner": "choose", "candidates_vote": "on"}
    wrong = client.post(address, typed | {"units": units[:1]})
    assert wrong.status_code == 400
    assert "cần ít nhất 2 đối tượng" in wrong.content.decode()
    assert "Suy tôn đơn vị dẫn đầu" in wrong.content.decode()

    assert client.post(address, typed | {"units": units}).status_code == 302
    question = Question.objects.get()
    assert (question.seats, question.candidates.count()) == (1, 2)


def test_the_page_cites_the_rule_and_says_how_sure_it_is(client: Client, found: Conference) -> None:
    question = ask(found, "S1", "S2")
    said = page(signed_in(client, found.leader), "question", question.uuid)

    assert "Mục IV.1, IV.2 Quy chế hoạt động của Cụm thi đua 1" in said
    assert "đã đối chiếu với văn bản gốc" in said
    assert "Có mặt 4/5 thành viên, cần ít nhất 4 (2/3 của 5 thành viên, làm tròn lên)" in said
    assert "Bắt đầu biểu quyết" in said


def test_beginning_a_secret_round_leads_to_the_ballot_box(client: Client, found: Conference) -> None:
    question = ask(found, "S1", "S2")
    answer = signed_in(client, found.leader).post(reverse("meetings:start_round", args=[question.uuid]))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/bo-phieu/")


def test_what_stands_against_a_round_is_told_on_the_page(client: Client, found: Conference) -> None:
    start(found, ask(found, "S1", "S2"))
    other = ask(found, "S3", "S4", title="Bầu cụm trưởng", purpose="next-leader")
    answer = signed_in(client, found.leader).post(reverse("meetings:start_round", args=[other.uuid]))

    assert answer.status_code == 403
    assert "đang biểu quyết" in answer.content.decode()


def test_hands_are_typed_and_impossible_sums_are_refused_with_the_typed_kept(client: Client, found: Conference) -> None:
    question = ask_about_people(found, "Báo cáo", purpose="free", title="Thông qua báo cáo")
    signed_in(client, found.leader).post(reverse("meetings:start_round", args=[question.uuid]))
    key = key_of(question, "Báo cáo")
    address = reverse("meetings:hands", args=[question.uuid])
    wrong = client.post(address, {f"yes-{key}": "4", f"no-{key}": "3", f"abstained-{key}": "0"})
    assert wrong.status_code == 400
    assert "chỉ có 4 thành viên" in wrong.content.decode()

    client.post(address, {f"yes-{key}": "4", f"no-{key}": "0", f"abstained-{key}": "0"})
    client.post(reverse("meetings:conclude", args=[question.uuid]))
    said = page(client, "question", question.uuid)
    assert "Có 4/4 phiếu đồng ý, cần ít nhất 3 (hơn 1/2 của 4 người có mặt): đạt." in said


def test_a_tie_offers_the_next_round_between_the_tied_and_no_lot(client: Client, found: Conference) -> None:
    question = ask(found, "S1", "S2", "S4")
    vote(found, question, {"S1": "S1", "S2": "S1", "S3": "S2", "S4": "S2"})
    said = page(signed_in(client, found.leader), "question", question.uuid)

    assert "Bắt đầu vòng kế tiếp" in said
    assert "phần mềm không bốc thăm" in said
    assert "Hải Phòng." not in said.split("Biểu quyết lại giữa:")[1].split("</p>")[0]


def test_members_read_the_page_and_have_no_buttons(client: Client, found: Conference) -> None:
    question = ask(found, "S1", "S2")
    said = page(signed_in(client, found.people["S2"]), "question", question.uuid)

    assert "Bắt đầu biểu quyết" not in said
    assert "Rút nội dung" not in said


def test_an_absent_member_answers_on_the_page_once(client: Client, council: Conference) -> None:
    question = asked(council)
    signed_in(client, council.people["S5"])
    giver = Opinion.objects.get().participant
    address = reverse("meetings:opinion", args=[giver.uuid])
    assert client.post(address, {}).status_code == 400
    assert client.post(address, {f"y-{key_of(question, 'Trần Minh Hoạ')}": "yes"}).status_code == 302

    said = page(client, "opinion", giver.uuid)
    assert "không thay đổi được nữa" in said
    assert "Đồng ý" in said


def test_the_secretary_notes_a_paper_slip_with_its_scan(client: Client, council: Conference) -> None:
    question = asked(council)
    giver = Opinion.objects.get().participant
    signed_in(client, council.people["S1"])
    address = reverse("meetings:opinion", args=[giver.uuid])
    typed = {f"y-{key_of(question, 'Trần Minh Hoạ')}": "no", "received_on": "03/06/2020"}
    assert client.post(address, typed).status_code == 400
    slip = SimpleUploadedFile("phieu.pdf", SCAN, "application/pdf")
    assert client.post(address, typed | {"slip": slip}).status_code == 302

    scan = client.get(reverse("meetings:opinion_slip", args=[giver.uuid]))
    assert scan.content == SCAN
    assert "attachment" in scan["Content-Disposition"]
    said = page(client, "opinions", council.session.uuid)
    assert "phiếu giấy" in said


def asked(council: Conference) -> Question:
    """A title voted on by hands; the session is over and Đà Nẵng is asked."""
    question = hands(council, ask_about_people(council, "Trần Minh Hoạ"), **{"Trần Minh Hoạ": (3, 1, 0)})
    end_session(actor=leader_of(council), now=LATER, session=council.session)
    council.session.refresh_from_db()
    ask_opinions(actor=leader_of(council), now=LATER, session=council.session, until=date(2020, 6, 10))
    return question


def test_first_counts_are_no_answer_while_the_absent_are_awaited(client: Client, council: Conference) -> None:
    question = asked(council)
    said = page(signed_in(client, council.leader), "question", question.uuid)

    assert "Chờ ý kiến người vắng mặt" in said
    assert "Đang chờ ý kiến của thành viên vắng mặt" in said
    assert "Được chọn" not in said


def test_the_elected_take_office_after_one_sentence_is_confirmed(client: Client, found: Conference) -> None:
    question = ask(found, "S2", "S4", title="Bầu cụm trưởng", purpose="next-leader")
    vote(found, question, {"S1": "S2", "S2": "S2", "S3": "S2"})
    conclude(actor=leader_of(found), now=LATER, question=question)
    signed_in(client, found.leader)
    address = reverse("meetings:elected_offices", args=[found.session.uuid])
    typed = {"leader_question": question.uuid, "starts_on": "01/09/2020", "ends_on": "31/08/2021"}
    typed |= {"minutes_number": "05/BB-CTĐ1", "minutes_on": "03/06/2020"}
    assert client.post(address, typed).status_code == 400
    assert client.post(address, typed | {"confirmed": "on"}).status_code == 302

    assert cluster_facts(found.one.cluster, date(2020, 9, 1)).leader == found.one.units["S2"].pk
    assert "Ghi nhận cụm trưởng" in page(client, "questions", found.session.uuid)


def test_the_rules_of_a_day_are_those_of_that_day(client: Client, found: Conference) -> None:
    signed_in(client, found.leader)
    address = reverse("meetings:rulebook")
    today, later = client.get(address).content.decode(), client.get(address, {"ngay": "01/06/2024"}).content.decode()

    assert "Quy chế hoạt động của Cụm thi đua 1" in today
    assert "Ít nhất 80 % tổng số thành viên" in later
    assert "chưa đối chiếu với văn bản gốc" in later
    assert client.get(address, {"ngay": "32/13/2024"}).status_code == 200


def test_an_unknown_question_is_not_there(client: Client, found: Conference) -> None:
    assert signed_in(client, found.leader).get(reverse("meetings:question", args=[uuid4()])).status_code == 404


def test_the_list_of_questions_costs_the_same_for_one_and_for_three(client: Client, found: Conference) -> None:
    signed_in(client, found.leader)
    costs = []
    for more in (1, 2):
        for n in range(more):
            ask(found, "S1", "S2", title=f"Nội dung {more}-{n}")
        page(client, "questions", found.session.uuid)
        with CaptureQueriesContext(connection) as queries:
            page(client, "questions", found.session.uuid)
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_a_late_answer_is_shown_as_late(client: Client, council: Conference, monkeypatch: pytest.MonkeyPatch) -> None:
    question = asked(council)
    late = datetime(2020, 6, 11, 8, 0, tzinfo=HANOI)
    monkeypatch.setattr(clock, "now", lambda: late)
    giver = Opinion.objects.get().participant
    signed_in(client, on_the_day(council.people["S5"], late.date()))
    client.post(reverse("meetings:opinion", args=[giver.uuid]), {f"y-{key_of(question, 'Trần Minh Hoạ')}": "yes"})

    assert "Đến sau hạn, không tính" in page(client, "opinion", giver.uuid)
