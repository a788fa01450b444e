"""Pages of the pledge: the years, one pledge with its signatures and comments, drafting, commenting, answering."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.audit.selectors import history_of
from thidua.core.days import HANOI
from thidua.core.errors import Problem, Stale, require
from thidua.core.findings import Finding
from thidua.cycles.facts import stage_facts
from thidua.cycles.rules import PLEDGE as STEP
from thidua.documents.rules import text_fingerprint
from thidua.documents.selectors import papers_about
from thidua.foundation import clock
from thidua.foundation.asking import Question, accepted, ask, sentence_of
from thidua.foundation.requests import ViewerRequest
from thidua.registration.facts.pledges import is_in_force, pledge_facts, words_of
from thidua.registration.forms.pledges import (
    TARGETS,
    AnswerForm,
    CommentForm,
    PledgeForm,
    begun,
    targets_begun,
    typed_words,
)
from thidua.registration.models import Pledge
from thidua.registration.policies import pledges as policies
from thidua.registration.rules import pledges as rules
from thidua.registration.rules.registrations import STATUTE
from thidua.registration.selectors.pledges import (
    cluster_of,
    comments_of,
    get_comment_for,
    get_pledge_cycle_for,
    get_pledge_for,
    pledge_of,
    pledge_rows,
    sign_rows,
    was_shown,
)
from thidua.registration.services import pledges as services


@require_GET
def pledges_page(request: ViewerRequest) -> HttpResponse:
    """The viewer's years and where the pledge of each stands."""
    return render(request, "registration/pledges.html", {"rows": pledge_rows(request.viewer)})


@require_GET
def pledge_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """One year's pledge: its text, who has signed, what was said about the draft."""
    year = get_pledge_cycle_for(request.viewer, cycle)
    pledge = pledge_of(year)
    if pledge is not None:
        return show_pledge(request, pledge)
    context = {
        "cycle": year,
        "may_keep": bool(policies.may_keep(request.viewer, cluster_of(request.viewer, year))),
        "has_step": STEP in stage_facts(year),
    }
    return render(request, "registration/pledge_none.html", context)


