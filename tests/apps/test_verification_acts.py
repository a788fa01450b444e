"""A verifier accepts, changes and returns lines; nothing is verified unless a person acted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.factories import (
    CLAIMS,
    NOW,
    TODAY,
    make_viewer,
)
from tests.verification import Desk, accept, change, events, make_desk, send_back
from thidua.core.errors import BadInput, Refused, Stale
from thidua.foundation.refusals import NotThere
from thidua.organisations.models import Post
from thidua.scoring.facts.sheets import sheet_facts
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import Line, Sheet, SheetOpening, VerificationAct
from thidua.scoring.rules import Entry, score_cluster
from thidua.scoring.selectors.verification import (
    get_line_for,
    grid_for,
    progress_for,
    view_line,
)
from thidua.scoring.services import verification as services
from thidua.scoring.services.verification import Decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


class TestNothingIsVerifiedByItself:
    def test_computed_scores_leave_the_verified_count_at_zero(self, desk: Desk) -> None:
        """A peer system put the computed score into the verifier's column by itself."""
        result = score_cluster(table_facts(desk.table), sheet_facts(desk.table, TODAY))
        assert result.unit("S1").claimed.total == Decimal("17.00")
        assert desk.verified() == 0
        assert all("N.1" in unit.unverified for unit in result.units)

    def test_opening_the_sheets_verifies_nothing(self, desk: Desk) -> None:
        services.open_sheets(actor=desk.a, now=NOW, table=desk.table)
        grid_for(desk.a, desk.table)
        assert desk.verified() == 0
        assert progress_for(desk.viewer("S3"), desk.table, NOW).total.verified == 0

    def test_accepting_the_chosen_lines_verifies_those_and_no_others(self, desk: Desk) -> None:
        chosen = [desk.line("S1", "N.1"), desk.line("S2", "N.1")]
        services.decide_lines(
            actor=desk.a,
            now=NOW,
            table=desk.table,
            decisions=[Decision(line, "accept", line.edition, 0) for line in chosen],
        )
        assert desk.verified() == 2
        assert VerificationAct.objects.count() == 2
        assert len(events("accept-line")) == 2

    def test_one_refused_line_stops_the_whole_choice(self, desk: Desk) -> None:
        good, empty = desk.line("S1", "N.1"), desk.line("S1", "P.1")
        with pytest.raises(Refused, match="không có gì để chấp nhận"):
            services.decide_lines(
                actor=desk.a, now=NOW, table=desk.table,
                decisions=[Decision(good, "accept", 1, 0), Decision(empty, "accept", 0, 0)],
            )  # fmt: skip
        assert desk.verified() == 0
        assert not events("accept-line")


class TestOpening:
    def test_opening_is_noted_once_a_unit_and_moves_the_sheet_on(self, desk: Desk) -> None:
        assert services.open_sheets(actor=desk.a, now=NOW, table=desk.table) == 5
        assert services.open_sheets(actor=desk.a, now=NOW, table=desk.table) == 0
        assert services.open_sheets(actor=desk.b, now=NOW, table=desk.table) == 5
        assert SheetOpening.objects.count() == 10
        assert set(Sheet.objects.values_list("state", flat=True)) == {"verifying"}
        assert events("open-sheets")[0].data == {"units": ["S1", "S2", "S3", "S4", "S5"]}

    def test_a_draft_stays_closed(self, desk: Desk) -> None:
        Sheet.objects.filter(unit=desk.one.units["S4"]).update(state="draft")
        services.open_sheets(actor=desk.a, now=NOW, table=desk.table)
        assert not SheetOpening.objects.filter(sheet=desk.sheets["S4"]).exists()
        assert "S4" not in grid_for(desk.a, desk.table).results
        with pytest.raises(NotThere):
            get_line_for(desk.a, desk.line("S4", "N.1").uuid)

    def test_missing_lines_are_completed_as_empty_ones(self, desk: Desk) -> None:
        Line.objects.filter(sheet=desk.sheets["S2"], criterion__code="P.1").delete()
        services.open_sheets(actor=desk.a, now=NOW, table=desk.table)
        assert desk.line("S2", "P.1").claimed is None

    def test_observers_open_nothing(self, desk: Desk) -> None:
        watcher = make_viewer(desk.one.organiser, Post.Role.OBSERVER)
        assert services.open_sheets(actor=watcher, now=NOW, table=desk.table) == 0


