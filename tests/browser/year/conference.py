"""The closing conference: called, opened with one department away, its votes prepared; its end."""

from __future__ import annotations

from datetime import date
from importlib import resources

from playwright.sync_api import expect

from tests.browser.year.hands import (
    DEPUTY,
    LEADER,
    ORGANISER,
    UNITS,
    Year,
    bring,
    choose,
    follow,
    person,
    press,
    save,
    sees,
)
from thidua.meetings.models import Session
from thidua.scoring.models import CriteriaTable

DAY = date(2020, 7, 4)
TITLE = "Hội nghị tổng kết Cụm thi đua số 1 năm học 2019–2020"
AGENDA = (
    "Báo cáo kết quả hoạt động của cụm năm học 2019–2020",
    "Bỏ phiếu suy tôn đơn vị dẫn đầu",
    "Bầu cụm trưởng, cụm phó năm học 2020–2021",
)
HELPERS = (LEADER, DEPUTY, "chuyen-vien-s2", ORGANISER)
AWAY = "s5"
ELECTIONS = (
    ("Bầu cụm trưởng năm học 2020–2021", "Bầu cụm trưởng năm học sau"),
    ("Bầu cụm phó năm học 2020–2021", "Bầu cụm phó năm học sau"),
)


def publish_clause(year: Year) -> None:
    """The leader brings the statute's clause as a file, reads it as the page tells it, publishes it."""
    year.on(date(2020, 6, 29))
    page = year.visit(LEADER, "selection:clause-file", year.world.cycle.cluster.uuid)
    clause = resources.files("thidua.selection") / "data" / "clauses" / "cum-1-2019-2020.toml"
    page.get_by_label("Tệp điều khoản").set_input_files(
        {"name": clause.name, "mimeType": "application/toml", "buffer": clause.read_bytes()}
    )
    press(page, "Đọc tệp")
    sees(page, "Cờ thi đua của Bộ Giáo dục và Đào tạo")
    press(page, "Ban hành điều khoản")
    sees(page, "Đã ban hành")


def call_conference(year: Year) -> Session:
    """The leader prepares the conference, names who comes and who does what, and sends the invitation."""
    year.on(date(2020, 6, 30))
    page = year.visit(LEADER, "meetings:home")
    follow(page, "Lập phiên họp của cụm")
    page.get_by_label("Tên phiên họp").fill(TITLE)
    page.get_by_label("Ngày họp").fill("04/07/2020")
    page.get_by_label("Giờ họp").fill("08:00")
    page.get_by_label("Địa điểm").fill("Sở Giáo dục và Đào tạo thành phố Cần Thơ")
    page.get_by_label("Nội dung chính").fill("Đánh giá hoạt động của cụm, bình xét thi đua, bầu cụm trưởng, cụm phó.")
    choose(page, "Quy định về họp và biểu quyết", "Quy chế hoạt động của Cụm thi đua 1, năm học 2019–2020")
    press(page, "Lập phiên họp")
    session = Session.objects.get()
    follow(page, "Sửa chương trình")
    for title in AGENDA:
        page.get_by_label("Nội dung", exact=True).fill(title)
        press(page, "Thêm vào chương trình")
    _name_people(year, session)
    page = year.visit(LEADER, "meetings:session", session.uuid)
    press(page, "Gửi giấy mời")
    follow(page, "Xem giấy mời")
    press(page, "Phát hành văn bản")
    page = year.visit("giam-doc-s2", "meetings:session", session.uuid)
    sees(page, "Gửi giấy mời lúc")
    return session


def _name_people(year: Year, session: Session) -> None:
    """One representative a department, four who help, and who chairs, writes and counts."""
    for unit in UNITS:
        page = year.visit(LEADER, "meetings:participants", session.uuid)
        follow(page, f"Chọn người đại diện {year.unit(unit)}")
        choose(page, "Người đại diện", person(f"giam-doc-{unit}"))
        press(page, "Lưu người đại diện")
    for helper in HELPERS:
        page = year.visit(LEADER, "meetings:participants", session.uuid)
        follow(page, "Thêm khách mời")
        choose(page, "Người trong hệ thống", person(helper))
        press(page, "Thêm vào danh sách")
    follow(page, "Phân công chủ trì, thư ký, kiểm phiếu")
    choose(page, "Chủ trì", person("giam-doc-s3"))
    choose(page, "Thư ký", person(LEADER))
    choose(page, "Trưởng ban kiểm phiếu", person(DEPUTY))
    page.get_by_label(person("chuyen-vien-s2")).check()
    press(page, "Lưu phân công")


