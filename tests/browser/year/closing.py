"""The end of the year: the outcome, the unit that waited, the request, the report, the hand-over."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from urllib.parse import urljoin

from playwright.sync_api import Page, expect

from tests.browser.year.hands import LEADER, ORGANISER, Year, bring, choose, follow, press, sees
from tests.browser.year.papers import PaperRead, issue
from thidua.meetings.models import Session
from thidua.scoring.models import CriteriaTable

PAPER = "Văn bản kèm theo"


def conclude_case(year: Year, table: CriteriaTable, *, waiting: int) -> dict[str, set[str]]:
    """The leader concludes; gives who has which prize, as a member then reads; so many seats stay empty."""
    page = year.visit(LEADER, "selection:case", table.uuid)
    press(page, "Kết luận xét chọn")
    sees(page, "Đã kết luận lúc")
    page = year.visit("chuyen-vien-s2", "selection:case", table.uuid)
    expect(page.get_by_text(f"Để trống {waiting} suất.")).to_have_count(1 if waiting else 0)
    return prizes(page)


def prizes(page: Page) -> dict[str, set[str]]:
    """Who has which prize on the page of the case."""
    shown: dict[str, set[str]] = {}
    for line in page.locator("li[data-prize]").all():
        shown.setdefault(line.get_attribute("data-prize") or "", set()).add(line.get_attribute("data-unit") or "")
    return shown


def clear(year: Year, table: CriteriaTable) -> None:
    """The conclusion comes with its paper; the clause says nothing of it, so the organiser decides, with a paper."""
    year.on(date(2020, 7, 15))
    page = year.visit(LEADER, "selection:holds", table.uuid)
    follow(page, "Ghi nhận kết luận")
    page.get_by_label("Kết luận không sai phạm").check()
    page.get_by_label("Ngày kết luận").fill("14/07/2020")
    page.get_by_label("Nội dung kết luận").fill("Không có sai phạm (tình huống minh hoạ).")
    bring(page, PAPER, "Kết luận thanh tra", "Thanh tra")
    press(page, "Ghi nhận kết luận")
    year.on(date(2020, 7, 15), 14)
    page = year.visit(ORGANISER, "selection:case", table.uuid)
    follow(page, "Quyết định cách xử lý")
    page.get_by_label("Nhận suất còn trống theo tổng điểm").check()
    page.get_by_label("Ngày quyết định").fill("15/07/2020")
    page.get_by_label("Lý do, căn cứ").fill("Xét như tại thời điểm hội nghị (tình huống minh hoạ).")
    bring(page, PAPER, "Công văn của Vụ Thi đua – Khen thưởng", "Vụ Thi đua – Khen thưởng")
    press(page, "Ghi nhận quyết định")
    year.on(date(2020, 7, 15), 16)


def adopt(year: Year, session: Session, minutes: PaperRead) -> None:
    """Those elected get their terms, by the number of the minutes."""
    page = year.visit(LEADER, "meetings:questions", session.uuid)
    follow(page, "Ghi nhận cụm trưởng, cụm phó được bầu")
    choose(page, "Nội dung bầu cụm trưởng", "Bầu cụm trưởng")
    choose(page, "Nội dung bầu cụm phó", "Bầu cụm phó")
    page.get_by_label("Nhiệm kỳ từ ngày").fill("01/09/2020")
    page.get_by_label("Đến hết ngày").fill("31/08/2021")
    page.get_by_label("Số biên bản hội nghị").fill(minutes.number)
    page.get_by_label("Ngày của biên bản").fill("09/07/2020")
    page.get_by_label("Tôi xác nhận").check()
    press(page, "Ghi nhận nhiệm kỳ")
    sees(page, "Đã ghi nhận nhiệm kỳ của các đơn vị được bầu.")


def write_request(year: Year, table: CriteriaTable) -> PaperRead:
    """The request for the flag and the commendations."""
    page = year.visit(LEADER, "selection:case", table.uuid)
    follow(page, "Soạn tờ trình")
    return issue(page)


def write_report(year: Year) -> PaperRead:
    """The report of the year to the Ministry."""
    page = year.visit(LEADER, "reports:home")
    page.get_by_role("link", name="Soạn, xem báo cáo").first.click()
    return issue(page)


def take_over(year: Year) -> Page:
    """The next leader opens what is handed over."""
    page = year.visit("giam-doc-s5", "reports:home")
    page.get_by_role("link", name="Mở hồ sơ bàn giao").first.click()
    return page


def kinds_in_pack(page: Page) -> set[str]:
    """The kinds of papers in the pack that is downloaded from the page of the hand-over."""
    address = page.get_by_role("link", name="Tải trọn gói (ZIP)").get_attribute("href") or ""
    answer = page.request.get(urljoin(page.url, address))
    with zipfile.ZipFile(io.BytesIO(answer.body())) as pack:
        return {name.split("-")[-2] for name in pack.namelist() if name.endswith("SGDĐT.pdf")}
