"""What the counting committee does: open with a code, hand out paper, stop, count and close, make void."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from thidua.ballots.forms import ClosingForm, OpeningForm, VoidForm
from thidua.ballots.models import Round
from thidua.ballots.policies import may_keep
from thidua.ballots.rules.plans import ROUND
from thidua.ballots.rules.secrecy import roll_warnings, way_warnings
from thidua.ballots.selectors import Progress, get_round_for, progress_of, readiness_to_open
from thidua.ballots.services import (
    abandon_round,
    close_round,
    hand_paper,
    new_box_code,
    open_round,
    sealing_key,
    stop_round,
    take_paper_back,
)
from thidua.core.errors import BadInput, Problem, Refused, require
from thidua.core.findings import Reason
from thidua.core.text import say
from thidua.foundation import clock
from thidua.foundation.asking import Question, accepted, ask
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest

form_page = require_http_methods(["GET", "HEAD", "POST"])


def _kept(request: ViewerRequest, uuid: UUID, step: str) -> Round:
    """The round, for its keepers, where this step can be taken now."""
    held = get_round_for(request.viewer, uuid)
    require(may_keep(request.viewer, held))
    require(ROUND.may(step, held.state))
    return held


@never_cache
@sensitive_post_parameters()
@sensitive_variables("code", "key")
@form_page
def open_page(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Show a fresh code once; open when it comes back as it was written down."""
    held = _kept(request, uuid, "open")
    missing = readiness_to_open(held)
    context: dict[str, Any] = {"round": held, "missing": missing, "warnings": roll_warnings(held.roll.count())}
    if request.method == "POST":
        form = OpeningForm(request.POST)
        if form.is_valid() and accepted(form, lambda typed: _open(request, held, typed["code"])):
            messages.success(request, _("Đã mở bỏ phiếu. Danh sách bỏ phiếu đã chốt."))
            return redirect("ballots:round", uuid=held.uuid)
        context |= {"form": form, "key": request.POST.get("key", "")}
        return render(request, "ballots/open.html", context, status=400)
    if not missing:
        code = new_box_code()
        context |= {"form": OpeningForm(), "code": code, "key": _signer(held).sign(sealing_key(held, code))}
    return render(request, "ballots/open.html", context)


def _open(request: ViewerRequest, held: Round, code: str) -> Round:
    """Open with the code only when it is the one that the page showed: nobody brings a code of their own."""
    try:
        shown = _signer(held).unsign(request.POST.get("key", ""))
    except BadSignature:
        shown = ""
    if sealing_key(held, code) != shown:
        wrong = say("Mã gõ lại không phải mã mà trang này đã hiện.")
        raise BadInput([Problem("code", wrong, say("Hãy xem lại bản đã ghi; nếu chưa ghi, hãy lấy mã mới."))])
    return open_round(actor=request.viewer, now=clock.now(), held=held, code=code)


def _signer(held: Round) -> Signer:
    return Signer(salt=f"thidua.ballots.key.{held.uuid}")


@require_POST
def paper_page(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Hand a paper ballot to a voter, or take an unused one back."""
    held = _kept(request, uuid, "vote")
    try:
        voter = UUID(request.POST.get("voter", ""))
    except ValueError as error:
        raise NotThere from error
    act = take_paper_back if request.POST.get("act") == "back" else hand_paper
    entry = act(actor=request.viewer, now=clock.now(), held=held, voter=voter)
    if entry.way:
        messages.success(request, _("Đã ghi phát phiếu giấy cho %(name)s.") % {"name": entry.label})
    else:
        messages.success(request, _("Đã nhận lại phiếu giấy của %(name)s.") % {"name": entry.label})
    return redirect("ballots:round", uuid=held.uuid)


@require_POST
def stop_page(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """No more votes."""
    held = _kept(request, uuid, "stop")
    stop_round(actor=request.viewer, now=clock.now(), held=held)
    messages.success(request, _("Đã dừng nhận phiếu. Bây giờ có thể kiểm phiếu."))
    return redirect("ballots:close", uuid=held.uuid)


@never_cache
@sensitive_post_parameters()
@form_page
def close_page(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Type the figures and the code; the round closes when everything balances."""
    held = _kept(request, uuid, "close")
    progress = progress_of(held)
    form = ClosingForm(held, request.POST if request.method == "POST" else None, on_paper=bool(progress.paper))
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            if accepted(form, lambda typed: _close(request, held, form, typed["code"])):
                messages.success(request, _("Đã kiểm phiếu và đóng vòng bỏ phiếu. Hãy hủy bản ghi mã mở hòm phiếu."))
                return redirect("ballots:round", uuid=held.uuid)
        except Refused as error:
            problems = tuple(Problem("", one.sentence, one.cure) for one in error.finding.reasons)
    context = {
        "round": held,
        "form": form,
        "problems": problems,
        "progress": progress,
        "warnings": _warnings(progress),
        "must_stop": bool(progress.paper) and held.stopped_at is None,
    }
    return render(request, "ballots/close.html", context, status=400 if problems or form.errors else 200)


def _close(request: ViewerRequest, held: Round, form: ClosingForm, code: str) -> Round:
    return close_round(actor=request.viewer, now=clock.now(), held=held, code=code, paper=form.figures)


def _warnings(progress: Progress) -> list[Reason]:
    found = way_warnings(progress.screen, progress.paper)
    if progress.waiting:
        names = [entry.label for entry in progress.entries if not entry.way]
        words = say("Còn {n} người chưa bỏ phiếu: {names}.", n=progress.waiting, names=names)
        found.insert(0, Reason(words, say("Đóng vòng rồi thì những người này không bỏ phiếu được nữa.")))
    return found


@form_page
def void_page(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Make the round void, with a reason."""
    held = _kept(request, uuid, "void")
    question = Question(
        title=_("Hủy vòng bỏ phiếu: %(title)s") % {"title": held.title},
        lead=_("Vòng đã hủy vẫn được lưu cùng lý do; phiếu đã bỏ không bao giờ được mở. Có thể bỏ phiếu lại từ đầu."),
        button=_("Hủy vòng bỏ phiếu"),
        back=reverse("ballots:round", args=[held.uuid]),
        danger=True,
    )

    def act(typed: dict[str, Any]) -> Round:
        return abandon_round(actor=request.viewer, now=clock.now(), held=held, reason=typed["reason"])

    form = VoidForm(request.POST if request.method == "POST" else None)
    return ask(request, question, form, act, done=_("Đã hủy vòng bỏ phiếu."))
