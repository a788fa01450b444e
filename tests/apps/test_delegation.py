"""The leader hands one named task to the deputy; without it the deputy cannot do the leader's acts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.factories import NOW, TODAY, ClusterOne, make_cluster_one, make_viewer
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused
from thidua.organisations import services
from thidua.organisations.models import Delegation, Office, Post
from thidua.organisations.rules import TASKS, Viewer, may_act_as_leader

pytestmark = pytest.mark.django_db

UNTIL = date(2020, 6, 30)


@pytest.fixture
def one() -> ClusterOne:
    return make_cluster_one()


@pytest.fixture
def leader(one: ClusterOne) -> Viewer:
    return make_viewer(one.leader, Post.Role.HEAD)


@pytest.fixture
def deputy(one: ClusterOne) -> Viewer:
    return make_viewer(one.deputy, Post.Role.HEAD)


def delegate(one: ClusterOne, actor: Viewer, **changed: Any) -> Delegation:
    call = {"task": "circulation", "starts_on": TODAY, "ends_on": UNTIL, "reason": "Cụm trưởng đi công tác"}
    return services.delegate(actor=actor, now=NOW, cluster=one.cluster, **{**call, **changed})


def test_the_deputy_does_the_named_task_on_the_named_days_only(one: ClusterOne, leader: Viewer, deputy: Viewer) -> None:
    assert not may_act_as_leader(deputy, one.facts(), "circulation")
    delegate(one, leader)
    finding = may_act_as_leader(deputy, one.facts(), "circulation")
    assert finding
    assert "theo ủy quyền" in str(finding)
    assert not may_act_as_leader(deputy, one.facts(), "deadlines")
    for day, may in ((date(2020, 5, 31), False), (UNTIL, True), (date(2020, 7, 1), False)):
        assert bool(may_act_as_leader(replace(deputy, day=day), one.facts(day), "circulation")) is may
    event = Event.objects.latest("number")
    assert (event.verb, event.reason, event.data["task"]) == ("delegate", "Cụm trưởng đi công tác", "circulation")


@pytest.mark.parametrize("task", TASKS)
def test_without_a_delegation_the_deputy_does_none_of_the_leaders_acts(
    one: ClusterOne, deputy: Viewer, task: str
) -> None:
    finding = may_act_as_leader(deputy, one.facts(), task, about_unit=one.units["S4"].pk)
    assert not finding
    assert "chỉ làm được việc này khi cụm trưởng ủy quyền" in str(finding)
    assert finding.reasons[0].cure is not None


@pytest.mark.parametrize("task", TASKS)
def test_about_the_leaders_own_unit_the_deputy_acts_by_rule(
    one: ClusterOne, leader: Viewer, deputy: Viewer, task: str
) -> None:
    assert not may_act_as_leader(leader, one.facts(), task, about_unit=one.leader.pk)
    finding = may_act_as_leader(deputy, one.facts(), task, about_unit=one.leader.pk)
    assert finding
    assert "chính đơn vị cụm trưởng" in str(finding)
    delegate(one, leader, task=task)
    assert not may_act_as_leader(deputy, one.facts(), task, about_unit=one.deputy.pk)


def test_what_is_withdrawn_is_gone_at_once(one: ClusterOne, leader: Viewer, deputy: Viewer) -> None:
    delegation = delegate(one, leader)
    with pytest.raises(BadInput, match="lý do"):
        services.withdraw_delegation(actor=leader, now=NOW, delegation=delegation, reason="")
    services.withdraw_delegation(actor=leader, now=NOW, delegation=delegation, reason="Cụm trưởng đã về")
    assert not may_act_as_leader(deputy, one.facts(), "circulation")
    assert (Event.objects.latest("number").verb, Event.objects.latest("number").reason) == (
        "withdraw-delegation",
        "Cụm trưởng đã về",
    )
    with pytest.raises(BadInput, match="đã được rút"):
        services.withdraw_delegation(actor=leader, now=NOW, delegation=delegation, reason="Lần nữa")
    assert delegate(one, leader, task="circulation").pk != delegation.pk


def test_nobody_but_the_leader_delegates(one: ClusterOne, deputy: Viewer) -> None:
    delegation = delegate(one, make_viewer(one.leader))
    for viewer in (deputy, make_viewer(one.organiser), make_viewer(one.units["S4"], Post.Role.HEAD)):
        with pytest.raises(Refused, match="Chỉ cụm trưởng"):
            delegate(one, viewer, task="deadlines")
        with pytest.raises(Refused, match="Chỉ cụm trưởng"):
            services.withdraw_delegation(actor=viewer, now=NOW, delegation=delegation, reason="Thử")
    assert Delegation.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"task": "ballot"}, "Không có việc này"),
        ({"reason": " "}, "lý do"),
        ({"starts_on": date(2020, 5, 31)}, "lùi ngày"),
        ({"ends_on": date(2020, 5, 1)}, "trước ngày bắt đầu"),
        ({"ends_on": date(2020, 9, 1)}, "Nhiệm kỳ cụm trưởng kết thúc ngày 31/08/2020"),
    ],
)
def test_a_delegation_that_cannot_be_is_refused(
    one: ClusterOne, leader: Viewer, changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        delegate(one, leader, **changed)
    assert Delegation.objects.count() == 0
    assert Event.objects.count() == 0


def test_without_a_deputy_there_is_nobody_to_hand_anything_to(one: ClusterOne, leader: Viewer) -> None:
    Office.objects.filter(kind="deputy").delete()
    with pytest.raises(BadInput, match="chưa có cụm phó"):
        delegate(one, leader)


def test_the_same_task_is_not_handed_over_twice_at_once(one: ClusterOne, leader: Viewer) -> None:
    delegate(one, leader)
    with pytest.raises(BadInput, match="đã được ủy quyền"):
        delegate(one, leader, starts_on=UNTIL, ends_on=date(2020, 7, 31))


def test_the_leaders_powers_end_with_its_term_and_so_does_what_it_handed_over(
    one: ClusterOne, leader: Viewer, deputy: Viewer
) -> None:
    delegate(one, leader, ends_on=date(2020, 8, 31))
    delegate(one, leader, task="papers", starts_on=date(2020, 7, 1), ends_on=date(2020, 8, 31))
    officer = make_viewer(one.organiser)
    office = Office.objects.get(kind="leader")
    services.end_office(actor=officer, now=NOW, office=office, ends_on=date(2020, 6, 20), reason="Bầu lại")
    day = date(2020, 7, 2)
    for task in ("circulation", "papers"):
        assert not may_act_as_leader(replace(deputy, day=day), one.facts(day), task)
        assert not may_act_as_leader(replace(leader, day=day), one.facts(day), task)
    assert Delegation.objects.get(task="circulation").ends_on == date(2020, 6, 20)
    assert Delegation.objects.get(task="papers").withdrawn_reason == "Bầu lại"
    assert list(Event.objects.values_list("verb", flat=True))[-3:] == ["end-office", *["shorten-delegation"] * 2]
