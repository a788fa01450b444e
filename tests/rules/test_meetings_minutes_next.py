"""Minutes on their way: who has what to do, from the first word to the number."""

from __future__ import annotations

from datetime import date

import pytest

from thidua.meetings.rules.minutes_next import (
    CORRECT,
    DECIDE,
    EDIT,
    ISSUE,
    PAPER,
    SHOW,
    SUBMIT,
    MinutesStanding,
    minutes_next,
)

UNTIL = date(2020, 7, 7)


@pytest.mark.parametrize(
    ("standing", "press", "words"),
    [
        (MinutesStanding(state="draft", writes=True), EDIT, "trong khi họp"),
        (MinutesStanding(state="draft", writes=True, closes=True), SHOW, "gửi người dự xem"),
        (MinutesStanding(state="draft", writes=True, closes=True, undecided=True), DECIDE, "kết luận hoặc rút"),
        (MinutesStanding(state="shown", closes=True, until=UNTIL), "", "hết hạn thì trình ký"),
        (MinutesStanding(state="shown", closes=True, may_correct=True, until=UNTIL), "", "07/07/2020"),
        (MinutesStanding(state="shown", closes=True, ready=True, until=UNTIL), SUBMIT, "trình ký"),
        (MinutesStanding(state="shown", may_correct=True, until=UNTIL), CORRECT, "không phải làm gì"),
        (MinutesStanding(state="shown", until=UNTIL), "", "đang xem"),
        (MinutesStanding(state="signing", unsigned=2, mine=True), "", "chữ ký của bạn"),
        (MinutesStanding(state="signing", unsigned=1, writes=True), "", "Đang chờ 1 chữ ký"),
        (MinutesStanding(state="signing", writes=True), ISSUE, "phát hành"),
        (MinutesStanding(state="signing"), "", "thư ký sẽ phát hành"),
        (MinutesStanding(state="issued"), PAPER, "không phải làm gì thêm"),
    ],
)
def test_everybody_reads_what_comes_next(standing: MinutesStanding, press: str, words: str) -> None:
    found = minutes_next(standing)

    assert found.press == press
    assert words in str(found.sentence)
