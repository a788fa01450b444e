"""How many votes are needed of whom, and whether there were enough. Pure. vi: tỷ lệ cần đạt, số thành viên cần có mặt.

need = ceil(fraction × base). Fraction and base are data from the rule in force that day; what the base counts is
counted anew each time, so a council of nine, eleven or fifteen is never judged by another one's number.
"""

from __future__ import annotations

from dataclasses import dataclass

from thidua.core.findings import Answer, Citation, Finding, Reason, undetermined
from thidua.core.text import say
from thidua.law.shares import ALL_MEMBERS, BASES, CAST_VALID, PRESENT, PRESENT_AND_CONSULTED, Share, need_of, sum_of

PASSED, FAILED = say("đạt"), say("không đạt")


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
