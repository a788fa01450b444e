"""Who may do what with a round. Keepers run it, voters vote, nobody sees figures before closing."""

from __future__ import annotations

from thidua.ballots.models import Keeper, RollEntry, Round
from thidua.ballots.rules.plans import ROUND
from thidua.core.findings import Finding, granted, refused
from thidua.core.text import say
from thidua.organisations.rules import Viewer


def keeps(viewer: Viewer, held: Round) -> bool:
    """Whether in the counting committee of the round."""
    return viewer.user_id is not None and Keeper.objects.filter(round=held, account=viewer.user_id).exists()


def entry_of(viewer: Viewer, held: Round) -> RollEntry | None:
    """The viewer's own line on the roll."""
    return RollEntry.objects.filter(round=held, account=viewer.user_id).first() if viewer.user_id is not None else None


def may_see(viewer: Viewer, held: Round) -> Finding:
    """Whether the viewer may know of the round: keepers, voters, and people of the units that look on."""
    near = (viewer.working_units | viewer.observed_units) & set(held.onlookers)
    if near or keeps(viewer, held) or entry_of(viewer, held) is not None:
        return granted()
    return refused(say("Bạn không dự vòng bỏ phiếu này."))


def may_keep(viewer: Viewer, held: Round) -> Finding:
    """Whether the viewer may open, close or void the round and hand out paper ballots."""
    if keeps(viewer, held):
        return granted()
    return refused(say("Việc này do ban kiểm phiếu thực hiện."), say("Hãy liên hệ thành viên ban kiểm phiếu."))


def may_vote(viewer: Viewer, held: Round) -> Finding:
    """Whether the viewer may drop a ballot now: on the roll, round open, not voted yet."""
    entry = entry_of(viewer, held)
    if entry is None:
        return refused(
            say("Bạn không có tên trong danh sách bỏ phiếu của vòng này."),
            say("Danh sách đã chốt khi mở vòng; người đến sau bỏ phiếu từ vòng kế tiếp."),
        )
    if not ROUND.may("vote", held.state):
        return ROUND.may("vote", held.state)
    if entry.way == RollEntry.Way.PAPER:
        return refused(
            say("Bạn đã nhận phiếu giấy nên không bỏ phiếu trên máy nữa."),
            say("Nếu chưa dùng phiếu giấy, hãy trả lại ban kiểm phiếu."),
        )
    if entry.way:
        return refused(say("Bạn đã bỏ phiếu. Mỗi người chỉ bỏ phiếu một lần."))
    if held.stopped_at is not None:
        return refused(say("Ban kiểm phiếu đã dừng nhận phiếu."), say("Hãy liên hệ ban kiểm phiếu."))
    return granted()


def may_read_result(held: Round) -> Finding:
    """Whether there is a result to read: only when the round is closed. source: features D helios#170."""
    if held.state == Round.State.CLOSED:
        return granted()
    return refused(say("Chưa có kết quả: số liệu chỉ có sau khi ban kiểm phiếu đóng vòng bỏ phiếu."))
