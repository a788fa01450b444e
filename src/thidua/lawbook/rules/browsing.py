"""The law of a day arranged for reading: the catalogue, one award, its past and future, instruments. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from thidua.core.text import Text, say
from thidua.law.compare import OPENING_WORDS, SUBJECT_WORDS
from thidua.law.courses import course_uses
from thidua.law.describe import Branch, describe_tree, written_out
from thidua.law.model import Award, Decider, General, Instrument, LocalAddition, Standard
from thidua.law.money import Reward, own_amounts, reward
from thidua.law.procedures import (
    Deadline,
    Dossier,
    Proposer,
    Publicity,
    deadlines_on,
    dossier_on,
    house_procedures,
    proposers_on,
    publicity_on,
)
from thidua.law.provenance import Provision
from thidua.law.provisions import Use, uses
from thidua.law.rulebook import Rulebook
from thidua.law.voting import confirmed, house_voting, rulebooks_on
from thidua.law.voting_model import Entry


@dataclass(frozen=True, slots=True)
class Held:
    """Words that hold with where they stand, as sure as confirmations make it."""

    words: Text | str
    provision: Provision
    note: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an award asks of one kind of subject on a day. vi: tiêu chuẩn trong ngày."""

    subject: str
    standard: Standard | None
    provision: Provision | None
    unread: bool
    tree: Branch | None = None
    quotas: tuple[Held, ...] = ()
    opens: tuple[Text, ...] = ()
    additions: tuple[tuple[LocalAddition, Branch | None], ...] = ()
    rewards: tuple[Reward, ...] = ()
    dossier: Dossier | None = None

    @property
    def subject_words(self) -> Text:
        """Of whom it is asked."""
        return SUBJECT_WORDS[self.subject]


@dataclass(frozen=True, slots=True)
class Line:
    """One award in the catalogue of a day; `there`: whether the law has it on that day at all."""

    award: Award
    there: bool
    asked: tuple[Asked, ...]
    decider: Held | None

    @property
    def sure(self) -> bool:
        """Whether everything shown of it was read or confirmed."""
        held = [one.provision for one in self.asked] + [self.decider.provision if self.decider else None]
        return all(one.is_sure for one in held if one is not None) and not any(one.unread for one in self.asked)


def catalogue(book: Rulebook, day: date) -> tuple[Line, ...]:
    """Every title and form in its order, as it stands on a day. vi: danh mục trong ngày."""
    return tuple(line_of(book, award, day) for award in book.awards.values())


def line_of(book: Rulebook, award: Award, day: date) -> Line:
    """One award as the catalogue shows it."""
    there = (award.since is None or award.since <= day) and (award.until is None or day <= award.until)
    asked = tuple(_short(book, award, subject, day) for subject in award.subjects)
    return Line(award, there, asked, decider_of(book, award.decider_on(day)))


def decider_of(book: Rulebook, decider: Decider | None) -> Held | None:
    """Who decides, with where that stands."""
    return Held(decider.who, book.seen(decider.provision), decider.note) if decider else None


def _short(book: Rulebook, award: Award, subject: str, day: date) -> Asked:
    standard = award.standard_on(subject, day)
    if standard is None:
        return Asked(subject, None, None, unread=True)
    unread = any(branch.unread for branch in describe_tree(standard.requires, book).walk())
    return Asked(subject, standard, book.seen(standard.provision), unread)


def asked_on(book: Rulebook, award: Award, subject: str, day: date) -> Asked:
    """Everything about one award for one kind of subject on a day."""
    short = _short(book, award, subject, day)
    standard = short.standard
    additions = tuple(
        (one, describe_tree(one.requires, book) if one.requires else None)
        for one in book.additions_on(award.code, subject, day)
    )
    return Asked(
        subject,
        standard,
        short.provision,
        short.unread,
        tree=describe_tree(standard.requires, book) if standard else None,
        quotas=tuple(Held(one.whose, book.seen(one.provision)) for one in standard.quotas) if standard else (),
        opens=tuple(OPENING_WORDS[one] for one in standard.opens) if standard else (),
        additions=additions,
        rewards=tuple(
            reward(book, award.code, subject, day, by) for by in ("", *own_amounts(book, award.code, subject))
        ),
        dossier=dossier_on(award.code, subject, day, book.confirmed),
    )


@dataclass(frozen=True, slots=True)
class Course:
    """How an award is proposed, voted on and made public on a day. vi: trình tự xét."""

    votes: tuple[tuple[str, Entry], ...]
    deadlines: tuple[Deadline, ...]
    publicity: tuple[Publicity, ...]
    proposers: tuple[Proposer, ...]

    @property
    def known(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.votes or self.deadlines or self.publicity or self.proposers)


