"""What changed in the law between two days: standards, deciders, money, general rules, what a place added. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from thidua.core.days import Period
from thidua.core.text import Text, say
from thidua.law.describe import describe_tree, written_out
from thidua.law.facts import COLLECTIVE, PERSON
from thidua.law.model import (
    COUNT_FROM,
    DEFER,
    EXCLUDE,
    REFUSE,
    TELL,
    Award,
    General,
    LocalAddition,
    Multiple,
    Principle,
    Scale,
    Standard,
)
from thidua.law.money import dong
from thidua.law.provenance import Provision
from thidua.law.rulebook import Rulebook

STANDARD, SOURCE, QUOTA, OPENING, DECIDER, MONEY, GENERAL, PRINCIPLE, CHANGE_OVER, SCALE, LOCAL = (
    "standard", "source", "quota", "opening", "decider", "money", "general", "principle", "change-over", "scale",
    "local",
)  # fmt: skip

#: What kind of thing changed.
KIND_WORDS: dict[str, Text] = {
    STANDARD: say("Tiêu chuẩn"),
    SOURCE: say("Căn cứ (tiêu chuẩn giữ nguyên)"),
    QUOTA: say("Tỷ lệ tối đa"),
    OPENING: say("Phần để ngỏ cho cấp dưới"),
    DECIDER: say("Thẩm quyền quyết định"),
    MONEY: say("Mức tiền thưởng"),
    GENERAL: say("Quy định chung"),
    PRINCIPLE: say("Nguyên tắc khen thưởng"),
    CHANGE_OVER: say("Quy định chuyển tiếp"),
    SCALE: say("Thang xếp loại"),
    LOCAL: say("Quy định của địa phương, đơn vị"),
}
SUBJECT_WORDS: dict[str, Text] = {PERSON: say("cá nhân"), COLLECTIVE: say("tập thể")}
#: What a higher level may leave to a lower one, in words. vi: phần để ngỏ.
OPENING_WORDS: dict[str, Text] = {
    "detail": say("quy định chi tiết tiêu chuẩn"),
    "criteria": say("đặt tiêu chí cụ thể"),
    "quota": say("quy định tỷ lệ"),
    "procedure": say("quy định trình tự xét"),
    "dossier": say("quy định thành phần hồ sơ"),
    "registration": say("quy định việc đăng ký"),
}
EFFECT_WORDS: dict[str, Text] = {
    REFUSE: say("Không được xét khi không đạt điều kiện này"),
    DEFER: say("Chưa xét cho đến khi có kết luận"),
    COUNT_FROM: say("Chỉ tính thành tích từ ngày chấp hành xong kỷ luật"),
    EXCLUDE: say("Không khen thưởng trường hợp không đạt điều kiện này"),
    TELL: say("Người quyết định cần biết"),
}
NONE = say("không có")
HELD = say("có hiệu lực")


class Held(Protocol):
    """What holds for some days by a provision."""

    @property
    def period(self) -> Period: ...

    @property
    def provision(self) -> Provision: ...


T = TypeVar("T", bound=Held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not on the second day as it was on the first. `award` is empty for what touches many.

    `before`, `after`: in words; `provisions`: where each stands; `day`: from when the later state holds.
    """

    kind: str
    award: str
    name: str
    subject: str = ""
    before: Text
    after: Text
    provisions: tuple[Provision, ...] = ()
    day: date

    @property
    def kind_words(self) -> Text:
        """What kind of thing changed, in words."""
        return KIND_WORDS[self.kind]

    @property
    def subject_words(self) -> Text | None:
        """For whom."""
        return SUBJECT_WORDS.get(self.subject)


def differences(book: Rulebook, first: date, second: date) -> tuple[Difference, ...]:
    """Everything that changed from the earlier of two days to the later, award by award. vi: so sánh hai ngày."""
    first, second = min(first, second), max(first, second)
    found: list[Difference] = []
    for award in book.awards.values():
        for subject in award.subjects:
            found += _standard(book, award, subject, first, second)
        found += _decider(book, award, first, second)
        for subject in (PERSON, COLLECTIVE):
            found += _money(book, award, subject, first, second)
            found += _added(book, award, subject, first, second)
    found += _salary(book, first, second)
    found += _generals(book, first, second)
    found += _principles(book, first, second)
    found += _scales(book, first, second)
    found += _change_overs(book, first, second)
    return tuple(found)


