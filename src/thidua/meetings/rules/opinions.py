"""What absent members say afterwards: when it counts, and when the asking is over. Pure.

vi: ý kiến thành viên vắng mặt. source: R3.4, R4.1; features A6.41.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from thidua.core.days import is_past
from thidua.core.findings import Finding, granted, refused
from thidua.core.text import Text, say

YES, NO, ABSTAINED = "yes", "no", "abstained"
ANSWERS: dict[str, Text] = {
    YES: say("Đồng ý"),
    NO: say("Không đồng ý"),
    ABSTAINED: say("Không có ý kiến"),
}
LINK, SLIP = "link", "slip"
WAYS: dict[str, Text] = {LINK: say("trả lời trên phần mềm"), SLIP: say("phiếu giấy")}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionFacts:
    """One absent member's answers on one question; empty until given. Not secret."""

    participant: str
    name: str
    answers: Mapping[str, str] = field(default_factory=dict)
    given_at: datetime | None = None
    late: bool = False


def in_time(opinions: Iterable[OpinionFacts]) -> tuple[OpinionFacts, ...]:
    """The opinions that count: given, and not after the last day."""
    return tuple(one for one in opinions if one.given_at is not None and not one.late)


def weighed(opinions: Iterable[OpinionFacts], candidate: str) -> tuple[int, int, int]:
    """Yes, no and no opinion on one candidate among opinions that count."""
    said = [one.answers.get(candidate, ABSTAINED) for one in opinions]
    return said.count(YES), said.count(NO), said.count(ABSTAINED)


def asking_is_over(opinions: Iterable[OpinionFacts], until: date | None, now: datetime) -> bool:
    """Everybody has answered, or the last day, itself included, has passed."""
    waiting = [one for one in opinions if one.given_at is None]
    return not waiting or (until is not None and is_past(until, now))


def check_answers(answers: Mapping[str, str], candidates: Collection[str]) -> tuple[Text, ...]:
    """What is wrong with answers: one for each candidate, nothing else."""
    if set(answers) != set(candidates):
        return (say("Hãy trả lời đủ từng đối tượng."),)
    if any(answer not in ANSWERS for answer in answers.values()):
        return (say("Câu trả lời chỉ là đồng ý, không đồng ý hoặc không có ý kiến."),)
    return ()


def is_late(until: date | None, now: datetime, *, decided: bool) -> bool:
    """Whether an opinion is kept without counting: after the last day, or after the question was concluded."""
    return decided or (until is not None and is_past(until, now))


def may_answer(given_at: datetime | None) -> Finding:
    """An opinion is given once and stands."""
    if given_at is not None:
        return refused(say("Ý kiến này đã được ghi nhận lúc {at}.", at=given_at))
    return granted()
