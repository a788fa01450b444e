"""The opening of the year: five departments register, comment on the pledge, and sign it."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect

from tests.browser.year.hands import DEPUTY, LEADER, UNITS, Year, bring, follow, give_passwords, press, save, sees, sign
from thidua.registration.facts.pledges import pledge_signed_units
from thidua.registration.facts.standing import consideration_findings
from thidua.registration.models import Registration
from thidua.registration.selectors import registration_of

FLAG = "Cờ thi đua của Bộ Giáo dục và Đào tạo"
MISSING = "Đề nghị bổ sung công trình của đơn vị như đã thống nhất trong cụm."
CONTENTS = (
    "Đổi mới, sáng tạo trong dạy và học; thực hiện nền nếp, kỷ cương trong trường học.",
    "Nâng cao chất lượng đội ngũ nhà giáo và cán bộ quản lý giáo dục.",
)
TARGETS = (
    ("Tỷ lệ giáo viên đạt chuẩn trình độ đào tạo", "≥ từ … trở lên", "95", "%"),
    ("Báo cáo gửi muộn", "≤ không quá …", "0", "báo cáo"),
)


def register(year: Year) -> None:
    """Everybody writes and sends; one comes back with a reason and is sent again; the deputy receives the leader's."""
    year.on(date(2019, 12, 16))
    for unit in UNITS:
        _draft(year, unit)
        _send(year, unit)
    year.on(date(2019, 12, 19))
    page = year.visit(LEADER, "registration:registration", _of(year, "s2").uuid)
    follow(page, "Trả lại kèm lý do")
    page.get_by_label("Lý do").fill(MISSING)
    press(page, "Trả lại")
    year.on(date(2019, 12, 23))
    _complete(year)
    year.on(date(2019, 12, 26))
    page = year.visit(LEADER, "registration:registration", _of(year, "s3").uuid)
    expect(page.get_by_role("button", name="Tiếp nhận bản đăng ký")).to_have_count(0)
    for unit in UNITS:
        page = year.visit(DEPUTY if unit == "s3" else LEADER, "registration:registration", _of(year, unit).uuid)
        press(page, "Tiếp nhận bản đăng ký")
        sees(page, "Đã tiếp nhận bản đăng ký.")
    page = year.visit("theo-doi", "registration:year", year.world.cycle.uuid)
    sees(page, "Đã gửi 5 trên 5 đơn vị trong danh sách này")
    assert page.locator("[data-total=awards]").inner_text() == "5"


def _of(year: Year, unit: str) -> Registration:
    kept = registration_of(year.world.cycle, year.world.units[unit.upper()])
    assert kept is not None
    return kept


def _draft(year: Year, unit: str) -> None:
    """An officer writes the registration and saves it."""
    page = year.visit(f"chuyen-vien-{unit}", "registration:year", year.world.cycle.uuid)
    press(page, "Lập bản đăng ký")
    page.get_by_label(FLAG, exact=True).check()
    target = page.get_by_role("group", name="Chỉ tiêu 1", exact=True)
    target.get_by_label("Nội dung").fill("Trường đạt chuẩn quốc gia (dữ liệu minh hoạ)")
    target.get_by_label("So sánh").select_option(label="≥ từ … trở lên")
    target.get_by_label("Con số").fill("62,5")
    target.get_by_label("Đơn vị tính").fill("%")
    _add_work(page, 1, "Chuyên đề đổi mới kiểm tra, đánh giá (dữ liệu minh hoạ)")
    save(page, "Lưu bản đăng ký", "Đã lưu bản đăng ký.")


def _add_work(page, number: int, name: str) -> None:
    page.get_by_role("group", name=f"Công trình, chuyên đề {number}", exact=True).get_by_label("Tên").fill(name)


def _send(year: Year, unit: str) -> None:
    """The head reads it and sends it."""
    page = year.visit(f"giam-doc-{unit}", "registration:registration", _of(year, unit).uuid)
    follow(page, "Gửi bản đăng ký")
    press(page, "Gửi bản đăng ký")
    sees(page, "Đang chờ cụm trưởng tiếp nhận.")


def _complete(year: Year) -> None:
    """The second department reads why it came back, adds what was missing, sends again."""
    page = year.visit("chuyen-vien-s2", "registration:registration", _of(year, "s2").uuid)
    sees(page, MISSING)
    follow(page, "Soạn, sửa bản đăng ký")
    _add_work(page, 2, "Công trình phòng học thông minh (dữ liệu minh hoạ)")
    save(page, "Lưu bản đăng ký", "Đã lưu bản đăng ký.")
    _send(year, "s2")