def open_case(year: Year, table: CriteriaTable) -> None:
    """The case takes the ranked table: one department is excluded with the clause; another is written down as held."""
    year.on(date(2020, 7, 3))
    page = year.visit(LEADER, "selection:case", table.uuid)
    press(page, "Lập hồ sơ xét chọn")
    follow(page, "Chưa xét")
    follow(page, "Ghi nhận đơn vị chưa xét")
    choose(page, "Đơn vị", year.unit("s4"))
    page.get_by_label("Từ ngày").fill("02/07/2020")
    page.get_by_label("Dấu hiệu sai phạm, cơ quan đang xem xét").fill(
        "Thanh tra đang xem xét đơn phản ánh về một gói mua sắm (tình huống minh hoạ)."
    )
    bring(page, "Văn bản kèm theo", "Thông báo của cơ quan thanh tra", "Thanh tra")
    press(page, "Ghi nhận")
    page = year.visit(LEADER, "selection:case", table.uuid)
    for unit, standing, clause in (("S5", "không xét", "Tiêu chí X.1"), ("S4", "chưa xét", "Mục IV.3")):
        row = page.locator(f"tr[data-unit={unit}]")
        expect(row.get_by_text(standing, exact=True)).to_be_visible()
        expect(row.locator(".citation")).to_contain_text(clause)


def open_conference(year: Year, session: Session, table: CriteriaTable) -> None:
    """Four of five are there: enough, and the page says so in one sentence; then the votes are put on the list."""
    year.on(DAY, 8)
    page = year.visit(LEADER, "meetings:session", session.uuid)
    press(page, "Khai mạc")
    page = year.visit("giam-doc-s2", "meetings:session", session.uuid)
    press(page, "Tôi có mặt")
    page = year.visit(LEADER, "meetings:attendance", session.uuid)
    for name in (*(person(f"giam-doc-{unit}") for unit in ("s1", "s3", "s4")), *map(person, HELPERS)):
        press(page, f"Ghi có mặt {name}")
    away = person(f"giam-doc-{AWAY}")
    page.get_by_label(f"Lý do vắng {away}").fill("Dự họp đột xuất của thành phố")
    press(page, f"Ghi vắng {away}")
    expect(page.get_by_role("status").filter(has_text="4/5")).to_be_visible()
    page = year.visit(LEADER, "selection:case", table.uuid)
    follow(page, "Đưa bỏ phiếu vào phiên họp")
    choose(page, "Phiên họp, hội nghị", TITLE)
    press(page, "Đưa vào phiên họp")
    sees(page, "Đã đưa nội dung bỏ phiếu vào phiên họp;")
    for title, purpose in ELECTIONS:
        _ask_election(year, session, title, purpose)


def _ask_election(year: Year, session: Session, title: str, purpose: str) -> None:
    """Three departments stand; whoever has most votes is elected."""
    page = year.visit(LEADER, "meetings:questions", session.uuid)
    follow(page, "Thêm nội dung")
    page.get_by_label("Nội dung biểu quyết").fill(title)
    choose(page, "Thuộc nội dung chương trình", AGENDA[2])
    choose(page, "Để làm gì", purpose)
    page.get_by_label("Chọn trong danh sách").check()
    for unit in ("s2", "s4", "s5"):
        page.get_by_label(year.unit(unit)).check()
    press(page, "Thêm nội dung")
    sees(page, "Đã thêm nội dung biểu quyết.")


def arrive_late(year: Year, session: Session) -> None:
    """The one who was away comes; votes from the next round on."""
    year.on(DAY, 10)
    page = year.visit(LEADER, "meetings:attendance", session.uuid)
    press(page, f"Ghi có mặt {person(f'giam-doc-{AWAY}')}")
    expect(page.get_by_role("status").filter(has_text="5/5")).to_be_visible()


def end_conference(year: Year, session: Session) -> None:
    """What was said goes under each point; then the conference ends."""
    year.on(DAY, 16)
    page = year.visit(LEADER, "meetings:proceedings", session.uuid)
    for title in AGENDA:
        page.get_by_label(title).fill(f"{title}: các đơn vị thống nhất (dữ liệu minh hoạ).")
    save(page, "Lưu diễn biến", "Đã lưu diễn biến.")
    page = year.visit(LEADER, "meetings:session", session.uuid)
    press(page, "Bế mạc")
    sees(page, "Bế mạc lúc")
