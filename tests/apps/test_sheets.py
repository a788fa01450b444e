"""A department fills in its score sheet, hands it in, takes it back, corrects what came back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import NOW, ClusterOne, make_cluster_one, make_viewer
from tests.sheets import COMPLETE, fill, line_of, make_sheets, make_table
from thidua.audit.models import Event
from thidua.core.days import HANOI
from thidua.core.errors import BadInput, Refused, Stale
from thidua.cycles.models import Cycle, Extension, Stage
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.scoring.facts.sheets import sheet_facts
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import CriteriaTable, Line, Sheet, SheetOpening
from thidua.scoring.rules import Entry, points, score_cluster
from thidua.scoring.services.sheets import (
    LineChange,
    choose_fields,
    prepare_sheet,
    prepare_sheets,
    recall_sheet,
    resubmit_line,
    save_line,
    save_lines,
    sheet_readiness,
    submit_sheet,
)

pytestmark = pytest.mark.django_db


class Desk:
    """Hải Phòng (S4) with two officers, its draft sheet, and the unit that verifies it."""

    def __init__(self) -> None:
        self.one: ClusterOne = make_cluster_one()
        self.table: CriteriaTable
        self.verifier: Unit
        self.table, self.verifier = make_table(self.one)
        self.an = make_viewer(self.one.units["S4"])
        self.binh = make_viewer(self.one.units["S4"])
        self.sheet: Sheet = make_sheets(self.one, self.table, make_viewer(self.one.organiser))["S4"]

    def line(self, code: str) -> Line:
        return line_of(self.sheet, code)

    def save(
        self, code: str, entry: Entry | None, by: Viewer | None = None, edition: int | None = None, note: str = ""
    ) -> Line:
        line = self.line(code)
        seen = line.edition if edition is None else edition
        return save_line(line=line, entry=entry, note=note, edition=seen, actor=by or self.an, now=NOW)

    def submitted(self) -> Sheet:
        fill(self.sheet)
        return submit_sheet(sheet=self.sheet, actor=self.an, now=NOW)

    def returned(self, code: str = "N1.2", reason: str = "Thiếu kế hoạch năm học") -> Line:
        """The sheet is with the verifier, who gave one line back."""
        self.submitted()
        Sheet.objects.filter(pk=self.sheet.pk).update(state="verifying")
        Line.objects.filter(sheet=self.sheet, criterion__code=code).update(verdict="returned", reason=reason)
        self.sheet.refresh_from_db()
        return self.line(code)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def last_event() -> Event:
    event = Event.objects.order_by("-number").first()
    assert event is not None
    return event


def test_publication_gives_every_member_a_sheet_with_a_line_for_every_criterion(desk: Desk) -> None:
    assert desk.table.sheets.count() == 5
    assert desk.sheet.lines.count() == 11
    assert Event.objects.filter(verb="prepare-sheet").count() == 5
    again = prepare_sheets(table=desk.table, actor=desk.an, now=NOW)
    assert len(again) == 5
    assert Event.objects.filter(verb="prepare-sheet").count() == 5


def test_a_unit_that_joined_late_makes_its_own_sheet(desk: Desk) -> None:
    Line.objects.filter(sheet=desk.sheet).delete()
    desk.sheet.delete()
    sheet = prepare_sheet(table=desk.table, unit=desk.one.units["S4"], actor=desk.an, now=NOW)
    assert sheet.state == "draft"
    assert sheet.lines.count() == 11
    assert last_event().verb == "prepare-sheet"


def test_nobody_makes_a_sheet_for_another_unit_or_under_a_draft_table(desk: Desk) -> None:
    with pytest.raises(Refused, match="Chỉ người của đơn vị"):
        prepare_sheet(table=desk.table, unit=desk.one.units["S5"], actor=desk.an, now=NOW)
    desk.table.state = "draft"
    with pytest.raises(Refused, match="chưa công bố"):
        prepare_sheet(table=desk.table, unit=desk.one.units["S4"], actor=desk.an, now=NOW)


def test_a_saved_line_keeps_what_was_put_in_who_and_when(desk: Desk) -> None:
    line = desk.save("N1.1", Entry({"percent": Decimal("61.5")}), note="Theo quyết định 12")
    kept = desk.line("N1.1")
    assert kept.claimed == {"percent": "61.5"}
    assert (kept.note, kept.edition, kept.claimed_by_id, kept.claimed_at) == (
        "Theo quyết định 12",
        1,
        desk.an.user_id,
        NOW,
    )
    event = last_event()
    assert (event.verb, event.subject_uuid) == ("save-line", line.uuid)
    assert event.data["claimed"] == {"before": None, "after": {"percent": "61.5"}}


def test_not_scored_zero_and_not_applicable_stay_three_things(desk: Desk) -> None:
    desk.save("N1.2", points(0))
    result = score_cluster(table_facts(desk.table), sheet_facts(desk.table, desk.an.day, drafts=True)).unit("S4")
    assert result.lines["N1.2"].claimed == 0
    assert result.lines["N1.1"].claimed.value == "not-scored"  # type: ignore[union-attr]
    assert result.lines["N1.5"].claimed.value == "not-applicable"  # type: ignore[union-attr]
    desk.save("N1.2", None)
    assert desk.line("N1.2").claimed is None
    assert desk.line("N1.2").edition == 2


@pytest.mark.parametrize(
    ("code", "entry", "words"),
    [
        ("N1.2", points("4.7"), "không theo bước chấm 0,5"),
        ("N1.2", points("5.5"), "nằm ngoài khoảng"),
        ("N1.2", points("-1"), "nằm ngoài khoảng"),
        ("N1.1", Entry({"percent": Decimal("101")}), "nằm ngoài khoảng"),
        ("N1.1", points(4), "không phải là số liệu của cách chấm"),
        ("N1.3", Entry({"level": "tốt"}), "không có trong các mức"),
        ("N1.4", Entry({"actual": Decimal(5)}), "Chưa nhập"),
        ("N1.4", Entry({"actual": Decimal(5), "target": Decimal(0)}), "bằng 0"),
        ("B.1", Entry({"count": Decimal("1.5")}), "không phải là số đếm"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_cure_and_never_clamped(
    desk: Desk, code: str, entry: Entry, words: str
) -> None:
    events = Event.objects.count()
    with pytest.raises(BadInput, match=words) as fault:
        desk.save(code, entry)
    assert all(problem.cure for problem in fault.value.problems)
    assert desk.line(code).claimed is None
    assert desk.line(code).edition == 0
    assert Event.objects.count() == events


@pytest.mark.parametrize(
    ("code", "words"),
    [("N1.5", "không áp dụng"), ("N2.2", "chưa chọn nội dung tự chọn"), ("B.2", "chỉ dành cho đơn vị giữ vai trò")],
)
def test_a_line_that_is_not_for_the_unit_takes_nothing(desk: Desk, code: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        desk.save(code, points(1))
    assert desk.line(code).claimed is None


def test_the_leader_may_claim_the_leaders_bonus(desk: Desk) -> None:
    sheet = desk.table.sheets.get(unit=desk.one.leader)
    actor = make_viewer(desk.one.leader)
    line = line_of(sheet, "B.2")
    save_line(line=line, entry=points("1.5"), note="", edition=0, actor=actor, now=NOW)
    assert line_of(sheet, "B.2").claimed == {"points": "1.5"}


def test_an_optional_field_counts_once_it_is_chosen(desk: Desk) -> None:
    choose_fields(sheet=desk.sheet, codes=["N2.2"], was=[], actor=desk.an, now=NOW)
    assert last_event().data == {"before": [], "after": ["N2.2"]}
    desk.save("N2.2", points(2))
    assert desk.line("N2.2").claimed == {"points": "2"}


def test_a_choice_made_from_an_old_page_or_of_an_unknown_field_is_refused(desk: Desk) -> None:
    choose_fields(sheet=desk.sheet, codes=["N2.2"], was=[], actor=desk.an, now=NOW)
    with pytest.raises(Stale, match="vừa đổi nội dung tự chọn"):
        choose_fields(sheet=desk.sheet, codes=[], was=[], actor=desk.binh, now=NOW)
    with pytest.raises(BadInput, match=r"N1\.1"):
        choose_fields(sheet=desk.sheet, codes=["N1.1"], was=["N2.2"], actor=desk.an, now=NOW)


def test_two_people_on_one_line_see_each_other_and_nothing_is_overwritten(desk: Desk) -> None:
    desk.save("N1.2", points(4), by=desk.an, edition=0)
    with pytest.raises(Stale) as conflict:
        desk.save("N1.2", points(3), by=desk.binh, edition=0)
    assert desk.an.name in str(conflict.value.sentence)
    assert "10:00 01/06/2020" in str(conflict.value.sentence)
    assert isinstance(conflict.value.theirs, Line)
    assert conflict.value.theirs.claimed == {"points": "4"}
    assert desk.line("N1.2").claimed == {"points": "4"}
    desk.save("N1.2", points(3), by=desk.binh, edition=1)
    assert desk.line("N1.2").claimed == {"points": "3"}


def test_saying_again_what_stands_there_is_no_change_and_no_conflict(desk: Desk) -> None:
    desk.save("N1.2", points(4), edition=0)
    events = Event.objects.count()
    desk.save("N1.2", points("4.0"), by=desk.binh, edition=0)
    assert desk.line("N1.2").edition == 1
    assert Event.objects.count() == events


def test_in_a_whole_sheet_one_fault_does_not_lose_the_other_lines(desk: Desk) -> None:
    desk.save("N1.3", Entry({"level": "đủ"}), by=desk.binh)
    changes = [
        LineChange(desk.line("N1.1"), Entry({"percent": Decimal(55)}), "", 0),
        LineChange(desk.line("N1.2"), points("4.7"), "", 0),
        LineChange(desk.line("N1.3"), Entry({"level": "chưa đủ"}), "", 0),
        LineChange(desk.line("N1.5"), points(1), "", 0),
    ]
    saved = save_lines(sheet=desk.sheet, changes=changes, actor=desk.an, now=NOW)
    assert [line.criterion.code for line in saved.lines] == ["N1.1"]
    assert set(saved.problems) == {desk.line("N1.2").pk, desk.line("N1.5").pk}
    theirs = saved.conflicts[desk.line("N1.3").pk].theirs
    assert isinstance(theirs, Line)
    assert theirs.claimed == {"level": "đủ"}
    assert desk.line("N1.1").claimed == {"percent": "55"}


def test_a_too_long_explanation_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput, match="quá 2000 ký tự"):
        desk.save("N1.2", points(4), note="a" * 2001)


def test_a_true_zero_passes_and_a_blank_base_line_does_not(desk: Desk) -> None:
    fill(desk.sheet)
    Line.objects.filter(sheet=desk.sheet, criterion__code="N1.3").update(claimed=None)
    with pytest.raises(Refused) as refusal:
        submit_sheet(sheet=desk.sheet, actor=desk.an, now=NOW)
    (reason,) = refusal.value.finding.reasons
    assert "N1.3 Rà soát mạng lưới: chưa chấm" in str(reason.sentence)
    assert "nhập 0" in str(reason.cure)
    desk.save("N1.3", Entry({"level": "chưa đủ"}))
    assert submit_sheet(sheet=desk.sheet, actor=desk.an, now=NOW).state == "submitted"


def test_a_sheet_of_zeros_can_be_handed_in(desk: Desk) -> None:
    zeros = {
        "N1.1": {"percent": "0"}, "N1.2": {"points": "0"}, "N1.3": {"level": "chưa đủ"},
        "N1.4": {"actual": "0", "target": "100"}, "N2.1": {"value": "0"}, "X.1": {"answer": "fail"},
    }  # fmt: skip
    fill(desk.sheet, zeros)
    assert submit_sheet(sheet=desk.sheet, actor=desk.an, now=NOW).lateness == "on-time"


def test_readiness_names_blank_bonus_lines_and_missing_evidence_without_blocking(desk: Desk) -> None:
    fill(desk.sheet)
    ready = sheet_readiness(desk.sheet)
    assert ready.finding
    assert ready.silent == ("B.1", "P.1")
    assert [missing.code for missing in ready.notices] == ["N1.1"]
    assert "quyết định công nhận" in str(ready.notices[0].reason.sentence)


def test_handing_in_is_recorded_with_its_deadline(desk: Desk) -> None:
    sheet = desk.submitted()
    assert (sheet.state, sheet.submitted_at, sheet.submitted_by_id) == ("submitted", NOW, desk.an.user_id)
    assert (sheet.lateness, sheet.submissions) == ("on-time", 1)
    event = last_event()
    assert (event.verb, event.subject_uuid) == ("submit-sheet", sheet.uuid)
    assert event.data["deadline"] == "2020-06-05"
    assert event.data["without_evidence"] == ["N1.1"]


@pytest.mark.parametrize(
    ("at", "extended_to", "lateness"),
    [
        (datetime(2020, 6, 5, 23, 59, 59, tzinfo=HANOI), None, "on-time"),
        (datetime(2020, 6, 6, 0, 0, 0, tzinfo=HANOI), None, "late"),
        (datetime(2020, 6, 8, 23, 59, 59, tzinfo=HANOI), date(2020, 6, 8), "permitted"),
        (datetime(2020, 6, 9, 0, 0, 0, tzinfo=HANOI), date(2020, 6, 8), "late"),
        (datetime(2020, 6, 5, 23, 59, 59, tzinfo=HANOI), date(2020, 6, 8), "on-time"),
    ],
)
def test_the_last_day_counts_until_midnight_in_hanoi(
    desk: Desk, at: datetime, extended_to: date | None, lateness: str
) -> None:
    if extended_to:
        stage = Stage.objects.get(cycle=desk.one.cycle, step="self-scoring")
        Extension.objects.create(
            stage=stage, unit=desk.one.units["S4"], closes_on=extended_to, reason="Mưa bão",
            granted_by_id=desk.an.user_id, granted_at=NOW,
        )  # fmt: skip
    fill(desk.sheet)
    sheet = submit_sheet(sheet=desk.sheet, actor=desk.an, now=at)
    assert sheet.lateness == lateness


def test_an_extension_for_another_unit_does_not_help(desk: Desk) -> None:
    stage = Stage.objects.get(cycle=desk.one.cycle, step="self-scoring")
    Extension.objects.create(
        stage=stage, unit=desk.one.units["S5"], closes_on=date(2020, 6, 20), reason="Mưa bão",
        granted_by_id=desk.an.user_id, granted_at=NOW,
    )  # fmt: skip
    fill(desk.sheet)
    assert submit_sheet(sheet=desk.sheet, actor=desk.an, now=datetime(2020, 6, 10, tzinfo=UTC)).lateness == "late"


def test_last_years_late_sheet_is_judged_by_last_years_days(desk: Desk) -> None:
    """kae#794: the days of the year that is open now are not those of the sheet."""
    new = Cycle.objects.create(cluster=desk.one.cluster, start_year=2020)
    Stage.objects.create(cycle=new, step="self-scoring", opens_on=date(2020, 9, 1), closes_on=date(2021, 6, 5))
    fill(desk.sheet)
    sheet = submit_sheet(sheet=desk.sheet, actor=desk.an, now=datetime(2020, 10, 1, tzinfo=UTC))
    assert sheet.lateness == "late"
    assert last_event().data["deadline"] == "2020-06-05"


