"""What is to be seen on each picture of the guide: the stage, the person, the steps to get there. vi: cảnh chụp."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.house import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

TABLE_FILE = ROOT / "src" / "thidua" / "demo" / "data" / "cum1-bang-tieu-chi.csv"
WIDE, PHONE = 1280, 360

Steps = Callable[["Page"], None]


@dataclass(frozen=True)
class Picture:
    """One picture: of what stage, seen by whom, after which steps, how large."""

    name: str
    stage: str
    person: str
    steps: Steps
    height: int = 800
    width: int = WIDE


def sign_in(page: Page, person: str) -> None:
    """Go on as somebody of the demonstration."""
    page.context.clear_cookies()
    page.goto("/")
    page.locator("form", has=page.locator(f'input[name=username][value="{person}"]')).get_by_role("button").click()
    page.wait_for_load_state()


def _step_of_the_year(page: Page, name: str) -> None:
    """Follow the year's path on the left, or unfold it first where the screen is narrow."""
    folded = page.locator("nav.path .folded summary")
    place = ".folded" if folded.is_visible() else ".unfolded"
    if folded.is_visible():
        folded.click()
    page.locator(f"nav.path {place} a", has_text=name).click()
    page.wait_for_load_state()


def _press(page: Page, words: str) -> None:
    """Press a button or a link of the page by its words."""
    page.locator("main").locator(":is(a, button, summary)", has_text=words).first.click()
    page.wait_for_load_state()


def _top(page: Page, selector: str, gap: int = 16) -> None:
    """Scroll so that something stands at the upper edge."""
    page.locator(selector).first.evaluate("(one, gap) => scrollTo(0, one.getBoundingClientRect().top - gap)", gap)


def _home(page: Page) -> None:
    page.goto("/")


def _board(page: Page) -> None:
    _press(page, "Bảng theo dõi")


def _import(page: Page) -> None:
    _step_of_the_year(page, "Tiêu chí")
    _press(page, "Cụm thi đua số 1")
    _press(page, "Lập bảng tiêu chí")
    page.get_by_label("Tên bảng tiêu chí").fill("Bảng tiêu chí thi đua năm học 2019–2020")
    _press(page, "Lập bản dự thảo")
    _press(page, "Nhập từ Excel, CSV")
    page.locator("input[type=file]").set_input_files(TABLE_FILE)
    _press(page, "Xem trước")


def _sheet(page: Page) -> None:
    _step_of_the_year(page, "Chấm điểm")
    page.locator("main tbody th a").first.click()
    page.wait_for_load_state()


def _line_on_a_phone(page: Page) -> None:
    _sheet(page)
    _top(page, "table.sheet-grid tbody tr:nth-child(2)", 0)


def _readiness(page: Page) -> None:
    _sheet(page)
    _press(page, "Gửi phiếu tự chấm")


def _grid(page: Page) -> None:
    page.goto("/")
    page.locator("ol.duties a.button", has_text="Thẩm định").first.click()
    page.locator("table[data-grid] td a").nth(2).click()
    page.locator("#dong-dang-xem summary", has_text="Điều chỉnh").click()
    page.evaluate("scrollTo(0, 0)")


def _circulation(page: Page) -> None:
    _step_of_the_year(page, "Lấy ý kiến")
    _press(page, "Xem bảng điểm")
    _top(page, "main .page-head")


def _objection(page: Page) -> None:
    _circulation(page)
    _press(page, "Mở ý kiến")


def _ranking(page: Page) -> None:
    _step_of_the_year(page, "Xếp hạng")


def _comparison(page: Page) -> None:
    _ranking(page)
    _press(page, "Tự chấm và thẩm định")


PICTURES: Sequence[Picture] = (
    Picture("nhap-bang-tieu-chi", "criteria", "chuyen-vien-tdkt", _import, 860),
    Picture("phieu-tu-cham", "self-scoring", "chuyen-vien-s2", _sheet, 900),
    Picture("kiem-tra-truoc-khi-gui", "self-scoring", "chuyen-vien-s2", _readiness, 690),
    Picture("dien-thoai", "self-scoring", "chuyen-vien-s2", _line_on_a_phone, 760, PHONE),
    Picture("viec-cua-toi", "verification", "chuyen-vien-s3", _home, 760),
    Picture("bang-theo-doi", "verification", "chuyen-vien-s3", _board, 700),
    Picture("luoi-tham-dinh", "verification", "tham-dinh-cuc-qlcl", _grid, 1690),
    Picture("lay-y-kien", "circulation", "chuyen-vien-s2", _circulation, 760),
    Picture("giai-quyet-y-kien", "circulation", "chuyen-vien-s3", _objection, 960),
    Picture("ranking", "ranked", "chuyen-vien-s3", _ranking, 1020),
    Picture("so-sanh", "ranked", "chuyen-vien-s3", _comparison, 720),
)
