"""Conditions about a collective: how many of its members hold or reach what, and whether any was disciplined."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from thidua.core.text import Text, say
from thidua.law.conditions.base import Case, Condition, Words, no, unknown, yes
from thidua.law.conditions.conduct import disciplined_in
from thidua.law.facts import MEMBER_DISCIPLINES, year_words
from thidua.law.shapes import Code, Field, Share, Truth, Whole
from thidua.law.steps import Step, Used


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersHolding(Condition):
    """So large a share, or so many, of the members hold the award this year. vi: tỷ lệ, số thành viên đạt danh hiệu."""

    name: ClassVar[str] = "members-holding"
    fields: ClassVar = {
        "award": Field(Code(), "mã danh hiệu của thành viên"),
        "share": Field(Share(), "tỷ lệ trên tổng số thành viên", None),
        "over": Field(Truth(), "phải hơn tỷ lệ này", False),
        "at-least": Field(Whole(1, 10**6), "số thành viên ít nhất", None),
    }
    award: str
    share: Fraction | None = None
    over: bool = False
    at_least: int | None = None

    def describe(self, words: Words) -> Text:
        name = words.award_name(self.award)
        if self.share is None:
            return say("có ít nhất {n} cá nhân đạt {award}", n=self.at_least or 1, award=name)
        if self.over:
            return say("có hơn {share} cá nhân đạt {award}", share=percent(self.share), award=name)
        return say("có ít nhất {share} cá nhân đạt {award}", share=percent(self.share), award=name)

    def evaluate(self, case: Case, year: int) -> Step:
        name = case.words.award_name(self.award)
        return counted_members(case, year, self.name, name, case.facts.members_holding.get(self.award), self)


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersRated(Condition):
    """So large a share of the members are rated so or better this year. vi: tỷ lệ thành viên xếp loại từ mức …"""

    name: ClassVar[str] = "members-rated"
    fields: ClassVar = {
        "rating": Field(Code(), "mức xếp loại thấp nhất của thành viên"),
        "share": Field(Share(), "tỷ lệ trên tổng số thành viên", None),
        "over": Field(Truth(), "phải hơn tỷ lệ này", False),
        "at-least": Field(Whole(1, 10**6), "số thành viên ít nhất", None),
    }
    rating: str
    share: Fraction | None = None
    over: bool = False
    at_least: int | None = None

    def describe(self, words: Words) -> Text:
        told = {"share": percent(self.share or Fraction(0)), "rating": words.rating_name(self.rating)}
        return say("có ít nhất {share} cá nhân được xếp loại từ mức {rating} trở lên", **told)

    def evaluate(self, case: Case, year: int) -> Step:
        name = say("mức xếp loại từ {rating} trở lên", rating=case.words.rating_name(self.rating))
        return counted_members(case, year, self.name, name, at_or_above(case, self.rating), self)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoMemberDiscipline(Condition):
    """No member was disciplined in the year by this form or a heavier one. vi: không có cá nhân bị kỷ luật từ …"""

    name: ClassVar[str] = "no-member-discipline"
    fields: ClassVar = {"from": Field(Code(), "hình thức kỷ luật nhẹ nhất bị tính")}
    from_: str

    def describe(self, words: Words) -> Text:
        return say("không có cá nhân bị kỷ luật từ {form} trở lên", form=words.discipline_name(self.from_))

    def evaluate(self, case: Case, year: int) -> Step:
        told: dict[str, object] = {"year": year_words(year), "form": case.words.discipline_name(self.from_)}
        found = disciplined_in(case.facts.member_disciplines or (), year, self.from_, case.words)
        if not found and not case.facts.knows(MEMBER_DISCIPLINES):
            cure = say("Hãy ghi các cá nhân bị kỷ luật trong năm, hoặc ghi rõ là không có.")
            sentence = say("chưa biết năm học {year} có cá nhân bị kỷ luật từ {form} trở lên hay không", **told)
            return unknown(self.name, year, sentence, cure)
        if not found:
            sentence = say("không có cá nhân bị kỷ luật từ {form} trở lên trong năm học {year}", **told)
            return yes(self.name, year, sentence)
        told["n"] = len(found)
        sentence = say("có {n} cá nhân bị kỷ luật từ {form} trở lên trong năm học {year}", **told)
        return no(self.name, year, sentence, mendable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDissolved(Condition):
    """The collective was not dissolved by the day it is looked at. vi: tập thể chưa giải thể."""

    name: ClassVar[str] = "not-dissolved"

    def describe(self, words: Words) -> Text:  # noqa: ARG002 - every condition is asked alike
        return say("cơ quan, tổ chức, đơn vị chưa giải thể")

    def evaluate(self, case: Case, year: int) -> Step:
        ended = case.facts.dissolved_on
        if ended is None or ended > case.looked_on:
            return yes(self.name, year, say("tập thể chưa giải thể"))
        used = Used(say("Ngày giải thể"), f"{ended:%d/%m/%Y}")
        return no(self.name, year, say("tập thể đã giải thể từ ngày {day}", day=ended), used, mendable=False)


def counted_members(
    case: Case, year: int, kind: str, name: Text | str, found: int | None, asked: MembersHolding | MembersRated
) -> Step:
    """Whether enough members have it, with the sum in the sentence. Only the judged year has members to count."""
    members = case.facts.members if year == case.facts.year else None
    told: dict[str, object] = {"award": name, "year": year_words(year)}
    if found is None or year != case.facts.year or (asked.share is not None and members is None):
        cure = say("Hãy ghi số thành viên và số cá nhân đạt {award}.", **told)
        return unknown(kind, year, say("chưa biết số cá nhân đạt {award} năm học {year}", **told), cure)
    told |= {"found": found, "members": members}
    if asked.share is None:
        need = asked.at_least or 1
        told["need"] = need
        used = Used(say("Số cá nhân đạt {award}", award=name), str(found))
        if found >= need:
            return yes(kind, year, say("có {found} cá nhân đạt {award}", **told), used)
        return no(kind, year, say("có {found} cá nhân đạt {award}, cần ít nhất {need}", **told), used)
    need = needed(asked.share, members or 0, over=asked.over)
    told |= {"need": need, "share": percent(asked.share)}
    used = Used(say("Số cá nhân đạt {award}", award=name), say("{found} trên {members}", found=found, members=members))
    if members and found >= need:
        return yes(kind, year, say("có {found}/{members} cá nhân đạt {award}", **told), used)
    if asked.over:
        sentence = say("có {found}/{members} cá nhân đạt {award}, cần ít nhất {need} (hơn {share})", **told)
    else:
        sentence = say("có {found}/{members} cá nhân đạt {award}, cần ít nhất {need} ({share})", **told)
    return no(kind, year, sentence, used)


def at_or_above(case: Case, rating: str) -> int | None:
    """How many members are rated so or better; None where no ratings of members are known."""
    rated: Mapping[str, int] = case.facts.members_rated
    if not rated:
        return None
    least = case.words.rating_rank(rating)
    return sum(count for code, count in rated.items() if case.words.rating_rank(code) >= least)


def needed(share: Fraction, size: int, *, over: bool) -> int:
    """The fewest of `size` that are enough: the share rounded up, or more than the share."""
    return math.floor(share * size) + 1 if over else math.ceil(share * size)


def percent(share: Fraction) -> str:
    """7/10 → 70 %; thirds stay thirds."""
    hundred = share * 100
    return f"{hundred.numerator} %" if hundred.denominator == 1 else f"{share.numerator}/{share.denominator}"