def course_of(book: Rulebook, award: Award, day: date) -> Course:
    """The way of an award on a day, of councils whose rules name its group; as sure as confirmations make it."""
    held = [confirmed(one, book.confirmed) for one in rulebooks_on(day)]
    return Course(
        votes=tuple((one.name, entry) for one in held if (entry := one.entry_for(award.group)) is not None),
        deadlines=deadlines_on(award.code, day, keys=book.confirmed),
        publicity=publicity_on(award.code, day, keys=book.confirmed),
        proposers=proposers_on(award.code, day, keys=book.confirmed),
    )


@dataclass(frozen=True, slots=True)
class Past:
    """One standard in the history of an award: whether it holds on the day shown, and what it changed."""

    number: int
    subject: str
    standard: Standard
    provision: Provision
    now: bool
    change: Text

    @property
    def subject_words(self) -> Text:
        """Of whom it is asked."""
        return SUBJECT_WORDS[self.subject]


def timeline(book: Rulebook, award: Award, day: date) -> tuple[Past, ...]:
    """The standards of an award, oldest first, subject by subject. vi: tiêu chuẩn qua các thời kỳ."""
    found: list[Past] = []
    for subject in award.subjects:
        rows = sorted((one for one in award.standards if one.subject == subject), key=lambda one: one.period.start)
        for before, one in zip([None, *rows], rows, strict=False):
            told = _change(book, before, one)
            found.append(Past(len(found) + 1, subject, one, book.seen(one.provision), day in one.period, told))
    return tuple(found)


def _change(book: Rulebook, before: Standard | None, now: Standard) -> Text:
    if before is None:
        return say("tiêu chuẩn đầu tiên có trong phần mềm")
    first, second = (set(written_out(describe_tree(one.requires, book))) for one in (before, now))
    if first != second or before.summary != now.summary:
        return say("tiêu chuẩn thay đổi")
    if before.quotas != now.quotas:
        return say("tỷ lệ tối đa thay đổi")
    if before.opens != now.opens:
        return say("phần để ngỏ cho cấp dưới thay đổi")
    return say("chỉ đổi căn cứ")


@dataclass(frozen=True, slots=True)
class Grouped:
    """One instrument with how many of its provisions are in use."""

    instrument: Instrument
    used: int
    ended_by: Instrument | None


def instruments_of(book: Rulebook) -> tuple[Grouped, ...]:
    """Every instrument, the newest first within its level."""
    used: dict[str, int] = {}
    for use in everywhere(book):
        used[use.provision.instrument] = used.get(use.provision.instrument, 0) + 1
    rows = sorted(book.instruments.values(), key=lambda one: one.period.start, reverse=True)
    return tuple(Grouped(one, used.get(one.code, 0), book.instruments.get(one.ended_by)) for one in rows)


def everywhere(book: Rulebook) -> Iterator[Use]:
    """Every place where a provision decides, also the ways of councils and of dossiers."""
    yield from uses(book)
    yield from course_uses(book, house_voting(), house_procedures())


@dataclass(frozen=True, slots=True)
class Cited:
    """One provision of an instrument, as sure as its least sure use, and where it decides."""

    provision: Provision
    uses: tuple[Use, ...]


def cited_of(book: Rulebook, instrument: str) -> tuple[Cited, ...]:
    """What rests on an instrument, provision by provision."""
    found: dict[str, list[Use]] = {}
    for use in everywhere(book):
        if use.provision.instrument == instrument:
            found.setdefault(use.key, []).append(use)
    return tuple(Cited(book.seen(_least_sure(rows)), tuple(dict.fromkeys(rows))) for rows in found.values())


def _least_sure(rows: list[Use]) -> Provision:
    return next((one.provision for one in rows if not one.provision.is_sure), rows[0].provision)


@dataclass(frozen=True, slots=True)
class GeneralHeld:
    """One general requirement on a day: what it asks, of whom, over which awards."""

    general: General
    provision: Provision
    tree: Branch | None
    subjects: tuple[Text, ...]
    awards: tuple[str, ...]


def generals_on(book: Rulebook, day: date) -> tuple[GeneralHeld, ...]:
    """The requirements over many awards that hold on a day. vi: quy định chung trong ngày."""
    return tuple(_general(book, one) for one in book.parts.generals if day in one.period)


def _general(book: Rulebook, one: General) -> GeneralHeld:
    tree = describe_tree(one.requires, book) if one.requires else None
    subjects = tuple(SUBJECT_WORDS[code] for code in one.subjects)
    return GeneralHeld(one, book.seen(one.provision), tree, subjects, names(book, one.awards))


def names(book: Rulebook, codes: Iterable[str]) -> tuple[str, ...]:
    """What awards are called."""
    return tuple(book.award_name(code) for code in codes)
