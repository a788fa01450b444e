"""A real browser against a real server: signing in, looking at pages as people and as machines see them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.factories import NOW
from thidua.accounts.models import User
from thidua.foundation import clock

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT = 10_000  # milliseconds

SignIn = Callable[[User], Page]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for the whole run."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps a loop in this thread; Django would take it for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        running = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(autouse=True)
def _in_the_days_of_self_scoring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server, which runs in this process, lives on the same day as the factories."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh window on a Vietnamese machine, with an error in the page's script as a failure of the test."""
    faults: list[str] = []
    opened = browser.new_context(
        locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    opened.set_default_timeout(WAIT)
    opened.on("weberror", lambda fault: faults.append(str(fault.error)))
    opened.on("console", lambda message: faults.append(message.text) if refused_by_the_page(message.text) else None)
    yield opened
    opened.close()
    assert faults == []


def refused_by_the_page(message: str) -> bool:
    """Whether the browser says that the page's own rules forbade a script or a style."""
    return "Content Security Policy" in message


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of that window."""
    return context.new_page()


@pytest.fixture
def sign_in(context: BrowserContext, page: Page, live_server: object) -> SignIn:
    """Signs an account in, as if it had just typed its password; gives the page."""
    address = str(live_server)

    def signed_in(user: User) -> Page:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        context.clear_cookies(name=name)
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])
        return page

    return signed_in


@pytest.fixture(scope="session")
def shots() -> str | None:
    """Where pictures of pages go, when somebody asked for them: THIDUA_SHOTS."""
    return os.environ.get("THIDUA_SHOTS") or None
