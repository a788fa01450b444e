"""What somebody owes, by when, and what they wait for: the year of cluster 1 seen from each side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from thidua.core.days import HANOI, format_moment
from thidua.core.text import say
from thidua.cycles.rules import ExtensionFacts, StageFacts, StatedFacts
from thidua.desk.rules import (
    Call,
    CirculationFacts,
    Duty,
    SheetFacts,
    VerifierFacts,
    YearFacts,
    awaited,
    board,
    duties,
    in_order,
    path,
)
from thidua.desk.rules.calls import called

HN, HCM, CT, HP, DN, MINISTRY = 1, 2, 3, 4, 5, 9
NAMES = {HN: "Hà Nội", HCM: "TP. Hồ Chí Minh", CT: "Cần Thơ", HP: "Hải Phòng", DN: "Đà Nẵng"}
STAGES = {
    "criteria": StageFacts("criteria", date(2019, 11, 25), date(2019, 12, 27)),
    "self-scoring": StageFacts("self-scoring", date(2020, 5, 1), date(2020, 6, 5)),
    "verification": StageFacts("verification", date(2020, 5, 15), date(2020, 6, 20)),
    "circulation": StageFacts("circulation", date(2020, 6, 15), date(2020, 6, 30)),
    "ranked": StageFacts("ranked", date(2020, 7, 1), date(2020, 7, 5)),
}
SENT = {unit: SheetFacts("submitted") for unit in NAMES}
YEAR = YearFacts("Cụm 1", STAGES, members=tuple(NAMES), names=NAMES, published=True)
HAI_PHONG = replace(YEAR, mine=(HP,), working=frozenset({HP}))
ORGANISER = replace(YEAR, working=frozenset({MINISTRY}), organises=True, oversees=True)
LEADER = replace(YEAR, mine=(CT,), working=frozenset({CT}), oversees=True, leads=True, may_circulate=True)


def at(day: int, month: int, year: int = 2020) -> datetime:
    """Ten in the morning of a day."""
    return datetime(year, month, day, 10, tzinfo=HANOI)


def sentences(owed: list[Duty]) -> list[str]:
    return [str(duty.sentence) for duty in owed]


def test_a_member_is_asked_for_its_sheet_from_the_first_day_of_self_scoring_until_it_is_sent() -> None:
    assert duties(HAI_PHONG, at(30, 4)) == []

    (begin,) = duties(HAI_PHONG, at(1, 5))
    assert str(begin.sentence) == "Bắt đầu phiếu tự chấm của Hải Phòng."
    assert (str(begin.verb), begin.deadline) == ("Bắt đầu chấm", date(2020, 6, 5))

    started = replace(HAI_PHONG, sheets={HP: SheetFacts("draft")})
    assert sentences(duties(started, at(9, 6))) == ["Chấm tiếp và gửi phiếu tự chấm của Hải Phòng."]  # late, still owed

    assert duties(replace(HAI_PHONG, sheets={HP: SheetFacts("submitted")}), at(9, 6)) == []


def test_an_extension_for_the_unit_is_the_day_it_is_shown() -> None:
    longer = replace(STAGES["self-scoring"], extensions=(ExtensionFacts(HP, date(2020, 6, 10)),))

    (duty,) = duties(replace(HAI_PHONG, stages={**STAGES, "self-scoring": longer}), at(2, 6))

    assert duty.deadline == date(2020, 6, 10)


def test_a_returned_line_is_owed_by_the_days_of_verification() -> None:
    returned = replace(HAI_PHONG, sheets={HP: SheetFacts("verifying", returned=2)})

    (duty,) = duties(returned, at(8, 6))

    assert str(duty.sentence) == "Sửa 2 dòng được trả lại của Hải Phòng rồi gửi lại."
    assert duty.deadline == date(2020, 6, 20)


def test_a_verifier_owes_the_lines_that_wait_and_nothing_else() -> None:
    rows = (VerifierFacts(MINISTRY, "Vụ GDTH", 7), VerifierFacts(8, "Vụ GDTrH", 3))
    ministry = replace(YEAR, working=frozenset({MINISTRY}), verifiers=rows, sheets=SENT)

    (duty,) = duties(ministry, at(8, 6))

    assert str(duty.sentence) == "Thẩm định 7 dòng đang chờ Vụ GDTH."
    assert awaited(ministry, at(8, 6)) == []  # another verifier's lines are not this one's concern


def test_a_member_that_has_sent_its_sheet_waits_for_the_verifiers() -> None:
    rows = (VerifierFacts(MINISTRY, "Vụ GDTH", 7, late=True), VerifierFacts(None, "", 1))

    waits = awaited(replace(HAI_PHONG, verifiers=rows, sheets=SENT), at(22, 6))

    assert [str(one.sentence) for one in waits] == [
        "Vụ GDTH còn 7 dòng chưa thẩm định.",
        "Còn 1 dòng chưa có ai được giao thẩm định.",
    ]
    assert waits[0].late


def test_who_oversees_waits_for_sheets_by_name_and_for_many_by_number() -> None:
    sheets = {unit: sheet for unit, sheet in SENT.items() if unit not in (HP, DN)}
    (wait,) = awaited(replace(ORGANISER, sheets=sheets), at(6, 6))
    assert str(wait.sentence) == "Chưa gửi phiếu: Hải Phòng, Đà Nẵng."
    assert wait.late

    many = tuple(range(100, 163))
    (wait,) = awaited(replace(ORGANISER, members=many, names={}), at(2, 6))
    assert str(wait.sentence) == "Còn 63 đơn vị chưa gửi phiếu."
    assert not wait.late


def test_the_organiser_owes_the_criteria_table_before_anybody_can_score() -> None:
    none_yet = replace(ORGANISER, published=False)

    (duty,) = duties(none_yet, at(2, 12, 2019))
    assert str(duty.sentence) == "Lập và ban hành bảng tiêu chí của cụm."
    assert str(duty.waiting) == "Các đơn vị trong cụm chờ bảng tiêu chí để tự chấm điểm."
    assert sentences(duties(replace(none_yet, has_draft=True), at(2, 12, 2019))) == [
        "Ban hành bảng tiêu chí đang soạn."
    ]
    assert duties(replace(HAI_PHONG, published=False), at(2, 6)) == []


def test_two_papers_with_two_days_are_somebodys_to_settle() -> None:
    stated = (StatedFacts("Kế hoạch", date(2020, 6, 5)), StatedFacts("Quy chế", date(2020, 6, 10)))
    stages = {**STAGES, "self-scoring": replace(STAGES["self-scoring"], stated=stated)}

    assert [duty.step for duty in duties(replace(ORGANISER, stages=stages), at(2, 6))] == ["days"]
    assert all(duty.step != "days" for duty in duties(replace(HAI_PHONG, stages=stages), at(2, 6)))


@pytest.mark.parametrize(
    ("asked", "owed"),
    [
        (None, ["Gửi bảng điểm cho các đơn vị trong cụm lấy ý kiến."]),
        (CirculationFacts("open", date(2020, 6, 28), frozenset({CT})), []),
        (
            CirculationFacts("settling", date(2020, 6, 18), frozenset({CT}), open_objections=3, to_sign=2),
            ["Giải quyết 2 ý kiến đề nghị điều chỉnh đang chờ bạn."],
        ),
        (
            CirculationFacts("agreed", date(2020, 6, 18), frozenset({CT})),
            ["Kết thúc việc lấy ý kiến: đã hết hạn và không còn ý kiến chưa giải quyết."],
        ),
        (CirculationFacts("closed", date(2020, 6, 18), frozenset({CT})), []),
    ],
)
def test_the_leader_takes_the_scores_round(asked: CirculationFacts | None, owed: list[str]) -> None:
    assert sentences(duties(replace(LEADER, sheets=SENT, circulation=asked), at(20, 6))) == owed


def test_a_member_is_asked_to_look_at_what_goes_round_until_it_has() -> None:
    asked = CirculationFacts("open", date(2020, 6, 28))
    (duty,) = duties(replace(HAI_PHONG, sheets=SENT, circulation=asked), at(20, 6))
    assert duty.deadline == date(2020, 6, 28)

    seen = replace(asked, opened_by=frozenset({HP}))
    assert duties(replace(HAI_PHONG, sheets=SENT, circulation=seen), at(20, 6)) == []


def test_the_nearest_day_comes_first_and_no_day_last() -> None:
    days = [date(2020, 6, 20), None, date(2020, 6, 5)]
    owed = [Duty("scoring", say("Chấm điểm."), say("Chấm"), "", day) for day in days]

    assert [duty.deadline for duty in in_order(owed)] == [date(2020, 6, 5), date(2020, 6, 20), None]


def test_an_open_ballot_box_comes_before_what_is_overdue_and_a_meeting_has_a_time() -> None:
    when = say("Thời gian: {at}", at=at(4, 7))
    owed = [
        Duty("scoring", say("Chấm điểm."), say("Chấm"), "", date(2020, 6, 5)),
        *called([Call("attend", "Hội nghị", date(2020, 7, 4), when=when), Call("vote", "Bầu cụm trưởng")]),
    ]

    first, *_rest, last = in_order(owed)
    assert (str(first.verb), str(last.when)) == ("Bỏ phiếu", f"Thời gian: {format_moment(at(4, 7))}")


def test_the_path_tells_each_step_in_words() -> None:
    states = {step.code: str(step.words) for step in path(HAI_PHONG, at(3, 6), {}) if step.words}

    assert states == {
        "criteria": "Xong",
        "scoring": "Sắp hết hạn",
        "verification": "Đang mở",
        "agreement": "Chưa mở",
        "ranking": "Chưa mở",
    }


def test_the_path_is_overdue_for_who_owes_and_done_for_who_has_sent() -> None:
    def scoring(year: YearFacts) -> str:
        return next(str(step.words) for step in path(year, at(8, 6), {}) if step.code == "scoring")

    assert scoring(HAI_PHONG) == "Quá hạn"
    assert scoring(replace(HAI_PHONG, sheets={HP: SheetFacts("submitted")})) == "Xong"
    assert scoring(replace(ORGANISER, sheets={HP: SheetFacts("submitted")})) == "Quá hạn"  # four are still missing
    assert scoring(replace(ORGANISER, sheets=SENT)) == "Xong"


def test_without_a_year_only_what_is_there_without_one_is_on_the_path() -> None:
    steps = path(None, at(3, 6), {"organisation": "/to-chuc/", "papers": "/van-ban/", "scoring": "/cham-diem/phieu/"})

    assert [step.code for step in steps] == ["organisation", "papers"]


def test_the_board_tells_where_each_member_is() -> None:
    sheets = {
        HN: SheetFacts("settled"),
        HCM: SheetFacts("verifying", late=True),
        CT: SheetFacts("submitted", returned=1),
        HP: SheetFacts("draft"),
    }
    asked = CirculationFacts("open", date(2020, 6, 28), frozenset({HN}))
    year = replace(ORGANISER, sheets=sheets, circulation=asked)

    rows = board(year, {HN: (6, 6), HCM: (2, 6), CT: (0, 6)}, at(8, 6))

    told = {row.name: [str(cell.words) for cell in row.cells] for row in rows}
    assert told == {
        "Hà Nội": ["Đã gửi", "Xong", "Đã xem"],
        "TP. Hồ Chí Minh": ["Đã gửi, muộn", "2/6 dòng", "Chưa xem"],
        "Cần Thơ": ["Đã gửi, 1 dòng trả lại", "0/6 dòng", "Chưa xem"],
        "Hải Phòng": ["Quá hạn, chưa gửi", "Chờ phiếu", "Chưa xem"],
        "Đà Nẵng": ["Quá hạn, chưa gửi", "Chờ phiếu", "Chưa xem"],
    }


def test_before_its_first_day_nothing_on_the_board_is_late() -> None:
    (first, *_) = board(ORGANISER, {}, at(30, 4))

    assert [str(cell.words) for cell in first.cells] == ["Chưa mở", "Chờ phiếu", "Chưa gửi lấy ý kiến"]
