"""What a refused request looks like: a sentence that says why, and what to do. Never a bare number."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from thidua.core.errors import BadInput, Refused, Stale
from thidua.core.findings import NO_ACCESS, Finding, Reason, refused


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
        return self.get_response(request)

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
    return render(request, "foundation/refusal.html", {"finding": finding, "status": status}, status=status)
