"""The organiser drafts the criteria of cluster 1, row by row, and comes to terms with its faults."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.apps.tables_at_work import group, grown, last, row
from tests.factories import NOW, ClusterOne, make_unit, make_verifiers, make_viewer
from thidua.core.errors import BadInput, Refused, Stale
from thidua.organisations.rules import Viewer
from thidua.scoring.models import CriteriaTable, Criterion
from thidua.scoring.rules import Bands, Edge, Gate, Levels
from thidua.scoring.selectors.table_checks import checks_of
from thidua.scoring.selectors.verifiers import Verifier
from thidua.scoring.services.table_checks import accept_check, reopen_check
from thidua.scoring.services.table_publication import publish_table
from thidua.scoring.services.table_rows import (
    add_criterion,
    change_criterion,
    move_criterion,
    remove_criterion,
)
from thidua.scoring.services.table_verifiers import assign_verifiers
from thidua.scoring.services.tables import (
    Settings,
    change_settings,
    create_table,
    settings_of,
    withdraw_table,
)

pytestmark = pytest.mark.django_db


# ---------------------------------------------------------------- drafting


def test_a_draft_starts_empty_and_is_told_of(one: ClusterOne, draft: CriteriaTable):
    assert (draft.version, draft.state, draft.edition) == (1, "draft", 0)
    assert last().verb == "create-table"
    assert last().subject_uuid == draft.uuid


@pytest.mark.parametrize("where", ["leader", "deputy", "member", "verifier", "observer", "administrator"])
def test_only_the_organiser_drafts(one: ClusterOne, where: str):
    places = {"leader": (one.leader, "officer"), "deputy": (one.deputy, "head"), "member": (one.units["S4"], "head"),
              "verifier": (make_unit("V"), "officer"), "observer": (one.organiser, "observer"),
              "administrator": (one.organiser, "administrator")}  # fmt: skip
    unit, role = places[where]
    with pytest.raises(Refused, match="Chỉ cơ quan tổ chức cụm"):
        create_table(actor=make_viewer(unit, role), now=NOW, cycle=one.cycle, name="Bảng")
    assert not CriteriaTable.objects.exists()


def test_there_is_one_draft_at_a_time(one: ClusterOne, officer: Viewer, draft: CriteriaTable):
    with pytest.raises(Refused, match="đang có một bản dự thảo"):
        create_table(actor=officer, now=NOW, cycle=one.cycle, name="Bảng khác")


def test_an_archived_year_is_closed(one: ClusterOne, officer: Viewer, draft: CriteriaTable):
    one.cycle.archived_at = NOW
    one.cycle.save()
    with pytest.raises(Refused, match="đã lưu trữ"):
        add_criterion(actor=officer, now=NOW, table=draft, edition=0, row=row())


def test_settings_change_with_their_history(officer: Viewer, draft: CriteriaTable):
    wanted = Settings(name="Bảng mới", blank="self", ceiling=Decimal(100), declared_total=Decimal("94.5"), awards=4)
    changed = change_settings(actor=officer, now=NOW, table=draft, edition=0, settings=wanted)
    assert settings_of(CriteriaTable.objects.get(pk=draft.pk)) == wanted
    assert changed.edition == 1
    assert last().verb == "change-table-settings"
    assert last().data["declared_total"] == [None, "94.5"]


def test_settings_that_make_no_sense_are_all_named(officer: Viewer, draft: CriteriaTable):
    with pytest.raises(BadInput) as caught:
        change_settings(
            actor=officer, now=NOW, table=draft, edition=0, settings=Settings(name="  ", ceiling=Decimal(-1), blank="x")
        )
    assert [problem.place for problem in caught.value.problems] == ["name", "", "ceiling"]


def test_giving_a_draft_up_needs_a_reason_and_makes_room(one: ClusterOne, officer: Viewer, draft: CriteriaTable):
    with pytest.raises(BadInput, match="lý do"):
        withdraw_table(actor=officer, now=NOW, table=draft, edition=0, reason=" ")
    withdraw_table(actor=officer, now=NOW, table=draft, edition=0, reason="Lập nhầm năm")
    assert (last().verb, last().reason) == ("withdraw-table", "Lập nhầm năm")
    assert create_table(actor=officer, now=NOW, cycle=one.cycle, name="Bảng").version == 2


# ---------------------------------------------------------------- rows


def test_rows_keep_the_order_of_the_tree(officer: Viewer, draft: CriteriaTable):
    grown(
        draft, officer, group("A"), group("B"), row("B.1", parent="B"), row("A.1", parent="A"), row("A.2", parent="A")
    )
    assert [one.code for one in draft.criteria.order_by("order")] == ["A", "A.1", "A.2", "B", "B.1"]
    assert [one.order for one in draft.criteria.order_by("order")] == [0, 1, 2, 3, 4]
    second = draft.criteria.get(code="A.2")
    move_criterion(actor=officer, now=NOW, criterion=second, edition=draft.edition, way="up")
    assert [one.code for one in draft.criteria.order_by("order")] == ["A", "A.2", "A.1", "B", "B.1"]
    assert last().data == {"code": "A.2", "way": "up"}
    draft.refresh_from_db()
    move_criterion(actor=officer, now=NOW, criterion=draft.criteria.get(code="A"), edition=draft.edition, way="down")
    assert [one.code for one in draft.criteria.order_by("order")] == ["B", "B.1", "A", "A.2", "A.1"]
    draft.refresh_from_db()
    with pytest.raises(BadInput, match="đầu hoặc cuối"):
        move_criterion(
            actor=officer, now=NOW, criterion=draft.criteria.get(code="A"), edition=draft.edition, way="down"
        )


def test_every_fault_of_a_row_is_named_at_its_field(officer: Viewer, draft: CriteriaTable):
    grown(draft, officer, row("N.1"))
    wrong = row(
        "N.1",
        label=" ",
        parent="Z",
        maximum=Decimal("-1"),
        weight=Decimal(0),
        note="x" * 501,
        receivers=frozenset({"leader"}),
    )
    with pytest.raises(BadInput) as caught:
        add_criterion(actor=officer, now=NOW, table=draft, edition=draft.edition, row=wrong)
    assert {p.place for p in caught.value.problems} == {
        "label",
        "note",
        "receivers",
        "maximum",
        "weight",
        "code",
        "parent",
    }
    assert all(problem.cure for problem in caught.value.problems)
    assert draft.criteria.count() == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "gate"}, "không đi với cách chấm"),
        ({"method": Gate()}, "không đi với cách chấm"),
        ({"kind": "group"}, "không đi với cách chấm"),
        ({"kind": "khác"}, "không có trong danh mục"),
        ({"maximum": None}, "Chưa nhập điểm tối đa"),
        ({"maximum": Decimal("1.00001")}, "4 chữ số thập phân"),
        ({"code": "N 1"}, "dấu cách"),
    ],
)
def test_kinds_methods_and_maxima_must_fit(officer: Viewer, draft: CriteriaTable, values: dict, words: str):
    with pytest.raises(BadInput, match=words):
        add_criterion(actor=officer, now=NOW, table=draft, edition=0, row=row(**values))


def test_a_changed_row_tells_what_was_there(officer: Viewer, draft: CriteriaTable):
    grown(draft, officer, group("A"), group("B"), row("A.1", parent="A"))
    levels = Levels(options=(("đủ", Decimal(4)), ("thiếu", Decimal(0))))
    stored = draft.criteria.get(code="A.1")
    wanted = row("B.7", parent="B", method=levels, maximum=Decimal(4))
    change_criterion(actor=officer, now=NOW, criterion=stored, edition=draft.edition, row=wanted)
    now = Criterion.objects.get(pk=stored.pk)
    assert (now.code, now.parent.code, now.maximum, now.order) == ("B.7", "B", 4, 2)
    assert last().data["changed"]["maximum"] == ["5", "4"]
    assert set(last().data["changed"]) == {"code", "method", "maximum", "parent"}


def test_a_group_never_stands_in_itself(officer: Viewer, draft: CriteriaTable):
    grown(draft, officer, group("A"), group("A.I", parent="A"), group("A.I.1", parent="A.I"))
    top = draft.criteria.get(code="A")
    for parent in ("A.I", "A.I.1"):
        with pytest.raises(BadInput, match="vào trong chính nó"):
            change_criterion(
                actor=officer, now=NOW, criterion=top, edition=draft.edition, row=group("A", parent=parent)
            )


@pytest.mark.parametrize("parent", ["", "N"])
def test_a_code_never_says_another_place_than_the_row_has(officer: Viewer, draft: CriteriaTable, parent: str):
    grown(draft, officer, group(), group("N.M", parent="N"))
    with pytest.raises(BadInput, match=r"nằm trong nhóm N\.M"):
        add_criterion(actor=officer, now=NOW, table=draft, edition=draft.edition, row=row("N.M.1", parent=parent))
    assert not draft.criteria.filter(code="N.M.1").exists()


def test_a_group_is_removed_only_when_empty(officer: Viewer, draft: CriteriaTable):
    grown(draft, officer, group(), row("N.1", parent="N"))
    with pytest.raises(BadInput, match="còn tiêu chí bên trong"):
        remove_criterion(actor=officer, now=NOW, criterion=draft.criteria.get(code="N"), edition=draft.edition)
    remove_criterion(actor=officer, now=NOW, criterion=draft.criteria.get(code="N.1"), edition=draft.edition)
    assert (last().verb, last().data["code"]) == ("remove-criterion", "N.1")
    assert [one.code for one in draft.criteria.all()] == ["N"]


def test_two_officers_on_one_draft_see_each_other(one: ClusterOne, officer: Viewer, draft: CriteriaTable):
    other = make_viewer(one.organiser)
    grown(draft, officer, row("N.1"))
    stored = draft.criteria.get()
    read_at = draft.edition
    change_criterion(actor=officer, now=NOW, criterion=stored, edition=read_at, row=row("N.1", maximum=Decimal(6)))
    late = row("N.1", maximum=Decimal(7))
    for attempt in (
        lambda: change_criterion(actor=other, now=NOW, criterion=stored, edition=read_at, row=late),
        lambda: add_criterion(actor=other, now=NOW, table=draft, edition=read_at, row=row("N.2")),
        lambda: remove_criterion(actor=other, now=NOW, criterion=stored, edition=read_at),
        lambda: move_criterion(actor=other, now=NOW, criterion=stored, edition=read_at, way="up"),
        lambda: change_settings(actor=other, now=NOW, table=draft, edition=read_at, settings=Settings(name="x")),
        lambda: assign_verifiers(actor=other, now=NOW, table=draft, edition=read_at, verifiers={}),
        lambda: publish_table(actor=other, now=NOW, table=draft, edition=read_at),
        lambda: withdraw_table(actor=other, now=NOW, table=draft, edition=read_at, reason="x"),
    ):
        with pytest.raises(Stale, match="người khác sửa"):
            attempt()
    assert draft.criteria.get().maximum == 6


# ---------------------------------------------------------------- verifiers


def test_one_label_is_assigned_once_for_all_its_rows(officer: Viewer, draft: CriteriaTable):
    unit = make_verifiers()["B"]
    grown(draft, officer, row("N.1", verifier="Đơn vị nhận báo cáo"), row("N.2", verifier="Đơn vị nhận báo cáo"))
    assign_verifiers(
        actor=officer, now=NOW, table=draft, edition=draft.edition, verifiers={"Đơn vị nhận báo cáo": Verifier(unit)}
    )
    assert {one.verifier_unit for one in draft.criteria.all()} == {unit}
    assert {one.verifier_label for one in draft.criteria.all()} == {"Đơn vị nhận báo cáo"}
    assert last().data == {"Đơn vị nhận báo cáo": "VU-B"}
    draft.refresh_from_db()
    with pytest.raises(BadInput, match="Bảng không có đơn vị thẩm định"):
        assign_verifiers(
            actor=officer, now=NOW, table=draft, edition=draft.edition, verifiers={"Vụ lạ": Verifier(unit)}
        )


# ---------------------------------------------------------------- checks


def test_a_warning_is_accepted_by_name_and_an_error_never(officer: Viewer, draft: CriteriaTable):
    steps = Bands(edges=(Edge(">=", Decimal(60), Decimal(4)),), otherwise=Decimal(1))
    grown(draft, officer, group(declared=Decimal(9)), row("N.1", parent="N", method=steps, maximum=Decimal(3)))
    found = {one.check.key: one for one in checks_of(draft, officer.day)}
    assert found["sum"].check.severity == "warning"
    assert found["reach"].is_error
    with pytest.raises(BadInput, match="không chấp nhận được"):
        accept_check(actor=officer, now=NOW, table=draft, edition=draft.edition, key=found["reach"].key)
    accept_check(actor=officer, now=NOW, table=draft, edition=draft.edition, key=found["sum"].key)
    assert last().verb == "accept-check"
    accepted = next(one for one in checks_of(draft, officer.day) if one.check.key == "sum").accepted
    assert accepted is not None
    assert accepted.accepted_by_id == officer.user_id


def test_an_acceptance_holds_only_for_the_words_it_was_given_to(officer: Viewer, draft: CriteriaTable):
    grown(draft, officer, group(declared=Decimal(9)), row("N.1", parent="N", verifier="Cụm trưởng"))
    first = checks_of(draft, officer.day)[0]
    accept_check(actor=officer, now=NOW, table=draft, edition=draft.edition, key=first.key)
    stored = draft.criteria.get(code="N.1")
    other_sum = row("N.1", parent="N", maximum=Decimal(4), verifier="Cụm trưởng")
    change_criterion(actor=officer, now=NOW, criterion=stored, edition=draft.edition, row=other_sum)
    assert [one.is_open for one in checks_of(draft, officer.day)] == [True]


def test_an_acceptance_can_be_taken_back(officer: Viewer, draft: CriteriaTable):
    grown(draft, officer, group(declared=Decimal(9)), row("N.1", parent="N"))
    key = checks_of(draft, officer.day)[0].key
    accept_check(actor=officer, now=NOW, table=draft, edition=draft.edition, key=key)
    reopen_check(actor=officer, now=NOW, table=draft, edition=draft.edition, key=key)
    assert last().verb == "reopen-check"
    assert checks_of(draft, officer.day)[0].is_open


def test_awards_for_everybody_are_pointed_out(officer: Viewer, draft: CriteriaTable):
    change_settings(actor=officer, now=NOW, table=draft, edition=0, settings=Settings(name="Bảng", awards=5))
    draft.refresh_from_db()
    assert "awards" in {one.check.key for one in checks_of(draft, officer.day)}
