"""The page of a case: what was chosen, what is needed, step by step; open, take again, ask for a vote, conclude."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.audit.selectors import history_of
from thidua.core.errors import require
from thidua.core.findings import Finding
from thidua.core.text import say
from thidua.documents.selectors import papers_about
from thidua.foundation import clock
from thidua.foundation.asking import Question, ask
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.meetings.selectors import get_session_for, sessions_of
from thidua.meetings.selectors.sessions import get_item_for
from thidua.organisations.rules import member_units, organises, oversees
from thidua.selection.facts.clauses import clause_in_force
from thidua.selection.forms.case import SessionForm
from thidua.selection.policies.case import may_note_hold, may_note_refusal, may_rule, may_select, may_take_back
from thidua.selection.rules.engine import run_clause
from thidua.selection.rules.outcome import NEED_VOTE, Declined, Held, Inputs
from thidua.selection.rules.telling import ANSWERS, BY_WORDS, CASE_WORDS, RUN_WORDS, named, told_outcome
from thidua.selection.selectors.case import (
    CaseSight,
    cluster_of,
    get_case,
    get_sight_for,
    has_moved,
    readiness_to_conclude,
    sight_of,
)
from thidua.selection.selectors.ranking import Ranking, ranking_for
from thidua.selection.services.case import conclude_case, may_open, open_case, retake_field
from thidua.selection.services.votes import ask_vote, pending_vote

if TYPE_CHECKING:
    from thidua.meetings.models import Session

_SUPPOSED = say("giả sử để thử")
_NOT_CONSIDERED, _WAITS = say("không xét"), say("chưa xét")
READY_SESSIONS = ("draft", "called", "open")


@require_GET
def case_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Where the selection stands; before it is opened, what will be done and by which clause."""
    now = clock.now()
    ranking = ranking_for(request.viewer, table, now)
    case = get_case(ranking.table)
    if case is None:
        context = {
            "table": ranking.table,
            "may_open": may_open(request.viewer, ranking),
            "clause": clause_in_force(ranking.table.cycle.cluster, request.viewer.day),
            "cluster": ranking.table.cycle.cluster,
        }
        return render(request, "selection/case_none.html", context)
    return render(request, "selection/case.html", _shown(request, sight_of(case), ranking, now))


@require_POST
def open_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Open the case."""
    now = clock.now()
    open_case(actor=request.viewer, now=now, ranking=ranking_for(request.viewer, table, now))
    messages.success(request, _("Đã lập hồ sơ xét chọn từ bảng xếp hạng."))
    return redirect("selection:case", table=table)


@require_POST
def retake_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Take the ranked table again."""
    now = clock.now()
    sight = get_sight_for(request.viewer, table, now)
    ranking = ranking_for(request.viewer, table, now)
    retake_field(actor=request.viewer, now=now, case=sight.case, ranking=ranking)
    messages.success(request, _("Đã cập nhật bảng xếp hạng vào hồ sơ."))
    return redirect("selection:case", table=table)


@require_POST
def conclude_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Conclude the selection with what was looked at."""
    now = clock.now()
    sight = get_sight_for(request.viewer, table, now)
    ranking = ranking_for(request.viewer, table, now)
    seen = request.POST.get("seen", "")
    conclude_case(actor=request.viewer, now=now, case=sight.case, ranking=ranking, seen=seen)
    messages.success(request, _("Đã kết luận xét chọn."))
    return redirect("selection:case", table=table)


def _agenda_choices(sessions: Sequence[Session]) -> list[tuple[str, Any]]:
    """The points of the agenda, under their session's title where there are several sessions."""
    first: list[tuple[str, Any]] = [("", _("Không thuộc nội dung nào"))]
    groups = [
        (one.title, [(str(item.uuid), f"{n}. {item.title}") for n, item in enumerate(one.agenda.all(), start=1)])
        for one in sessions
    ]
    return [*first, *(groups[0][1] if len(groups) == 1 else groups)]


@require_http_methods(["GET", "POST"])
def vote_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Choose the session in which the vote that is needed is taken."""
    sight = get_sight_for(request.viewer, table, clock.now())
    require(may_select(request.viewer, cluster_of(request.viewer, sight.table)))
    needed = [one for one in sight.outcome.needs if one.kind == NEED_VOTE]
    sessions = [one for one in sessions_of(request.viewer, sight.table.cycle) if one.state in READY_SESSIONS]
    form = SessionForm(request.POST or None)
    form.fields["session"].choices = [(str(one.uuid), one.title) for one in sessions]  # type: ignore[attr-defined]
    form.fields["item"].choices = _agenda_choices(sessions)  # type: ignore[attr-defined]
    question = Question(
        title=_("Đưa nội dung bỏ phiếu vào phiên họp"),
        button=_("Đưa vào phiên họp"),
        back=reverse("selection:case", args=[table]),
        lead=named(needed[0].sentence, sight.field.names) if needed else _("Hiện không cần bỏ phiếu thêm."),
    )

    def act(given: dict[str, Any]) -> None:
        session = get_session_for(request.viewer, UUID(given["session"]))
        item = get_item_for(request.viewer, UUID(given["item"])) if given["item"] else None
        ask_vote(actor=request.viewer, now=clock.now(), case=sight.case, session=session, item=item)

    return ask(request, question, form, act, done=_("Đã đưa nội dung bỏ phiếu vào phiên họp."))


@require_GET
def what_if_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Suppose that somebody declines or is held: nothing is stored."""
    sight = get_sight_for(request.viewer, table, clock.now())
    declined = [_pair(text) for text in request.GET.getlist("tu-choi") if text]
    held = [text for text in request.GET.getlist("chua-xet") if text]
    prizes = {one.code: one.name for one in sight.clause.prizes}
    if any(unit not in sight.field.numbers or prize not in prizes for unit, prize in declined):
        raise NotThere
    if any(unit not in sight.field.numbers for unit in held):
        raise NotThere
    inputs = _supposed(sight, declined, held, clock.today())
    names = sight.field.names
    context = {
        "sight": sight,
        "table": sight.table,
        "told": told_outcome(sight.inputs, sight.outcome, names, None),
        "after": told_outcome(inputs, run_clause(inputs), names, None),
        "declined": [(names[unit], prizes[prize]) for unit, prize in declined],
        "held": [names[unit] for unit in held],
        "refusals": [
            (f"{unit}:{prize}", f"{name}: {title}")
            for unit, name in sorted(names.items())
            for prize, title in prizes.items()
        ],
        "units": sorted(names.items()),
        "chosen": {*request.GET.getlist("tu-choi"), *held},
        "by_words": BY_WORDS,
    }
    return render(request, "selection/case_what_if.html", context)