def show_pledge(
    request: ViewerRequest, pledge: Pledge, form: CommentForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of a pledge that the viewer has passed the gate of."""
    viewer, now = request.viewer, clock.now()
    cluster = cluster_of(viewer, pledge.cycle)
    readable = policies.may_read_text(viewer, cluster, was_shown=was_shown(pledge))
    words, facts = words_of(pledge), pledge_facts(pledge, viewer.day)
    commenting = policies.may_comment(viewer, cluster)
    context = {
        "pledge": pledge,
        "cycle": pledge.cycle,
        "state": rules.PLEDGE.states[pledge.state],
        "tone": rules.TONES[pledge.state],
        "deadline": _deadline(pledge),
        "readable": readable,
        "facts": facts,
        "bases": words.preamble.split("\n"),
        "targets": [rules.describe_target(one) for one in words.targets],
        "mark": text_fingerprint(rules.pledge_text(facts)),
        "comments": [(one, rules.OUTCOMES.get(one.outcome)) for one in comments_of(pledge)] if readable else [],
        "form": form or CommentForm(words),
        "may_comment": bool(commenting) and bool(rules.may_comment(pledge.state, pledge.comments_until, now)),
        "papers": papers_about(viewer, pledge.uuid),
        "history": history_of(pledge.uuid),
        "clause": STATUTE,
        **_signing_context(request, pledge),
        **_steps(policies.may_keep(viewer, cluster), pledge),
    }
    return render(request, "registration/pledge.html", context, status=status)


def _signing_context(request: ViewerRequest, pledge: Pledge) -> dict[str, Any]:
    """The table of signatures, once there is something to sign or something signed."""
    rows = sign_rows(request.viewer, pledge)
    due = [row for row in rows if row.signing.state != rules.LEFT]
    return {
        "in_force": is_in_force(pledge),
        "rows": rows if is_in_force(pledge) or any(row.signing.signature for row in rows) else [],
        "signed": sum(row.signing.state == rules.SIGNED for row in due),
        "due": len(due),
        "own": next((row for row in rows if row.may_sign), None),
        "unsigned": [row for row in due if row.signing.state != rules.SIGNED],
    }


def _steps(may_keep: Finding, pledge: Pledge) -> dict[str, Any]:
    """Which of the leader's steps the viewer may take now."""
    steps = ("save", "ask-comments", "open-signing", "close", "resume", "reopen")
    may = {f"may_{step.replace('-', '_')}": bool(rules.PLEDGE.may(step, pledge.state)) for step in steps}
    archived = pledge.cycle.archived_at is not None
    return {"may_keep": bool(may_keep), **{name: bool(may_keep) and one and not archived for name, one in may.items()}}


def _deadline(pledge: Pledge) -> Any:
    if pledge.state == rules.COMMENTS:
        return pledge.comments_until
    stage = stage_facts(pledge.cycle).get(STEP)
    return stage.deadline() if stage and pledge.state == rules.SIGNING else None


@require_http_methods(["GET", "POST"])
def edit_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """Write the draft; what is typed is saved by itself, and nobody overwrites another."""
    pledge = get_pledge_for(request.viewer, cycle)
    require(policies.may_keep(request.viewer, cluster_of(request.viewer, pledge.cycle)))
    require(rules.PLEDGE.may("save", pledge.state))
    words = words_of(pledge)
    if request.method == "GET":
        form = PledgeForm(initial=begun(words, pledge.edition))
        return _edit(request, pledge, form, TARGETS(initial=targets_begun(words), prefix="target"))
    form, targets = PledgeForm(request.POST), TARGETS(request.POST, prefix="target")
    quiet = request.headers.get("X-Autosave") == "1"
    valid = form.is_valid() & targets.is_valid()
    try:
        if valid and accepted(form, lambda _given: _save(request, pledge, form, targets)):
            return _saved(request, pledge, quiet=quiet)
    except Stale as fault:
        return _conflict(request, pledge, form, targets, fault, quiet=quiet)
    if quiet:
        return JsonResponse({"sentence": _("Chưa lưu: có ô chưa đúng. Hãy bấm “Lưu dự thảo” để xem.")}, status=400)
    return _edit(request, pledge, form, targets, status=400)


def _save(request: ViewerRequest, pledge: Pledge, form: PledgeForm, targets: Any) -> Pledge:
    words, edition = typed_words(form, targets), form.cleaned_data["edition"]
    return services.save_pledge(actor=request.viewer, now=clock.now(), pledge=pledge, edition=edition, words=words)


def _saved(request: ViewerRequest, pledge: Pledge, *, quiet: bool) -> HttpResponse:
    if not quiet:
        messages.success(request, _("Đã lưu dự thảo."))
        return redirect("registration:edit_pledge", cycle=pledge.cycle.uuid)
    pledge.refresh_from_db()
    return JsonResponse(
        {"saved": f"{clock.now().astimezone(HANOI):%H:%M}", "editions": {"edition": str(pledge.edition)}}
    )


def _conflict(
    request: ViewerRequest, pledge: Pledge, form: PledgeForm, targets: Any, fault: Stale, *, quiet: bool
) -> HttpResponse:
    """What was typed stays in the form, what stands now is beside it; saving again is a choice made with open eyes."""
    problem = Problem("", fault.sentence)
    if quiet:
        return JsonResponse({"sentence": sentence_of(problem)}, status=409)
    pledge.refresh_from_db()
    typed = request.POST.copy()
    typed["edition"] = str(pledge.edition)
    form.data = typed
    theirs = rules.pledge_text(pledge_facts(pledge, request.viewer.day))
    return _edit(request, pledge, form, targets, status=409, problems=[problem], theirs=theirs)


def _edit(
    request: ViewerRequest, pledge: Pledge, form: PledgeForm, targets: BaseFormSet[Any], status: int = 200, **more: Any
) -> HttpResponse:
    context = {"pledge": pledge, "cycle": pledge.cycle, "form": form, "targets": targets, **more}
    return render(request, "registration/pledge_edit.html", context, status=status)


@require_POST
def comment_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """Say something about the draft."""
    pledge = get_pledge_for(request.viewer, cycle)
    form = CommentForm(words_of(pledge), request.POST)

    def act(given: dict[str, Any]) -> None:
        services.make_comment(actor=request.viewer, now=clock.now(), pledge=pledge, **given)

    require(policies.may_comment(request.viewer, cluster_of(request.viewer, pledge.cycle)))
    require(rules.may_comment(pledge.state, pledge.comments_until, clock.now()))
    if form.is_valid() and accepted(form, act):
        messages.success(request, _("Đã gửi góp ý. Mọi đơn vị trong cụm thấy góp ý này và câu trả lời."))
        return redirect("registration:pledge", cycle=pledge.cycle.uuid)
    return show_pledge(request, pledge, form, status=400)


@require_http_methods(["GET", "POST"])
def answer_page(request: ViewerRequest, comment: UUID) -> HttpResponse:
    """Take or decline one comment, in words."""
    found = get_comment_for(request.viewer, comment)
    cycle = found.pledge.cycle
    require(policies.may_keep(request.viewer, cluster_of(request.viewer, cycle)))
    require(rules.PLEDGE.may("save", found.pledge.state))
    back = reverse("registration:pledge", kwargs={"cycle": cycle.uuid})
    question = Question(_("Trả lời góp ý"), _("Ghi câu trả lời"), back)
    form = AnswerForm(request.POST or None, initial={"outcome": found.outcome, "answer": found.answer})

    def act(given: dict[str, Any]) -> None:
        services.answer_comment(actor=request.viewer, now=clock.now(), comment=found, **given)

    return ask(
        request, question, form, act, done=_("Đã ghi câu trả lời."),
        template="registration/pledge_answer.html", comment=found,
    )  # fmt: skip
