"""A statute's clause as data: who is considered, which prizes in which order, and what it leaves unsaid. Pure.

vi: điều khoản bình xét thi đua. source: R1.10–R1.12, S1 IV.2, S1 IV.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.core.findings import Citation
from thidua.core.text import Text, say

VOTE, SCORE = "vote", "score"
VOTE_AGAIN = "vote-again"
PASSED_DOWN, LEFT_EMPTY, NOT_SAID = "passed-down", "left-empty", "not-said"
OPEN_SEAT, AS_IF_THEN, EXTRA_SEAT, NOTHING = "open-seat", "as-if-then", "extra-seat", "nothing"
TABLE_GATES, REGISTRATION = "table", "registration"

#: Why a unit is not considered, by the gates that a clause may name.
GATES: dict[str, Text] = {
    TABLE_GATES: say("Không đạt điều kiện ghi trong bảng tiêu chí"),
    REGISTRATION: say("Không đăng ký hoặc không ký kết giao ước thi đua"),
}
BYS: dict[str, Text] = {VOTE: say("Bỏ phiếu"), SCORE: say("Theo tổng điểm, từ cao xuống thấp")}
TIES: dict[str, Text] = {VOTE_AGAIN: say("Bỏ phiếu lại giữa các đơn vị bằng nhau")}
VACATED: dict[str, Text] = {
    NOT_SAID: say("Không quy định; cơ quan tổ chức cụm quyết định"),
    PASSED_DOWN: say("Chuyển cho đơn vị kế tiếp"),
    LEFT_EMPTY: say("Để trống"),
}
LATE: dict[str, Text] = {
    NOT_SAID: say("Không quy định; cơ quan tổ chức cụm quyết định"),
    OPEN_SEAT: say("Nhận suất còn trống theo tổng điểm; kết quả đã có giữ nguyên"),
    AS_IF_THEN: say("Xét lại như đơn vị đã có mặt từ đầu"),
    EXTRA_SEAT: say("Thêm một suất nếu điểm không thấp hơn đơn vị đã được chọn"),
    NOTHING: say("Không xét bổ sung"),
}


@dataclass(frozen=True, slots=True)
class Provision:
    """One sentence of the statute: where it stands and its very words. vi: nguyên văn điều khoản."""

    place: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prize:
    """One award of the clause: how many, how chosen, and what becomes of a seat that falls free. vi: hình thức khen."""

    code: str
    name: str
    seats: int
    by: str
    tie: str = VOTE_AGAIN
    vacated: str = NOT_SAID
    provision: Provision = Provision()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The clause in force on a day. vi: điều khoản bình xét."""

    title: str
    document: str
    starts_on: date
    prizes: tuple[Prize, ...]
    gates: tuple[str, ...] = (TABLE_GATES, REGISTRATION)
    considered: Provision = Provision()
    held: Provision = Provision()
    late: str = NOT_SAID
    late_provision: Provision = Provision()

    def cite(self, provision: Provision) -> Citation:
        """Where a provision stands, for a reason or a step."""
        return Citation(self.document, provision.place)

    def prize(self, code: str) -> Prize:
        """One prize by its code; raises KeyError."""
        for prize in self.prizes:
            if prize.code == code:
                return prize
        raise KeyError(code)


def clause_to_json(clause: Clause) -> dict[str, Any]:
    """The clause as the data form of the files: `read_clause` reads it back."""
    return {
        "title": clause.title,
        "document": clause.document,
        "starts_on": f"{clause.starts_on}",
        "considered": {"gates": list(clause.gates), **_provision(clause.considered)},
        "held": _provision(clause.held),
        "late": {"rule": clause.late, **_provision(clause.late_provision)},
        "prizes": [
            {
                "code": prize.code,
                "name": prize.name,
                "seats": prize.seats,
                "by": prize.by,
                "tie": prize.tie,
                "vacated": prize.vacated,
                **_provision(prize.provision),
            }
            for prize in clause.prizes
        ],
    }


def _provision(provision: Provision) -> dict[str, str]:
    return {"place": provision.place, "words": provision.words}
