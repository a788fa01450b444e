"""Every code that is named must be there, and nothing may hold twice on one day. Dead references are problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from thidua.core.errors import Problem
from thidua.core.text import say
from thidua.law.conditions import (
    Condition,
    HeldEarlier,
    Holds,
    MeasureAtLeast,
    Meets,
    MembersHolding,
    MembersRated,
    NeverHeld,
    NoDiscipline,
    NoMemberDiscipline,
    PartyRatingAtLeast,
    RatingAtLeast,
    Stated,
    TextUnavailable,
)
from thidua.law.model import Award, Parts, Standard

#: Which part a condition's code must be found in.
NAMED: Mapping[type[Condition], tuple[str, str]] = {
    Holds: ("awards", "award"),
    HeldEarlier: ("awards", "award"),
    NeverHeld: ("awards", "award"),
    Meets: ("awards", "award"),
    MembersHolding: ("awards", "award"),
    RatingAtLeast: ("ratings", "at_least"),
    PartyRatingAtLeast: ("ratings", "at_least"),
    MembersRated: ("ratings", "rating"),
    NoDiscipline: ("disciplines", "from_"),
    NoMemberDiscipline: ("disciplines", "from_"),
    Stated: ("questions", "code"),
    MeasureAtLeast: ("measures", "of"),
    TextUnavailable: ("instruments", "instrument"),
}


def twice(read: Mapping[str, list[Any]]) -> Iterator[Problem]:
    """Codes that stand twice in a section."""
    for section, rows in read.items():
        if section == "principles":  # one code for each of its times
            continue
        codes = [row.code for row in rows if hasattr(row, "code")]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield Problem(section, say("Mã “{code}” được ghi hai lần.", code=code), say("Hãy giữ lại một chỗ."))


def lost(parts: Parts) -> Iterator[Problem]:
    """Codes that name nothing, and standards of one award that hold on the same day."""
    for where, condition in _conditions(parts):
        for section, code in named_by(condition):
            if code not in getattr(parts, section):
                yield Problem(where, say("Không có “{code}” trong mục {section}.", code=code, section=section))
    for instrument in parts.instruments.values():
        yield from _awards_there(parts.instruments, [instrument.ended_by], instrument.code)
    for general in parts.generals:
        yield from _awards_there(parts.awards, [*general.awards, *general.except_], general.code)
    for change in parts.change_overs:
        yield from _awards_there(parts.awards, change.awards, change.code)
    for addition in parts.additions:
        yield from _awards_there(parts.awards, [addition.award], addition.code)
    yield from _awards_there(parts.awards, [one.award for one in parts.multiples], "multiples")
    yield from _worth_two_things(parts)
    for scale in parts.scales:
        yield from _awards_there(parts.ratings, scale.ratings, scale.name)
    for award in parts.awards.values():
        yield from _overlapping(award)
        for standard in award.standards:
            yield from _awards_there(parts.awards, [quota.of for quota in standard.quotas], standard.code)


def named_by(condition: Condition) -> Iterator[tuple[str, str]]:
    """The codes a condition names, with the part where each must be."""
    if type(condition) in NAMED:
        section, attribute = NAMED[type(condition)]
        value = getattr(condition, attribute)
        for code in value if isinstance(value, tuple) else (value,):
            yield section, code


def _awards_there(known: Mapping[str, Any], codes: Iterable[str], where: str) -> Iterator[Problem]:
    for code in codes:
        if code and code not in known:
            yield Problem(where, say("Không có mã “{code}”.", code=code))


def _conditions(parts: Parts) -> Iterator[tuple[str, Condition]]:
    for award in parts.awards.values():
        for standard in award.standards:
            yield from ((standard.code, one) for one in standard.requires.walk())
    for general in parts.generals:
        if general.requires is not None:
            yield from ((general.code, one) for one in general.requires.walk())
    for addition in parts.additions:
        if addition.requires is not None:
            yield from ((addition.code, one) for one in addition.requires.walk())


def circles(parts: Parts) -> Iterator[Problem]:
    """Standards that lean on each other in a circle, so that none of them could ever be answered first."""
    leans = {
        award.code: {
            code
            for standard in award.standards
            for one in standard.requires.walk()
            if isinstance(one, Meets) or (isinstance(one, Holds) and one.or_meets)
            for _, code in named_by(one)
        }
        for award in parts.awards.values()
    }
    for code in leans:
        reached, waiting = set[str](), set(leans[code])
        while waiting:
            reached |= waiting
            waiting = {next_ for one in waiting for next_ in leans.get(one, ())} - reached
        if code in reached:
            yield Problem(code, say("Tiêu chuẩn này dẫn về chính nó qua các danh hiệu khác."))


def _worth_two_things(parts: Parts) -> Iterator[Problem]:
    """One award, or the base salary, with two amounts on one day."""
    for one, other in combinations(parts.multiples, 2):
        same = (one.award, one.subject, one.by) == (other.award, other.subject, other.by)
        if same and one.period.overlaps(other.period):
            yield Problem(one.award, say("Hai mức tiền thưởng cùng có hiệu lực một ngày."))
    for first, second in combinations(parts.salaries, 2):
        if first.period.overlaps(second.period):
            yield Problem("salaries", say("Hai mức lương cơ sở cùng có hiệu lực một ngày."))


def _overlapping(award: Award) -> Iterator[Problem]:
    codes = [one.code for one in award.standards]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield Problem(award.code, say("Mã “{code}” được ghi hai lần.", code=code))
    pairs: Iterable[tuple[Standard, Standard]] = combinations(award.standards, 2)
    for one, other in pairs:
        if one.subject == other.subject and one.period.overlaps(other.period):
            told = {"one": one.code, "other": other.code}
            yield Problem(award.code, say("Hai tiêu chuẩn “{one}” và “{other}” cùng có hiệu lực một ngày.", **told))
    for first, second in combinations(award.deciders, 2):
        if first.period.overlaps(second.period):
            yield Problem(award.code, say("Hai thẩm quyền quyết định cùng có hiệu lực một ngày."))
