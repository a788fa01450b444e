"""From polls to an answer: most votes, ties voted again, fractions of the right base, absent members' opinions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.ballots.rules import Count, OptionFacts
from thidua.law.shares import PRESENT_AND_CONSULTED, Share
from thidua.law.voting import Entry, rulebook
from thidua.meetings.rules.decisions import CandidateFacts
from thidua.meetings.rules.opinions import OpinionFacts, asking_is_over, check_answers, is_late, weighed
from thidua.meetings.rules.questions import (
    CHOOSE,
    HANDS,
    OPEN,
    YES_NO,
    PollFacts,
    QuestionFacts,
    check_hands,
    faults_of,
    kept_from_voting,
    may_conclude,
    next_poll,
    outcome_of,
    result_json,
    sentence_of,
)

NOW = datetime(2020, 7, 3, 8, 0, tzinfo=UTC)
STATUTE = rulebook("cum-1-2019").entry_for("leading-unit")
EIGHTY = rulebook("nd-98-2023").entry_for("cstdcs")
SEVENTY = rulebook("tt-35-2015").entry_for("cstdcs")
NINETY = rulebook("tt-35-2015").entry_for("cstdtq")


def people(number: int) -> tuple[str, ...]:
    return tuple(f"p{n}" for n in range(number))


def count(key: str, yes: int, no: int = 0, abstained: int = 0) -> Count:
    return Count(OptionFacts(key, key), yes, no, abstained)


def poll(
    number: int, counts: tuple[Count, ...] | None, members: int = 5, present: int = 5, seats: int = 1, **more: object
) -> PollFacts:
    valid = present if counts is not None else 0
    names = tuple(one.option.key for one in counts or ())
    facts = {"candidates": names, "members": people(members), "present": people(present), "valid": valid} | more
    return PollFacts(number=number, seats=seats, counts=counts, **facts)  # type: ignore[arg-type]


def question(
    names: str = "ABC", entry: Entry | None = STATUTE, manner: str = CHOOSE, seats: int = 1, **more: object
) -> QuestionFacts:
    candidates = tuple(CandidateFacts(name, name, name) for name in names)
    return QuestionFacts(manner=manner, seats=seats, state=OPEN, entry=entry, candidates=candidates, **more)  # type: ignore[arg-type]


def test_a_tie_at_the_top_is_voted_again_between_the_tied_only() -> None:
    first = poll(1, (count("A", 2), count("B", 2), count("C", 1)))
    asked = question(polls=(first,))

    assert next_poll(asked) == (("A", "B"), 1)
    second = poll(2, (count("A", 3), count("B", 2)))
    done = question(polls=(first, second))
    found = outcome_of(done)
    assert (found.chosen, found.tied, found.seats_left) == (("A",), (), 0)
    assert next_poll(done) == ((), 0)
    assert sentence_of(done, found) == (
        "Vòng 1: A: 2/5 phiếu; B: 2/5 phiếu; C: 1/5 phiếu. Bằng phiếu: A, B; bỏ phiếu lại giữa các đối tượng này. "
        "Vòng 2: A: 3/5 phiếu; B: 2/5 phiếu. Được chọn: A."
    )


def test_a_tie_may_come_a_third_time_and_is_never_drawn() -> None:
    tied = (count("A", 2), count("B", 2))
    asked = question(polls=(poll(1, (*tied, count("C", 1))), poll(2, tied, present=4), poll(3, tied, present=4)))

    assert outcome_of(asked).tied == ("A", "B")
    assert next_poll(asked) == (("A", "B"), 1)


def test_the_first_seats_are_filled_and_only_the_last_is_voted_again() -> None:
    asked = question(
        "ABCD", seats=2, polls=(poll(1, (count("A", 4), count("B", 3), count("C", 3), count("D", 0)), seats=2),)
    )

    assert (outcome_of(asked).chosen, next_poll(asked)) == (("A",), (("B", "C"), 1))


def test_a_void_poll_decides_nothing() -> None:
    void = poll(1, (count("A", 5), count("B", 0), count("C", 0)), void=True)

    assert next_poll(question(polls=(void,))) == (("A", "B", "C"), 1)


def test_each_candidate_is_judged_by_the_rule_of_the_item() -> None:
    counts = (count("A", 16, 1), count("B", 15, 2))
    asked = question("AB", EIGHTY, YES_NO, 2, polls=(poll(1, counts, members=19, present=17, seats=2),))
    found = outcome_of(asked)

    assert found.chosen == ("A",)
    assert "Có 15/19 phiếu đồng ý, cần ít nhất 16" in sentence_of(asked, found)


def test_opinions_in_time_go_into_the_base_of_present_and_consulted_and_late_ones_do_not() -> None:
    opinions = (
        OpinionFacts(participant="p8", name="Tám", answers={"A": "yes"}, given_at=NOW),
        OpinionFacts(participant="p9", name="Chín", answers={"A": "yes"}, given_at=NOW, late=True),
    )
    counts = (count("A", 5, 3),)
    asked = question(
        "A", SEVENTY, YES_NO, polls=(poll(1, counts, 10, 8),), opinions=opinions, asks_absent=True
    )  # fmt: skip
    facts = outcome_of(asked).polls[0].verdicts[0].finding
    assert facts is not None

    assert facts.facts == {"yes": 6, "size": 9, "need": 7, "base": PRESENT_AND_CONSULTED, "fraction": "7/10"}


def test_opinions_are_never_counted_where_the_rule_counts_those_present() -> None:
    entry = rulebook("bac-ninh-2025").entry_for("bk-bt")
    opinions = tuple(OpinionFacts(participant=f"p{n}", name="", answers={"A": "yes"}, given_at=NOW) for n in (8, 9))
    asked = question(
        "A", entry, YES_NO, polls=(poll(1, (count("A", 4, 4),), 10, 8),), opinions=opinions, asks_absent=True
    )
    finding = outcome_of(asked).polls[0].verdicts[0].finding
    assert finding is not None

    assert (finding.facts["yes"], finding.facts["size"]) == (4, 8)
    assert not finding


def test_ninety_percent_of_all_members_counts_the_ballot_papers_of_the_absent() -> None:
    asked = question("A", NINETY, YES_NO, polls=(poll(1, (count("A", 9, 1),), 10, 8, valid=10, absent_voted=2),))

    assert outcome_of(asked).chosen == ("A",)


def test_more_hands_than_voters_are_refused() -> None:
    running = poll(1, None, candidates=("A",), abstaining=("p0",))

    assert check_hands(running, [count("A", 3, 1)]) == ()
    assert "chỉ có 4 thành viên" in str(check_hands(running, [count("A", 4, 1)])[0])


def test_a_voter_who_is_a_candidate_is_kept_from_voting_only_where_the_rule_says_so() -> None:
    present = [("p0", 10, None), ("p1", 11, None)]
    silent = rulebook("cum-chung").entry_for("leading-unit")

    assert kept_from_voting(question(entry=STATUTE, candidates_vote=False), present, {10}, set()) == ()
    assert kept_from_voting(question(entry=silent, candidates_vote=False), present, {10}, set()) == ("p0",)
    assert kept_from_voting(question(entry=silent), present, {10}, set()) == ()


@pytest.mark.parametrize(("asked", "told"), [
    (question(entry=None), "Chưa biết quy định"),
    (question("A"), "chưa đủ đối tượng"),
    (question("A", NINETY, HANDS), "bỏ phiếu kín"),
    (question("AB", EIGHTY, CHOOSE), "tỷ lệ đồng ý của từng đối tượng"),
    (question("AB", SEVENTY, YES_NO, asks_absent=True), "không giới hạn"),
])  # fmt: skip
def test_what_the_rule_does_not_allow_is_said_before_voting(asked: QuestionFacts, told: str) -> None:
    assert told in str(faults_of(asked)[0].sentence)


def test_a_question_waits_for_its_poll_and_for_the_absent() -> None:
    done = poll(1, (count("A", 8),), 10, 8)
    waiting = question("A", SEVENTY, YES_NO, polls=(done,), asks_absent=True)

    assert not may_conclude(question(polls=(poll(1, None),)), asked=False, opinions_closed=True)
    assert "Chưa lấy ý kiến 2" in str(may_conclude(waiting, asked=False, opinions_closed=False))
    assert not may_conclude(waiting, asked=True, opinions_closed=False)
    assert may_conclude(waiting, asked=True, opinions_closed=True)


def test_the_last_day_for_opinions_is_in_time_to_its_end() -> None:
    waiting = [OpinionFacts(participant="p", name="")]
    until = date(2020, 7, 3)

    assert not asking_is_over(waiting, until, datetime(2020, 7, 3, 16, 59, tzinfo=UTC))
    assert asking_is_over(waiting, until, datetime(2020, 7, 3, 17, 0, tzinfo=UTC))
    assert asking_is_over([OpinionFacts(participant="p", name="", given_at=NOW)], until, NOW)
    assert is_late(until, NOW, decided=True)
    assert check_answers({"A": "yes"}, {"A", "B"})
    assert weighed([OpinionFacts(participant="p", name="", answers={"B": "no"}, given_at=NOW)], "A") == (0, 0, 1)


@given(st.lists(st.integers(0, 5), min_size=2, max_size=6), st.integers(1, 5))
def test_seats_are_never_overfilled_and_a_tie_names_more_than_it_can_seat(votes: list[int], seats: int) -> None:
    names = "ABCDEF"[: len(votes)]
    counts = tuple(count(name, n) for name, n in zip(names, votes, strict=True))
    found = outcome_of(question(names, seats=seats, polls=(poll(1, counts, 30, 30, seats=seats),)))

    assert len(found.chosen) <= seats
    assert not found.tied or len(found.tied) > found.seats_left > 0
    assert not set(found.chosen) & set(found.tied)


def test_what_is_stored_says_the_sums_of_every_poll() -> None:
    asked = question("A", EIGHTY, YES_NO, polls=(poll(1, (count("A", 16, 1),), 19, 17),))
    stored = result_json(asked, outcome_of(asked))

    assert stored["chosen"] == ["A"]
    assert stored["polls"][0]["bases"] == {"members": 19, "present": 17, "consulted": 0, "valid": 17}
    assert stored["polls"][0]["candidates"][0]["sums"]["need"] == 16
    assert Share(Fraction(4, 5), "all-members") == Share.from_json(EIGHTY.to_json()["threshold"])  # type: ignore[union-attr]
