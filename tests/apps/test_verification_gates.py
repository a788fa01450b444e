"""Who verifies whom, who looks on, what is locked once the scores went round, how far it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    NOW,
    TODAY,
    line_of,
    make_sheet,
    make_table,
    make_unit,
    make_viewer,
)
from tests.verification import Desk, accept, change, make_desk, send_back
from thidua.core.errors import Refused
from thidua.foundation.refusals import NotThere
from thidua.organisations.models import Delegation, Membership, Post
from thidua.organisations.rules import Viewer
from thidua.scoring.models import Circulation, Line, Sheet, VerificationAct
from thidua.scoring.selectors.verification import (
    get_line_for,
    get_table_in_progress_for,
    get_table_to_verify_for,
    grid_for,
    lines_to_decide,
    progress_for,
    tables_to_verify,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


class TestWhoMayVerify:
    def test_another_verifier_s_line_does_not_exist(self, desk: Desk) -> None:
        line = desk.line("S1", "G.1")
        with pytest.raises(NotThere):
            get_line_for(desk.a, line.uuid)
        with pytest.raises(NotThere):
            lines_to_decide(desk.a, desk.table, [line.uuid])
        with pytest.raises(Refused):
            accept(desk.a, line)

    def test_a_line_of_another_table_does_not_exist_here(self, desk: Desk) -> None:
        older = make_table(desk.one, desk.units, version=2, state="replaced")
        sheet = make_sheet(older, desk.one.units["S1"])
        with pytest.raises(NotThere):
            lines_to_decide(desk.a, desk.table, [line_of(sheet, "N.1").uuid])
        with pytest.raises(Refused, match="không còn áp dụng"):
            accept(desk.a, line_of(sheet, "N.1"))

    def test_another_member_does_not_see_a_line(self, desk: Desk) -> None:
        with pytest.raises(NotThere):
            get_line_for(desk.viewer("S2"), desk.line("S1", "N.1").uuid)

    def test_those_who_oversee_see_and_do_not_judge(self, desk: Desk) -> None:
        watcher = make_viewer(desk.one.organiser, Post.Role.OBSERVER)
        for viewer in (make_viewer(desk.one.organiser), watcher, desk.viewer("S3")):
            line = get_line_for(viewer, desk.line("S1", "N.1").uuid)
            with pytest.raises(Refused):
                accept(viewer, line)

    def test_administrators_see_no_scores(self, desk: Desk) -> None:
        keeper = make_viewer(desk.one.organiser, Post.Role.ADMINISTRATOR)
        assert tables_to_verify(keeper) == []
        for gate in (get_table_to_verify_for, get_table_in_progress_for):
            with pytest.raises(NotThere):
                gate(keeper, desk.table.uuid)
        with pytest.raises(NotThere):
            get_line_for(keeper, desk.line("S1", "N.1").uuid)

    @pytest.mark.parametrize("act", ["accept", "change", "return"])
    def test_the_leader_judges_nothing_of_the_own_unit_the_deputy_does(self, desk: Desk, act: str) -> None:
        """A peer system let the leader finalise the own unit."""

        def take(actor: Viewer) -> Line:
            line = desk.line("S3", "X.1")
            if act == "accept":
                return accept(actor, line)
            if act == "change":
                return change(actor, line, "chưa ký giao ước", answer="fail")
            return send_back(actor, line)

        with pytest.raises(Refused, match="cụm phó thực hiện"):
            take(desk.viewer("S3"))
        assert not VerificationAct.objects.exists()
        assert take(desk.viewer("S1")).verdict in ("accepted", "changed", "returned")
        assert VerificationAct.objects.get().unit == desk.one.deputy

    def test_the_deputy_verifies_for_the_leader_only_when_asked_to(self, desk: Desk) -> None:
        deputy, line = desk.viewer("S1"), desk.line("S5", "X.1")
        with pytest.raises(Refused, match="ủy quyền"):
            accept(deputy, line)
        Delegation.objects.create(
            cluster=desk.one.cluster, task="verification", reason="đi công tác", granted_by_id=desk.a.user_id,
            granted_at=NOW, starts_on=TODAY, ends_on=TODAY,
        )  # fmt: skip
        with pytest.raises(Refused):
            accept(replace(deputy, day=TODAY + timedelta(days=1)), line)
        assert accept(deputy, line).verdict == "accepted"

    def test_a_verifier_unit_that_competes_leaves_its_own_lines_to_the_leader(self, desk: Desk) -> None:
        member = desk.units["A"]
        Membership.objects.create(cluster=desk.one.cluster, unit=member, order=9, starts_on=TODAY)
        sheet = make_sheet(desk.table, member)
        own = get_line_for(desk.a, line_of(sheet, "N.1").uuid)
        with pytest.raises(Refused):
            accept(desk.a, own)
        assert ("VU-A", "N.1") not in grid_for(desk.a, desk.table).mine
        assert ("S1", "N.1") in grid_for(desk.a, desk.table).mine
        assert accept(desk.viewer("S3"), own).verdict == "accepted"

    def test_nobody_verifies_a_unit_where_they_also_work(self, desk: Desk) -> None:
        both = replace(desk.a, seats=(*desk.a.seats, *desk.viewer("S4").seats))
        with pytest.raises(Refused, match="chính đơn vị mình"):
            accept(both, desk.line("S4", "N.1"))
        assert accept(both, desk.line("S5", "N.1")).verdict == "accepted"

    def test_a_post_that_ended_opens_nothing(self, desk: Desk) -> None:
        gone = make_viewer(desk.units["A"], ends_on=TODAY - timedelta(days=1))
        with pytest.raises(NotThere):
            get_table_to_verify_for(gone, desk.table.uuid)

    def test_an_archived_year_is_closed(self, desk: Desk) -> None:
        desk.one.cycle.archived_at = NOW
        desk.one.cycle.save()
        with pytest.raises(Refused, match="lưu trữ"):
            accept(desk.a, desk.line("S1", "N.1"))


class TestAfterTheScoresWentRound:
    @pytest.fixture
    def circulated(self, desk: Desk) -> Desk:
        accept(desk.a, desk.line("S1", "N.1"))
        Circulation.objects.create(
            table=desk.table,
            round=1,
            snapshot={},
            fingerprint="",
            sent_by_id=desk.a.user_id,
            sent_at=NOW,
            objections_until=TODAY,
        )
        return desk

    def test_a_verified_line_is_not_changed_behind_the_members_backs(self, circulated: Desk) -> None:
        with pytest.raises(Refused, match="đã gửi lấy ý kiến"):
            change(circulated.a, circulated.line("S1", "N.1"), points="1")

    def test_what_was_not_verified_may_still_be(self, circulated: Desk) -> None:
        assert accept(circulated.a, circulated.line("S2", "N.1")).verdict == "accepted"


class TestProgress:
    def test_by_unit_and_by_verifier_with_who_is_late(self, desk: Desk) -> None:
        accept(desk.a, desk.line("S1", "N.1"))
        Sheet.objects.filter(unit=desk.one.units["S5"]).update(state="draft")
        leader = desk.viewer("S3")
        found = progress_for(leader, get_table_in_progress_for(leader, desk.table.uuid), NOW)
        assert [(one.unit.code, one.progress.verified, one.progress.required) for one in found.units] == [
            ("S1", 1, 5), ("S2", 0, 5), ("S3", 0, 5), ("S4", 0, 5), ("S5", 0, 0),
        ]  # fmt: skip
        by_name = {one.name: (one.progress.verified, one.progress.required) for one in found.verifiers}
        assert by_name["Vụ Giáo dục Trung học"] == (0, 8)
        assert by_name["Sở Giáo dục và Đào tạo thành phố Cần Thơ"] == (0, 3)
        assert by_name["Sở Giáo dục và Đào tạo thành phố Hà Nội"] == (0, 1)
        assert not any(one.is_late for one in found.verifiers)
        later = progress_for(leader, desk.table, NOW + timedelta(days=30))
        assert all(one.is_late for one in later.verifiers)

    def test_members_do_not_follow_the_others(self, desk: Desk) -> None:
        with pytest.raises(NotThere):
            get_table_in_progress_for(desk.viewer("S2"), desk.table.uuid)


def test_the_grid_asks_the_database_as_often_for_many_units_as_for_few(desk: Desk) -> None:
    def queries() -> int:
        table = get_table_to_verify_for(desk.a, desk.table.uuid)
        grid_for(desk.a, table)
        with CaptureQueriesContext(connection) as captured:
            grid_for(desk.a, table)
        return len(captured)

    few = queries()
    for number in range(20):
        unit = make_unit(f"T{number:02d}")
        Membership.objects.create(cluster=desk.one.cluster, unit=unit, order=10 + number, starts_on=TODAY)
        make_sheet(desk.table, unit)
    assert queries() == few
