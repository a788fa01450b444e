"""Next year's leader and deputy: elected by a decided question, in office from the first day and not before."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import make_viewer, user_of
from tests.meetings_world import Conference, make_conference, on_the_day, opened
from tests.questions_world import DAY, LATER, ask, leader_of, vote
from thidua.core.errors import BadInput, Refused
from thidua.meetings.models import Question
from thidua.meetings.services.elections import adopt
from thidua.meetings.services.questions import conclude
from thidua.organisations.facts import cluster_facts, viewer_of
from thidua.organisations.models import Office
from thidua.organisations.rules import Viewer, leads, may_act_as_leader

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2020, 9, 1), date(2021, 8, 31)


@pytest.fixture
def found() -> Conference:
    return opened(make_conference())


def elected(found: Conference, purpose: str, unit: str) -> Question:
    """A decided election of a unit against Đà Nẵng."""
    question = ask(found, unit, "S5", title="Bầu", purpose=purpose)
    vote(found, question, {"S1": unit, "S2": unit, "S3": unit, "S4": "S5"})
    return conclude(actor=leader_of(found), now=LATER, question=question)


def adopted(
    found: Conference, leader: Question, deputy: Question | None, actor: Viewer | None = None,
    starts_on: date = FIRST, ends_on: date = LAST, minutes_number: str = "05/BB-CTĐ1",
) -> tuple[Office, ...]:  # fmt: skip
    return adopt(
        actor=actor or leader_of(found), now=LATER, leader_question=leader, deputy_question=deputy,
        starts_on=starts_on, ends_on=ends_on, minutes_number=minutes_number, minutes_on=DAY,
    )  # fmt: skip


def test_powers_pass_on_the_first_day_and_not_the_day_before(found: Conference) -> None:
    adopted(found, elected(found, "next-leader", "S2"), elected(found, "next-deputy", "S4"))
    cluster, user = found.one.cluster, user_of(found.people["S2"])
    powers = {}
    for day in (date(2020, 8, 31), FIRST):
        viewer, facts = viewer_of(user, day), cluster_facts(cluster, day)
        powers[day] = (leads(viewer, facts), bool(may_act_as_leader(viewer, facts, "meetings")))

    assert powers == {date(2020, 8, 31): (False, False), FIRST: (True, True)}
    assert cluster_facts(cluster, date(2020, 8, 31)).leader == found.one.leader.pk
    assert cluster_facts(cluster, FIRST).deputy == found.one.units["S4"].pk


def test_the_minutes_are_the_decision_on_which_the_terms_rest(found: Conference) -> None:
    (office,) = adopted(found, elected(found, "next-leader", "S2"), None)

    assert (office.decision_number, office.decision_on, office.ends_on) == ("05/BB-CTĐ1", DAY, LAST)
    with pytest.raises(BadInput):
        adopted(found, Question.objects.get(), None, minutes_number=" ")


def test_terms_never_overlap_and_one_unit_never_holds_both(found: Conference) -> None:
    leader = elected(found, "next-leader", "S2")
    with pytest.raises(BadInput, match="trùng nhiệm kỳ"):
        adopted(found, leader, None, starts_on=date(2020, 8, 1))
    with pytest.raises(BadInput, match="vừa là cụm trưởng vừa là cụm phó"):
        adopted(found, leader, elected(found, "next-deputy", "S2"))
    assert Office.objects.filter(starts_on__gte=date(2020, 6, 1)).count() == 0


def test_who_was_elected_twice_is_written_once(found: Conference) -> None:
    leader = elected(found, "next-leader", "S2")
    adopted(found, leader, None)

    with pytest.raises(BadInput, match="trùng nhiệm kỳ"):
        adopted(found, leader, None)


def test_only_a_decided_election_of_the_right_kind_makes_an_office(found: Conference) -> None:
    undecided = ask(found, "S1", "S2", purpose="next-leader")
    with pytest.raises(Refused, match="chưa có kết quả"):
        adopted(found, undecided, None)
    with pytest.raises(Refused, match="không phải là nội dung bầu này"):
        adopted(found, elected(found, "leading-unit", "S1"), None)


def test_a_tie_elects_nobody(found: Conference) -> None:
    question = ask(found, "S1", "S2", purpose="next-leader")
    vote(found, question, {"S3": "S1", "S4": "S2"})
    conclude(actor=leader_of(found), now=LATER, question=question)

    with pytest.raises(Refused, match="không bầu ra đúng một đơn vị"):
        adopted(found, question, None)


def test_the_organiser_may_write_it_down_and_a_member_may_not(found: Conference) -> None:
    leader = elected(found, "next-leader", "S2")
    with pytest.raises(Refused):
        adopted(found, leader, None, actor=on_the_day(found.people["S2"], DAY))

    assert adopted(found, leader, None, actor=on_the_day(make_viewer(found.one.organiser), DAY))
