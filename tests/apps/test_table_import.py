"""A table comes over from Excel or CSV: seen before it is taken, taken exactly as seen, given back as the same file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.factories import NOW, ClusterOne, make_unit, make_viewer
from tests.workbooks import with_sheet
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused, Stale
from thidua.organisations.rules import Viewer
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import CriteriaTable, NotApplicable
from thidua.scoring.rules import Table
from thidua.scoring.rules.files import TABLE_COLUMNS
from thidua.scoring.services.not_applicable import decide_not_applicable
from thidua.scoring.services.table_export import export_table, template
from thidua.scoring.services.table_import import (
    ImportPreview,
    Ticket,
    commit_import,
    preview_again,
    preview_import,
)
from thidua.scoring.services.tables import Settings, change_settings, create_table, withdraw_table

pytestmark = pytest.mark.django_db
TABLES = Path(__file__).parent.parent / "data" / "tables"
ALL = sorted(path.stem for path in TABLES.glob("*.csv") if path.read_text("utf-8").startswith("group_code"))
CLUSTER = "SYNTHETIC_cum_so_gddt"


def content_of(name: str) -> bytes:
    return (TABLES / f"{name}.csv").read_bytes()


def as_excel(content: bytes, number: bool = True) -> Worksheet:
    """The same rows in a workbook, maxima as numbers, under a title as offices write them."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Tiêu chí"
    page.append(["BẢNG TIÊU CHÍ THI ĐUA (dữ liệu minh hoạ)"])
    page.merge_cells("A1:E1")
    for index, row in enumerate(csv.reader(io.StringIO(content.decode()))):
        page.append(
            [float(cell) if number and index and n == 4 and cell[:1].isdigit() else cell for n, cell in enumerate(row)]
        )
    return page


def saved(page: Worksheet) -> bytes:
    target = io.BytesIO()
    page.parent.save(target)
    return target.getvalue()


def seen(officer: Viewer, table: CriteriaTable, content: bytes, **options: object) -> ImportPreview:
    table.refresh_from_db()
    return preview_import(actor=officer, table=table, name="bang.xlsx", content=content, **options)  # type: ignore[arg-type]


def taken(officer: Viewer, table: CriteriaTable, content: bytes, **options: object) -> CriteriaTable:
    preview = seen(officer, table, content, **options)
    assert preview.problems == ()
    assert preview.ticket is not None
    ticket = Ticket.read(preview.ticket.signed())
    return commit_import(actor=officer, now=NOW, table=table, ticket=ticket)


def plain(table: CriteriaTable | Table) -> str:
    facts = table if isinstance(table, Table) else table_facts(table)
    return replace(facts, code="", name="").fingerprint()


# ---------------------------------------------------------------- all known tables


@pytest.mark.parametrize("name", ALL)
def test_every_known_table_is_taken_as_it_was_seen(officer: Viewer, draft: CriteriaTable, name: str):
    preview = seen(officer, draft, content_of(name))
    taken(officer, draft, content_of(name))
    assert plain(draft) == plain(preview.table)
    event = Event.objects.latest("number")
    assert (event.verb, event.data["rows"]) == ("import-table", len(preview.table.criteria))


@pytest.mark.parametrize("name", ALL)
def test_excel_and_csv_give_the_same_table(officer: Viewer, draft: CriteriaTable, name: str):
    from_csv = seen(officer, draft, content_of(name))
    from_excel = seen(officer, draft, saved(as_excel(content_of(name))))
    assert plain(from_excel.table) == plain(from_csv.table)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("name", ALL)
def test_what_goes_out_comes_back_the_same(
    one: ClusterOne, officer: Viewer, draft: CriteriaTable, name: str, form: str
):
    first = taken(officer, draft, content_of(name))
    file = export_table(first, form)
    mark = plain(first)
    withdraw_table(actor=officer, now=NOW, table=first, edition=first.edition, reason="thử lại")
    second = taken(officer, create_table(actor=officer, now=NOW, cycle=one.cycle, name="Bảng"), file)
    assert plain(second) == mark


