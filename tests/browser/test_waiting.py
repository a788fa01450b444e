"""Whatever takes over a second says that it is being done."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_slow_answer_is_announced_and_forgotten_when_it_comes(page: Page, live_server: object) -> None:
    page.goto(f"{live_server}/tai-khoan/dang-nhap/")
    # A form that is sent leaves the page while the browser waits, so the same words are tried with a part of a page.
    page.evaluate("document.dispatchEvent(new Event('htmx:beforeRequest'))")
    expect(page.locator("#dang-lam")).to_have_text("")
    expect(page.locator("#dang-lam")).to_have_text("Đang thực hiện, xin chờ…")
    page.evaluate("document.dispatchEvent(new Event('htmx:afterRequest'))")
    expect(page.locator("#dang-lam")).to_have_text("")
