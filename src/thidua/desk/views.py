"""The frame's year and cluster, and the home page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from thidua.desk.selectors import Year, year_for


def year(request: HttpRequest) -> dict[str, Any]:
    """The year as a path, for the frame; asked of the database only by pages that show it."""
    return {"year": SimpleLazyObject(lambda: _year(request))}


def _year(request: HttpRequest) -> Year:
    viewer = getattr(request, "viewer", None)
    if viewer is None or viewer.user_id is None:
        return Year()
    return year_for(viewer, request.path)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What I owe, by when."""
    return render(request, "desk/home.html")
