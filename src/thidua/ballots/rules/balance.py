"""The closing balance: nothing closes until every ballot is accounted for, and the difference is named. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thidua.ballots.rules.results import CHOOSE, YES_NO, Count
from thidua.core.findings import Citation, Reason
from thidua.core.text import Text, say

BALANCE = Citation("Nguyên tắc kiểm phiếu: phát ra = thu vào + không sử dụng; thu vào = hợp lệ + không hợp lệ")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFigures:
    """What the committee counted on paper.

    `replaced`: spoilt ballots that were exchanged; each was one sheet more handed out and one sheet more not used.
    vi: phiếu hỏng đã đổi, không sử dụng, thu vào, không hợp lệ.
    """

    replaced: int = 0
    unused: int = 0
    collected: int = 0
    invalid: int = 0
    invalid_reasons: str = ""
    counts: tuple[Count, ...] = ()

    @property
    def valid(self) -> int:
        """Valid paper ballots."""
        return self.collected - self.invalid


def paper_faults(kind: str, seats: int, marks: int, paper: PaperFigures) -> list[Reason]:
    """What does not add up on paper; `marks` is how many voters were handed a paper ballot.

    source: features D Decidim#7127, OpenSlides#5786.
    """
    faults = _sheet_faults(marks, paper)
    if not any((marks, paper.collected, paper.unused)) and not paper.counts:
        return faults
    if paper.invalid <= paper.collected:
        faults += _choose_faults(seats, paper) if kind == CHOOSE else _yes_no_faults(paper)
    return faults


def screen_faults(marks: int, envelopes: int) -> list[Reason]:
    """The voters marked on screen against the envelopes in the box."""
    if marks == envelopes:
        return []
    words = say("Trên máy: {marks} người đã bỏ phiếu nhưng hòm có {n} phiếu.", marks=marks, n=envelopes)
    return [_fault(words, say("Không đóng được vòng này. Hãy lập biên bản, hủy vòng và bỏ phiếu lại."))]


def _sheet_faults(marks: int, paper: PaperFigures) -> list[Reason]:
    faults = []
    handed, back = marks + paper.replaced, paper.collected + paper.unused + paper.replaced
    if handed != back:
        words = say(
            "Phiếu giấy phát ra {handed}, nhưng thu vào {collected} và không sử dụng {unused} là {back}: {difference}.",
            handed=handed,
            collected=paper.collected,
            unused=paper.unused + paper.replaced,
            back=back,
            difference=_difference(back - handed),
        )
        faults.append(_fault(words, say("Hãy đếm lại phiếu, hoặc kiểm tra danh sách người nhận phiếu giấy.")))
    if paper.invalid > paper.collected:
        words = say("Phiếu không hợp lệ {n} nhiều hơn phiếu thu vào {m}.", n=paper.invalid, m=paper.collected)
        faults.append(_fault(words))
    if paper.invalid and not paper.invalid_reasons.strip():
        faults.append(_fault(say("Chưa ghi lý do của {n} phiếu giấy không hợp lệ.", n=paper.invalid)))
    return faults


def _choose_faults(seats: int, paper: PaperFigures) -> list[Reason]:
    faults = [
        _fault(
            say("{name}: {n} phiếu, nhiều hơn {m} phiếu giấy hợp lệ.", name=one.option.label, n=one.yes, m=paper.valid)
        )
        for one in paper.counts
        if one.yes > paper.valid
    ]
    total = sum(one.yes for one in paper.counts)
    most, least = seats * paper.valid, paper.valid
    if total > most:
        words = say("Cộng các dòng được {n}, nhiều hơn {most} là số lựa chọn tối đa.", n=total, most=most)
        faults.append(_fault(words))
    if total < least:
        words = say("Cộng các dòng được {n}, ít hơn {m} phiếu giấy hợp lệ: mỗi phiếu hợp lệ chọn ít nhất một.",
                    n=total, m=least)  # fmt: skip
        faults.append(_fault(words, say("Phiếu không chọn ai là phiếu trắng, tính vào phiếu không hợp lệ.")))
    return faults


def _yes_no_faults(paper: PaperFigures) -> list[Reason]:
    faults = []
    for one in paper.counts:
        total = one.yes + one.no + one.abstained
        if total != paper.valid:
            words = say(
                "{name}: ba cột cộng lại được {n}, phiếu giấy hợp lệ là {m}: {difference}.",
                name=one.option.label,
                n=total,
                m=paper.valid,
                difference=_difference(total - paper.valid),
            )
            faults.append(_fault(words))
    return faults


def result_holds(kind: str, seats: int, valid: int, counts: Sequence[Count]) -> bool:
    """Whether a whole count can be: the last look before it is written."""
    if kind == YES_NO:
        return all(one.yes + one.no + one.abstained == valid for one in counts)
    return all(one.yes <= valid for one in counts) and valid <= sum(one.yes for one in counts) <= seats * valid


def _difference(more: int) -> Text:
    return say("thừa {n} phiếu", n=more) if more > 0 else say("thiếu {n} phiếu", n=-more)


def _fault(sentence: Text, cure: Text | None = None) -> Reason:
    return Reason(sentence, cure or say("Hãy đếm lại và sửa số liệu."), BALANCE)
