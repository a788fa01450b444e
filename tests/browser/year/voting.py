"""The secret ballot as everybody lives it: the committee with the code, the heads with their ballots, the count."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import Page, expect

from tests.browser.year.hands import DEPUTY, LEADER, UNITS, Year, follow, press, save, sees
from tests.browser.year.papers import PaperRead, issue
from thidua.meetings.models import Question

BALLOT = re.compile("^Bỏ phiếu –")


def hold_round(year: Year, question: Question, number: int, choices: Mapping[str, str]) -> dict[str, int]:
    """One round from its beginning to the count: who votes for whom. Gives the votes by unit, as the page shows."""
    page = year.visit(LEADER, "meetings:question", question.uuid)
    press(page, "Bắt đầu biểu quyết" if number == 1 else "Bắt đầu vòng kế tiếp")
    page.wait_for_url("**/bo-phieu/**")
    held = page.url.rstrip("/").rsplit("/", 1)[-1]
    code = _open_box(year, held)
    trackers = [_vote(year, voter, year.unit(chosen)) for voter, chosen in choices.items()]
    for absent in (unit for unit in UNITS if unit not in choices):
        _no_ballot_for(year, absent)
    _nothing_before_closing(year, held)
    page = year.visit(DEPUTY, "ballots:close", held)
    page.get_by_label("Mã mở hòm phiếu").fill(code)
    press(page, "Kiểm phiếu và đóng vòng")
    sees(page, "Đóng vòng lúc")
    counts = _counts(year, page)
    _find_own(year, held, f"giam-doc-{next(iter(choices))}", trackers[0])
    return counts


def _no_ballot_for(year: Year, voter: str) -> None:
    """Whoever was not there when the round began has nothing to vote on."""
    page = year.visit(f"giam-doc-{voter}", "ballots:home")
    expect(page.get_by_role("link", name=BALLOT)).to_have_count(0)


def tied_again(year: Year, question: Question, *units: str) -> None:
    """The page says between whom it is voted again."""
    page = year.visit(LEADER, "meetings:question", question.uuid)
    sees(page, f"Biểu quyết lại giữa: {', '.join(year.unit(unit) for unit in units)}.")


def issue_counting(year: Year, question: Question, number: int) -> PaperRead:
    """The committee reads the counting minutes of a round; the leader's unit, whose paper it is, issues them."""
    link = f"Biên bản kiểm phiếu vòng {number}: {question.title}"
    page = year.visit(DEPUTY, "meetings:papers", question.session.uuid)
    page.get_by_role("link", name=link).click()
    save(page, "Lưu dự thảo", "Đã lưu dự thảo.")
    sees(page, "Chỉ người của đơn vị mới phát hành được văn bản mang tên đơn vị mình.")
    page = year.visit(LEADER, "meetings:papers", question.session.uuid)
    page.get_by_role("link", name=link).click()
    return issue(page)


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
    page.get_by_role("link", name=BALLOT).click()
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
    codes = {year.unit(code): code for code in UNITS}
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
