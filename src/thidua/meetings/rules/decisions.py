"""What a session decided, as rooms above read it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from thidua.ballots.rules import RoundResult

#: The purposes of a question whose answer is the next year's offices. vi: bầu cụm trưởng, cụm phó.
NEXT_LEADER, NEXT_DEPUTY = "next-leader", "next-deputy"


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """Whom a question is about; `unit` is the code of the unit when it is one."""

    key: str
    label: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """One decided question: whom it put in, and whom it could not choose between. Names are keys of candidates.

    `sentence` holds the sums in one sentence, ready for the minutes.
    """

    question: UUID
    session: UUID
    session_title: str
    purpose: str
    about: UUID | None
    title: str
    seats: int
    candidates: tuple[CandidateFacts, ...]
    chosen: tuple[str, ...]
    tied: tuple[str, ...]
    rounds: tuple[RoundResult, ...]
    sentence: str
    decided_on: date

    def units(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """The codes of the units behind these keys."""
        by_key = {one.key: one.unit for one in self.candidates}
        return tuple(by_key[key] for key in keys if by_key.get(key))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPlan:
    """A question that a session is to decide. `manner` as in the model: choose, yes-no or hands."""

    title: str
    purpose: str
    manner: str
    seats: int = 1
    candidate_units: tuple[int, ...] = ()
    candidate_people: tuple[int, ...] = ()
    candidate_labels: tuple[str, ...] = ()
    candidates_vote: bool = True
    asks_absent: bool = False
    about: UUID | None = None
