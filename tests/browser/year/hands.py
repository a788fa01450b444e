"""What everybody does with every page: sign in, open, follow a link, fill in, press a button, read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SignIn
from tests.factories import PASSWORD
from thidua.accounts.models import User
from thidua.demo.scan import invented
from thidua.demo.world import YEAR_STARTS, World
from thidua.demo.year import moment
from thidua.foundation import clock
from thidua.organisations.models import Person
from thidua.organisations.selectors.units import name_on

UNITS = ("s1", "s2", "s3", "s4", "s5")
LEADER, DEPUTY, ORGANISER = "chuyen-vien-s3", "chuyen-vien-s1", "chuyen-vien-tdkt"


class Year:
    """The people and days of the year, and the pages they go through."""

    def __init__(self, world: World, sign_in: SignIn, address: str, days: pytest.MonkeyPatch) -> None:
        self.world, self.sign_in, self.address, self.days = world, sign_in, address, days
        self.page: Page | None = None

    def on(self, day: date, hour: int = 9) -> None:
        """Everybody's clock says this hour of this day."""
        self.days.setattr(clock, "now", lambda: moment(day, hour))

    def visit(self, username: str, name: str, *args: Any) -> Page:
        """Somebody signs in and opens a page; asked whether they are sure, they say yes."""
        page = self.sign_in(User.objects.get(username=username))
        if self.page is None:
            page.on("dialog", lambda dialog: dialog.accept())
            self.page = page
        answer = page.goto(f"{self.address}{reverse(name, args=args)}")
        assert answer is not None
        assert answer.ok, f"{username} opening {name}: {answer.status}"
        return page

    def unit(self, code: str) -> str:
        """The name of a member, as every page has it."""
        return name_on(self.world.units[code.upper()], YEAR_STARTS)

    def uuid(self, code: str) -> Any:
        """The unit's own name in addresses."""
        return self.world.units[code.upper()].uuid


def give_passwords(*usernames: str) -> None:
    """Whoever signs something has a password to say again."""
    for user in User.objects.filter(username__in=usernames):
        user.set_password(PASSWORD)
        user.save()


def person(username: str) -> str:
    """The full name of somebody."""
    return Person.objects.get(account__username=username).full_name


def press(page: Page | Locator, name: str) -> None:
    """Press the button with these words."""
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page | Locator, name: str) -> None:
    """Follow the link with these words."""
    page.get_by_role("link", name=name, exact=True).first.click()


def choose(page: Page, label: str, words: str) -> None:
    """Choose from a list the line that begins with these words."""
    box = page.get_by_label(label)
    line = next(one for one in box.locator("option").all_inner_texts() if one.strip().startswith(words))
    box.select_option(label=line.strip())


def bring(page: Page, label: str, name: str, issuer: str) -> None:
    """Put an invented paper into the field for a file."""
    title, content = invented(name, issuer)
    page.get_by_label(label).set_input_files({"name": title, "mimeType": "application/pdf", "buffer": content})


def sign(page: Page) -> None:
    """Say the password again under what is signed."""
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    press(page, "Ký")


def save(page: Page, name: str, told: str) -> None:
    """Press the button of a form that saves itself, too; the page says that it is kept."""
    press(page, name)
    sees(page, told)


def sees(page: Page, words: str) -> None:
    """These words stand on the page."""
    expect(page.get_by_text(words).first).to_be_visible()
