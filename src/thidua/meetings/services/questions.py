"""Put a question, begin its rounds, note counted hands, conclude it. Secret ballots are the room `ballots`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from thidua.audit.services import record
from thidua.ballots.rules import Count, OptionFacts
from thidua.ballots.selectors import rounds_about
from thidua.ballots.services import RoundPlan, VoterFacts, prepare_round, void_round
from thidua.core.errors import BadInput, Problem, Refused, require
from thidua.core.findings import Answer, Finding, refused
from thidua.core.names import tidy
from thidua.core.text import say
from thidua.law.voting import BALLOT, purpose_name
from thidua.meetings.facts.questions import ABSENT_MARK, conflicts, label_of, question_facts
from thidua.meetings.facts.rulebooks import rule_of
from thidua.meetings.facts.sessions import session_facts
from thidua.meetings.models import AgendaItem, Candidate, HandsCount, Poll, Question, Session
from thidua.meetings.policies.questions import may_ask
from thidua.meetings.policies.sessions import may_run
from thidua.meetings.rules.decisions import QuestionPlan
from thidua.meetings.rules.opinions import asking_is_over
from thidua.meetings.rules.questions import (
    CHOOSE,
    FLOW,
    HANDS,
    MANNERS,
    QuestionFacts,
    check_hands,
    may_conclude,
    next_poll,
    outcome_of,
    result_json,
)
from thidua.meetings.rules.sessions import ParticipantFacts, SessionFacts
from thidua.meetings.selectors.questions import readiness_to_vote
from thidua.meetings.services.changing import locked, not_archived
from thidua.organisations.models import Person, Unit
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors.units import name_on
from thidua.organisations.services.checks import bad, given, reason_given

if TYPE_CHECKING:
    from thidua.ballots.models import Round

ASKED_IN = (Session.State.DRAFT, Session.State.CALLED, Session.State.OPEN)


@transaction.atomic
def add_question(
    *, actor: Viewer, now: datetime, session: Session, plan: QuestionPlan, item: AgendaItem | None = None
) -> Question:
    """Put a question on a session that has not ended. Raises Refused, BadInput. vi: nội dung biểu quyết."""
    session = locked(session)
    require(may_ask(actor, session))
    not_archived(session)
    if session.state not in ASKED_IN:
        raise Refused(
            refused(say("Phiên họp đã kết thúc nên không thêm nội dung biểu quyết."), say("Hãy chọn phiên họp khác."))
        )
    if item is not None and item.session_id != session.pk:
        raise bad("item", say("Nội dung chương trình này thuộc phiên họp khác."), say("Hãy chọn lại."))
    title = given("title", plan.title, say("Hãy nhập nội dung biểu quyết."))
    candidates = _candidates(session, plan)
    _check(plan, candidates)
    last = session.questions.aggregate(last=Max("order"))["last"]
    question = Question.objects.create(
        session=session,
        item=item,
        order=0 if last is None else last + 1,
        title=title,
        purpose=plan.purpose,
        manner=plan.manner,
        seats=plan.seats,
        candidates_vote=plan.candidates_vote,
        asks_absent=plan.asks_absent,
        about_uuid=plan.about,
    )
    for order, one in enumerate(candidates):
        one.question, one.order = question, order
    Candidate.objects.bulk_create(candidates)
    data = {"title": title, "purpose": plan.purpose, "manner": plan.manner, "seats": plan.seats}
    record(verb="add-question", actor=actor, subject=question, at=now, data=data | {"candidates": _labels(candidates)})
    return question


@transaction.atomic
def withdraw_question(*, actor: Viewer, now: datetime, question: Question, reason: str) -> Question:
    """Take a question back before any vote; it stays readable with the reason. Raises Refused, BadInput."""
    question = _locked(question)
    require(may_ask(actor, question.session))
    require(FLOW.may("withdraw", question.state))
    question.state, question.withdrawn_reason = FLOW.target("withdraw"), reason_given(reason)
    question.save(update_fields=["state", "withdrawn_reason"])
    record(verb="withdraw-question", actor=actor, subject=question, at=now, reason=question.withdrawn_reason)
    return question


@transaction.atomic
def start_round(*, actor: Viewer, now: datetime, question: Question, back_url: str) -> Round:
    """Begin the next secret round: everybody at first, then only the tied. Raises Refused.

    The rule, who is a member and who is there are frozen here; what changes later changes nothing of this round.
    """
    if question.manner == HANDS:
        raise Refused(refused(say("Nội dung này biểu quyết giơ tay.")))
    question, facts, session = _ready(actor, question)
    poll = _begin(actor, now, question, facts, session)
    labels = {one.key: one.label for one in facts.candidates}
    return prepare_round(
        actor=actor,
        now=now,
        plan=RoundPlan(
            about=question.uuid,
            number=poll.number,
            title=_title(question, poll),
            kind=question.manner,
            seats=poll.seats,
            options=tuple(OptionFacts(key, labels[key]) for key in poll.candidates),
            voters=_roll(facts, session, poll),
            keepers=tuple(_voter(one) for one in session.counting),
            onlookers=_onlookers(question.session, session),
            back_url=back_url,
        ),
    )


@transaction.atomic
def start_hands(*, actor: Viewer, now: datetime, question: Question) -> Poll:
    """Begin a show of hands: who is there now is who may raise a hand. Raises Refused. vi: biểu quyết giơ tay."""
    if question.manner != HANDS:
        raise Refused(refused(say("Nội dung này bỏ phiếu kín.")))
    question, facts, session = _ready(actor, question)
    return _begin(actor, now, question, facts, session)


@transaction.atomic
def count_hands(
    *, actor: Viewer, now: datetime, question: Question, counts: Mapping[str, tuple[int, int, int]]
) -> Question:
    """Write down the hands counted for each candidate: yes, no, no opinion. More than there are voters is refused.

    Raises Refused, BadInput.
    """
    question = _locked(question)
    require(may_run(actor, question.session))
    facts = question_facts(question)
    if facts.running is None or question.manner != HANDS:
        raise Refused(refused(say("Chưa bắt đầu biểu quyết giơ tay nội dung này."), say("Hãy bắt đầu biểu quyết.")))
    rows = {str(one.uuid): one for one in question.candidates.all()}
    if set(counts) != set(facts.running.candidates):
        raise BadInput([Problem("", say("Hãy nhập số tay cho từng đối tượng."))])
    told = [Count(OptionFacts(key, rows[key].label), *counts[key]) for key in facts.running.candidates]
    wrong = check_hands(facts.running, told)
    if wrong:
        raise BadInput([Problem("", sentence) for sentence in wrong])
    number = facts.running.number
    HandsCount.objects.bulk_create(
        HandsCount(
            question=question, candidate=rows[one.option.key], round=number, yes=one.yes, no=one.no,
            abstained=one.abstained, noted_by_id=actor.account_id, noted_at=now,
        )
        for one in told
    )  # fmt: skip
    data = {"round": number, "counts": {rows[key].label: list(figures) for key, figures in counts.items()}}
    record(verb="count-hands", actor=actor, subject=question, at=now, data=data)
    return question


@transaction.atomic
def void_poll(*, actor: Viewer, now: datetime, question: Question, reason: str) -> Question:
    """Make the last round void, with a reason, so that it is voted again; nothing of it is erased.

    Raises Refused, BadInput. Only before the question is concluded.
    """
    question = _locked(question)
    require(may_run(actor, question.session))
    require(FLOW.may("conclude", question.state))
    reason = reason_given(reason)
    poll = question.polls.last()
    if poll is None or poll.voided_at is not None:
        raise Refused(refused(say("Không có vòng biểu quyết nào để hủy.")))
    if question.manner != HANDS:
        for one in rounds_about(question.uuid):
            if one.number == poll.number and one.state != "void":
                void_round(actor=actor, now=now, round=one, reason=reason)
    poll.voided_at, poll.voided_reason = now, reason
    poll.save(update_fields=["voided_at", "voided_reason"])
    record(verb="void-poll", actor=actor, subject=question, at=now, reason=reason, data={"round": poll.number})
    return question


@transaction.atomic
def conclude(*, actor: Viewer, now: datetime, question: Question) -> Question:
    """Write the answer, once: after the rounds, and after the absent were asked where the rule wants that.

    Raises Refused while a round is open or opinions are awaited. vi: kết luận.
    """
    question = _locked(question)
    require(may_run(actor, question.session))
    not_archived(question.session)
    require(FLOW.may("conclude", question.state))
    facts = question_facts(question)
    over = asking_is_over(facts.opinions, question.session.opinions_until, now)
    require(may_conclude(facts, asked=bool(facts.opinions), opinions_closed=over))
    result = result_json(facts, outcome_of(facts))
    result["abstaining"] = _kept_away(question, facts)
    if result["abstaining"]:
        names = say("Không bỏ phiếu vì là đối tượng bỏ phiếu: {names}.", names=result["abstaining"])
        result["sentence"] = f"{result['sentence']} {names}"
    question.result, question.decided_at, question.state = result, now, FLOW.target("conclude")
    question.save(update_fields=["result", "decided_at", "state"])
    data = {"sentence": result["sentence"], "chosen": result["chosen"], "tied": result["tied"]}
    record(verb="conclude-question", actor=actor, subject=question, at=now, data=data)
    return question


def _candidates(session: Session, plan: QuestionPlan) -> list[Candidate]:
    """Units as the papers call them on the session's day, people by name, then whatever else is named."""
    day = session_facts(session).day
    units = {one.pk: one for one in Unit.objects.filter(pk__in=plan.candidate_units)}
    people = {one.pk: one for one in Person.objects.filter(pk__in=plan.candidate_people)}
    found = [Candidate(label=name_on(units[pk], day), unit=units[pk]) for pk in plan.candidate_units if pk in units]
    found += [Candidate(label=people[pk].full_name, person=people[pk]) for pk in plan.candidate_people if pk in people]
    return found + [Candidate(label=tidy(one)[:250]) for one in plan.candidate_labels if tidy(one)]


