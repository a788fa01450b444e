"""A local rule read strictly: the schema of the law's own files, only what the higher level leaves open. Pure.

The guided form and the file go through the same reader; every fault is named with its place and, in a file, its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from thidua.core.days import Period
from thidua.core.text import Text, say
from thidua.law import grammar
from thidua.law.compare import OPENING_WORDS
from thidua.law.conditions import SINGLE, TextUnavailable
from thidua.law.known import unread
from thidua.law.model import Award, LocalAddition, Question, Standard
from thidua.law.reading import Place, Plain, Source, read_yaml
from thidua.law.references import NAMED
from thidua.law.rulebook import Rulebook
from thidua.law.shapes import BROKEN, Field, Many, Record
from thidua.lawbook.rules.assembling import THIS_PAPER

QUOTA = "quota"
OPEN, CLOSED, UNREAD, SHARE = "open", "closed", "unread", "share"
#: From this day the law itself sets no shares for titles; a circular or a regulation may. source: law.md D, Q1.
NO_SHARES_FROM = date(2024, 1, 1)
ONE = timedelta(days=1)
#: The parts of a rulebook that a local rule names things in, in words.
SECTION_WORDS: dict[str, Text] = {
    "awards": say("danh hiệu, hình thức"),
    "ratings": say("mức xếp loại"),
    "disciplines": say("hình thức kỷ luật"),
    "questions": say("nội dung cần xác nhận"),
    "measures": say("loại thời gian công tác"),
    "instruments": say("văn bản"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The paper a local rule is written in, as far as its content is checked against it."""

    name: str
    period: Period


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the plain content in one order of sections, and its parts."""

    plain: dict[str, list[Plain]]
    additions: tuple[LocalAddition, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that is no error, but that somebody must accept by name; the key holds for exactly this content."""

    key: str
    sentence: Text
    cure: Text | None = None


def read_text(text: str, name: str, frame: Frame, house: Rulebook) -> Read:
    """A local rule from its YAML text. Raises BadInput with every fault, its line and its cure."""
    plain, source = read_yaml(text, name)
    return read_plain(plain, source, frame, house)


def read_plain(plain: Plain, source: Source, frame: Frame, house: Rulebook) -> Read:
    """The same from plain data. Raises BadInput."""
    place = source.place()
    shapes = {
        "questions": Field(Many(grammar.QUESTION), "", ()),
        "additions": Field(Many(grammar.addition_shape(grammar.Names({THIS_PAPER: frame.name}))), "", ()),
    }
    found = Record(shapes).read(plain, place)
    if found is BROKEN:
        source.done()
    read = Read(
        {"questions": list(plain.get("questions") or ()), "additions": list(plain.get("additions") or ())},
        found["additions"],
        found["questions"],
    )
    _once([one.code for one in read.questions], place / "questions")
    _once([one.code for one in read.additions], place / "additions")
    _named_here(read, place, house)
    for number, addition in enumerate(read.additions):
        _check(addition, place / "additions" / number, frame, house)
    source.done()
    return read


def _once(codes: list[str], place: Place) -> None:
    for number, code in enumerate(codes):
        if code in codes[:number]:
            (place / number / "code").wrong(
                say("Mã “{code}” được ghi hai lần.", code=code), say("Hãy đặt mã khác cho một trong hai chỗ.")
            )


def _named_here(read: Read, place: Place, house: Rulebook) -> None:
    """Every code that a condition names is known, in the law or among the own questions."""
    own = {one.code for one in read.questions}
    for number, question in enumerate(read.questions):
        if question.code in house.parts.questions:
            (place / "questions" / number / "code").wrong(
                say("Mã “{code}” đã dùng cho một nội dung của pháp luật.", code=question.code),
                say("Hãy đặt mã khác."),
            )
    for where, word, given in _conditions(read.plain["additions"], place / "additions"):
        kind = SINGLE[word]
        if kind is TextUnavailable:
            cure = say("Hãy dùng điều kiện khác; các điều kiện: {words}.", words=", ".join(SINGLE))
            where.wrong(say("Quy định của đơn vị không dùng điều kiện “text-unavailable”."), cure)
        elif kind in NAMED:
            section, attribute = NAMED[kind]
            key = attribute.rstrip("_").replace("_", "-")
            known = {*getattr(house.parts, section), *(own if section == "questions" else ())}
            value = given.get(key)
            for code in value if isinstance(value, list) else [value]:
                if code not in known:
                    _unknown(where / key, section, str(code), sorted(known))
    for number, addition in enumerate(read.additions):
        here = place / "additions" / number
        if addition.award not in house.awards:
            _unknown(here / "award", "awards", addition.award, list(house.awards))
        if addition.quota is not None and addition.quota.of not in house.awards:
            _unknown(here / "quota" / "of", "awards", addition.quota.of, list(house.awards))


