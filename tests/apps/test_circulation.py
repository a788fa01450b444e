"""The scores go round frozen, are read with receipts, and silence is consent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.agreement import IN_TIME, TOO_LATE, Round, delegate, make_round
from tests.factories import (
    NOW,
    TODAY,
    make_viewer,
)
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused
from thidua.foundation.refusals import NotThere
from thidua.organisations.models import Post
from thidua.scoring.models import (
    Circulation,
    Line,
    Receipt,
    Sheet,
)
from thidua.scoring.rules import score_cluster
from thidua.scoring.rules.frozen import fingerprint, is_intact
from thidua.scoring.selectors import agreement as selectors
from thidua.scoring.services import agreement as services

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready() -> Round:
    return make_round()


class TestSending:
    def test_the_version_is_frozen_with_a_fingerprint(self, ready: Round) -> None:
        circulation = ready.send()
        assert circulation.round == 1
        assert circulation.fingerprint == fingerprint(circulation.snapshot)
        assert is_intact(Circulation.objects.get().snapshot, circulation.fingerprint)
        assert not circulation.snapshot["provisional"]
        event = Event.objects.get(verb="send-circulation")
        assert event.data["fingerprint"] == circulation.fingerprint

    def test_the_frozen_figures_are_those_of_the_one_pure_function(self, ready: Round) -> None:
        table, sheets = selectors.frozen_facts(ready.send())
        result = score_cluster(table, sheets)
        snapshot = Circulation.objects.get().snapshot
        for unit in snapshot["units"]:
            assert unit["figures"]["final"]["total"] == f"{result.unit(unit['code']).final.total:f}"
            assert unit["figures"]["rank"] == result.unit(unit["code"]).rank

    def test_what_changes_later_does_not_touch_it(self, ready: Round) -> None:
        circulation = ready.send()
        before = Circulation.objects.get().snapshot
        Line.objects.filter(pk=ready.line("S1").pk).update(verified={"points": "0"}, reason="sửa sau")
        ready.one.units["S1"].names.update(name="Tên khác")
        after = Circulation.objects.get()
        assert after.snapshot == before
        assert is_intact(after.snapshot, circulation.fingerprint)

    def test_a_tampered_version_is_noticed(self, ready: Round) -> None:
        circulation = ready.send()
        circulation.snapshot["units"][0]["lines"]["N.1"]["verified"] = {"points": "5"}
        assert not is_intact(circulation.snapshot, circulation.fingerprint)
        assert not is_intact(circulation.snapshot, fingerprint(circulation.snapshot))

    def test_what_is_missing_is_listed_and_goes_round_only_when_said(self, ready: Round) -> None:
        line = ready.line("S4")
        Line.objects.filter(pk=line.pk).update(verified=None, verdict="")
        Sheet.objects.filter(pk=ready.sheets["S5"].pk).update(state="draft")
        reasons = [str(r.sentence) for r in selectors.readiness_to_circulate(ready.people["S3"], ready.table, NOW)]
        assert reasons == [
            "Sở Giáo dục và Đào tạo thành phố Đà Nẵng chưa gửi phiếu tự chấm.",
            "Vụ Giáo dục Chính trị và Công tác học sinh, sinh viên còn 1 dòng chưa thẩm định.",
        ]
        with pytest.raises(Refused, match="còn 2 việc chưa xong"):
            ready.send()
        assert not Circulation.objects.exists()
        assert ready.send(provisional=True).snapshot["provisional"]
        assert len(Event.objects.get(verb="send-circulation").data["missing"]) == 2

    def test_a_draft_gives_away_nothing(self, ready: Round) -> None:
        Sheet.objects.filter(pk=ready.sheets["S5"].pk).update(state="draft")
        snapshot = ready.send(provisional=True).snapshot
        drafted = next(unit for unit in snapshot["units"] if unit["code"] == "S5")
        assert {line["claimed"] for line in drafted["lines"].values()} == {None}

    @pytest.mark.parametrize("who", ["S1", "S2", "organiser", "observer", "A"])
    def test_only_the_leader_sends(self, ready: Round, who: str) -> None:
        with pytest.raises(Refused):
            ready.send(who)

    def test_the_deputy_sends_when_asked_to(self, ready: Round) -> None:
        delegate(ready, "circulation")
        assert ready.send("S1").sent_by_id == ready.people["S1"].user_id

    def test_a_day_that_has_passed_is_no_deadline(self, ready: Round) -> None:
        with pytest.raises(BadInput, match="đã qua"):
            ready.send(until=TODAY - timedelta(days=1))

    def test_a_second_round_waits_for_the_first_and_needs_a_change(self, ready: Round) -> None:
        circulation = ready.send()
        with pytest.raises(Refused, match="chưa xong"):
            ready.send()
        with pytest.raises(Refused, match="không có gì thay đổi"):
            ready.send(now=TOO_LATE, until=date(2020, 6, 30))
        objection = ready.object(circulation, "S2", "S4")
        ready.propose(objection, "S3")
        ready.sign(objection, "S1")
        second = ready.send(now=TOO_LATE, until=date(2020, 6, 30))
        assert second.round == 2
        assert second.fingerprint != circulation.fingerprint


class TestReading:
    def test_members_leave_a_receipt_the_first_time(self, ready: Round) -> None:
        circulation = ready.send()
        for _ in range(2):
            services.note_receipt(actor=ready.people["S2"], now=NOW, circulation=circulation)
        services.note_receipt(actor=ready.people["observer"], now=NOW, circulation=circulation)
        services.note_receipt(actor=ready.people["organiser"], now=NOW, circulation=circulation)
        assert [receipt.unit.code for receipt in Receipt.objects.all()] == ["S2"]
        assert Event.objects.filter(verb="open-circulation").count() == 1
        opened = {row.name: row.opened_at for row in selectors.members_of(circulation, NOW)}
        assert [bool(when) for when in opened.values()] == [False, True, False, False, False]

    def test_every_member_and_nobody_else_sees_it(self, ready: Round) -> None:
        circulation = ready.send()
        for who in ("S1", "S2", "S3", "S4", "S5", "organiser", "observer"):
            assert selectors.get_circulation_for(ready.people[who], circulation.uuid) == circulation
        keeper = make_viewer(ready.one.organiser, Post.Role.ADMINISTRATOR)
        for viewer in (ready.people["A"], keeper):
            with pytest.raises(NotThere):
                selectors.get_circulation_for(viewer, circulation.uuid)

    def test_members_know_of_nothing_before_it_is_sent(self, ready: Round) -> None:
        assert selectors.tables_in_agreement(ready.people["S2"]) == []
        assert selectors.tables_in_agreement(ready.people["S3"]) == [ready.table]
        with pytest.raises(NotThere):
            selectors.get_agreed_table_for(ready.people["S2"], ready.table.uuid)
        with pytest.raises(NotThere):
            selectors.get_table_to_circulate_for(ready.people["S2"], ready.table.uuid)


class TestSilence:
    def test_no_objection_by_the_date_and_the_chain_goes_on(self, ready: Round) -> None:
        """A peer system waited for an explanation that never came."""
        circulation = ready.send()
        assert selectors.state_of(circulation, IN_TIME) == "open"
        assert selectors.agreement_on(ready.table, TOO_LATE) == "agreed"
        assert all(row.agreed_by_silence for row in selectors.members_of(circulation, TOO_LATE))
        assert not any(row.agreed_by_silence for row in selectors.members_of(circulation, IN_TIME))
        with pytest.raises(Refused, match="Còn trong thời hạn"):
            services.close_circulation(actor=ready.people["S3"], now=IN_TIME, circulation=circulation)
        services.close_circulation(actor=ready.people["S3"], now=TOO_LATE, circulation=circulation)
        assert selectors.agreement_on(ready.table, TOO_LATE) == "closed"
        assert Event.objects.filter(verb="close-circulation").count() == 1

    def test_open_objections_are_listed_and_decided_before_the_end(self, ready: Round) -> None:
        circulation = ready.send()
        objection = ready.object(circulation, "S2", "S4")
        assert selectors.agreement_on(ready.table, TOO_LATE) == "settling"
        with pytest.raises(Refused, match="Còn 1 ý kiến"):
            services.close_circulation(actor=ready.people["S3"], now=TOO_LATE, circulation=circulation)
        ready.propose(objection, "S3", "dismissed")
        ready.sign(objection, "S1")
        assert services.close_circulation(actor=ready.people["S3"], now=TOO_LATE, circulation=circulation).closed_at

    @pytest.mark.parametrize("who", ["S2", "organiser", "S1"])
    def test_only_the_leader_ends_it(self, ready: Round, who: str) -> None:
        circulation = ready.send()
        with pytest.raises(Refused):
            services.close_circulation(actor=ready.people[who], now=TOO_LATE, circulation=circulation)
