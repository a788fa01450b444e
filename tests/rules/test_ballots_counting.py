"""Counting and balancing: sums that hold for every vote, and a sentence for every figure that is off."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.ballots.rules import CHOOSE, YES_NO, Ballot, Count, OptionFacts, PaperFigures, RoundPlan, VoterFacts
from thidua.ballots.rules.balance import paper_faults, result_holds, screen_faults
from thidua.ballots.rules.ballots import counted, faults_of, is_valid, marks_for, shown, together
from thidua.ballots.rules.plans import missing_to_open, plan_faults, roll_fingerprint
from thidua.ballots.rules.results import elected
from thidua.ballots.rules.secrecy import result_warnings, roll_warnings, way_warnings

NAMES = tuple(OptionFacts(key, label) for key, label in (("a", "Hà Nội"), ("b", "Cần Thơ"), ("c", "Đà Nẵng")))


def choices(seats: int) -> st.SearchStrategy[str]:
    """A ballot that chooses at most so many of three."""
    return st.text("x-", min_size=3, max_size=3).filter(lambda marks: marks.count("x") <= seats)


@given(st.integers(1, 3).flatmap(lambda seats: st.tuples(st.just(seats), st.lists(choices(seats), max_size=40))))
def test_every_choice_is_counted_once_and_none_is_lost(drawn: tuple[int, list[str]]) -> None:
    seats, ballots = drawn
    valid = [marks for marks in ballots if is_valid(CHOOSE, seats, NAMES, marks)]
    result = counted(CHOOSE, NAMES, valid)
    assert sum(one.yes for one in result) == sum(marks.count("x") for marks in valid)
    assert len(valid) + sum(marks == "---" for marks in ballots) == len(ballots)
    assert result_holds(CHOOSE, seats, len(valid), result)
    assert counted(CHOOSE, NAMES, reversed(valid)) == result


@given(st.lists(st.text("yna", min_size=3, max_size=3), max_size=40))
def test_yes_no_and_no_opinion_add_up_to_the_valid_ballots(ballots: list[str]) -> None:
    result = counted(YES_NO, NAMES, ballots)
    assert all(one.yes + one.no + one.abstained == len(ballots) for one in result)
    assert result_holds(YES_NO, 1, len(ballots), result)


@given(st.lists(choices(2).filter(lambda marks: "x" in marks), max_size=40))
def test_anybody_who_counts_the_published_words_again_gets_the_result(ballots: list[str]) -> None:
    again = Counter(str(word) for marks in ballots for word in shown(CHOOSE, NAMES, marks))
    assert {one.option.label: one.yes for one in counted(CHOOSE, NAMES, ballots) if one.yes} == again


@given(st.lists(st.text("yna", min_size=3, max_size=3), max_size=20), st.lists(st.text("yna", min_size=3, max_size=3)))
def test_screen_and_paper_together_are_one_count(screen: list[str], paper: list[str]) -> None:
    apart = together(counted(YES_NO, NAMES, screen), counted(YES_NO, NAMES, paper))
    assert apart == counted(YES_NO, NAMES, screen + paper)


@given(choices(3))
def test_a_ballot_is_the_same_after_its_journey(marks: str) -> None:
    ballot = Ballot("ABCD-EFGH-JKMN", marks)
    assert Ballot.from_bytes(ballot.to_bytes()) == ballot
    assert len(ballot.to_bytes()) == 12 + len(NAMES)


def test_marks_follow_the_order_of_the_ballot() -> None:
    assert marks_for(CHOOSE, NAMES, {"c": "x"}) == "--x"
    assert marks_for(YES_NO, NAMES, {"c": "y", "a": "n", "b": "a"}) == "nay"
    assert [str(fault.sentence) for fault in faults_of(YES_NO, 1, NAMES, marks_for(YES_NO, NAMES, {"a": "y"}))] == [
        "Chưa trả lời cho đủ từng người trong phiếu."
    ]


GOOD = PaperFigures(
    replaced=1, unused=1, collected=5, invalid=1, invalid_reasons="1 phiếu trắng",
    counts=tuple(Count(name, yes) for name, yes in zip(NAMES, (2, 1, 1), strict=True)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"collected": 4}, "phát ra 7, nhưng thu vào 4 và không sử dụng 2 là 6: thiếu 1 phiếu"),
        ({"unused": 2}, "thu vào 5 và không sử dụng 3 là 8: thừa 1 phiếu"),
        ({"invalid": 6}, "không hợp lệ 6 nhiều hơn phiếu thu vào 5"),
        ({"invalid_reasons": " "}, "Chưa ghi lý do của 1 phiếu giấy không hợp lệ"),
        ({"invalid": 0}, "Cộng các dòng được 4, ít hơn 5 phiếu giấy hợp lệ"),
        ({"invalid": 2}, "Cộng các dòng được 4, nhiều hơn 3 là số lựa chọn tối đa"),
        ({"counts": (Count(NAMES[0], 5), *GOOD.counts[1:])}, "Hà Nội: 5 phiếu, nhiều hơn 4 phiếu giấy hợp lệ"),
    ],
)
def test_each_wrong_figure_is_named(changed: dict[str, Any], sentence: str) -> None:
    assert paper_faults(CHOOSE, 1, 6, GOOD) == []
    faults = paper_faults(CHOOSE, 1, 6, replace(GOOD, **changed))
    assert sentence in " ".join(str(fault.sentence) for fault in faults)
    assert all(fault.cure for fault in faults)


def test_a_line_of_a_yes_no_ballot_that_does_not_add_up_is_named() -> None:
    paper = PaperFigures(collected=3, counts=(Count(NAMES[0], 2, 1, 0), Count(NAMES[1], 2, 0, 0)))
    assert [str(fault.sentence) for fault in paper_faults(YES_NO, 1, 3, paper)] == [
        "Cần Thơ: ba cột cộng lại được 2, phiếu giấy hợp lệ là 3: thiếu 1 phiếu."
    ]


def test_no_paper_no_question() -> None:
    assert paper_faults(CHOOSE, 1, 0, PaperFigures(counts=tuple(Count(name, 0) for name in NAMES))) == []
    assert "thừa 2 phiếu" in str(paper_faults(CHOOSE, 1, 0, PaperFigures(collected=2))[0].sentence)


@given(st.integers(0, 50), st.integers(0, 50))
def test_marks_and_envelopes_are_equal_or_it_is_said(marks: int, envelopes: int) -> None:
    assert bool(screen_faults(marks, envelopes)) == (marks != envelopes)


paper_ballots = st.lists(choices(2), max_size=30)


@given(paper_ballots, st.integers(0, 5), st.integers(0, 5), st.integers(-3, 3))
def test_paper_that_was_counted_rightly_balances_and_one_ballot_more_or_less_never_does(
    box: list[str], unused: int, replaced: int, off: int
) -> None:
    valid = [marks for marks in box if "x" in marks]
    figures = PaperFigures(
        replaced=replaced,
        unused=unused,
        collected=len(box),
        invalid=len(box) - len(valid),
        invalid_reasons="phiếu trắng",
        counts=counted(CHOOSE, NAMES, valid),
    )
    handed = len(box) + unused
    assert paper_faults(CHOOSE, 2, handed, figures) == []
    if off:
        assert paper_faults(CHOOSE, 2, handed + off, figures)


def words(reasons: list[Any]) -> str:
    return " ".join(str(one.sentence) for one in reasons)


def test_numbers_that_would_tell_are_warned_of() -> None:
    assert way_warnings(5, 0) == way_warnings(3, 3) == roll_warnings(3) == []
    assert "Chỉ có 1 phiếu giấy" in words(way_warnings(4, 1))
    assert "Chỉ có 1 phiếu trên máy" in words(way_warnings(1, 4))
    assert "Chỉ có 1 người bỏ phiếu" in words(way_warnings(1, 0))
    assert "Chỉ có 2 người bỏ phiếu" in words(way_warnings(0, 2))
    assert "Chỉ có 2 người trong danh sách" in words(roll_warnings(2))


def test_unanimity_and_all_but_one_are_warned_of() -> None:
    def told(valid: int, invalid: int, *yes: int) -> str:
        counts = [Count(name, number) for name, number in zip(NAMES, yes, strict=False)]
        return words(result_warnings(CHOOSE, valid, invalid, counts))

    assert told(6, 0, 3, 3, 0) == told(0, 3, 0, 0) == ""
    assert "mọi phiếu giống nhau, nên ai cũng biết" in told(5, 0, 5)
    assert "giống nhau trừ một" in told(5, 0, 4, 1)
    assert "mọi phiếu giống nhau" in words(result_warnings(YES_NO, 5, 0, [Count(NAMES[0], 0, 5, 0)]))


def plan(**given_values: Any) -> RoundPlan:
    people = tuple(VoterFacts(UUID(int=n), f"Người {n}", n) for n in range(1, 5))
    values: dict[str, Any] = {
        "about": UUID(int=9), "number": 1, "title": "Bình chọn", "kind": CHOOSE, "seats": 1, "options": NAMES,
        "voters": people, "keepers": people[:1], "back_url": "/hop/",
    }  # fmt: skip
    return RoundPlan(**values | given_values)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": "hands"}, "Cách bỏ phiếu"),
        ({"seats": 0}, "Cách bỏ phiếu"),
        ({"options": (*NAMES, NAMES[0])}, "Một tên đứng hai lần"),
        ({"back_url": "//noi-khac.example/"}, "không thuộc phần mềm này"),
        ({"voters": (*plan().voters, VoterFacts(UUID(int=8), "Người 1 lần nữa", 1))}, "mỗi người chỉ có một phiếu"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(changed: dict[str, Any], sentence: str) -> None:
    assert plan_faults(plan()) == []
    assert sentence in " ".join(str(fault) for fault in plan_faults(plan(**changed)))


def test_whoever_is_not_there_is_not_on_the_roll() -> None:
    away = VoterFacts(UUID(int=7), "Vắng mặt", 7, present=False)
    assert away not in plan(voters=(*plan().voters, away)).roll


def test_readiness_names_what_is_missing() -> None:
    assert missing_to_open(CHOOSE, 2, 5, 1) == missing_to_open(YES_NO, 1, 5, 1) == []
    assert len(missing_to_open(CHOOSE, 1, 0, 0)) == 3


def test_one_changed_letter_changes_the_fingerprint() -> None:
    roll = plan().roll
    changed = (replace(roll[0], label="Người 1 khác"), *roll[1:])
    assert roll_fingerprint("v", roll, NAMES) == roll_fingerprint("v", roll[::-1], NAMES)
    assert roll_fingerprint("v", roll, NAMES) != roll_fingerprint("v", changed, NAMES)
    assert roll_fingerprint("v", roll, NAMES) != roll_fingerprint("v", roll, NAMES[:2])


@given(st.lists(st.integers(0, 4), min_size=1, max_size=8), st.integers(1, 4))
def test_a_tie_at_the_last_seat_is_never_broken(votes: list[int], seats: int) -> None:
    counts = [Count(OptionFacts(str(place), str(place)), number) for place, number in enumerate(votes)]
    result = elected(counts, seats)
    by_key = {one.option.key: one.yes for one in counts}
    assert len(result.chosen) + result.seats_left == seats
    assert not result.tied or len(result.tied) > result.seats_left
    assert len({by_key[key] for key in result.tied}) <= 1
    assert all(by_key[key] > 0 for key in result.chosen + result.tied)
    left = [by_key[key] for key in by_key if key not in result.chosen + result.tied]
    assert all(number < by_key[key] for number in left for key in result.chosen + result.tied)