def test_before_the_first_day_nothing_is_filled_in(desk: Desk) -> None:
    before = datetime(2020, 4, 30, 16, 59, 59, tzinfo=UTC)
    line = desk.line("N1.2")
    with pytest.raises(Refused, match="mở từ ngày 01/05/2020"):
        save_line(line=line, entry=points(1), note="", edition=0, actor=desk.an, now=before)
    save_line(line=line, entry=points(1), note="", edition=0, actor=desk.an, now=before + timedelta(seconds=1))
    assert desk.line("N1.2").claimed == {"points": "1"}


def test_without_days_the_answer_is_that_days_are_missing(desk: Desk) -> None:
    Stage.objects.filter(cycle=desk.one.cycle).delete()
    fill(desk.sheet)
    with pytest.raises(Refused, match="chưa có thời hạn"):
        submit_sheet(sheet=desk.sheet, actor=desk.an, now=NOW)


def test_a_sheet_is_taken_back_with_a_reason_until_a_verifier_opened_it(desk: Desk) -> None:
    sheet = desk.submitted()
    with pytest.raises(BadInput, match="Chưa ghi lý do"):
        recall_sheet(sheet=sheet, reason=" .  ", actor=desk.an, now=NOW)
    assert recall_sheet(sheet=sheet, reason="Nhầm số liệu N1.1", actor=desk.binh, now=NOW).state == "draft"
    event = last_event()
    assert (event.verb, event.reason, event.actor_name) == ("recall-sheet", "Nhầm số liệu N1.1", desk.binh.name)
    again = submit_sheet(sheet=sheet, actor=desk.an, now=NOW)
    assert again.submissions == 2
    SheetOpening.objects.create(sheet=again, unit=desk.verifier, opened_by_id=desk.an.user_id, opened_at=NOW)
    with pytest.raises(Refused, match="đã mở phiếu"):
        recall_sheet(sheet=again, reason="Nhầm số liệu", actor=desk.an, now=NOW)


