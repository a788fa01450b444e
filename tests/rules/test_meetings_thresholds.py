"""How many votes are enough: the worked examples, then councils of three to thirty at every boundary."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.findings import Answer
from thidua.law.shares import (
    ALL_MEMBERS,
    BASES,
    CAST_VALID,
    PRESENT,
    PRESENT_AND_CONSULTED,
    Share,
    described,
    need_of,
)
from thidua.meetings.rules.thresholds import Bases, judged, need, quorate

TWO_THIRDS = Share(Fraction(2, 3), ALL_MEMBERS)
SEVENTY = Share(Fraction(7, 10), PRESENT_AND_CONSULTED)
EIGHTY = Share(Fraction(4, 5), ALL_MEMBERS)
NINETY = Share(Fraction(9, 10), ALL_MEMBERS)
HALF_OVER = Share(Fraction(1, 2), PRESENT, over=True)

shares = st.builds(
    Share,
    st.sampled_from([Fraction(n, d) for d in (2, 3, 4, 5, 10) for n in range(1, d)]),
    st.sampled_from(sorted(BASES)),
    st.booleans(),
)
councils = st.integers(3, 30)


@pytest.mark.parametrize(
    ("members", "present", "met"),
    [(9, 6, True), (9, 5, False), (11, 7, False), (11, 8, True), (5, 4, True), (5, 3, False)],
)
def test_a_session_is_valid_with_two_thirds_of_its_members(members: int, present: int, met: bool) -> None:
    assert bool(quorate(TWO_THIRDS, members, present)) is met


def test_eighty_percent_of_nineteen_members_is_sixteen_and_the_minutes_say_so() -> None:
    finding = judged(14, EIGHTY, Bases(members=19, present=17))

    assert finding.answer is Answer.REFUSED
    assert str(finding) == ("Có 14/19 phiếu đồng ý, cần ít nhất 16 (80 % của 19 thành viên, làm tròn lên): không đạt.")
    assert finding.facts == {"yes": 14, "size": 19, "need": 16, "base": "all-members", "fraction": "4/5"}


def test_seventy_percent_counts_those_present_and_those_consulted_in_time() -> None:
    # Thirteen of twenty are there, four were asked afterwards and answered, three did not answer.
    bases = Bases(members=20, present=13, consulted=4)

    assert need(SEVENTY, bases) == 12
    assert judged(12, SEVENTY, bases)
    assert not judged(11, SEVENTY, bases)


def test_ninety_percent_is_of_all_members_whoever_is_absent() -> None:
    assert need(NINETY, Bases(members=11, present=8)) == 10
    assert need(NINETY, Bases(members=10, present=8)) == 9


@pytest.mark.parametrize(("members", "wanted"), [(7, 5), (9, 7), (11, 8), (15, 11)])
def test_the_number_follows_the_council_and_is_never_five_of_seven_for_all(members: int, wanted: int) -> None:
    assert need(Share(Fraction(7, 10), ALL_MEMBERS), Bases(members=members, present=members)) == wanted


def test_a_member_whose_mandate_ended_is_in_no_denominator() -> None:
    assert [need(EIGHTY, Bases(members=n, present=8)) for n in (11, 10, 9)] == [9, 8, 8]


def test_more_than_half_is_not_half() -> None:
    assert need_of(HALF_OVER, 10) == 6
    assert need_of(HALF_OVER, 9) == 5
    assert str(judged(5, HALF_OVER, Bases(members=12, present=10))) == (
        "Có 5/10 phiếu đồng ý, cần ít nhất 6 (hơn 1/2 của 10 người có mặt): không đạt."
    )


def test_each_rule_of_one_session_has_its_own_base() -> None:
    bases = Bases(members=20, present=15, consulted=3, valid=14)

    assert [
        need(Share(Fraction(4, 5), base), bases) for base in (PRESENT, PRESENT_AND_CONSULTED, ALL_MEMBERS, CAST_VALID)
    ] == [
        12,
        15,
        16,
        12,
    ]


def test_nobody_to_count_is_not_a_yes() -> None:
    assert judged(0, Share(Fraction(1, 2), CAST_VALID), Bases(members=5, present=5)).answer is Answer.UNDETERMINED
    assert quorate(TWO_THIRDS, 0, 0).answer is Answer.UNDETERMINED


def test_a_quorum_that_is_not_met_says_how_many_are_missing() -> None:
    finding = quorate(TWO_THIRDS, 5, 3)

    assert str(finding) == (
        "Có mặt 3/5 thành viên, cần ít nhất 4 (2/3 của 5 thành viên, làm tròn lên): chưa đủ điều kiện họp."
    )
    assert str(finding.reasons[0].cure) == "Cần thêm 1 thành viên có mặt."


def test_shares_are_told_in_words() -> None:
    assert str(described(EIGHTY)) == "ít nhất 80 % tổng số thành viên"
    assert str(described(HALF_OVER)) == "hơn 1/2 số người có mặt"


@given(shares, councils)
def test_one_vote_less_than_needed_fails_and_the_needed_number_passes(share: Share, members: int) -> None:
    bases = Bases(members=members, present=members, consulted=0, valid=members)
    wanted = need(share, bases)

    assert wanted <= members or share.over
    if wanted <= members:
        assert judged(wanted, share, bases)
    assert not judged(wanted - 1, share, bases)


@given(shares, councils)
def test_the_needed_number_is_the_fraction_rounded_up_and_never_by_floating_point(share: Share, members: int) -> None:
    wanted = need_of(share, members)
    exact = share.fraction * members

    assert wanted > exact if share.over else wanted >= exact
    assert wanted - 1 <= exact if share.over else wanted - 1 < exact


@given(shares, councils)
def test_more_members_never_need_fewer_votes(share: Share, members: int) -> None:
    assert need_of(share, members) <= need_of(share, members + 1) <= need_of(share, members) + 1


@given(shares, councils, st.data())
def test_another_yes_never_turns_a_pass_into_a_fail(share: Share, members: int, data: st.DataObject) -> None:
    yes = data.draw(st.integers(0, members - 1))
    bases = Bases(members=members, present=members, valid=members)

    assert bool(judged(yes + 1, share, bases)) >= bool(judged(yes, share, bases))


@given(councils, st.data())
def test_an_absent_member_moves_only_the_bases_that_count_those_present(members: int, data: st.DataObject) -> None:
    present = data.draw(st.integers(1, members))
    there, away = Bases(members=members, present=members), Bases(members=members, present=present)

    assert need(EIGHTY, there) == need(EIGHTY, away)
    assert need(HALF_OVER, away) <= need(HALF_OVER, there)


@pytest.mark.parametrize("fraction", [Fraction(0), Fraction(6, 5)])
def test_what_is_no_share_is_refused(fraction: Fraction) -> None:
    with pytest.raises(ValueError, match="no share"):
        Share(fraction, PRESENT)
