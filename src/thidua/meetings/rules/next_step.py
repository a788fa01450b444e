"""What comes next in a session for whoever looks at it: one sentence and at most one thing to press. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from thidua.core.text import Text, say
from thidua.meetings.rules.sessions import CALLED, DRAFT, ENDED, OPEN

CALL, DECLARE_OPEN, COME, ROLL, QUESTION, PROCEEDINGS, END, MINUTES = (
    "call", "open", "come", "roll", "question", "proceedings", "end", "minutes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuestionNow:
    """A question that has still no answer. `running`: a round is going on; `waits`: only the absent are awaited."""

    key: UUID
    title: str
    voted: bool = False
    running: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a session stands, and who looks at it. `runs`: chair, secretary or who prepared it."""

    state: str
    prepares: bool = False
    runs: bool = False
    missing: bool = False
    day_has_come: bool = False
    quorate: bool = False
    listed: bool = False
    present: bool = False
    questions: tuple[QuestionNow, ...] = ()
    has_questions: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """The sentence, and what to press: one of the codes above, or nothing. `about` is the question meant."""

    sentence: Text
    press: str = ""
    about: UUID | None = None


def next_step(standing: Standing) -> NextStep | None:
    """What comes next; nothing where the session was cancelled. vi: việc tiếp theo."""
    if standing.state == DRAFT:
        return _preparing(standing)
    if standing.state == CALLED:
        return _before(standing)
    if standing.state == OPEN:
        return _running(standing) if standing.runs else _attending(standing)
    return _after(standing) if standing.state == ENDED else None


def _preparing(standing: Standing) -> NextStep | None:
    if not standing.prepares:
        return None
    if standing.missing:
        return NextStep(say("Bổ sung những điều còn thiếu dưới đây, rồi gửi giấy mời."))
    return NextStep(
        say("Đã đủ để gửi giấy mời. Gửi rồi thì danh sách, chương trình, tài liệu được chốt; sửa sau phải có lý do."),
        CALL,
    )


def _before(standing: Standing) -> NextStep | None:
    if standing.runs and standing.day_has_come:
        return NextStep(say("Đã đến ngày họp: bấm “Khai mạc”, rồi điểm danh."), DECLARE_OPEN)
    if standing.runs:
        return NextStep(say("Giấy mời đã gửi. Đến ngày họp, nút “Khai mạc” hiện ở đây."))
    if standing.listed:
        return NextStep(say("Bạn được mời họp. Khi phiên họp khai mạc, nút “Tôi có mặt” hiện ở đây."))
    return None


def _running(standing: Standing) -> NextStep:
    if standing.listed and not standing.present:
        return _come()
    going = _going(standing)
    if going is not None:
        return going
    if not standing.quorate:
        return NextStep(say("Chưa đủ thành viên để biểu quyết: tiếp tục điểm danh."), ROLL)
    left = [one for one in standing.questions if not one.waits]
    if left:
        first = next((one for one in left if one.voted), left[0])
        if first.voted:
            return NextStep(say("Biểu quyết lại hoặc kết luận: {title}.", title=first.title), QUESTION, first.key)
        sentence = say("Còn {n} nội dung chưa biểu quyết; kế tiếp: {title}.", n=len(left), title=first.title)
        return NextStep(sentence, QUESTION, first.key)
    if standing.has_questions:
        return NextStep(say("Các nội dung đã biểu quyết xong. Ghi đủ diễn biến rồi bế mạc."), END)
    return NextStep(say("Phiên họp không có nội dung biểu quyết. Ghi diễn biến, xong thì bế mạc."), PROCEEDINGS)


def _attending(standing: Standing) -> NextStep | None:
    if standing.listed and not standing.present:
        return _come()
    going = _going(standing)
    if going is not None or not standing.listed:
        return going
    return NextStep(say("Bạn đã được ghi có mặt. Khi mở bỏ phiếu, việc bỏ phiếu hiện ở trang “Việc của tôi”."))


def _come() -> NextStep:
    return NextStep(say("Phiên họp đang diễn ra. Nếu bạn đang dự họp, hãy bấm “Tôi có mặt”."), COME)


def _going(standing: Standing) -> NextStep | None:
    one = next((one for one in standing.questions if one.running), None)
    return NextStep(say("Đang biểu quyết: {title}.", title=one.title), QUESTION, one.key) if one else None


def _after(standing: Standing) -> NextStep:
    left = standing.questions
    if standing.runs and left:
        # Minutes are complete only when every question has its answer or was withdrawn.
        first = next((one for one in left if one.voted), left[0])
        sentence = say(
            "Còn {n} nội dung chưa có kết quả; kết luận hoặc rút, trước hết: {title}.", n=len(left), title=first.title
        )
        return NextStep(sentence, QUESTION, first.key)
    if standing.runs:
        return NextStep(say("Phiên họp đã kết thúc. Việc còn lại là biên bản: soạn, gửi người dự xem, ký."), MINUTES)
    return NextStep(say("Phiên họp đã kết thúc. Diễn biến và kết quả có trong biên bản."), MINUTES)
