"""Pages of absent members' opinions: ask, answer, note a paper slip, read who said what."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.core.errors import require
from thidua.core.text import say
from thidua.foundation import clock, file_kinds, files
from thidua.foundation.asking import Question as Asking
from thidua.foundation.asking import ask
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.meetings.forms.questions import AnswersForm, AskForm
from thidua.meetings.models import Opinion, Participant
from thidua.meetings.policies.questions import may_answer_as
from thidua.meetings.policies.sessions import may_run
from thidua.meetings.rules.opinions import ANSWERS, WAYS
from thidua.meetings.selectors import get_session_for
from thidua.meetings.selectors.questions import get_opinion_giver_for, opinion_givers_of, opinions_asked
from thidua.meetings.services.opinions import ask_opinions, give_opinion, note_slip

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def ask_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Ask the absent members, until a day."""
    viewer, found = request.viewer, get_session_for(request.viewer, session)
    require(may_run(viewer, found))
    back = reverse("meetings:questions", args=[session])
    lead = _("Mỗi thành viên vắng mặt được hỏi về các nội dung đã biểu quyết mà quy định yêu cầu lấy ý kiến.")
    asking = Asking(_("Lấy ý kiến thành viên vắng mặt"), _("Gửi lấy ý kiến"), back, lead)

    def act(typed: dict[str, Any]) -> None:
        ask_opinions(actor=viewer, now=clock.now(), session=found, until=typed["until"])

    form = AskForm(request.POST if request.method == "POST" else None)
    then = reverse("meetings:opinions", args=[session])
    return ask(request, asking, form, act, done=_("Đã gửi lấy ý kiến."), then=then)


@require_safe
def opinions_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Who was asked, who has answered, how and when; for those who run the session."""
    found = get_session_for(request.viewer, session)
    require(may_run(request.viewer, found))
    rows = [{"giver": giver, "opinions": [_told(one) for one in asked]} for giver, asked in opinion_givers_of(found)]
    return render(request, "meetings/opinions.html", {"session": found, "rows": rows})


@form_page
def opinion_page(request: ViewerRequest, participant: UUID) -> HttpResponse:
    """An absent member answers; whoever runs the session notes the member's paper slip instead."""
    viewer, giver = request.viewer, get_opinion_giver_for(request.viewer, participant)
    asked = opinions_asked(giver)
    if all(one.given_at is not None for one in asked):
        return _given(request, giver, asked)
    in_person = bool(may_answer_as(viewer, giver))
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AnswersForm(asked, *sent, slip=not in_person)
    session = giver.session
    until = session.opinions_until
    lead = say("{name}. Trả lời đến hết ngày {day}; ý kiến không bí mật.", name=giver.name, day=until or clock.today())
    back = reverse("meetings:session" if in_person else "meetings:opinions", args=[session.uuid])
    title = _("Ý kiến của thành viên vắng mặt") if in_person else _("Ghi phiếu ý kiến của thành viên vắng mặt")
    asking = Asking(title, _("Gửi ý kiến") if in_person else _("Ghi phiếu ý kiến"), back, lead)

    def act(typed: dict[str, Any]) -> None:
        if in_person:
            give_opinion(actor=viewer, now=clock.now(), participant=giver, answers=form.answers())
            return
        slip = typed["slip"]
        note_slip(
            actor=viewer, now=clock.now(), participant=giver, answers=form.answers(), name=slip.name,
            content=slip.read(file_kinds.LARGEST_FILE + 1), received_on=typed["received_on"],
        )  # fmt: skip

    return ask(
        request, asking, form, act, done=_("Đã ghi nhận ý kiến."), template="meetings/opinion.html",
        then=reverse("meetings:opinion", args=[participant]), giver=giver, asked=asked,
    )  # fmt: skip


def _given(request: ViewerRequest, giver: Participant, asked: list[Opinion]) -> HttpResponse:
    reading = request.method in ("GET", "HEAD")
    context = {"giver": giver, "session": giver.session, "opinions": [_told(one) for one in asked]}
    return render(request, "meetings/opinion_given.html", context, status=200 if reading else 403)


@require_safe
def slip_file(request: ViewerRequest, participant: UUID) -> HttpResponse:
    """The scan of a paper slip."""
    giver = get_opinion_giver_for(request.viewer, participant)
    sha256 = next((one.slip_sha256 for one in opinions_asked(giver) if one.slip_sha256), "")
    if not sha256:
        raise NotThere
    content = files.read(sha256)
    kind = file_kinds.judge(content, "")
    answer = HttpResponse(content, content_type=kind.media_type)
    answer["Content-Disposition"] = f'attachment; filename="phieu-y-kien{kind.extension}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _told(one: Opinion) -> dict[str, Any]:
    """One opinion in words."""
    answers = [
        {"label": candidate.label, "answer": ANSWERS[one.answers[str(candidate.uuid)]]}
        for candidate in one.question.candidates.all()
        if str(candidate.uuid) in one.answers
    ]
    return {"one": one, "answers": answers, "way": WAYS.get(one.way)}
