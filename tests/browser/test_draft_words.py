"""A draft's words are saved while one types, and a text is signed, with the keyboard and on a phone as well."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.browser.looking import DESK, PHONE, WIDER, assert_accessible
from tests.drafting import draft_of, told
from tests.factories import NOW, ClusterOne, make_cluster_one, make_letterhead, make_viewer, user_of
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.documents.selectors import words_of
from thidua.documents.services import keep_passages
from thidua.organisations.models import Post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.drafting")]


@pytest.fixture
def one(settings, tmp_path) -> ClusterOne:
    settings.MEDIA_ROOT = tmp_path
    settings.DEMONSTRATION = True
    told.clear()
    one = make_cluster_one()
    make_letterhead(one.leader)
    return one


@pytest.fixture
def page_of_head(one: ClusterOne, sign_in: SignIn) -> Page:
    return sign_in(user_of(make_viewer(one.leader, Post.Role.HEAD)))


def look(page: Page, shots: str | None, name: str) -> None:
    """Nothing runs over the edge at either width, and nobody is shut out."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        assert page.evaluate(WIDER) == []
        if shots:
            Path(shots).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{shots}/{name}-{size['width']}.png", full_page=True)
    page.set_viewport_size(DESK)
    assert_accessible(page)


def test_words_are_saved_while_one_types_and_a_conflict_is_told(
    one: ClusterOne, page_of_head: Page, live_server: object, shots: str | None
) -> None:
    page = page_of_head
    page.goto(f"{live_server}{reverse('draft', args=[one.cycle.uuid])}")
    look(page, shots, "du-thao")
    field = page.get_by_label("Tình hình chung")
    field.fill("Cụm có 5 đơn vị, đều đã ký giao ước.")
    expect(page.locator("p[data-saved]")).to_contain_text("Đã lưu 10:00")
    field.fill("Cụm có 5 đơn vị, tất cả đã ký giao ước.")
    expect(page.locator("[name=edition-situation]")).to_have_value("2")
    keep_passages(
        actor=make_viewer(one.leader),
        now=NOW,
        draft=draft_of(one.cycle),
        texts={"situation": "Lời của người khác."},
        editions={"situation": 2},
    )
    field.fill("Lời của tôi.")
    expect(page.locator("p[data-saved]")).to_contain_text("vừa được người khác sửa")
    page.get_by_role("button", name="Lưu dự thảo").click()
    expect(page.get_by_text("Lời của người khác.")).to_be_visible()
    expect(field).to_have_value("Lời của tôi.")
    look(page, shots, "du-thao-xung-dot")
    page.get_by_role("button", name="Lưu dự thảo").click()
    expect(page.get_by_text("Đã lưu dự thảo.")).to_be_visible()
    told["born"] = "Cụm có 6 đơn vị thành viên."
    page.reload()
    look(page, shots, "du-thao-so-lieu-moi")
    page.get_by_role("button", name="Trở lại nguyên văn từ số liệu").click()
    expect(field).to_have_value("Cụm có 6 đơn vị thành viên.")
    assert not words_of(draft_of(one.cycle, **told))[0].edited


def test_what_is_missing_is_listed_and_a_ready_draft_is_issued(
    one: ClusterOne, page_of_head: Page, live_server: object, shots: str | None
) -> None:
    page = page_of_head
    told["may_issue"] = refused(say("Biên bản chưa có đủ chữ ký."), say("Hãy ký biên bản."))
    page.goto(f"{live_server}{reverse('draft', args=[one.cycle.uuid])}")
    look(page, shots, "du-thao-con-thieu")
    told.clear()
    page.reload()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Phát hành văn bản").click()
    expect(page.get_by_text("01/BC-SGDĐT", exact=True)).to_be_visible()


def test_a_head_signs_on_screen_and_a_changed_text_shows_the_signature_as_void(
    one: ClusterOne, page_of_head: Page, live_server: object, shots: str | None
) -> None:
    page = page_of_head
    address = f"{live_server}{reverse('sign', args=[one.cycle.uuid, 'man-hinh'])}"
    page.goto(address)
    look(page, shots, "ky")
    page.get_by_label("Từ xác nhận").fill("minh hoạ")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server}/")
    told["text"] = "Nội dung giao ước đã sửa một chữ (dữ liệu minh hoạ)."
    page.goto(address)
    expect(page.get_by_text("Hết hiệu lực", exact=True)).to_be_visible()
    look(page, shots, "ky-lai")
    page.goto(f"{live_server}{reverse('sign', args=[one.cycle.uuid, 'giay'])}")
    look(page, shots, "ky-giay")
