"""What the sessions of a year decided, as the rooms above read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from thidua.ballots.selectors import result_of, rounds_by_question
from thidua.core.days import day_of
from thidua.meetings.facts.questions import candidates_of
from thidua.meetings.models import Question
from thidua.meetings.rules.decisions import DecisionFacts

if TYPE_CHECKING:
    from thidua.ballots.models import Round
    from thidua.cycles.models import Cycle


def decisions_of(cycle: Cycle) -> tuple[DecisionFacts, ...]:
    """The decided questions of a year's sessions, oldest first."""
    rows = Question.objects.filter(session__cycle=cycle, state=Question.State.DECIDED)
    rows = rows.select_related("session").prefetch_related("candidates__unit")
    questions = list(rows.order_by("decided_at", "pk"))
    rounds = rounds_by_question(one.uuid for one in questions)
    return tuple(decision_facts(one, rounds[one.uuid]) for one in questions)


def decision_facts(question: Question, rounds: Iterable[Round]) -> DecisionFacts:
    """One decided question with its secret rounds. Raises ValueError before it is decided: no partial result."""
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
        rounds=tuple(found for one in rounds if (found := result_of(one)) is not None),
        sentence=result["sentence"],
        decided_on=day_of(decided_at),
    )
