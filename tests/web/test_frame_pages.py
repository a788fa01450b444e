"""The frame of every page, and the pages that say that something went wrong."""

from __future__ import annotations

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.test import Client, RequestFactory

from tests.factories import make_cluster_one, make_viewer, user_of
from thidua.foundation.pages import bad_request, server_error

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client: Client) -> Client:
    """Somebody of a member unit, signed in."""
    client.force_login(
        user_of(make_viewer(make_cluster_one().units["S4"])), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def test_the_language_is_switched_where_one_is(member: Client) -> None:
    assert '<html lang="vi"' in member.get("/").content.decode()

    answer = member.post("/tai-khoan/ngon-ngu/", {"language": "en", "next": "/"})

    assert answer["Location"] == "/"
    assert '<html lang="en"' in member.get("/").content.decode()


def test_the_banner_is_there_in_the_demonstration_only_and_tells_its_day(member: Client, settings) -> None:
    assert "Đây là dữ liệu minh hoạ." not in member.get("/").content.decode()

    settings.DEMONSTRATION = True

    assert "hôm nay trong bản minh hoạ là ngày" in member.get("/").content.decode()


def test_the_first_thing_the_keyboard_reaches_leads_to_the_content(member: Client) -> None:
    page = member.get("/").content.decode()

    assert page.index('href="#noi-dung"') < page.index('class="brand"')
    assert 'id="noi-dung"' in page


def test_no_page_carries_a_script_or_a_style_of_its_own(member: Client) -> None:
    answer = member.get("/")

    assert "script-src 'self'" in answer["Content-Security-Policy"]
    page = answer.content.decode()
    assert "style=" not in page
    assert "<script>" not in page
    assert " onclick=" not in page


def test_an_address_without_a_page_says_what_to_do(member: Client) -> None:
    answer = member.get("/khong-co/")

    assert answer.status_code == 404
    assert "Hãy kiểm tra lại địa chỉ" in answer.content.decode()


def test_an_address_that_only_takes_forms_says_so_when_it_is_opened(member: Client) -> None:
    answer = member.get("/tai-khoan/ngon-ngu/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "chỉ nhận biểu mẫu" in answer.content.decode()


def test_a_form_from_an_old_page_says_that_nothing_was_saved(member: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = member.cookies

    answer = strict.post("/tai-khoan/ngon-ngu/", {"language": "en"})

    assert answer.status_code == 403
    assert "Chưa có gì được lưu." in answer.content.decode()


def test_what_is_too_large_is_told_apart_from_what_cannot_be_read() -> None:
    request = RequestFactory().post("/")

    large, unreadable = bad_request(request, RequestDataTooBig()), bad_request(request, SuspiciousOperation())

    assert (large.status_code, unreadable.status_code) == (413, 400)
    assert "vượt quá dung lượng" in large.content.decode()


def test_our_own_fault_is_told_without_asking_the_database(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        answer = server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert "Đây là lỗi của phần mềm, không phải của bạn" in answer.content.decode()
