"""What stands on a ballot, in one letter for each name; how it is counted and published. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from thidua.ballots.rules.results import CHOOSE, Count, OptionFacts
from thidua.ballots.rules.sealing import TRACKER, in_groups, plain
from thidua.core.errors import Problem
from thidua.core.text import Text, say

CHOSEN, NOT_CHOSEN = "x", "-"
YES, NO, ABSTAINED = "y", "n", "a"
#: The three answers of a yes/no ballot, as people read them. vi: đồng ý, không đồng ý, không có ý kiến.
ANSWERS: dict[str, Text] = {
    YES: say("Đồng ý"),
    NO: say("Không đồng ý"),
    ABSTAINED: say("Không có ý kiến"),
}
BLANK = say("Phiếu trắng (không hợp lệ)")
UNREADABLE = say("Không đọc được (không hợp lệ)")


@dataclass(frozen=True, slots=True, order=True)
class Ballot:
    """One ballot out of its envelope: the tracker and a letter for each option, in the order of the options."""

    tracker: str
    marks: str

    def to_bytes(self) -> bytes:
        """What is sealed: as long for every ballot of a round, whatever is chosen."""
        return (plain(self.tracker) + self.marks).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Ballot:
        """What was sealed."""
        text = content.decode()
        return cls(in_groups(text[:TRACKER], 4), text[TRACKER:])


def marks_for(kind: str, options: Sequence[OptionFacts], given: Mapping[str, str]) -> str:
    """The letters of a ballot from what was ticked, by the key of the option."""
    empty = NOT_CHOSEN if kind == CHOOSE else ""
    return "".join(given.get(option.key, empty) for option in options)


def faults_of(kind: str, seats: int, options: Sequence[OptionFacts], marks: str) -> list[Problem]:
    """Why a ballot cannot be dropped; a blank one can, and counts as invalid. source: R1.10."""
    letters = {CHOSEN, NOT_CHOSEN} if kind == CHOOSE else set(ANSWERS)
    if len(marks) != len(options) or set(marks) - letters:
        return [Problem("", say("Chưa trả lời cho đủ từng người trong phiếu."), say("Hãy chọn một ý cho mỗi người."))]
    if kind == CHOOSE and marks.count(CHOSEN) > seats:
        wrong = say("Đã chọn {n}, nhưng chỉ được chọn nhiều nhất {seats}.", n=marks.count(CHOSEN), seats=seats)
        return [Problem("", wrong, say("Hãy bỏ bớt lựa chọn."))]
    return []


def is_blank(kind: str, marks: str) -> bool:
    """Whether nobody is chosen on a ballot where somebody is to be. vi: phiếu trắng."""
    return kind == CHOOSE and CHOSEN not in marks


def is_valid(kind: str, seats: int, options: Sequence[OptionFacts], marks: str) -> bool:
    """Whether a ballot counts. vi: phiếu hợp lệ."""
    return not faults_of(kind, seats, options, marks) and not is_blank(kind, marks)


def shown(kind: str, options: Sequence[OptionFacts], marks: str) -> tuple[Text, ...]:
    """What stands on a ballot, in words."""
    if len(marks) != len(options):
        return (UNREADABLE,)
    if is_blank(kind, marks):
        return (BLANK,)
    if kind == CHOOSE:
        return tuple(
            Text("{name}", {"name": option.label})
            for option, mark in zip(options, marks, strict=True)
            if mark == CHOSEN
        )
    return tuple(
        Text("{name}: {answer}", {"name": option.label, "answer": ANSWERS[mark]})
        for option, mark in zip(options, marks, strict=True)
    )


def counted(kind: str, options: Sequence[OptionFacts], valid: Iterable[str]) -> tuple[Count, ...]:
    """What each option got on these valid ballots. Anyone can do this sum again with the published list."""
    ballots = list(valid)
    columns = [[marks[place] for marks in ballots] for place in range(len(options))]
    if kind == CHOOSE:
        return tuple(Count(option, column.count(CHOSEN)) for option, column in zip(options, columns, strict=True))
    return tuple(
        Count(option, column.count(YES), column.count(NO), column.count(ABSTAINED))
        for option, column in zip(options, columns, strict=True)
    )


def together(first: Sequence[Count], second: Sequence[Count]) -> tuple[Count, ...]:
    """Two counts of the same options added up: screen and paper."""
    return tuple(
        Count(one.option, one.yes + two.yes, one.no + two.no, one.abstained + two.abstained)
        for one, two in zip(first, second, strict=True)
    )
