"""Pages of the agenda."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.core.errors import BadInput, Refused, require
from thidua.foundation import clock
from thidua.foundation.asking import Question, accepted, ask
from thidua.foundation.requests import ViewerRequest
from thidua.meetings.forms.fields import ReasonForm
from thidua.meetings.forms.sessions import ItemForm
from thidua.meetings.models import AgendaItem, Session
from thidua.meetings.policies.sessions import may_prepare, may_run
from thidua.meetings.selectors.sessions import get_item_for, get_session_for
from thidua.meetings.services import agenda as services
from thidua.meetings.views.sessions import told

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def agenda_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """The points in order, and adding one."""
    found = get_session_for(request.viewer, session)
    _may_change(request, found)
    form = ItemForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        if accepted(form, lambda typed: services.add_item(actor=request.viewer, now=now, session=found, **typed)):
            messages.success(request, _("Đã thêm vào chương trình."))
            return redirect("meetings:agenda", session=session)
    return _show(request, found, form=form, status=400 if form.errors else 200)


def _show(request: ViewerRequest, session: Session, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "session": session,
        "items": list(session.agenda.all()),
        "asks_reason": session.state != Session.State.DRAFT,
        "form": ItemForm(session),
    }
    return render(request, "meetings/agenda.html", {**context, **more}, status=status)


@form_page
def item_page(request: ViewerRequest, item: UUID) -> HttpResponse:
    """Word a point differently."""
    found = _item(request, item)
    typed = request.POST if request.method == "POST" else None
    form = ItemForm(found.session, typed, initial={"title": found.title, "speaker": found.speaker})
    back = reverse("meetings:agenda", args=[found.session.uuid])
    return ask(
        request,
        Question(_("Sửa nội dung chương trình"), _("Lưu nội dung"), back, found.session.title),
        form,
        lambda given: services.change_item(actor=request.viewer, now=clock.now(), item=found, **given),
        done=_("Đã lưu nội dung."),
    )


@require_POST
def move_page(request: ViewerRequest, item: UUID) -> HttpResponse:
    """Move a point up or down."""
    found = _item(request, item)
    up, reason = request.POST.get("huong") == "len", request.POST.get("reason", "")
    try:
        services.move_item(actor=request.viewer, now=clock.now(), item=found, up=up, reason=reason)
    except (BadInput, Refused) as error:
        problems, status = told(error)
        return _show(request, found.session, status, problems=problems)
    messages.success(request, _("Đã chuyển vị trí."))
    return redirect("meetings:agenda", session=found.session.uuid)


@form_page
def remove_page(request: ViewerRequest, item: UUID) -> HttpResponse:
    """Take a point off the agenda."""
    found = _item(request, item)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    back = reverse("meetings:agenda", args=[found.session.uuid])
    return ask(
        request,
        Question(_("Bỏ nội dung khỏi chương trình"), _("Bỏ nội dung"), back, found.title, danger=True),
        form,
        lambda typed: services.remove_item(actor=request.viewer, now=clock.now(), item=found, **typed),
        done=_("Đã bỏ nội dung khỏi chương trình."),
    )


def _item(request: ViewerRequest, uuid: UUID) -> AgendaItem:
    found = get_item_for(request.viewer, uuid)
    _may_change(request, found.session)
    return found


def _may_change(request: ViewerRequest, session: Session) -> None:
    may = may_run if session.state == Session.State.OPEN else may_prepare
    require(may(request.viewer, session))
