"""The minutes: shown to those present, corrected once, signed by secretary and chair, issued, read back."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import expect

from tests.browser.year.hands import LEADER, Year, choose, follow, give_passwords, person, press, save, sees, sign
from tests.browser.year.papers import PaperRead, issue
from thidua.meetings.models import Session

SAID = "Sở GDĐT thứ hai đề nghị chia sẻ mô hình phòng học thông minh trong toàn cụm (dữ liệu minh hoạ)."


def keep_minutes(year: Year, session: Session) -> PaperRead:
    """From the draft that the data gave to the issued minutes."""
    year.on(date(2020, 7, 6))
    page = year.visit(LEADER, "meetings:minutes", session.uuid)
    expect(page.locator("main")).to_contain_text("bỏ phiếu kín, hai vòng")
    follow(page, "Gửi người dự xem")
    page.get_by_label("Hạn đề nghị sửa").fill("08/07/2020")
    press(page, "Gửi xem")
    year.on(date(2020, 7, 7))
    _ask_correction(year, session)
    _answer(year, session)
    year.on(date(2020, 7, 9))
    page = year.visit(LEADER, "meetings:minutes", session.uuid)
    follow(page, "Trình ký")
    press(page, "Trình ký")
    give_passwords(LEADER, "giam-doc-s3")
    for username, capacity in ((LEADER, "Thư ký"), ("giam-doc-s3", "Chủ tọa")):
        page = year.visit(username, "meetings:minutes", session.uuid)
        follow(page, f"Ký trên màn hình ({capacity})")
        sees(page, SAID)
        sign(page)
    page = year.visit(LEADER, "meetings:minutes", session.uuid)
    assert page.get_by_text("Có hiệu lực").count() == 2
    follow(page, "Phát hành")
    read = issue(page)
    year.visit("giam-doc-s5", "meetings:minutes", session.uuid)
    expect(page.get_by_role("link", name="Văn bản đã phát hành")).to_be_visible()
    return read


def _ask_correction(year: Year, session: Session) -> None:
    """One who was there asks for a sentence that is missing."""
    page = year.visit("giam-doc-s2", "meetings:minutes", session.uuid)
    follow(page, "Đề nghị sửa")
    choose(page, "Phần cần sửa", "Ý kiến khác")
    page.get_by_label("Nội dung đề nghị").fill("Đề nghị ghi ý kiến của chúng tôi về mô hình phòng học thông minh.")
    press(page, "Gửi đề nghị")
    sees(page, "Đã gửi đề nghị sửa.")


def _answer(year: Year, session: Session) -> None:
    """The secretary takes it, says so, and writes the sentence in."""
    page = year.visit(LEADER, "meetings:minutes", session.uuid)
    follow(page, f"Trả lời {person('giam-doc-s2')}")
    page.get_by_label("Tiếp thu", exact=True).check()
    page.get_by_label(re.compile("^Trả lời")).fill("Đã ghi vào mục Ý kiến khác.")
    press(page, "Trả lời")
    follow(page, "Soạn lời văn")
    page.get_by_label("Ý kiến khác").fill(f"Ý kiến khác: {SAID}")
    save(page, "Lưu dự thảo", "Đã lưu dự thảo.")
