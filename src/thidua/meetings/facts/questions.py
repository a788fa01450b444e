"""From rows to a question as its rules read it. Ballots are asked only through their own doors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from thidua.ballots.rules import CLOSED, VOID, Count, OptionFacts
from thidua.ballots.selectors import result_of, rounds_by_question
from thidua.law.voting import Entry, Rulebook, group_of, rulebook
from thidua.meetings.models import Candidate, HandsCount, Opinion, Poll, Question, Session
from thidua.meetings.rules.decisions import CandidateFacts
from thidua.meetings.rules.opinions import OpinionFacts
from thidua.meetings.rules.questions import HANDS, PollFacts, QuestionFacts, candidates_vote, opinions_wanted
from thidua.meetings.rules.sessions import ParticipantFacts, SessionFacts

if TYPE_CHECKING:
    from thidua.ballots.models import Round


def question_facts(question: Question) -> QuestionFacts:
    """A question with its candidates, polls, rule and opinions; before voting the rule is what would hold now."""
    entry = entry_of(question)
    candidates = candidates_of(question)
    return QuestionFacts(
        manner=question.manner,
        seats=question.seats,
        state=question.state,
        entry=entry,
        candidates=candidates,
        polls=polls_of(question, {one.key: one.label for one in candidates}),
        opinions=opinions_of(question),
        asks_absent=opinions_wanted(entry, question.manner, question.asks_absent),
        candidates_vote=candidates_vote(entry, question.candidates_vote),
    )


def entry_of(question: Question) -> Entry | None:
    """The rule that was frozen when voting began; before that, what the session's rulebook says of its purpose."""
    if question.rule:
        return Entry.from_json(question.rule)
    return rules_of(question.session).entry_for(group_of(question.purpose))


def rules_of(session: Session) -> Rulebook:
    """The rules of a session: as frozen when it was called, before that as the data have them."""
    return Rulebook.from_json(session.rules) if session.rules else rulebook(session.rulebook)


def candidates_of(question: Question) -> tuple[CandidateFacts, ...]:
    """Its candidates in the order of the ballot."""
    # Asked for once, also where a list of questions has brought them along.
    prefetch_related_objects([question], "candidates__unit")
    rows = question.candidates.all()
    return tuple(CandidateFacts(str(one.uuid), one.label, one.unit.code if one.unit else "") for one in rows)


def polls_of(question: Question, labels: dict[str, str]) -> tuple[PollFacts, ...]:
    """Its polls by number, with the counts of those that are over."""
    polls = list(question.polls.all())
    if not polls:
        return ()
    if question.manner == HANDS:
        hands = list(HandsCount.objects.filter(question=question).select_related("candidate"))
        return tuple(_hands_poll(one, [row for row in hands if row.round == one.number], labels) for one in polls)
    rounds = {one.number: one for one in rounds_by_question([question.uuid])[question.uuid]}
    return tuple(_secret_poll(one, rounds) for one in polls)


def _running(poll: Poll) -> PollFacts:
    return PollFacts(
        number=poll.number,
        seats=poll.seats,
        candidates=tuple(poll.candidates),
        members=tuple(poll.members),
        present=tuple(poll.present),
        abstaining=tuple(poll.abstaining),
    )


def _secret_poll(poll: Poll, rounds: Mapping[int, Round]) -> PollFacts:
    held = rounds.get(poll.number)
    facts = replace(_running(poll), void=held is None or held.state == VOID)
    result = result_of(held) if held is not None and held.state == CLOSED else None
    if result is None:
        return facts
    absent = sum(label.endswith(ABSENT_MARK) for label in result.voted)
    return replace(facts, counts=result.counts, valid=result.valid, absent_voted=absent)


def _hands_poll(poll: Poll, hands: Iterable[HandsCount], labels: dict[str, str]) -> PollFacts:
    rows = {str(one.candidate.uuid): one for one in hands}
    counts = tuple(
        Count(OptionFacts(key, labels[key]), rows[key].yes, rows[key].no, rows[key].abstained)
        for key in poll.candidates
        if key in rows
    )
    highest = max((one.yes + one.no + one.abstained for one in counts), default=0)
    return replace(_running(poll), counts=counts or None, valid=highest, void=poll.voided_at is not None)


def opinions_of(question: Question) -> tuple[OpinionFacts, ...]:
    """What absent members were asked and said."""
    prefetch_related_objects([question], "opinions__participant")
    rows = sorted(question.opinions.all(), key=lambda one: (one.participant.order, one.participant_id))
    return tuple(opinion_facts(one) for one in rows)


def opinion_facts(row: Opinion) -> OpinionFacts:
    """One absent member's answers."""
    return OpinionFacts(
        participant=str(row.participant.uuid),
        name=row.participant.name,
        answers=row.answers,
        given_at=row.given_at,
        late=row.late,
    )


#: Stands behind the name of an absent member who votes by ballot paper, on the roll and in the result.
ABSENT_MARK = " (vắng mặt, phiếu giấy)"


def label_of(one: ParticipantFacts) -> str:
    """What a voter is called on the roll; an absent one is marked."""
    name = f"{one.name}, {one.title}" if one.title else one.name
    return name if one.present else f"{name}{ABSENT_MARK}"


def conflicts(question: Question, session: SessionFacts) -> tuple[ParticipantFacts, ...]:
    """Voters of the session who, or whose unit, stand as candidates. source: features A1.7."""
    rows: list[Candidate] = list(question.candidates.all())
    units = {one.unit_id for one in rows if one.unit_id}
    people = {one.person_id for one in rows if one.person_id}
    return tuple(one for one in session.members if one.unit in units or one.person in people)
