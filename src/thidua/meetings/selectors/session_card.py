"""Everything that a session's page shows, and what the viewer may do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from thidua.audit.selectors import HistoryLine, history_of
from thidua.core.days import day_of
from thidua.core.findings import Finding, Reason
from thidua.core.text import Text
from thidua.law.voting import Rulebook
from thidua.meetings.facts.questions import question_facts, rules_of
from thidua.meetings.facts.sessions import session_facts
from thidua.meetings.models import AgendaItem, Question, Session, SessionPaper
from thidua.meetings.policies.sessions import may_prepare, may_run
from thidua.meetings.rules.next_step import NextStep, QuestionNow, Standing, next_step
from thidua.meetings.rules.questions import absent_of
from thidua.meetings.rules.sessions import (
    CALLED,
    CAPACITIES,
    COUNTS,
    DRAFT,
    ENDED,
    HEADS_COUNT,
    OPEN,
    STATES,
    TASKS,
    ParticipantFacts,
    SessionFacts,
)
from thidua.meetings.selectors.readiness import Gap, gaps_before_calling, notices_of, quorum_of
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors import name_on


@dataclass(frozen=True, slots=True)
class ListedRow:
    """Somebody on the list, in words."""

    facts: ParticipantFacts
    capacity: Text
    tasks: tuple[Text, ...]
    unit: str
    stands_in_for: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What changed after the invitation."""

    at: datetime
    words: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCard:
    """A session on a page."""

    state: Text
    tone: str
    facts: SessionFacts
    listed: list[ListedRow]
    agenda: list[AgendaItem]
    questions: list[Question]
    papers: list[SessionPaper]
    changes: list[ChangeRow]
    rulebook: Rulebook
    quorum: Finding | None
    missing: list[Gap]
    notices: list[Reason]
    may_prepare: bool
    may_run: bool
    may_change: bool
    is_draft: bool
    is_called: bool
    is_open: bool
    is_ended: bool
    met: bool
    day_has_come: bool
    unvoted: int
    next: NextStep | None
    events: list[HistoryLine]


def session_card(viewer: Viewer, session: Session, now: datetime) -> SessionCard:
    """The page of a session that the viewer has passed the gate of."""
    facts = session_facts(session)
    state, tone = STATES[session.state]
    prepares, runs = bool(may_prepare(viewer, session)), bool(may_run(viewer, session))
    met = session.state in (OPEN, ENDED)
    mine = facts.of_account(viewer.user_id)
    quorum = quorum_of(session, facts) if met else None
    missing = gaps_before_calling(session, now) if session.state == DRAFT and prepares else []
    questions = list(session.questions.exclude(state=Question.State.WITHDRAWN))
    day_has_come = day_of(session.starts_at) <= day_of(now)
    return SessionCard(
        state=state,
        tone=tone,
        facts=facts,
        listed=listed_rows(session, facts),
        agenda=list(session.agenda.all()),
        questions=questions,
        papers=list(session.papers.all()),
        changes=[ChangeRow(datetime.fromisoformat(one["at"]), one["words"], one["reason"]) for one in session.changes],
        rulebook=rules_of(session),
        quorum=quorum,
        missing=missing,
        notices=notices_of(session, facts) if session.state in (DRAFT, CALLED, OPEN) and (prepares or runs) else [],
        may_prepare=prepares,
        may_run=runs,
        may_change=(prepares and session.state in (DRAFT, CALLED)) or (runs and session.state == OPEN),
        is_draft=session.state == DRAFT,
        is_called=session.state == CALLED,
        is_open=session.state == OPEN,
        is_ended=session.state == ENDED,
        met=met,
        day_has_come=day_has_come,
        unvoted=sum(one.state == Question.State.DRAFT for one in questions),
        next=next_step(
            Standing(
                state=session.state,
                prepares=prepares,
                runs=runs,
                missing=bool(missing),
                day_has_come=day_has_come,
                quorate=bool(quorum),
                listed=mine is not None,
                present=mine is not None and mine.present,
                questions=tuple(_now(one) for one in questions if one.state != Question.State.DECIDED) if met else (),
                has_questions=bool(questions),
            )
        ),
        events=history_of(session.uuid),
    )


def _now(question: Question) -> QuestionNow:
    """A question that has no answer yet; only what was put to the vote costs queries of its own."""
    if question.state != Question.State.OPEN:
        return QuestionNow(question.uuid, question.title)
    facts = question_facts(question)
    running = facts.running is not None
    waits = not running and facts.asks_absent and bool(facts.counted) and bool(absent_of(facts))
    return QuestionNow(question.uuid, question.title, voted=True, running=running, waits=waits)


def listed_rows(session: Session, facts: SessionFacts) -> list[ListedRow]:
    """The list in words; two queries however long it is."""
    day = day_of(session.starts_at)
    pks = {one.unit for one in facts.everybody if one.unit is not None}
    units = Unit.objects.filter(pk__in=pks).prefetch_related("names").in_bulk()
    names = {one.key: one.name for one in facts.everybody}
    return [
        ListedRow(
            facts=one,
            capacity=CAPACITIES[one.capacity],
            tasks=tuple(_tasks(one)),
            unit=name_on(units[one.unit], day) if one.unit in units else "",
            stands_in_for=names.get(one.stands_in_for, "") if one.stands_in_for else "",
        )
        for one in facts.everybody
    ]


def _tasks(one: ParticipantFacts) -> Iterable[Text]:
    if one.task in TASKS:
        yield TASKS[one.task]
    if one.heads_count:
        yield HEADS_COUNT
    elif one.counts:
        yield COUNTS
