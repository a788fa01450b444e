"""The page on which the secretary writes what was said, point by point; it saves itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.core.days import HANOI
from thidua.core.errors import BadInput, Refused, Stale, require
from thidua.foundation import clock
from thidua.foundation.asking import sentence_of
from thidua.foundation.requests import ViewerRequest
from thidua.meetings.models import AgendaItem, Session
from thidua.meetings.policies.sessions import may_run
from thidua.meetings.selectors.sessions import get_session_for
from thidua.meetings.services.agenda import keep_proceedings
from thidua.meetings.views.sessions import told


@require_http_methods(["GET", "HEAD", "POST"])
def proceedings_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Every point with room to write; what is written goes into the minutes."""
    found = get_session_for(request.viewer, session)
    require(may_run(request.viewer, found))
    if request.method != "POST":
        return _show(request, found)
    texts = {key[5:]: str(value) for key, value in request.POST.items() if key.startswith("text-")}
    editions = {key[8:]: _number(str(value)) for key, value in request.POST.items() if key.startswith("edition-")}
    quiet = request.headers.get("X-Autosave") == "1"
    given: dict[str, Any] = {"texts": texts, "editions": editions}
    try:
        keep_proceedings(actor=request.viewer, now=clock.now(), session=found, **given)
    except (BadInput, Refused, Stale) as error:
        problems, status = told(error)
        if quiet:
            return JsonResponse({"sentence": " ".join(sentence_of(one) for one in problems)}, status=status)
        theirs = error.theirs if isinstance(error, Stale) else None
        return _show(request, found, texts, status, problems=problems, theirs=theirs)
    if quiet:
        saved = {f"edition-{one.uuid}": one.edition for one in found.agenda.all()}
        return JsonResponse({"saved": f"{clock.now().astimezone(HANOI):%H:%M}", "editions": saved})
    messages.success(request, _("Đã lưu diễn biến."))
    return redirect("meetings:proceedings", session=session)


def _show(
    request: ViewerRequest, session: Session, typed: dict[str, str] | None = None, status: int = 200, **more: object
) -> HttpResponse:
    items: list[AgendaItem] = list(session.agenda.all())
    rows = [{"item": one, "text": (typed or {}).get(str(one.uuid), one.proceedings)} for one in items]
    context = {"session": session, "rows": rows, **more}
    return render(request, "meetings/session_proceedings.html", context, status=status)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else -1
