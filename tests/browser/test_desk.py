"""The desk in the browser: what each sees first; signing in by a click in the demonstration."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.browser.looking import assert_accessible, assert_fits, assert_no_raw_codes, shoot
from tests.web.access.world import make_world
from thidua.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("role", ["member", "verifier", "leader", "administrator"])
def test_home_says_what_is_owed_in_words(role: str, sign_in: SignIn, live_server: Any) -> None:
    page = sign_in(make_world().user(role))

    page.goto(str(live_server))

    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của tôi")
    assert_accessible(page)
    assert_no_raw_codes(page)
    assert_fits(page)
    shoot(page, f"home-{role}")


def test_in_the_demonstration_a_stranger_is_inside_after_one_click_and_outside_after_two(
    page: Page, live_server: Any, settings: Any
) -> None:
    settings.DEMONSTRATION = True
    make_world()
    for user in User.objects.all():
        user.set_unusable_password()
        user.save()
    page.goto(f"{live_server}/cham-diem/phieu/")
    expect(page.get_by_text("Đây là dữ liệu minh hoạ.")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    shoot(page, "personas")

    page.get_by_role("button", name="Cụm trưởng").first.click()
    expect(page).to_have_url(f"{live_server}/cham-diem/phieu/")

    page.locator("summary", has_text="Nguyễn Minh Hoạ").click()
    assert_fits(page)
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_text("Bạn đã đăng xuất.")).to_be_visible()


def test_the_keyboard_goes_to_the_content_and_out_of_an_open_menu(sign_in: SignIn, live_server: Any) -> None:
    page = sign_in(make_world().user("member"))
    page.goto(str(live_server))

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Tới nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    menu = page.locator("details.menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("button", name="Đăng xuất")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu.locator("summary")).to_be_focused()
    expect(menu.get_by_role("button", name="Đăng xuất")).to_be_hidden()


def test_without_script_the_year_and_the_menu_still_open(browser: Any, live_server: Any) -> None:
    world = make_world()
    context = browser.new_context(java_script_enabled=False, locale="vi-VN", viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{live_server}/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(world.user("member").username)
    page.get_by_label("Mật khẩu").fill("mat-khau-minh-hoa-2020")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của tôi")

    page.get_by_text("Các bước của năm thi đua").first.click()
    expect(page.get_by_role("link", name="Chấm điểm").first).to_be_visible()
    context.close()