@require_GET
def case_print_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """The outcome with its trace, for A4."""
    sight = get_sight_for(request.viewer, table, clock.now())
    told = told_outcome(sight.inputs, sight.outcome, sight.field.names, None)
    words, tone = CASE_WORDS[sight.case.state]
    context = {"sight": sight, "table": sight.table, "told": told, "state": words, "tone": tone}
    return render(request, "selection/case_print.html", context)


def _shown(request: ViewerRequest, sight: CaseSight, ranking: Ranking, now: datetime) -> dict[str, Any]:
    viewer = request.viewer
    cluster = cluster_of(viewer, sight.table)
    moved = has_moved(sight, ranking, now)
    may = may_select(viewer, cluster)
    words, tone = CASE_WORDS[sight.case.state]
    units = sorted(sight.field.numbers.items())
    concluded = sight.case.state == "concluded"
    rulings: Finding = may_rule(viewer, cluster)
    return {
        "sight": sight,
        "case": sight.case,
        "table": sight.table,
        "told": told_outcome(sight.inputs, sight.outcome, sight.field.names, None),
        "rows": unit_rows(sight),
        "state": words,
        "tone": tone,
        "concluded": concluded,
        "moved": moved,
        "missing": [] if concluded else readiness_to_conclude(sight, now, moved=moved),
        "may": may,
        "may_rule": rulings,
        "may_hold": organises(viewer, cluster)
        or any(may_note_hold(viewer, cluster, pk) for _code, pk in units if pk not in member_units(viewer, cluster)),
        "may_decline": any(may_note_refusal(viewer, cluster, pk) for _code, pk in units),
        "needs_vote": any(one.kind == NEED_VOTE for one in sight.outcome.needs),
        "rulings_needed": [one for one in sight.outcome.needs if one.key],
        "pending_vote": pending_vote(viewer, sight),
        "refusals": [
            {
                "noted": one,
                "name": sight.field.names[one.unit.code],
                "prize": sight.clause.prize(one.prize).name,
                "own": viewer.works_at(one.unit_id),
                "taken_back": getattr(one, "withdrawal", None),
                "may_take_back": bool(may_take_back(viewer, cluster, one)),
            }
            for one in sight.case.refusals.select_related("unit", "withdrawal")
        ],
        "rulings": [
            (one, ANSWERS[one.answer], getattr(one, "withdrawal", None))
            for one in sight.case.rulings.select_related("withdrawal")
        ],
        "may_read": oversees(viewer, cluster),
        "runs": [(run, RUN_WORDS[run.why]) for run in sight.case.runs.order_by("-number")],
        "papers": papers_about(viewer, sight.case.uuid),
        "events": history_of(sight.case.uuid),
    }


def unit_rows(sight: CaseSight) -> list[dict[str, Any]]:
    """Every unit of the table with its total and what it gets, highest figure first."""
    outcome = sight.outcome
    apart = {one.unit: (_NOT_CONSIDERED, one) for one in outcome.excluded}
    apart |= {one.unit: (_WAITS, one) for one in outcome.held}
    awards = {one.unit: one for one in outcome.awards}
    rows = []
    for one in sorted(sight.inputs.candidates, key=lambda one: (-one.figure, one.unit)):
        award = awards.get(one.unit)
        rows.append(
            {
                "code": one.unit,
                "name": sight.field.names[one.unit],
                "total": one.total,
                "prize": sight.clause.prize(award.prize).name if award else "",
                "by": BY_WORDS[award.by] if award else None,
                "suspended": award.suspended if award else False,
                "apart": apart.get(one.unit),
            }
        )
    return rows


def _supposed(sight: CaseSight, declined: list[tuple[str, str]], held: list[str], day: Any) -> Inputs:
    """The inputs with what is supposed; somebody who has a prize now leaves a seat."""
    more = tuple(
        Declined(unit=unit, prize=prize, on=day, reason=str(_SUPPOSED), vacates=sight.outcome.prize_of(unit) == prize)
        for unit, prize in declined
    )
    waiting = tuple(Held(unit=unit, since=day, reason=str(_SUPPOSED)) for unit in held)
    kept = tuple(one for one in sight.inputs.holds if one.unit not in held)
    return replace(sight.inputs, declined=(*sight.inputs.declined, *more), holds=(*kept, *waiting))


def _pair(text: str) -> tuple[str, str]:
    unit, _sign, prize = text.partition(":")
    return unit, prize
