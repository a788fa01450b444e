"""One's own path to a title: what is there, what it still needs and by when, what this year can no longer mend. Pure.

vi: lộ trình. It says the earliest year that the law known today allows when everything goes well, never a promise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from thidua.core.findings import Answer
from thidua.core.text import Text, say
from thidua.law.conditions import All, Any, Case, Condition, EachYear, MeasureAtLeast, Meets, SomeYears, Stated
from thidua.law.conditions.combined import ALL, YEARS, joined, the_years
from thidua.law.facts import Facts, year_ends
from thidua.law.judge import Dates, Judgement, judge
from thidua.law.known import Known
from thidua.law.life import HORIZON, LifeYear, best_life
from thidua.law.rulebook import Rulebook
from thidua.law.steps import Step

EACH_YEAR = EachYear.name
FREE_CONDITIONS = say("{what}; đã có {good} năm, cần thêm {more} năm")


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a year must bring, and the last day of that year. vi: việc cần có.

    `of_people`: it rests on what somebody authorised must say or write down, not on one's own doing alone.
    """

    year: int
    by: date
    sentence: Text
    of_people: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The path to one award: the judgement of today, and the earliest year with what each year must bring.

    `fixed`: what stands in the way and cannot be changed for the judged year; `open_`: what still can, or is not known.
    `earliest` None: not within the years that are looked at.
    """

    award: str
    now: Judgement
    fixed: tuple[Step, ...]
    open_: tuple[Step, ...]
    earliest: int | None
    needs: tuple[Need, ...]
    doubts: tuple[Text, ...]

    @property
    def rests_on_people(self) -> bool:
        """Whether it can only be reached if somebody authorised says what the standard asks. vi: cần xác nhận."""
        return any(one.of_people for one in self.needs)

    @property
    def is_reached(self) -> bool:
        """Whether it is granted now."""
        return self.now.answer is Answer.GRANTED


def path(book: Rulebook, award: str, facts: Facts, dates: Dates, horizon: int = HORIZON) -> Path:
    """The path to one award. Raises KeyError for an award that is not in the catalogue."""
    return paths(book, facts, dates, [award], horizon)[award]


def paths(
    book: Rulebook, facts: Facts, dates: Dates, awards: Iterable[str] | None = None, horizon: int = HORIZON
) -> dict[str, Path]:
    """The paths to several awards by one look ahead; all that the subject can be given when none are named."""
    wanted = list(awards) if awards is not None else awards_of(book, facts.subject)
    judged = {code: judge(book, code, facts, dates) for code in wanted}
    waiting = {code for code, one in judged.items() if one.answer is not Answer.GRANTED}
    found: dict[str, LifeYear] = {}
    known: Known | None = None
    for one in best_life(book, facts, dates, horizon):
        known = known or one.known
        found |= {code: one for code in waiting if code in one.reached}
        waiting -= set(found)
        if not waiting:
            break
    said = known.doubts if known else {}
    return {code: _path(judged[code], found.get(code), said.get(code, ())) for code in wanted}


def awards_of(book: Rulebook, subject: str) -> list[str]:
    """What a kind of subject can be given, in the order of the catalogue."""
    return [code for code, award in book.awards.items() if subject in award.subjects]


def _path(now: Judgement, reached: LifeYear | None, doubts: tuple[Text, ...]) -> Path:
    units = list(in_the_way(now.step))
    fixed = tuple(step for step, mendable in units if not mendable and step.answer is Answer.REFUSED)
    open_ = tuple(step for step, mendable in units if mendable or step.answer is not Answer.REFUSED)
    year: int | None = None
    needs: tuple[Need, ...] = ()
    if now.answer is Answer.GRANTED:
        year, doubts = now.facts.year, ()
    elif reached is not None:
        year = reached.year
        needs = needs_of(reached, now.award, now.facts)
        doubts = reached.known.doubts.get(now.award, ())
    return Path(
        award=now.award, now=now, fixed=_once(fixed), open_=_once(open_), earliest=year, needs=needs, doubts=doubts
    )


def _once(steps: Iterable[Step]) -> tuple[Step, ...]:
    return tuple({str(step.sentence): step for step in steps}.values())


def in_the_way(step: Step, *, mendable: bool = True) -> Iterator[tuple[Step, bool]]:
    """What keeps a step from a yes, each as one thing to tell, and whether it can still be changed this year."""
    if step.answer is Answer.GRANTED:
        return
    mendable = mendable and (step.mendable or step.answer is not Answer.REFUSED)
    told_apart = step.steps and (step.joined == ALL or step.kind == EACH_YEAR)
    if not told_apart:
        yield step, mendable
        return
    for one in step.steps:
        # Years of a chain stand or fall each by itself.
        yield from in_the_way(one, mendable=mendable or step.joined in (ALL, YEARS))


def needs_of(reached: LifeYear, award: str, facts: Facts) -> tuple[Need, ...]:
    """What each year must bring so that the award is reached in that year; what is there already is left out."""
    book, hoped = reached.known.book, reached.reached[award]
    asking = _Asking(
        hoped=Case(hoped, book, award, reached.day, reached.day),
        real=Case(replace(facts, year=reached.year), book, award, reached.day, reached.day),
    )
    needs: list[Need] = []
    for condition in _conditions(book, award, facts.subject, reached.day):
        needs += asking.needs(condition, reached.year)
    kept = {(one.year, str(one.sentence)): one for one in needs if one.year >= facts.year}
    return tuple(sorted(kept.values(), key=lambda one: one.year))


def _conditions(book: Rulebook, award: str, subject: str, day: date) -> Iterator[Condition]:
    standard = book.awards[award].standard_on(subject, day)
    if standard is not None:
        yield standard.requires
    for addition in book.additions_on(award, subject, day):
        if addition.requires is not None:
            yield addition.requires
    for general in book.parts.generals:
        if general.requires is not None and general.touches(book.awards[award], subject, day):
            yield general.requires


@dataclass(frozen=True, slots=True)
class _Asking:
    """Asks a condition twice: of the best case and of what is really there."""

    hoped: Case
    real: Case

    def needs(self, condition: Condition, year: int) -> list[Need]:
        """What the condition still needs in a year."""
        if self.real.ask(condition, year).answer is Answer.GRANTED:
            return []
        if isinstance(condition, All):
            return [need for one in condition.of for need in self.needs(one, year)]
        if isinstance(condition, Any):
            return self._one_of(condition, year)
        if isinstance(condition, EachYear):
            years = the_years(condition.last, condition.through, year)
            return [need for each in years for need in self.needs(condition.that, each)]
        if isinstance(condition, SomeYears):
            return [self._some_years(condition, year)]
        if isinstance(condition, Meets):
            inside = self.real.words.requirement_of(condition.award, self.real.facts.subject, self.real.law_day)
            if inside is not None and condition.award not in self.real.above:
                return self.needs(inside, year)
        need = self._need(condition.describe(self.real.words), year)
        return [
            replace(need, of_people=isinstance(condition, Stated | MeasureAtLeast) and not self._is_known(condition))
        ]

    def _is_known(self, condition: Condition) -> bool:
        """Whether the record says anything of a length of service; it then grows by itself."""
        return isinstance(condition, MeasureAtLeast) and condition.of in self.real.facts.measures

    def _one_of(self, condition: Any, year: int) -> list[Need]:
        ways = [one for one in condition.of if self.hoped.ask(one, year).answer is Answer.GRANTED]
        # What one can do oneself goes before what others must say.
        found = sorted((self.needs(one, year) for one in ways), key=lambda ns: (any(n.of_people for n in ns), len(ns)))
        if not found:
            return [self._need(condition.describe(self.real.words), year)]
        if len(found[0]) > 1:
            return found[0]
        same = [one[0].sentence for one in found if len(one) == 1 and one[0].year == year]
        if len(same) < 2:
            return found[0]
        told = joined(list(dict.fromkeys(same)), say("{first}; hoặc {second}"))
        return [replace(self._need(told, year), of_people=found[0][0].of_people)]

    def _some_years(self, condition: SomeYears, year: int) -> Need:
        years = the_years(condition.last, condition.through, year)
        good = sum(self.real.ask(condition.that, each).answer is Answer.GRANTED for each in years)
        told = {"what": condition.describe(self.real.words), "good": good, "more": condition.at_least - good}
        return self._need(Text(FREE_CONDITIONS.pattern, told), year)

    def _need(self, sentence: Text, year: int) -> Need:
        return Need(year, year_ends(year), sentence)
