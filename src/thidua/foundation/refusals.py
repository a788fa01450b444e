"""What a refused request looks like: a sentence that says why, and what to do. Never a bare number."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from thidua.core.errors import BadInput, Refused, Stale
from thidua.core.findings import NO_ACCESS, Finding, Reason, refused
from thidua.foundation.pages import error_page


class NotThere(Http404):
    """The same answer for what does not exist and what the viewer may not know of."""


def no_access() -> Refused:
    """Refuse without telling more than that."""
    return Refused(refused(NO_ACCESS))


class RefusalMiddleware:
    """Turns the errors of use cases into pages: 403 refused, 400 bad input, 409 changed meanwhile."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code == 405 and request.method in ("GET", "HEAD"):
            return self._only_sent_to(request, answer)
        return answer

    def _only_sent_to(self, request: HttpRequest, answer: HttpResponse) -> HttpResponse:
        """An address that forms are sent to, opened as if it were a page: say so instead of showing nothing."""
        page = error_page(request, 405)
        page["Allow"] = answer.get("Allow", "")
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for an error that is meant for people; anything else is a fault of ours."""
        if isinstance(exception, Refused):
            return refusal_page(request, exception.finding, 403)
        if isinstance(exception, BadInput):
            reasons = tuple(Reason(p.sentence, p.cure) for p in exception.problems)
            return refusal_page(request, Finding(refused(NO_ACCESS).answer, reasons), 400)
        if isinstance(exception, Stale):
            return refusal_page(request, refused(exception.sentence), 409)
        return None


def refusal_page(request: HttpRequest, finding: Finding, status: int) -> HttpResponse:
    """The page that tells a finding."""
    context = {"finding": finding, "status": status, "back_url": _page_before(request)}
    return render(request, "foundation/refusal.html", context, status=status)


def _page_before(request: HttpRequest) -> str:
    """The page of ours that the request came from; empty when it came from elsewhere."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if ours else ""
