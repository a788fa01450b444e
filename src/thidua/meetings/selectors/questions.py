"""Questions that somebody may see, and what is missing before a vote; each through the session's gate."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from thidua.core.findings import Reason
from thidua.core.text import say
from thidua.foundation.refusals import NotThere
from thidua.meetings.facts.questions import question_facts
from thidua.meetings.models import Opinion, Participant, Question, Session
from thidua.meetings.policies.questions import may_answer_as
from thidua.meetings.policies.sessions import may_run, sees_session
from thidua.meetings.rules.questions import HANDS, QuestionFacts, faults_of
from thidua.meetings.rules.sessions import OPEN, SessionFacts
from thidua.meetings.selectors.readiness import quorum_of
from thidua.organisations.rules import Viewer


def get_question_for(viewer: Viewer, uuid: UUID) -> Question:
    """One question, for those who may see its session."""
    question = _questions().filter(uuid=uuid).first()
    if question is None or not sees_session(viewer, question.session):
        raise NotThere
    return question


def questions_of(session: Session) -> list[Question]:
    """The questions of a session in their order. The caller has passed the session's gate."""
    return list(_questions().filter(session=session))


def get_opinion_giver_for(viewer: Viewer, uuid: UUID) -> Participant:
    """An absent member who is asked: for that member, and for those who run the session and note paper slips."""
    rows = Participant.objects.select_related("person", "unit", "session__council__cluster__organiser")
    participant = rows.filter(uuid=uuid, opinions__isnull=False).first()
    if participant is None:
        raise NotThere
    if not (may_answer_as(viewer, participant) or may_run(viewer, participant.session)):
        raise NotThere
    return participant


def opinions_asked(participant: Participant) -> list[Opinion]:
    """What one absent member is asked, in the order of the questions."""
    rows = Opinion.objects.filter(participant=participant).select_related("question", "participant", "noted_by__person")
    return list(rows.prefetch_related("question__candidates").order_by("question__order", "question_id"))


def opinion_givers_of(session: Session) -> list[tuple[Participant, list[Opinion]]]:
    """Every absent member who was asked, with what was asked. The caller has passed the session's gate."""
    rows = Opinion.objects.filter(participant__session=session).select_related(
        "question", "participant", "noted_by__person"
    )
    found: dict[Participant, list[Opinion]] = {}
    rows = rows.prefetch_related("question__candidates")
    for one in rows.order_by("participant__order", "participant_id", "question__order", "question_id"):
        found.setdefault(one.participant, []).append(one)
    return list(found.items())


def opinions_to_give(viewer: Viewer) -> list[Participant]:
    """Where the viewer, as an absent member, has still to answer."""
    if viewer.user_id is None or not viewer.seats:
        return []
    rows = Participant.objects.filter(person__account=viewer.user_id, opinions__given_at__isnull=True)
    rows = rows.filter(opinions__isnull=False, opinions__question__state=Question.State.OPEN)
    return list(rows.select_related("session").distinct())


def readiness_to_vote(question: Question, facts: QuestionFacts, session: SessionFacts) -> tuple[Reason, ...]:
    """What is missing before a poll may begin. source: features A6.40, A6.44."""
    missing: list[Reason] = []
    if session.state != OPEN:
        missing.append(Reason(say("Phiên họp chưa khai mạc hoặc đã bế mạc."), say("Chỉ bỏ phiếu khi đang họp.")))
    found = quorum_of(question.session, session)
    if not found:
        missing += found.reasons
    if question.manner != HANDS and not any(one.account for one in session.counting):
        missing.append(
            Reason(
                say("Chưa cử ban kiểm phiếu có tài khoản để mở và kiểm hòm phiếu."),
                say("Hãy cử ban kiểm phiếu trong danh sách dự họp."),
            )
        )
    other = open_elsewhere(question)
    if other is not None:
        sentence = say("Nội dung “{title}” đang biểu quyết.", title=other.title)
        missing.append(Reason(sentence, say("Hãy kiểm phiếu xong nội dung đó.")))
    return (*missing, *faults_of(facts))


def open_elsewhere(question: Question) -> Question | None:
    """Another question of the session on which a poll is going on."""
    others = question.session.questions.filter(state=Question.State.OPEN).exclude(pk=question.pk)
    return next((one for one in others.select_related("session__council") if question_facts(one).running), None)


def _questions() -> QuerySet[Question]:
    return Question.objects.select_related(
        "session__council__cluster__organiser", "session__council__unit", "session__cycle", "item"
    )
