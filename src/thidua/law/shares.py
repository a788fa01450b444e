"""A fraction of a named base, and the fewest votes that are enough. vi: tỷ lệ cần đạt.

need = ceil(fraction × base). Fraction and base are data of the rule in force on a day; whoever counts says how large
the base is, so a council of nine, eleven or fifteen is never judged by another one's number.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

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


def need_of(share: Share, size: int) -> int:
    """The fewest out of `size` that are enough."""
    exact = share.fraction * size
    return math.floor(exact) + 1 if share.over else math.ceil(exact)


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
