"""What the sessions of a year decided, as the rooms above read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.ballots.rules import RoundResult
from thidua.ballots.selectors import result_of, rounds_about
from thidua.core.days import day_of
from thidua.meetings.facts.questions import candidates_of
from thidua.meetings.models import Question
from thidua.meetings.rules.decisions import DecisionFacts

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle


def decisions_of(cycle: Cycle) -> tuple[DecisionFacts, ...]:
    """The decided questions of a year's sessions, oldest first."""
    rows = Question.objects.filter(session__cycle=cycle, state=Question.State.DECIDED)
    rows = rows.select_related("session").prefetch_related("candidates__unit")
    return tuple(decision_facts(one) for one in rows.order_by("decided_at", "pk"))


def decision_facts(question: Question) -> DecisionFacts:
    """One decided question. Raises ValueError before it is decided: there is no partial result."""
    result, decided_at = question.result, question.decided_at
    if result is None or decided_at is None:
        raise ValueError("A question that is not decided has no result.")
    return DecisionFacts(
        question=question.uuid,
        session=question.session.uuid,
        session_title=question.session.title,
        purpose=question.purpose,
        about=question.about_uuid,
        title=question.title,
        seats=question.seats,
        candidates=candidates_of(question),
        chosen=tuple(result["chosen"]),
        tied=tuple(result["tied"]),
        rounds=secret_rounds(question),
        sentence=result["sentence"],
        decided_on=day_of(decided_at),
    )


def secret_rounds(question: Question) -> tuple[RoundResult, ...]:
    """The closed secret rounds of a question; none for a show of hands."""
    if question.manner == Question.Manner.HANDS:
        return ()
    found = (result_of(one) for one in rounds_about(question.uuid))
    return tuple(one for one in found if one is not None)
