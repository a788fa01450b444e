"""The states of a list and what may be done in each. Pure. vi: nháp → đã kết luận → đã rút."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from thidua.core.errors import Problem
from thidua.core.findings import Finding, granted, refused
from thidua.core.text import Text, say
from thidua.law.facts import year_starts, year_words

DRAFT, CONCLUDED, WITHDRAWN = "draft", "concluded", "withdrawn"
STATE_WORDS: dict[str, Text] = {
    DRAFT: say("Đang lập"),
    CONCLUDED: say("Đã kết luận"),
    WITHDRAWN: say("Đã rút"),
}
TONES: dict[str, str] = {DRAFT: "wait", CONCLUDED: "good", WITHDRAWN: "quiet"}
#: The steps that exist; everything else is refused.
STEPS: frozenset[tuple[str, str]] = frozenset(
    {(DRAFT, CONCLUDED), (CONCLUDED, CONCLUDED), (DRAFT, WITHDRAWN), (CONCLUDED, WITHDRAWN)}
)
OLDEST_YEAR = 2013
LONGEST = 2000
#: As long as what a record of awards keeps of an achievement. vi: thành tích.
LONGEST_ACHIEVEMENT = 300


def may_go(state: str, to: str) -> Finding:
    """Whether a list may go from one state to another."""
    if (state, to) in STEPS:
        return granted()
    return refused(say("Việc này không làm được khi danh sách ở trạng thái “{state}”.", state=STATE_WORDS[state]))


def may_change(state: str) -> Finding:
    """Only a draft is changed: what was concluded stays what it was concluded of."""
    if state == DRAFT:
        return granted()
    return refused(
        say("Danh sách đã kết luận hoặc đã rút nên không sửa được nữa."), say("Hãy lập danh sách mới nếu cần.")
    )


def may_conclude(state: str, candidates: int) -> Finding:
    """A list with somebody on it is concluded; again when facts came afterwards. vi: kết luận, kết luận lại."""
    if candidates == 0:
        return refused(say("Danh sách chưa có ai."), say("Hãy thêm người hoặc tập thể được xét."))
    return may_go(state, CONCLUDED)


def list_faults(name: str, year: int, awards: tuple[str, ...], looked_on: date) -> list[Problem]:
    """What is wrong with a list before it is written."""
    found = []
    if not name.strip():
        found.append(Problem("name", say("Chưa có tên danh sách.")))
    if not awards:
        found.append(Problem("awards", say("Hãy chọn ít nhất một danh hiệu hoặc hình thức khen thưởng.")))
    if year < OLDEST_YEAR:
        found.append(Problem("year", say("Quy định trước năm học {year} chưa có.", year=year_words(OLDEST_YEAR))))
    elif looked_on < year_starts(year):
        found.append(Problem("looked_on", say("Ngày xét trước khi năm học {year} bắt đầu.", year=year_words(year))))
    return found


def achievement_faults(achievements: Mapping[str, str]) -> list[Problem]:
    """What is wrong with the achievements that awards are proposed for, by award."""
    too_long = say("Thành tích dài quá {n} ký tự.", n=LONGEST_ACHIEVEMENT)
    return [Problem(award, too_long) for award, text in achievements.items() if len(text) > LONGEST_ACHIEVEMENT]


def order_faults(submitted: date | None, sent: date | None, received: date | None) -> list[Problem]:
    """The days of a dossier's way follow each other."""
    found, last = [], None
    for place, day in (("submitted_on", submitted), ("sent_on", sent), ("received_on", received)):
        if day is not None and last is not None and day < last:
            found.append(Problem(place, say("Ngày {day} trước ngày {last}.", day=day, last=last)))
        last = day or last
    return found
