"""The pages of a conference from the draft to its end, looked at wide and narrow, by people and by machines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.conftest import SignIn
from tests.browser.looking import assert_accessible, assert_fits, assert_no_raw_codes, shoot
from tests.factories import NOW, make_letterhead, make_unit, make_viewer, user_of
from tests.meetings_world import STARTS_AT, Conference, make_conference, make_council, on_the_day, opened
from thidua.foundation import clock
from thidua.meetings.services import agenda, attendance, participants

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page: Page, live_server: object, name: str, *args: object, shot: str = "") -> None:
    page.goto(f"{live_server}{reverse(f'meetings:{name}', args=args)}")
    assert_accessible(page)
    assert_no_raw_codes(page)
    assert_fits(page)
    shoot(page, f"meetings-{shot or name}")


@pytest.fixture
def drafted() -> Conference:
    found = make_conference()
    make_letterhead(found.one.leader)
    return found


def test_a_session_in_preparation(drafted: Conference, sign_in: SignIn, live_server: object) -> None:
    agenda.add_item(
        actor=drafted.leader, now=NOW, session=drafted.session, title="Bầu cụm trưởng, cụm phó", speaker="Vụ TĐKT"
    )
    page = sign_in(user_of(drafted.leader))
    session = drafted.session.uuid

    look(page, live_server, "home")
    look(page, live_server, "session", session, shot="session-draft")
    for name in ("agenda", "participants", "give_tasks", "add_guest", "session_papers", "change_session", "invitation"):
        look(page, live_server, name, session)


def test_a_session_under_way(
    drafted: Conference, sign_in: SignIn, live_server: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(drafted, "S1", "S3", "S4")
    later = STARTS_AT + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    leader = on_the_day(drafted.leader, STARTS_AT.date())
    attendance.note_absence(actor=leader, now=later, participant=drafted.voter("S2"), reason="Họp Ủy ban nhân dân")
    attendance.note_leaving(actor=leader, now=later, participant=drafted.voter("S4"))
    participants.add_guest(
        actor=leader, now=later, session=drafted.session, person=None, name="Trần Minh Hoạ",
        title="Phó Vụ trưởng", reason="Bộ cử người dự",
    )  # fmt: skip
    page = sign_in(user_of(drafted.leader))

    look(page, live_server, "session", drafted.session.uuid, shot="session-open")
    look(page, live_server, "attendance", drafted.session.uuid)
    look(page, live_server, "proceedings", drafted.session.uuid)
    page.get_by_role("textbox", name="Đánh giá kết quả năm học").fill("Các đơn vị nhất trí với báo cáo.")
    page.get_by_role("textbox", name="Đánh giá kết quả năm học").blur()
    page.locator("p.saved", has_text="Đã lưu").wait_for()
    drafted.session.refresh_from_db()
    assert drafted.session.agenda.get().proceedings == "Các đơn vị nhất trí với báo cáo."


def test_a_council(sign_in: SignIn, live_server: object) -> None:
    unit = make_unit("TRUONG-1", "Trường Tiểu học Minh Hoạ")
    keeper = make_viewer(unit)
    council = make_council(unit, keeper, seats=4)
    page = sign_in(user_of(keeper))

    look(page, live_server, "council", council.uuid)
    look(page, live_server, "add_mandate", council.uuid)
    look(page, live_server, "new_session", council.uuid)
