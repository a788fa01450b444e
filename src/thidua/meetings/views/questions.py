"""Pages of questions: put one, look, begin a round, count hands, conclude; elected offices; the rules of a day."""

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
from thidua.core.text import say
from thidua.foundation import clock
from thidua.foundation.asking import Question as Asking
from thidua.foundation.asking import ask
from thidua.foundation.requests import ViewerRequest
from thidua.law.shares import described
from thidua.law.voting import purpose_name
from thidua.meetings.facts.questions import question_facts
from thidua.meetings.facts.rulebooks import rulebooks_in_force
from thidua.meetings.forms.fields import ReasonForm
from thidua.meetings.forms.questions import DayForm, HandsForm, OfficesForm, QuestionForm
from thidua.meetings.models import Question
from thidua.meetings.policies.questions import may_adopt, may_ask
from thidua.meetings.policies.sessions import may_run
from thidua.meetings.rules.questions import HANDS, STATES
from thidua.meetings.selectors import get_session_for, rulebook_of
from thidua.meetings.selectors.question_card import question_card, rule_words
from thidua.meetings.selectors.questions import get_question_for, questions_of
from thidua.meetings.services import questions as services
from thidua.meetings.services.elections import adopt
from thidua.meetings.services.opinions import waiting_questions
from thidua.meetings.views.sessions import told

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def questions_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """The questions of one session, each with its answer."""
    found = get_session_for(request.viewer, session)
    rows = [
        {"question": one, "state": STATES[one.state], "purpose": purpose_name(one.purpose)}
        for one in questions_of(found)
    ]
    runs = bool(may_run(request.viewer, found))
    context = {
        "session": found,
        "rows": rows,
        "may_ask": may_ask(request.viewer, found) and found.state in ("draft", "called", "open"),
        "may_adopt": may_adopt(request.viewer, found) and _elections(rows),
        "may_collect": runs and found.state == "ended" and not found.opinions_until and bool(waiting_questions(found)),
        "sees_opinions": runs and found.opinions_until is not None,
    }
    return render(request, "meetings/questions.html", context)


def _elections(rows: list[dict[str, Any]]) -> bool:
    return any(one["question"].purpose == "next-leader" and one["question"].state == "decided" for one in rows)


@form_page
def add_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Put a question from the agenda."""
    viewer, found = request.viewer, get_session_for(request.viewer, session)
    require(may_ask(viewer, found))
    form = QuestionForm(found, rulebook_of(found), request.POST if request.method == "POST" else None)
    back = reverse("meetings:questions", args=[session])
    asking = Asking(_("Thêm nội dung biểu quyết"), _("Thêm nội dung"), back, found.title)

    def act(typed: dict[str, Any]) -> None:
        item = typed["item"]
        services.add_question(actor=viewer, now=clock.now(), session=found, plan=form.plan(), item=item)

    return ask(request, asking, form, act, done=_("Đã thêm nội dung biểu quyết."))


@require_safe
def question_page(request: ViewerRequest, question: UUID) -> HttpResponse:
    """One question: its rule, its rounds, its answer, the next thing to do."""
    return _show(request, get_question_for(request.viewer, question))


def _show(
    request: ViewerRequest, question: Question, problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    card = question_card(request.viewer, question, clock.now())
    context = {"question": question, "session": question.session, "card": card, "problems": problems}
    return render(request, "meetings/question.html", context, status=status)


def _step(request: ViewerRequest, question: UUID, act: Callable[[Question], str], done: str) -> HttpResponse:
    """Take one step and go where it leads; what stands against it is told on the question's page."""
    found = get_question_for(request.viewer, question)
    try:
        then = act(found)
    except (BadInput, Refused, Stale) as error:
        problems, status = told(error)
        return _show(request, get_question_for(request.viewer, question), problems, status)
    messages.success(request, done)
    return redirect(then)


@require_POST
def start_page(request: ViewerRequest, question: UUID) -> HttpResponse:
    """Begin the next round: on to the ballot box, or to the counting of hands."""

    def act(found: Question) -> str:
        address = reverse("meetings:question", args=[question])
        if found.manner == HANDS:
            services.start_hands(actor=request.viewer, now=clock.now(), question=found)
            return reverse("meetings:hands", args=[question])
        held = services.start_round(actor=request.viewer, now=clock.now(), question=found, back_url=address)
        return reverse("ballots:round", args=[held.uuid])

    return _step(request, question, act, _("Đã bắt đầu một vòng biểu quyết."))