def test_after_handing_in_no_line_changes_until_one_comes_back(desk: Desk) -> None:
    desk.submitted()
    with pytest.raises(Refused, match="Phiếu đã gửi"):
        desk.save("N1.2", points(3))
    with pytest.raises(Refused, match="Phiếu đã gửi"):
        choose_fields(sheet=desk.sheet, codes=["N2.2"], was=[], actor=desk.an, now=NOW)


def test_only_the_returned_line_opens_and_its_reason_stays(desk: Desk) -> None:
    line = desk.returned()
    with pytest.raises(Refused, match="Phiếu đã gửi"):
        desk.save("N1.1", Entry({"percent": Decimal(70)}))
    desk.save("N1.2", points(3), note="Đã bổ sung kế hoạch")
    resubmit_line(line=line, actor=desk.an, now=NOW)
    kept = desk.line("N1.2")
    assert (kept.verdict, kept.claimed) == ("", {"points": "3"})
    event = last_event()
    assert (event.verb, event.data["returned_for"]) == ("resubmit-line", "Thiếu kế hoạch năm học")
    with pytest.raises(Refused, match="Phiếu đã gửi"):
        desk.save("N1.2", points(2))
    with pytest.raises(Refused, match="không bị trả lại"):
        resubmit_line(line=kept, actor=desk.an, now=NOW)


