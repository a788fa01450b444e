"""Who signs says once more who they are: a password, a code, in the demonstration a word. Never remembered."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.core.cache import cache
from django.test import RequestFactory

from tests.factories import PASSWORD, make_cluster_one, make_viewer, user_of
from thidua.accounts.models import User
from thidua.accounts.services import confirm, demonstration_word, has_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted_before() -> None:
    cache.clear()


@pytest.fixture
def head() -> User:
    user = user_of(make_viewer(make_cluster_one().units["S4"], username="tran.minh.hoa"))
    user.set_password(PASSWORD)
    user.save()
    return user


def request_of(user: User, rf: RequestFactory):
    request = rf.post("/")
    request.user = user
    return request


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(counters())))


def test_the_password_confirms_and_only_the_right_one(head: User, rf: RequestFactory) -> None:
    assert confirm(request_of(head, rf), PASSWORD)
    for wrong in ("", "sai", PASSWORD + " ", "minh hoạ"):
        assert not confirm(request_of(head, rf), wrong)


def test_after_five_wrong_ones_even_the_right_one_waits(head: User, rf: RequestFactory) -> None:
    for _ in range(5):
        assert not confirm(request_of(head, rf), "sai")
    request = request_of(head, rf)
    assert not confirm(request, PASSWORD)
    assert request.axes_locked_out


def test_the_code_of_the_second_factor_confirms_once(head: User, rf: RequestFactory) -> None:
    secret = generate_totp_secret()
    TOTP.activate(head, secret)
    assert has_second_factor(head)
    code = code_now(secret)
    assert confirm(request_of(head, rf), f" {code[:3]} {code[3:]} ")
    assert not confirm(request_of(head, rf), code)
    assert confirm(request_of(head, rf), PASSWORD)


def test_a_recovery_code_confirms_once(head: User, rf: RequestFactory) -> None:
    TOTP.activate(head, generate_totp_secret())
    code = RecoveryCodes.activate(head).get_unused_codes()[0]
    assert confirm(request_of(head, rf), code)
    assert not confirm(request_of(head, rf), code)
    assert Authenticator.objects.filter(user=head).count() == 2


def test_codes_are_counted_by_the_same_pause(head: User, rf: RequestFactory) -> None:
    secret = generate_totp_secret()
    TOTP.activate(head, secret)
    for _ in range(5):
        confirm(request_of(head, rf), "000000")
    assert not confirm(request_of(head, rf), code_now(secret))


@pytest.mark.parametrize("typed", ["minh hoạ", "Minh họa", " MINH HOA "])
def test_in_the_demonstration_a_word_stands_for_the_password(rf: RequestFactory, settings, typed: str) -> None:
    user = user_of(make_viewer(make_cluster_one().units["S4"]))
    assert not confirm(request_of(user, rf), typed)
    settings.DEMONSTRATION = True
    assert demonstration_word(user) == "minh hoạ"
    assert confirm(request_of(user, rf), typed)
    assert not confirm(request_of(user, rf), "khác")


def test_an_account_with_a_password_never_confirms_by_the_word(head: User, rf: RequestFactory, settings) -> None:
    settings.DEMONSTRATION = True
    assert demonstration_word(head) == ""
    assert not confirm(request_of(head, rf), "minh hoạ")
