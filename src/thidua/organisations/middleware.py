"""Every request knows its viewer: the account with the posts of the day."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from thidua.accounts.models import User
from thidua.foundation import clock
from thidua.organisations.facts import viewer_of
from thidua.organisations.rules import Viewer


class ViewerMiddleware:
    """Sets `request.viewer`; read only when a page asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: _viewer(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _viewer(request: HttpRequest) -> Viewer:
    if isinstance(request.user, User):
        return viewer_of(request.user, clock.today())
    return Viewer(None, "", clock.today())
