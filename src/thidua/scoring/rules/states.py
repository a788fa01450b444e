"""The states of a score sheet and of its lines, and every step between them. Pure. vi: trạng thái phiếu chấm."""

from __future__ import annotations

from thidua.core.findings import Finding, granted, refused
from thidua.core.text import Text, say
from thidua.core.workflow import Workflow, step

DRAFT, SUBMITTED, VERIFYING, SETTLED = "draft", "submitted", "verifying", "settled"
ACCEPTED, CHANGED, RETURNED, AGREED = "accepted", "changed", "returned", "agreed"

#: A unit's sheet. source: domain/scoring §3 (draft → submitted → verifying → settled → reopened).
SHEET = Workflow(
    states={
        DRAFT: say("Đang chấm"),
        SUBMITTED: say("Đã gửi"),
        VERIFYING: say("Đang thẩm định"),
        SETTLED: say("Đã thẩm định xong"),
    },
    steps=(
        step("submit", DRAFT, to=SUBMITTED),
        step("recall", SUBMITTED, to=DRAFT),
        step("open", SUBMITTED, VERIFYING, to=VERIFYING),
        step("settle", VERIFYING, to=SETTLED),
        step("reopen", SETTLED, to=VERIFYING),
    ),
)

#: The tone of each sheet state on a page.
SHEET_TONES = {DRAFT: "quiet", SUBMITTED: "wait", VERIFYING: "wait", SETTLED: "good"}

DECLARING, WAITING, TO_CORRECT, DECIDED = "declaring", "waiting", "to-correct", "decided"

#: Where one line stands; it follows from the sheet's state and the last verdict, and is stored nowhere.
LINE_STATES: dict[str, Text] = {
    DECLARING: say("Đang khai"),
    WAITING: say("Chờ thẩm định"),
    TO_CORRECT: say("Trả lại để sửa"),
    DECIDED: say("Đã thẩm định"),
}
LINE_TONES = {DECLARING: "quiet", WAITING: "wait", TO_CORRECT: "bad", DECIDED: "good"}


def line_state(sheet_state: str, verdict: str) -> str:
    """Where a line stands: declaring, waiting, to-correct or decided. vi: trạng thái dòng chấm."""
    if verdict == RETURNED:
        return TO_CORRECT
    if verdict in (ACCEPTED, CHANGED, AGREED):
        return DECIDED
    return DECLARING if sheet_state == DRAFT else WAITING


def unit_may_change(sheet_state: str, verdict: str) -> Finding:
    """Whether the unit's side of a line is open: while the sheet is a draft, or when this very line was returned."""
    state = line_state(sheet_state, verdict)
    if state in (DECLARING, TO_CORRECT):
        return granted()
    if state == DECIDED:
        return refused(
            say("Dòng này đã được thẩm định nên không sửa được nữa."),
            say("Nếu chưa đồng ý, hãy nêu ý kiến khi bảng điểm được gửi lấy ý kiến."),
        )
    return refused(
        say("Phiếu đã gửi nên dòng này không sửa được."),
        say("Hãy thu hồi phiếu khi chưa có đơn vị thẩm định nào mở, hoặc đề nghị đơn vị thẩm định trả lại dòng này."),
    )
