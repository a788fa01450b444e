"""What registering, pledging, meeting and voting ask of somebody on the home page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from thidua.core.days import HANOI
from thidua.cycles.rules import StageFacts
from thidua.desk.rules import (
    Call,
    Duty,
    PledgeFacts,
    RegistrationFacts,
    YearFacts,
    awaited,
    board,
    board_steps,
    duties,
    path,
)
from thidua.desk.rules.calls import CALLS

CT, HP = 3, 4
STAGES = {
    "registration": StageFacts("registration", date(2019, 12, 2), date(2019, 12, 27)),
    "pledge": StageFacts("pledge", date(2020, 1, 2), date(2020, 2, 15)),
    "conference": StageFacts("conference", date(2020, 7, 1), date(2020, 7, 5)),
}
YEAR = YearFacts("Cụm 1", STAGES, members=(CT, HP), names={CT: "Cần Thơ", HP: "Hải Phòng"})
HAI_PHONG = replace(YEAR, mine=(HP,), working=frozenset({HP}))
LEADER = replace(YEAR, mine=(CT,), working=frozenset({CT}), oversees=True, leads=True)


def at(day: int, month: int, year: int = 2020) -> datetime:
    return datetime(year, month, day, 10, tzinfo=HANOI)


def sentences(owed: list[Duty]) -> list[str]:
    return [str(duty.sentence) for duty in owed]


def with_states(year: YearFacts, **states: str) -> YearFacts:
    units = {"CT": CT, "HP": HP}
    return replace(year, registrations=RegistrationFacts({units[name]: state for name, state in states.items()}))


def test_a_member_registers_and_answers_a_return() -> None:
    assert duties(with_states(HAI_PHONG), at(1, 12, 2019)) == []
    assert sentences(duties(with_states(HAI_PHONG), at(2, 12, 2019))) == [
        "Đăng ký danh hiệu và chỉ tiêu thi đua của Hải Phòng."
    ]
    (again,) = duties(with_states(HAI_PHONG, HP="returned"), at(9, 12, 2019))
    assert str(again.sentence) == "Bản đăng ký của Hải Phòng được trả lại; hãy sửa rồi gửi lại."
    assert again.deadline == date(2019, 12, 27)
    for done in ("sent", "accepted"):
        assert duties(with_states(HAI_PHONG, HP=done), at(9, 12, 2019)) == []


def test_the_leader_receives_and_sees_who_is_missing() -> None:
    known = RegistrationFacts({CT: "accepted", HP: "sent"}, to_receive=1, address="/dang-ky/")
    (receive,) = duties(replace(LEADER, registrations=known), at(9, 12, 2019))
    assert (str(receive.sentence), receive.address) == ("Xem 1 bản đăng ký vừa gửi đến.", "/dang-ky/")

    (waits,) = awaited(with_states(LEADER, CT="accepted"), at(9, 12, 2019))
    assert str(waits.sentence) == "Chưa đăng ký thi đua: Hải Phòng."


def test_only_the_head_who_has_not_signed_is_asked_to_sign() -> None:
    signing = PledgeFacts("signing", unsigned=frozenset({HP}), signs=frozenset({HP}), address="/dang-ky/giao-uoc/1/")
    (sign,) = duties(replace(HAI_PHONG, pledge=signing), at(10, 2))
    assert str(sign.sentence) == "Ký giao ước thi đua của Hải Phòng."
    assert "không được xét thi đua" in str(sign.waiting)

    officer = replace(signing, signs=frozenset())
    assert duties(replace(HAI_PHONG, pledge=officer), at(10, 2)) == []
    assert sentences_awaited(replace(LEADER, pledge=replace(signing, signs=frozenset()))) == [
        "Chưa ký giao ước: Hải Phòng."
    ]


def sentences_awaited(year: YearFacts) -> list[str]:
    return [str(one.sentence) for one in awaited(year, at(10, 2))]


def test_the_keeper_drafts_and_answers_comments() -> None:
    draft = PledgeFacts("draft", keeps=True)
    assert sentences(duties(replace(LEADER, pledge=draft), at(5, 1))) == [
        "Soạn giao ước thi đua và gửi các đơn vị góp ý."
    ]
    asked = PledgeFacts("comments", unanswered=2, keeps=True)
    assert sentences(duties(replace(LEADER, pledge=asked), at(8, 1))) == ["Trả lời 2 ý kiến góp ý về giao ước."]


def test_every_call_has_its_sentence_and_its_button() -> None:
    for code in CALLS:
        year = replace(HAI_PHONG, calls=(Call(code, "Hội nghị tổng kết", date(2020, 7, 3), "/hoi-nghi/1/"),))
        (duty,) = duties(year, at(3, 7))
        assert "Hội nghị tổng kết" in str(duty.sentence)
        assert duty.address == "/hoi-nghi/1/"


def test_the_path_is_done_where_everybody_asked_has_done_it() -> None:
    def words(year: YearFacts) -> dict[str, str]:
        return {step.code: str(step.words) for step in path(year, at(20, 2), {}) if step.words}

    assert words(with_states(HAI_PHONG, HP="accepted"))["registration"] == "Xong"
    assert words(with_states(LEADER, CT="accepted"))["registration"] == "Quá hạn"
    signed = PledgeFacts("signing", unsigned=frozenset({CT}))
    assert words(replace(HAI_PHONG, pledge=signed))["pledge"] == "Xong"
    assert words(replace(LEADER, pledge=signed))["pledge"] == "Đã hết hạn"


def test_the_board_shows_registering_and_signing_where_the_year_does_them_here() -> None:
    year = replace(
        LEADER,
        registrations=RegistrationFacts({CT: "accepted", HP: "returned"}),
        pledge=PledgeFacts("signing", unsigned=frozenset({HP})),
    )
    assert [str(step) for step in board_steps(year)][:2] == ["Đăng ký", "Giao ước"]
    rows = {row.name: [str(cell.words) for cell in row.cells][:2] for row in board(year, {}, at(10, 2))}
    assert rows == {"Cần Thơ": ["Đã tiếp nhận", "Đã ký"], "Hải Phòng": ["Trả lại", "Chưa có"]}
    late = board(replace(year, registrations=RegistrationFacts({})), {}, at(16, 2))
    assert [str(cell.words) for cell in late[1].cells][:2] == ["Quá hạn, chưa có", "Quá hạn, chưa có"]
    assert len(board_steps(LEADER)) == len(board(LEADER, {}, at(10, 2))[0].cells)
