"""Provisions nobody here has read: where they decide, confirming one with the paper, taking that back."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.audit.selectors import history_of
from thidua.core.errors import BadInput, Problem, require
from thidua.core.text import say
from thidua.foundation import clock, files
from thidua.foundation.asking import Question, ask
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.lawbook.forms.law import ConfirmForm, ReasonForm, upload_of
from thidua.lawbook.policies import may_confirm
from thidua.lawbook.selectors.confirmations import (
    CHANGED,
    CONFIRMED,
    OPEN,
    confirmations_of,
    get_confirmation_for,
    get_unread_for,
    unread_for,
)
from thidua.lawbook.services import confirmations

STATES = {
    OPEN: (say("Chưa đối chiếu"), "warn"),
    CHANGED: (say("Nội dung đã đổi sau khi xác nhận"), "warn"),
    CONFIRMED: (say("Đã xác nhận"), "good"),
}


@require_GET
def unread_page(request: ViewerRequest) -> HttpResponse:
    """Every provision that waits for its paper, and those that had it."""
    rows = [(one, *STATES[one.state]) for one in unread_for(request.viewer)]
    context = {
        "tab": "unread",
        "rows": rows,
        "open": sum(one.state != CONFIRMED for one, *_rest in rows),
        "may": may_confirm(request.viewer),
    }
    return render(request, "lawbook/unread.html", context)


@require_GET
def provision_page(request: ViewerRequest, ref: str) -> HttpResponse:
    """One provision: where it decides, who confirmed it when."""
    found = get_unread_for(request.viewer, ref)
    kept = confirmations_of(request.viewer, found)
    context = {
        "tab": "unread",
        "unread": found,
        "state": STATES[found.state],
        "kept": kept,
        "may": may_confirm(request.viewer),
        "confirmed": found.state == CONFIRMED,
        "events": history_of(*(one.uuid for one in kept)),
    }
    return render(request, "lawbook/provision.html", context)


@require_http_methods(["GET", "POST"])
def confirm_page(request: ViewerRequest, ref: str) -> HttpResponse:
    """Confirm a provision, with the paper."""
    found = get_unread_for(request.viewer, ref)
    require(may_confirm(request.viewer))
    form = ConfirmForm(request.POST or None, request.FILES or None, initial={"seen": found.mark})

    def act(given: dict[str, Any]) -> None:
        paper = upload_of(given)
        if paper is None:
            raise BadInput([Problem("paper", say("Chưa kèm trang văn bản gốc."), say("Hãy chọn tệp."))])
        confirmations.confirm_provision(
            actor=request.viewer, now=clock.now(), ref=ref, seen=given["seen"], note=given["note"], paper=paper
        )

    question = Question(
        title=_("Xác nhận điều khoản với văn bản gốc"),
        button=_("Xác nhận"),
        back=reverse("lawbook:provision", args=[ref]),
        lead=_(
            "Sau khi xác nhận, mọi kết luận dựa trên điều khoản này không còn ghi “chưa đối chiếu”; có thể rút lại."
        ),
    )
    return ask(
        request, question, form, act, done=_("Đã xác nhận."), template="lawbook/confirm.html", tab="unread",
        unread=found,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def withdraw_page(request: ViewerRequest, confirmation: UUID) -> HttpResponse:
    """Take a confirmation back."""
    found = get_confirmation_for(request.viewer, confirmation)
    require(may_confirm(request.viewer))

    def act(given: dict[str, Any]) -> None:
        confirmations.withdraw_confirmation(
            actor=request.viewer, now=clock.now(), confirmation=found, reason=given["reason"]
        )

    question = Question(
        title=_("Rút xác nhận"),
        button=_("Rút xác nhận"),
        back=reverse("lawbook:unread"),
        lead=found.citation,
        danger=True,
    )
    return ask(request, question, ReasonForm(request.POST or None), act, done=_("Đã rút xác nhận."))


@require_GET
def confirmation_file(request: ViewerRequest, confirmation: UUID) -> HttpResponse:
    """The page of the paper that came with a confirmation."""
    found = get_confirmation_for(request.viewer, confirmation)
    return kept_file(found.paper_sha256, found.paper_name, found.paper_media_type)


def kept_file(sha256: str, name: str, media_type: str) -> HttpResponse:
    """A kept paper, to save; NotThere where there is none."""
    if not sha256:
        raise NotThere
    answer = HttpResponse(files.read(sha256), content_type=media_type)
    answer["Content-Disposition"] = f"attachment; filename=\"van-ban\"; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
