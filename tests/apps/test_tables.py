"""The organiser drafts the criteria of cluster 1, comes to terms with its faults, and publishes it once for all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.factories import NOW, ClusterOne, make_cluster_one, make_sheet, make_unit, make_verifiers, make_viewer
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused, Stale
from thidua.foundation.refusals import NotThere
from thidua.organisations.models import Delegation, Post
from thidua.organisations.rules import Viewer
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import CriteriaTable, Criterion, Evidence, EvidenceUse, Line, NotApplicable
from thidua.scoring.rules import Bands, Edge, FreeRating, Gate, GroupSum, Levels
from thidua.scoring.selectors.table_checks import checks_of, obstacles_of
from thidua.scoring.selectors.tables import get_table_for, tables_of, years_with_tables
from thidua.scoring.selectors.verifiers import Verifier
from thidua.scoring.services.not_applicable import decide_not_applicable, lift_not_applicable
from thidua.scoring.services.table_checks import accept_check, reopen_check
from thidua.scoring.services.table_publication import publish_table
from thidua.scoring.services.table_rows import (
    RowInput,
    add_criterion,
    change_criterion,
    move_criterion,
    remove_criterion,
)
from thidua.scoring.services.table_verifiers import assign_verifiers
from thidua.scoring.services.tables import (
    Settings,
    change_settings,
    clone_table,
    create_table,
    settings_of,
    withdraw_table,
)

pytestmark = pytest.mark.django_db
HALF = FreeRating(step=Decimal("0.5"))


@pytest.fixture
def one() -> ClusterOne:
    return make_cluster_one()


@pytest.fixture
def officer(one: ClusterOne) -> Viewer:
    return make_viewer(one.organiser)


@pytest.fixture
def draft(one: ClusterOne, officer: Viewer) -> CriteriaTable:
    return create_table(actor=officer, now=NOW, cycle=one.cycle, name="Bảng tiêu chí thi đua cụm 1")


def row(code: str = "N.1", **values: object) -> RowInput:
    kept = {"label": "Công tác học sinh", "kind": "base", "method": HALF, "maximum": Decimal(5)} | values
    return RowInput(code=code, **kept)  # type: ignore[arg-type]


def group(code: str = "N", **values: object) -> RowInput:
    return RowInput(code=code, **({"label": "Nhiệm vụ", "kind": "group", "method": GroupSum()} | values))  # type: ignore[arg-type]


def grown(table: CriteriaTable, officer: Viewer, *rows: RowInput) -> CriteriaTable:
    for one in rows:
        table.refresh_from_db()
        add_criterion(actor=officer, now=NOW, table=table, edition=table.edition, row=one)
    table.refresh_from_db()
    return table


def ready(table: CriteriaTable, officer: Viewer) -> CriteriaTable:
    """A draft with one group and two criteria that nothing stands in the way of."""
    unit = make_verifiers()["A"] if not CriteriaTable.objects.filter(state="published").exists() else None
    verified_by = Verifier(unit) if unit else Verifier(role="leader")
    grown(
        table,
        officer,
        group(),
        row("N.1", parent="N", verifier="Vụ GDCTHSSV", verified_by=verified_by),
        row("N.2", parent="N", verifier="Vụ GDCTHSSV", verified_by=verified_by),
    )
    settings = replace(settings_of(table), document_number="5350/BGDĐT", document_on=date(2019, 11, 29))
    return change_settings(actor=officer, now=NOW, table=table, edition=table.edition, settings=settings)


def published(table: CriteriaTable, officer: Viewer) -> CriteriaTable:
    ready(table, officer)
    table.refresh_from_db()
    return publish_table(actor=officer, now=NOW, table=table, edition=table.edition)


def last() -> Event:
    return Event.objects.latest("number")


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


# ---------------------------------------------------------------- publishing


def test_what_is_missing_is_all_named_before_publishing(officer: Viewer, draft: CriteriaTable):
    grown(draft, officer, group(declared=Decimal(9)), row("N.1", parent="N", verifier="Ban lạ"))
    with pytest.raises(Refused) as caught:
        publish_table(actor=officer, now=NOW, table=draft, edition=draft.edition)
    said = str(caught.value)
    assert "Nhóm N ghi tối đa 9" in said
    assert "chưa giao cho đơn vị thẩm định nào: N.1" in said
    assert "Chưa ghi số và ngày" in said
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_published_table_is_frozen_with_its_fingerprint(one: ClusterOne, officer: Viewer, draft: CriteriaTable):
    table = published(draft, officer)
    assert (table.state, table.published_by_id) == ("published", officer.user_id)
    assert table.fingerprint == table_facts(CriteriaTable.objects.get(pk=table.pk)).fingerprint()
    assert last().verb == "publish-table"
    assert last().data["fingerprint"] == table.fingerprint
    assert table.sheets.count() == 5
    stored = table.criteria.get(code="N.1")
    for attempt in (
        lambda: change_criterion(actor=officer, now=NOW, criterion=stored, edition=table.edition, row=row("N.1")),
        lambda: add_criterion(actor=officer, now=NOW, table=table, edition=table.edition, row=row("N.9")),
        lambda: remove_criterion(actor=officer, now=NOW, criterion=stored, edition=table.edition),
        lambda: change_settings(
            actor=officer, now=NOW, table=table, edition=table.edition, settings=settings_of(table)
        ),
        lambda: withdraw_table(actor=officer, now=NOW, table=table, edition=table.edition, reason="x"),
        lambda: publish_table(actor=officer, now=NOW, table=table, edition=table.edition),
    ):
        with pytest.raises(Refused, match="Đã ban hành"):
            attempt()


def test_a_new_version_takes_along_what_units_entered_where_nothing_changed(
    one: ClusterOne, officer: Viewer, draft: CriteriaTable
):
    first = published(draft, officer)
    sheet = first.sheets.get(unit=one.units["S4"])
    kept, lost = sheet.lines.get(criterion__code="N.1"), sheet.lines.get(criterion__code="N.2")
    for line in (kept, lost):
        line.claimed, line.note, line.edition = {"points": "4.5"}, "báo cáo kèm theo", 3
        line.claimed_by_id, line.claimed_at = officer.user_id, NOW
        line.save()
    shared = {"unit": one.units["S4"], "cycle": one.cycle, "added_by_id": officer.user_id, "added_at": NOW}
    paper = Evidence.objects.create(name="Báo cáo", link="https://vi.du/bao-cao", **shared)
    withdrawn = Evidence.objects.create(name="Bản cũ", link="https://vi.du/ban-cu", **shared)
    EvidenceUse.objects.create(line=kept, evidence=paper, pages="3–5")
    EvidenceUse.objects.create(line=kept, evidence=withdrawn, withdrawn_at=NOW)
    second = clone_table(actor=officer, now=NOW, cycle=one.cycle, source=first)
    assert (second.version, second.predecessor) == (2, first)
    stored = second.criteria.get(code="N.2")
    other = row("N.2", parent="N", maximum=Decimal(6), verifier="x", verified_by=Verifier(role="leader"))
    change_criterion(actor=officer, now=NOW, criterion=stored, edition=second.edition, row=other)
    second.refresh_from_db()
    second = publish_table(actor=officer, now=NOW, table=second, edition=second.edition)
    first.refresh_from_db()
    assert first.state == "replaced"
    carried = Line.objects.get(sheet__table=second, sheet__unit=one.units["S4"], criterion__code="N.1")
    assert (carried.claimed, carried.note, carried.edition) == ({"points": "4.5"}, "báo cáo kèm theo", 3)
    assert [(use.evidence, use.pages) for use in carried.evidence_uses.all()] == [(paper, "3–5")]
    assert Line.objects.get(sheet__table=second, sheet__unit=one.units["S4"], criterion__code="N.2").claimed is None
    assert Event.objects.filter(verb="replace-table", subject_uuid=first.uuid).exists()
    assert last().data["carried_lines"] == 1


def test_a_used_table_is_not_replaced(one: ClusterOne, officer: Viewer, draft: CriteriaTable):
    first = published(draft, officer)
    first.sheets.all().delete()
    make_sheet(first, one.units["S2"], {"N.1": {"points": "4"}})
    second = clone_table(actor=officer, now=NOW, cycle=one.cycle, source=first)
    with pytest.raises(Refused, match="Đã có 1 đơn vị gửi phiếu"):
        publish_table(actor=officer, now=NOW, table=second, edition=second.edition)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("published", "draft")


def test_a_table_of_last_year_becomes_this_years_draft(one: ClusterOne, officer: Viewer, draft: CriteriaTable):
    source = published(draft, officer)
    decide_not_applicable(
        actor=officer,
        now=NOW,
        criterion=source.criteria.get(code="N.2"),
        unit=None,
        reason="Năm nay không có nội dung này",
    )
    Criterion.objects.filter(table=source, code="N.1").update(na_scopes=["cụm 1"])
    next_year = type(one.cycle).objects.create(cluster=one.cluster, start_year=2020)
    copy = clone_table(actor=officer, now=NOW, cycle=next_year, source=source, name="Bảng năm học 2020–2021")
    assert (copy.version, copy.document_number, copy.name) == (1, "", "Bảng năm học 2020–2021")
    assert [c.code for c in copy.criteria.order_by("order")] == ["N", "N.1", "N.2"]
    assert copy.criteria.get(code="N.1").parent.code == "N"
    assert [d.criterion.code for d in NotApplicable.objects.filter(criterion__table=copy)] == ["N.1"]
    again = clone_table(actor=officer, now=NOW, cycle=one.cycle, source=source)
    assert [d.criterion.code for d in NotApplicable.objects.filter(criterion__table=again)] == ["N.2"]
    plain = [replace(table_facts(t), code="", name="").fingerprint() for t in (source, again)]
    assert plain[0] == plain[1]


# ---------------------------------------------------------------- not applicable


@pytest.fixture
def table(draft: CriteriaTable, officer: Viewer) -> CriteriaTable:
    return published(draft, officer)


def test_the_organiser_or_the_leader_decides_with_a_reason(one: ClusterOne, officer: Viewer, table: CriteriaTable):
    first, second = table.criteria.get(code="N.1"), table.criteria.get(code="N.2")
    with pytest.raises(BadInput, match="lý do"):
        decide_not_applicable(actor=officer, now=NOW, criterion=first, unit=None, reason=" ")
    decide_not_applicable(actor=officer, now=NOW, criterion=first, unit=None, reason="Cụm không có nội dung này")
    assert last().data == {"criterion": "N.1", "unit": None}
    leader = make_viewer(one.leader)
    decision = decide_not_applicable(
        actor=leader, now=NOW, criterion=second, unit=one.units["S4"], reason="Không có trường"
    )
    assert (last().verb, last().reason) == ("decide-not-applicable", "Không có trường")
    lift_not_applicable(actor=leader, now=NOW, decision=decision, reason="Đã có trường mới")
    assert (last().verb, last().data["was"]) == ("lift-not-applicable", "Không có trường")
    assert not NotApplicable.objects.filter(unit=one.units["S4"]).exists()


def test_nobody_decides_about_their_own_unit(one: ClusterOne, table: CriteriaTable):
    criterion = table.criteria.get(code="N.1")
    leader, deputy = make_viewer(one.leader), make_viewer(one.deputy)
    with pytest.raises(Refused, match="cụm phó thực hiện"):
        decide_not_applicable(actor=leader, now=NOW, criterion=criterion, unit=one.leader, reason="x")
    decide_not_applicable(actor=deputy, now=NOW, criterion=criterion, unit=one.leader, reason="Không có trường")
    with pytest.raises(Refused, match="ủy quyền"):
        decide_not_applicable(actor=deputy, now=NOW, criterion=criterion, unit=one.units["S4"], reason="x")
    Delegation.objects.create(
        cluster=one.cluster, task="not-applicable", reason="đi công tác", granted_by_id=leader.user_id, granted_at=NOW,
        starts_on=date(2020, 6, 1), ends_on=date(2020, 6, 2),
    )  # fmt: skip
    decide_not_applicable(actor=deputy, now=NOW, criterion=criterion, unit=one.units["S4"], reason="Không có trường")


@pytest.mark.parametrize("who", ["S4", "V"])
def test_members_and_verifiers_do_not_decide(one: ClusterOne, table: CriteriaTable, who: str):
    actor = make_viewer(one.units["S4"] if who == "S4" else make_unit("V"))
    with pytest.raises(Refused, match="cụm trưởng thực hiện"):
        decide_not_applicable(actor=actor, now=NOW, criterion=table.criteria.get(code="N.1"), unit=None, reason="x")


def test_it_is_decided_before_scoring_starts(one: ClusterOne, officer: Viewer, table: CriteriaTable):
    line = Line.objects.get(sheet__table=table, sheet__unit=one.units["S2"], criterion__code="N.1")
    line.claimed = {"points": "0"}
    line.save()
    group_row, first, second = (table.criteria.get(code=code) for code in ("N", "N.1", "N.2"))
    for criterion, unit in ((first, None), (first, one.units["S2"]), (group_row, None)):
        with pytest.raises(Refused, match="nhập điểm cho tiêu chí này"):
            decide_not_applicable(actor=officer, now=NOW, criterion=criterion, unit=unit, reason="x")
    decide_not_applicable(actor=officer, now=NOW, criterion=first, unit=one.units["S4"], reason="Không có trường")
    decide_not_applicable(actor=officer, now=NOW, criterion=second, unit=None, reason="Không có nội dung")


def test_the_same_is_not_decided_twice_nor_for_strangers(one: ClusterOne, officer: Viewer, table: CriteriaTable):
    criterion = table.criteria.get(code="N.1")
    with pytest.raises(BadInput, match="không thuộc cụm"):
        decide_not_applicable(actor=officer, now=NOW, criterion=criterion, unit=make_unit("LA"), reason="x")
    decide_not_applicable(actor=officer, now=NOW, criterion=criterion, unit=one.units["S4"], reason="x")
    with pytest.raises(BadInput, match="đã được xác định"):
        decide_not_applicable(actor=officer, now=NOW, criterion=criterion, unit=one.units["S4"], reason="x")


# ---------------------------------------------------------------- who reads what


def test_drafts_are_for_those_who_oversee_published_tables_for_all_concerned(
    one: ClusterOne, officer: Viewer, draft: CriteriaTable
):
    everybody = {
        "organiser": officer,
        "observer": make_viewer(one.organiser, Post.Role.OBSERVER),
        "leader": make_viewer(one.leader),
        "deputy": make_viewer(one.deputy),
        "member": make_viewer(one.units["S4"]),
        "stranger": make_viewer(make_unit("LA")),
        "administrator": make_viewer(one.organiser, Post.Role.ADMINISTRATOR),
        "former": make_viewer(one.units["S4"], ends_on=date(2020, 5, 31)),
    }

    def readers() -> set[str]:
        found = set()
        for name, viewer in everybody.items():
            try:
                get_table_for(viewer, draft.uuid)
            except NotThere:
                continue
            found.add(name)
        return found

    assert readers() == {"organiser", "observer", "leader", "deputy"}
    assert tables_of(everybody["member"], one.cycle) == []
    ready(draft, officer)
    everybody["verifier"] = make_viewer(Criterion.objects.get(code="N.1").verifier_unit)
    assert readers() == {"organiser", "observer", "leader", "deputy"}
    draft.refresh_from_db()
    publish_table(actor=officer, now=NOW, table=draft, edition=draft.edition)
    assert readers() == {"organiser", "observer", "leader", "deputy", "member", "verifier"}
    assert [t.scored for t in tables_of(everybody["member"], one.cycle)] == [2]
    assert [has for _, has in years_with_tables(everybody["verifier"])] == [True]
    assert years_with_tables(everybody["stranger"]) == []


def test_obstacles_point_to_where_they_are_cured(officer: Viewer, draft: CriteriaTable):
    grown(draft, officer, row("N.1", verifier="Ban lạ", maximum=Decimal(3), method=FreeRating(high=Decimal(4))))
    found = obstacles_of(draft, checks_of(draft, officer.day))
    assert [(one.part, one.criterion_code) for one in found] == [("row", "N.1"), ("verifiers", ""), ("settings", "")]
