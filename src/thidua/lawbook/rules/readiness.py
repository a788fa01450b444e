"""What a local rule still needs before it is issued, and what differs between two versions. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from thidua.core.errors import Problem
from thidua.core.findings import Reason
from thidua.core.text import Text, say
from thidua.law.compare import OPENING_WORDS, SUBJECT_WORDS, as_text
from thidua.law.describe import describe_tree, written_out
from thidua.law.model import LocalAddition
from thidua.law.rulebook import Rulebook
from thidua.lawbook.rules.local import Read, Warned, percent

NONE = say("không có")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A local rule as far as its readiness asks: its paper, what it holds, what was accepted, what holds before it."""

    number: str
    signed_on: date | None
    has_file: bool
    starts_on: date
    clauses: int
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Warned, ...] = ()
    accepted: frozenset[str] = frozenset()
    before: date | None = None


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing: what, what cures it, and on which page (`key`: the warning that it is)."""

    sentence: Text
    cure: Text | None
    where: str
    key: str = ""

    @property
    def reason(self) -> Reason:
        """As a finding keeps it."""
        return Reason(self.sentence, self.cure)


HEAD, CLAUSE, TEXT, ACCEPT = "head", "clause", "text", "accept"


def missing(draft: Draft) -> tuple[Lack, ...]:
    """What is missing before the rule can be issued; nothing: it is ready. vi: còn thiếu trước khi ban hành."""
    return tuple(_missing(draft))


def _missing(draft: Draft) -> Iterator[Lack]:
    if not draft.number:
        yield Lack(say("Chưa có số, ký hiệu của văn bản."), say("Hãy ghi ở phần thông tin văn bản."), HEAD)
    if draft.signed_on is None:
        yield Lack(say("Chưa có ngày ký văn bản."), say("Hãy ghi ở phần thông tin văn bản."), HEAD)
    elif draft.signed_on > draft.starts_on:
        told = {"signed": draft.signed_on, "day": draft.starts_on}
        sentence = say("Văn bản ký ngày {signed} nhưng áp dụng từ ngày {day}.", **told)
        yield Lack(sentence, say("Hãy ghi ngày áp dụng từ ngày ký trở đi."), HEAD)
    if not draft.has_file:
        yield Lack(say("Chưa kèm tệp văn bản đã ký."), say("Hãy kèm tệp ở phần thông tin văn bản."), HEAD)
    if not draft.clauses:
        yield Lack(say("Chưa có điều khoản nào."), say("Hãy thêm ít nhất một điều khoản."), CLAUSE)
    if draft.before is not None and draft.starts_on <= draft.before:
        sentence = say(
            "Bản đang có hiệu lực áp dụng từ ngày {day}; bản mới phải áp dụng sau ngày đó.", day=draft.before
        )
        yield Lack(sentence, say("Hãy sửa ngày áp dụng, hoặc bãi bỏ bản đang có hiệu lực."), HEAD)
    for problem in draft.problems:
        yield Lack(problem.sentence, problem.cure, TEXT)
    for one in draft.warnings:
        if one.key not in draft.accepted:
            yield Lack(one.sentence, one.cure, ACCEPT, one.key)


@dataclass(frozen=True, slots=True)
class Change:
    """One clause that is not in one version as it is in the other."""

    name: Text
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class Told:
    """One clause in words."""

    name: Text
    words: Text
    addition: LocalAddition


def told(house: Rulebook, read: Read) -> dict[str, Told]:
    """The clauses of a version in words, by their codes."""
    own = {one.code: one for one in read.questions}
    parts = replace(house.parts, questions={**house.parts.questions, **own})
    book = Rulebook(parts, house.plain, house.confirmed)
    return {one.code: Told(clause_name(book, one), clause_words(book, one), one) for one in read.additions}


def changes(old: Mapping[str, Told], new: Mapping[str, Told]) -> tuple[Change, ...]:
    """What differs between two versions, clause by clause. vi: so sánh hai bản."""
    found = []
    for code, one in {**old, **new}.items():
        before, after = (rows[code].words if code in rows else NONE for rows in (old, new))
        if str(before) != str(after):
            found.append(Change(one.name, before, after))
    return tuple(found)


def clause_name(book: Rulebook, one: LocalAddition) -> Text:
    """Which award of which subject a clause is about, and which part it fills."""
    told = {"award": book.award_name(one.award), "subject": SUBJECT_WORDS[one.subject]}
    return say("{award} ({subject}): {part}", part=OPENING_WORDS[one.fills], **told)


def clause_words(book: Rulebook, one: LocalAddition) -> Text:
    """A clause in one sentence with its place and its days."""
    told = {"what": _what(book, one), "place": one.provision.citation.place or "–", "day": one.period.start}
    if one.period.end is None:
        return say("{what} ({place}; từ ngày {day})", **told)
    return say("{what} ({place}; từ ngày {day} đến hết ngày {end})", end=one.period.end, **told)


def _what(book: Rulebook, one: LocalAddition) -> Text:
    if one.quota is not None:
        told = {"share": percent(one.quota.share), "of": book.award_name(one.quota.of), "whose": one.quota.whose}
        return say("{whose} (tỷ lệ {share}, tính trên {of})", **told)
    if one.requires is None:
        return NONE
    return as_text("; ".join(line.strip(" -") for line in written_out(describe_tree(one.requires, book))))
