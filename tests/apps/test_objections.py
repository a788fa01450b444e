"""Members object line by line; two units settle; the report of adjustments."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from tests.agreement import IN_TIME, TOO_LATE, Round, delegate, make_round
from tests.factories import (
    NOW,
    line_of,
    make_sheet,
    make_table,
)
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused, Stale
from thidua.foundation.refusals import NotThere
from thidua.scoring.models import (
    Line,
    Objection,
    ObjectionSignature,
    VerificationAct,
)
from thidua.scoring.rules import Entry
from thidua.scoring.rules.values import points
from thidua.scoring.selectors import agreement as selectors
from thidua.scoring.services import agreement as services
from thidua.scoring.services.verification import Decision, decide_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready() -> Round:
    return make_round()


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


def test_the_acts_of_a_round_stand_in_their_order(ready: Round) -> None:
    objection = ready.object(ready.send(), "S2", "S4")
    ready.propose(objection, "S3")
    ready.sign(objection, "S1")
    wanted = ["send-circulation", "raise-objection", "propose-outcome", "sign-outcome", "close-objection", "agree-line"]
    numbers = [Event.objects.filter(verb=verb).order_by("number").first().number for verb in wanted]
    assert all(before < after for before, after in pairwise(numbers))
