"""A table is published once for all; a new version takes its place; what does not apply is decided; who reads what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.apps.tables_at_work import group, grown, last, published, ready, row
from tests.factories import NOW, ClusterOne, make_sheet, make_unit, make_viewer
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused
from thidua.foundation.refusals import NotThere
from thidua.organisations.models import Delegation, Post
from thidua.organisations.rules import Viewer
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import CriteriaTable, Criterion, Evidence, EvidenceUse, Line, NotApplicable
from thidua.scoring.rules import FreeRating
from thidua.scoring.selectors.table_checks import checks_of, obstacles_of
from thidua.scoring.selectors.tables import get_table_for, tables_of, years_with_tables
from thidua.scoring.selectors.verifiers import Verifier
from thidua.scoring.services.not_applicable import decide_not_applicable, lift_not_applicable
from thidua.scoring.services.table_publication import publish_table
from thidua.scoring.services.table_rows import (
    add_criterion,
    change_criterion,
    remove_criterion,
)
from thidua.scoring.services.tables import (
    change_settings,
    clone_table,
    settings_of,
    withdraw_table,
)

pytestmark = pytest.mark.django_db


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
