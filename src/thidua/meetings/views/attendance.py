"""Pages of attendance: who is there, noted by chair or secretary, or by oneself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.core.days import HANOI, day_of
from thidua.core.errors import BadInput, Problem, Refused, require
from thidua.core.text import say
from thidua.foundation import clock
from thidua.foundation.asking import Question, ask
from thidua.foundation.requests import ViewerRequest
from thidua.meetings.forms.attendance import ABSENT, ARRIVE, AttendanceForm, CorrectionForm, moment
from thidua.meetings.models import Participant, Session
from thidua.meetings.policies.sessions import may_run
from thidua.meetings.selectors.attendance import attendance_rows
from thidua.meetings.selectors.session_card import session_card
from thidua.meetings.selectors.sessions import get_participant_for, get_presence_for, get_session_for
from thidua.meetings.services import attendance as services
from thidua.meetings.views.sessions import told


@require_safe
def attendance_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Everybody on the list with the times; who runs the session notes them here."""
    found = get_session_for(request.viewer, session)
    return _show(request, found)


def _show(
    request: ViewerRequest, session: Session, problems: tuple[Problem, ...] = (), status: int = 200, **more: Any
) -> HttpResponse:
    card = session_card(request.viewer, session, clock.now())
    context = {
        "session": session,
        "card": card,
        "rows": attendance_rows(session, card.listed),
        "may_note": card.may_run and (card.is_open or (card.is_called and card.day_has_come)),
        "may_correct": card.may_run and (card.is_open or card.is_ended),
        "problems": problems,
    }
    return render(request, "meetings/attendance.html", {**context, **more}, status=status)


@require_POST
def note_page(request: ViewerRequest, participant: UUID) -> HttpResponse:
    """Somebody came, left, or is absent."""
    one = get_participant_for(request.viewer, participant)
    session = one.session
    form = AttendanceForm(request.POST)
    if not form.is_valid():
        problems = tuple(
            Problem(one.name, say("{error}", error=error)) for errors in form.errors.values() for error in errors
        )
        return _show(request, session, problems, 400, typed=_typed(request, one))
    try:
        _note(request, one, form.cleaned_data)
    except (BadInput, Refused) as error:
        problems, status = told(error)
        return _show(request, session, problems, status, typed=_typed(request, one))
    messages.success(request, _("Đã ghi điểm danh: %(name)s.") % {"name": one.name})
    return redirect("meetings:attendance", session=session.uuid)


def _note(request: ViewerRequest, one: Participant, given: dict[str, Any]) -> None:
    viewer, now = request.viewer, clock.now()
    at = moment(day_of(one.session.starts_at), given["hour"])
    if given["act"] == ABSENT:
        services.note_absence(actor=viewer, now=now, participant=one, reason=given["reason"])
    elif given["act"] == ARRIVE:
        services.note_arrival(actor=viewer, now=now, participant=one, at=at)
    else:
        services.note_leaving(actor=viewer, now=now, participant=one, at=at)


def _typed(request: ViewerRequest, one: Participant) -> dict[str, Any]:
    return {"key": one.uuid, "hour": request.POST.get("hour", ""), "reason": request.POST.get("reason", "")}


@require_POST
def own_arrival_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Somebody on the list says: here I am."""
    found = get_session_for(request.viewer, session)
    try:
        services.note_own_arrival(actor=request.viewer, now=clock.now(), session=found)
    except (BadInput, Refused) as error:
        problems, status = told(error)
        return _show(request, found, problems, status)
    messages.success(request, _("Đã ghi bạn có mặt."))
    return redirect("meetings:session", session=session)


@require_http_methods(["GET", "HEAD", "POST"])
def correct_page(request: ViewerRequest, presence: UUID) -> HttpResponse:
    """The right hours; what stood before stays on record."""
    viewer, found = request.viewer, get_presence_for(request.viewer, presence)
    session = found.participant.session
    require(may_run(viewer, session))
    day = day_of(found.arrived_at)
    initial = {"arrived": found.arrived_at.astimezone(HANOI).time()}
    if found.left_at is not None:
        initial["left"] = found.left_at.astimezone(HANOI).time()
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial=initial)
    back = reverse("meetings:attendance", args=[session.uuid])
    lead = say("{name}; lần ghi cũ vẫn được giữ trong lịch sử.", name=found.participant.name)
    return ask(
        request,
        Question(_("Sửa điểm danh"), _("Lưu điểm danh"), back, lead),
        form,
        lambda _given: services.correct_presence(actor=viewer, now=clock.now(), presence=found, **form.typed(day)),
        done=_("Đã sửa điểm danh."),
    )
