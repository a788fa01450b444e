"""Conditions about discipline and about matters that wait for a conclusion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from thidua.core.text import Text, say
from thidua.law.conditions.base import Case, Condition, Words, no, unknown, yes
from thidua.law.facts import DISCIPLINES, MATTERS, Discipline, year_ends, year_starts, year_words
from thidua.law.shapes import Code, Field, Whole
from thidua.law.steps import PENDING, Step, Used


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDiscipline(Condition):
    """Not disciplined in the year by this form or a heavier one. vi: không bị kỷ luật từ … trở lên trong năm."""

    name: ClassVar[str] = "no-discipline"
    fields: ClassVar = {"from": Field(Code(), "hình thức kỷ luật nhẹ nhất bị tính")}
    from_: str

    def describe(self, words: Words) -> Text:
        return say("không bị kỷ luật từ {form} trở lên trong năm", form=words.discipline_name(self.from_))

    def evaluate(self, case: Case, year: int) -> Step:
        told: dict[str, object] = {"year": year_words(year), "from_": case.words.discipline_name(self.from_)}
        for one in disciplined_in(case.facts.disciplines or (), year, self.from_, case.words):
            told |= {"form": case.words.discipline_name(one.form), "day": one.decided_on}
            used = Used(say("Kỷ luật"), say("{form}, ngày {day}", form=told["form"], day=one.decided_on), one.number)
            return no(self.name, year, say("bị kỷ luật {form} ngày {day}", **told), used, mendable=False)
        if not case.facts.knows(DISCIPLINES):
            cure = say("Hãy ghi các lần kỷ luật, hoặc ghi rõ là không có.")
            return unknown(self.name, year, say("chưa biết năm học {year} có bị kỷ luật hay không", **told), cure)
        return yes(self.name, year, say("không bị kỷ luật từ {from_} trở lên trong năm học {year}", **told))


@dataclass(frozen=True, slots=True, kw_only=True)
class DisciplineOver(Condition):
    """Every discipline was fully served, and so many years have passed since. vi: đã hết kỷ luật từ n năm."""

    name: ClassVar[str] = "discipline-over"
    fields: ClassVar = {"years": Field(Whole(0, 30), "số năm kể từ ngày chấp hành xong kỷ luật")}
    years: int

    def describe(self, words: Words) -> Text:  # noqa: ARG002 - every condition is asked alike
        if not self.years:
            return say("không đang trong thời gian thi hành kỷ luật")
        return say("đã chấp hành xong kỷ luật (nếu có) ít nhất {n} năm", n=self.years)

    def evaluate(self, case: Case, year: int) -> Step:
        for one in case.facts.disciplines or ():
            told = {"form": case.words.discipline_name(one.form), "n": self.years}
            if one.decided_on > case.looked_on:
                continue
            if one.ended_on is None or one.ended_on >= case.looked_on:
                return no(self.name, year, say("đang trong thời gian thi hành kỷ luật {form}", **told), mendable=False)
            if years_after(one.ended_on, self.years) > case.looked_on:
                told["day"] = one.ended_on
                sentence = say("chấp hành xong kỷ luật {form} ngày {day}, chưa đủ {n} năm", **told)
                return no(self.name, year, sentence, mendable=False)
        if not case.facts.knows(DISCIPLINES):
            cure = say("Hãy ghi các lần kỷ luật, hoặc ghi rõ là không có.")
            return unknown(self.name, year, say("chưa biết đã từng bị kỷ luật hay chưa"), cure)
        return yes(self.name, year, say("không vướng thời gian chờ sau kỷ luật"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPending(Condition):
    """Nothing about the subject waits for a conclusion. vi: không có vụ việc đang chờ kết luận."""

    name: ClassVar[str] = "no-pending"

    def describe(self, words: Words) -> Text:  # noqa: ARG002 - every condition is asked alike
        return say(
            "không đang bị xem xét kỷ luật, điều tra, thanh tra, kiểm tra khi có dấu hiệu vi phạm, "
            "không có khiếu nại, tố cáo đang được xác minh"
        )

    def evaluate(self, case: Case, year: int) -> Step:
        for one in case.facts.matters or ():
            if one.since <= case.looked_on and (one.concluded_on is None or one.concluded_on > case.looked_on):
                told = {
                    "kind": one.kind,
                    "since": one.since,
                    "authority": one.authority or say("cơ quan có thẩm quyền"),
                }
                sentence = say("đang chờ {authority} kết luận về việc: {kind} (từ ngày {since})", **told)
                cure = say("Khi có kết luận, hãy ghi vào hồ sơ; việc xét sẽ được tiếp tục.")
                return unknown(self.name, year, sentence, cure, PENDING)
        if not case.facts.knows(MATTERS):
            cure = say("Hãy ghi vụ việc đang chờ kết luận, hoặc ghi rõ là không có.")
            return unknown(self.name, year, say("chưa biết có vụ việc nào đang chờ kết luận hay không"), cure)
        return yes(self.name, year, say("không có vụ việc đang chờ kết luận"))


def disciplined_in(disciplines: tuple[Discipline, ...], year: int, lightest: str, words: Words) -> list[Discipline]:
    """The disciplines decided in an award year, from a form up."""
    rank = words.discipline_rank(lightest)
    return [
        one for one in disciplines
        if year_starts(year) <= one.decided_on <= year_ends(year) and words.discipline_rank(one.form) >= rank
    ]  # fmt: skip


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
