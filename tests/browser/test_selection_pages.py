"""The pages of selecting, looked at wide and narrow, by people and by machines; the buttons from vote to conclusion."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.conftest import SignIn
from tests.browser.looking import assert_accessible, assert_fits, assert_no_raw_codes, shoot
from tests.factories import make_letterhead, user_of
from tests.selection_world import AT, DAY, PAPER, SECOND, TIED, Selecting, decide, opened_case
from thidua.foundation import clock
from thidua.selection.models import Clause
from thidua.selection.services.happenings import note_hold

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _on_the_day_of_the_conference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def found() -> Selecting:
    """S2 is held, S5 excluded, the vote not yet asked for."""
    selecting = opened_case(pending=("S2",))
    make_letterhead(selecting.one.leader)
    return selecting


def look(page: Page, live_server: object, name: str, *args: object, query: str = "", shot: str = "") -> None:
    page.goto(f"{live_server}{reverse(f'selection:{name}', args=args)}{query}")
    assert_accessible(page)
    assert_no_raw_codes(page)
    assert_fits(page)
    shoot(page, f"selection-{shot or name}")


def test_a_case_that_waits_for_its_vote(found: Selecting, sign_in: SignIn, live_server: object) -> None:
    page = sign_in(user_of(found.leader))
    table = found.table.uuid
    look(page, live_server, "case", table, shot="case-open")
    for name in ("ask-vote", "holds", "note-hold", "note-refusal", "case-what-if", "ranking"):
        look(page, live_server, name, table)
    hold = found.case.holds.get().uuid
    look(page, live_server, "conclude-hold", table, hold)


def test_the_leader_concludes_and_writes_the_request(found: Selecting, sign_in: SignIn, live_server: object) -> None:
    decide(found, TIED | {"S5": "S4"}, SECOND)
    page = sign_in(user_of(found.leader))
    table = found.table.uuid
    look(page, live_server, "case", table, shot="case-ready")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Kết luận xét chọn").click()
    page.get_by_text("Đã kết luận lúc").wait_for()
    s4 = found.one.units["S4"]
    note_hold(
        actor=found.leader, now=AT, case=found.case, unit=s4, since=DAY, reason="Có đơn đang xác minh.", paper=PAPER
    )
    look(page, live_server, "case", table, shot="case-suspended")
    for name in ("case-print", "proposal"):
        look(page, live_server, name, table)
    look(page, live_server, "case-what-if", table, query="?tu-choi=S3:flag&chua-xet=S4", shot="what-if-refusal")


def test_the_clause_is_read_and_written(found: Selecting, sign_in: SignIn, live_server: object) -> None:
    page = sign_in(user_of(found.leader))
    cluster = found.one.cluster.uuid
    for name in ("clauses", "new-clause", "clause-file"):
        look(page, live_server, name, cluster)
    look(page, live_server, "clause", Clause.objects.get().uuid)
