"""A department fills in its score sheet."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import NOW, make_viewer
from tests.sheets import Desk, fill, line_of
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused, Stale
from thidua.scoring.facts.sheets import sheet_facts
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import Line
from thidua.scoring.rules import Entry, points, score_cluster
from thidua.scoring.services.sheets import (
    LineChange,
    choose_fields,
    prepare_sheet,
    prepare_sheets,
    save_line,
    save_lines,
)

pytestmark = pytest.mark.django_db


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
