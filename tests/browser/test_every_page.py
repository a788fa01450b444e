"""Every page of the access table in a browser: accessible in light and dark, without raw codes, usable on a phone."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.conftest import SignIn
from tests.browser.looking import accessibility_faults, overflow, raw_codes, shoot
from tests.web.access.format import ROLES, Row
from tests.web.access.world import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOUNS = sorted(
    path.stem
    for path in (Path(__file__).parents[1] / "web" / "access").glob("*.py")
    if hasattr(importlib.import_module(f"tests.web.access.{path.stem}"), "ROWS")
)


def reader_of(row: Row) -> str | None:
    """The first role that may read the page."""
    return next((role for role in ROLES if row.GET and row.GET.of(role) == (200,)), None)


def is_page(world: World, role: str, address: str) -> bool:
    """Whether there is a page to look at, and not a file to take away."""
    client = Client()
    client.force_login(world.user(role), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(address)
    return answer["Content-Type"].startswith("text/html") and "attachment" not in answer.get("Content-Disposition", "")


def faults_of(page: Page, address: str, name: str) -> list[str]:
    """Everything wrong with one page, in both languages, light and dark, wide and narrow."""
    found = []
    for language in ("en", "vi"):
        # For the whole site: a cookie of one page would stand beside those of the pages above it, and lose to them.
        site = f"{urlsplit(address).scheme}://{urlsplit(address).netloc}/"
        page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site}])
        page.goto(address)
        if page.locator("html").get_attribute("lang") != language:
            found.append(f"not in {language}")
        found += [f"{language}: raw {code}" for code in raw_codes(page)]
        found += [f"{language}: wider than a phone: {piece}" for piece in overflow(page)]
    found += [f"light: {fault}" for fault in accessibility_faults(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in accessibility_faults(page, contrast_only=True)]
    page.emulate_media(color_scheme="light")
    shoot(page, name.replace(":", "-"))
    return [f"{name} {fault}" for fault in found]


@pytest.mark.parametrize("noun", NOUNS)
def test_every_page_can_be_used_by_everybody(noun: str, sign_in: SignIn, live_server: Any) -> None:
    world = make_world()
    faults = []
    for name, row in importlib.import_module(f"tests.web.access.{noun}").ROWS.items():
        role, address = reader_of(row), reverse(name, kwargs=row.arguments(world))
        if role and is_page(world, role, address):
            faults += faults_of(sign_in(world.user(role)), f"{live_server}{address}", name)

    assert faults == []


def test_the_sign_in_page_and_a_page_that_is_not_there_can_be_used_by_everybody(page: Page, live_server: Any) -> None:
    faults = faults_of(page, f"{live_server}{reverse('account_login')}", "sign-in")
    faults += faults_of(page, f"{live_server}/khong-co-trang-nay/", "not-there")

    assert faults == []