def test_a_returned_line_follows_the_verification_days(desk: Desk) -> None:
    line = desk.returned()
    in_time = datetime(2020, 6, 20, 16, 59, 59, tzinfo=UTC)
    save_line(line=line, entry=points(2), note="", edition=line.edition, actor=desk.an, now=in_time)
    with pytest.raises(Refused, match="20/06/2020, nay đã qua"):
        resubmit_line(line=line, actor=desk.an, now=in_time + timedelta(seconds=1))
    resubmit_line(line=line, actor=desk.an, now=in_time)
    assert desk.line("N1.2").verdict == ""


def test_an_emptied_returned_line_does_not_go_back(desk: Desk) -> None:
    line = desk.returned()
    desk.save("N1.2", None)
    with pytest.raises(Refused, match="chưa chấm"):
        resubmit_line(line=line, actor=desk.an, now=NOW)


@pytest.mark.parametrize("verdict", ["accepted", "changed", "agreed"])
def test_a_decided_line_is_never_changed_by_the_unit(desk: Desk, verdict: str) -> None:
    desk.submitted()
    Sheet.objects.filter(pk=desk.sheet.pk).update(state="verifying")
    Line.objects.filter(sheet=desk.sheet, criterion__code="N1.2").update(
        verdict=verdict, verified={"points": "1"}, verified_by=desk.an.user_id, verified_at=NOW, reason="Đã xem"
    )
    with pytest.raises(Refused, match="đã được thẩm định"):
        desk.save("N1.2", points(5))
    assert desk.line("N1.2").claimed == COMPLETE["N1.2"]


