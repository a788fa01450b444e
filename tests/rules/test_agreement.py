"""Who settles an objection, and when silence is consent."""

from __future__ import annotations

from datetime import date, datetime
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.days import HANOI
from thidua.scoring.rules import agreement as rules

UNTIL = date(2020, 6, 25)
LEADER, DEPUTY, A, B, C = 3, 1, 2, 4, 5
ONE = rules.Cluster((LEADER, DEPUTY, A, B, C), LEADER, DEPUTY)
clusters = st.builds(
    lambda size, delegated, offices: rules.Cluster(
        tuple(range(size)),
        offices[0] if offices[0] < size else None,
        offices[1] if offices[1] < size else None,
        delegated,
    ),
    st.integers(2, 6),
    st.booleans(),
    st.sampled_from([(a, b) for a in range(7) for b in range(7) if a != b]),
)


class TestPanel:
    def test_leader_and_deputy_together(self) -> None:
        panel = rules.panel_for(ONE, about=B, raised_by=A)
        assert panel.complete({LEADER, DEPUTY})
        assert not any(panel.complete(pair) for pair in ({LEADER, A}, {DEPUTY, A}, {A, C}, {LEADER}))

    def test_about_the_leader_the_deputy_and_one_other_member(self) -> None:
        panel = rules.panel_for(ONE, about=LEADER, raised_by=A)
        assert panel.complete({DEPUTY, B})
        assert panel.complete({DEPUTY, C})
        assert not any(panel.complete(pair) for pair in ({DEPUTY, LEADER}, {DEPUTY, A}, {B, C}, {DEPUTY}))

    def test_about_the_deputy_the_leader_and_one_other_member(self) -> None:
        panel = rules.panel_for(ONE, about=DEPUTY, raised_by=LEADER)
        assert panel.complete({LEADER, A})
        assert not panel.complete({LEADER, DEPUTY})

    def test_who_objected_may_be_the_other_member_only_where_nobody_else_is_left(self) -> None:
        three = rules.Cluster((LEADER, DEPUTY, A), LEADER, DEPUTY)
        assert rules.panel_for(three, about=LEADER, raised_by=A).complete({DEPUTY, A})

    def test_without_leader_and_deputy_the_answer_is_not_known(self) -> None:
        nobody = rules.Cluster((A, B, C), None, None)
        found = rules.may_sign(nobody, A, B, C)
        assert found.answer.value == "undetermined"
        assert found.reasons[0].cure

    @given(clusters, st.data())
    def test_nobody_signs_on_the_own_unit_and_nobody_alone(self, cluster: rules.Cluster, data: st.DataObject) -> None:
        about = data.draw(st.sampled_from(cluster.members))
        raised_by = data.draw(st.sampled_from(cluster.members))
        panel = rules.panel_for(cluster, about, raised_by)
        assert about not in panel.everybody
        assert not rules.may_sign(cluster, about, about, raised_by)
        assert not any(panel.complete({unit, about}) for unit in cluster.members)

    @given(clusters, st.data())
    def test_some_two_units_can_always_settle_it(self, cluster: rules.Cluster, data: st.DataObject) -> None:
        """Nothing can get stuck where there is an office and another member."""
        about = data.draw(st.sampled_from(cluster.members))
        panel = rules.panel_for(cluster, about, data.draw(st.sampled_from(cluster.members)))
        offices = {cluster.leader, cluster.deputy} - {None, about}
        others = set(cluster.members) - {about}
        possible = bool(offices) and len(others) >= 2
        assert any(panel.complete(pair) for pair in combinations(cluster.members, 2)) is possible


def at(hour: int, minute: int = 0, second: int = 0, day: int = 25) -> datetime:
    return datetime(2020, 6, day, hour, minute, second, tzinfo=HANOI)


class TestSilence:
    @pytest.mark.parametrize(
        ("now", "open_objections", "closed", "state"),
        [
            (at(23, 59, 59), 0, False, "open"),
            (at(0, day=26), 0, False, "agreed"),
            (at(0, day=26), 1, False, "settling"),
            (at(0, day=26), 0, True, "closed"),
        ],
    )
    def test_the_last_day_counts_whole(self, now: datetime, open_objections: int, closed: bool, state: str) -> None:
        assert rules.circulation_state(UNTIL, now, open_objections, closed=closed) == state
        assert bool(rules.may_object(UNTIL, now, closed=closed)) is (state == "open")
        assert bool(rules.may_close(UNTIL, now, open_objections, closed=closed)) is (state == "agreed")


def test_a_mark_changes_with_everything_one_signs() -> None:
    marks = {
        rules.proposal_key(*one)
        for one in (("upheld", "vì", {"points": "4"}), ("upheld", "vì", {"points": "5"}), ("dismissed", "vì", None))
    }
    assert len(marks) == 3
    assert rules.proposal_key("", "", None) == rules.proposal_key("", "", None)
