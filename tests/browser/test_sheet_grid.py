"""The grid of a score sheet under real fingers: it saves itself, the keyboard moves, two people see each other."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SignIn
from tests.browser.looking import accessibility_faults, overflow, shoot
from tests.factories import make_cluster_one, make_viewer, user_of
from tests.sheets import line_of, make_sheets, make_table
from thidua.scoring.models import Sheet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sheet() -> Sheet:
    one = make_cluster_one()
    table, _ = make_table(one)
    return make_sheets(one, table, make_viewer(one.organiser))["S4"]


def box(page: Page, sheet: Sheet, code: str, name: str) -> Any:
    return page.locator(f"#o-{line_of(sheet, code).uuid}-{name}")


def told(page: Page, sheet: Sheet, code: str) -> Any:
    return page.locator(f"#dong-{line_of(sheet, code).uuid} [data-saved]")


def address(live_server: Any, sheet: Sheet) -> str:
    return f"{live_server}{reverse('scoring:sheet', kwargs={'sheet': sheet.uuid})}"


def test_a_row_saves_itself_when_it_is_left_and_all_sums_follow(
    sheet: Sheet, sign_in: SignIn, live_server: Any
) -> None:
    page = sign_in(user_of(make_viewer(sheet.unit)))
    page.goto(address(live_server, sheet))
    expect(page.get_by_role("button", name="Lưu phiếu")).to_be_hidden()
    first = box(page, sheet, "N1.1", "percent")
    first.fill("61,5")
    first.press("Enter")
    expect(box(page, sheet, "N1.2", "points")).to_be_focused()
    expect(told(page, sheet, "N1.1")).to_have_text(re.compile(r"Đã lưu \d\d:\d\d"))
    page.keyboard.type("4.5")
    page.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    expect(page.locator("#tong-cong")).to_have_text("8,50")
    box(page, sheet, "N1.3", "level").select_option("đủ")
    expect(page.locator("#tong-cong")).to_have_text("11,50")
    page.reload()
    expect(first).to_have_value("61,5")
    assert line_of(sheet, "N1.2").claimed == {"points": "4.5"}
    shoot(page, "sheet-filled")


def test_what_does_not_fit_stays_on_the_page_with_its_cure(sheet: Sheet, sign_in: SignIn, live_server: Any) -> None:
    page = sign_in(user_of(make_viewer(sheet.unit)))
    page.goto(address(live_server, sheet))
    points = box(page, sheet, "N1.2", "points")
    points.fill("4,7")
    points.press("Tab")
    reason = page.locator(f"#ly-do-{line_of(sheet, 'N1.2').uuid}")
    expect(reason).to_contain_text("không theo bước chấm 0,5")
    expect(points).to_have_value("4,7")
    shoot(page, "sheet-refused")
    assert accessibility_faults(page) == []
    points.fill("4,5")
    expect(reason).to_be_empty()
    points.press("Tab")
    expect(told(page, sheet, "N1.2")).to_have_text(re.compile("Đã lưu"))
    assert line_of(sheet, "N1.2").edition == 1


def test_the_slower_of_two_sees_both_and_chooses(
    sheet: Sheet, sign_in: SignIn, live_server: Any, browser: Browser
) -> None:
    binh = make_viewer(sheet.unit)
    page = sign_in(user_of(make_viewer(sheet.unit)))
    page.goto(address(live_server, sheet))
    line = line_of(sheet, "N1.2")
    line.claimed, line.edition, line.claimed_by_id = {"points": "5"}, 1, binh.user_id
    line.claimed_at = sheet.table.published_at
    line.save()
    points = box(page, sheet, "N1.2", "points")
    points.fill("2")
    points.press("Tab")
    reason = page.locator(f"#ly-do-{line.uuid}")
    expect(reason).to_contain_text(binh.name)
    expect(reason).to_contain_text("Điểm: 5 điểm")
    shoot(page, "sheet-conflict")
    assert overflow(page) == []
    reason.get_by_role("button", name="Lưu phần của tôi").click()
    expect(points).to_have_value("2")
    assert line_of(sheet, "N1.2").claimed == {"points": "2"}


def test_a_lost_line_is_told_and_what_was_typed_goes_out_when_it_is_back(
    sheet: Sheet, sign_in: SignIn, live_server: Any
) -> None:
    page = sign_in(user_of(make_viewer(sheet.unit)))
    page.goto(address(live_server, sheet))
    page.context.set_offline(True)
    points = box(page, sheet, "N1.2", "points")
    points.fill("3")
    points.press("Tab")
    expect(told(page, sheet, "N1.2")).to_contain_text("Mất kết nối")
    page.context.set_offline(False)
    expect(told(page, sheet, "N1.2")).to_have_text(re.compile("Đã lưu"))
    assert line_of(sheet, "N1.2").claimed == {"points": "3"}