@pytest.mark.parametrize("name", ALL)
def test_the_csv_that_comes_out_is_the_file_that_went_in(officer: Viewer, draft: CriteriaTable, name: str):
    taken(officer, draft, content_of(name))
    went_in = list(csv.reader(io.StringIO(content_of(name).decode())))
    came_out = list(csv.reader(io.StringIO(export_table(draft, "csv").decode("utf-8-sig"))))
    assert came_out == went_in


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("name", ["nuoc_oa_mau02_lanh_dao_2026", "nuoc_oa_mau03_giao_vien_2026"])
def test_stated_sums_go_out_and_come_back(one: ClusterOne, officer: Viewer, draft: CriteriaTable, name: str, form: str):
    declared = {"A": Decimal(30), "B": Decimal(70), "total": Decimal(100)}
    first = taken(officer, draft, content_of(name), declared=declared)
    assert first.declared_total == 100
    file, mark = export_table(first, form), plain(first)
    withdraw_table(actor=officer, now=NOW, table=first, edition=first.edition, reason="thử lại")
    second = create_table(actor=officer, now=NOW, cycle=one.cycle, name="Bảng")
    second = taken(officer, second, file, declared={"total": Decimal(100)})
    assert plain(second) == mark


# ---------------------------------------------------------------- faults that were real


@pytest.mark.parametrize(
    ("name", "group", "total"),
    [
        ("nuoc_oa_mau02_lanh_dao_2026", "Nhóm B ghi tối đa 70, các tiêu chí cộng lại được 65", "được 95"),
        ("nuoc_oa_mau03_giao_vien_2026", "Nhóm A ghi tối đa 30, các tiêu chí cộng lại được 30,5", "được 100,5"),
    ],
)
def test_the_sums_of_nuoc_oa_are_named(officer: Viewer, draft: CriteriaTable, name: str, group: str, total: str):
    blind = seen(officer, draft, content_of(name))
    assert not [check for check in blind.checks if check.key in ("sum", "total")]
    assert blind.ticket is not None
    declared = {"A": Decimal(30), "B": Decimal(70), "total": Decimal(100)}
    preview = preview_again(actor=officer, table=draft, ticket=blind.ticket, declared=declared)
    said = [str(check.sentence) for check in preview.checks if check.key in ("sum", "total")]
    assert len(said) == 2
    assert group in said[0]
    assert total in said[1]
    assert len([check for check in preview.checks if check.key == "two-formulas"]) == 3


def test_unclear_rows_of_the_kpi_table_are_reported_and_not_guessed(officer: Viewer, draft: CriteriaTable):
    preview = seen(officer, draft, content_of("dh_kpi_cap_khoa_PARTIAL"))
    assert "DIEM_TB_THANH_VIEN" in preview.unclear
    assert len(preview.unclear) == 8
    assert preview.ready
    taken(officer, draft, content_of("dh_kpi_cap_khoa_PARTIAL"))
    errors = [check for check in preview.checks if check.severity == "error"]
    assert {check.criterion_code for check in errors} == set(preview.unclear)
    assert draft.criteria.get(code="DIEM_TB_THANH_VIEN").method["kind"] == "unclear"


def test_a_declared_sum_for_a_group_that_is_not_there_is_refused(officer: Viewer, draft: CriteriaTable):
    preview = seen(officer, draft, content_of(CLUSTER), declared={"Z": Decimal(3)})
    assert "không có nhóm Z" in str(preview.problems[0])
    assert preview.ticket is None


# ---------------------------------------------------------------- every wrong row, with its cell


def test_every_wrong_cell_is_named_at_once_as_excel_names_it(officer: Viewer, draft: CriteriaTable):
    page = as_excel(content_of(CLUSTER))
    page["E5"], page["C6"], page["D7"], page["F8"], page["E9"] = "bốn", "N1.1", None, "điểm lạ", -3
    preview = seen(officer, draft, saved(page))
    places = [problem.place for problem in preview.problems]
    assert {"Ô E5", "Ô C6", "Ô D7", "Ô F8", "Ô E9"} <= set(places)
    assert all(problem.cure for problem in preview.problems)
    assert preview.ticket is None
    assert not draft.criteria.exists()


def test_texts_longer_than_a_row_can_keep_are_named(officer: Viewer, draft: CriteriaTable):
    page = as_excel(content_of(CLUSTER))
    page["D4"], page["I5"] = "x" * 501, "y" * 201
    assert [problem.place for problem in seen(officer, draft, saved(page)).problems] == ["Ô D4", "Ô I5"]


def test_merged_cells_among_the_rows_are_refused_with_their_names(officer: Viewer, draft: CriteriaTable):
    page = as_excel(content_of(CLUSTER))
    page.merge_cells("B3:B4")
    with pytest.raises(BadInput, match="Ô B3:B4"):
        seen(officer, draft, saved(page))


