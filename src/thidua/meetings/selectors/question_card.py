"""Everything that a question's page shows, and what the viewer may do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from thidua.audit.selectors import HistoryLine, history_of
from thidua.ballots.selectors import rounds_about
from thidua.core.findings import Finding, Reason
from thidua.core.text import Text, say
from thidua.law.voting import ABSENT, CANDIDATES, SECRET, Entry, purpose_name
from thidua.meetings.facts.questions import question_facts
from thidua.meetings.facts.rulebooks import rule_of
from thidua.meetings.facts.sessions import session_facts
from thidua.meetings.models import Question
from thidua.meetings.policies.questions import may_ask
from thidua.meetings.policies.sessions import may_run
from thidua.meetings.rules.opinions import asking_is_over
from thidua.meetings.rules.questions import (
    CHOOSE,
    DRAFT,
    HANDS,
    MANNERS,
    OPEN,
    STATES,
    PollFacts,
    QuestionFacts,
    Verdict,
    absent_of,
    may_conclude,
    next_poll,
    outcome_of,
)
from thidua.meetings.selectors.questions import readiness_to_vote
from thidua.meetings.selectors.readiness import quorum_of
from thidua.organisations.rules import Viewer

TIED, CHOSEN = say("Bằng phiếu"), say("Được chọn")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleWords:
    """The rule of a question in words, with where it stands and how sure that is."""

    name: str
    decides: Text
    secret: Text
    absent: Text
    candidates: Text
    source: str
    confidence: Text
    sure: bool
    note: str


def rule_words(entry: Entry) -> RuleWords:
    """One entry of a rulebook, in words."""
    return RuleWords(
        name=entry.name,
        decides=entry.words,
        secret=SECRET[entry.secret],
        absent=ABSENT[entry.absent],
        candidates=CANDIDATES[entry.candidates],
        source=entry.source,
        confidence=entry.confidence_words,
        sure=entry.provision.is_sure,
        note=entry.note,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRow:
    """One candidate in one round."""

    label: str
    yes: int
    no: int
    abstained: int
    outcome: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRow:
    """One round on the page; `ballots` is the secret round's own page."""

    number: int
    state: Text
    tone: str
    present: int
    members: int
    valid: int
    abstaining: int
    ballots: UUID | None
    voided_reason: str
    rows: list[CandidateRow]
    sums: list[tuple[str, Text]]
    asked: list[tuple[str, int, int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCard:
    """A question on its page."""

    facts: QuestionFacts
    state: Text
    tone: str
    purpose: str
    manner: Text
    is_choice: bool
    rule: RuleWords | None
    candidates: list[str]
    chosen: list[str]
    polls: list[PollRow]
    quorum: Finding | None
    missing: tuple[Reason, ...]
    may_run: bool
    may_withdraw: bool
    may_start: bool
    next_names: list[str]
    counting_hands: bool
    may_void: bool
    concluding: Finding | None
    waits_for_absent: bool
    running_round: UUID | None
    answered: int
    asked: int
    events: list[HistoryLine]


def question_card(viewer: Viewer, question: Question, now: datetime) -> QuestionCard:
    """The page of a question that the viewer has passed the gate of."""
    facts, session = question_facts(question), session_facts(question.session)
    rule = rule_of(question)
    state, tone = STATES[question.state]
    runs, going_on = bool(may_run(viewer, question.session)), question.state in (DRAFT, OPEN)
    names = {one.key: one.label for one in facts.candidates}
    coming = next_poll(facts)[0] if going_on and not facts.running and not facts.opinions else ()
    missing = readiness_to_vote(question, facts, session) if coming and runs else ()
    over = asking_is_over(facts.opinions, question.session.opinions_until, now)
    concluding = may_conclude(facts, asked=bool(facts.opinions), opinions_closed=over)
    waits = question.state == OPEN and facts.asks_absent and bool(absent_of(facts))
    if waits and not concluding:
        state, tone = say("Đang chờ ý kiến thành viên vắng mặt"), "wait"
    polls = poll_rows(question, facts, provisional=waits and not concluding)
    return QuestionCard(
        facts=facts,
        state=state,
        tone=tone,
        purpose=purpose_name(question.purpose),
        manner=MANNERS[question.manner],
        is_choice=question.manner == CHOOSE,
        rule=rule_words(rule) if rule else None,
        candidates=[one.label for one in facts.candidates],
        chosen=[names[key] for key in question.result["chosen"] if key in names] if question.result else [],
        polls=polls,
        quorum=quorum_of(question.session, session) if going_on and question.session.state == OPEN else None,
        missing=missing,
        may_run=runs,
        may_withdraw=question.state == DRAFT and bool(may_ask(viewer, question.session)),
        may_start=runs and bool(coming) and not missing,
        next_names=[names[key] for key in coming],
        counting_hands=runs and question.manner == HANDS and facts.running is not None,
        may_void=runs and question.state == OPEN and any(not one.void for one in facts.polls) and not facts.opinions,
        concluding=concluding if runs and question.state == OPEN else None,
        waits_for_absent=waits,
        running_round=next(
            (one.ballots for one in polls if facts.running and one.number == facts.running.number), None
        ),
        answered=sum(one.given_at is not None for one in facts.opinions),
        asked=len(facts.opinions),
        events=history_of(question.uuid),
    )


def poll_rows(question: Question, facts: QuestionFacts, *, provisional: bool) -> list[PollRow]:
    """The rounds by number, with the counts of those that are over; what they mean only where that is final."""
    if not facts.polls:
        return []
    rounds = {} if question.manner == HANDS else {one.number: one.uuid for one in rounds_about(question.uuid)}
    reasons = {one.number: one.voided_reason for one in question.polls.all()}
    told = {one.number: one.verdicts for one in outcome_of(facts).polls}
    return [_poll_row(one, rounds, reasons, told.get(one.number, ()), provisional) for one in facts.polls]


def _poll_row(
    poll: PollFacts,
    rounds: Mapping[int, UUID],
    reasons: Mapping[int, str],
    verdicts: tuple[Verdict, ...],
    provisional: bool,
) -> PollRow:
    state = (say("Đang biểu quyết"), "wait") if poll.counts is None else (say("Đã có kết quả"), "good")
    if poll.void:
        state = (say("Đã hủy"), "bad")
    return PollRow(
        number=poll.number,
        state=state[0],
        tone=state[1],
        present=len(poll.present),
        members=len(poll.members),
        valid=poll.valid,
        abstaining=len(poll.abstaining),
        ballots=rounds.get(poll.number),
        voided_reason=reasons.get(poll.number, "") if poll.void else "",
        rows=[_candidate_row(one, provisional) for one in verdicts],
        sums=[
            (one.candidate.label, one.finding.reasons[0].sentence)
            for one in verdicts
            if one.finding and not provisional
        ],
        asked=[(one.candidate.label, *one.asked) for one in verdicts if sum(one.asked) and not provisional],
    )


def _candidate_row(one: Verdict, provisional: bool) -> CandidateRow:
    return CandidateRow(
        label=one.candidate.label,
        yes=one.count.yes,
        no=one.count.no,
        abstained=one.count.abstained,
        outcome=say("Chờ ý kiến người vắng mặt") if provisional else _outcome_words(one),
    )


def _outcome_words(one: Verdict) -> Text:
    if one.tied:
        return TIED
    if one.chosen:
        return CHOSEN
    return say("Không được chọn")
