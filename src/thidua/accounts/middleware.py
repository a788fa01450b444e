"""Nobody gets in without signing in; who has to sign in again comes back to where they were."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
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


def page_of(request: HttpRequest) -> str:
    """The page somebody is on: what was asked for, or for a form and for a part of a page, where it stood."""
    if request.method in ("GET", "HEAD") and not getattr(request, "htmx", False):
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