def _standard(book: Rulebook, award: Award, subject: str, first: date, second: date) -> Iterator[Difference]:
    old, new = award.standard_on(subject, first), award.standard_on(subject, second)
    if old is new:
        return

    def changed(kind: str, before: Text, after: Text) -> Difference:
        return Difference(
            kind=kind, award=award.code, name=award.name, subject=subject, before=before, after=after,
            provisions=_seen(book, old, new), day=_from(old, new, first),
        )  # fmt: skip

    if old is None or new is None:
        yield changed(STANDARD, _summary(old, award, first), _summary(new, award, second))
        return
    same = old.summary == new.summary and _written(book, old) == _written(book, new)
    if not same:
        if old.summary == new.summary:
            yield changed(STANDARD, old.requires.describe(book), new.requires.describe(book))
        else:
            yield changed(STANDARD, as_text(old.summary), as_text(new.summary))
    elif old.provision.citation != new.provision.citation:
        yield changed(SOURCE, as_text(str(old.provision.citation)), as_text(str(new.provision.citation)))
    if [(one.share, one.of, one.whose) for one in old.quotas] != [(one.share, one.of, one.whose) for one in new.quotas]:
        yield changed(QUOTA, _listed(one.whose for one in old.quotas), _listed(one.whose for one in new.quotas))
    if set(old.opens) != set(new.opens):
        yield changed(OPENING, _openings(old), _openings(new))


def _written(book: Rulebook, standard: Standard) -> list[str]:
    """The requirement in lines, without where each part stands."""
    return [str(one.sentence) for one in describe_tree(standard.requires, book).walk()]


def _summary(standard: Standard | None, award: Award, day: date) -> Text:
    if standard is not None:
        return as_text(standard.summary)
    there = (award.since is None or award.since <= day) and (award.until is None or day <= award.until)
    return (
        say("phần mềm chưa có tiêu chuẩn của ngày này") if there else say("quy định không có danh hiệu, hình thức này")
    )


def _openings(standard: Standard) -> Text:
    return _listed(OPENING_WORDS[one] for one in standard.opens)


def _decider(book: Rulebook, award: Award, first: date, second: date) -> Iterator[Difference]:
    old, new = award.decider_on(first), award.decider_on(second)
    if (old.who if old else "") != (new.who if new else ""):
        yield Difference(
            kind=DECIDER, award=award.code, name=award.name, before=as_text(old.who) if old else NONE,
            after=as_text(new.who) if new else NONE, provisions=_seen(book, old, new), day=_from(old, new, first),
        )  # fmt: skip


def _money(book: Rulebook, award: Award, subject: str, first: date, second: date) -> Iterator[Difference]:
    about = [one for one in book.parts.multiples if one.award == award.code and one.subject == subject]
    for by in dict.fromkeys(one.by for one in about):
        rows = [one for one in about if one.by == by]
        old, new = _on(rows, first), _on(rows, second)
        if (old and (old.times, old.at_most)) != (new and (new.times, new.at_most)):
            name = f"{award.name} ({by})" if by else award.name
            yield Difference(
                kind=MONEY, award=award.code, name=name, subject=subject, before=times_words(old),
                after=times_words(new), provisions=_seen(book, old, new), day=_from(old, new, first),
            )  # fmt: skip


def times_words(multiple: Multiple | None) -> Text:
    """What an award is worth, in base salaries."""
    if multiple is None:
        return NONE
    if multiple.at_most:
        return say("không quá {n} lần mức lương cơ sở", n=multiple.times)
    return say("{n} lần mức lương cơ sở", n=multiple.times)


def _salary(book: Rulebook, first: date, second: date) -> Iterator[Difference]:
    old, new = _on(book.parts.salaries, first), _on(book.parts.salaries, second)
    if (old and old.amount) != (new and new.amount):
        yield Difference(
            kind=MONEY, award="", name="Mức lương cơ sở",
            before=say("{n} đồng/tháng", n=dong(old.amount)) if old else NONE,
            after=say("{n} đồng/tháng", n=dong(new.amount)) if new else NONE,
            provisions=_seen(book, old, new), day=_from(old, new, first),
        )  # fmt: skip


