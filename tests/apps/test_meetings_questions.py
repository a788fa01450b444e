"""The conference decides: secret votes with a tie, counted hands, a quorum that is not met, a candidate who votes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import NOW, TODAY, make_viewer
from tests.meetings_world import Conference, make_conference, on_the_day, opened
from tests.questions_world import DAY, LATER, ask, ask_about_people, hands, key_of, leader_of, start, vote
from thidua.ballots.models import Round
from thidua.core.errors import BadInput, Refused
from thidua.law.voting import rulebook
from thidua.meetings.facts.decisions import decisions_of
from thidua.meetings.facts.questions import question_facts
from thidua.meetings.models import Question
from thidua.meetings.rules.decisions import QuestionPlan
from thidua.meetings.services import attendance
from thidua.meetings.services.questions import (
    add_question,
    conclude,
    count_hands,
    start_hands,
    start_round,
    void_poll,
    withdraw_question,
)
from thidua.organisations.services import delegate

pytestmark = pytest.mark.django_db
TIE = {"S1": "S1", "S2": "S1", "S3": "S2", "S4": "S2", "S5": "S3"}


@pytest.fixture
def there() -> Conference:
    """The conference, open, four of five there: Đà Nẵng is absent."""
    return opened(make_conference(), "S1", "S2", "S3", "S4")


@pytest.fixture
def full() -> Conference:
    """The conference with everybody there."""
    return opened(make_conference())


def concluded(found: Conference, question: Question) -> Question:
    return conclude(actor=leader_of(found), now=LATER, question=question)


def test_a_tie_is_voted_again_with_the_tied_names_only_and_both_rounds_are_kept(full: Conference) -> None:
    question = ask(full, "S1", "S2", "S3")
    vote(full, question, TIE)
    second = vote(full, question, {"S1": "S1", "S2": "S1", "S3": "S2", "S4": "S2", "S5": "S1"})
    concluded(full, question)

    assert {label for _, label in second.options} == {one.label for one in question.candidates.all()[:2]}
    (found,) = decisions_of(full.one.cycle)
    assert found.units(found.chosen) == ("S1",)
    assert [one.number for one in found.rounds] == [1, 2]
    assert found.tied == ()
    assert found.sentence.startswith("Vòng 1:")
    assert "bỏ phiếu lại" in found.sentence


def test_nothing_is_known_while_a_round_is_open(full: Conference) -> None:
    question = ask(full, "S1", "S2")
    start(full, question)

    assert question_facts(question).counted == ()
    assert decisions_of(full.one.cycle) == ()
    with pytest.raises(Refused, match="Chưa có vòng|chưa kết thúc"):
        concluded(full, question)
    with pytest.raises(Refused, match="chưa kết thúc"):
        start(full, question)


def test_voting_does_not_begin_below_the_quorum(there: Conference) -> None:
    attendance.note_leaving(actor=leader_of(there), now=LATER, participant=there.voter("S2"), at=LATER)

    with pytest.raises(Refused, match="Có mặt 3/5 thành viên, cần ít nhất 4"):
        start(there, ask(there, "S1", "S3"))


def test_only_those_who_are_there_are_on_the_roll(there: Conference) -> None:
    held = start(there, ask(there, "S1", "S3"))

    assert held.roll.count() == 4
    assert not held.roll.filter(account=there.people["S5"].user_id).exists()


def test_two_questions_are_never_voted_on_at_once(full: Conference) -> None:
    start(full, ask(full, "S1", "S2"))

    with pytest.raises(Refused, match="đang biểu quyết"):
        start(full, ask(full, "S3", "S4", title="Bầu cụm trưởng", purpose="next-leader"))


def test_voting_waits_for_the_session_to_be_open() -> None:
    found = make_conference()

    with pytest.raises(Refused, match="chưa khai mạc"):
        start(found, ask(found, "S1", "S2"))


def test_the_rule_is_frozen_when_voting_begins(full: Conference) -> None:
    question = ask(full, "S1", "S2")
    assert question.rule == {}
    start(full, question)

    question.refresh_from_db()
    assert question.rule["source"] == rulebook("cum-1-2019").entry_for("leading-unit").source  # type: ignore[union-attr]
    assert question.state == Question.State.OPEN


def test_a_question_about_an_award_finds_its_rule_by_the_award_s_group() -> None:
    found = opened(make_conference(rulebook="nd-91-2017"))
    question = ask_about_people(found, "Bà Minh Hoạ", purpose="chien-si-thi-dua-bo-tinh")
    entry = question_facts(question).entry

    assert entry == rulebook("nd-91-2017").entry_for("cstd-bt")
    with pytest.raises(BadInput):
        ask_about_people(found, "Bà Minh Hoạ", purpose="khong-co-danh-hieu-nay")


def test_hands_are_counted_and_more_than_there_are_is_refused(there: Conference) -> None:
    question = ask_about_people(there, "Báo cáo", purpose="free", title="Thông qua báo cáo")
    start_hands(actor=leader_of(there), now=LATER, question=question)
    key = key_of(question, "Báo cáo")
    with pytest.raises(BadInput, match="chỉ có 4 thành viên"):
        count_hands(actor=leader_of(there), now=LATER, question=question, counts={key: (4, 1, 0)})
    count_hands(actor=leader_of(there), now=LATER, question=question, counts={key: (3, 0, 1)})
    done = concluded(there, question)

    assert done.result
    assert done.result["sentence"] == (
        "Báo cáo: Có 3/4 phiếu đồng ý, cần ít nhất 3 (hơn 1/2 của 4 người có mặt): đạt. Được chọn: Báo cáo."
    )
    assert decisions_of(there.one.cycle)[0].rounds == ()


def test_a_wrong_count_is_void_with_a_reason_and_counted_again(there: Conference) -> None:
    question = hands(there, ask_about_people(there, "Báo cáo", purpose="free"), **{"Báo cáo": (1, 3, 0)})
    with pytest.raises(BadInput):
        void_poll(actor=leader_of(there), now=LATER, question=question, reason=" ")
    void_poll(actor=leader_of(there), now=LATER, question=question, reason="đếm nhầm hàng ghế sau")
    hands(there, question, **{"Báo cáo": (4, 0, 0)})
    done = concluded(there, question)

    assert done.result
    assert done.result["chosen"] == [key_of(question, "Báo cáo")]
    assert question.polls.count() == 2


def test_a_void_secret_round_is_voted_again_with_everybody_on_the_list(full: Conference) -> None:
    question = ask(full, "S1", "S2")
    first = start(full, question)
    void_poll(actor=leader_of(full), now=LATER, question=question, reason="mất mã mở hòm phiếu")
    second = start(full, question)

    assert Round.objects.get(pk=first.pk).state == "void"
    assert (second.number, len(second.options)) == (2, 2)


def test_a_candidate_does_not_vote_where_the_rule_is_silent_and_the_session_decides_so() -> None:
    found = opened(make_conference(rulebook="cum-chung"))
    question = ask(found, "S1", "S2", candidates_vote=False)
    held = vote(found, question, {"S3": "S1", "S4": "S1", "S5": "S2"})
    done = concluded(found, question)

    assert held.roll.count() == 3
    assert done.result
    assert len(done.result["abstaining"]) == 2
    assert "Không bỏ phiếu vì là đối tượng bỏ phiếu" in done.result["sentence"]


def test_the_statute_of_cluster_one_lets_candidates_vote_whatever_was_ticked(full: Conference) -> None:
    assert start(full, ask(full, "S1", "S2", candidates_vote=False)).roll.count() == 5


def test_an_answer_is_written_once(full: Conference) -> None:
    question = ask(full, "S1", "S2")
    vote(full, question, {"S1": "S1", "S2": "S1", "S3": "S1"})
    concluded(full, question)

    for again in (concluded, start):
        with pytest.raises(Refused, match="Đã có kết quả"):
            again(full, question)


def test_a_question_is_withdrawn_before_voting_only(full: Conference) -> None:
    question = ask(full, "S1", "S2")
    start(full, question)
    with pytest.raises(Refused):
        withdraw_question(actor=leader_of(full), now=LATER, question=question, reason="không cần nữa")

    other = ask(full, "S1", "S2")
    gone = withdraw_question(actor=leader_of(full), now=LATER, question=other, reason="không cần nữa")
    assert gone.state == Question.State.WITHDRAWN


def test_members_who_do_not_run_the_session_put_no_question(full: Conference) -> None:
    member = on_the_day(full.people["S2"], DAY)
    question = ask(full, "S1", "S2")

    with pytest.raises(Refused):
        start_round(actor=member, now=LATER, question=question, back_url="/")
    with pytest.raises(Refused):
        conclude(actor=on_the_day(make_viewer(full.one.organiser), DAY), now=LATER, question=question)


def test_the_deputy_who_does_the_selection_puts_a_question_and_does_not_run_the_vote(full: Conference) -> None:
    deputy = make_viewer(full.one.deputy)
    plan = QuestionPlan(
        title="Suy tôn", purpose="leading-unit", manner="choose",
        candidate_units=tuple(full.one.units[code].pk for code in ("S1", "S2")),
    )  # fmt: skip
    acting = on_the_day(deputy, DAY)
    with pytest.raises(Refused):
        add_question(actor=acting, now=LATER, session=full.session, plan=plan)
    delegate(
        actor=full.leader, now=NOW, cluster=full.one.cluster, task="selection", starts_on=TODAY, ends_on=DAY,
        reason="cụm trưởng đi công tác",
    )  # fmt: skip
    question = add_question(actor=acting, now=LATER, session=full.session, plan=plan)
    with pytest.raises(Refused):
        start_round(actor=acting, now=LATER, question=question, back_url="/")


def test_three_rounds_may_tie_and_the_last_decides(full: Conference) -> None:
    question = ask(full, "S1", "S2")
    for _ in range(2):
        vote(full, question, {"S1": "S1", "S2": "S1", "S3": "S2", "S4": "S2"})
    vote(full, question, {"S1": "S1", "S2": "S1", "S3": "S2"})
    concluded(full, question)

    (found,) = decisions_of(full.one.cycle)
    assert found.units(found.chosen) == ("S1",)
    assert len(found.rounds) == 3


def test_a_question_left_tied_says_between_whom(full: Conference) -> None:
    question = ask(full, "S1", "S2")
    vote(full, question, {"S1": "S1", "S3": "S2"})
    concluded(full, question)

    (found,) = decisions_of(full.one.cycle)
    assert (found.chosen, set(found.units(found.tied))) == ((), {"S1", "S2"})
    assert "do bằng phiếu, còn 1 suất" in found.sentence


def test_who_comes_late_votes_from_the_next_round(there: Conference) -> None:
    question = ask(there, "S1", "S2")
    vote(there, question, {"S1": "S1", "S2": "S1", "S3": "S2", "S4": "S2"})
    attendance.note_arrival(actor=leader_of(there), now=LATER + timedelta(minutes=5), participant=there.voter("S5"))

    assert start(there, question).roll.count() == 5
