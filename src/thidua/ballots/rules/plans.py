"""What a room above asks for when voting is to begin: the plan of a round, and what is missing in it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from thidua.ballots.rules.results import CHOOSE, CLOSED, OPEN, PREPARED, VOID, YES_NO, OptionFacts
from thidua.core.findings import Reason
from thidua.core.text import Text, say
from thidua.core.workflow import Workflow, step

ROUND = Workflow(
    {
        PREPARED: say("Chưa mở"),
        OPEN: say("Đang bỏ phiếu"),
        CLOSED: say("Đã kiểm phiếu"),
        VOID: say("Đã hủy"),
    },
    (
        step("open", PREPARED, to=OPEN),
        step("vote", OPEN, to=OPEN),
        step("stop", OPEN, to=OPEN),
        step("close", OPEN, to=CLOSED),
        step("void", PREPARED, OPEN, CLOSED, to=VOID),
    ),
)
TONES = {PREPARED: "quiet", OPEN: "wait", CLOSED: "good", VOID: "bad"}


@dataclass(frozen=True, slots=True)
class VoterFacts:
    """Somebody on the roll or in the counting committee; `key` is the participant's identifier."""

    key: UUID
    label: str
    account_id: int | None
    present: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """One round as the room above wants it. vi: vòng bỏ phiếu.

    `keepers` are the counting committee; `onlookers` the units whose people may see the state and the result;
    whoever is not present is not on the roll and waits for the next round.
    """

    about: UUID
    number: int
    title: str
    kind: str
    seats: int
    options: tuple[OptionFacts, ...]
    voters: tuple[VoterFacts, ...]
    keepers: tuple[VoterFacts, ...]
    onlookers: tuple[int, ...] = ()
    back_url: str

    @property
    def roll(self) -> tuple[VoterFacts, ...]:
        """Who votes: those who are here. vi: danh sách người bỏ phiếu."""
        return tuple(voter for voter in self.voters if voter.present)


def plan_faults(plan: RoundPlan) -> list[Text]:
    """What would make the round another one than people think; nothing of this can be mended later."""
    faults = []
    if plan.kind not in (CHOOSE, YES_NO) or plan.seats < 1:
        faults.append(say("Cách bỏ phiếu hoặc số người được chọn không hợp lệ."))
    if not plan.back_url.startswith("/") or plan.back_url.startswith("//"):
        faults.append(say("Địa chỉ trang quay lại không thuộc phần mềm này."))
    keys = [option.key for option in plan.options]
    if len(keys) != len(set(keys)):
        faults.append(say("Một tên đứng hai lần trong phiếu."))
    accounts = [voter.account_id for voter in plan.roll if voter.account_id is not None]
    voters = [voter.key for voter in plan.roll]
    if len(accounts) != len(set(accounts)) or len(voters) != len(set(voters)):
        faults.append(say("Một người đứng hai lần trong danh sách bỏ phiếu; mỗi người chỉ có một phiếu."))
    return faults


def missing_to_open(kind: str, options: int, on_roll: int, keepers: int) -> list[Reason]:
    """The readiness list of opening. vi: điều kiện mở bỏ phiếu."""
    found = []
    if options < (2 if kind == CHOOSE else 1):
        words = say("Phiếu chưa đủ tên để chọn: cần ít nhất 2.") if kind == CHOOSE else say("Phiếu chưa có tên nào.")
        found.append(Reason(words, say("Hãy bổ sung tên trong nội dung biểu quyết.")))
    if not on_roll:
        found.append(Reason(say("Danh sách bỏ phiếu chưa có ai."), say("Hãy điểm danh người dự họp.")))
    if not keepers:
        found.append(
            Reason(
                say("Ban kiểm phiếu chưa có ai có tài khoản."),
                say("Hãy cử ban kiểm phiếu có tài khoản để mở và đóng hòm phiếu."),
            )
        )
    return found


def roll_fingerprint(box: str, roll: Sequence[VoterFacts], options: Sequence[OptionFacts]) -> str:
    """The roll and the names on the ballot as frozen at opening: one changed letter changes it."""
    lines = [box, *(f"{option.key}\t{option.label}" for option in options)]
    lines += sorted(f"{voter.key}\t{voter.label}\t{voter.account_id or ''}" for voter in roll)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
