"""Conditions about ratings, time worked, registration, length of service and what only people can answer."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from thidua.core.text import Text, say
from thidua.law.conditions.base import Case, Condition, Words, no, unknown, yes
from thidua.law.facts import paper_words, year_words
from thidua.law.shapes import Code, Field, Number, Whole
from thidua.law.steps import Step, Used


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingAtLeast(Condition):
    """Rated so or better for the year. vi: xếp loại từ mức … trở lên."""

    name: ClassVar[str] = "rating"
    fields: ClassVar = {"at-least": Field(Code(), "mức xếp loại thấp nhất")}
    at_least: str

    def describe(self, words: Words) -> Text:
        return say("được xếp loại từ mức {rating} trở lên", rating=words.rating_name(self.at_least))

    def evaluate(self, case: Case, year: int) -> Step:
        told = {"year": year_words(year), "need": case.words.rating_name(self.at_least)}
        found = case.facts.ratings.get(year)
        if found is None:
            cure = say("Hãy ghi kết quả xếp loại năm học {year}.", year=told["year"])
            return unknown(self.name, year, say("chưa có kết quả xếp loại năm học {year}", **told), cure)
        told["rating"] = case.words.rating_name(found.rating)
        used = Used(say("Xếp loại năm học {year}", year=told["year"]), told["rating"], paper_words(found.paper))
        if case.words.rating_rank(found.rating) >= case.words.rating_rank(self.at_least):
            return yes(self.name, year, say("được xếp loại {rating} năm học {year}", **told), used)
        sentence = say("năm học {year} chỉ được xếp loại {rating}, chưa đạt mức {need}", **told)
        return no(self.name, year, sentence, used, mendable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRatingAtLeast(Condition):
    """The party organisation was rated so or better for the year. vi: tổ chức đảng được xếp loại từ mức … trở lên."""

    name: ClassVar[str] = "party-rating"
    fields: ClassVar = {"at-least": Field(Code(), "mức xếp loại thấp nhất của tổ chức đảng")}
    at_least: str

    def describe(self, words: Words) -> Text:
        return say("tổ chức đảng được xếp loại từ mức {rating} trở lên", rating=words.rating_name(self.at_least))

    def evaluate(self, case: Case, year: int) -> Step:
        told = {"year": year_words(year), "need": case.words.rating_name(self.at_least)}
        found = case.facts.party_ratings.get(year)
        if found is None:
            cure = say("Hãy ghi kết quả xếp loại tổ chức đảng năm học {year}.", year=told["year"])
            return unknown(self.name, year, say("chưa có kết quả xếp loại tổ chức đảng năm học {year}", **told), cure)
        told["rating"] = case.words.rating_name(found)
        used = Used(say("Xếp loại tổ chức đảng năm học {year}", year=told["year"]), told["rating"])
        if case.words.rating_rank(found) >= case.words.rating_rank(self.at_least):
            return yes(self.name, year, say("tổ chức đảng được xếp loại {rating} năm học {year}", **told), used)
        sentence = say("tổ chức đảng năm học {year} chỉ được xếp loại {rating}, chưa đạt mức {need}", **told)
        return no(self.name, year, sentence, used, mendable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked(Condition):
    """Worked so many months of the year, maternity leave counted. vi: thời gian công tác trong năm."""

    name: ClassVar[str] = "worked"
    fields: ClassVar = {"months": Field(Whole(1, 12), "số tháng ít nhất, tính cả thời gian nghỉ thai sản")}
    months: int

    def describe(self, words: Words) -> Text:  # noqa: ARG002 - every condition is asked alike
        return say("công tác ít nhất {n} tháng trong năm, tính cả thời gian nghỉ thai sản", n=self.months)

    def evaluate(self, case: Case, year: int) -> Step:
        told: dict[str, object] = {"year": year_words(year), "need": self.months}
        found = case.facts.months.get(year)
        if found is None:
            cure = say("Hãy ghi thời gian công tác năm học {year}.", **told)
            return unknown(self.name, year, say("chưa biết số tháng công tác năm học {year}", **told), cure)
        told["found"] = found
        used = Used(say("Số tháng công tác năm học {year}", year=told["year"]), say("{n} tháng", n=found))
        if found >= self.months:
            return yes(self.name, year, say("công tác {found} tháng trong năm học {year}", **told), used)
        sentence = say("chỉ công tác {found} tháng trong năm học {year}, cần ít nhất {need} tháng", **told)
        return no(self.name, year, sentence, used, mendable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Condition):
    """Registered the award that is being judged. vi: đã đăng ký thi đua."""

    name: ClassVar[str] = "registered"

    def describe(self, words: Words) -> Text:  # noqa: ARG002 - every condition is asked alike
        return say("đã đăng ký thi đua từ đầu năm")

    def evaluate(self, case: Case, year: int) -> Step:
        told = {"year": year_words(year), "award": case.words.award_name(case.award)}
        found = case.facts.registered.get(year)
        if found is None:
            cure = say("Hãy ghi các danh hiệu đã đăng ký năm học {year}.", **told)
            return unknown(self.name, year, say("chưa biết đã đăng ký {award} năm học {year} hay chưa", **told), cure)
        if case.award in found:
            return yes(self.name, year, say("đã đăng ký {award} năm học {year}", **told))
        return no(self.name, year, say("không đăng ký {award} năm học {year}", **told), mendable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated(Condition):
    """A question that only people can answer was answered yes. vi: xác nhận của người có thẩm quyền."""

    name: ClassVar[str] = "stated"
    fields: ClassVar = {"code": Field(Code(), "mã nội dung cần người có thẩm quyền xác nhận")}
    code: str

    def describe(self, words: Words) -> Text:
        return say("{statement}", statement=words.statement_words(self.code))

    def evaluate(self, case: Case, year: int) -> Step:
        told = {"statement": case.words.statement_words(self.code)}
        found = case.facts.stated.get(self.code) if year == case.facts.year else None
        if found is None:
            cure = say("Hãy để người có thẩm quyền trả lời: {statement}.", **told)
            return unknown(self.name, year, say("chưa có xác nhận: {statement}", **told), cure, about=self.code)
        if found:
            return yes(self.name, year, say("được xác nhận: {statement}", **told))
        return no(self.name, year, say("không được xác nhận: {statement}", **told), mendable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureAtLeast(Condition):
    """A length of service reaches so many years. vi: thâm niên."""

    name: ClassVar[str] = "measure"
    fields: ClassVar = {
        "of": Field(Code(), "loại thời gian được tính"),
        "years": Field(Number(), "số năm ít nhất"),
    }
    of: str
    years: Decimal

    def describe(self, words: Words) -> Text:
        return say("{measure} từ {n} năm trở lên", measure=words.measure_name(self.of), n=self.years)

    def evaluate(self, case: Case, year: int) -> Step:
        told: dict[str, object] = {"measure": case.words.measure_name(self.of), "need": self.years}
        found = case.facts.measures.get(self.of)
        if found is None:
            cure = say("Hãy ghi: {measure}.", **told)
            return unknown(self.name, year, say("chưa biết: {measure}", **told), cure, about=self.of)
        told["found"] = found
        used = Used(say("{measure}", measure=told["measure"]), say("{n} năm", n=found))
        if found >= self.years:
            return yes(self.name, year, say("{measure}: {found} năm", **told), used)
        sentence = say("{measure}: {found} năm, cần ít nhất {need} năm", **told)
        return no(self.name, year, sentence, used, mendable=False)
