"""Conditions about the law itself: the standard of another award is met; a text that nobody here has read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from thidua.core.findings import Answer
from thidua.core.text import Text, say
from thidua.law.conditions.base import Case, Condition, Words, unknown
from thidua.law.conditions.holding import held_in, met_by_standard, used_holding
from thidua.law.facts import year_words
from thidua.law.shapes import Code, Field
from thidua.law.shapes import Words as Sentence
from thidua.law.steps import NO_TEXT, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Meets(Condition):
    """The standard of another award is met, or that award was given for the year. vi: đạt tiêu chuẩn danh hiệu …"""

    name: ClassVar[str] = "meets"
    fields: ClassVar = {"award": Field(Code(), "mã danh hiệu có tiêu chuẩn phải đạt")}
    award: str

    def describe(self, words: Words) -> Text:
        return say("đạt tiêu chuẩn {award}", award=words.award_name(self.award))

    def evaluate(self, case: Case, year: int) -> Step:
        told = {"award": case.words.award_name(self.award), "year": year_words(year)}
        if held := held_in(case, (self.award,), year):
            sentence = say("được tặng {award} năm học {year}", **told)
            used = (used_holding(held[0], case.words),)
            return Step(Answer.GRANTED, sentence, self.name, year, facts=used)
        met = met_by_standard(case, self.award, year)
        if met.answer is Answer.GRANTED:
            sentence = say("đạt tiêu chuẩn {award} ({why})", **told, why=met.sentence)
        elif met.answer is Answer.REFUSED:
            sentence = say("chưa đạt tiêu chuẩn {award} ({why})", **told, why=met.sentence)
        else:
            sentence = say("chưa kết luận được tiêu chuẩn {award} ({why})", **told, why=met.sentence)
        return Step(
            met.answer, sentence, self.name, year, met.cause, met.cure, met.mendable, steps=(met,), joined="all"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TextUnavailable(Condition):
    """What the instrument says here was not read; so nobody is told yes or no. vi: chưa có văn bản để đối chiếu."""

    name: ClassVar[str] = "text-unavailable"
    fields: ClassVar = {
        "instrument": Field(Code(), "văn bản chưa có nội dung"),
        "about": Field(Sentence(300), "phần nội dung chưa có"),
    }
    instrument: str
    about: str

    def describe(self, words: Words) -> Text:
        return say(
            "{about} (chưa có nội dung {instrument})",
            about=self.about,
            instrument=words.instrument_name(self.instrument),
        )

    def evaluate(self, case: Case, year: int) -> Step:
        told = {"instrument": case.words.instrument_name(self.instrument), "about": self.about}
        sentence = say("phần mềm chưa có nội dung {instrument} về {about}", **told)
        cure = say("Hãy đối chiếu với bản gốc {instrument} và bổ sung quy định.", **told)
        return unknown(self.name, year, sentence, cure, NO_TEXT)