@pytest.mark.parametrize("state", ["submitted", "verifying", "settled"])
def test_a_sheet_is_not_handed_in_twice(desk: Desk, state: str) -> None:
    fill(desk.sheet)
    Sheet.objects.filter(pk=desk.sheet.pk).update(state=state)
    with pytest.raises(Refused, match="trạng thái"):
        submit_sheet(sheet=desk.sheet, actor=desk.an, now=NOW)


@pytest.mark.parametrize("state", ["draft", "verifying", "settled"])
def test_only_a_submitted_sheet_is_taken_back(desk: Desk, state: str) -> None:
    Sheet.objects.filter(pk=desk.sheet.pk).update(state=state)
    with pytest.raises(Refused, match="trạng thái"):
        recall_sheet(sheet=desk.sheet, reason="Nhầm số liệu", actor=desk.an, now=NOW)


@pytest.mark.parametrize("who", ["leader", "deputy", "organiser", "S5"])
def test_nobody_else_writes_on_the_units_sheet(desk: Desk, who: str) -> None:
    units = {**desk.one.units, "leader": desk.one.leader, "deputy": desk.one.deputy, "organiser": desk.one.organiser}
    stranger = make_viewer(units[who])
    fill(desk.sheet)
    line = desk.line("N1.2")
    with pytest.raises(Refused, match="Chỉ người của đơn vị"):
        save_line(line=line, entry=points(5), note="", edition=line.edition, actor=stranger, now=NOW)
    with pytest.raises(Refused, match="Chỉ người của đơn vị"):
        submit_sheet(sheet=desk.sheet, actor=stranger, now=NOW)