class TestActs:
    def test_accept_takes_what_was_claimed(self, desk: Desk) -> None:
        line = accept(desk.a, desk.line("S1", "N.1"))
        assert (line.verdict, line.verified, line.verified_by_id) == ("accepted", {"points": "4.5"}, desk.a.user_id)
        act = VerificationAct.objects.get()
        assert (act.act, act.unit, act.claimed, act.verified) == (
            "accepted",
            desk.units["A"],
            line.claimed,
            line.claimed,
        )
        assert events("accept-line")[0].data["after"] == {"verdict": "accepted", "verified": {"points": "4.5"}}

    def test_a_change_keeps_the_claim_beside_it(self, desk: Desk) -> None:
        """The self-score is never overwritten; both are kept with the reason."""
        line = change(desk.a, desk.line("S1", "N.1"), points="4")
        line.refresh_from_db()
        assert (line.claimed, line.verified) == ({"points": "4.5"}, {"points": "4"})
        assert line.reason == "thiếu minh chứng 01 hoạt động"
        assert events("change-line")[0].reason == "thiếu minh chứng 01 hoạt động"
        assert VerificationAct.objects.get().reason == "thiếu minh chứng 01 hoạt động"

    def test_a_verified_value_may_be_higher_and_off_the_step(self, desk: Desk) -> None:
        line = change(desk.a, desk.line("S1", "N.1"), points="4.75")
        found = view_line(desk.a, line)
        assert (found.result.claimed, found.result.verified) == (Decimal("4.50"), Decimal("4.75"))

    def test_new_quantities_are_recomputed_by_the_method(self, desk: Desk) -> None:
        line = change(desk.a, desk.line("S1", "N.2"), percent="80")
        assert view_line(desk.a, line).result.verified == Decimal("4.00")
        assert line.verified == {"percent": "80"}

    def test_points_may_be_given_directly(self, desk: Desk) -> None:
        line = change(desk.a, desk.line("S1", "N.2"), points="3.25")
        assert view_line(desk.a, line).result.verified == Decimal("3.25")

    @pytest.mark.parametrize("reason", ["", "   ", "ok"])
    def test_a_change_without_reason_is_not_saved(self, desk: Desk, reason: str) -> None:
        with pytest.raises(BadInput, match="Chưa nêu lý do"):
            change(desk.a, desk.line("S1", "N.1"), reason, points="4")
        assert desk.verified() == 0
        assert not events("change-line")

    @pytest.mark.parametrize(("values", "words"), [({"points": "5.5"}, "ngoài khoảng"), ({}, "Chưa nhập")])
    def test_a_change_to_something_impossible_is_refused(self, desk: Desk, values: dict[str, str], words: str) -> None:
        with pytest.raises(BadInput, match=words):
            change(desk.a, desk.line("S1", "N.1"), **values)

    def test_a_change_to_the_same_figures_is_no_change(self, desk: Desk) -> None:
        with pytest.raises(BadInput, match="trùng với số liệu đơn vị khai"):
            change(desk.a, desk.line("S1", "N.1"), points="4.50")

    def test_a_return_reopens_that_line_only_and_its_reason_is_kept(self, desk: Desk) -> None:
        """A peer system asked for the reason and never stored it."""
        line = send_back(desk.a, desk.line("S1", "N.1"), "minh chứng không mở được")
        line.refresh_from_db()
        assert (line.verdict, line.reason, line.verified) == ("returned", "minh chứng không mở được", None)
        assert not Line.objects.filter(verdict="returned").exclude(pk=line.pk).exists()
        event = events("return-line")[0]
        assert (event.reason, event.subject_uuid) == ("minh chứng không mở được", line.uuid)
        own = desk.viewer("S1")
        assert view_line(own, get_line_for(own, line.uuid)).acts[-1].reason == "minh chứng không mở được"

    def test_a_return_without_reason_is_not_saved(self, desk: Desk) -> None:
        with pytest.raises(BadInput, match="Chưa nêu lý do"):
            send_back(desk.a, desk.line("S1", "N.1"), "")
        assert not Line.objects.filter(verdict="returned").exists()

    def test_a_returned_line_in_correction_is_not_watched(self, desk: Desk) -> None:
        line = send_back(desk.a, desk.line("S1", "N.1"))
        Line.objects.filter(pk=line.pk).update(claimed={"points": "3"}, edition=2)
        seen = view_line(desk.a, get_line_for(desk.a, line.uuid))
        own = desk.viewer("S1")
        assert seen.claimed == Entry({"points": Decimal("4.5")})
        assert view_line(own, get_line_for(own, line.uuid)).claimed == Entry({"points": Decimal(3)})

    def test_a_unit_that_does_nothing_about_a_return_holds_up_nobody(self, desk: Desk) -> None:
        """A peer system waited for an explanation that never came."""
        line = send_back(desk.a, desk.line("S1", "N.1"))
        with pytest.raises(Refused):
            accept(desk.a, line)
        assert change(desk.a, line, "hết hạn bổ sung, chấm theo hồ sơ hiện có", points="4").verdict == "changed"

    def test_a_verifier_may_think_again_with_all_acts_kept(self, desk: Desk) -> None:
        line = change(desk.a, desk.line("S1", "N.1"), points="4")
        line = accept(desk.a, line)
        assert [act.act for act in VerificationAct.objects.order_by("pk")] == ["changed", "accepted"]
        assert line.verified_edition == 2

    def test_a_penalty_nobody_declared_is_added_with_a_reason(self, desk: Desk) -> None:
        line = change(desk.a, desk.line("S2", "P.1"), "nộp chậm báo cáo tháng 3", count=1)
        result = score_cluster(table_facts(desk.table), sheet_facts(desk.table, TODAY))
        assert result.unit("S2").final.penalty == Decimal("0.50")
        assert line.claimed is None

    def test_a_gate_is_failed_with_a_reason(self, desk: Desk) -> None:
        leader = desk.viewer("S3")
        change(leader, desk.line("S5", "X.1"), "chưa ký giao ước", answer="fail")
        result = score_cluster(table_facts(desk.table), sheet_facts(desk.table, TODAY))
        assert result.unit("S5").standing == "excluded"


