"""The closing conference of cluster 1 as its papers tell it: one absent, a tie, a second round, an election.

All people are invented (dữ liệu minh hoạ).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from thidua.ballots.rules import CHOOSE, Count, OptionFacts, RoundResult, elected
from thidua.documents.rules import LetterheadFacts
from thidua.meetings.rules.decisions import CandidateFacts, DecisionFacts
from thidua.meetings.rules.minutes import BallotFacts, CountingFacts, DecidedFacts, ItemFacts, MinutesFacts
from thidua.meetings.rules.sessions import ParticipantFacts, PresenceFacts, SessionFacts

UNITS = {
    "S1": "Sở Giáo dục và Đào tạo thành phố Hà Nội",
    "S2": "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh",
    "S3": "Sở Giáo dục và Đào tạo thành phố Hải Phòng",
    "S4": "Sở Giáo dục và Đào tạo thành phố Đà Nẵng",
    "S5": "Sở Giáo dục và Đào tạo thành phố Cần Thơ",
}
PEOPLE = {
    "S1": "Nguyễn Minh An",
    "S2": "Trần Thị Bích",
    "S3": "Lê Quang Cường",
    "S4": "Phạm Thu Dung",
    "S5": "Võ Thành Đạt",
}
TITLE = "Hội nghị tổng kết công tác thi đua năm học 2019–2020 của Cụm thi đua số 1"
PLACE = "Hội trường Sở Giáo dục và Đào tạo thành phố Cần Thơ"
LETTERHEAD = LetterheadFacts(
    unit_name=UNITS["S5"], governing_body="Ủy ban nhân dân thành phố Cần Thơ", place="Cần Thơ", symbol="SGDĐT",
    head_title="Giám đốc", head_name=PEOPLE["S5"],
)  # fmt: skip


def at(hour: int, minute: int) -> datetime:
    """A time of the day of the conference, 10/06/2020, in Hanoi."""
    return datetime(2020, 6, 10, hour - 7, minute, tzinfo=UTC)


def someone(number: int, code: str, **fields: object) -> ParticipantFacts:
    """The head of one of the units."""
    told = {"name": PEOPLE[code], "title": f"Giám đốc {UNITS[code]}", "unit_code": code}
    return ParticipantFacts(key=UUID(int=number), pk=number, **told, **fields)  # type: ignore[arg-type]


def there(hour: int = 8, minute: int = 0) -> tuple[PresenceFacts, ...]:
    """Present from then to the end."""
    return (PresenceFacts(at(hour, minute), at(11, 30)),)


def session() -> SessionFacts:
    """Four of five are there, one of them late; somebody works in the place of the absent one; a guest."""
    everybody = (
        someone(1, "S5", task="chair", presences=there(), present=True),
        someone(2, "S1", task="secretary", presences=there(), present=True),
        someone(3, "S2", presences=there(), present=True, counts=True, heads_count=True),
        someone(4, "S3", presences=there(8, 20), present=True, counts=True),
        someone(5, "S4", absence_reason="công tác nước ngoài"),
        ParticipantFacts(
            key=UUID(int=6), pk=6, name="Đỗ Văn Hùng", title="Chánh Văn phòng", capacity="stand-in",
            stands_in_for=UUID(int=5), presences=there(), present=True,
        ),
        ParticipantFacts(
            key=UUID(int=7), pk=7, name="Bùi Thị Lan", title="Chuyên viên Vụ Thi đua – Khen thưởng", capacity="guest",
            presences=there(), present=True,
        ),
    )  # fmt: skip
    return SessionFacts(
        key=UUID(int=99), state="ended", day=date(2020, 6, 10), everybody=everybody,
        opened_at=at(8, 0), ended_at=at(11, 30),
    )  # fmt: skip


def round_of(number: int, votes: dict[str, int], *, invalid: int = 0, title: str = "Đơn vị dẫn đầu") -> RoundResult:
    """A closed round of the four who were there, on paper and on screen."""
    counts = tuple(Count(OptionFacts(code, UNITS[code]), got) for code, got in votes.items())
    return RoundResult(
        number=number, title=title, kind=CHOOSE, seats=1, opened_at=at(9 + number, 0), closed_at=at(9 + number, 15),
        on_roll=4, voted=("S5", "S1", "S2", "S3"), not_voted=(), screen=3, paper_issued=2, paper_unused=1,
        paper_collected=1, invalid=invalid, invalid_reasons=("chọn quá số lượng",) if invalid else (), counts=counts,
    )  # fmt: skip


TIE = round_of(1, {"S1": 2, "S2": 2, "S3": 0, "S4": 0, "S5": 0})
SECOND = round_of(2, {"S1": 1, "S2": 3})
ELECTION = round_of(1, {"S1": 3, "S3": 0}, invalid=1, title="Cụm trưởng")


def decided(
    title: str, purpose: str, rounds: tuple[RoundResult, ...], chosen: tuple[str, ...], sentence: str
) -> DecidedFacts:
    """A question that was decided by secret ballot."""
    decision = DecisionFacts(
        question=UUID(int=50), session=UUID(int=99), session_title=TITLE, purpose=purpose, about=None, title=title,
        seats=1, candidates=tuple(CandidateFacts(code, UNITS[code], code) for code in UNITS), chosen=chosen, tied=(),
        rounds=rounds, sentence=sentence, decided_on=date(2020, 6, 10),
    )  # fmt: skip
    return DecidedFacts(decision=decision, manner="choose")


def conference() -> MinutesFacts:
    """Everything that the minutes of the closing conference are born from."""
    leading = decided(
        "Bỏ phiếu chọn đơn vị dẫn đầu Cụm thi đua số 1", "leading-unit", (TIE, SECOND), ("S2",),
        f"Vòng 1: {UNITS['S1']}: 2/4 phiếu; {UNITS['S2']}: 2/4 phiếu. Bằng phiếu: {UNITS['S1']}, {UNITS['S2']}; "
        f"bỏ phiếu lại giữa các đối tượng này. Vòng 2: {UNITS['S1']}: 1/4 phiếu; {UNITS['S2']}: 3/4 phiếu. "
        f"Được chọn: {UNITS['S2']}.",
    )  # fmt: skip
    next_leader = decided(
        "Bầu Cụm trưởng năm học 2020–2021", "next-leader", (ELECTION,), ("S1",),
        f"{UNITS['S1']}: 3/3 phiếu; {UNITS['S3']}: 0/3 phiếu. Được chọn: {UNITS['S1']}.",
    )  # fmt: skip
    items = (
        ItemFacts(
            key="a", title="Báo cáo tổng kết công tác thi đua năm học 2019–2020", speaker=PEOPLE["S5"],
            proceedings="Cụm trưởng báo cáo kết quả thực hiện giao ước thi đua.\nCác đơn vị thống nhất bảng điểm.",
        ),
        ItemFacts(key="b", title="Bỏ phiếu chọn đơn vị dẫn đầu", decided=(leading,)),
        ItemFacts(key="c", title="Bầu Cụm trưởng năm học 2020–2021", decided=(next_leader,)),
    )  # fmt: skip
    return MinutesFacts(
        title=TITLE, body_name="các đơn vị thành viên Cụm thi đua số 1", conference=True, place=PLACE,
        starts_at=at(8, 0), session=session(), items=items,
        quorum="Có mặt 4/5 thành viên, cần ít nhất 4 (2/3 của 5 thành viên, làm tròn lên): đủ điều kiện họp.",
        recipients=("Bộ Giáo dục và Đào tạo (để báo cáo)", "Các đơn vị thành viên của cụm"), demonstration=True,
    )  # fmt: skip


def counting(result: RoundResult = TIE) -> CountingFacts:
    """The counting minutes of a round."""
    return CountingFacts(
        session_title=TITLE, question_title="Bỏ phiếu chọn đơn vị dẫn đầu Cụm thi đua số 1", place=PLACE,
        head=PEOPLE["S2"], members=(PEOPLE["S3"],), result=result, outcome=elected(result.counts, result.seats),
        base=result.valid, base_words="số phiếu hợp lệ", demonstration=True,
    )  # fmt: skip


def ballot(*, kind: str = CHOOSE, names: tuple[str, ...] = tuple(UNITS.values()), number: int = 1) -> BallotFacts:
    """A ballot of the vote for the leading unit."""
    return BallotFacts(
        organiser="Cụm thi đua số 1", session_title="Hội nghị tổng kết năm học 2019–2020",
        question_title="Chọn đơn vị dẫn đầu Cụm thi đua số 1", day=date(2020, 6, 10), round=number, kind=kind, seats=1,
        options=names, demonstration=True,
    )  # fmt: skip


def without_people(facts: MinutesFacts) -> MinutesFacts:
    """The same conference before anybody was noted as chair, secretary or there."""
    return replace(facts, session=replace(facts.session, everybody=(), ended_at=None), items=(), quorum="")
