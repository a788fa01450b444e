"""The minutes on screen: from the secretary's draft to the signed paper, as each of those concerned meets it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import PASSWORD, user_of
from tests.meetings_world import Conference
from tests.minutes_world import (
    ABSENT,
    AFTER,
    CHAIR,
    ENDED,
    MEMBER,
    SECRETARY,
    held_conference,
    minutes_now,
    shown,
    submitted,
)
from tests.papers.reading import Pdf
from thidua.documents.models import IssuedPaper
from thidua.documents.rules import text_fingerprint
from thidua.foundation import clock
from thidua.meetings.facts.minutes import secret_questions
from thidua.meetings.selectors.minutes import counting_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Conference:
    """The conference has ended with a tie broken in a second round; today is a week later."""
    today(monkeypatch, AFTER)
    return held_conference()


def today(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def as_(found: Conference, code: str) -> Client:
    """The browser of a unit's representative."""
    user = user_of(found.people[code])
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(found: Conference, name: str, *more: object) -> str:
    return reverse(f"meetings:{name}", args=[found.session.uuid, *more])


def page(client: Client, found: Conference, name: str, *more: object, status: int = 200) -> str:
    answer = client.get(address(found, name, *more))
    assert answer.status_code == status
    return answer.content.decode().split("<main")[1]


def send(client: Client, found: Conference, name: str, *more: object, status: int = 302, **data: Any) -> HttpResponse:
    answer: Any = client.post(address(found, name, *more), data)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer  # type: ignore[no-any-return]


def sign(found: Conference, code: str, capacity: str) -> None:
    text = minutes_now(found).text
    send(as_(found, code), found, "sign_minutes", capacity, seen=text_fingerprint(text), secret=PASSWORD)


def test_one_page_has_every_paper_of_the_session_with_its_state(held: Conference) -> None:
    shown_page = page(as_(held, SECRETARY), held, "papers")
    for words in ("Giấy mời", "Phiếu bầu: Suy tôn", "Biên bản kiểm phiếu vòng 1", "vòng 2", "Biên bản phiên họp"):
        assert words in shown_page
    assert "Đã kiểm phiếu, chưa phát hành" in shown_page
    assert "In phiếu" not in page(as_(held, MEMBER), held, "papers")


def test_the_way_of_the_minutes_over_the_pages(held: Conference, monkeypatch: pytest.MonkeyPatch) -> None:
    today(monkeypatch, ENDED)
    secretary, member = as_(held, SECRETARY), as_(held, MEMBER)
    assert "Có mặt: 04 (bốn)" in page(secretary, held, "minutes")
    told = page(member, held, "minutes")
    assert "Biên bản đang được soạn." in told
    assert "Có mặt: 04" not in told
    page(member, held, "minutes_file", "pdf", status=404)
    send(secretary, held, "show_minutes", corrections_until="10/06/2020", edition=0)
    send(member, held, "correct_minutes", passage="different", text="Ghi ý kiến của Sở tôi về tiêu chí 3.")
    (asked,) = minutes_now(held).corrections.all()
    send(secretary, held, "answer_correction", asked.uuid, outcome="taken", answer="Đã bổ sung.")
    send(secretary, held, "minutes_draft", **{"text-different": "Ý kiến khác: tiêu chí 3.", "edition-different": 0})
    assert "Đã bổ sung." in page(member, held, "minutes")
    today(monkeypatch, AFTER)
    send(secretary, held, "submit_minutes", edition=minutes_now(held).edition)
    sign(held, SECRETARY, "secretary")
    sign(held, CHAIR, "chair")
    chair = as_(held, CHAIR)
    send(chair, held, "minutes_draft", action="issue")
    paper = IssuedPaper.objects.get(kind="minutes")
    assert "Ý kiến khác: tiêu chí 3." in paper.data
    assert str(paper.uuid) in page(member, held, "minutes")


def test_who_was_absent_reads_and_is_told_why_there_is_no_correction(held: Conference) -> None:
    shown(held)
    told = page(as_(held, ABSENT), held, "minutes")
    assert "Chỉ người có mặt tại phiên họp mới đề nghị sửa biên bản." in told
    assert "Đề nghị sửa</a>" not in told


def test_what_was_typed_is_kept_when_a_day_cannot_be_read(held: Conference) -> None:
    answer = send(as_(held, SECRETARY), held, "show_minutes", status=400, corrections_until="ngày mai", edition=0)
    assert 'value="ngày mai"' in answer.content.decode()


def test_somebody_else_was_faster(held: Conference) -> None:
    shown(held)
    send(as_(held, SECRETARY), held, "reopen_minutes", status=409, reason="Sửa địa điểm.", edition=0)


def test_data_changed_after_submitting_is_told_and_void_signatures_are_shown(held: Conference) -> None:
    submitted(held)
    sign(held, SECRETARY, "secretary")
    held.session.agenda.update(proceedings="Diễn biến khác.")
    told = page(as_(held, CHAIR), held, "minutes")
    assert "đã thay đổi sau khi trình ký" in told
    assert "Có hiệu lực" in told
    send(as_(held, CHAIR), held, "reopen_minutes", reason="Ghi lại diễn biến.", edition=minutes_now(held).edition)
    submitted(held)
    assert "Hết hiệu lực" in page(as_(held, CHAIR), held, "minutes")


def test_a_wrong_capacity_or_form_is_not_there(held: Conference) -> None:
    submitted(held)
    page(as_(held, CHAIR), held, "sign_minutes", "guest", status=404)
    page(as_(held, CHAIR), held, "minutes_file", "xlsx", status=404)


def test_ballots_come_in_the_number_asked_for(held: Conference) -> None:
    (question,) = secret_questions(held.session)
    client = as_(held, "S4")
    assert "Số phiếu cần in" in page(client, held, "ballots", question.uuid)
    answer = client.get(address(held, "ballot_file", question.uuid, "pdf"), {"copies": 3})
    pdf = Pdf(answer.content)
    assert sum(pdf.body(n).count("PHIẾU BẦU") for n in range(len(pdf.pages))) == 3
    wrong = client.get(address(held, "ballot_file", question.uuid, "pdf"), {"copies": "nhiều"})
    assert wrong.status_code == 400
    assert "Số phiếu cần in" in wrong.content.decode()


def test_counting_minutes_are_written_by_the_committee(held: Conference) -> None:
    row = counting_rows(held.people[SECRETARY], held.session)[0]
    client = as_(held, "S4")
    assert "Ý kiến, khiếu nại" in page(client, held, "counting", row.round.uuid)
    pdf = Pdf(client.get(address(held, "counting_file", row.round.uuid, "pdf")).content)
    assert "BIÊN BẢN KIỂM PHIẾU" in pdf.body(0)
    page(as_(held, MEMBER), held, "counting", row.round.uuid, status=404)


def test_more_corrections_cost_no_more_queries(held: Conference) -> None:
    shown(held)
    minutes, voter = minutes_now(held), held.voter(MEMBER)
    client = as_(held, SECRETARY)
    counts = []
    for wanted in (1, 3):
        while minutes.corrections.count() < wanted:
            minutes.corrections.create(
                participant=voter,
                passage="opening",
                text="Sửa giờ.",
                asked_by=user_of(held.people[MEMBER]),
                asked_at=ENDED,
            )
        page(client, held, "minutes")
        with CaptureQueriesContext(connection) as queries:
            page(client, held, "minutes")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] < 80
