"""A session on its day: who is on the list, who is there, what it may become. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from thidua.core.text import Text, say
from thidua.core.workflow import Workflow, step

DRAFT, CALLED, OPEN, ENDED, CANCELLED = "draft", "called", "open", "ended", "cancelled"
VOTER, STAND_IN, GUEST = "voter", "stand-in", "guest"
CHAIR, SECRETARY = "chair", "secretary"

#: A session's states in words, each with its tone.
STATES: dict[str, tuple[Text, str]] = {
    DRAFT: (say("Đang chuẩn bị"), "quiet"),
    CALLED: (say("Đã gửi giấy mời"), "wait"),
    OPEN: (say("Đang họp"), "wait"),
    ENDED: (say("Đã kết thúc"), "good"),
    CANCELLED: (say("Đã hủy"), "quiet"),
}
FLOW = Workflow(
    {state: words for state, (words, _) in STATES.items()},
    (
        step("prepare", DRAFT, to=DRAFT),
        step("call", DRAFT, to=CALLED),
        step("change", CALLED, OPEN, to=CALLED),
        step("open", CALLED, to=OPEN),
        step("attend", CALLED, OPEN, to=OPEN),
        step("correct", OPEN, ENDED, to=OPEN),
        step("end", OPEN, to=ENDED),
        step("cancel", DRAFT, CALLED, to=CANCELLED),
    ),
)
CAPACITIES: dict[str, Text] = {
    VOTER: say("Thành viên"),
    STAND_IN: say("Người dự thay, không biểu quyết"),
    GUEST: say("Khách mời, không biểu quyết"),
}
TASKS: dict[str, Text] = {CHAIR: say("Chủ trì"), SECRETARY: say("Thư ký")}
HEADS_COUNT, COUNTS = say("Trưởng ban kiểm phiếu"), say("Ban kiểm phiếu")


@dataclass(frozen=True, slots=True)
class PresenceFacts:
    """From when to when somebody was there; an open end is None."""

    arrived_at: datetime
    left_at: datetime | None = None

    def covers(self, moment: datetime) -> bool:
        """Whether it holds at a moment; whoever leaves at a moment is not there any more."""
        return self.arrived_at <= moment and (self.left_at is None or moment < self.left_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantFacts:
    """Somebody on the list; `account` is who may act as this participant. vi: thành phần dự họp."""

    key: UUID
    pk: int
    name: str
    title: str = ""
    unit: int | None = None
    unit_code: str = ""
    person: int | None = None
    account: int | None = None
    capacity: str = VOTER
    task: str = "none"
    counts: bool = False
    heads_count: bool = False
    stands_in_for: UUID | None = None
    absence_reason: str = ""
    presences: tuple[PresenceFacts, ...] = ()
    present: bool = False

    @property
    def votes(self) -> bool:
        """Whether this one has a vote; only members have. source: features A6.41."""
        return self.capacity == VOTER

    @property
    def came(self) -> bool:
        """Whether there at any time."""
        return bool(self.presences)

    def present_at(self, moment: datetime) -> bool:
        """Whether there at a moment."""
        return any(one.covers(moment) for one in self.presences)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """A session with everybody on its list, and who is there (at its end, once it has ended)."""

    key: UUID
    state: str
    day: date
    everybody: tuple[ParticipantFacts, ...] = ()
    opened_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def members(self) -> tuple[ParticipantFacts, ...]:
        """Who has a vote, present or not: all members of the body on the day. vi: thành viên."""
        return tuple(one for one in self.everybody if one.votes)

    @property
    def present(self) -> tuple[ParticipantFacts, ...]:
        """Members who are there. Guests and stand-ins never count."""
        return tuple(one for one in self.members if one.present)

    @property
    def absent(self) -> tuple[ParticipantFacts, ...]:
        """Members who are not there, each with `absence_reason` where it is known."""
        return tuple(one for one in self.members if not one.present)

    @property
    def stand_ins(self) -> tuple[ParticipantFacts, ...]:
        """Who works in an absent member's place and never votes."""
        return tuple(one for one in self.everybody if one.capacity == STAND_IN)

    @property
    def guests(self) -> tuple[ParticipantFacts, ...]:
        """Who is heard and never votes."""
        return tuple(one for one in self.everybody if one.capacity == GUEST)

    @property
    def chair(self) -> ParticipantFacts | None:
        """Who chairs. vi: chủ trì."""
        return self._with_task(CHAIR)

    @property
    def secretary(self) -> ParticipantFacts | None:
        """Who keeps the minutes. vi: thư ký."""
        return self._with_task(SECRETARY)

    @property
    def counting(self) -> tuple[ParticipantFacts, ...]:
        """The counting committee, its head first. vi: ban kiểm phiếu."""
        return tuple(sorted((one for one in self.everybody if one.counts), key=lambda one: not one.heads_count))

    def present_at(self, moment: datetime) -> tuple[ParticipantFacts, ...]:
        """Members who were there at a moment."""
        return tuple(one for one in self.members if one.present_at(moment))

    def of_account(self, account: int | None) -> ParticipantFacts | None:
        """The participant an account acts as."""
        return next((one for one in self.everybody if account is not None and one.account == account), None)

    def _with_task(self, task: str) -> ParticipantFacts | None:
        return next((one for one in self.everybody if one.task == task), None)
