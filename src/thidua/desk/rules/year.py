"""One cluster's year as somebody sees it, for everything the desk says about it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from thidua.core.text import Text
from thidua.cycles.rules import StageFacts

DRAFT, SUBMITTED, VERIFYING, SETTLED = "draft", "submitted", "verifying", "settled"
OPEN, SETTLING, AGREED = "open", "settling", "agreed"


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Where one unit is with its sheet: draft, submitted, verifying, settled; how many lines came back."""

    state: str
    late: bool = False
    returned: int = 0
    address: str = ""


@dataclass(frozen=True, slots=True)
class VerifierFacts:
    """How many lines one verifier has still to decide; `name` empty when nobody can be named."""

    unit_id: int | None
    name: str
    remaining: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class CirculationFacts:
    """Where the last round of asking the members stands."""

    state: str
    objections_until: date
    opened_by: frozenset[int] = frozenset()
    open_objections: int = 0
    to_sign: int = 0
    address: str = ""


@dataclass(frozen=True, slots=True)
class RegistrationFacts:
    """Where the members are with what they register. `to_receive`: how many wait for the viewer to accept or return.

    `address` is the overview, `addresses` that of a unit's own registration.
    """

    states: Mapping[int, str] = field(default_factory=dict)
    to_receive: int = 0
    address: str = ""
    addresses: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PledgeFacts:
    """Where the pledge stands. `keeps`: the viewer drafts it; `signs`: the viewer heads these units."""

    state: str = ""
    unsigned: frozenset[int] = frozenset()
    comments_until: date | None = None
    unanswered: int = 0
    keeps: bool = False
    signs: frozenset[int] = frozenset()
    address: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """Something that a meeting, a ballot or a selection asks of the viewer; `code` says which sentence it is.

    `when` is the time of what has a time and no last day.
    """

    code: str
    about: str
    deadline: date | None = None
    address: str = ""
    when: Text | None = None


@dataclass(frozen=True, slots=True)
class YearFacts:
    """One cluster's year as somebody sees it: who they are in it, and where everything stands."""

    label: str
    stages: Mapping[str, StageFacts]
    members: tuple[int, ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    mine: tuple[int, ...] = ()
    working: frozenset[int] = frozenset()
    organises: bool = False
    oversees: bool = False
    leads: bool = False
    may_circulate: bool = False
    published: bool = False
    has_draft: bool = False
    sheets: Mapping[int, SheetFacts] = field(default_factory=dict)
    verifiers: tuple[VerifierFacts, ...] = ()
    circulation: CirculationFacts | None = None
    registrations: RegistrationFacts | None = None
    pledge: PledgeFacts | None = None
    calls: tuple[Call, ...] = ()
    conference_ended: bool = False
    selected: bool = False

    def handed_in(self, unit: int) -> bool:
        """Whether a unit has sent its sheet."""
        return unit in self.sheets and self.sheets[unit].state != DRAFT

    @property
    def not_handed_in(self) -> tuple[int, ...]:
        """The members whose sheets are still awaited."""
        return tuple(unit for unit in self.members if not self.handed_in(unit))
