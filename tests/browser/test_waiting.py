"""Whatever takes over a second says that it is being done."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.factories import make_cluster_one, make_viewer, user_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_slow_answer_is_announced_and_forgotten_when_it_comes(page: Page, live_server: object) -> None:
    user_of(make_viewer(make_cluster_one().leader))

    held: list[Route] = []
    page.goto(f"{live_server}/tai-khoan/dang-nhap/")
    page.route("**/dang-nhap/", held.append)
    page.get_by_label("Tên đăng nhập").fill("khong-co")
    page.get_by_label("Mật khẩu").fill("sai-mat-khau")
    page.get_by_role("button", name="Đăng nhập").last.click(no_wait_after=True)
    expect(page.locator("#dang-lam")).to_have_text("Đang thực hiện, xin chờ…")
    held[0].continue_()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#dang-lam")).to_have_text("")
