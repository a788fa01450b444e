"""A department hands its sheet in, takes it back, corrects what came back; nobody else does it for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.factories import NOW, make_viewer
from tests.sheets import COMPLETE, Desk, fill
from thidua.audit.models import Event
from thidua.core.days import HANOI
from thidua.core.errors import BadInput, Refused
from thidua.cycles.models import Cycle, Extension, Stage
from thidua.scoring.models import CriteriaTable, Line, Sheet, SheetOpening
from thidua.scoring.rules import Entry, points
from thidua.scoring.services.sheets import (
    choose_fields,
    recall_sheet,
    resubmit_line,
    save_line,
    sheet_readiness,
    submit_sheet,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def last_event() -> Event:
    event = Event.objects.order_by("-number").first()
    assert event is not None
    return event


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