def _conditions(value: Any, place: Place) -> Iterator[tuple[Place, str, Mapping[str, Any]]]:
    """Every single condition with its place, its word and what it was given."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from _conditions(one, place / number)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key in SINGLE and (isinstance(one, dict) or one is None) and key != "source":
                yield place / key, key, one or {}
            yield from _conditions(one, place / key)


def _unknown(place: Place, section: str, code: str, known: list[str]) -> None:
    told = {"what": SECTION_WORDS[section], "code": code}
    cure = say("Các mã dùng được: {codes}.", codes=", ".join(known)) if known else None
    place.wrong(say("Không có {what} nào mang mã “{code}”.", **told), cure)


def _check(addition: LocalAddition, place: Place, frame: Frame, house: Rulebook) -> None:
    """One addition against its paper and against what the higher level leaves open."""
    _days(addition, place, frame)
    if addition.fills == QUOTA:
        if addition.quota is None or addition.requires is not None:
            place.wrong(
                say("Phần “quota” cần đúng một tỷ lệ, không kèm điều kiện."),
                say("Hãy ghi mục quota, bỏ mục requires."),
            )
    elif addition.requires is None or addition.quota is not None:
        place.wrong(
            say("Quy định này cần một điều kiện, không kèm tỷ lệ."),
            say("Hãy ghi mục requires; nếu là tỷ lệ thì ghi fills: quota."),
        )
    award = house.awards.get(addition.award)
    if award is not None:
        _open(addition, award, place)


def _days(addition: LocalAddition, place: Place, frame: Frame) -> None:
    own, paper = addition.period, frame.period
    if own.start < paper.start:
        told = {"day": paper.start}
        (place / "from").wrong(
            say("Quy định bắt đầu trước ngày văn bản có hiệu lực."), say("Hãy ghi từ ngày {day} trở đi.", **told)
        )
    if paper.end is not None and (own.end is None or own.end > paper.end):
        cure = say("Hãy ghi đến hết ngày {day} hoặc sớm hơn.", day=paper.end)
        (place / "to").wrong(say("Quy định còn hiệu lực sau khi văn bản hết hiệu lực."), cure)


def _open(addition: LocalAddition, award: Award, place: Place) -> None:
    """Whether each standard of those days leaves this part open; a share from 2024 on is a warning, not a fault."""
    if addition.subject not in award.subjects:
        if addition.subject == "person":
            (place / "subject").wrong(say("{award} không dành cho cá nhân.", award=award.name))
        else:
            (place / "subject").wrong(say("{award} không dành cho tập thể.", award=award.name))
        return
    standards = standards_of(award, addition.subject, addition.period)
    if not covered(addition.period, standards):
        (place / "from").wrong(
            say("Phần mềm chưa có tiêu chuẩn {award} của pháp luật cho tất cả những ngày này.", award=award.name),
            say("Hãy ghi khoảng ngày mà pháp luật có tiêu chuẩn, xem ở trang Pháp luật."),
        )
    for standard in standards:
        if openness(addition.fills, standard) == CLOSED:
            _closed(addition, standard, place)
        _within_shares(addition, standard, place)


def _closed(addition: LocalAddition, standard: Standard, place: Place) -> None:
    told = {"law": str(standard.provision.citation), "part": OPENING_WORDS[addition.fills]}
    sentence = say("{law} không để cấp dưới {part}.", **told)
    if standard.opens:
        parts = [OPENING_WORDS[one] for one in standard.opens]
        cure = say("Phần được để ngỏ: {parts}. Hãy chọn trong đó.", parts=parts)
    else:
        cure = say("Điều này không để ngỏ phần nào; hãy bỏ quy định này.")
    (place / "fills").wrong(sentence, cure)


def _within_shares(addition: LocalAddition, standard: Standard, place: Place) -> None:
    """A share of one's own may be smaller than the law's, never larger."""
    if addition.quota is None:
        return
    for quota in standard.quotas:
        if quota.of == addition.quota.of and addition.quota.share > quota.share:
            told = {"law": str(quota.provision.citation), "share": percent(quota.share)}
            (place / "quota" / "share").wrong(
                say("{law} chỉ cho phép không quá {share}.", **told), say("Hãy ghi tỷ lệ bằng hoặc thấp hơn.")
            )


def standards_of(award: Award, subject: str, period: Period) -> list[Standard]:
    """The standards that hold on some day of a period, oldest first."""
    found = [one for one in award.standards if one.subject == subject and one.period.overlaps(period)]
    return sorted(found, key=lambda one: one.period.start)


def covered(period: Period, standards: list[Standard]) -> bool:
    """Whether every day of a period has a standard."""
    day = period.start
    for one in standards:
        if one.period.start > day:
            return False
        if one.period.end is None:
            return True
        day = max(day, one.period.end + ONE)
    return period.end is not None and day > period.end


def openness(fills: str, standard: Standard) -> str:
    """Whether a standard leaves a part open, does not, or leaves somebody to answer for it.

    The last where its text was not read, and for a share that the law neither sets nor forbids any more, of an award
    that the lower level has a say in at all.
    """
    if fills in standard.opens:
        return OPEN
    if unread(standard.requires) is not None:
        return UNREAD
    lasts = standard.period.end is None or standard.period.end >= NO_SHARES_FROM
    return SHARE if fills == QUOTA and lasts and standard.opens else CLOSED


def warnings(read: Read, house: Rulebook) -> tuple[Warned, ...]:
    """What must be accepted by name before it is issued. source: law.md D, Q1."""
    found: list[Warned] = []
    for one in read.additions:
        if one.quota is not None and (one.period.end is None or one.period.end >= NO_SHARES_FROM):
            found.append(_share_warned(one, house, percent(one.quota.share)))
        standards = standards_of(house.awards[one.award], one.subject, one.period)
        found += [_unread_warned(one, house, law) for law in standards if openness(one.fills, law) == UNREAD][:1]
    return tuple(found)


def _share_warned(one: LocalAddition, house: Rulebook, share: str) -> Warned:
    return Warned(
        f"ty-le:{one.code}:{share}",
        say(
            "Tỷ lệ {share} đối với {award}: từ ngày 01/01/2024 luật và nghị định không đặt tỷ lệ này; "
            "chỉ nên giữ khi thông tư của bộ hoặc quy định của tỉnh có nêu.",
            share=share,
            award=house.award_name(one.award),
        ),
        say("Hãy bỏ tỷ lệ này, hoặc ghi tên người chịu trách nhiệm giữ lại."),
    )


def _unread_warned(one: LocalAddition, house: Rulebook, law: Standard) -> Warned:
    told = {
        "award": house.award_name(one.award), "part": OPENING_WORDS[one.fills], "day": law.period.start,
        "law": law.provision.citation.document,
    }  # fmt: skip
    return Warned(
        f"chua-ro:{one.code}:{one.fills}:{law.code}",
        say(
            "{award}: phần mềm chưa có nội dung {law}, nên chưa rõ từ ngày {day} cấp dưới còn được {part} hay không.",
            **told,
        ),
        say("Hãy đối chiếu với văn bản gốc, đặt ngày kết thúc sớm hơn, hoặc ghi tên người chịu trách nhiệm giữ lại."),
    )


def percent(share: Any) -> str:
    """3/20 → 15 %; thirds stay thirds."""
    hundred = share * 100
    if hundred.denominator == 1:
        return f"{hundred.numerator} %"
    tenths = hundred * 10
    if tenths.denominator == 1:
        return f"{tenths.numerator // 10},{tenths.numerator % 10} %"
    return f"{share.numerator}/{share.denominator}"