def test_a_file_without_heading_names_the_columns(officer: Viewer, draft: CriteriaTable):
    with pytest.raises(BadInput, match="Mã tiêu chí, Tiêu chí, Điểm tối đa"):
        seen(officer, draft, b"a,b,c,d\n1,2,3,4\n")


def test_only_the_named_sheet_of_several_is_read(officer: Viewer, draft: CriteriaTable):
    page = as_excel(content_of(CLUSTER))
    page.title = "Phụ lục"
    page.parent.create_sheet("Khác")
    with pytest.raises(BadInput, match="Phụ lục, Khác"):
        seen(officer, draft, saved(page))


# ---------------------------------------------------------------- preview and commit


def test_a_preview_changes_nothing(officer: Viewer, draft: CriteriaTable):
    events = Event.objects.count()
    seen(officer, draft, content_of(CLUSTER))
    assert not draft.criteria.exists()
    assert Event.objects.count() == events


def test_verifiers_are_found_by_name_and_the_rest_is_asked_about(officer: Viewer, draft: CriteriaTable):
    books = make_unit("VU-KHTC", "Vụ Kế hoạch – Tài chính", "Vụ KHTC")
    preview = seen(officer, draft, content_of(CLUSTER))
    assert preview.unassigned["đơn vị nhận báo cáo"] == 1
    assert preview.unassigned["Văn phòng Bộ"] == 2
    assert "Vụ KHTC" not in preview.unassigned
    assert "Cụm trưởng" not in preview.unassigned
    taken(officer, draft, content_of(CLUSTER))
    assert draft.criteria.get(code="N1.1").verifier_unit == books
    assert draft.criteria.get(code="X.2").verifier_role == "leader"
    assert draft.criteria.get(code="G1.1").verifier_unit is None


def test_a_name_that_two_units_bear_is_not_guessed(officer: Viewer, draft: CriteriaTable):
    make_unit("V1", "Vụ Kế hoạch", "Vụ KHTC")
    make_unit("V2", "Vụ Tài chính", "Vụ KHTC")
    assert "Vụ KHTC" in seen(officer, draft, content_of(CLUSTER)).unassigned


def test_what_the_table_does_not_apply_to_this_cluster_becomes_a_decision(officer: Viewer, draft: CriteriaTable):
    taken(officer, draft, content_of(CLUSTER))
    decisions = NotApplicable.objects.filter(criterion__table=draft)
    assert [(d.criterion.code, d.unit) for d in decisions] == [("N3.5a", None), ("N3.5b", None)]
    assert decisions[0].decided_by_id == officer.user_id
    assert "cụm 1" in decisions[0].reason
    assert Event.objects.latest("number").data["not_applicable"] == ["N3.5a", "N3.5b"]


def test_another_cluster_keeps_those_criteria(one: ClusterOne, officer: Viewer, draft: CriteriaTable):
    one.cluster.code, one.cluster.name = "cum-10", "Cụm thi đua số 10"
    one.cluster.save()
    taken(officer, draft, content_of(CLUSTER))
    assert not NotApplicable.objects.exists()


def test_a_second_import_shows_the_differences_and_keeps_what_was_decided(
    one: ClusterOne, officer: Viewer, draft: CriteriaTable
):
    taken(officer, draft, content_of(CLUSTER))
    draft.refresh_from_db()
    kept = draft.criteria.get(code="N1.1")
    decide_not_applicable(actor=officer, now=NOW, criterion=kept, unit=one.units["S4"], reason="Không có trường")
    reviewer = make_unit("VP", "Văn phòng Bộ", "VP")
    draft.criteria.filter(code="G1.1").update(verifier_unit=reviewer)
    page = as_excel(content_of(CLUSTER))
    page["E3"], page["G3"] = 3, "band(x%: >=60->3; else 1)"  # N1.1
    page.delete_rows(4)  # N1.2
    page.append(["G5", "Truyền thông", "G5.2", "Chuyên mục mới", 1, "base", "yes_no", "", "Văn phòng Bộ", ""])
    preview = seen(officer, draft, saved(page))
    assert [(one.change, one.code) for one in preview.changes] == [
        ("changed", "N1.1"), ("added", "G5.2"), ("removed", "N1.2"),
    ]  # fmt: skip
    assert [str(name) for name, _, _ in preview.changes[0].parts] == ["Điểm tối đa", "Cách chấm"]
    taken(officer, draft, saved(page))
    assert draft.criteria.get(code="N1.1").pk == kept.pk
    assert NotApplicable.objects.filter(criterion=kept, unit=one.units["S4"]).exists()
    assert draft.criteria.get(code="G1.1").verifier_unit == reviewer
    assert draft.criteria.get(code="G5.2").verifier_unit == reviewer
    assert not draft.criteria.filter(code="N1.2").exists()


