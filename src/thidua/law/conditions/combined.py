"""Conditions made of conditions: all, any, so many of, in each of the last years, in some of them. Kleene's logic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from string import Formatter
from typing import ClassVar

from thidua.core.findings import Answer
from thidua.core.text import Text, say
from thidua.law.conditions.base import Case, Condition, Words, unknown
from thidua.law.facts import year_words
from thidua.law.shapes import Field, Whole
from thidua.law.steps import Step, cause_of, counted, least, most

ALL, ANY, YEARS = "all", "any", "years"
BEFORE = "previous"
THIS = "this"
SERVED = "served"


@dataclass(frozen=True, slots=True, kw_only=True)
class All(Condition):
    """Every condition inside must hold. vi: đồng thời."""

    name: ClassVar[str] = "all"
    of: tuple[Condition, ...]

    def parts(self) -> tuple[Condition, ...]:
        return self.of

    def describe(self, words: Words) -> Text:
        return joined([one.describe(words) for one in self.of], say("{first}; và {second}"))

    def evaluate(self, case: Case, year: int) -> Step:
        steps = tuple(case.ask(one, year) for one in self.of)
        return whole(least(step.answer for step in steps), steps, self.name, year, ALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Any(Condition):
    """One of the conditions inside must hold. vi: một trong các điều kiện."""

    name: ClassVar[str] = "any"
    of: tuple[Condition, ...]

    def parts(self) -> tuple[Condition, ...]:
        return self.of

    def describe(self, words: Words) -> Text:
        return joined([one.describe(words) for one in self.of], say("{first}; hoặc {second}"))

    def evaluate(self, case: Case, year: int) -> Step:
        steps = tuple(case.ask(one, year) for one in self.of)
        return whole(most(step.answer for step in steps), steps, self.name, year, ANY)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoManyOf(Condition):
    """At least so many of the conditions inside must hold. vi: ít nhất n trong các điều kiện."""

    name: ClassVar[str] = "n-of"
    at_least: int
    of: tuple[Condition, ...]

    def parts(self) -> tuple[Condition, ...]:
        return self.of

    def describe(self, words: Words) -> Text:
        inside = joined([one.describe(words) for one in self.of], say("{first}; {second}"))
        return say("ít nhất {n} trong các điều kiện: {inside}", n=self.at_least, inside=inside)

    def evaluate(self, case: Case, year: int) -> Step:
        steps = tuple(case.ask(one, year) for one in self.of)
        answer = counted((step.answer for step in steps), self.at_least)
        return whole(answer, steps, self.name, year, ALL if answer is Answer.GRANTED else ANY)


@dataclass(frozen=True, slots=True, kw_only=True)
class EachYear(Condition):
    """In each of the last years the condition inside must hold; one year missed breaks the chain. vi: n năm liên tục.

    `through`: whether the last of them is the judged year (`this`) or the one before (`previous`).
    """

    name: ClassVar[str] = "each-year"
    fields: ClassVar = {"last": Field(Whole(1, 30), "số năm liên tục")}
    last: int
    that: Condition
    through: str = THIS

    def parts(self) -> tuple[Condition, ...]:
        return (self.that,)

    def describe(self, words: Words) -> Text:
        inside = self.that.describe(words)
        if self.through == BEFORE:
            return say("{n} năm liên tục trước năm xét: {inside}", n=self.last, inside=inside)
        return say("{n} năm liên tục tính đến năm xét: {inside}", n=self.last, inside=inside)

    def evaluate(self, case: Case, year: int) -> Step:
        steps = tuple(one_year(case, self.that, each, year) for each in the_years(self.last, self.through, year))
        return over_years(least(step.answer for step in steps), (*steps, *served(case, year)), self.name, year)


@dataclass(frozen=True, slots=True, kw_only=True)
class SomeYears(Condition):
    """In at least so many of the last years the condition inside must hold. vi: trong n năm có ít nhất k năm."""

    name: ClassVar[str] = "some-years"
    fields: ClassVar = {
        "last": Field(Whole(1, 30), "số năm xem lại"),
        "at-least": Field(Whole(1, 30), "ít nhất bao nhiêu năm"),
    }
    last: int
    at_least: int
    that: Condition
    through: str = THIS

    def parts(self) -> tuple[Condition, ...]:
        return (self.that,)

    def describe(self, words: Words) -> Text:
        inside = self.that.describe(words)
        return say("trong {n} năm có ít nhất {k} năm: {inside}", n=self.last, k=self.at_least, inside=inside)

    def evaluate(self, case: Case, year: int) -> Step:
        years = the_years(self.last, self.through, year)
        steps = tuple(one_year(case, self.that, each, year) for each in years)
        answer = counted((step.answer for step in steps), self.at_least)
        good = sum(step.answer is Answer.GRANTED for step in steps)
        what = self.that.describe(case.words)
        told = say("{good}/{n} năm {what}, cần ít nhất {k} năm", good=good, n=self.last, k=self.at_least, what=what)
        shown = steps if answer is not Answer.GRANTED else tuple(step for step in steps if step)
        open_ = sum(step.answer is not Answer.REFUSED or step.mendable for step in steps)
        found = over_years(answer, (*shown, *served(case, year)), self.name, year, told)
        return replace(found, mendable=open_ >= self.at_least)


def the_years(last: int, through: str, year: int) -> range:
    """The award years that a chain of `last` years looks at, newest first."""
    newest = year if through == THIS else year - 1
    return range(newest, newest - last, -1)


def one_year(case: Case, condition: Condition, each: int, judged: int) -> Step:
    """The condition in one year of a chain; a year before a discipline was served does not count (X5)."""
    if case.counts_from is not None and each < case.counts_from:
        sentence = say(
            "thành tích năm học {year} không được tính, vì chỉ tính từ ngày chấp hành xong kỷ luật",
            year=year_words(each),
        )
        return Step(Answer.REFUSED, sentence, SERVED, each, mendable=False)
    found = case.ask(condition, each)
    if each < judged and found.answer is Answer.REFUSED:
        return found.past_mending()
    return found


def served(case: Case, year: int) -> tuple[Step, ...]:
    """What must be known before years can be counted at all."""
    if case.counts_known:
        return ()
    sentence = say("chưa biết có bị kỷ luật trong những năm được tính hay không")
    return (unknown(SERVED, year, sentence, say("Hãy ghi các lần kỷ luật, hoặc ghi rõ là không có.")),)


def over_years(answer: Answer, steps: tuple[Step, ...], kind: str, year: int, told: Text | None = None) -> Step:
    """One answer over several years; what must be known before years can be counted weighs with it.

    Without a sentence of its own it is told by what is said of the years.
    """
    answer = least([answer, *(step.answer for step in steps if step.kind == SERVED and step.cause)])
    bad = [step for step in steps if step.answer is answer] if answer is not Answer.GRANTED else list(steps)
    mendable = all(step.mendable for step in steps if step.answer is Answer.REFUSED)
    cure = next((step.cure for step in bad if step.cure), None)
    told = told or joined([step.sentence for step in (bad or list(steps))], say("{first}; {second}"))
    cause = cause_of(steps) if answer is Answer.UNDETERMINED else ""
    return Step(answer, told, kind, year, cause, cure, mendable, steps=steps, joined=YEARS)


def whole(answer: Answer, steps: tuple[Step, ...], kind: str, year: int, how: str) -> Step:
    """One answer of several: for a yes the ones that carry it, for anything else the ones that stand in the way."""
    told = [step for step in steps if step.answer is answer]
    if how == ANY and answer is Answer.GRANTED:
        told = told[:1]
    if how == ANY and answer is Answer.REFUSED:
        sentence = joined(alternatives(told), say("{first}; {second}"))
        sentence = say("không đạt điều kiện nào trong các điều kiện thay thế nhau ({inside})", inside=sentence)
        mendable = any(step.mendable for step in told)
    else:
        sentence = joined([s.sentence for s in told], say("{first}; {second}"))
        mendable = all(step.mendable for step in told)
    cause = cause_of(steps) if answer is Answer.UNDETERMINED else ""
    cure = next((step.cure for step in told if step.cure), None)
    return Step(answer, sentence, kind, year, cause, cure, mendable, steps=steps, joined=how)


def alternatives(steps: list[Step]) -> list[Text]:
    """What was refused, alternatives inside alternatives told as one list."""
    found: list[Text] = []
    for step in steps:
        inside = [one for one in step.steps if one.answer is Answer.REFUSED]
        found += alternatives(inside) if step.kind == Any.name and inside else [step.sentence]
    return found


def joined(texts: list[Text], pattern: Text) -> Text:
    """Several clauses as one; what would be said twice is said once."""
    if len(texts) > 1:
        texts = _gathered(_once([leaf for text in texts for leaf in _apart(text, pattern.pattern)]))
    found = texts[0] if texts else say("không có điều kiện nào")
    for text in texts[1:]:
        found = Text(pattern.pattern, {"first": found, "second": text})
    return found


def _apart(text: Text, pattern: str) -> Iterator[Text]:
    """The clauses that were joined by the same pattern before."""
    if text.pattern != pattern or set(text.values) != {"first", "second"}:
        yield text
        return
    for part in (text.values["first"], text.values["second"]):
        if isinstance(part, Text):
            yield from _apart(part, pattern)


def _once(texts: list[Text]) -> list[Text]:
    """Each clause once; told apart unrendered, since rendering them for it was a sixth of a page's time."""
    found: list[Text] = []
    for text in texts:
        if not any(_says_the_same(text, one) for one in found):
            found.append(text)
    return found


def _says_the_same(one: object, other: object) -> bool:
    """Whether two clauses read alike: a value that the pattern does not show makes no difference."""
    if not isinstance(one, Text) or not isinstance(other, Text):
        return one == other
    if one.pattern != other.pattern:
        return False
    return all(_says_the_same(one.values.get(name), other.values.get(name)) for name in _names_in(one.pattern))


@cache
def _names_in(pattern: str) -> tuple[str, ...]:
    """The names of the values that a pattern shows."""
    return tuple(name for _, name, _, _ in Formatter().parse(pattern) if name)


def _gathered(texts: list[Text]) -> list[Text]:
    """Questions that nobody answered yet, or that were answered alike, become one clause with a list."""
    found: dict[str, Text] = {}
    for number, text in enumerate(texts):
        if set(text.values) != {"statement"}:
            found[str(number)] = text
        elif text.pattern in found:
            said = f"{found[text.pattern].values['statement']}; {text.values['statement']}"
            found[text.pattern] = Text(text.pattern, {"statement": said})
        else:
            found[text.pattern] = text
    return list(found.values())