def _generals(book: Rulebook, first: date, second: date) -> Iterator[Difference]:
    """General rules by name: one that began, ended, or says something else."""
    named: dict[str, list[General]] = {}
    for one in book.parts.generals:
        named.setdefault(one.name, []).append(one)
    for name, rows in named.items():
        old, new = _on(rows, first), _on(rows, second)
        if old is not new and _general(book, old) != _general(book, new):
            yield Difference(
                kind=GENERAL, award="", name=name, before=as_text(_general(book, old)),
                after=as_text(_general(book, new)), provisions=_seen(book, old, new), day=_from(old, new, first),
            )  # fmt: skip


def _general(book: Rulebook, general: General | None) -> str:
    if general is None:
        return str(NONE)
    asked = f": {general.requires.describe(book)}" if general.requires is not None else ""
    return f"{EFFECT_WORDS[general.effect]}{asked}"


def _principles(book: Rulebook, first: date, second: date) -> Iterator[Difference]:
    """Principles by name: one that began to hold or no longer holds."""
    named: dict[str, list[Principle]] = {}
    for one in book.parts.principles:
        named.setdefault(one.name, []).append(one)
    for name, rows in named.items():
        old, new = _on(rows, first), _on(rows, second)
        if (old is None) != (new is None):
            yield Difference(
                kind=PRINCIPLE, award="", name=name, before=HELD if old else NONE, after=HELD if new else NONE,
                provisions=_seen(book, old, new), day=_from(old, new, first),
            )  # fmt: skip


def _scales(book: Rulebook, first: date, second: date) -> Iterator[Difference]:
    scales: dict[str, list[Scale]] = {}
    for one in book.parts.scales:
        scales.setdefault(one.name, []).append(one)
    for name, rows in scales.items():
        old, new = _on(rows, first), _on(rows, second)
        if (old and old.ratings) != (new and new.ratings):
            yield Difference(
                kind=SCALE, award="", name=name,
                before=_listed(book.rating_name(code) for code in old.ratings) if old else NONE,
                after=_listed(book.rating_name(code) for code in new.ratings) if new else NONE,
                provisions=_seen(book, old, new), day=_from(old, new, first),
            )  # fmt: skip


def _change_overs(book: Rulebook, first: date, second: date) -> Iterator[Difference]:
    for one in book.parts.change_overs:
        if first < one.boundary <= second:
            yield Difference(
                kind=CHANGE_OVER, award="", name=one.name, before=NONE,
                after=say("có từ ngày {day}", day=one.boundary),
                provisions=(book.seen(one.provision),), day=one.boundary,
            )  # fmt: skip


def _added(book: Rulebook, award: Award, subject: str, first: date, second: date) -> Iterator[Difference]:
    old, new = (book.additions_on(award.code, subject, day) for day in (first, second))
    before, after = ([_addition(book, one) for one in rows] for rows in (old, new))
    if before != after:
        gone = [one for one in (*old, *new) if _addition(book, one) not in before or _addition(book, one) not in after]
        yield Difference(
            kind=LOCAL, award=award.code, name=award.name, subject=subject, before=_listed(before),
            after=_listed(after), provisions=tuple(book.seen(one.provision) for one in gone),
            day=max((one.period.start for one in new if one not in old), default=second),
        )  # fmt: skip


def _addition(book: Rulebook, addition: LocalAddition) -> str:
    if addition.requires is not None:
        return "; ".join(line.strip(" -") for line in written_out(describe_tree(addition.requires, book)))
    return addition.quota.whose if addition.quota else str(OPENING_WORDS[addition.fills])


def _on(rows: Iterable[T], day: date) -> T | None:
    return next((one for one in rows if day in one.period), None)


def _from(old: Held | None, new: Held | None, first: date) -> date:
    """From when the later state holds: the beginning of what holds, or the day after the end of what does not."""
    if new is not None and new.period.start > first:
        return new.period.start
    return old.period.end + timedelta(days=1) if old is not None and old.period.end is not None else first


def _seen(book: Rulebook, *held: Held | None) -> tuple[Provision, ...]:
    found = [book.seen(one.provision) for one in held if one is not None]
    return tuple(dict.fromkeys(found))


def as_text(words: str) -> Text:
    """Words of the data as they stand."""
    return Text("{words}", {"words": words})


def _listed(items: Iterable[object]) -> Text:
    found = [str(one) for one in items]
    return as_text("; ".join(found)) if found else NONE
