"""From rows to what the minutes, the counting minutes and the ballots of a session are born from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from thidua.ballots.rules import VOID, Elected
from thidua.ballots.selectors import result_of, rounds_by_question
from thidua.core.days import day_of
from thidua.documents.facts import leading_unit
from thidua.law.shares import BASES, CAST_VALID
from thidua.law.voting import Rulebook, rulebook
from thidua.meetings.facts.decisions import decision_facts
from thidua.meetings.facts.questions import opinions_of, question_facts
from thidua.meetings.facts.sessions import session_facts
from thidua.meetings.models import Council, Question, Session
from thidua.meetings.rules.minutes import BallotFacts, CountingFacts, DecidedFacts, ItemFacts, MinutesFacts
from thidua.meetings.rules.questions import PollOutcome, QuestionFacts, outcome_of
from thidua.meetings.rules.sessions import SessionFacts
from thidua.meetings.rules.thresholds import quorate
from thidua.organisations.models import Unit
from thidua.organisations.selectors.units import name_on

if TYPE_CHECKING:
    from thidua.ballots.models import Round


def minutes_facts(session: Session, *, demonstration: bool) -> MinutesFacts:
    """Everything that the minutes are born from, as it stands."""
    facts = session_facts(session)
    council = session.council
    conference = council.kind == Council.Kind.CONFERENCE
    return MinutesFacts(
        title=session.title,
        body_name=body_name(session),
        conference=conference,
        place=session.place,
        starts_at=session.starts_at,
        session=facts,
        items=_items(session),
        quorum=_quorum(session, facts),
        recipients=_recipients(session) if conference else (),
        demonstration=demonstration,
    )


def paper_unit(session: Session) -> Unit:
    """Under whose letterhead the papers of a session go out: the leader's of its day, or the council's own unit."""
    council = session.council
    if council.kind == Council.Kind.CONFERENCE and council.cluster is not None:
        return leading_unit(council.cluster, day_of(session.starts_at))
    if council.unit is None:
        raise ValueError("A council without its unit; a constraint of the table forbids it.")
    return council.unit


def body_name(session: Session) -> str:
    """Who meets, in the middle of a sentence."""
    council = session.council
    if council.kind == Council.Kind.CONFERENCE and council.cluster is not None:
        return f"các đơn vị thành viên {council.cluster.name}"
    return council.name


def counting_facts(session: Session, question: Question, held: Round, *, demonstration: bool) -> CountingFacts | None:
    """One closed round of a question as its counting minutes tell it; None before it is closed."""
    result = result_of(held)
    if result is None:
        return None
    facts = session_facts(session)
    known = question_facts(question)
    outcome = next((one for one in outcome_of(known).polls if one.number == held.number), None)
    base, base_words, needed, need_words = _needed(outcome, result.valid)
    # Whoever was named but did not come has counted nothing.
    names = [one.name for one in facts.counting if one.came]
    return CountingFacts(
        session_title=session.title,
        question_title=question.title,
        place=session.place,
        head=names[0] if names else "",
        members=tuple(names[1:]),
        result=result,
        outcome=_came_of(outcome),
        base=base,
        base_words=base_words,
        needed=needed,
        need_words=need_words,
        final=not (known.asks_absent and question.state != Question.State.DECIDED),
        demonstration=demonstration,
    )


def ballot_facts(session: Session, question: Question, *, demonstration: bool) -> BallotFacts:
    """What the ballots of the next or the running poll of a question say."""
    known = question_facts(question)
    poll = known.running or None
    number, seats, keys = _next(known) if poll is None else (poll.number, poll.seats, poll.candidates)
    labels = {one.key: one.label for one in known.candidates}
    cluster = session.council.cluster
    return BallotFacts(
        organiser=cluster.name if cluster is not None else name_on(paper_unit(session), day_of(session.starts_at)),
        session_title=session.title,
        question_title=question.title,
        day=day_of(session.starts_at),
        round=number,
        kind=question.manner,
        seats=seats,
        options=tuple(labels[key] for key in keys),
        demonstration=demonstration,
    )


def secret_questions(session: Session) -> QuerySet[Question]:
    """The questions of a session that are voted on by ballot, in their order."""
    rows = session.questions.exclude(manner=Question.Manner.HANDS).exclude(state=Question.State.WITHDRAWN)
    return rows.select_related("session__council__cluster", "session__council__unit", "session__cycle", "item")


def _next(known: QuestionFacts) -> tuple[int, int, tuple[str, ...]]:
    counted = known.counted
    if not counted:
        return 1, min(known.seats, len(known.candidates)), tuple(one.key for one in known.candidates)
    found = outcome_of(known)
    if not found.tied:
        last = counted[-1]
        return last.number, last.seats, last.candidates
    return counted[-1].number + 1, found.seats_left, found.tied


def _items(session: Session) -> tuple[ItemFacts, ...]:
    """The agenda with what was decided under each point; what belongs to none stands at the end."""
    rows = Question.objects.filter(session=session, state=Question.State.DECIDED)
    rows = rows.select_related("session").prefetch_related("candidates__unit", "opinions__participant")
    questions = list(rows.order_by("order", "pk"))
    rounds = rounds_by_question(one.uuid for one in questions)
    decided: dict[int | None, list[DecidedFacts]] = {}
    for one in questions:
        held = rounds[one.uuid]
        told = DecidedFacts(
            decision=decision_facts(one, held), manner=one.manner, voided=_voided(held), opinions=opinions_of(one)
        )
        decided.setdefault(one.item_id, []).append(told)
    items = [
        ItemFacts(
            key=str(item.uuid),
            title=item.title,
            speaker=item.speaker,
            proceedings=item.proceedings,
            decided=tuple(decided.get(item.pk, ())),
        )
        for item in session.agenda.all()
    ]
    if None in decided:
        title = "Các nội dung biểu quyết khác" if len(decided) > 1 else "Các nội dung biểu quyết"
        items.append(ItemFacts(key="votes", title=title, decided=tuple(decided[None])))
    return tuple(items)


def _voided(rounds: Iterable[Round]) -> tuple[tuple[int, str], ...]:
    """Rounds in which voting had begun before they were made void."""
    return tuple((one.number, one.void_reason) for one in rounds if one.state == VOID and one.opened_at is not None)


def _quorum(session: Session, facts: SessionFacts) -> str:
    """Whether enough members came, with the sum; by the rule that was frozen when the session was called."""
    rule = Rulebook.from_json(session.rules) if session.rules else rulebook(session.rulebook)
    came = sum(one.came for one in facts.members)
    return str(quorate(rule.quorum.share, len(facts.members), came, rule.quorum.citation))


def _recipients(session: Session) -> tuple[str, ...]:
    cluster = session.council.cluster
    if cluster is None:
        return ()
    day = day_of(session.starts_at)
    return (f"{name_on(cluster.organiser, day)} (để báo cáo)", f"Các đơn vị trong {cluster.name}")


def _needed(outcome: PollOutcome | None, valid: int) -> tuple[int, str, int | None, str]:
    """What percentages are of, and what a candidate needs: as the rule of the question says, else valid ballots."""
    finding = next((one.finding for one in outcome.verdicts if one.finding), None) if outcome else None
    if finding is None or "size" not in finding.facts:
        return valid, f"số {BASES[CAST_VALID]}", None, ""
    base = str(finding.facts["base"])
    size, need = int(str(finding.facts["size"])), int(str(finding.facts["need"]))
    return size, f"số {BASES[base]}", need, f"trên {size} {BASES[base]}"


def _came_of(outcome: PollOutcome | None) -> Elected:
    if outcome is None:
        return Elected((), (), 0)
    chosen = tuple(one.candidate.key for one in outcome.verdicts if one.chosen)
    tied = tuple(one.candidate.key for one in outcome.verdicts if one.tied)
    return Elected(chosen, tied, 0)
