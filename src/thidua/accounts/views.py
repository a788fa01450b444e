"""Signing in and out, the own password, the second factor: allauth's views, each with the verbs it knows."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from axes.helpers import get_cool_off
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language

from thidua.accounts.models import User
from thidua.foundation.pages import error_page

shown_and_sent = require_http_methods(["GET", "HEAD", "POST"])

sign_in = shown_and_sent(account.login)
sign_out = shown_and_sent(account.logout)
confirm_by_password = shown_and_sent(account.reauthenticate)
enter_code = shown_and_sent(second_factor.authenticate)
confirm_by_code = shown_and_sent(second_factor.reauthenticate)
show_second_factor = require_safe(second_factor.index)
activate_second_factor = shown_and_sent(totp.activate_totp)
deactivate_second_factor = shown_and_sent(totp.deactivate_totp)
show_recovery_codes = require_safe(recovery_codes.view_recovery_codes)
make_recovery_codes = shown_and_sent(recovery_codes.generate_recovery_codes)
download_recovery_codes = require_safe(recovery_codes.download_recovery_codes)
choose_language = require_POST(login_not_required(set_language))


@shown_and_sent
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password for one's own account; accounts of the demonstration have none to change."""
    if isinstance(request.user, User) and not request.user.has_usable_password():
        return render(request, "account/no_password.html")
    answer = account.password_change(request)
    if request.method == "POST" and answer.status_code == 302 and isinstance(request.user, User):
        User.objects.filter(pk=request.user.pk).update(password_is_lent=False)
    return answer


@require_POST
@login_not_required
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """In the demonstration only: one click to become one of its people. Elsewhere there is no such page.

    Only accounts without a password can be entered so: a real account never can, whatever the settings say.
    """
    user = User.objects.filter(username=request.POST.get("username", ""), is_active=True).first()
    if not settings.DEMONSTRATION or user is None or user.has_usable_password():
        raise Http404
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    wanted = request.POST.get(REDIRECT_FIELD_NAME, "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if safe else "/")


def locked_out(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:  # noqa: ARG001 - axes' signature
    """429: too many wrong passwords, with how long to wait."""
    wait = get_cool_off(request)
    answer = error_page(request, 429)
    if wait:
        answer["Retry-After"] = str(int(wait.total_seconds()))
    return answer
