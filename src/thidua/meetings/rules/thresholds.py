"""How many votes are needed of whom, and whether there were enough. Pure. vi: tỷ lệ cần đạt, số thành viên cần có mặt.

need = ceil(fraction × base). Fraction and base are data from the rule in force that day; what the base counts is
counted anew each time, so a council of nine, eleven or fifteen is never judged by another one's number.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from thidua.core.findings import Answer, Citation, Finding, Reason, undetermined
from thidua.core.text import Text, say

PRESENT, PRESENT_AND_CONSULTED, ALL_MEMBERS, CAST_VALID = (
    "present",
    "present-and-consulted",
    "all-members",
    "cast-valid",
)
#: What a fraction may be taken of, in words that follow a number.
BASES: dict[str, Text] = {
    PRESENT: say("người có mặt"),
    PRESENT_AND_CONSULTED: say("người có mặt và được lấy ý kiến"),
    ALL_MEMBERS: say("thành viên"),
    CAST_VALID: say("phiếu hợp lệ"),
}
PASSED, FAILED = say("đạt"), say("không đạt")


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction of a base; `over` asks for more than the fraction ("quá bán") instead of at least it."""

    fraction: Fraction
    base: str
    over: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.fraction <= 1 or (self.over and self.fraction == 1):
            raise ValueError(f"no share of a base: {self.fraction}")
        if self.base not in BASES:
            raise ValueError(f"unknown base: {self.base}")

    def __str__(self) -> str:
        if 100 % self.fraction.denominator == 0 and self.fraction.denominator > 2:
            return f"{self.fraction * 100} %"
        return f"{self.fraction.numerator}/{self.fraction.denominator}"

    def to_json(self) -> dict[str, Any]:
        """As stored."""
        return {"fraction": str(self.fraction), "base": self.base, "over": self.over}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Share:
        """As it was stored."""
        return cls(Fraction(data["fraction"]), data["base"], bool(data.get("over")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bases:
    """The four numbers that a rule may name, for one question.

    `consulted` are the absent whose opinion came in time; `valid` the valid ballots, or the hands counted.
    """

    members: int
    present: int
    consulted: int = 0
    valid: int = 0

    def size(self, base: str) -> int:
        """How many there are of what a rule names."""
        sizes = {
            PRESENT: self.present,
            PRESENT_AND_CONSULTED: self.present + self.consulted,
            ALL_MEMBERS: self.members,
            CAST_VALID: self.valid,
        }
        return sizes[base]


def need(share: Share, bases: Bases) -> int:
    """The fewest votes that are enough: the fraction of the base, rounded up. source: R4.1, R4.2, R4.3."""
    return need_of(share, bases.size(share.base))


def need_of(share: Share, size: int) -> int:
    """The fewest out of `size` that are enough."""
    exact = share.fraction * size
    return math.floor(exact) + 1 if share.over else math.ceil(exact)


def judged(yes: int, share: Share, bases: Bases, citation: Citation | None = None) -> Finding:
    """Whether these votes are enough, with the numbers and one sentence ready for the minutes."""
    size = bases.size(share.base)
    if size == 0:
        return undetermined(
            say("Chưa có ai trong số {base} để tính tỷ lệ.", base=BASES[share.base]),
            say("Hãy kiểm tra điểm danh và kết quả kiểm phiếu."),
        )
    if not 0 <= yes <= size:
        raise ValueError(f"{yes} votes out of {size}")
    wanted = need_of(share, size)
    passed = yes >= wanted
    sentence = say(
        "Có {yes}/{size} phiếu đồng ý, cần ít nhất {need} ({sum}): {verdict}.",
        yes=yes, size=size, need=wanted, sum=sum_of(share, size), verdict=PASSED if passed else FAILED,
    )  # fmt: skip
    facts = {"yes": yes, "size": size, "need": wanted, "base": share.base, "fraction": str(share.fraction)}
    return Finding(Answer.GRANTED if passed else Answer.REFUSED, (Reason(sentence, None, citation),), facts)


def quorate(share: Share, members: int, present: int, citation: Citation | None = None) -> Finding:
    """Whether enough voters are there, with the numbers and one sentence. source: R3.4, R4.3. vi: đủ thành phần."""
    if members == 0:
        return undetermined(
            say("Danh sách chưa có thành viên nào có quyền biểu quyết."), say("Hãy lập danh sách dự họp.")
        )
    if not 0 <= present <= members:
        raise ValueError(f"{present} present of {members}")
    wanted = need_of(share, members)
    met = present >= wanted
    sentence = say(
        "Có mặt {present}/{members} thành viên, cần ít nhất {need} ({sum}): {verdict}.",
        present=present, members=members, need=wanted, sum=sum_of(share, members),
        verdict=say("đủ điều kiện họp") if met else say("chưa đủ điều kiện họp"),
    )  # fmt: skip
    cure = None if met else say("Cần thêm {n} thành viên có mặt.", n=wanted - present)
    facts = {"present": present, "members": members, "need": wanted, "fraction": str(share.fraction)}
    return Finding(Answer.GRANTED if met else Answer.REFUSED, (Reason(sentence, cure, citation),), facts)


def sum_of(share: Share, size: int) -> Text:
    """How the needed number came about: “80 % của 19 thành viên, làm tròn lên”."""
    told = {"share": str(share), "size": size, "base": BASES[share.base]}
    if share.over:
        return say("hơn {share} của {size} {base}", **told)
    if (share.fraction * size).denominator > 1:
        return say("{share} của {size} {base}, làm tròn lên", **told)
    return say("{share} của {size} {base}", **told)


def described(share: Share) -> Text:
    """A share in words: “ít nhất 80 % tổng số thành viên”."""
    wholes = {
        PRESENT: say("số người có mặt"),
        PRESENT_AND_CONSULTED: say("số người có mặt và được lấy ý kiến"),
        ALL_MEMBERS: say("tổng số thành viên"),
        CAST_VALID: say("số phiếu hợp lệ"),
    }
    pattern = say("hơn {share} {base}", share=str(share), base=wholes[share.base])
    if share.over:
        return pattern
    return say("ít nhất {share} {base}", share=str(share), base=wholes[share.base])
