"""Ask absent members afterwards, take their answers by link or by paper slip. vi: lấy ý kiến thành viên vắng mặt.

source: R3.4, R4.1; features A6.41.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.days import is_past
from thidua.core.errors import BadInput, Problem, Refused, require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.foundation import file_kinds, files
from thidua.meetings.facts.questions import question_facts
from thidua.meetings.models import Opinion, Participant, Question, Session
from thidua.meetings.policies.questions import may_answer_as
from thidua.meetings.policies.sessions import may_run
from thidua.meetings.rules.opinions import LINK, SLIP, check_answers, is_late, may_answer
from thidua.meetings.rules.questions import absent_of
from thidua.meetings.services.changing import locked, not_archived
from thidua.organisations.rules import Viewer
from thidua.organisations.services.checks import bad


@transaction.atomic
def ask_opinions(*, actor: Viewer, now: datetime, session: Session, until: date) -> list[Opinion]:
    """Ask every absent member about every question that was voted on and whose rule wants it, until a day.

    Raises Refused, BadInput. After the session has ended; once.
    """
    session = locked(session)
    require(may_run(actor, session))
    not_archived(session)
    if session.state != Session.State.ENDED:
        raise Refused(
            refused(say("Phiên họp chưa bế mạc."), say("Hãy lấy ý kiến thành viên vắng mặt sau khi phiên họp bế mạc."))
        )
    if session.opinions_until is not None:
        raise Refused(refused(say("Đã lấy ý kiến, hạn trả lời đến hết ngày {day}.", day=session.opinions_until)))
    if is_past(until, now):
        raise bad("until", say("Ngày này đã qua."), say("Hãy chọn từ hôm nay trở đi."))
    opinions = [one for question in waiting_questions(session) for one in _asked(question, now)]
    if not opinions:
        raise Refused(refused(say("Không có nội dung nào cần lấy ý kiến thành viên vắng mặt.")))
    Opinion.objects.bulk_create(opinions)
    session.opinions_until = until
    session.save(update_fields=["opinions_until"])
    names = sorted({one.participant.name for one in opinions})
    record(verb="ask-opinions", actor=actor, subject=session, at=now, data={"until": f"{until}", "asked": names})
    return opinions


def waiting_questions(session: Session) -> list[Question]:
    """The questions of a session that were voted on and still want the opinions of the absent."""
    rows = session.questions.filter(state=Question.State.OPEN).select_related("session__council")
    found = []
    for question in rows:
        facts = question_facts(question)
        if facts.asks_absent and facts.counted and not facts.running and absent_of(facts):
            found.append(question)
    return found


@transaction.atomic
def give_opinion(
    *, actor: Viewer, now: datetime, participant: Participant, answers: Mapping[str, Mapping[str, str]]
) -> list[Opinion]:
    """An absent member answers in person; answers by question and candidate. Raises Refused, BadInput.

    After the last day it is kept as late and never counted.
    """
    require(may_answer_as(actor, participant))
    return _write(actor, now, participant, answers, LINK, "", "give-opinion")


@transaction.atomic
def note_slip(
    *, actor: Viewer, now: datetime, participant: Participant, answers: Mapping[str, Mapping[str, str]],
    name: str, content: bytes, received_on: date,
) -> list[Opinion]:  # fmt: skip
    """Write down an absent member's paper slip, with its scan; the day it came in decides whether it is late.

    Raises Refused, BadInput.
    """
    require(may_run(actor, participant.session))
    if received_on > actor.day:
        raise bad("received_on", say("Ngày nhận phiếu ở sau hôm nay."), say("Hãy nhập ngày đã nhận."))
    file_kinds.judge(content, name)
    return _write(actor, now, participant, answers, SLIP, files.put(content), "note-opinion", received_on)


def _write(
    actor: Viewer, now: datetime, participant: Participant, answers: Mapping[str, Mapping[str, str]],
    way: str, sha256: str, verb: str, received_on: date | None = None,
) -> list[Opinion]:  # fmt: skip
    session = locked(participant.session)
    not_archived(session)
    rows = Opinion.objects.select_for_update(of=("self",)).filter(participant=participant)
    found = list(rows.select_related("question", "participant").order_by("question__order", "question_id"))
    if not found:
        raise Refused(refused(say("Không có nội dung nào cần lấy ý kiến.")))
    problems = []
    for one in found:
        require(may_answer(one.given_at))
        keys = {str(uuid) for uuid in one.question.candidates.values_list("uuid", flat=True)}
        for sentence in check_answers(answers.get(str(one.question.uuid), {}), keys):
            problems.append(Problem(one.question.title, sentence))
    if problems:
        raise BadInput(problems)
    until = session.opinions_until
    came_late = received_on is not None and until is not None and received_on > until
    for one in found:
        decided = one.question.state != Question.State.OPEN
        one.late = came_late or (decided if received_on else is_late(until, now, decided=decided))
        one.answers, one.way, one.slip_sha256 = dict(answers[str(one.question.uuid)]), way, sha256
        one.given_at, one.noted_by_id = now, actor.account_id
        one.save(update_fields=["answers", "way", "slip_sha256", "given_at", "noted_by", "late"])
    data = {"participant": participant.name, "late": any(one.late for one in found), "way": way}
    record(verb=verb, actor=actor, subject=participant.session, at=now, data=data)
    return found


def _asked(question: Question, now: datetime) -> list[Opinion]:
    absent = question.session.participants.filter(uuid__in=absent_of(question_facts(question)))
    return [Opinion(question=question, participant=one, asked_at=now) for one in absent.order_by("order", "pk")]
