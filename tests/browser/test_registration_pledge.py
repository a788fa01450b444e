"""The pledge in a browser: the draft saves itself as the leader types, a head signs with the keyboard alone."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import SignIn
from tests.factories import PASSWORD, TODAY, make_cluster_one, make_viewer, user_of
from tests.pledge_world import make_draft, make_head, make_signing
from thidua.registration.facts.pledges import pledge_signed_units
from thidua.registration.facts.pledges import words_of as kept_words
from thidua.registration.models import Pledge

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_draft_saves_itself_again_and_again(sign_in: SignIn, live_server: object) -> None:
    one = make_cluster_one()
    leader = make_viewer(one.leader)
    make_draft(one, leader)
    page = sign_in(user_of(leader))
    page.goto(f"{live_server}{reverse('registration:edit_pledge', args=[one.cycle.uuid])}")

    for promise in ("Lời thứ nhất.", "Lời thứ hai."):
        with page.expect_response(lambda answer: answer.request.method == "POST") as saved:
            page.get_by_label("Lời cam kết").fill(promise)
            page.get_by_label("Nơi ký kết").focus()
        assert saved.value.ok
        expect(page.locator("p[data-saved]")).to_contain_text("Đã lưu 10:00")

    assert kept_words(Pledge.objects.get()).promise == "Lời thứ hai."


def test_a_head_signs_with_the_keyboard(sign_in: SignIn, live_server: object) -> None:
    one = make_cluster_one()
    make_signing(one, make_viewer(one.leader))
    user = user_of(make_head(one.units["S4"], TODAY))
    user.set_password(PASSWORD)
    user.save()
    page = sign_in(user)
    page.goto(f"{live_server}{reverse('registration:pledge', args=[one.cycle.uuid])}")

    page.get_by_role("link", name="Đọc và ký giao ước").press("Enter")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")

    expect(page.get_by_text("1/5 đơn vị đã ký.")).to_be_visible()
    assert pledge_signed_units(one.cycle) == frozenset({one.units["S4"].pk})
