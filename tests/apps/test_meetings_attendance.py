"""Who was there, from when to when: noted by the secretary, by oneself, corrected, never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import NOW, YEAR_START, make_unit, make_viewer
from tests.meetings_world import (
    STARTS_AT,
    Conference,
    called,
    make_conference,
    make_council,
    on_the_day,
    opened,
    person_of,
)
from thidua.core.errors import BadInput, Refused, Stale
from thidua.meetings.facts.sessions import session_facts
from thidua.meetings.models import Presence
from thidua.meetings.selectors import quorum_of
from thidua.meetings.services import agenda, attendance, councils, participants, sessions
from thidua.organisations.rules import Viewer

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def meeting() -> Conference:
    """Open since 08:00 with three of five there."""
    return opened(make_conference(), "S1", "S3", "S4")


def secretary(meeting: Conference) -> Viewer:
    return on_the_day(meeting.people["S1"], STARTS_AT.date())


def sums(meeting: Conference) -> tuple[int, int]:
    facts = session_facts(meeting.session)
    return len(facts.present), len(facts.members)


def test_somebody_comes_late_leaves_and_comes_again(meeting: Conference) -> None:
    late = meeting.voter("S5")
    who = secretary(meeting)

    attendance.note_arrival(actor=who, now=STARTS_AT + HOUR, participant=late)
    assert sums(meeting) == (4, 5)
    attendance.note_leaving(actor=who, now=STARTS_AT + 2 * HOUR, participant=late)
    assert sums(meeting) == (3, 5)
    attendance.note_arrival(actor=who, now=STARTS_AT + 3 * HOUR, participant=late)

    facts = session_facts(meeting.session)
    at = {one.unit_code for one in facts.present_at(STARTS_AT + 2 * HOUR + HOUR / 2)}
    assert at == {"S1", "S3", "S4"}
    assert sums(meeting) == (4, 5)


def test_nobody_comes_twice(meeting: Conference) -> None:
    with pytest.raises(BadInput, match="đã được ghi có mặt"):
        attendance.note_arrival(actor=secretary(meeting), now=STARTS_AT + HOUR, participant=meeting.voter("S1"))


def test_a_member_says_here_i_am_and_only_for_oneself(meeting: Conference) -> None:
    me = on_the_day(meeting.people["S5"], STARTS_AT.date())

    first = attendance.note_own_arrival(actor=me, now=STARTS_AT + HOUR, session=meeting.session)
    assert attendance.note_own_arrival(actor=me, now=STARTS_AT + HOUR, session=meeting.session) == first
    with pytest.raises(Refused, match="Chỉ chủ trì, thư ký"):
        attendance.note_arrival(actor=me, now=STARTS_AT + HOUR, participant=meeting.voter("S2"))

    assert sums(meeting) == (4, 5)


def test_somebody_not_on_the_list_is_not_there(meeting: Conference) -> None:
    colleague = make_viewer(meeting.one.units["S5"], day=STARTS_AT.date())

    with pytest.raises(Refused, match="không có trong danh sách"):
        attendance.note_own_arrival(actor=colleague, now=STARTS_AT, session=meeting.session)


def test_nobody_reports_before_the_session_is_open() -> None:
    found = called(make_conference())

    with pytest.raises(Refused, match="chưa khai mạc"):
        attendance.note_own_arrival(actor=found.people["S5"], now=NOW, session=found.session)


def test_a_stand_in_is_there_and_never_counts(meeting: Conference) -> None:
    who = secretary(meeting)
    instead = make_viewer(meeting.one.units["S5"], day=STARTS_AT.date())
    one = participants.add_stand_in(
        actor=who, now=STARTS_AT, session=meeting.session, stands_in_for=meeting.voter("S5"),
        person=person_of(instead), name="", title="", reason="Giám đốc đi công tác",
    )  # fmt: skip

    attendance.note_arrival(actor=who, now=STARTS_AT, participant=one)

    facts = session_facts(meeting.session)
    assert sums(meeting) == (3, 5)
    assert facts.stand_ins[0].present
    assert not facts.stand_ins[0].votes
    assert "3/5" in str(quorum_of(meeting.session, facts))


def test_an_absence_has_a_reason_which_goes_when_the_person_comes(meeting: Conference) -> None:
    who, away = secretary(meeting), meeting.voter("S2")
    with pytest.raises(BadInput, match="lý do"):
        attendance.note_absence(actor=who, now=STARTS_AT, participant=away, reason=" ")

    attendance.note_absence(actor=who, now=STARTS_AT, participant=away, reason="Họp Ủy ban nhân dân")
    assert meeting.voter("S2").absence_reason == "Họp Ủy ban nhân dân"
    attendance.note_arrival(actor=who, now=STARTS_AT + HOUR, participant=away)

    assert meeting.voter("S2").absence_reason == ""


def test_a_correction_strikes_the_old_note_and_keeps_it(meeting: Conference) -> None:
    wrong = Presence.objects.get(participant=meeting.voter("S4"))

    attendance.correct_presence(
        actor=secretary(meeting), now=STARTS_AT + 2 * HOUR, presence=wrong,
        arrived_at=STARTS_AT + HOUR, left_at=None, reason="Ghi nhầm giờ",
    )  # fmt: skip

    wrong.refresh_from_db()
    assert wrong.struck_reason == "Ghi nhầm giờ"
    facts = session_facts(meeting.session)
    assert {one.unit_code for one in facts.present_at(STARTS_AT + HOUR / 2)} == {"S1", "S3"}
    assert sums(meeting) == (3, 5)


def test_after_the_end_a_correction_without_leaving_means_to_the_end(meeting: Conference) -> None:
    who = secretary(meeting)
    sessions.end_session(actor=who, now=STARTS_AT + 3 * HOUR, session=meeting.session)
    meeting.session.refresh_from_db()
    wrong = Presence.objects.get(participant=meeting.voter("S4"))

    fresh = attendance.correct_presence(
        actor=who, now=STARTS_AT + 4 * HOUR, presence=wrong,
        arrived_at=STARTS_AT + HOUR, left_at=None, reason="Đến muộn",
    )  # fmt: skip

    assert fresh
    assert fresh.left_at == STARTS_AT + 3 * HOUR
    assert sums(meeting) == (3, 5)


def test_proceedings_are_written_by_edition_and_nothing_is_overwritten(meeting: Conference) -> None:
    who, item = secretary(meeting), meeting.session.agenda.get()
    key = str(item.uuid)
    agenda.keep_proceedings(
        actor=who, now=STARTS_AT, session=meeting.session, texts={key: "Nhất trí."}, editions={key: 0}
    )

    with pytest.raises(Stale):
        agenda.keep_proceedings(
            actor=who, now=STARTS_AT, session=meeting.session, texts={key: "Không nhất trí."}, editions={key: 0}
        )

    item.refresh_from_db()
    assert item.proceedings == "Nhất trí."


class TestACouncil:
    """A school's council of five; one seat ends in the middle of the year."""

    def test_a_mandate_that_ends_changes_what_a_quorum_is_taken_of(self) -> None:
        unit = make_unit("TRUONG-1", "Trường Tiểu học Minh Hoạ")
        keeper = make_viewer(unit)
        council = make_council(unit, keeper, seats=5)
        given = {"place": "Phòng họp", "rulebook": "nd-91-2017"}
        before = self.session(keeper, council, STARTS_AT, **given)
        seat = council.mandates.filter(role="member").first()
        assert seat
        councils.end_mandate(
            actor=keeper, now=NOW, mandate=seat, ends_on=STARTS_AT.date() + timedelta(days=7), reason="Chuyển công tác"
        )

        after = self.session(keeper, council, STARTS_AT + timedelta(days=14), **given)

        assert len(session_facts(before).members) == 5
        assert {one.task for one in session_facts(before).members} == {"chair", "secretary", "none"}
        assert len(session_facts(after).members) == 4

    def test_a_list_that_no_longer_fits_is_told_and_brought_in_line(self) -> None:
        unit = make_unit("TRUONG-1", "Trường Tiểu học Minh Hoạ")
        keeper = make_viewer(unit)
        council = make_council(unit, keeper, seats=3)
        found = self.session(keeper, council, STARTS_AT, place="Phòng họp", rulebook="nd-91-2017")
        councils.add_mandate(
            actor=keeper, now=NOW, council=council, person=person_of(make_viewer(unit)), role="member",
            starts_on=YEAR_START, ends_on=None, decision_number="15/QĐ-MH", decision_on=YEAR_START,
        )  # fmt: skip
        with pytest.raises(Refused, match="không khớp"):
            sessions.call_session(actor=keeper, now=NOW, session=found, edition=0)

        participants.fill_members(actor=keeper, now=NOW, session=found)

        assert len(session_facts(found).members) == 4

    def test_one_person_has_one_seat_and_one_chair_is_enough(self) -> None:
        unit = make_unit("TRUONG-1", "Trường Tiểu học Minh Hoạ")
        keeper = make_viewer(unit)
        council = make_council(unit, keeper, seats=1)
        term = {"starts_on": YEAR_START, "ends_on": None, "decision_number": "1/QĐ-MH", "decision_on": YEAR_START}
        chair = council.mandates.get()
        with pytest.raises(BadInput, match="đã là thành viên"):
            councils.add_mandate(actor=keeper, now=NOW, council=council, person=chair.person, role="member", **term)
        with pytest.raises(BadInput, match="đã có chủ tịch"):
            councils.add_mandate(
                actor=keeper, now=NOW, council=council, person=person_of(make_viewer(unit)), role="chair", **term
            )

    def session(self, keeper: Viewer, council: object, at: object, **given: str) -> object:
        return sessions.prepare_session(
            actor=keeper, now=NOW, council=council, cycle=None, title="Phiên xét thi đua", starts_at=at, **given
        )  # type: ignore[arg-type]