def test_a_preview_is_good_only_for_the_draft_it_saw(officer: Viewer, draft: CriteriaTable):
    preview = seen(officer, draft, content_of(CLUSTER))
    change_settings(actor=officer, now=NOW, table=draft, edition=0, settings=Settings(name="Tên khác"))
    assert preview.ticket is not None
    with pytest.raises(Stale):
        commit_import(actor=officer, now=NOW, table=draft, ticket=preview.ticket)
    assert not draft.criteria.exists()


def test_a_ticket_cannot_be_made_up_nor_moved_to_another_table(one: ClusterOne, officer: Viewer, draft: CriteriaTable):
    preview = seen(officer, draft, content_of(CLUSTER))
    assert preview.ticket is not None
    with pytest.raises(BadInput, match="không còn dùng được"):
        Ticket.read(preview.ticket.signed()[:-2] + "xx")
    withdraw_table(actor=officer, now=NOW, table=draft, edition=0, reason="lập lại")
    other = create_table(actor=officer, now=NOW, cycle=one.cycle, name="Bảng khác")
    with pytest.raises(BadInput, match="bảng tiêu chí khác"):
        commit_import(actor=officer, now=NOW, table=other, ticket=preview.ticket)


@pytest.mark.parametrize("where", ["leader", "S4", "observer"])
def test_only_the_organiser_imports(one: ClusterOne, draft: CriteriaTable, where: str):
    viewer = {
        "leader": make_viewer(one.leader),
        "S4": make_viewer(one.units["S4"]),
        "observer": make_viewer(one.organiser, "observer"),
    }[where]
    with pytest.raises(Refused):
        seen(viewer, draft, content_of(CLUSTER))


def test_formulas_are_pointed_at(officer: Viewer, draft: CriteriaTable):
    page = as_excel(content_of(CLUSTER))
    page["E3"] = "=2+2"
    content = with_sheet(saved(page), rb"</f><v ?/>|</f><v></v>", b"</f><v>4</v>")
    preview = seen(officer, draft, content)
    assert "E3" in str(preview.doubts[0])
    assert preview.table.by_code["N1.1"].maximum == 4


# ---------------------------------------------------------------- files that go out


def test_the_template_is_understood_row_by_row(officer: Viewer, draft: CriteriaTable):
    preview = seen(officer, draft, template())
    assert preview.problems == ()
    assert preview.unclear == ()
    assert preview.warnings == ()
    assert not [check for check in preview.checks if check.severity == "error"]
    kinds = {one.method.kind for one in preview.table.scored}
    assert kinds == {
        "free-rating", "yes-no", "levels", "bands", "linear", "threshold", "vs-target", "rank", "count", "start-full",
        "penalty", "gate",
    }  # fmt: skip


def test_the_template_explains_itself_in_vietnamese():
    book = openpyxl.load_workbook(io.BytesIO(template()))
    assert book.sheetnames == ["Tiêu chí", "Hướng dẫn"]
    said = " ".join(str(cell.value) for row in book["Hướng dẫn"] for cell in row if cell.value)
    assert "mỗi tiêu chí một dòng" in said
    assert "Theo bậc: ≥ 60 %: 4 điểm" in said
    assert book["Tiêu chí"].data_validations.dataValidation


def test_codes_stay_texts_in_excel(officer: Viewer, draft: CriteriaTable):
    taken(officer, draft, content_of("dh_hai_phong_vien_chuc_quy"))
    page = openpyxl.load_workbook(io.BytesIO(export_table(draft, "xlsx")))["Tiêu chí"]
    assert (page["C2"].value, page["C2"].data_type) == ("1.1", "s")
    assert (page["E2"].value, page["E2"].data_type) == (5, "n")
    assert [cell.value for cell in page[1]][:3] == ["Mã nhóm", "Nhóm", "Mã tiêu chí"]
    assert len(TABLE_COLUMNS) == page.max_column