@require_POST
def conclude_page(request: ViewerRequest, question: UUID) -> HttpResponse:
    """Write the answer."""

    def act(found: Question) -> str:
        services.conclude(actor=request.viewer, now=clock.now(), question=found)
        return reverse("meetings:question", args=[question])

    return _step(request, question, act, _("Đã kết luận."))


@form_page
def hands_page(request: ViewerRequest, question: UUID) -> HttpResponse:
    """Type the hands counted for each candidate of the round that is going on."""
    viewer, found = request.viewer, get_question_for(request.viewer, question)
    require(may_run(viewer, found.session))
    facts = question_facts(found)
    keys = facts.running.candidates if facts.running and found.manner == HANDS else ()
    standing = tuple(one for one in facts.candidates if one.key in keys)
    form = HandsForm(standing, request.POST if request.method == "POST" else None)
    back = reverse("meetings:question", args=[question])
    voters = len(facts.running.voting) if facts.running else 0
    lead = say("{title}. Có {n} thành viên biểu quyết.", title=found.title, n=voters)

    def act(_typed: dict[str, Any]) -> None:
        services.count_hands(actor=viewer, now=clock.now(), question=found, counts=form.counts())

    return ask(
        request, Asking(_("Ghi kết quả giơ tay"), _("Ghi kết quả"), back, lead), form, act, done=_("Đã ghi kết quả.")
    )


@form_page
def void_page(request: ViewerRequest, question: UUID) -> HttpResponse:
    """Make the last round void, with a reason."""
    viewer, found = request.viewer, get_question_for(request.viewer, question)
    require(may_run(viewer, found.session))
    back = reverse("meetings:question", args=[question])
    lead = _("Vòng bị hủy vẫn được giữ cùng lý do; nội dung được biểu quyết lại.")
    asking = Asking(_("Hủy vòng biểu quyết"), _("Hủy vòng này"), back, lead, danger=True)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return ask(
        request, asking, form,
        lambda typed: services.void_poll(actor=viewer, now=clock.now(), question=found, **typed),
        done=_("Đã hủy vòng biểu quyết."),
    )  # fmt: skip


@form_page
def withdraw_page(request: ViewerRequest, question: UUID) -> HttpResponse:
    """Take a question back before voting, with a reason."""
    viewer, found = request.viewer, get_question_for(request.viewer, question)
    require(may_ask(viewer, found.session))
    back = reverse("meetings:question", args=[question])
    asking = Asking(_("Rút nội dung biểu quyết"), _("Rút nội dung này"), back, found.title, danger=True)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return ask(
        request, asking, form,
        lambda typed: services.withdraw_question(actor=viewer, now=clock.now(), question=found, **typed),
        done=_("Đã rút nội dung biểu quyết."),
    )  # fmt: skip


@form_page
def offices_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Write the terms of the leader and the deputy that the conference elected."""
    viewer, found = request.viewer, get_session_for(request.viewer, session)
    require(may_adopt(viewer, found))
    form = OfficesForm(found, request.POST if request.method == "POST" else None)
    lead = _("Quyền cụm trưởng, cụm phó chuyển đúng ngày bắt đầu nhiệm kỳ; trước ngày đó không có gì thay đổi.")
    back = reverse("meetings:questions", args=[session])

    def act(typed: dict[str, Any]) -> None:
        given = {name: value for name, value in typed.items() if name != "confirmed"}
        adopt(actor=viewer, now=clock.now(), **given)

    return ask(
        request, Asking(_("Ghi nhận cụm trưởng, cụm phó được bầu"), _("Ghi nhận nhiệm kỳ"), back, lead), form, act,
        done=_("Đã ghi nhận nhiệm kỳ của các đơn vị được bầu."),
    )  # fmt: skip


@require_safe
def rulebook_page(request: ViewerRequest) -> HttpResponse:
    """The rules of voting in force on a day, with where they stand and how sure that is."""
    form = DayForm(request.GET or None)
    day = (form.cleaned_data.get("ngay") if form.is_valid() else None) or clock.today()
    books = [
        {
            "book": book,
            "quorum": described(book.quorum.share),
            "confidence": book.quorum.confidence_words,
            "rules": [rule_words(one) for one in book.entries],
        }
        for book in rulebooks_in_force(day)
    ]
    return render(request, "meetings/rulebook.html", {"books": books, "day": day, "form": form})
