"""A school judges its people in a real browser: read the list, write what is missing, conclude, run again, print;
the officer does not see what is not for them; the teacher sees their own path and nobody else's.
"""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.browser.looking import assert_accessible, assert_fits
from thidua.accounts.models import User
from thidua.demo.load import load_demonstration
from thidua.demo.school import DAY
from thidua.demo.year import moment
from thidua.eligibility.models import KeptFinding, Review
from thidua.foundation import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WITHOUT_RATING = "Hoàng Đức Oanh"
WAITING = "Phạm Thanh Giang"
WITHOUT_FEAT = "Trần Thị Thu Châu"


def open_as(sign_in: SignIn, live_server: object, username: str, name: str, *args: object) -> Page:
    page = sign_in(User.objects.get(username=username))
    page.goto(f"{live_server}{reverse(name, args=args)}")
    return page


def test_a_school_judges_its_year(sign_in: SignIn, live_server: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment(DAY))
    load_demonstration("school")
    review = Review.objects.get()
    page = open_as(sign_in, live_server, "hieu-truong", "desk:home")
    page.get_by_role("link", name="Mở danh sách xét").click()

    a_matter_that_waits_makes_nobody_a_no(page)
    page.get_by_role("link", name=review.name).click()
    what_is_missing_is_written_where_its_link_leads(page)
    page.goto(f"{live_server}{reverse('eligibility:review', args=[review.uuid])}")
    one_feat_is_not_rewarded_twice(page)
    page.goto(f"{live_server}{reverse('eligibility:review', args=[review.uuid])}")
    row = page.get_by_role("row").filter(has_text=WITHOUT_RATING)
    expect(row.get_by_role("link", name="Đủ").first).to_be_visible()

    page.get_by_role("link", name="Kết luận và lưu").click()
    page.get_by_role("button", name="Kết luận và lưu").click()
    expect(page.get_by_text("Kết quả đã kết luận và lưu")).to_be_visible()
    kept = KeptFinding.objects.filter(answer="granted").first()
    assert kept is not None
    page.goto(f"{live_server}{reverse('eligibility:finding', args=[kept.uuid])}")
    page.get_by_role("button", name="Chạy lại từ dữ kiện đã lưu").click()
    expect(page.get_by_text("kết quả giống hệt kết luận này")).to_be_visible()

    # The officer is not shown what is only for the head; the answer stays.
    case = review.candidates.get(person__full_name=WAITING)
    page = open_as(sign_in, live_server, "thu-ki-thi-dua", "eligibility:case", case.uuid)
    expect(page.get_by_text("Có thông tin không hiển thị với vai trò này").first).to_be_visible()
    expect(page.get_by_text("Thanh tra Sở")).to_have_count(0)

    # The teacher's own path; the list is not theirs to open.
    page = open_as(sign_in, live_server, "giao-vien-1", "desk:home")
    page.get_by_role("link", name="Xem lộ trình của tôi").click()
    expect(page.get_by_role("heading", name="Danh hiệu gần nhất: Chiến sĩ thi đua toàn quốc")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    refused = page.goto(f"{live_server}{reverse('eligibility:review', args=[review.uuid])}")
    assert refused is not None
    assert refused.status == 404


def a_matter_that_waits_makes_nobody_a_no(page: Page) -> None:
    row = page.get_by_role("row").filter(has_text=WAITING)
    expect(row.get_by_role("link", name="Chưa xét").first).to_be_visible()
    row.get_by_role("link", name=WAITING).click()
    expect(page.get_by_text("đang chờ Thanh tra Sở kết luận").first).to_be_visible()
    expect(page.get_by_text("khoản 4 Điều 4 Nghị định 98/2023/NĐ-CP").first).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


def one_feat_is_not_rewarded_twice(page: Page) -> None:
    page.get_by_role("link", name=WITHOUT_FEAT).click()
    page.get_by_role("link", name="Ghi thành tích đề nghị khen").click()
    expect(page.get_by_text("Hồ sơ chưa ghi thành tích nào đã được khen.")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("Bằng khen của Bộ trưởng").fill("Dựng thư viện lưu động cho ba thôn")
    page.get_by_label("Giấy khen").fill("Dựng thư viện lưu động cho ba thôn.")
    page.get_by_role("button", name="Lưu thành tích").click()
    expect(page.get_by_text("một thành tích không khen thưởng hai lần").first).to_be_visible()

    # The award once given, the record asks before the same feat is written a second time.
    page.get_by_role("link", name="Mở hồ sơ").click()
    for number in ("71/QĐ-MH", "72/QĐ-MH"):
        page.get_by_role("link", name="Ghi danh hiệu, hình thức khen thưởng").click()
        page.get_by_label("Danh hiệu, hình thức").select_option(label="Giấy khen")
        page.get_by_role("textbox", name="Năm học").fill("2023–2024")
        page.get_by_label("Thành tích").fill("Dựng thư viện lưu động cho ba thôn")
        page.get_by_label("Số quyết định").fill(number)
        page.get_by_label("Ngày ký quyết định").fill("20/11/2024")
        page.get_by_role("button", name="Ghi vào hồ sơ").click()
    expect(page.get_by_text("(71/QĐ-MH ngày 20/11/2024)").first).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Đã xem, vẫn ghi vào hồ sơ").check()
    page.get_by_role("button", name="Ghi vào hồ sơ").click()
    expect(page.get_by_text("72/QĐ-MH").first).to_be_visible()


def what_is_missing_is_written_where_its_link_leads(page: Page) -> None:
    page.get_by_role("link", name=WITHOUT_RATING).click()
    expect(page.get_by_text("chưa có kết quả xếp loại năm học 2024–2025").first).to_be_visible()
    page.locator("summary", has_text="điều cần ghi").click()
    page.get_by_role("link", name="Hãy ghi kết quả xếp loại năm học 2024–2025.").click()
    expect(page.get_by_label("Năm học")).to_have_value("2024-2025")
    page.get_by_label("Mức xếp loại").select_option(label="Hoàn thành tốt nhiệm vụ")
    page.locator("form button[type=submit].primary, form button.primary").first.click()
