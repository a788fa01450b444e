"""A session from its preparation to its end, as the leader of cluster 1 and the secretary live it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import NOW, TODAY, make_viewer
from tests.meetings_world import STARTS_AT, called, make_conference, on_the_day, opened, person_of
from thidua.audit.selectors import history_of
from thidua.core.days import HANOI
from thidua.core.errors import BadInput, Refused, Stale
from thidua.foundation.refusals import NotThere
from thidua.meetings.facts.sessions import session_facts
from thidua.meetings.rules.decisions import QuestionPlan
from thidua.meetings.selectors import get_session_for, quorum_of
from thidua.meetings.selectors.readiness import notices_of
from thidua.meetings.services import agenda, participants, sessions
from thidua.meetings.services.invitation import invitation_draft
from thidua.meetings.services.questions import add_question, start_round

pytestmark = pytest.mark.django_db


def test_the_list_is_born_with_every_unit_of_the_cluster_in_its_order() -> None:
    found = make_conference()

    facts = session_facts(found.session)

    assert [one.unit_code for one in facts.members] == ["S1", "S2", "S3", "S4", "S5"]
    assert facts.chair
    assert facts.chair.unit_code == "S3"
    assert [one.unit_code for one in facts.counting] == ["S4", "S5"]


def test_a_unit_is_represented_only_by_one_of_its_own_people() -> None:
    found = make_conference()

    with pytest.raises(BadInput, match="không giữ chức vụ"):
        participants.name_representative(
            actor=found.leader, now=NOW, participant=found.voter("S2"), person=person_of(found.people["S4"])
        )


def test_nobody_stands_on_the_list_twice() -> None:
    found = make_conference()

    with pytest.raises(BadInput, match="đã có trong danh sách"):
        participants.add_guest(
            actor=found.leader, now=NOW, session=found.session, person=person_of(found.people["S2"]), name="", title=""
        )


def test_the_invitation_names_everything_that_is_missing() -> None:
    found = make_conference()
    participants.give_tasks(actor=found.leader, now=NOW, session=found.session, chair=None, secretary=None)
    agenda.remove_item(actor=found.leader, now=NOW, item=found.session.agenda.get())
    found.session.refresh_from_db()

    with pytest.raises(Refused) as refusal:
        sessions.call_session(actor=found.leader, now=NOW, session=found.session, edition=found.session.edition)

    told = str(refusal.value.finding)
    assert "Chương trình chưa có nội dung" in told
    assert "Chưa có người chủ trì" in told
    assert "Chưa có thư ký" in told


def test_what_changes_after_the_invitation_needs_a_reason_and_is_told() -> None:
    found = called(make_conference())

    with pytest.raises(BadInput, match="lý do"):
        agenda.add_item(actor=found.leader, now=NOW, session=found.session, title="Nội dung mới")
    agenda.add_item(actor=found.leader, now=NOW, session=found.session, title="Nội dung mới", reason="Bộ yêu cầu")

    found.session.refresh_from_db()
    assert [one["words"] for one in found.session.changes] == ["Thêm vào chương trình: Nội dung mới"]
    assert found.session.changes[0]["reason"] == "Bộ yêu cầu"


def test_who_read_an_older_edition_does_not_send_it() -> None:
    found = make_conference()
    seen = found.session.edition
    agenda.add_item(actor=found.leader, now=NOW, session=found.session, title="Vừa thêm")

    with pytest.raises(Stale):
        sessions.call_session(actor=found.leader, now=NOW, session=found.session, edition=seen)


def test_the_rule_of_voting_is_frozen_with_the_invitation() -> None:
    found = called(make_conference())

    assert found.session.rules["code"] == found.session.rulebook
    assert found.session.rules["quorum"]["share"]["base"] == "all-members"


def test_the_deputy_prepares_nothing_without_a_delegation() -> None:
    found = make_conference()
    deputy = make_viewer(found.one.deputy)

    with pytest.raises(Refused):
        agenda.add_item(actor=deputy, now=NOW, session=found.session, title="Việc của cụm phó")


def test_a_draft_is_not_there_for_members_and_a_called_session_is() -> None:
    found = make_conference()
    member = make_viewer(found.one.units["S2"])
    with pytest.raises(NotThere):
        get_session_for(member, found.session.uuid)

    called(found)

    assert get_session_for(member, found.session.uuid) == found.session


def test_quorum_counts_members_only_in_one_sentence() -> None:
    found = opened(make_conference(), "S1", "S3", "S4")

    facts = session_facts(found.session)

    assert "3/5" in str(quorum_of(found.session, facts))
    assert {one.unit_code for one in facts.absent} == {"S2", "S5"}


def test_members_stand_once_the_session_is_open_and_a_late_guest_may_still_come() -> None:
    found = opened(make_conference())
    leader = on_the_day(found.leader, STARTS_AT.date())

    with pytest.raises(Refused, match="không thay đổi được nữa"):
        participants.fill_members(actor=leader, now=STARTS_AT, session=found.session, reason="sửa")
    guest = participants.add_guest(
        actor=leader, now=STARTS_AT, session=found.session, person=None, name="Trần Minh Hoạ", title="Khách",
        reason="đến muộn",
    )  # fmt: skip

    assert guest.capacity == "guest"
    assert len(session_facts(found.session).members) == 5


def test_ending_the_session_ends_every_presence_and_keeps_who_stayed() -> None:
    found = opened(make_conference(), "S1", "S3", "S4", "S5")
    leader = on_the_day(found.leader, STARTS_AT.date())
    noon = STARTS_AT + timedelta(hours=4)

    ended = sessions.end_session(actor=leader, now=noon, session=found.session)

    facts = session_facts(ended)
    assert {one.unit_code for one in facts.present} == {"S1", "S3", "S4", "S5"}
    assert all(one.presences[0].left_at == noon for one in facts.present)


def test_a_session_is_not_opened_before_its_day() -> None:
    found = called(make_conference())

    with pytest.raises(Refused, match="chưa đến ngày họp"):
        sessions.open_session(actor=found.leader, now=NOW, session=found.session)


def test_a_cancelled_session_stays_with_its_reason() -> None:
    found = called(make_conference())

    sessions.cancel_session(actor=found.leader, now=NOW, session=found.session, reason="Bão, hoãn sang tháng sau")

    found.session.refresh_from_db()
    assert found.session.state == "cancelled"
    assert "Bão" in history_of(found.session.uuid)[0].reason


def test_who_stands_for_election_is_told_not_to_count() -> None:
    found = make_conference()
    plan = QuestionPlan(
        title="Bầu cụm trưởng", purpose="next-leader", manner="choose",
        candidate_units=(found.one.units["S4"].pk, found.one.units["S2"].pk),
    )  # fmt: skip
    add_question(actor=found.leader, now=NOW, session=found.session, plan=plan)

    told = [str(one.sentence) for one in notices_of(found.session, session_facts(found.session))]

    assert len(told) == 1
    assert found.voter("S4").name in told[0]


def test_a_session_does_not_end_while_a_round_is_open() -> None:
    found = opened(make_conference())
    leader = on_the_day(found.leader, STARTS_AT.date())
    plan = QuestionPlan(
        title="Suy tôn đơn vị dẫn đầu", purpose="leading-unit", manner="choose",
        candidate_units=tuple(unit.pk for unit in found.one.units.values()),
    )  # fmt: skip
    question = add_question(actor=leader, now=STARTS_AT, session=found.session, plan=plan)
    start_round(actor=leader, now=STARTS_AT, question=question, back_url="/")

    with pytest.raises(Refused, match="Còn lượt bỏ phiếu chưa đóng"):
        sessions.end_session(actor=leader, now=STARTS_AT, session=found.session)


def test_an_early_morning_is_the_day_it_is_in_vietnam() -> None:
    found = make_conference(starts_at=datetime(2020, 6, 3, 6, 30, tzinfo=HANOI).astimezone(UTC))

    draft = invitation_draft(found.leader, found.session, TODAY, demonstration=False)

    assert "ngày 03/06/2020" in draft.issue.title
