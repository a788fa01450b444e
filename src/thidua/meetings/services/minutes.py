"""The minutes on their way: shown to those present, corrected, frozen for signing, issued."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from thidua.audit.services import record
from thidua.core.days import day_of
from thidua.core.errors import Refused, Stale, require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.documents.rules import text_fingerprint
from thidua.meetings.facts.sessions import session_facts
from thidua.meetings.models import Correction, Minutes, Session
from thidua.meetings.policies.minutes import may_close_minutes
from thidua.meetings.rules import minutes as rules
from thidua.meetings.selectors.minutes import paper_of, passages_of, waiting_questions
from thidua.organisations.rules import Viewer
from thidua.organisations.services.checks import bad, given, reason_given
from thidua.papers import to_json


@transaction.atomic
def show_minutes(*, actor: Viewer, now: datetime, session: Session, until: date, edition: int) -> Minutes:
    """Show the draft to everybody on the list; those present may ask for corrections until the end of a day.

    vi: gửi dự thảo biên bản lấy ý kiến.
    """
    minutes = _locked(session, edition)
    require(may_close_minutes(actor, session))
    require(rules.FLOW.may("show", minutes.state))
    require(waiting_questions(session))
    if until < day_of(now):
        wrong = say("Ngày {day} đã qua.", day=until)
        raise bad("corrections_until", wrong, say("Hãy chọn từ hôm nay trở đi."))
    minutes.state, minutes.shown_at, minutes.corrections_until = Minutes.State.SHOWN, now, until
    _save(minutes)
    record(verb="show-minutes", actor=actor, subject=minutes, at=now, data={"until": str(until)})
    return minutes


@transaction.atomic
def ask_correction(*, actor: Viewer, now: datetime, session: Session, passage: str, text: str) -> Correction:
    """Somebody who was there asks to have a passage corrected. vi: đề nghị sửa biên bản."""
    minutes = _locked(session)
    me = session_facts(session).of_account(actor.user_id)
    require(rules.may_correct(minutes.state, minutes.corrections_until, now, present=me is not None and me.came))
    if me is None or passage not in {one.key for one in passages_of(session)}:
        raise bad("passage", say("Chưa chọn phần cần sửa."), say("Hãy chọn một phần của biên bản."))
    told = given("text", text, say("Hãy viết rõ: sửa gì, thành gì, vì sao."))
    correction = Correction.objects.create(
        minutes=minutes, participant_id=me.pk, passage=passage, text=told, asked_by_id=actor.account_id, asked_at=now
    )
    record(verb="ask-correction", actor=actor, subject=minutes, at=now, reason=told, data={"passage": passage})
    return correction


@transaction.atomic
def answer_correction(
    *, actor: Viewer, now: datetime, session: Session, correction: Correction, outcome: str, answer: str
) -> Correction:
    """Take a request or decline it, with words; what was taken the writer then edits in the draft.

    vi: tiếp thu, giải trình đề nghị sửa biên bản.
    """
    minutes = _locked(session)
    correction = Correction.objects.select_for_update().get(pk=correction.pk, minutes=minutes)
    require(may_close_minutes(actor, session))
    require(rules.FLOW.may("answer", minutes.state))
    if correction.outcome:
        raise Refused(refused(say("Đề nghị này đã được trả lời.")))
    if outcome not in (rules.TAKEN, rules.DECLINED):
        raise bad("outcome", say("Chưa chọn kết quả."), say("Hãy chọn tiếp thu hoặc không tiếp thu."))
    told = answer.strip() if outcome == rules.TAKEN else given("answer", answer, say("Hãy nêu vì sao không tiếp thu."))
    correction.outcome, correction.answer = outcome, told
    correction.answered_by_id, correction.answered_at = actor.account_id, now
    correction.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    data = {"correction": str(correction.uuid), "outcome": outcome}
    record(verb="answer-correction", actor=actor, subject=minutes, at=now, reason=told, data=data)
    return correction


@transaction.atomic
def submit_minutes(
    *, actor: Viewer, now: datetime, session: Session, edition: int, read_out: bool, demonstration: bool
) -> Minutes:
    """Freeze the whole text for signing, with its fingerprint; a signature holds for exactly these letters.

    `read_out`: it was read out and passed in the session itself. vi: trình ký biên bản.
    """
    minutes = _locked(session, edition)
    require(may_close_minutes(actor, session))
    require(waiting_questions(session))
    waiting = minutes.corrections.filter(outcome="").count()
    require(rules.may_submit(minutes.state, minutes.corrections_until, now, waiting, read_out=read_out))
    facts = session_facts(session)
    if facts.chair is None or facts.secretary is None:
        raise Refused(
            refused(say("Phiên họp chưa có đủ chủ tọa và thư ký để ký."), say("Hãy ghi nhận chủ trì và thư ký."))
        )
    minutes.text = to_json(paper_of(actor, session, demonstration=demonstration))
    minutes.text_sha256 = text_fingerprint(minutes.text)
    minutes.state = Minutes.State.SIGNING
    _save(minutes)
    data = {"text": minutes.text_sha256, "read_out": read_out}
    record(verb="submit-minutes", actor=actor, subject=minutes, at=now, data=data)
    return minutes


@transaction.atomic
def reopen_minutes(*, actor: Viewer, now: datetime, session: Session, edition: int, reason: str) -> Minutes:
    """Go back to the draft, with a reason; signatures under a text that then changes are void, and shown as void.

    vi: mở lại biên bản để sửa.
    """
    minutes = _locked(session, edition)
    require(may_close_minutes(actor, session))
    require(rules.FLOW.may("reopen", minutes.state))
    told = reason_given(reason)
    before = {"state": minutes.state, "text": minutes.text_sha256}
    minutes.state, minutes.shown_at, minutes.corrections_until = Minutes.State.DRAFT, None, None
    minutes.text, minutes.text_sha256 = "", ""
    _save(minutes)
    record(verb="reopen-minutes", actor=actor, subject=minutes, at=now, reason=told, data={"before": before})
    return minutes


@transaction.atomic
def note_issued(*, actor: Viewer, now: datetime, session: Session, text_sha256: str, paper: UUID) -> Minutes:
    """Note that exactly the signed text was issued; called inside the transaction that issues it."""
    minutes = _locked(session)
    if minutes.state != Minutes.State.SIGNING or minutes.text_sha256 != text_sha256:
        raise Stale(say("Biên bản vừa được mở lại hoặc thay đổi; hãy xem lại trước khi phát hành."), minutes)
    minutes.state, minutes.issued_paper = Minutes.State.ISSUED, paper
    _save(minutes)
    record(verb="issue-minutes", actor=actor, subject=minutes, at=now, data={"paper": str(paper)})
    return minutes


def _locked(session: Session, edition: int | None = None) -> Minutes:
    """The minutes, locked, in the edition that was read; the unit that keeps the papers is locked before."""
    Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    minutes, _ = Minutes.objects.select_for_update(of=("self",)).get_or_create(session=session)
    if edition is not None and minutes.edition != edition:
        raise Stale(say("Biên bản vừa được người khác cập nhật; hãy xem lại rồi làm tiếp."), minutes)
    return minutes


def _save(minutes: Minutes) -> None:
    minutes.edition += 1
    minutes.save()
