"""A unit's registration: its states, when it may be written, what it still misses, what all of them add up to. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from thidua.core.days import day_of
from thidua.core.findings import Answer, Citation, Finding, Reason, granted, refused
from thidua.core.names import fold
from thidua.core.numbers import format_number
from thidua.core.text import Text, say
from thidua.core.workflow import Workflow, step
from thidua.cycles.rules import StageFacts, is_open, lateness
from thidua.registration.rules.awards import award_name

DRAFT, SENT, ACCEPTED, RETURNED, WITHDRAWN = "draft", "sent", "accepted", "returned", "withdrawn"
AT_LEAST, AT_MOST, EXACTLY, NO_DIRECTION = "at-least", "at-most", "exactly", "none"
WORK, THEME = "work", "theme"
#: A member that has not begun; never stored.
MISSING = "missing"

#: The way of a registration. What may be sent may be changed. "reopen" is “Xin sửa”: it must be accepted anew.
REGISTRATION = Workflow(
    states={
        DRAFT: say("Đang soạn"),
        SENT: say("Đã gửi, chờ tiếp nhận"),
        ACCEPTED: say("Đã tiếp nhận"),
        RETURNED: say("Bị trả lại để sửa"),
        WITHDRAWN: say("Đã rút"),
    },
    steps=(
        step("send", DRAFT, RETURNED, to=SENT),
        step("accept", SENT, to=ACCEPTED),
        step("return", SENT, to=RETURNED),
        step("reopen", SENT, ACCEPTED, WITHDRAWN, to=DRAFT),
        step("withdraw", DRAFT, SENT, ACCEPTED, RETURNED, to=WITHDRAWN),
    ),
)
STATE_WORDS: dict[str, Text] = {MISSING: say("Chưa lập"), **REGISTRATION.states}
TONES = {MISSING: "quiet", DRAFT: "quiet", SENT: "wait", ACCEPTED: "good", RETURNED: "bad", WITHDRAWN: "quiet"}

#: A target's direction: the sign before its number and the words of a choice.
SIGNS = {AT_LEAST: "≥", AT_MOST: "≤", EXACTLY: "=", NO_DIRECTION: ""}
DIRECTIONS: dict[str, Text] = {
    AT_LEAST: say("≥ từ … trở lên"),
    AT_MOST: say("≤ không quá …"),
    EXACTLY: say("= đúng bằng …"),
    NO_DIRECTION: say("không so sánh"),
}
WORK_KINDS: dict[str, Text] = {WORK: say("Công trình"), THEME: say("Chuyên đề")}

#: source: S3 R3.2 “không đăng ký thì không xét”; statute of cluster 1.
STATUTE = Citation("Quy chế hoạt động của cụm thi đua", "Mục IV.3")


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """A registered title or form; `collective` empty when it is for the unit itself."""

    code: str
    collective: str = ""


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """A target: what, how much, of what, in which direction. vi: chỉ tiêu."""

    text: str
    amount: Decimal | None = None
    measure: str = ""
    direction: str = NO_DIRECTION

    @property
    def figure(self) -> str:
        """`≥ 98,5 %`; empty where there is no number."""
        if self.amount is None:
            return ""
        return " ".join(part for part in (SIGNS[self.direction], format_number(self.amount), self.measure) if part)


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """A work or theme that the unit will report on. vi: công trình, chuyên đề."""

    kind: str
    name: str
    when_where: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a unit registers. vi: nội dung đăng ký."""

    awards: tuple[AwardFacts, ...] = ()
    targets: tuple[TargetFacts, ...] = ()
    works: tuple[WorkFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One member in the overview of a year; `content` only as far as the one who looks may see it."""

    unit_id: int
    name: str
    state: str = MISSING
    lateness: str = ""
    content: Content = Content()
    shows_content: bool = False


def may_write_now(stage: StageFacts | None, now: datetime, unit_id: int, state: str = DRAFT) -> Finding:
    """Whether the window is open for a unit; a returned registration may be answered after the last day too.

    Past the last day only an extension opens it again. source: features A3.17.
    """
    if stage is None:
        return refused(say("Năm thi đua này không đăng ký trong phần mềm."))
    if day_of(now) < stage.opens_on:
        return refused(say("Chưa đến thời gian đăng ký: mở từ ngày {day}.", day=stage.opens_on))
    if is_open(stage, now, unit_id) or state == RETURNED:
        return granted()
    return refused(
        say("Đã hết hạn đăng ký (ngày {day}).", day=stage.deadline(unit_id)),
        say("Chỉ đăng ký hoặc sửa được khi đơn vị được gia hạn; hãy đề nghị cụm trưởng gia hạn kèm lý do."),
    )


def lateness_of(stage: StageFacts, now: datetime, unit_id: int, *, answering: str = "") -> str:
    """How a sending stands to the last day; the answer to a return keeps the `answering` mark of the first sending."""
    return answering or lateness(now, stage.deadline(unit_id), stage.closes_on)


@dataclass(frozen=True, slots=True)
class Checked:
    """What keeps a registration from being sent, and what is only worth a look. vi: kiểm tra trước khi gửi."""

    blocking: tuple[Reason, ...]
    notices: tuple[Reason, ...]

    @property
    def finding(self) -> Finding:
        """Granted when nothing keeps it back."""
        return Finding(Answer.REFUSED, self.blocking) if self.blocking else granted()


def checked(content: Content, last: Content | None = None) -> Checked:
    """Look a registration through, also against what was registered the year before. source: R3.2; features A3.16."""
    return Checked(tuple(_blocking(content)), (*_notices(content), *(_against(content, last) if last else ())))


def _blocking(content: Content) -> Iterator[Reason]:
    if not content.awards:
        yield Reason(
            say("Chưa chọn danh hiệu thi đua hoặc hình thức khen thưởng nào."),
            say("Hãy chọn ít nhất một danh hiệu hoặc hình thức."),
            STATUTE,
        )
    if not content.targets:
        yield Reason(
            say("Chưa có chỉ tiêu nào."), say("Hãy nêu ít nhất một chỉ tiêu: đăng ký phải kèm mục tiêu, chỉ tiêu.")
        )


def _notices(content: Content) -> Iterator[Reason]:
    for one in content.targets:
        if one.amount is None:
            yield Reason(
                say("Chỉ tiêu “{text}” chưa có con số.", text=one.text),
                say("Nếu đo được, hãy nhập số và đơn vị tính để cuối năm đối chiếu."),
            )
        elif one.direction == NO_DIRECTION:
            yield Reason(say("Chỉ tiêu “{text}” chưa nêu chiều so sánh.", text=one.text), say("Hãy chọn ≥, ≤ hoặc =."))
        elif not one.measure:
            yield Reason(say("Chỉ tiêu “{text}” chưa nêu đơn vị tính.", text=one.text), say("Ví dụ: %, trường, giải."))
    for work in content.works:
        if not work.when_where:
            yield Reason(
                say("“{name}” chưa nêu thời gian, địa điểm báo cáo.", name=work.name), say("Có thể bổ sung sau.")
            )


def _against(content: Content, last: Content) -> Iterator[Reason]:
    for one in last.awards:
        if one not in content.awards:
            yield Reason(say("Năm trước đơn vị đăng ký “{name}”, năm nay chưa có.", name=award_name(one.code)))
    before = {fold(one.text): one for one in last.targets}
    for target in content.targets:
        old = before.get(fold(target.text))
        if old and _is_lower(target, old):
            yield Reason(
                say(
                    "Chỉ tiêu “{text}” thấp hơn năm trước ({old} → {new}).",
                    text=target.text,
                    old=old.figure,
                    new=target.figure,
                )
            )


def _is_lower(new: TargetFacts, old: TargetFacts) -> bool:
    if new.amount is None or old.amount is None or (new.direction, new.measure) != (old.direction, old.measure):
        return False
    return new.amount > old.amount if new.direction == AT_MOST else new.amount < old.amount


@dataclass(frozen=True, slots=True)
class Totals:
    """What the rows add up to; every number is the length of a list. source: A3.17."""

    members: int
    by_state: Mapping[str, int]
    by_award: Mapping[str, int]
    awards: int
    targets: int
    works: int


def totals_of(entries: Iterable[Entry]) -> Totals:
    """The one place where registrations are counted: page, print, file and paper all take their sums from here."""
    rows = list(entries)
    states = [one.state for one in rows]
    codes = [award.code for one in rows for award in one.content.awards]
    return Totals(
        members=len(rows),
        by_state={state: states.count(state) for state in STATE_WORDS if state in states},
        by_award={code: codes.count(code) for code in dict.fromkeys(codes)},
        awards=len(codes),
        targets=sum(len(one.content.targets) for one in rows),
        works=sum(len(one.content.works) for one in rows),
    )


def handed_in(entries: Iterable[Entry]) -> int:
    """How many have sent theirs, whether accepted yet or not."""
    return sum(one.state in (SENT, ACCEPTED) for one in entries)