class TestTwoPeopleAtOneLine:
    def test_a_claim_that_changed_meanwhile_is_shown_not_judged(self, desk: Desk) -> None:
        line = desk.line("S1", "N.1")
        Line.objects.filter(pk=line.pk).update(claimed={"points": "3"}, edition=2)
        with pytest.raises(Stale, match="đơn vị vừa sửa") as caught:
            accept(desk.a, line)
        assert caught.value.theirs.claimed == {"points": "3"}
        assert desk.verified() == 0

    def test_a_colleague_s_verdict_is_not_overwritten(self, desk: Desk) -> None:
        line = desk.line("S1", "N.1")
        change(make_viewer(desk.units["A"]), line, points="4")
        with pytest.raises(Stale, match="người khác vừa thẩm định") as caught:
            change(desk.a, line, points="3")
        assert caught.value.theirs.verified == {"points": "4"}
        assert desk.line("S1", "N.1").verified == {"points": "4"}


class TestSheetState:
    def verify_all(self, desk: Desk, unit: str) -> None:
        for code in CLAIMS:
            line = desk.line(unit, code)
            actor = {"N": desk.a, "G": desk.b, "X": desk.viewer("S3")}[code[0]]
            accept(actor, line)

    def test_a_sheet_is_settled_when_its_last_line_is_verified(self, desk: Desk) -> None:
        self.verify_all(desk, "S2")
        assert Sheet.objects.get(pk=desk.sheets["S2"].pk).state == "settled"
        assert Sheet.objects.get(pk=desk.sheets["S1"].pk).state == "submitted"
        assert len(events("settle-sheet")) == 1

    def test_a_return_opens_a_settled_sheet_again(self, desk: Desk) -> None:
        self.verify_all(desk, "S2")
        send_back(desk.a, desk.line("S2", "N.1"))
        assert Sheet.objects.get(pk=desk.sheets["S2"].pk).state == "verifying"
        assert len(events("reopen-sheet")) == 1

    def test_an_unclaimed_bonus_waits_for_nobody_a_claimed_one_does(self, desk: Desk) -> None:
        Line.objects.filter(sheet=desk.sheets["S2"], criterion__code="B.1").update(claimed={"count": "1"})
        self.verify_all(desk, "S2")
        assert Sheet.objects.get(pk=desk.sheets["S2"].pk).state == "verifying"
        accept(desk.b, desk.line("S2", "B.1"))
        assert Sheet.objects.get(pk=desk.sheets["S2"].pk).state == "settled"
