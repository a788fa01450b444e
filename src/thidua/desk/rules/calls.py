"""What meetings, ballots and the selection ask of somebody, each in one sentence with its button. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from thidua.core.text import Text, say
from thidua.desk.rules.duty import Duty
from thidua.desk.rules.year import Call

PREPARE, ATTEND, VOTE, COUNT, OPINION, CORRECT, SIGN = (
    "prepare", "attend", "vote", "count", "opinion", "correct", "sign",
)  # fmt: skip
SELECT, CONCLUDE, RULE, HANDOVER, REVIEW = "select", "conclude", "rule", "handover", "review"

#: Which step a call belongs to, its sentence, its button, and who waits.
CALLS: Mapping[str, tuple[str, Text, Text, Text | None]] = {
    VOTE: ("meetings", say("Bỏ phiếu: {about}"), say("Bỏ phiếu"), say("Ban kiểm phiếu chờ phiếu của bạn.")),
    COUNT: ("meetings", say("Mở, đóng hòm phiếu: {about}"), say("Mở trang kiểm phiếu"), None),
    PREPARE: ("meetings", say("Chuẩn bị và gửi giấy mời: {about}"), say("Chuẩn bị"), None),
    ATTEND: ("meetings", say("Dự {about}"), say("Xem phiên họp"), None),
    OPINION: (
        "meetings",
        say("Cho ý kiến về nội dung đã biểu quyết khi bạn vắng mặt: {about}"),
        say("Cho ý kiến"),
        say("Phiên họp chờ ý kiến của bạn."),
    ),
    CORRECT: ("meetings", say("Đọc biên bản; có thể đề nghị sửa: {about}"), say("Đọc biên bản"), None),
    SIGN: ("meetings", say("Ký biên bản: {about}"), say("Đọc và ký"), say("Biên bản chờ chữ ký của bạn.")),
    SELECT: ("selection", say("Xét chọn: {about}"), say("Mở xét chọn"), say("Các đơn vị trong cụm chờ kết quả.")),
    CONCLUDE: ("selection", say("Kết luận xét chọn: {about}"), say("Mở xét chọn"), None),
    RULE: (
        "selection",
        say("Quyết định điều mà điều khoản bình xét không quy định: {about}"),
        say("Xem và quyết định"),
        say("Cụm trưởng chờ quyết định của bạn."),
    ),
    REVIEW: ("eligibility", say("Xem và kết luận: {about}"), say("Mở danh sách xét"), None),
    HANDOVER: ("reports", say("Nhận bàn giao nhiệm vụ cụm trưởng: {about}"), say("Xem hồ sơ bàn giao"), None),
}

#: What people in a room are waiting for comes before anything that has days.
AT_ONCE = frozenset({VOTE, COUNT})


def called(calls: Iterable[Call], year: str = "") -> Iterator[Duty]:
    """Calls as duties; `year` names the year they belong to, where one looks at several."""
    for call in calls:
        step, sentence, verb, waiting = CALLS[call.code]
        told = Text(sentence.pattern, {"about": call.about})
        at_once = call.code in AT_ONCE
        yield Duty(step, told, verb, year, call.deadline, waiting, call.address, call.when, at_once)
