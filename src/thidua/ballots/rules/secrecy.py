"""When the numbers themselves would tell how somebody voted. Warnings, never refusals. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.ballots.rules.results import YES_NO, Count
from thidua.core.findings import Reason
from thidua.core.text import say

FEW = 3  # below this, one voter's own ballot and the count tell the other's


def roll_warnings(on_roll: int) -> list[Reason]:
    """Before opening: too few voters for a secret."""
    if 0 < on_roll < FEW:
        words = say("Chỉ có {n} người trong danh sách bỏ phiếu: kết quả có thể làm lộ phiếu của từng người.", n=on_roll)
        return [Reason(words, say("Hãy cân nhắc biểu quyết công khai."))]
    return []


def way_warnings(screen: int, paper: int) -> list[Reason]:
    """Before handing out paper and before closing: somebody alone on one side is found by subtraction."""
    alone = []
    if paper == 1 and screen:
        alone.append(
            Reason(
                say("Chỉ có 1 phiếu giấy: lấy kết quả chung trừ danh sách phiếu trên máy là biết nội dung phiếu này."),
                say("Nên để ít nhất 3 người bỏ phiếu giấy, hoặc mọi người bỏ trên máy. Chỉ công bố số liệu chung."),
            )
        )
    if screen == 1 and paper:
        alone.append(
            Reason(
                say("Chỉ có 1 phiếu trên máy: danh sách công bố có đúng một dòng, là phiếu của người đó."),
                say("Nên để ít nhất 3 người bỏ trên máy, hoặc mọi người bỏ phiếu giấy."),
            )
        )
    if screen + paper == 1:
        alone.append(
            Reason(
                say("Chỉ có 1 người bỏ phiếu: kết quả chính là phiếu của người đó."),
                say("Hãy chờ những người còn lại, hoặc hủy vòng này."),
            )
        )
    elif screen + paper == 2:
        alone.append(
            Reason(
                say("Chỉ có 2 người bỏ phiếu: mỗi người biết phiếu của mình nên biết luôn phiếu của người kia."),
                say("Hãy chờ những người còn lại, hoặc hủy vòng này."),
            )
        )
    return alone


def result_warnings(kind: str, valid: int, invalid: int, counts: Sequence[Count]) -> list[Reason]:
    """After closing: unanimity, or all but one alike."""
    if not valid:
        return []
    found = []
    for one in counts:
        # A name that nobody chose is no secret worth a warning: every ballot to choose with has such names.
        got = (one.yes, one.no, one.abstained) if kind == YES_NO else (one.yes,)
        if valid in got and not invalid:
            words = say(
                "{name}: mọi phiếu giống nhau, nên ai cũng biết từng người đã bỏ thế nào.", name=one.option.label
            )
            found.append(Reason(words))
        elif valid - 1 in got and valid > 1:
            words = say(
                "{name}: mọi phiếu giống nhau trừ một; người bỏ phiếu khác biết rõ phiếu của mọi người còn lại.",
                name=one.option.label,
            )
            found.append(Reason(words))
    return found
