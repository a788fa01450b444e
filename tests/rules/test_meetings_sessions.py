"""Who is there, who counts, what a note of attendance may say."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.days import HANOI, Period
from thidua.meetings.rules.attendance import faults, overlap
from thidua.meetings.rules.councils import CHAIR, MEMBER, SECRETARY, MandateFacts, notices, sitting
from thidua.meetings.rules.sessions import FLOW, STATES, ParticipantFacts, PresenceFacts, SessionFacts

EIGHT = datetime(2020, 7, 3, 8, 0, tzinfo=HANOI)
NOON = datetime(2020, 7, 3, 12, 0, tzinfo=HANOI)


def somebody(n: int, **fields: object) -> ParticipantFacts:
    return ParticipantFacts(key=UUID(int=n), pk=n, name=f"Người {n}", **fields)  # type: ignore[arg-type]


def session(*everybody: ParticipantFacts) -> SessionFacts:
    return SessionFacts(key=uuid4(), state="open", day=EIGHT.date(), everybody=everybody)


class TestWhoCounts:
    def test_guests_and_stand_ins_never_do(self) -> None:
        away = somebody(1)
        facts = session(
            away,
            somebody(2, present=True),
            somebody(3, capacity="stand-in", stands_in_for=away.key, present=True),
            somebody(4, capacity="guest", present=True),
        )

        assert [one.pk for one in facts.members] == [1, 2]
        assert [one.pk for one in facts.present] == [2]
        assert [one.pk for one in facts.absent] == [1]
        assert [one.votes for one in facts.everybody] == [True, True, False, False]

    def test_the_head_stands_first_in_the_counting_committee(self) -> None:
        facts = session(somebody(1, counts=True), somebody(2, counts=True, heads_count=True), somebody(3))

        assert [one.pk for one in facts.counting] == [2, 1]

    def test_who_leaves_at_noon_is_there_until_noon(self) -> None:
        one = somebody(1, presences=(PresenceFacts(EIGHT, NOON),))

        assert one.present_at(EIGHT)
        assert one.present_at(NOON - timedelta(seconds=1))
        assert not one.present_at(NOON)

    def test_an_account_acts_as_the_one_on_the_list_and_nobody_as_none(self) -> None:
        facts = session(somebody(1), somebody(2, account=7))

        assert facts.of_account(7) == somebody(2, account=7)
        assert facts.of_account(None) is None


class TestNotes:
    def test_nobody_comes_in_the_future(self) -> None:
        assert "còn chưa tới" in str(faults(PresenceFacts(NOON), [], EIGHT)[0])

    def test_nobody_leaves_before_coming(self) -> None:
        assert "trước giờ đến" in str(faults(PresenceFacts(NOON, EIGHT), [], NOON)[0])

    def test_nobody_comes_twice_without_leaving(self) -> None:
        assert faults(PresenceFacts(NOON), [PresenceFacts(EIGHT)], NOON)
        assert not faults(PresenceFacts(NOON), [PresenceFacts(EIGHT, NOON)], NOON)


hours = st.integers(0, 20).map(lambda n: EIGHT + timedelta(minutes=15 * n))
presences = st.builds(lambda a, b: PresenceFacts(min(a, b), max(a, b)), hours, hours)


@given(presences, presences)
def test_two_presences_overlap_when_they_share_a_moment(one: PresenceFacts, other: PresenceFacts) -> None:
    moments = [EIGHT + timedelta(minutes=15 * n, seconds=s) for n in range(21) for s in (0, 1)]
    shared = any(one.covers(moment) and other.covers(moment) for moment in moments)

    assert not shared or overlap(one, other)
    assert overlap(one, other) == overlap(other, one)


class TestCouncils:
    YEAR = Period(date(2019, 9, 1), date(2020, 8, 31))

    def seats(self, *roles: str, until: date | None = None) -> list[MandateFacts]:
        period = Period(self.YEAR.start, until or self.YEAR.end)
        return [MandateFacts(n, role, period) for n, role in enumerate(roles)]

    def test_a_mandate_holds_on_its_last_day_and_not_after(self) -> None:
        seats = self.seats(CHAIR, until=date(2020, 3, 15))

        assert len(sitting(seats, date(2020, 3, 15))) == 1
        assert sitting(seats, date(2020, 3, 16)) == ()

    def test_an_even_number_is_told_with_where_it_stands_and_stops_nothing(self) -> None:
        found = notices(self.seats(CHAIR, SECRETARY, MEMBER, MEMBER), date(2020, 1, 1))

        assert ["số chẵn" in str(one.sentence) for one in found] == [True]
        assert "28/2020" in str(found[0].citation)

    @pytest.mark.parametrize(("roles", "words"), [((SECRETARY,), "chưa có chủ tịch"), ((CHAIR,), "chưa có thư ký")])
    def test_a_missing_officer_is_told(self, roles: tuple[str, ...], words: str) -> None:
        assert words in str(notices(self.seats(*roles), date(2020, 1, 1))[0].sentence)

    def test_an_odd_council_with_its_officers_is_in_order(self) -> None:
        assert notices(self.seats(CHAIR, SECRETARY, MEMBER), date(2020, 1, 1)) == ()


@pytest.mark.parametrize(
    ("step", "states"),
    [
        ("call", {"draft"}),
        ("open", {"called"}),
        ("end", {"open"}),
        ("cancel", {"draft", "called"}),
        ("attend", {"called", "open"}),
        ("correct", {"open", "ended"}),
    ],
)
def test_each_step_is_taken_only_from_its_states(step: str, states: set[str]) -> None:
    assert {state for state in STATES if FLOW.may(step, state)} == states
