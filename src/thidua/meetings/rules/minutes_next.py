"""What comes next with the minutes of a session for whoever looks at them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thidua.core.text import Text, say
from thidua.meetings.rules.minutes import DRAFT, ISSUED, SHOWN

EDIT, DECIDE, SHOW, SUBMIT, CORRECT, ISSUE, PAPER = (
    "edit", "decide", "show", "submit", "correct", "issue", "paper",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesStanding:
    """Where the minutes stand, and what the viewer may do with them.

    `writes`: works on the words; `closes`: shows and submits them, the session having ended; `ready`: nothing stands
    against submitting; `undecided`: a question has no answer yet; `unsigned`: how many signatures are missing;
    `mine`: one of them is the viewer's.
    """

    state: str
    writes: bool = False
    closes: bool = False
    may_correct: bool = False
    ready: bool = False
    undecided: bool = False
    until: date | None = None
    unsigned: int = 0
    mine: bool = False


@dataclass(frozen=True, slots=True)
class MinutesNext:
    """The sentence, and what to press: one of the codes above, or nothing."""

    sentence: Text
    press: str = ""


def minutes_next(standing: MinutesStanding) -> MinutesNext:
    """What comes next. vi: việc tiếp theo của biên bản."""
    if standing.state == ISSUED:
        return MinutesNext(say("Biên bản đã ký và phát hành; không phải làm gì thêm."), PAPER)
    if standing.state == DRAFT:
        return _writing(standing)
    if standing.state == SHOWN:
        return _shown(standing)
    return _signing(standing)


def _writing(standing: MinutesStanding) -> MinutesNext:
    if not standing.closes:
        return MinutesNext(say("Soạn lời văn trong khi họp; họp xong thì gửi người dự xem rồi trình ký."), EDIT)
    if standing.undecided:
        return MinutesNext(
            say("Còn nội dung biểu quyết chưa có kết quả: kết luận hoặc rút từng nội dung, rồi gửi xem hoặc trình ký."),
            DECIDE,
        )
    return MinutesNext(
        say("Soạn xong lời văn thì gửi người dự xem. Nếu đã đọc và thông qua tại phiên họp thì trình ký ngay."), SHOW
    )


def _shown(standing: MinutesStanding) -> MinutesNext:
    if standing.closes and standing.ready:
        return MinutesNext(say("Đã hết hạn đề nghị sửa và đã trả lời mọi đề nghị: trình ký."), SUBMIT)
    if standing.closes:
        return MinutesNext(
            say(
                "Người dự đề nghị sửa đến hết ngày {day}. Trả lời từng đề nghị; hết hạn thì trình ký.",
                day=standing.until,
            )
        )
    if standing.may_correct:
        return MinutesNext(
            say(
                "Hãy đọc nội dung dưới đây. Có chỗ chưa đúng thì đề nghị sửa đến hết ngày {day}; "
                "không có ý kiến thì không phải làm gì.",
                day=standing.until,
            ),
            CORRECT,
        )
    return MinutesNext(say("Người dự đang xem biên bản; sau đó thư ký và chủ tọa ký."))


def _signing(standing: MinutesStanding) -> MinutesNext:
    if standing.mine:
        return MinutesNext(say("Biên bản chờ chữ ký của bạn: đọc nội dung, rồi ký ở mục “Ký biên bản”."))
    if standing.unsigned:
        return MinutesNext(say("Đang chờ {n} chữ ký. Đủ chữ ký thì thư ký phát hành biên bản.", n=standing.unsigned))
    if standing.writes:
        return MinutesNext(say("Đã đủ chữ ký: phát hành để lấy số và lưu hồ sơ."), ISSUE)
    return MinutesNext(say("Đã đủ chữ ký; thư ký sẽ phát hành biên bản."))
