"""What the clause is run on and what comes out of it: plain values on both sides. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from thidua.core.findings import Citation, Reason
from thidua.core.text import Text
from thidua.selection.rules.clause import Clause

STANDING_VOTE, STANDING_SCORE, STANDING_EXTRA = "vote", "score", "extra"
NEED_VOTE, NEED_RULING = "vote", "ruling"
LEADING_UNIT, SEAT = "leading-unit", "seat"
OPEN, CLEARED, WRONGDOING = "open", "cleared", "wrongdoing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One unit of the ranked table; `barred` says why it is not considered, `unknown` what is not known yet,
    `pending` the condition of the table that awaits a conclusion.

    `figure` is what units are compared by: the total, or its share where maxima differ.
    """

    unit: str
    total: Decimal
    figure: Decimal
    barred: tuple[Reason, ...] = ()
    unknown: tuple[Reason, ...] = ()
    pending: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A vote already taken in a session, for this case; `number` is its place among the votes. Units by code."""

    key: str
    purpose: str
    seats: int
    candidates: tuple[str, ...]
    chosen: tuple[str, ...]
    tied: tuple[str, ...]
    decided_on: date
    number: int = 0
    session: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """A unit that does not take a prize; `vacates` when it had been chosen by then. vi: từ chối nhận."""

    unit: str
    prize: str
    on: date
    reason: str = ""
    vacates: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A unit with signs of wrongdoing; `state` open, cleared or wrongdoing. vi: chưa xét.

    `after` when it was noted after the case was concluded; `late` when cleared after that.
    """

    unit: str
    since: date
    reason: str
    state: str = OPEN
    after: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What the organiser decided where the clause says nothing; `key` as in a need for a ruling."""

    key: str
    answer: str
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Everything that a run reads; the same inputs always give the same outcome."""

    clause: Clause
    candidates: tuple[Candidate, ...]
    open_lines: int = 0
    votes: tuple[Vote, ...] = ()
    declined: tuple[Declined, ...] = ()
    holds: tuple[Held, ...] = ()
    rulings: tuple[Ruled, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One prize for one unit; `by` vote, score or extra. `suspended` while a late sign of wrongdoing is looked into."""

    prize: str
    unit: str
    total: Decimal
    by: str
    suspended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptySeats:
    """Seats that nobody gets, and why."""

    prize: str
    seats: int
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What has to happen before the clause can go on: a vote among units, or a ruling."""

    kind: str
    prize: str
    sentence: Text
    citation: Citation
    units: tuple[str, ...] = ()
    seats: int = 0
    purpose: str = ""
    key: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A unit that a step passed over, and why; always with its clause."""

    unit: str
    sentence: Text
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the clause as it was carried out. vi: bước xét chọn."""

    sentence: Text
    citation: Citation
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Who gets what, what is needed next, who is held; and the trace of how it came about."""

    awards: tuple[Award, ...] = ()
    empty: tuple[EmptySeats, ...] = ()
    needs: tuple[Need, ...] = ()
    excluded: tuple[Skipped, ...] = ()
    held: tuple[Skipped, ...] = ()
    unknown: tuple[Reason, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether nothing is unknown and nothing has to happen first."""
        return not self.needs and not self.unknown

    def prize_of(self, unit: str) -> str:
        """The code of the unit's prize; empty when it has none."""
        return next((award.prize for award in self.awards if award.unit == unit), "")

    def units_with(self, prize: str) -> tuple[str, ...]:
        """The units that get a prize, highest total first."""
        return tuple(award.unit for award in self.awards if award.prize == prize)
