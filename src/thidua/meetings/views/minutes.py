"""Pages of the minutes: read, shown, corrected, frozen, signed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.audit.selectors import history_of
from thidua.core.errors import require
from thidua.documents.pages import draft_file, draft_page, scan_file, sign_page, signature_lines
from thidua.documents.selectors import words_of
from thidua.foundation import clock
from thidua.foundation.asking import Question, ask
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.meetings.facts.sessions import session_facts
from thidua.meetings.forms.minutes import AnswerForm, CorrectionForm, ReopenForm, ShowForm, SubmitForm
from thidua.meetings.models import Minutes, Session
from thidua.meetings.papers.plain import plain_text, readings, without_words
from thidua.meetings.policies.minutes import (
    has_minutes,
    may_bring_scan,
    may_close_minutes,
    may_keep_minutes,
    may_read_minutes,
    may_sign,
)
from thidua.meetings.rules import minutes as rules
from thidua.meetings.rules.minutes_next import MinutesStanding, minutes_next
from thidua.meetings.selectors.minutes import (
    changed_since,
    get_correction_for,
    get_minutes_for,
    minutes_draft,
    minutes_of,
    passages_of,
    readiness_to_submit,
    signatures_of,
    signed,
    signer_of,
    signing_of,
    waiting_questions,
)
from thidua.meetings.selectors.sessions import get_session_for
from thidua.meetings.services import minutes as services
from thidua.papers import Paper, from_json


@require_GET
def minutes_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """The minutes with their text, requests for corrections, signatures, and what can be done next.

    Whoever may not read the draft is told that it is being written.
    """
    viewer, now = request.viewer, clock.now()
    found = get_session_for(viewer, session)
    minutes = minutes_of(found)
    if not has_minutes(found):
        raise NotThere
    if not may_read_minutes(viewer, found, minutes):
        return render(request, "meetings/minutes_waiting.html", {"session": found})
    me = session_facts(found).of_account(viewer.user_id)
    keeps, state = bool(may_close_minutes(viewer, found)), rules.STATES[minutes.state]
    writes, signers = bool(may_keep_minutes(viewer, found)), _signers(request, found, minutes)
    came = me is not None and me.came
    correct = rules.may_correct(minutes.state, minutes.corrections_until, now, present=came)
    missing = readiness_to_submit(found, minutes, now) if keeps and minutes.state == rules.SHOWN else None
    blocks = readings(_paper(request, found, minutes))
    context: dict[str, Any] = {
        "session": found,
        "minutes": minutes,
        "state": state[0],
        "tone": state[1],
        "readings": blocks,
        "without_words": without_words(blocks) if writes and not minutes.text else (),
        "writes": writes,
        "keeps": keeps,
        "correct": correct,
        "corrections": _corrections(found, minutes),
        "missing": missing,
        "signers": signers,
        "next": minutes_next(
            MinutesStanding(
                state=minutes.state,
                writes=writes,
                closes=keeps,
                may_correct=bool(correct),
                ready=missing is not None and bool(missing),
                undecided=keeps and minutes.state == rules.DRAFT and not waiting_questions(found),
                until=minutes.corrections_until,
                unsigned=sum(not one["signed"] for one in signers),
                mine=any(one["may_sign"] and not one["signed"] for one in signers),
            )
        ),
        "signatures": signature_lines(found.uuid, rules.KIND, minutes.text),
        "changed": minutes.state == rules.SIGNING and changed_since(viewer, found, minutes),
        "history": history_of(minutes.uuid) if minutes.pk else [],
    }
    return render(request, "meetings/minutes.html", context)


@require_http_methods(["GET", "POST"])
def draft(request: ViewerRequest, session: UUID) -> HttpResponse:
    """The words of the minutes, passage by passage; issued from here once both have signed."""
    found, minutes = get_minutes_for(request.viewer, session)
    require(may_keep_minutes(request.viewer, found))
    mark = minutes.text_sha256

    def issued(paper: Any) -> None:
        services.note_issued(actor=request.viewer, now=clock.now(), session=found, text_sha256=mark, paper=paper.uuid)

    return draft_page(
        request,
        minutes_draft(request.viewer, found, minutes, demonstration=settings.DEMONSTRATION),
        title=_("Soạn biên bản"),
        back=_page(found),
        file_url=lambda form: reverse("meetings:minutes_file", args=[found.uuid, form]),
        lead=found.title,
        issued=issued,
    )


@require_GET
def minutes_file(request: ViewerRequest, session: UUID, form: str) -> HttpResponse:
    """The minutes as they stand, as Word or PDF, for whoever may read them."""
    found, minutes = get_minutes_for(request.viewer, session)
    ready = minutes_draft(request.viewer, found, minutes, demonstration=settings.DEMONSTRATION)
    return draft_file(request, ready, form)


@require_http_methods(["GET", "POST"])
def show(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Show the draft to everybody on the list."""
    found, minutes = get_minutes_for(request.viewer, session)
    require(may_close_minutes(request.viewer, found))
    question = Question(
        _("Gửi biên bản cho người dự xem"),
        _("Gửi xem"),
        _page(found),
        _("Mọi người trong danh sách xem được dự thảo; người có mặt được đề nghị sửa đến hết hạn."),
    )

    def act(given: dict[str, Any]) -> object:
        return services.show_minutes(
            actor=request.viewer, now=clock.now(), session=found, until=given["corrections_until"],
            edition=given["edition"],
        )  # fmt: skip

    form = ShowForm(request.POST or None, initial={"edition": minutes.edition})
    return ask(request, question, form, act, done=_("Đã gửi dự thảo biên bản cho người dự."))


