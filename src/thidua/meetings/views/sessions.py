"""Pages of a session: prepare, look, change, call, open, end, cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.core.errors import BadInput, Problem, Refused, Stale, require
from thidua.cycles.selectors import get_cycle_for
from thidua.foundation import clock
from thidua.foundation.asking import Question, ask
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.law.voting import proposed_on
from thidua.meetings.forms.fields import ReasonForm
from thidua.meetings.forms.sessions import SessionForm
from thidua.meetings.models import Council, Session
from thidua.meetings.policies.sessions import may_keep, may_prepare
from thidua.meetings.selectors.session_card import session_card
from thidua.meetings.selectors.sessions import get_council_for, get_session_for
from thidua.meetings.services import sessions as services
from thidua.meetings.services.councils import conference_of
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import may_act_as_leader, oversees

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def session_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Everything about one session, and the next thing to do."""
    return show_session(request, get_session_for(request.viewer, session))


def show_session(
    request: ViewerRequest, session: Session, problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    """The page of a session that the viewer has passed the gate of."""
    card = session_card(request.viewer, session, clock.now())
    context = {"session": session, "card": card, "problems": problems}
    return render(request, "meetings/session.html", context, status=status)


@form_page
def new_conference(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """Prepare a session of a cluster's conference."""
    viewer, found = request.viewer, get_cycle_for(request.viewer, cycle)
    facts = cluster_facts(found.cluster, viewer.day)
    if not oversees(viewer, facts):
        raise NotThere
    require(may_act_as_leader(viewer, facts, "meetings"))

    def prepare(typed: dict[str, Any]) -> Session:
        council = conference_of(actor=viewer, now=clock.now(), cluster=found.cluster)
        return services.prepare_session(actor=viewer, now=clock.now(), council=council, cycle=found, **typed)

    return _new(request, Council.Kind.CONFERENCE, str(found), reverse("meetings:home"), prepare)


@form_page
def new_session(request: ViewerRequest, council: UUID) -> HttpResponse:
    """Prepare a session of a council."""
    viewer, found = request.viewer, get_council_for(request.viewer, council)
    require(may_keep(viewer, found))
    if found.kind == Council.Kind.CONFERENCE:
        raise NotThere

    def prepare(typed: dict[str, Any]) -> Session:
        return services.prepare_session(actor=viewer, now=clock.now(), council=found, cycle=None, **typed)

    return _new(request, found.kind, found.name, reverse("meetings:council", args=[council]), prepare)


def _new(
    request: ViewerRequest, body: str, lead: str, back: str, prepare: Callable[[dict[str, Any]], Session]
) -> HttpResponse:
    in_force = proposed_on(request.viewer.day, body)
    initial = {"rulebook": in_force.code if in_force else None}
    form = SessionForm(body, request.POST if request.method == "POST" else None, initial=initial)
    question = Question(_("Lập phiên họp"), _("Lập phiên họp"), back, lead)
    made: list[Session] = []

    def act(_typed: dict[str, Any]) -> None:
        typed = form.typed()
        typed.pop("edition")
        made.append(prepare(typed))

    answer = ask(request, question, form, act, done=_("Đã lập phiên họp; danh sách có sẵn mọi thành viên."))
    return redirect("meetings:session", session=made[0].uuid) if made else answer


@form_page
def change_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Change title, time, place, subject."""
    viewer, found = request.viewer, get_session_for(request.viewer, session)
    require(may_prepare(viewer, found))
    form = SessionForm(found.council.kind, request.POST if request.method == "POST" else None, session=found)
    question = Question(_("Sửa phiên họp"), _("Lưu thay đổi"), reverse("meetings:session", args=[session]), found.title)

    def act(_typed: dict[str, Any]) -> None:
        typed = {"rulebook": found.rulebook, "reason": "", **form.typed()}
        typed["edition"] = -1 if typed["edition"] is None else typed["edition"]
        services.change_session(actor=viewer, now=clock.now(), session=found, **typed)

    return ask(request, question, form, act, done=_("Đã lưu phiên họp."))


@require_POST
def call_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Send the invitation, as it was read."""
    found = get_session_for(request.viewer, session)
    edition = request.POST.get("edition", "")
    seen = int(edition) if edition.isdecimal() and len(edition) < 10 else -1
    return _step(
        request, found,
        lambda: services.call_session(actor=request.viewer, now=clock.now(), session=found, edition=seen),
        _("Đã gửi giấy mời. Người dự họp thấy phiên họp, chương trình và tài liệu."),
    )  # fmt: skip


@require_POST
def open_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Declare it open."""
    found = get_session_for(request.viewer, session)
    return _step(
        request, found, lambda: services.open_session(actor=request.viewer, now=clock.now(), session=found),
        _("Phiên họp đã khai mạc. Hãy điểm danh."),
    )  # fmt: skip


@require_POST
def end_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Declare it ended."""
    found = get_session_for(request.viewer, session)
    return _step(
        request, found, lambda: services.end_session(actor=request.viewer, now=clock.now(), session=found),
        _("Phiên họp đã bế mạc."),
    )  # fmt: skip


@form_page
def cancel_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Cancel it, with a reason."""
    viewer, found = request.viewer, get_session_for(request.viewer, session)
    require(may_prepare(viewer, found))
    back = reverse("meetings:session", args=[session])
    lead = _("Phiên họp không bị xóa: mọi người vẫn thấy phiên họp và lý do hủy.")
    question = Question(_("Hủy phiên họp"), _("Hủy phiên họp"), back, lead, danger=True)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return ask(
        request,
        question,
        form,
        lambda typed: services.cancel_session(actor=viewer, now=clock.now(), session=found, **typed),
        done=_("Đã hủy phiên họp."),
    )


def _step(request: ViewerRequest, session: Session, act: Callable[[], object], done: str) -> HttpResponse:
    """Take one step; what stands against it is told on the session's page."""
    try:
        act()
    except (BadInput, Refused, Stale) as error:
        problems, status = told(error)
        return show_session(request, get_session_for(request.viewer, session.uuid), problems, status)
    messages.success(request, done)
    return redirect("meetings:session", session=session.uuid)


def told(error: BadInput | Refused | Stale) -> tuple[tuple[Problem, ...], int]:
    """The problems for the box on top of the page, and the status."""
    if isinstance(error, BadInput):
        return error.problems, 400
    if isinstance(error, Stale):
        return (Problem("", error.sentence),), 409
    return tuple(Problem("", reason.sentence, reason.cure) for reason in error.finding.reasons), 403
