"""Absent members are asked afterwards: in time it counts in the base that the rule names, late it is only kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.meetings_world import Conference, make_conference, on_the_day, opened
from tests.questions_world import DAY, LATER, ask, ask_about_people, hands, key_of, leader_of, start, vote
from thidua.core.days import HANOI
from thidua.core.errors import BadInput, Refused
from thidua.meetings.models import Opinion, Participant, Question
from thidua.meetings.services.opinions import ask_opinions, give_opinion, note_slip
from thidua.meetings.services.questions import conclude
from thidua.meetings.services.sessions import end_session
from thidua.organisations.rules import Viewer

pytestmark = pytest.mark.django_db
UNTIL = date(2020, 6, 8)
IN_TIME = datetime(2020, 6, 8, 23, 59, tzinfo=HANOI)
TOO_LATE = datetime(2020, 6, 9, 0, 0, tzinfo=HANOI)
SCAN = b"%PDF-1.4 phieu y kien minh hoa %%EOF"


@pytest.fixture
def held() -> tuple[Conference, Question]:
    """By the rules of 2017–2023 four of five are there; one title wants 70 % of those present and consulted."""
    found = opened(make_conference(rulebook="nd-91-2017"), "S1", "S2", "S3", "S4")
    question = hands(found, ask_about_people(found, "Trần Minh Hoạ"), **{"Trần Minh Hoạ": (3, 1, 0)})
    end_session(actor=leader_of(found), now=LATER + timedelta(hours=1), session=found.session)
    return found, question


def asked(found: Conference) -> Participant:
    """Đà Nẵng's representative, asked until 8 June."""
    found.session.refresh_from_db()
    ask_opinions(actor=leader_of(found), now=LATER + timedelta(hours=2), session=found.session, until=UNTIL)
    return found.voter("S5")


def answers(question: Question, answer: str) -> dict[str, dict[str, str]]:
    return {str(question.uuid): {key_of(question, "Trần Minh Hoạ"): answer}}


def absent(found: Conference, day: date = DAY) -> Viewer:
    return on_the_day(found.people["S5"], day)


def test_a_question_waits_until_the_absent_were_asked_and_have_answered(held: tuple[Conference, Question]) -> None:
    found, question = held
    with pytest.raises(Refused, match="Chưa lấy ý kiến 1 thành viên vắng mặt"):
        conclude(actor=leader_of(found), now=LATER, question=question)
    member = asked(found)
    with pytest.raises(Refused, match="Đang chờ ý kiến"):
        conclude(actor=leader_of(found), now=IN_TIME, question=question)

    give_opinion(actor=absent(found), now=IN_TIME, participant=member, answers=answers(question, "yes"))
    done = conclude(actor=leader_of(found), now=IN_TIME, question=question)
    assert done.result
    assert (
        "Có 4/5 phiếu đồng ý, cần ít nhất 4 (70 % của 5 người có mặt và được lấy ý kiến, làm tròn lên)"
        in (done.result["sentence"])
    )


def test_silence_ends_with_the_last_day_and_leaves_the_base_as_it_was(held: tuple[Conference, Question]) -> None:
    found, question = held
    asked(found)
    done = conclude(actor=leader_of(found), now=TOO_LATE, question=question)

    assert done.result
    assert "Có 3/4 phiếu đồng ý, cần ít nhất 3" in done.result["sentence"]


def test_a_late_opinion_is_kept_and_not_counted(held: tuple[Conference, Question]) -> None:
    found, question = held
    member = asked(found)
    give_opinion(actor=absent(found), now=TOO_LATE, participant=member, answers=answers(question, "yes"))
    done = conclude(actor=leader_of(found), now=TOO_LATE, question=question)

    assert Opinion.objects.get().late
    assert done.result
    assert "Có 3/4" in done.result["sentence"]


def test_an_opinion_after_the_conclusion_changes_nothing(held: tuple[Conference, Question]) -> None:
    found, question = held
    member = asked(found)
    before = conclude(actor=leader_of(found), now=TOO_LATE, question=question).result
    give_opinion(actor=absent(found), now=TOO_LATE, participant=member, answers=answers(question, "no"))

    question.refresh_from_db()
    assert question.result == before
    assert Opinion.objects.get().late


def test_a_paper_slip_counts_by_the_day_it_came_in(held: tuple[Conference, Question]) -> None:
    found, question = held
    member = asked(found)
    slip = {"name": "phieu.pdf", "content": SCAN, "answers": answers(question, "no")}
    secretary = on_the_day(found.people["S1"], TOO_LATE.date())
    note_slip(actor=secretary, now=TOO_LATE, participant=member, received_on=UNTIL, **slip)  # type: ignore[arg-type]

    opinion = Opinion.objects.get()
    assert (opinion.late, opinion.way) == (False, "slip")
    assert len(opinion.slip_sha256) == 64


def test_an_opinion_is_given_once_in_person_and_completely(held: tuple[Conference, Question]) -> None:
    found, question = held
    member = asked(found)
    with pytest.raises(Refused, match="chính thành viên vắng mặt"):
        give_opinion(actor=leader_of(found), now=IN_TIME, participant=member, answers=answers(question, "yes"))
    with pytest.raises(BadInput, match="trả lời đủ"):
        give_opinion(actor=absent(found), now=IN_TIME, participant=member, answers={})
    give_opinion(actor=absent(found), now=IN_TIME, participant=member, answers=answers(question, "yes"))
    with pytest.raises(Refused, match="đã được ghi nhận"):
        give_opinion(actor=absent(found), now=IN_TIME, participant=member, answers=answers(question, "no"))


def test_nobody_is_asked_a_second_time(held: tuple[Conference, Question]) -> None:
    found, _ = held
    asked(found)
    found.session.refresh_from_db()
    with pytest.raises(Refused, match="Đã lấy ý kiến"):
        ask_opinions(actor=leader_of(found), now=IN_TIME, session=found.session, until=UNTIL)


def test_nobody_is_asked_while_the_session_goes_on() -> None:
    found = opened(make_conference(rulebook="nd-91-2017"), "S1", "S2", "S3", "S4")
    hands(found, ask_about_people(found, "Trần Minh Hoạ"), **{"Trần Minh Hoạ": (3, 1, 0)})

    with pytest.raises(Refused, match="chưa bế mạc"):
        ask_opinions(actor=leader_of(found), now=LATER, session=found.session, until=UNTIL)


def test_a_choice_of_names_never_asks_the_absent() -> None:
    found = opened(make_conference(), "S1", "S2", "S3", "S4")
    question = ask(found, "S1", "S2")
    vote(found, question, {"S1": "S1", "S2": "S1", "S3": "S2"})

    assert conclude(actor=leader_of(found), now=LATER, question=question).state == Question.State.DECIDED


def test_ninety_percent_gives_the_absent_a_paper_ballot_on_the_roll() -> None:
    found = opened(make_conference(rulebook="nd-91-2017"), "S1", "S2", "S3", "S4")
    question = ask_about_people(found, "Trần Minh Hoạ", purpose="cstdtq", manner="yes-no")
    held_round = start(found, question)

    assert held_round.roll.count() == 5
    row = held_round.roll.get(label__contains="vắng mặt")
    assert row.account_id is None