@require_http_methods(["GET", "POST"])
def correct(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Somebody who was there asks for a correction."""
    found, minutes = get_minutes_for(request.viewer, session)
    me = session_facts(found).of_account(request.viewer.user_id)
    present = me is not None and me.came
    require(rules.may_correct(minutes.state, minutes.corrections_until, clock.now(), present=present))
    question = Question(_("Đề nghị sửa biên bản"), _("Gửi đề nghị"), _page(found), found.title)

    def act(given: dict[str, Any]) -> object:
        return services.ask_correction(actor=request.viewer, now=clock.now(), session=found, **given)

    form = CorrectionForm(passages_of(found), request.POST or None)
    return ask(request, question, form, act, done=_("Đã gửi đề nghị sửa."))


@require_http_methods(["GET", "POST"])
def answer(request: ViewerRequest, session: UUID, correction: UUID) -> HttpResponse:
    """The secretary takes a request or declines it."""
    found, _minutes, asked = get_correction_for(request.viewer, session, correction)
    require(may_close_minutes(request.viewer, found))
    title = _("Trả lời đề nghị sửa của {name}").format(name=asked.participant.name)
    question = Question(title, _("Trả lời"), _page(found), asked.text)

    def act(given: dict[str, Any]) -> object:
        return services.answer_correction(
            actor=request.viewer, now=clock.now(), session=found, correction=asked, **given
        )

    return ask(request, question, AnswerForm(request.POST or None), act, done=_("Đã trả lời đề nghị."))


@require_http_methods(["GET", "POST"])
def submit(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Freeze the text for signing."""
    found, minutes = get_minutes_for(request.viewer, session)
    require(may_close_minutes(request.viewer, found))
    question = Question(
        _("Trình ký biên bản"),
        _("Trình ký"),
        _page(found),
        _("Nội dung được giữ nguyên từng chữ để thư ký và chủ tọa ký; muốn sửa phải mở lại, nêu lý do và ký lại."),
    )

    def act(given: dict[str, Any]) -> object:
        return services.submit_minutes(
            actor=request.viewer, now=clock.now(), session=found, edition=given["edition"],
            read_out=given.get("read_out", False), demonstration=settings.DEMONSTRATION,
        )  # fmt: skip

    shown = minutes.state != rules.DRAFT
    form = SubmitForm(request.POST or None, initial={"edition": minutes.edition}, shown=shown)
    return ask(request, question, form, act, done=_("Đã trình ký biên bản."))


@require_http_methods(["GET", "POST"])
def reopen(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Go back to the draft, with a reason."""
    found, minutes = get_minutes_for(request.viewer, session)
    require(may_close_minutes(request.viewer, found))
    question = Question(
        _("Mở lại biên bản để sửa"),
        _("Mở lại"),
        _page(found),
        _("Chữ ký đã có hết hiệu lực khi nội dung thay đổi, và vẫn được lưu; sau khi sửa phải trình ký lại."),
        danger=True,
    )

    def act(given: dict[str, Any]) -> object:
        return services.reopen_minutes(actor=request.viewer, now=clock.now(), session=found, **given)

    form = ReopenForm(request.POST or None, initial={"edition": minutes.edition})
    return ask(request, question, form, act, done=_("Đã mở lại biên bản."))


@require_http_methods(["GET", "POST"])
def sign(request: ViewerRequest, session: UUID, capacity: str) -> HttpResponse:
    """Secretary or chair signs on screen, having confirmed who they are."""
    return _sign(request, session, capacity, on_paper=False)


@require_http_methods(["GET", "POST"])
def sign_by_scan(request: ViewerRequest, session: UUID, capacity: str) -> HttpResponse:
    """The scan of a page signed by hand is brought."""
    return _sign(request, session, capacity, on_paper=True)


@require_GET
def signed_scan(request: ViewerRequest, session: UUID, signature: UUID) -> HttpResponse:
    """The scan as it was brought, for whoever may read the minutes."""
    found, _minutes = get_minutes_for(request.viewer, session)
    for row in signatures_of(found):
        if row.uuid == signature:
            return scan_file(request, row)
    raise NotThere


def _sign(request: ViewerRequest, session: UUID, capacity: str, *, on_paper: bool) -> HttpResponse:
    found, minutes = get_minutes_for(request.viewer, session)
    signing = signing_of(request.viewer, found, minutes, capacity, on_paper=on_paper)
    require(signing.may)
    shown = plain_text(from_json(minutes.text))
    title = _("Nộp bản biên bản đã ký") if on_paper else _("Ký biên bản")
    return sign_page(request, signing, title=title, shown=shown, back=_page(found), on_paper=on_paper)


def _page(session: Session) -> str:
    return reverse("meetings:minutes", args=[session.uuid])


def _paper(request: ViewerRequest, session: Session, minutes: Minutes) -> Paper:
    """The text as it stands: frozen, or as the words are kept."""
    ready = minutes_draft(request.viewer, session, minutes, demonstration=settings.DEMONSTRATION)
    return ready.compose({one.key: one.text for one in words_of(ready)}, None, None)


def _corrections(session: Session, minutes: Minutes) -> list[dict[str, Any]]:
    """Requests with the name of their passage and what came of them."""
    if not minutes.pk:
        return []
    names = {one.key: one.heading for one in passages_of(session)}
    rows = minutes.corrections.select_related("participant", "answered_by__person")
    return [
        {"asked": one, "passage": names.get(one.passage), "words": rules.OUTCOMES[one.outcome][0],
         "tone": rules.OUTCOMES[one.outcome][1]}
        for one in rows
    ]  # fmt: skip


def _signers(request: ViewerRequest, session: Session, minutes: Minutes) -> list[dict[str, Any]]:
    """Secretary and chair, whether they signed, and whether the viewer can sign or bring a scan for them."""
    if minutes.state != rules.SIGNING:
        return []
    facts, there = session_facts(session), signed(session, minutes)
    found = []
    for capacity, words in rules.SIGNERS.items():
        one = signer_of(facts, capacity)
        found.append(
            {
                "capacity": capacity,
                "words": words,
                "name": one.name if one else "",
                "signed": capacity in there,
                "may_sign": bool(may_sign(request.viewer, minutes, one, capacity)),
                "may_scan": bool(may_bring_scan(request.viewer, session, minutes, one)),
            }
        )
    return found
