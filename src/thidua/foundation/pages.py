"""What every page needs: the context of the frame, and the pages for requests that went wrong."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from thidua.foundation import clock

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of the frame around every page. `today` is read from the clock only where a page shows it."""
    return {
        "demonstration": settings.DEMONSTRATION,
        "demonstration_day": clock.today,
        "today": clock.today,
        "viewer": getattr(request, "viewer", None),
    }


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be read; 413 when it was too large to read."""
    status = 413 if isinstance(exception, TOO_MUCH) else 400
    return error_page(request, status)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403: seen but not allowed."""
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """404: not there, or not for this viewer; the page does not tell which."""
    return error_page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403: the form did not come from our own page, or the page had been open for too long."""
    return error_page(request, 403, "form_expired")


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - it may be the cause
    """500: our own fault; told without asking the request, the database or the session for anything."""
    return HttpResponse(render_to_string("foundation/errors/500.html"), status=500)


def error_page(request: HttpRequest, status: int, name: str = "") -> HttpResponse:
    """The page for one status: what happened and what to do.

    It leaves out the year's path: a page about a fault leans on as little as it can.
    """
    return render(request, f"foundation/errors/{name or status}.html", {"year": None}, status=status)
