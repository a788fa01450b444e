"""Check the law as data: nothing missing between its days, and every standard shown by cases on both sides. Pure.

What is checked: every day from the first is covered for every award and subject; every standard has a granted, a
refused and an undetermined case; the day before and the day of each change are cases. vi: kiểm tra bộ quy định.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from thidua.core.days import format_day
from thidua.core.text import Text, say
from thidua.law.cases import LawCase, carried_out, faults_of
from thidua.law.conditions import All, Condition, TextUnavailable
from thidua.law.judge import Judgement
from thidua.law.model import Award, Standard
from thidua.law.rulebook import Rulebook

#: From this day on there must be an answer, if only that the text is not known.
FIRST = date(2014, 1, 1)
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be: where, and what."""

    where: str
    sentence: Text

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Carried:
    """A case with what came of it."""

    case: LawCase
    found: Judgement


def check(book: Rulebook, cases: Iterable[LawCase]) -> tuple[Fault, ...]:
    """Every fault of a rulebook and its cases, in the order of the awards."""
    carried = [Carried(case, carried_out(book, case)) for case in cases if case.award in book.awards]
    faults: list[Fault] = []
    for one in carried:
        for told in faults_of(one.case, one.found):
            faults.append(Fault(one.case.file, say("{name}: {told}", name=one.case.name, told=told)))
    for award in book.awards.values():
        faults += gaps(award)
        for standard in award.standards:
            about = [one for one in carried if one.case.award == award.code and one.found.standard is standard]
            faults += _answers(standard, about)
            faults += _days(award, standard, carried)
    return tuple(faults)


def gaps(award: Award) -> Iterator[Fault]:
    """Days from the first on for which nothing is said, by subject."""
    for subject in award.subjects:
        day = max(FIRST, award.since or FIRST)
        for standard in sorted((s for s in award.standards if s.subject == subject), key=lambda s: s.period.start):
            if standard.period.end is not None and standard.period.end < day:
                continue
            if standard.period.start > day:
                yield Fault(award.code, say("không có tiêu chuẩn từ ngày {day}", day=day))
            if standard.period.end is None:
                break
            day = standard.period.end + ONE
        else:
            if award.until is None:
                yield Fault(award.code, say("không có tiêu chuẩn từ ngày {day}", day=day))


def can_be_granted(requirement: Condition) -> bool:
    """Whether a yes is possible at all: not where a text that must hold was not read."""
    if isinstance(requirement, TextUnavailable):
        return False
    return not isinstance(requirement, All) or all(can_be_granted(part) for part in requirement.of)


def can_be_refused(requirement: Condition) -> bool:
    """Whether a no is possible at all: not where nothing but an unread text is asked."""
    return not isinstance(requirement, TextUnavailable)


def _answers(standard: Standard, about: list[Carried]) -> Iterator[Fault]:
    there = {one.case.expect for one in about}
    wanted = ["undetermined"]
    wanted += ["granted"] if can_be_granted(standard.requires) else []
    wanted += ["refused"] if can_be_refused(standard.requires) else []
    for answer in wanted:
        if answer not in there:
            yield Fault(standard.code, say("chưa có trường hợp mẫu cho kết luận “{answer}”", answer=answer))


def _days(award: Award, standard: Standard, carried: list[Carried]) -> Iterator[Fault]:
    """The first day of a standard and the day before it, where that is a change, must be the law day of a case."""
    start = standard.period.start
    before = award.standard_on(standard.subject, start - ONE)
    if before is None:
        return
    days = {
        one.found.law_day.day
        for one in carried
        if one.case.award == award.code and one.case.facts.subject == standard.subject
    }
    for day in (start - ONE, start):
        if day not in days:
            yield Fault(standard.code, say("chưa có trường hợp mẫu ngày {day}", day=format_day(day)))
