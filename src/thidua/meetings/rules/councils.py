"""A council's seats on a day: who sits, what is odd about it. Pure. vi: hội đồng, nhiệm kỳ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.core.days import Period
from thidua.core.findings import Citation, Reason
from thidua.core.text import Text, say

CHAIR, VICE_CHAIR, SECRETARY, MEMBER = "chair", "vice-chair", "secretary", "member"

#: What the seats are called, in the order in which papers list them.
ROLES: dict[str, Text] = {
    CHAIR: say("Chủ tịch hội đồng"),
    VICE_CHAIR: say("Phó chủ tịch hội đồng"),
    SECRETARY: say("Thư ký hội đồng"),
    MEMBER: say("Ủy viên"),
}

ODD_NUMBER = Citation("Điều lệ trường tiểu học (Thông tư 28/2020/TT-BGDĐT)", "Điều 12, khoản 1")


@dataclass(frozen=True, slots=True)
class MandateFacts:
    """One seat: whose, as what, from when to when."""

    person: int
    role: str
    period: Period


def sitting(mandates: Iterable[MandateFacts], day: date) -> tuple[MandateFacts, ...]:
    """Who sits on a day; a mandate holds on its first and on its last day."""
    return tuple(one for one in mandates if day in one.period)


def notices(mandates: Iterable[MandateFacts], day: date) -> tuple[Reason, ...]:
    """What is worth a second look on a day; none of it stops a session. source: law.md B.2."""
    there = sitting(mandates, day)
    roles = [one.role for one in there]
    found = []
    if there and CHAIR not in roles:
        found.append(Reason(say("Ngày {day} hội đồng chưa có chủ tịch.", day=day)))
    if there and SECRETARY not in roles:
        found.append(Reason(say("Ngày {day} hội đồng chưa có thư ký.", day=day)))
    if there and len(there) % 2 == 0:
        sentence = say("Ngày {day} hội đồng có {n} thành viên, là số chẵn.", day=day, n=len(there))
        cure = say("Có quy định yêu cầu số thành viên là số lẻ; hãy kiểm tra quy định áp dụng cho hội đồng này.")
        found.append(Reason(sentence, cure, ODD_NUMBER))
    return tuple(found)
