"""Nobody gets in without signing in; who has to sign in again comes back to where they were."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect


class SignedInMiddleware(LoginRequiredMiddleware):
    """Sends who is not signed in to the sign-in page, and from there back to the page they were on."""

    def handle_no_permission(  # type: ignore[override]  # htmx is redirected in its own way
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """To the sign-in page; a form that was sent comes back to the page it was on, not to where it was sent."""
        to_sign_in = redirect_to_login(page_of(request), self.get_login_url(view_func))
        # A part of a page asked for by script: the whole page goes, not a sign-in form into its middle.
        return HttpResponseClientRedirect(to_sign_in.url) if getattr(request, "htmx", False) else to_sign_in


class OwnPasswordMiddleware:
    """Whoever signed in with a password that the administrator has seen chooses their own before anything else.

    Otherwise somebody else could vote or sign as them. vi: đổi mật khẩu cấp lần đầu.
    """

    STILL_OPEN = frozenset({"account_change_password", "account_logout", "set_language"})

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """To the page of the own password, from everywhere but there."""
        del view, args, kwargs
        match = request.resolver_match
        if match is None or match.url_name in self.STILL_OPEN or not getattr(request.user, "password_is_lent", False):
            return None
        messages.info(
            request, _("Mật khẩu này do người quản trị cấp. Hãy đặt mật khẩu của riêng bạn trước khi làm việc.")
        )
        to_change = reverse("account_change_password")
        return HttpResponseClientRedirect(to_change) if getattr(request, "htmx", False) else redirect(to_change)


def page_of(request: HttpRequest) -> str:
    """The page somebody is on: what was asked for, or for a form and for a part of a page, where it stood."""
    if request.method in ("GET", "HEAD") and not getattr(request, "htmx", False):
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
