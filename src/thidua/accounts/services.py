"""Confirm once more who sits at the screen, before something that only they may do."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest

from thidua.accounts.models import User
from thidua.core.names import code_from

#: What is typed instead of a password where accounts have none: in the demonstration, whose people are invented.
DEMONSTRATION_WORD = "minh hoạ"


def confirm(request: HttpRequest, secret: str) -> bool:
    """Whether the secret is the account's password or the current code of its second factor.

    Asked anew each time and never remembered; wrong ones count towards the same pause as when signing in,
    and during the pause even a right one is not taken. vi: xác nhận người ký.
    """
    user = request.user
    if not isinstance(user, User) or not secret:
        return False
    if demonstration_word(user):
        # However the tone stands (hoạ, họa), and without marks where the keyboard has none.
        return code_from(secret) == code_from(DEMONSTRATION_WORD)
    if not AxesProxyHandler.is_allowed(request, {"username": user.username}):
        request.axes_locked_out = True  # type: ignore[attr-defined]  # what axes' middleware looks for
        return False
    if _is_code_of(user, secret):
        return True
    # A wrong code goes on to be a wrong password: one try, counted once, in one place.
    known = authenticate(request, username=user.username, password=secret)
    return known is not None and known.pk == user.pk


def demonstration_word(user: User) -> str:
    """The word that confirms an account without a password in the demonstration; empty for every real account."""
    return DEMONSTRATION_WORD if settings.DEMONSTRATION and not user.has_usable_password() else ""


def has_second_factor(user: User) -> bool:
    """Whether the account may also confirm by a code."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


@transaction.atomic  # a recovery code is marked as used under a lock
def _is_code_of(user: User, secret: str) -> bool:
    code = "".join(secret.split())
    for one in Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN):
        # Each code works once: the library remembers it.
        if one.wrap().validate_code(code):
            one.record_usage()
            return True
    return False
