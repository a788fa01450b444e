"""What procedures are made of: dossiers, deadlines, publicity, proposers; each with its days and its source.

An unread text is kept as such (`parts` None, a `Due` with nothing), never as an empty list. vi: thủ tục khen thưởng.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from thidua.core.days import Period
from thidua.core.text import Text, say
from thidua.law.provenance import UNCERTAIN, Provision, counted, provision_key
from thidua.law.reading import Plain

#: Whose calendar a deadline is for. vi: mọi đơn vị, hệ thống giáo dục, đơn vị tính theo năm công tác.
EVERYBODY, EDUCATION, OTHERS = "everybody", "education", "others"
SCOPES: dict[str, Text] = {
    EVERYBODY: say("mọi đơn vị"),
    EDUCATION: say("hệ thống giáo dục, tính theo năm học"),
    OTHERS: say("đơn vị tính theo năm công tác"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One paper of a dossier. `when`: only in that case, empty for always. vi: thành phần hồ sơ."""

    paper: str
    name: str
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule of procedure has: for which awards, from when to when, where it stands, in whose territory.

    `only_in` is the instrument's own territory, empty for the whole country. `doubt`: the instrument nobody read that
    may have changed it on the day asked for.
    """

    code: str
    awards: tuple[str, ...]
    period: Period
    provision: Provision
    note: str = ""
    only_in: str = ""
    doubt: Provision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier(Rule):
    """What is handed in. `parts` None: the text was not read; `sets` None: not fixed, see `sets_by`. vi: hồ sơ."""

    subjects: tuple[str, ...]
    parts: tuple[Part, ...] | None
    sets: int | None
    sets_by: str = ""

    @property
    def is_known(self) -> bool:
        """Whether anybody read what belongs to it."""
        return self.parts is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When something is due: a day of the year, or so many working days or months. All None: not known."""

    month: int | None = None
    day: int | None = None
    is_included: bool = True
    working_days: int | None = None
    months: int | None = None

    @property
    def words(self) -> Text:
        """The deadline in words."""
        if self.month is not None:
            told = {"day": f"{self.day:02}/{self.month:02}"}
            return say("chậm nhất ngày {day}", **told) if self.is_included else say("trước ngày {day}", **told)
        if self.working_days is not None:
            return say("trong {n} ngày làm việc", n=self.working_days)
        if self.months is not None:
            return say("trong {n} tháng", n=self.months)
        return say("chưa rõ thời hạn vì chưa đọc được văn bản")

    def last_day(self, year: int) -> date | None:
        """The last day that is in time in a calendar year; None for what is no day of the year."""
        if self.month is None or self.day is None:
            return None
        return date(year, self.month, self.day) - timedelta(days=0 if self.is_included else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Rule):
    """By when one step is done. `counted`: from what, or in which year. vi: thời hạn."""

    step: str
    scope: str
    due: Due
    counted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity(Rule):
    """What is made public, where and for how long. `working_days` None: not fixed. vi: công khai lấy ý kiến."""

    where: str
    moment: str
    working_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposer(Rule):
    """Who proposes to whom. vi: thẩm quyền xét, trình."""

    who: str
    addressee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Days on which an instrument that nobody read may have changed anything. vi: lưu ý văn bản chưa đọc được."""

    period: Period
    provision: Provision
    note: str


AnyRule = TypeVar("AnyRule", bound=Rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedures:
    """Everything the file says. `plain`: what rests on each source, with families and papers written out."""

    dossiers: tuple[Dossier, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    publicity: tuple[Publicity, ...] = ()
    proposers: tuple[Proposer, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    plain: Mapping[str, list[Plain]] = field(repr=False, compare=False, default_factory=dict)

    def rules(self) -> Iterator[Rule]:
        """Every rule of every kind."""
        yield from (*self.dossiers, *self.deadlines, *self.publicity, *self.proposers)

    def holding(self, rules: Iterable[AnyRule], award: str, day: date, only_in: str = "") -> tuple[AnyRule, ...]:
        """The rules about an award on a day, in the country and in a territory that is named, as sure as they are."""
        return tuple(
            self._doubted(one, day)
            for one in rules
            if award in one.awards and day in one.period and one.only_in in ("", only_in)
        )

    def _doubted(self, rule: AnyRule, day: date) -> AnyRule:
        for doubt in self.doubts:
            if day in doubt.period:
                provision = replace(rule.provision, confidence=UNCERTAIN)
                note = " ".join(filter(None, (rule.note, doubt.note)))
                rule = replace(rule, provision=provision, note=note, doubt=doubt.provision)
        return rule


def confirmed(procedures: Procedures, keys: Collection[str]) -> Procedures:
    """The procedures as sure as confirmations make them: a doubt whose own provision is confirmed is none any more."""
    return replace(
        procedures,
        dossiers=_counted(procedures.dossiers, keys),
        deadlines=_counted(procedures.deadlines, keys),
        publicity=_counted(procedures.publicity, keys),
        proposers=_counted(procedures.proposers, keys),
        doubts=tuple(one for one in procedures.doubts if provision_key(one.provision) not in keys),
    )


def _counted(rules: Iterable[AnyRule], keys: Collection[str]) -> tuple[AnyRule, ...]:
    return tuple(replace(one, provision=counted(one.provision, keys)) for one in rules)
