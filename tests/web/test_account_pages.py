"""Signing in, staying in, getting out; the second factor; the demonstration's people. As an officer meets them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, make_cluster_one, make_viewer, user_of
from thidua.accounts.models import User
from thidua.config import settings as as_installed

pytestmark = pytest.mark.django_db
SIGN_IN = "/tai-khoan/dang-nhap/"


@pytest.fixture(autouse=True)
def _nothing_counted_before() -> None:
    """Tries are counted in the cache too; each test starts at none."""
    cache.clear()


@pytest.fixture
def officer() -> User:
    """Somebody of Hải Phòng with a password."""
    user = user_of(make_viewer(make_cluster_one().units["S4"], username="nguyen.minh.hoa"))
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in_then(address: str) -> str:
    """The sign-in page that leads back to an address."""
    return redirect_to_login(address, SIGN_IN).url


def type_in(client: Client, password: str = PASSWORD, name: str = "nguyen.minh.hoa", **more: str):
    return client.post(SIGN_IN, {"login": name, "password": password, **more})


def code_now(secret: str) -> str:
    """What the authenticator on the phone shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def turn_on_second_factor(client: Client) -> str:
    """Go through the pages, the password once more first; gives the secret."""
    address = reverse("mfa_activate_totp")
    asked = client.get(address)["Location"]
    assert "Xác nhận lại là bạn" in client.get(asked).content.decode()
    page = client.post(asked, {"password": PASSWORD}, follow=True)
    assert "Khóa để gõ tay" in page.content.decode()
    secret = page.context["form"].secret
    done = client.post(address, {"code": code_now(secret)}, follow=True)
    assert "Còn 10 trong 10 mã." in done.content.decode()
    return secret


def test_a_page_asked_for_before_signing_in_is_shown_after_it(client: Client, officer: User) -> None:
    to_sign_in = client.get("/?nam=2019")
    assert to_sign_in["Location"] == sign_in_then("/?nam=2019")

    page = client.get(to_sign_in["Location"]).content.decode()
    assert "Tên đăng nhập" in page
    assert type_in(client, next="/?nam=2019")["Location"] == "/?nam=2019"


def test_signing_in_leads_to_nobody_elses_site(client: Client, officer: User) -> None:
    assert type_in(client, next="https://example.org/")["Location"] == "/"


def test_a_wrong_password_says_what_to_do_and_not_whether_the_name_exists(client: Client, officer: User) -> None:
    wrong = type_in(client, "sai-mat-khau").content.decode()
    nobody = type_in(client, "sai-mat-khau", name="khong-co-ai").content.decode()

    for page in (wrong, nobody):
        assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in page


def test_after_five_wrong_passwords_there_is_a_pause_that_says_how_long(client: Client, officer: User) -> None:
    for _ in range(5):
        answer = type_in(client, "sai-mat-khau")

    assert answer.status_code == 429
    assert "Hãy đợi 15 phút rồi thử lại." in answer.content.decode()
    assert answer["Retry-After"] == "900"
    assert type_in(client).status_code == 429  # even the right one
    assert type_in(client, name="nguoi.khac").status_code == 200  # somebody else is not kept out


def test_nobody_signs_up_and_nothing_goes_by_mail(client: Client) -> None:
    for address in ("dang-ky", "signup", "email", "password/reset"):
        assert client.get(f"/tai-khoan/{address}/").status_code == 404


def test_a_session_ends_after_eight_idle_hours_or_with_the_browser(client: Client, officer: User) -> None:
    type_in(client)

    assert client.session.get_expire_at_browser_close()
    assert client.session.get_expiry_age() == timedelta(hours=8).total_seconds()


def test_a_form_sent_after_the_session_ended_comes_back_to_the_page_it_was_on(client: Client, officer: User) -> None:
    answer = client.post("/tai-khoan/mat-khau/", headers={"referer": "http://testserver/tai-khoan/hai-buoc/?a=1"})
    assert answer["Location"] == sign_in_then("/tai-khoan/hai-buoc/?a=1")

    elsewhere = client.post("/tai-khoan/mat-khau/", headers={"referer": "https://example.org/x"})
    assert elsewhere["Location"] == sign_in_then("/")


def test_a_part_of_a_page_asked_for_after_the_session_ended_takes_the_whole_page_along(client: Client) -> None:
    answer = client.get("/", headers={"hx-request": "true", "referer": "http://testserver/?nam=2019"})

    assert answer["HX-Redirect"] == sign_in_then("/?nam=2019")


def test_signing_out_asks_first_and_then_nothing_is_open(client: Client, officer: User) -> None:
    type_in(client)
    assert "Bạn có muốn đăng xuất không?" in client.get("/tai-khoan/dang-xuat/").content.decode()

    client.post("/tai-khoan/dang-xuat/")

    assert client.get("/").status_code == 302


