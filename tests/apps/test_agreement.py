"""The scores go round frozen; members object line by line; two units settle; silence is consent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from tests.factories import (
    CLAIMS,
    NOW,
    TODAY,
    ClusterOne,
    line_of,
    make_cluster_one,
    make_sheet,
    make_table,
    make_verifiers,
    make_viewer,
)
from thidua.audit.models import Event
from thidua.core.days import HANOI
from thidua.core.errors import BadInput, Refused, Stale
from thidua.foundation.refusals import NotThere
from thidua.organisations.models import Delegation, Post, Unit
from thidua.organisations.rules import Viewer
from thidua.scoring.models import (
    Circulation,
    CriteriaTable,
    Line,
    Objection,
    ObjectionSignature,
    Receipt,
    Sheet,
    VerificationAct,
)
from thidua.scoring.rules import Entry, score_cluster
from thidua.scoring.rules.frozen import fingerprint, is_intact
from thidua.scoring.rules.values import points
from thidua.scoring.selectors import agreement as selectors
from thidua.scoring.services import agreement as services
from thidua.scoring.services.verification import Decision, decide_lines

pytestmark = pytest.mark.django_db

UNTIL = date(2020, 6, 25)
IN_TIME = datetime(2020, 6, 25, 23, 59, 59, tzinfo=HANOI)
TOO_LATE = datetime(2020, 6, 26, 0, 0, 0, tzinfo=HANOI)


@dataclass
class Round:
    """Cluster 1 with everything verified, ready to go round. S3 leads, S1 deputises."""

    one: ClusterOne
    units: dict[str, Unit]
    table: CriteriaTable
    sheets: dict[str, Sheet]
    people: dict[str, Viewer]

    def line(self, unit: str, code: str = "N.1") -> Line:
        return line_of(self.sheets[unit], code)

    def send(
        self, actor: str = "S3", *, provisional: bool = False, now: datetime = NOW, until: date = UNTIL
    ) -> Circulation:
        return services.send_circulation(
            actor=self.people[actor], now=now, table=self.table, objections_until=until, provisional=provisional
        )

    def object(
        self, circulation: Circulation, by: str, unit: str, now: datetime = NOW, proposed: str | None = "5"
    ) -> Objection:
        return services.raise_objection(
            actor=self.people[by], now=now, circulation=circulation, line=self.line(unit),
            text="Đề nghị xem lại, đã bổ sung biên bản.", proposed=points(proposed) if proposed else None,
        )  # fmt: skip

    def propose(self, objection: Objection, by: str, outcome: str = "upheld", value: str = "5") -> Objection:
        return services.propose_outcome(
            actor=self.people[by], now=NOW, objection=objection, outcome=outcome, reason="đã có biên bản bổ sung",
            entry=points(value) if outcome == "upheld" else None, seen=self.seen(objection),
        )  # fmt: skip

    def sign(self, objection: Objection, by: str) -> Objection:
        return services.sign_outcome(actor=self.people[by], now=NOW, objection=objection, seen=self.seen(objection))

    def seen(self, objection: Objection) -> str:
        return services.mark_of(Objection.objects.select_related("line").get(pk=objection.pk))


@pytest.fixture
def ready() -> Round:
    one = make_cluster_one()
    units = make_verifiers()
    table = make_table(one, units)
    sheets = {code: make_sheet(table, unit) for code, unit in one.units.items()}
    people = {code: make_viewer(unit) for code, unit in one.units.items()}
    people |= {"A": make_viewer(units["A"]), "B": make_viewer(units["B"])}
    people |= {"organiser": make_viewer(one.organiser), "observer": make_viewer(one.organiser, Post.Role.OBSERVER)}
    made = Round(one, units, table, sheets, people)
    for prefix, who in (("N", "A"), ("G", "B"), ("X", "S3")):
        decide(made, who, [line for line in lines(made) if line.criterion.code.startswith(prefix)])
    return made


def lines(made: Round) -> list[Line]:
    rows = Line.objects.filter(criterion__code__in=CLAIMS).select_related("sheet__unit", "criterion")
    return list(rows)


def decide(made: Round, who: str, chosen: list[Line]) -> None:
    """Accept lines in one go; what is the leader's falls to the deputy on the leader's own sheet."""
    own = [line for line in chosen if who == "S3" and line.sheet.unit.code == "S3"]
    for actor, mine in ((who, [line for line in chosen if line not in own]), ("S1", own)):
        decisions = [Decision(line, "accept", line.edition, line.verified_edition) for line in mine]
        decide_lines(actor=made.people[actor], now=NOW, table=made.table, decisions=decisions)


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


class TestObjecting:
    def test_about_the_own_or_another_s_line(self, ready: Round) -> None:
        circulation = ready.send()
        own, other = ready.object(circulation, "S2", "S2"), ready.object(circulation, "S2", "S4", proposed=None)
        assert (own.proposed, other.proposed) == ({"points": "5"}, None)
        assert Event.objects.filter(verb="raise-objection").count() == 2

    def test_until_the_last_second_of_the_day(self, ready: Round) -> None:
        circulation = ready.send()
        assert ready.object(circulation, "S2", "S4", now=IN_TIME)
        with pytest.raises(Refused, match="Đã hết hạn nêu ý kiến"):
            ready.object(circulation, "S5", "S4", now=TOO_LATE)

    @pytest.mark.parametrize("who", ["organiser", "observer", "A"])
    def test_only_members_object(self, ready: Round, who: str) -> None:
        with pytest.raises(Refused):
            ready.object(ready.send(), who, "S4")

    def test_a_line_from_elsewhere_is_not_in_this_round(self, ready: Round) -> None:
        circulation = ready.send()
        other = make_table(ready.one, ready.units, version=2, state="replaced")
        line = line_of(make_sheet(other, ready.one.units["S2"]), "N.1")
        with pytest.raises(NotThere):
            selectors.get_circulated_line_for(ready.people["S2"], circulation.uuid, line.uuid)

    def test_it_says_what_and_stays_within_the_maximum(self, ready: Round) -> None:
        circulation = ready.send()
        with pytest.raises(BadInput) as caught:
            services.raise_objection(
                actor=ready.people["S2"],
                now=NOW,
                circulation=circulation,
                line=ready.line("S4"),
                text=" ",
                proposed=points("9"),
            )
        assert len(caught.value.problems) == 2
        assert not Objection.objects.exists()

    def test_one_open_objection_a_unit_and_line(self, ready: Round) -> None:
        circulation = ready.send()
        first = ready.object(circulation, "S2", "S4")
        with pytest.raises(BadInput, match="đã có một ý kiến"):
            ready.object(circulation, "S2", "S4")
        services.withdraw_objection(actor=ready.people["S2"], now=NOW, objection=first, reason="đã trao đổi lại")
        assert ready.object(circulation, "S2", "S4")

    def test_it_is_taken_back_with_a_reason_by_its_own_unit(self, ready: Round) -> None:
        objection = ready.object(ready.send(), "S2", "S4")
        with pytest.raises(Refused):
            services.withdraw_objection(actor=ready.people["S4"], now=NOW, objection=objection, reason="không cần nữa")
        with pytest.raises(BadInput, match="lý do"):
            services.withdraw_objection(actor=ready.people["S2"], now=NOW, objection=objection, reason="")
        found = services.withdraw_objection(
            actor=ready.people["S2"], now=NOW, objection=objection, reason="đã trao đổi lại"
        )
        assert (found.outcome, found.outcome_reason) == ("withdrawn", "đã trao đổi lại")
        with pytest.raises(Refused, match="đã có kết quả"):
            services.withdraw_objection(
                actor=ready.people["S2"], now=NOW, objection=objection, reason="đã trao đổi lại"
            )


class TestSettling:
    def test_leader_and_deputy_together_change_the_line_with_reason(self, ready: Round) -> None:
        objection = ready.object(ready.send(), "S2", "S4")
        ready.propose(objection, "S3")
        objection.refresh_from_db()
        assert objection.closed_at is None
        assert ready.line("S4").verdict == "accepted"
        done = ready.sign(objection, "S1")
        line = ready.line("S4")
        assert done.closed_at == NOW
        assert (line.verdict, line.verified, line.reason) == ("agreed", {"points": "5"}, "đã có biên bản bổ sung")
        assert line.claimed == {"points": "4.5"}
        assert VerificationAct.objects.filter(act="agreed", reason="đã có biên bản bổ sung").count() == 1
        assert [s.capacity for s in done.signatures.order_by("pk")] == ["leader", "deputy"]
        verbs = set(Event.objects.values_list("verb", flat=True))
        assert {"propose-outcome", "sign-outcome", "close-objection", "agree-line"} <= verbs

    def test_a_dismissed_objection_leaves_the_line(self, ready: Round) -> None:
        objection = ready.object(ready.send(), "S2", "S4")
        ready.propose(objection, "S1", "dismissed")
        ready.sign(objection, "S3")
        assert ready.line("S4").verdict == "accepted"
        assert Objection.objects.get().outcome == "dismissed"

    def test_another_proposal_voids_the_first_signature(self, ready: Round) -> None:
        objection = ready.object(ready.send(), "S2", "S4")
        ready.propose(objection, "S3")
        ready.propose(objection, "S1", value="4.75")
        assert [s.unit.code for s in ObjectionSignature.objects.all()] == ["S1"]
        ready.sign(objection, "S3")
        assert ready.line("S4").verified == {"points": "4.75"}
        assert Event.objects.filter(verb="propose-outcome").count() == 2

    def test_one_signs_what_one_read(self, ready: Round) -> None:
        objection = ready.object(ready.send(), "S2", "S4")
        ready.propose(objection, "S3")
        seen = ready.seen(objection)
        ready.propose(objection, "S3", value="4.75")
        with pytest.raises(Stale, match="vừa thay đổi"):
            services.sign_outcome(actor=ready.people["S1"], now=NOW, objection=objection, seen=seen)
        assert ready.line("S4").verdict == "accepted"

    def test_two_signatures_are_never_one_unit_s(self, ready: Round) -> None:
        objection = ready.object(ready.send(), "S2", "S4")
        ready.propose(objection, "S3")
        with pytest.raises(Refused, match="đã ký"):
            ready.sign(objection, "S3")

    def test_an_outcome_needs_a_reason_and_a_new_figure(self, ready: Round) -> None:
        objection = ready.object(ready.send(), "S2", "S4")
        for reason, value in (("", "5"), ("đã có biên bản", None), ("đã có biên bản", "4.5"), ("đã có biên bản", "9")):
            with pytest.raises(BadInput):
                services.propose_outcome(
                    actor=ready.people["S3"], now=NOW, objection=objection, outcome="upheld", reason=reason,
                    entry=points(value) if value else None, seen=ready.seen(objection),
                )  # fmt: skip
        assert not ObjectionSignature.objects.exists()

    @pytest.mark.parametrize("who", ["S2", "S4", "S5", "organiser", "observer", "A"])
    def test_others_do_not_settle(self, ready: Round, who: str) -> None:
        objection = ready.object(ready.send(), "S2", "S4")
        with pytest.raises(Refused):
            ready.propose(objection, who)

    def test_what_is_final_stays(self, ready: Round) -> None:
        objection = ready.object(ready.send(), "S2", "S4")
        ready.propose(objection, "S3")
        ready.sign(objection, "S1")
        with pytest.raises(Refused, match="kết quả cuối cùng"):
            ready.propose(objection, "S3", value="1")

    def test_about_the_leader_s_unit_the_deputy_and_another_member(self, ready: Round) -> None:
        """A peer system let the leader finalise the own unit."""
        objection = ready.object(ready.send(), "S2", "S3")
        for step in (lambda: ready.propose(objection, "S3"), lambda: ready.sign(objection, "S3")):
            with pytest.raises(Refused, match="chính đơn vị bạn"):
                step()
        ready.propose(objection, "S1")
        with pytest.raises(Refused):
            ready.sign(objection, "S3")
        assert ready.sign(objection, "S4").closed_at
        assert ready.line("S3").verdict == "agreed"
        assert {s.capacity for s in ObjectionSignature.objects.all()} == {"deputy", "member"}

    def test_about_the_deputy_s_unit_the_leader_and_another_member(self, ready: Round) -> None:
        objection = ready.object(ready.send(), "S2", "S1")
        with pytest.raises(Refused, match="chính đơn vị bạn"):
            ready.propose(objection, "S1")
        ready.propose(objection, "S5")
        assert ready.sign(objection, "S3").closed_at

    def test_two_members_alone_settle_nothing(self, ready: Round) -> None:
        objection = ready.object(ready.send(), "S2", "S3")
        ready.propose(objection, "S4")
        assert ready.sign(objection, "S5").closed_at is None
        assert ready.sign(objection, "S1").closed_at

    def test_who_objected_is_not_the_other_member(self, ready: Round) -> None:
        objection = ready.object(ready.send(), "S2", "S3")
        with pytest.raises(Refused):
            ready.propose(objection, "S2")

    def test_by_delegation_the_deputy_and_another_member(self, ready: Round) -> None:
        objection = ready.object(ready.send(), "S2", "S4")
        with pytest.raises(Refused):
            ready.propose(objection, "S5")
        delegate(ready, "objections")
        ready.propose(objection, "S1")
        assert ready.sign(objection, "S5").closed_at


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


class TestAdjustments:
    def test_verifiers_changes_and_objections_with_from_to_and_reason(self, ready: Round) -> None:
        line = ready.line("S1")
        decision = Decision(
            line, "change", line.edition, line.verified_edition, points("4"), "thiếu minh chứng 01 hoạt động"
        )
        decide_lines(actor=ready.people["A"], now=NOW, table=ready.table, decisions=[decision])
        gate = Decision(ready.line("S5", "X.1"), "change", 1, 1, Entry({"answer": "fail"}), "chưa ký giao ước")
        decide_lines(actor=ready.people["S3"], now=NOW, table=ready.table, decisions=[gate])
        circulation = ready.send()
        upheld, dismissed = ready.object(circulation, "S2", "S1"), ready.object(circulation, "S4", "S2")
        ready.object(circulation, "S5", "S2")
        ready.propose(upheld, "S3", value="4.25")
        ready.sign(upheld, "S5")
        ready.propose(dismissed, "S3", "dismissed")
        ready.sign(dismissed, "S1")
        found = selectors.adjustments_for(ready.people["S2"], ready.table)
        told = [(one.unit, one.criterion, one.source, str(one.before), str(one.after), one.outcome) for one in found]
        assert told == [
            ("S1", "N.1", "verification", "4,5", "4", ""),
            ("S1", "N.1", "objection", "4", "4,25", "upheld"),
            ("S2", "N.1", "objection", "4,5", "4,5", "dismissed"),
            ("S2", "N.1", "objection", "4,5", "4,5", ""),
            ("S5", "X.1", "verification", "Đạt", "Không đạt", ""),
        ]
        assert (found[0].difference, found[0].reason) == (Decimal("-0.50"), "thiếu minh chứng 01 hoạt động")
        assert found[0].by == "Vụ Giáo dục Chính trị và Công tác học sinh, sinh viên"
        assert found[1].raised_by == "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh"
        assert "thành phố Cần Thơ" in found[1].by

    def test_members_read_what_went_round_not_what_was_changed_after(self, ready: Round) -> None:
        line = ready.line("S4")
        Line.objects.filter(pk=line.pk).update(verified=None, verdict="")
        ready.send(provisional=True)
        line = ready.line("S4")
        decision = Decision(line, "change", line.edition, line.verified_edition, points("1"), "thiếu minh chứng")
        decide_lines(actor=ready.people["A"], now=NOW, table=ready.table, decisions=[decision])
        assert selectors.adjustments_for(ready.people["S2"], ready.table) == []

    def test_before_the_first_round_only_those_who_oversee(self, ready: Round) -> None:
        assert selectors.adjustments_for(ready.people["S3"], ready.table) == []
        with pytest.raises(NotThere):
            selectors.adjustments_for(ready.people["S2"], ready.table)


def delegate(made: Round, task: str) -> None:
    Delegation.objects.create(
        cluster=made.one.cluster, task=task, reason="đi công tác", granted_by_id=made.people["S3"].user_id,
        granted_at=NOW, starts_on=TODAY, ends_on=TODAY,
    )  # fmt: skip


def test_the_acts_of_a_round_stand_in_their_order(ready: Round) -> None:
    objection = ready.object(ready.send(), "S2", "S4")
    ready.propose(objection, "S3")
    ready.sign(objection, "S1")
    wanted = ["send-circulation", "raise-objection", "propose-outcome", "sign-outcome", "close-objection", "agree-line"]
    numbers = [Event.objects.filter(verb=verb).order_by("number").first().number for verb in wanted]
    assert all(before < after for before, after in pairwise(numbers))