def _check(plan: QuestionPlan, candidates: list[Candidate]) -> None:
    if plan.manner not in MANNERS:
        raise bad("manner", say("Chưa chọn cách biểu quyết."), say("Hãy chọn một cách."))
    if not purpose_name(plan.purpose):
        raise bad("purpose", say("Không có loại nội dung này."), say("Hãy chọn trong danh sách."))
    if not candidates:
        raise bad("candidates", say("Chưa có đối tượng nào."), say("Hãy chọn hoặc nhập ít nhất một đối tượng."))
    labels = _labels(candidates)
    if len(set(labels)) != len(labels):
        raise bad("candidates", say("Một đối tượng đứng hai lần."), say("Hãy bỏ bớt."))
    if not 1 <= plan.seats <= len(candidates):
        raise bad("seats", say("Số được chọn từ 1 đến {n}.", n=len(candidates)))
    if plan.manner == CHOOSE and len(candidates) < 2:
        raise bad("candidates", say("Chọn trong danh sách cần ít nhất 2 đối tượng."), say("Hãy thêm đối tượng."))


def _labels(candidates: list[Candidate]) -> list[str]:
    return [one.label for one in candidates]


def _locked(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related(
        "session__council__cluster", "session__council__unit", "session__cycle"
    )
    return rows.get(pk=question.pk)


def _ready(actor: Viewer, question: Question) -> tuple[Question, QuestionFacts, SessionFacts]:
    """The question, locked, when the actor may begin a round of it now."""
    # The session is locked too: two questions of one session never begin at the same moment.
    locked(question.session)
    question = _locked(question)
    require(may_run(actor, question.session))
    not_archived(question.session)
    require(FLOW.may("poll", question.state))
    facts, session = question_facts(question), session_facts(question.session)
    missing = readiness_to_vote(question, facts, session)
    if missing:
        raise Refused(Finding(Answer.REFUSED, missing))
    if facts.running is not None:
        raise Refused(refused(say("Vòng {n} chưa kết thúc.", n=facts.running.number)))
    if facts.opinions:
        raise Refused(refused(say("Đã lấy ý kiến thành viên vắng mặt nên không bỏ phiếu thêm vòng nữa.")))
    if not next_poll(facts)[0]:
        raise Refused(refused(say("Nội dung này đã có kết quả."), say("Hãy kết luận.")))
    return question, facts, session


def _begin(actor: Viewer, now: datetime, question: Question, facts: QuestionFacts, session: SessionFacts) -> Poll:
    if not question.rule and (rule := rule_of(question)) is not None:
        question.rule = rule.to_json()
        question.candidates_vote, question.asks_absent = facts.candidates_vote, facts.asks_absent
    question.state = FLOW.target("poll")
    question.save(update_fields=["rule", "candidates_vote", "asks_absent", "state"])
    keys, seats = next_poll(facts)
    kept = () if facts.candidates_vote else conflicts(question, session)
    last = question.polls.aggregate(last=Max("number"))["last"] or 0
    poll = Poll.objects.create(
        question=question,
        number=last + 1,
        seats=seats,
        candidates=list(keys),
        members=[str(one.key) for one in session.members],
        present=[str(one.key) for one in session.present],
        abstaining=[str(one.key) for one in kept if one.present],
        started_by_id=actor.account_id,
        started_at=now,
    )
    data = {"round": poll.number, "members": len(poll.members), "present": len(poll.present)}
    record(verb="begin-poll", actor=actor, subject=question, at=now, data=data)
    return poll


def _roll(facts: QuestionFacts, session: SessionFacts, poll: Poll) -> tuple[VoterFacts, ...]:
    """Who is there and may vote; the absent too, on paper, where the rule gives them a ballot. source: R4.2."""
    kept = set(poll.abstaining)
    roll = [_voter(one) for one in session.present if str(one.key) not in kept]
    if facts.entry is not None and facts.entry.absent == BALLOT:
        # Without an account on the roll there is only the paper ballot.
        roll += [VoterFacts(one.key, label_of(one), None) for one in session.absent]
    return tuple(roll)


def _voter(one: ParticipantFacts) -> VoterFacts:
    return VoterFacts(one.key, label_of(one).removesuffix(ABSENT_MARK), one.account)


def _title(question: Question, poll: Poll) -> str:
    return question.title if poll.number == 1 else str(say("{title}, vòng {n}", title=question.title, n=poll.number))


def _onlookers(session: Session, facts: SessionFacts) -> tuple[int, ...]:
    """Units whose people see the state and the result: the members' units and who the session belongs to."""
    council = session.council
    found = {one.unit for one in facts.members if one.unit is not None}
    if council.cluster is not None:
        found.add(council.cluster.organiser_id)
    if council.unit_id is not None:
        found.add(council.unit_id)
    return tuple(sorted(found))


def _kept_away(question: Question, facts: QuestionFacts) -> list[str]:
    keys = {key for poll in facts.counted for key in poll.abstaining}
    rows = question.session.participants.filter(uuid__in=keys).order_by("order", "pk")
    return [one.name for one in rows]
