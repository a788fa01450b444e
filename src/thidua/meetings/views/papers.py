"""The papers of a session on one page; ballots to print; counting minutes of each round."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.core.names import code_from
from thidua.documents.pages import draft_file, draft_page
from thidua.documents.selectors import papers_about
from thidua.foundation import clock
from thidua.foundation.downloads import file_answer
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.meetings.facts.minutes import ballot_facts, secret_questions
from thidua.meetings.facts.sessions import session_facts
from thidua.meetings.forms.minutes import CopiesForm
from thidua.meetings.models import Session
from thidua.meetings.papers.ballot_paper import ballot_docx, ballot_lines, ballot_pdf
from thidua.meetings.policies import may_prepare
from thidua.meetings.policies.minutes import may_count, may_keep_minutes, may_read_minutes
from thidua.meetings.rules import minutes as rules
from thidua.meetings.selectors.minutes import (
    counting_draft,
    counting_rows,
    get_ballot_question_for,
    get_counting_for,
    minutes_of,
)
from thidua.meetings.selectors.sessions import get_session_for


@require_GET
def papers_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Every kind of paper that the session has, with its state and what can be done."""
    viewer = request.viewer
    found = get_session_for(viewer, session)
    minutes = minutes_of(found)
    state, tone = rules.STATES[minutes.state]
    counts = bool(may_count(viewer, found, session_facts(found)))
    context = {
        "session": found,
        "minutes": minutes,
        "minutes_state": state,
        "minutes_tone": tone,
        "reads_minutes": may_read_minutes(viewer, found, minutes),
        "writes_minutes": bool(may_keep_minutes(viewer, found)),
        "prepares": bool(may_prepare(viewer, found)),
        "counts": counts,
        "ballots": list(secret_questions(found)) if counts else [],
        "rounds": counting_rows(viewer, found),
        "issued": papers_about(viewer, found.uuid),
    }
    return render(request, "meetings/papers.html", context)


@require_http_methods(["GET", "POST"])
def counting(request: ViewerRequest, session: UUID, held: UUID) -> HttpResponse:
    """The counting minutes of one closed round: words, preview, issue."""
    found, question, vote = get_counting_for(request.viewer, session, held)
    return draft_page(
        request,
        counting_draft(request.viewer, found, question, vote, demonstration=settings.DEMONSTRATION),
        title=_("Biên bản kiểm phiếu vòng {n}").format(n=vote.number),
        back=reverse("meetings:papers", args=[found.uuid]),
        file_url=lambda form: reverse("meetings:counting_file", args=[found.uuid, vote.uuid, form]),
        lead=question.title,
    )


@require_GET
def counting_file(request: ViewerRequest, session: UUID, held: UUID, form: str) -> HttpResponse:
    """The counting minutes as they would be issued, as Word or PDF."""
    found, question, vote = get_counting_for(request.viewer, session, held)
    ready = counting_draft(request.viewer, found, question, vote, demonstration=settings.DEMONSTRATION)
    return draft_file(request, ready, form)


def usual_copies(session: Session) -> int:
    """One ballot for each member."""
    return len(session_facts(session).members) or 1


@require_GET
def ballots(request: ViewerRequest, session: UUID, question: UUID) -> HttpResponse:
    """What stands on a ballot, and how many to print; by default one for each member."""
    found, asked = get_ballot_question_for(request.viewer, session, question)
    facts = ballot_facts(found, asked, demonstration=settings.DEMONSTRATION)
    form = CopiesForm(request.GET or None, initial={"copies": usual_copies(found)})
    context = {
        "session": found,
        "question": asked,
        "facts": facts,
        "form": form,
        "lines": ballot_lines(facts),
        "back": reverse("meetings:papers", args=[found.uuid]),
    }
    return render(request, "meetings/papers_ballots.html", context, status=400 if form.errors else 200)


@require_GET
def ballot_file(request: ViewerRequest, session: UUID, question: UUID, form: str) -> HttpResponse:
    """So many ballots to print, as PDF or Word, one a member when no number is given; a wrong number asks again."""
    found, asked = get_ballot_question_for(request.viewer, session, question)
    if form not in ("pdf", "docx"):
        raise NotThere
    wanted = CopiesForm(request.GET or {"copies": usual_copies(found)})
    if not wanted.is_valid():
        return ballots(request, session, question)
    facts = ballot_facts(found, asked, demonstration=settings.DEMONSTRATION)
    copies = wanted.cleaned_data["copies"]
    content = ballot_pdf(facts, copies, created_at=clock.now()) if form == "pdf" else ballot_docx(facts, copies)
    name = f"phieu-bau-vong-{facts.round}-{code_from(asked.title)[:60]}"
    return file_answer(content, name, form)
