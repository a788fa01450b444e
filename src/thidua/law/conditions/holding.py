"""Conditions about the titles and forms that somebody holds, held earlier, or never held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from thidua.core.findings import Answer
from thidua.core.text import Text, say
from thidua.law.conditions.base import Case, Condition, Words, no, unknown, yes
from thidua.law.conditions.combined import joined
from thidua.law.facts import (
    BASES,
    EXTERNAL,
    HOLDINGS,
    LONG_SERVICE,
    MERIT,
    SUDDEN,
    THEMATIC,
    Holding,
    paper_words,
    year_words,
)
from thidua.law.shapes import Code, Field, Many, Truth, Whole
from thidua.law.steps import NO_TEXT, Step, Used

BASIS_WORDS: dict[str, Text] = {
    MERIT: say("công trạng"),
    SUDDEN: say("đột xuất"),
    THEMATIC: say("phong trào, chuyên đề"),
    LONG_SERVICE: say("cống hiến"),
    EXTERNAL: say("đối ngoại"),
}
#: What the awards must have been given for; left out, any will do (X7). vi: loại hình khen thưởng được tính.
BASES_FIELD = Field(Many(Code(lambda: BASES), 1), "chỉ tính những loại hình khen thưởng này", BASES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds(Condition):
    """Was given one of these awards for the year; with `or-meets`, meeting its standard in the judged year will do.

    vi: được tặng danh hiệu, hình thức … của năm.
    """

    name: ClassVar[str] = "holds"
    fields: ClassVar = {
        "award": Field(Many(Code(), 1), "mã danh hiệu, hình thức"),
        "or-meets": Field(Truth(), "năm đang xét chỉ cần đạt tiêu chuẩn", False),
        "bases": BASES_FIELD,
    }
    award: tuple[str, ...]
    or_meets: bool = False
    bases: tuple[str, ...] = BASES

    def describe(self, words: Words) -> Text:
        return say("được tặng {award}", award=asked_of(self.award, self.bases, words))

    def evaluate(self, case: Case, year: int) -> Step:
        told = {"year": year_words(year), "award": asked_of(self.award, self.bases, case.words)}
        held = [one for one in held_in(case, self.award, year) if one.basis in self.bases]
        if held:
            used = tuple(used_holding(one, case.words) for one in held)
            return yes(self.name, year, say("được tặng {award} năm học {year}", **told), *used)
        if self.or_meets and year == case.facts.year:
            return self._meets(case, year, told)
        if not case.facts.knows(HOLDINGS):
            cure = say("Hãy ghi các danh hiệu, hình thức khen thưởng đã được tặng.")
            return unknown(self.name, year, say("chưa biết năm học {year} có {award} hay không", **told), cure)
        return no(self.name, year, say("không có {award} năm học {year}", **told), mendable=year == case.facts.year)

    def _meets(self, case: Case, year: int, told: dict[str, object]) -> Step:
        met = met_by_standard(case, self.award[0], year)
        if met.answer is Answer.GRANTED:
            sentence = say("đạt tiêu chuẩn {award} năm học {year} (cần có quyết định công nhận)", **told)
            return Step(met.answer, sentence, self.name, year, steps=(met,), joined="all")
        return Step(
            met.answer, met.sentence, self.name, year, met.cause, met.cure, met.mendable, steps=(met,), joined="all"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldEarlier(Condition):
    """Was given one of these awards so many years before, or earlier. vi: đã được tặng … từ n năm trước."""

    name: ClassVar[str] = "held-earlier"
    fields: ClassVar = {
        "award": Field(Many(Code(), 1), "mã danh hiệu, hình thức"),
        "years-ago": Field(Whole(0, 60), "được tặng trước năm xét ít nhất bao nhiêu năm", 0),
        "bases": BASES_FIELD,
    }
    award: tuple[str, ...]
    years_ago: int = 0
    bases: tuple[str, ...] = BASES

    def describe(self, words: Words) -> Text:
        told = {"award": asked_of(self.award, self.bases, words), "n": self.years_ago}
        if self.years_ago:
            return say("đã được tặng {award} ít nhất {n} năm trước năm xét", **told)
        return say("đã được tặng {award}", **told)

    def evaluate(self, case: Case, year: int) -> Step:
        name = asked_of(self.award, self.bases, case.words)
        told = {"award": name, "n": self.years_ago, "year": year_words(year)}
        counted = [one for one in held_between(case, self.award, 0, year) if one.basis in self.bases]
        held = [one for one in counted if one.year <= year - self.years_ago]
        if held:
            used = used_holding(held[-1], case.words)
            told["when"] = year_words(held[-1].year)
            return yes(self.name, year, say("đã được tặng {award} (năm học {when})", **told), used)
        if not case.facts.knows(HOLDINGS):
            cure = say("Hãy ghi các danh hiệu, hình thức khen thưởng đã được tặng.")
            return unknown(self.name, year, say("chưa biết đã được tặng {award} hay chưa", **told), cure)
        if later := [one for one in counted if one.year > year - self.years_ago]:
            told["when"] = year_words(later[0].year)
            sentence = say("được tặng {award} năm học {when}, chưa đủ {n} năm tính đến năm học {year}", **told)
            return no(self.name, year, sentence, used_holding(later[0], case.words), mendable=False)
        return no(self.name, year, say("chưa được tặng {award}", **told), mendable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverHeld(Condition):
    """Was never given the award: it is given once. vi: chưa được tặng lần nào."""

    name: ClassVar[str] = "never-held"
    fields: ClassVar = {"award": Field(Many(Code(), 1), "mã danh hiệu, hình thức")}
    award: tuple[str, ...]

    def describe(self, words: Words) -> Text:
        return say("chưa được tặng {award} lần nào", award=names_of(self.award, words))

    def evaluate(self, case: Case, year: int) -> Step:
        told: dict[str, object] = {"award": names_of(self.award, case.words)}
        if held := held_between(case, self.award, 0, year):
            told["when"] = year_words(held[0].year)
            sentence = say("đã được tặng {award} (năm học {when}), nên không xét tặng lần nữa", **told)
            return no(self.name, year, sentence, used_holding(held[0], case.words), mendable=False)
        if not case.facts.knows(HOLDINGS):
            cure = say("Hãy ghi các danh hiệu, hình thức khen thưởng đã được tặng.")
            return unknown(self.name, year, say("chưa biết đã được tặng {award} hay chưa", **told), cure)
        return yes(self.name, year, say("chưa được tặng {award} lần nào", **told))


def held_between(case: Case, awards: tuple[str, ...], first: int, last: int) -> list[Holding]:
    """The awards of these codes held for the years from `first` to `last`, cancelled ones left out, oldest first."""
    held = [
        one for one in case.facts.holdings or ()
        if one.award in awards and first <= one.year <= last
        and not (one.cancelled_on and one.cancelled_on <= case.looked_on)
    ]  # fmt: skip
    return sorted(held, key=lambda one: one.year)


def held_in(case: Case, awards: tuple[str, ...], year: int) -> list[Holding]:
    """Those of one year."""
    return held_between(case, awards, year, year)


def met_by_standard(case: Case, award: str, year: int) -> Step:
    """Whether the standard of another award is met in the judged year, by the law of the same day."""
    requirement = case.words.requirement_of(award, case.facts.subject, case.law_day)
    name = case.words.award_name(award)
    if requirement is None or award in case.above:
        return unknown("meets", year, say("chưa có tiêu chuẩn {award} để đối chiếu", award=name), None, NO_TEXT)
    before = case.above
    case.above = (*before, award)
    try:
        return case.ask(requirement, year)
    finally:
        case.above = before


def names_of(awards: tuple[str, ...], words: Words) -> Text:
    """The awards by name, joined by “hoặc”."""
    return joined([Text("{award}", {"award": words.award_name(one)}) for one in awards], say("{first} hoặc {second}"))


def asked_of(awards: tuple[str, ...], bases: tuple[str, ...], words: Words) -> Text:
    """The awards by name, with what they must have been given for where that matters."""
    names = names_of(awards, words)
    if set(bases) == set(BASES):
        return names
    shown = joined([BASIS_WORDS[one] for one in bases], say("{first} hoặc {second}"))
    return say("{award} (khen thưởng {bases})", award=names, bases=shown)


def used_holding(one: Holding, words: Words) -> Used:
    """An award held, as a fact that was used."""
    name = say("{award}, năm học {year}", award=words.award_name(one.award), year=year_words(one.year))
    return Used(name, say("đã được tặng"), paper_words(one.paper))
