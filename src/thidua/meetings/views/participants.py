"""Pages of a session's list: members, representatives, guests, stand-ins, tasks."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.core.days import day_of
from thidua.core.errors import require
from thidua.core.text import Text, say
from thidua.foundation import clock
from thidua.foundation.asking import Question, ask
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.meetings.forms.fields import ReasonForm
from thidua.meetings.forms.sessions import GuestForm, RepresentativeForm, StandInForm, TasksForm
from thidua.meetings.models import Participant, Session
from thidua.meetings.policies.representatives import people_of_unit
from thidua.meetings.policies.sessions import may_prepare, may_run
from thidua.meetings.selectors.session_card import session_card
from thidua.meetings.selectors.sessions import get_participant_for, get_session_for
from thidua.meetings.services import participants as services
from thidua.organisations.selectors import name_on, people_for

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def participants_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """The list, with what may be changed about it."""
    found = get_session_for(request.viewer, session)
    context = {"session": found, "card": session_card(request.viewer, found, clock.now())}
    return render(request, "meetings/session_participants.html", context)


@form_page
def fill_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Bring the members in line with the decisions; a session in preparation needs no reason."""
    viewer, found = request.viewer, _session(request, session)
    draft = found.state == Session.State.DRAFT
    if draft and request.method == "POST":
        services.fill_members(actor=viewer, now=clock.now(), session=found)
        messages.success(request, _("Danh sách đã khớp với thành viên vào ngày họp."))
        return redirect("meetings:participants", session=session)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if draft:
        del form.fields["reason"]
    return ask(
        request,
        _question(_("Cập nhật danh sách thành viên"), _("Cập nhật danh sách"), found),
        form,
        lambda typed: services.fill_members(actor=viewer, now=clock.now(), session=found, **typed),
        done=_("Danh sách đã khớp với thành viên vào ngày họp."),
    )


@form_page
def guest_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Add somebody who does not vote."""
    viewer, found = request.viewer, _session(request, session)
    form = GuestForm(people_for(viewer), found, viewer, request.POST if request.method == "POST" else None)
    lead = _("Khách mời và người giúp việc được nghe, được phát biểu nhưng không biểu quyết.")
    return ask(
        request,
        _question(_("Thêm khách mời, người giúp việc"), _("Thêm vào danh sách"), found, lead),
        form,
        lambda typed: services.add_guest(actor=viewer, now=clock.now(), session=found, **typed),
        done=_("Đã thêm vào danh sách."),
    )


@form_page
def stand_in_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Add somebody who comes in an absent member's place."""
    viewer, found = request.viewer, _session(request, session)
    form = StandInForm(people_for(viewer), found, viewer, request.POST if request.method == "POST" else None)
    lead = _("Người dự thay làm việc thay thành viên vắng mặt nhưng không biểu quyết.")
    return ask(
        request,
        _question(_("Thêm người dự thay"), _("Thêm người dự thay"), found, lead),
        form,
        lambda typed: services.add_stand_in(actor=viewer, now=clock.now(), session=found, **typed),
        done=_("Đã thêm người dự thay."),
    )


@form_page
def tasks_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Who chairs, keeps the minutes and counts."""
    viewer, found = request.viewer, _session(request, session)
    form = TasksForm(found, request.POST if request.method == "POST" else None)
    return ask(
        request,
        _question(_("Phân công chủ trì, thư ký, ban kiểm phiếu"), _("Lưu phân công"), found),
        form,
        lambda typed: services.give_tasks(actor=viewer, now=clock.now(), session=found, **typed),
        done=_("Đã lưu phân công."),
    )


@form_page
def representative_page(request: ViewerRequest, participant: UUID) -> HttpResponse:
    """Who represents a member unit."""
    viewer, one = request.viewer, _participant(request, participant)
    if one.unit is None or one.capacity != Participant.Capacity.VOTER:
        raise NotThere
    day = day_of(one.session.starts_at)
    people = people_of_unit(one.unit.pk, day)
    form = RepresentativeForm(people, one.session, viewer, request.POST if request.method == "POST" else None)
    lead = say("{unit}: mỗi đơn vị có một người đại diện, một phiếu.", unit=name_on(one.unit, day))
    return ask(
        request,
        _question(_("Chọn người đại diện"), _("Lưu người đại diện"), one.session, lead),
        form,
        lambda typed: services.name_representative(actor=viewer, now=clock.now(), participant=one, **typed),
        done=_("Đã lưu người đại diện."),
    )


@form_page
def take_off_page(request: ViewerRequest, participant: UUID) -> HttpResponse:
    """Take a guest or a stand-in off the list."""
    viewer, one = request.viewer, _participant(request, participant)
    if one.capacity == Participant.Capacity.VOTER:
        raise NotThere
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return ask(
        request,
        _question(_("Bớt khỏi danh sách"), _("Bớt khỏi danh sách"), one.session, one.name),
        form,
        lambda typed: services.take_off_list(actor=viewer, now=clock.now(), participant=one, **typed),
        done=_("Đã bớt khỏi danh sách."),
    )


def _session(request: ViewerRequest, uuid: UUID) -> Session:
    found = get_session_for(request.viewer, uuid)
    _may_change(request, found)
    return found


def _participant(request: ViewerRequest, uuid: UUID) -> Participant:
    found = get_participant_for(request.viewer, uuid)
    _may_change(request, found.session)
    return found


def _may_change(request: ViewerRequest, session: Session) -> None:
    may = may_run if session.state == Session.State.OPEN else may_prepare
    require(may(request.viewer, session))


def _question(title: str, button: str, session: Session, lead: str | Text = "") -> Question:
    back = reverse("meetings:participants", args=[session.uuid])
    return Question(title, button, back, lead or session.title)
