"""The verifier's grid with the keyboard: arrows, space, Enter, a block pasted from a spreadsheet."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.factories import line_of, make_cluster_one, make_sheet, make_table, make_verifiers, make_viewer, user_of
from thidua.scoring.models import CriteriaTable, Sheet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTE = """([element, text]) => {
  const board = new DataTransfer();
  board.setData("text/plain", text);
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: board, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def grid(sign_in: SignIn, live_server: object) -> tuple[Page, CriteriaTable, dict[str, Sheet]]:
    one = make_cluster_one()
    units = make_verifiers()
    table = make_table(one, units)
    sheets = {code: make_sheet(table, unit) for code, unit in one.units.items()}
    page = sign_in(user_of(make_viewer(units["A"])))
    page.goto(f"{live_server}{reverse('scoring:verification_grid', args=[table.uuid])}")
    return page, table, sheets


def test_lines_are_ticked_and_accepted_without_a_mouse(grid: tuple[Page, CriteriaTable, dict[str, Sheet]]) -> None:
    page, _table, sheets = grid
    page.locator("[data-grid] tbody a").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name="Chấp nhận N.2, S2")).to_be_focused()
    expect(page.locator("input[name=chon]:checked")).to_have_count(2)
    page.get_by_role("button", name="Chấp nhận các dòng đã đánh dấu").press("Enter")
    expect(page.get_by_text("Đã chấp nhận 2 dòng.")).to_be_visible()
    assert [line_of(sheets[unit], code).verdict for unit, code in (("S1", "N.1"), ("S2", "N.2"), ("S1", "N.2"))] == [
        "accepted",
        "accepted",
        "",
    ]


def test_a_line_opens_beside_the_grid_and_is_changed_there(grid: tuple[Page, CriteriaTable, dict[str, Sheet]]) -> None:
    page, _table, sheets = grid
    address = page.url
    page.locator("[data-grid] tbody a").first.press("Enter")
    beside = page.locator("#dong-dang-xem")
    expect(beside.get_by_role("heading", name="N.1 Công tác học sinh")).to_be_visible()
    expect(beside).to_be_focused()
    assert page.url == address
    beside.get_by_text("Điều chỉnh", exact=True).click()
    beside.get_by_label("Điểm", exact=False).first.fill("4,25")
    beside.get_by_label("Lý do điều chỉnh").fill("thiếu một biên bản")
    beside.get_by_role("button", name="Ghi điểm thẩm định").click()
    expect(page.get_by_text("Đã ghi điểm thẩm định N.1 của S1.")).to_be_visible()
    assert line_of(sheets["S1"], "N.1").verified == {"points": "4.25"}


def test_a_block_pasted_on_the_grid_is_seen_before_it_is_saved(
    grid: tuple[Page, CriteriaTable, dict[str, Sheet]],
) -> None:
    page, _table, sheets = grid
    link = page.locator("[data-grid] tbody tr").nth(1).locator("a").first
    link.focus()
    page.evaluate(PASTE, [link.element_handle(), "4,5\t4\n4\t4,5"])
    expect(page.get_by_role("heading", name="Xem trước vùng ô đã dán")).to_be_visible()
    assert line_of(sheets["S2"], "N.1").verdict == ""
    page.get_by_label("Lý do chung").fill("theo biên bản kiểm tra")
    page.get_by_role("button", name="Ghi 4 dòng").click()
    expect(page.get_by_text("Đã ghi 4 dòng.")).to_be_visible()
    assert line_of(sheets["S2"], "N.1").verdict == "accepted"
    assert line_of(sheets["S3"], "N.1").verified == {"points": "4"}