@pytest.mark.parametrize("change", ["replaced table", "archived year"])
def test_an_old_sheet_is_only_read(desk: Desk, change: str) -> None:
    if change == "replaced table":
        CriteriaTable.objects.filter(pk=desk.table.pk).update(state="replaced")
    else:
        desk.one.cycle.archived_at = NOW
        desk.one.cycle.save()
    with pytest.raises(Refused, match="chỉ xem được"):
        desk.save("N1.2", points(1))


class OrderOfEdits(TestCase):
    """Whoever types what first: the same last words on each line give the same result."""

    @settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
    @given(data=st.data())
    def test_order_never_changes_the_result(self, data: st.DataObject) -> None:
        desk = Desk()
        edits = {code: data.draw(st.lists(kind, min_size=1, max_size=3)) for code, kind in EDITS.items()}
        turns = [code for code, entries in edits.items() for _ in entries]
        results = []
        for _ in range(2):
            waiting = {code: iter(entries) for code, entries in edits.items()}
            for code in data.draw(st.permutations(turns)):
                desk.save(code, next(waiting[code]))
            results.append(_result(desk))
            for code in edits:
                desk.save(code, None)
        assert results[0] == results[1]
        fill(desk.sheet, {code: entries[-1].to_json() for code, entries in edits.items()})  # type: ignore[misc]
        assert _result(desk) == results[0]


EDITS = {
    "N1.1": st.decimals(0, 100, places=1).map(lambda value: Entry({"percent": value})),
    "N1.2": st.integers(0, 10).map(lambda half: points(Decimal(half) / 2)),
    "N1.4": st.integers(0, 200).map(lambda actual: Entry({"actual": Decimal(actual), "target": Decimal(100)})),
    "P.1": st.integers(0, 9).map(lambda count: Entry({"count": Decimal(count)})),
}


def _result(desk: Desk) -> object:
    result = score_cluster(table_facts(desk.table), sheet_facts(desk.table, desk.an.day, drafts=True)).unit("S4")
    return result.claimed, result.final, dict(result.lines), dict(result.groups)