def test_the_password_is_changed_by_who_knows_the_old_one(client: Client, officer: User) -> None:
    type_in(client)
    new = "mat-khau-moi-2020"
    address = reverse("account_change_password")
    wrong = client.post(address, {"oldpassword": "sai", "password1": new, "password2": new})
    assert "Mật khẩu hiện tại chưa đúng." in wrong.content.decode()
    unequal = client.post(address, {"oldpassword": PASSWORD, "password1": new, "password2": "khac-hẳn-1234"})
    assert "Hai lần nhập mật khẩu mới chưa giống nhau." in unequal.content.decode()

    done = client.post(address, {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True)

    assert "Đã đổi mật khẩu." in done.content.decode()
    officer.refresh_from_db()
    assert officer.check_password(new)


def test_passwords_are_kept_as_argon2() -> None:
    assert as_installed.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_with_the_second_factor_on_a_password_alone_does_not_get_in(client: Client, officer: User) -> None:
    type_in(client)
    secret = turn_on_second_factor(client)
    client.post("/tai-khoan/dang-xuat/")
    cache.clear()  # a code counts once; the phone shows the next one half a minute later

    assert type_in(client)["Location"] == reverse("mfa_authenticate")
    assert client.get("/").status_code == 302
    assert "Mã chưa đúng." in client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert client.get("/").status_code == 200


def test_a_recovery_code_gets_in_once(client: Client, officer: User) -> None:
    type_in(client)
    turn_on_second_factor(client)
    codes = client.get(reverse("mfa_download_recovery_codes")).content.decode().split()
    assert codes[0] in client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert len(codes) == 10

    for expected in (200, 302):
        client.post("/tai-khoan/dang-xuat/")
        type_in(client)
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert client.get("/").status_code == expected


def test_turning_the_second_factor_off_takes_the_recovery_codes_along(client: Client, officer: User) -> None:
    type_in(client)
    turn_on_second_factor(client)

    done = client.post(reverse("mfa_deactivate_totp"), follow=True)

    assert "Đã tắt xác thực hai bước." in done.content.decode()
    assert not Authenticator.objects.filter(user=officer).exists()


@pytest.fixture
def persona() -> User:
    """One of the demonstration's people: no password."""
    return user_of(make_viewer(make_cluster_one().units["S4"], username="minh-hoa"))


def test_in_the_demonstration_one_click_becomes_one_of_its_people(client: Client, persona: User, settings) -> None:
    settings.DEMONSTRATION = True
    page = client.get(f"{SIGN_IN}?next=/tai-khoan/hai-buoc/").content.decode()
    assert "Đây là dữ liệu minh hoạ." in page
    assert 'value="minh-hoa"' in page

    answer = client.post(reverse("sign_in_as"), {"username": "minh-hoa", "next": "/tai-khoan/hai-buoc/"})

    assert answer["Location"] == "/tai-khoan/hai-buoc/"
    assert client.get("/").status_code == 200


def test_outside_the_demonstration_nobody_is_listed_and_no_click_gets_in(client: Client, persona: User) -> None:
    page = client.get(SIGN_IN).content.decode()
    assert "minh-hoa" not in page
    assert "dữ liệu minh hoạ" not in page

    assert client.post(reverse("sign_in_as"), {"username": "minh-hoa"}).status_code == 404
    assert client.get("/").status_code == 302


def test_even_in_the_demonstration_an_account_with_a_password_is_not_entered_by_a_click(
    client: Client, officer: User, settings
) -> None:
    settings.DEMONSTRATION = True
    assert "nguyen.minh.hoa" not in client.get(SIGN_IN).content.decode()

    for name in ("nguyen.minh.hoa", "khong-co-ai", ""):
        assert client.post(reverse("sign_in_as"), {"username": name}).status_code == 404


def test_a_person_of_the_demonstration_is_told_that_there_is_no_password_to_change(
    client: Client, persona: User
) -> None:
    client.force_login(persona, backend="django.contrib.auth.backends.ModelBackend")

    assert "không có mật khẩu để đổi" in client.get(reverse("account_change_password")).content.decode()


def test_a_password_that_the_administrator_gave_is_changed_before_anything_else(officer: User) -> None:
    User.objects.filter(pk=officer.pk).update(password_is_lent=True)
    client = Client()
    assert type_in(client).status_code == 302
    for address in ("/", reverse("documents:papers"), reverse("mfa_index")):
        assert client.get(address)["Location"] == reverse("account_change_password")
    page = client.get(reverse("account_change_password"))
    assert "do người quản trị cấp" in page.content.decode()
    new = "mat-khau-cua-rieng-toi"
    wrong = client.post(reverse("account_change_password"), {"oldpassword": "sai", "password1": new, "password2": new})
    assert wrong.status_code == 200
    assert client.get("/").status_code == 302

    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert client.get("/").status_code == 200
