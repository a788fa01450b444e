"""The looks themselves are worth something: each finds what it looks for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.looking import accessibility_faults, overflow, raw_codes

pytestmark = pytest.mark.browser


def show(page: Page, body: str, language: str = "vi") -> None:
    page.set_content(f"<!doctype html><html lang='{language}'><title>Thử</title><main><h1>Thử</h1>{body}</main></html>")


@pytest.mark.parametrize("raw", ["NOT_SCORED", "None", "{{ sheet }}", "{n} ngày", "%(n)s ngày", "draft", "on-time"])
def test_a_raw_code_is_found(page: Page, raw: str) -> None:
    show(page, f"<p>Trạng thái: {raw}</p>")

    assert raw_codes(page)


@pytest.mark.parametrize(
    "where", ["<p aria-label='self-scoring'>x</p>", "<details><summary>x</summary>draft</details>"]
)
def test_a_raw_code_is_found_where_only_some_meet_it(page: Page, where: str) -> None:
    show(page, where)

    assert raw_codes(page)


def test_words_for_people_are_no_codes(page: Page) -> None:
    show(page, "<p>Đã nộp đúng hạn, 05/06/2020. Số 01/QĐ-MH; I.1 đạt 4,75 điểm (TĐKT).</p>")

    assert raw_codes(page) == []


def test_an_english_word_may_be_the_name_of_a_code(page: Page) -> None:
    show(page, "<p>This sheet is a draft.</p>", language="en")

    assert raw_codes(page) == []


def test_a_field_without_a_label_and_pale_letters_are_found(page: Page) -> None:
    show(page, "<input name='a'><p style='color: #bbb; background: #fff'>nhạt</p>")

    assert {fault.partition(":")[0] for fault in accessibility_faults(page)} >= {"label", "color-contrast"}


def test_what_is_too_wide_for_a_phone_is_found_unless_it_scrolls_in_its_own_box(page: Page) -> None:
    wide = "<div style='width: 900px'>rộng</div>"
    show(page, wide)
    assert overflow(page)

    show(page, f"<div style='overflow-x: auto'>{wide}</div>")
    assert overflow(page) == []
