"""What is to be seen on each picture of the guide: the stage, the person, the steps to get there. vi: cảnh chụp."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.house import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

TABLE_FILE = ROOT / "src" / "thidua" / "demo" / "data" / "cum1-bang-tieu-chi.csv"
WIDE, PHONE = 1280, 360
LEADING = "Suy tôn đơn vị dẫn đầu"
COUNTING = "chuyen-vien-s1"  # who heads the counting committee of the demonstration's conference

#: What a school might bring: one row that is new, one that is known, one that is decided otherwise, two to be mended.
RATINGS = (
    ("Họ và tên", "Đơn vị (mã)", "Năm học", "Xếp loại", "Số quyết định", "Ngày quyết định"),
    ("Hoàng Đức Oanh", "THPT-MINH-HOA", "2024–2025", "Hoàn thành tốt nhiệm vụ", "24/QĐ-THPTMH", "26/05/2025"),
    ("Nguyễn Văn Châu", "THPT-MINH-HOA", "2024–2025", "Hoàn thành xuất sắc nhiệm vụ", "20/QĐ-THPTMH", "26/05/2025"),
    ("Lê Thị Minh Yến", "THPT-MINH-HOA", "2024–2025", "Hoàn thành tốt nhiệm vụ", "22/QĐ-THPTMH", "26/05/2025"),
    ("Hồ Thanh An", "THPT-MINH-HOA", "2024–2025", "Hoàn thành tốt lắm", "30/QĐ-THPTMH", "31/06/2025"),
    ("Nguyễn Văn Minh Hoạ", "THPT-MINH-HOA", "2024–2025", "Hoàn thành tốt nhiệm vụ", "44/QĐ-THPTMH", "26/05/2025"),
)

Steps = Callable[["Page"], None]


@dataclass(frozen=True)
class Picture:
    """One picture: of what stage, seen by whom, after which steps, how large.

    One whose steps change the year has its stage to itself.
    """

    name: str
    stage: str
    person: str
    steps: Steps
    height: int = 800
    width: int = WIDE
    alone: bool = False

    @property
    def setting(self) -> tuple[str, str]:
        """Pictures of the same setting are taken from one loaded stage."""
        return self.stage, self.name if self.alone else ""


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


def _registrations(page: Page) -> None:
    _step_of_the_year(page, "Đăng ký")
    _press(page, "Cụm thi đua số 1")


def _pledge(page: Page) -> None:
    _step_of_the_year(page, "Giao ước")
    _press(page, "Cụm thi đua số 1")


def _session(page: Page) -> None:
    _step_of_the_year(page, "Hội nghị")
    _press(page, "Hội nghị tổng kết")


def _box_opened(page: Page) -> tuple[str, str]:
    """The secretary begins the first round and the counting committee opens its box: the address and the code."""
    _session(page)
    _press(page, LEADING)
    _press(page, "Bắt đầu biểu quyết")
    address = page.url
    sign_in(page, COUNTING)
    page.goto(address)
    _press(page, "Mở bỏ phiếu")
    code = page.locator("main .box code").first.inner_text()
    page.get_by_label("Gõ lại mã mở hòm phiếu").fill(code)
    _press(page, "Mở bỏ phiếu")
    return address, code


def _ballot(page: Page) -> None:
    address, _ = _box_opened(page)
    sign_in(page, "giam-doc-s2")
    page.goto(address)
    _press(page, "Bỏ phiếu")
    page.get_by_label("thành phố Cần Thơ").check()


def _balance(page: Page) -> None:
    """Three vote on the screen, one takes a ballot paper; the committee types a sheet that lacks it."""
    address, code = _box_opened(page)
    for person in ("giam-doc-s1", "giam-doc-s2", "giam-doc-s3"):
        sign_in(page, person)
        page.goto(address)
        _press(page, "Bỏ phiếu")
        page.get_by_label("thành phố Hà Nội").check()
        _press(page, "Xem lại phiếu")
        _press(page, "Bỏ phiếu")
    sign_in(page, COUNTING)
    page.goto(address)
    page.locator("main tr", has_text="thành phố Hải Phòng").get_by_role("button").click()
    page.wait_for_load_state()
    _press(page, "Kiểm phiếu và đóng vòng")
    _press(page, "Dừng nhận phiếu")
    for field in page.locator("main fieldset input[type=number], main fieldset input[inputmode=numeric]").all():
        field.fill("0")
    page.get_by_label("Mã mở hòm phiếu").fill(code)
    _press(page, "Kiểm phiếu và đóng vòng")


def _trackers(page: Page) -> None:
    _session(page)
    _press(page, LEADING)
    _press(page, "Mở trang bỏ phiếu")
    _press(page, "Xem danh sách mã phiếu")


def _selection(page: Page) -> None:
    _ranking(page)
    _press(page, "Xét chọn")
    _top(page, "main h2:has-text('Từng đơn vị')")


def _minutes(page: Page) -> None:
    _session(page)
    _press(page, "Văn bản của phiên họp")
    _press(page, "Mở biên bản")


def _report(page: Page) -> None:
    _step_of_the_year(page, "Báo cáo")
    _press(page, "Soạn, xem báo cáo")


def _review(page: Page) -> None:
    _step_of_the_year(page, "Tiêu chuẩn")
    _press(page, "Xét danh hiệu, hình thức")


def _pending_case(page: Page) -> None:
    _review(page)
    _press(page, "Phạm Thanh Giang")


def _feat_rewarded_twice(page: Page) -> None:
    _review(page)
    _press(page, "Ngô Đức Hà")
    _top(page, "#bang-khen-bo-tinh")


def _own_path(page: Page) -> None:
    _step_of_the_year(page, "Tiêu chuẩn")
    _press(page, "Mở lộ trình của tôi")


def _own_path_on_a_phone(page: Page) -> None:
    _own_path(page)
    _top(page, "main h1", 4)


def _card(page: Page) -> None:
    _step_of_the_year(page, "Hồ sơ")
    page.locator("main input[type=search], main input[name=tim]").first.fill("nguyen van chau")
    page.get_by_role("button", name="Tìm").click()
    _press(page, "Nguyễn Văn Châu")


def _preview(page: Page) -> None:
    """A file of ratings is brought and compared; nothing of it is written."""
    _step_of_the_year(page, "Hồ sơ")
    _press(page, "Nhập từ tệp Excel")
    page.locator("main li", has_text="Kết quả xếp loại").get_by_role("link", name="Nhập tệp").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "xep-loai-2024-2025.xlsx", "mimeType": "application/octet-stream", "buffer": _workbook()}
    )
    _press(page, "Tải lên và so sánh")
    page.get_by_role("heading", name="Kết quả so sánh").wait_for()


def _workbook() -> bytes:
    import xlsxwriter  # the rest of this module needs Python alone

    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(RATINGS):
            sheet.write_row(number, 0, row)
    return target.getvalue()


def _law_of_one(page: Page) -> None:
    _step_of_the_year(page, "Pháp luật")
    _press(page, "Chiến sĩ thi đua cơ sở")


def _law_over_time(page: Page) -> None:
    _law_of_one(page)
    _top(page, "main h2:has-text('Tiêu chuẩn qua các thời kỳ')")


def _two_days(page: Page) -> None:
    _step_of_the_year(page, "Pháp luật")
    _press(page, "So sánh hai ngày")
    page.get_by_label("Ngày thứ nhất").fill("31/12/2023")
    page.get_by_label("Ngày thứ hai").fill("01/01/2024")
    page.get_by_role("button", name="Xem").click()


PICTURES: Sequence[Picture] = (
    Picture("nhap-bang-tieu-chi", "criteria", "chuyen-vien-tdkt", _import, 860),
    Picture("dang-ky", "registration", "chuyen-vien-s3", _registrations, 900),
    Picture("giao-uoc", "pledge", "chuyen-vien-s3", _pledge, 960),
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
    Picture("phien-hop", "conference", "chuyen-vien-s3", _session, 1200),
    Picture("bo-phieu-dien-thoai", "conference", "chuyen-vien-s3", _ballot, 1120, PHONE, alone=True),
    Picture("can-doi-phieu", "conference", "chuyen-vien-s3", _balance, 1000, alone=True),
    Picture("danh-sach-ma-phieu", "closed", "giam-doc-s1", _trackers, 780),
    Picture("xet-chon", "closed", "chuyen-vien-s3", _selection, 1200),
    Picture("bien-ban", "closed", "chuyen-vien-s3", _minutes, 1000),
    Picture("bao-cao", "closed", "chuyen-vien-s3", _report, 1000),
    Picture("danh-sach-xet", "school", "hieu-truong", _review, 1140),
    Picture("truong-hop", "school", "hieu-truong", _pending_case, 1500),
    Picture("thanh-tich-hai-lan", "school", "hieu-truong", _feat_rewarded_twice, 480),
    Picture("lo-trinh", "school", "giao-vien-1", _own_path, 1100),
    Picture("lo-trinh-dien-thoai", "school", "giao-vien-1", _own_path_on_a_phone, 980, PHONE),
    Picture("ho-so-ca-nhan", "school", "thu-ki-thi-dua", _card, 1000),
    Picture("nhap-ho-so", "school", "thu-ki-thi-dua", _preview, 1400),
    Picture("mot-danh-hieu", "school", "thu-ki-thi-dua", _law_of_one, 1000),
    Picture("qua-cac-thoi-ky", "school", "thu-ki-thi-dua", _law_over_time, 760),
    Picture("so-sanh-hai-ngay", "school", "thu-ki-thi-dua", _two_days, 900),
)
