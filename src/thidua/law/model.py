"""The parts of a rulebook: instruments, awards with dated standards, general requirements, change-overs, money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from thidua.core.days import Period
from thidua.law.conditions import Condition
from thidua.law.provenance import Provision

TITLE, FORM = "title", "form"
REFUSE, DEFER, COUNT_FROM, EXCLUDE, TELL = "refuse", "defer", "count-from", "exclude", "tell"
RECEIVED, SENT, SUBMITTED = "received", "sent", "submitted"
LEVELS = ("law", "decree", "circular", "sector-circular", "province", "unit", "cluster", "guide")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A law, decree, circular, decision … with its days. vi: văn bản quy phạm, văn bản quy định."""

    code: str
    name: str
    number: str
    level: str
    issuer: str
    signed_on: date | None
    period: Period
    ended_by: str = ""
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """A share that the list as a whole may not pass: so much of those who hold another award. vi: tỷ lệ tối đa."""

    share: Fraction
    of: str
    whose: str
    provision: Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What one award asked of one kind of subject from one day to another. vi: tiêu chuẩn.

    `opens`: what lower levels may fill in. `summary`: the standard in one sentence of our own words.
    """

    code: str
    subject: str
    period: Period
    provision: Provision
    summary: str
    requires: Condition
    opens: tuple[str, ...] = ()
    quotas: tuple[Quota, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Who decides an award from one day to another. vi: thẩm quyền quyết định."""

    period: Period
    who: str
    provision: Provision
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A title or a form of commendation. vi: danh hiệu thi đua, hình thức khen thưởng.

    `community`: for a commune or a village as a place to live, not for a body that works there; `also`: what it is
    called elsewhere, as in the armed forces.
    """

    code: str
    name: str
    short: str
    kind: str
    level: str
    group: str
    since: date | None = None
    until: date | None = None
    community: bool = False
    also: str = ""
    standards: tuple[Standard, ...] = ()
    deciders: tuple[Decider, ...] = ()

    @property
    def subjects(self) -> tuple[str, ...]:
        """Whom it can be given to."""
        return tuple(dict.fromkeys(one.subject for one in self.standards))

    def standard_on(self, subject: str, day: date) -> Standard | None:
        """The standard for a kind of subject that holds on a day; None where nothing is known."""
        return next((one for one in self.standards if one.subject == subject and day in one.period), None)

    def decider_on(self, day: date) -> Decider | None:
        """Who decides on a day; None where nothing is known."""
        return next((one for one in self.deciders if day in one.period), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class General:
    """A requirement over many awards: refuses, defers, or says from when achievements count. vi: quy định chung.

    One that excludes speaks only of those it shuts out; one that tells is told to whoever decides.
    `awards` empty: all of the kinds and subjects named; `except_` leaves some out.
    """

    code: str
    name: str
    period: Period
    provision: Provision
    effect: str
    subjects: tuple[str, ...]
    kinds: tuple[str, ...]
    awards: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()
    requires: Condition | None = None
    note: str = ""

    def touches(self, award: Award, subject: str, day: date) -> bool:
        """Whether it speaks of this award for this subject on a day."""
        named = (
            award.code in self.awards if self.awards else award.kind in self.kinds and award.code not in self.except_
        )
        return named and subject in self.subjects and day in self.period


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOver:
    """Which law judges a case that straddles a change: one key day before the boundary keeps the old. vi: chuyển tiếp.

    `favours`: the old law gives way where a person says that the new is more favourable. `awards`: only these.
    """

    code: str
    name: str
    boundary: date
    key: str
    provision: Provision
    favours: bool = False
    awards: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """What holds over several awards at once and only warns. vi: nguyên tắc khen thưởng.

    One code may stand several times, each with its days. `groups`: the groups of awards it speaks of, where not of all;
    `except_bases`: what was given on such a basis is left out.
    """

    code: str
    name: str
    period: Period
    provision: Provision
    groups: tuple[str, ...] = ()
    except_bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The ratings that exist from one day to another, the best first. vi: thang xếp loại."""

    name: str
    period: Period
    provision: Provision
    ratings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple:
    """What an award is worth in base salaries, from one day to another. vi: mức tiền thưởng.

    `by`: where one who gives it pays another amount than all others.
    """

    award: str
    subject: str
    period: Period
    times: Decimal
    at_most: bool
    provision: Provision
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseSalary:
    """The base salary from one day to another, in đồng a month. vi: mức lương cơ sở."""

    period: Period
    amount: Decimal
    provision: Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark that people or collectives are rated by. A higher rank is better. vi: mức xếp loại."""

    code: str
    name: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DisciplineForm:
    """A form of discipline. A higher rank is heavier. vi: hình thức kỷ luật."""

    code: str
    name: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something only people can answer; who answers. vi: nội dung cần xác nhận."""

    code: str
    words: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureKind:
    """A kind of time that can be counted in years. vi: loại thời gian công tác."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalAddition:
    """What a province, a unit or a cluster adds to the standard of an award, within what the law leaves open.

    vi: quy định của địa phương, đơn vị.
    """

    code: str
    award: str
    subject: str
    period: Period
    fills: str
    provision: Provision
    requires: Condition | None = None
    quota: Quota | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything that was read from a set of files, by code."""

    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    awards: Mapping[str, Award] = field(default_factory=dict)
    generals: tuple[General, ...] = ()
    change_overs: tuple[ChangeOver, ...] = ()
    principles: tuple[Principle, ...] = ()
    ratings: Mapping[str, Mark] = field(default_factory=dict)
    scales: tuple[Scale, ...] = ()
    disciplines: Mapping[str, DisciplineForm] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    measures: Mapping[str, MeasureKind] = field(default_factory=dict)
    multiples: tuple[Multiple, ...] = ()
    salaries: tuple[BaseSalary, ...] = ()
    additions: tuple[LocalAddition, ...] = ()