def sign_pledge(year: Year) -> None:
    """The leader drafts, a member comments, the leader answers; four heads sign on screen, one on paper."""
    year.on(date(2020, 1, 6))
    _draft_pledge(year)
    year.on(date(2020, 1, 10))
    _comment(year)
    year.on(date(2020, 1, 16))
    _answer(year)
    year.on(date(2020, 2, 3))
    page = year.visit(LEADER, "registration:pledge", year.world.cycle.uuid)
    follow(page, "Mở ký kết")
    sees(page, CONTENTS[1])
    press(page, "Mở ký kết")
    year.on(date(2020, 2, 5))
    give_passwords(*(f"giam-doc-{unit}" for unit in UNITS))
    for count, unit in enumerate(UNITS[:4], start=1):
        page = year.visit(f"giam-doc-{unit}", "registration:pledge", year.world.cycle.uuid)
        follow(page, "Đọc và ký giao ước")
        sign(page)
        sees(page, f"{count}/5 đơn vị đã ký.")
    sees(page, "Đơn vị không ký kết giao ước thi đua thì không được xét thi đua.")
    sees(page, f"Chưa ký: {year.unit('s5')}.")
    year.on(date(2020, 2, 13))
    _bring_scan(year, "s5")
    year.on(date(2020, 2, 14))
    page = year.visit(LEADER, "registration:pledge", year.world.cycle.uuid)
    follow(page, "Kết thúc ký kết")
    press(page, "Kết thúc ký kết")
    assert all(consideration_findings(year.world.cycle, date(2020, 2, 14)).values())
    assert pledge_signed_units(year.world.cycle) == {year.world.units[unit.upper()].pk for unit in UNITS}


def _draft_pledge(year: Year) -> None:
    page = year.visit(LEADER, "registration:pledge", year.world.cycle.uuid)
    follow(page, "Lập dự thảo")
    press(page, "Lập dự thảo")
    page.get_by_label("Nội dung thi đua").fill("\n".join(CONTENTS))
    for number, (text, direction, amount, measure) in enumerate(TARGETS, start=1):
        row = page.get_by_role("group", name=f"Chỉ tiêu {number}", exact=True)
        row.get_by_label("Tên chỉ tiêu").fill(text)
        row.get_by_label("Mức so sánh").select_option(label=direction)
        row.get_by_label("Số", exact=True).fill(amount)
        row.get_by_label("Đơn vị tính").fill(measure)
    page.get_by_label("Nơi ký kết").fill("thành phố Cần Thơ")
    save(page, "Lưu dự thảo", "Đã lưu dự thảo.")
    follow(page, "Xem dự thảo")
    follow(page, "Gửi lấy ý kiến")
    page.get_by_label("Hạn góp ý").fill("15/01/2020")
    press(page, "Gửi lấy ý kiến")
    sees(page, "Các đơn vị góp ý đến hết ngày 15/01/2020.")


def _comment(year: Year) -> None:
    page = year.visit("chuyen-vien-s5", "registration:pledge", year.world.cycle.uuid)
    page.get_by_label("Nội dung góp ý").fill("Đề nghị nêu rõ chỉ tiêu về báo cáo (dữ liệu minh hoạ).")
    press(page, "Gửi góp ý")
    sees(page, "Chưa trả lời")


def _answer(year: Year) -> None:
    page = year.visit(LEADER, "registration:pledge", year.world.cycle.uuid)
    follow(page, "Trả lời")
    page.get_by_role("radio").first.check()
    page.get_by_label("Trả lời", exact=True).fill("Đã ghi thành chỉ tiêu thứ hai.")
    press(page, "Ghi câu trả lời")
    sees(page, "Đã ghi thành chỉ tiêu thứ hai.")


def _bring_scan(year: Year, unit: str) -> None:
    """A head signed by hand; the leader brings the scan, and everybody sees that all have signed."""
    page = year.visit(LEADER, "registration:pledge", year.world.cycle.uuid)
    follow(page, f"Nộp bản quét {year.unit(unit)}")
    page.get_by_label("Ngày ký trên bản giấy").fill("12/02/2020")
    bring(page, "Bản quét có chữ ký", "Giao ước có chữ ký", year.unit(unit))
    press(page, "Gửi bản quét")
    page = year.visit("chuyen-vien-s2", "registration:pledge", year.world.cycle.uuid)
    sees(page, "5/5 đơn vị đã ký.")
