"""The frame's year and cluster, the home page, the board of a cluster."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_POST, require_safe

from thidua.desk.selectors import (
    Frame,
    Persona,
    demonstration_personas,
    frame_for,
    get_board_for,
    landings,
    may_choose,
    tasks_for,
)
from thidua.foundation import clock
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.rules import Viewer

CHOSEN = "year"  # the session's key of the year picked in the top bar


def frame(request: HttpRequest) -> dict[str, Any]:
    """The year as a path and the demonstration's people; asked of the database only by pages that show them."""
    return {
        "year": SimpleLazyObject(lambda: _year(request)),
        "personas": _personas,
        "guide_url": reverse("desk:guide") if _viewer_of(request) else "",
    }


def _viewer_of(request: HttpRequest) -> Viewer | None:
    viewer: Viewer | None = getattr(request, "viewer", None)
    return viewer if viewer is not None and viewer.user_id is not None else None


def _year(request: HttpRequest) -> Frame:
    viewer = _viewer_of(request)
    if viewer is None:
        return Frame()
    return frame_for(viewer, request.session.get(CHOSEN, ""), request.path, clock.now())


def _personas() -> tuple[Persona, ...]:
    return demonstration_personas(clock.now()) if settings.DEMONSTRATION else ()


@require_safe
def home(request: ViewerRequest) -> HttpResponse:
    """What I owe, by when; what I wait for."""
    desk = tasks_for(request.viewer, clock.now())
    places = landings()
    boards = {board.label: reverse("desk:board", args=[board.uuid]) for board in desk.boards}

    def address(step: str, year: str) -> str:
        return boards.get(year, "") if step == "board" else places.get(step, "")

    waiting = dict.fromkeys((duty.waiting, duty.year) for duty in desk.duties if duty.waiting)
    context = {
        "several": len(({duty.year for duty in desk.duties} | {one.year for one in desk.awaited}) - {""}) > 1,
        "waiting": list(waiting),
        "duties": [(duty, duty.address or address(duty.step, duty.year)) for duty in desk.duties],
        "awaited": [(one, address(one.step, one.year)) for one in desk.awaited],
        "boards": boards,
    }
    return render(request, "desk/home.html", context)


@require_safe
def board(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """A cluster's members and how far each is."""
    shown = get_board_for(request.viewer, cycle, clock.now())
    rows = [(row, shown.sheets.get(row.unit_id)) for row in shown.rows]
    return render(request, "desk/board.html", {"board": shown, "rows": rows, "steps": shown.steps})


@require_safe
def guide(request: ViewerRequest) -> HttpResponse:
    """Who does what in which step, in one page."""
    return render(request, "desk/guide.html")


@require_POST
def choose_cycle(request: ViewerRequest) -> HttpResponse:
    """Go to another year or cluster; the home page then tells of it."""
    try:
        wanted = UUID(request.POST.get("cycle", ""))
    except ValueError:
        raise NotThere from None
    if not may_choose(request.viewer, wanted):
        raise NotThere
    request.session[CHOSEN] = str(wanted)
    return redirect("desk:home")
