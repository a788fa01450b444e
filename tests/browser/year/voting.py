"""The secret ballot as everybody lives it: the committee with the code, the heads with their ballots, the count."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import Page, expect

from tests.browser.year.hands import DEPUTY, LEADER, Year, follow, press, sees
from thidua.meetings.models import Question


def hold_round(year: Year, question: Question, number: int, choices: Mapping[str, str]) -> dict[str, int]:
    """One round from its beginning to the count: who votes for whom. Gives the votes by unit, as the page shows."""
    page = year.visit(LEADER, "meetings:question", question.uuid)
    press(page, "Bắt đầu biểu quyết" if number == 1 else "Bắt đầu vòng kế tiếp")
    page.wait_for_url("**/bo-phieu/**")
    held = page.url.rstrip("/").rsplit("/", 1)[-1]
    code = _open_box(year, held)
    trackers = [_vote(year, voter, year.unit(chosen)) for voter, chosen in choices.items()]
    _nothing_before_closing(year, held)
    page = year.visit(DEPUTY, "ballots:close", held)
    page.get_by_label("Mã mở hòm phiếu").fill(code)
    press(page, "Kiểm phiếu và đóng vòng")
    sees(page, "Đóng vòng lúc")
    counts = _counts(year, page)
    _find_own(year, held, f"giam-doc-{next(iter(choices))}", trackers[0])
    return counts


def _open_box(year: Year, held: str) -> str:
    """The head of the counting committee writes the code down and types it back."""
    page = year.visit(DEPUTY, "ballots:round", held)
    follow(page, "Mở bỏ phiếu")
    code = page.locator("code").first.inner_text()
    page.get_by_label("Gõ lại mã mở hòm phiếu vừa ghi").fill(code)
    press(page, "Mở bỏ phiếu")
    sees(page, "Đã mở bỏ phiếu.")
    return code


def _vote(year: Year, voter: str, chosen: str) -> str:
    """A head ticks, reads the ballot again, drops it; gives the tracker that was written down."""
    page = year.visit(f"giam-doc-{voter}", "ballots:home")
    page.get_by_role("link", name=re.compile("^Bỏ phiếu –")).click()
    page.get_by_label(chosen, exact=True).check()
    tracker = page.locator("code").first.inner_text()
    press(page, "Xem lại phiếu")
    expect(page.locator("main")).to_contain_text(chosen)
    press(page, "Bỏ phiếu")
    sees(page, "Phiếu của bạn đã ở trong hòm phiếu.")
    return tracker


def _nothing_before_closing(year: Year, held: str) -> None:
    for username in (DEPUTY, LEADER, "giam-doc-s1"):
        page = year.visit(username, "ballots:round", held)
        expect(page.get_by_role("heading", name="Kết quả kiểm phiếu")).to_have_count(0)


def _counts(year: Year, page: Page) -> dict[str, int]:
    codes = {year.unit(code): code for code in ("s1", "s2", "s3", "s4", "s5")}
    table = page.get_by_role("region", name="Kết quả kiểm phiếu").locator("tbody tr")
    rows = [(row.locator("th").inner_text(), row.locator("td").first.inner_text()) for row in table.all()]
    return {codes[name]: int(votes) for name, votes in rows}


def _find_own(year: Year, held: str, username: str, tracker: str) -> None:
    """After the count a voter finds the own ballot in the list."""
    page = year.visit(username, "ballots:published", held)
    page.get_by_label("Tìm mã phiếu của tôi").fill(tracker)
    press(page, "Tìm mã")
    sees(page, "Có trong danh sách:")


def conclude(year: Year, question: Question, elected: str) -> None:
    """The secretary writes the answer once, with the sum in one sentence."""
    page = year.visit(LEADER, "meetings:question", question.uuid)
    press(page, "Kết luận")
    sees(page, f"Được chọn: {elected}")
