"""The whole year of cluster 1 through the pages, in a real browser: from the first registration to the hand-over.

The figures are the worked example of the founding material: five units, a tie at the top, one excluded top scorer,
one unit that waits for a conclusion. The tie is voted on twice; the outcome is the one worked out by hand.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import transaction
from playwright.sync_api import expect

from tests.browser.conftest import SignIn
from tests.browser.year import closing, conference
from tests.browser.year.hands import UNITS, Year, sees
from tests.browser.year.minutes import keep_minutes
from tests.browser.year.opening import register, sign_pledge
from tests.browser.year.papers import PaperRead
from tests.browser.year.scoring import publish_table, score
from tests.browser.year.voting import conclude, hold_round, issue_counting, tied_again
from thidua.audit.selectors import chain_break
from thidua.demo.world import build_world
from thidua.meetings.models import Session
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import leads
from thidua.scoring.models import CriteriaTable

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def year(live_server, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Year:
    with transaction.atomic():
        world = build_world()
    return Year(world, sign_in, str(live_server), monkeypatch)


def test_the_year_from_registration_to_the_hand_over(year: Year) -> None:
    year.on(date(2019, 12, 10))
    publish_table(year)
    register(year)
    sign_pledge(year)
    table = score(year)
    conference.publish_clause(year)
    session = conference.call_conference(year)
    conference.open_case(year, table)
    conference.open_conference(year, session, table)
    choose_leading_unit(year, session)
    elect(year, session)
    conference.end_conference(year, session)
    minutes = keep_minutes(year, session)
    minutes_tell_the_votes(year, minutes)
    year.on(date(2020, 7, 10))
    closing.adopt(year, session, minutes)
    distribute_prizes(year, table)
    report_the_year(year, table)
    hand_over(year, minutes)
    assert chain_break() is None


def choose_leading_unit(year: Year, session: Session) -> None:
    """Two against two; the late department comes, and its vote decides the second round between the tied two."""
    question = session.questions.get(purpose="leading-unit")
    year.on(conference.DAY, 9)
    first = hold_round(year, question, 1, {"s1": "s1", "s2": "s3", "s3": "s3", "s4": "s1"})
    assert first == {"s1": 2, "s2": 0, "s3": 2}
    tied_again(year, question, "s1", "s3")
    conference.arrive_late(year, session)
    second = hold_round(year, question, 2, {"s1": "s1", "s2": "s3", "s3": "s3", "s4": "s1", "s5": "s1"})
    assert second == {"s1": 3, "s3": 2}
    conclude(year, question, year.unit("s1"))
    counting = issue_counting(year, question, 2)
    for text in (counting.word, counting.pdf):
        assert "Số phiếu hợp lệ: 05 (năm) phiếu" in text
        assert f"{year.unit('s1')} được chọn với 03 (ba) phiếu, đạt 60 %" in text


def elect(year: Year, session: Session) -> None:
    """The next leader and deputy, each by one round."""
    for purpose, elected, hour in (("next-leader", "s5", 11), ("next-deputy", "s4", 14)):
        question = session.questions.get(purpose=purpose)
        year.on(conference.DAY, hour)
        votes = dict.fromkeys(("s1", "s2", "s3", "s4"), elected) | {"s5": "s2"}
        counted = hold_round(year, question, 1, votes)
        assert counted == {"s2": 1, "s4": 0, "s5": 0} | {elected: 4}
        conclude(year, question, year.unit(elected))


def minutes_tell_the_votes(year: Year, minutes: PaperRead) -> None:
    """Word and PDF say the same sums, the late arrival, and the sentence that was asked for."""
    for text in (minutes.word, minutes.pdf):
        assert "tổng số thành viên: 05 (năm)" in text
        assert "đến lúc 10 giờ 00 phút" in text
        assert f"Vòng 1: {year.unit('s1')}: 2/4 phiếu" in text
        assert f"Vòng 2: {year.unit('s1')}: 3/5 phiếu" in text
        assert f"{year.unit('s3')}: 2/5 phiếu. Được chọn: {year.unit('s1')}" in text
        assert f"{year.unit('s5')}: 4/5 phiếu" in text
        assert "mô hình phòng học thông minh trong toàn cụm" in text


def distribute_prizes(year: Year, table: CriteriaTable) -> None:
    """The flag and two commendations; the third waits for the unit that is held, then goes to it."""
    assert closing.conclude_case(year, table, waiting=1) == {"flag": {"S1"}, "commendation": {"S2", "S3"}}
    closing.clear(year, table)
    final = closing.conclude_case(year, table, waiting=0)
    assert final == {"flag": {"S1"}, "commendation": {"S2", "S3", "S4"}}


def report_the_year(year: Year, table: CriteriaTable) -> None:
    """The request and the report name the same four and why the fifth is not among them."""
    year.on(date(2020, 7, 16))
    request, report = closing.write_request(year, table), closing.write_report(year)
    for text in (request.word, request.pdf):
        assert "04 (bốn) đơn vị" in text
        for unit, way in (("s1", "bỏ phiếu"), ("s3", "theo tổng điểm"), ("s2", "theo tổng điểm"), ("s4", "theo tổng")):
            assert re.search(rf"{year.unit(unit)} (\| )?[\d,]+ (\| )?{way}", text)
    for text in (report.word, report.pdf):
        assert "5/5 đơn vị ký kết giao ước thi đua" in text
        assert f"{year.unit('s3')}; {year.unit('s2')}; {year.unit('s4')}" in text
        assert f"{year.unit('s5')}: Không xét: điều kiện X.1" in text
        assert "(qua 2 vòng bỏ phiếu)" in text
        assert f"đã bầu cụm trưởng: {year.unit('s5')}; cụm phó: {year.unit('s4')}" in text


def hand_over(year: Year, minutes: PaperRead) -> None:
    """The next leader reads what comes; leads from 1 September and not a day earlier."""
    page = closing.take_over(year)
    sees(page, minutes.number)
    expect(page.locator("main")).to_contain_text("01/09/2020")
    assert {"GM", "BB", "TTr", "BC"} <= closing.kinds_in_pack(page)
    for day, leader in ((date(2020, 8, 31), "s3"), (date(2020, 9, 1), "s5")):
        cluster = cluster_facts(year.world.cycle.cluster, day)
        assert [unit for unit in UNITS if leads(year.world.viewer(f"giam-doc-{unit}", day), cluster)] == [leader]
