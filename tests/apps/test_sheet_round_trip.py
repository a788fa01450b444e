"""A department far from the network fills its sheet in Excel and sends it back."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from uuid import UUID

import openpyxl
import pytest

from tests.factories import NOW, make_cluster_one, make_viewer
from tests.sheets import fill, line_of, make_sheets, make_table
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Stale
from thidua.organisations.rules import Viewer
from thidua.scoring.models import CriteriaTable, Line, Sheet
from thidua.scoring.rules import points
from thidua.scoring.services.sheet_round_trip import Difference, Differences, differences, make_workbook, take_over
from thidua.scoring.services.sheets import save_line, submit_sheet

pytestmark = pytest.mark.django_db
FILE = "phieu.xlsx"


class Far:
    """Hải Phòng with a weak line: the sheet, and the file as Excel would open it."""

    def __init__(self) -> None:
        self.one = make_cluster_one()
        self.table, self.verifier = make_table(self.one)
        self.sheet: Sheet = make_sheets(self.one, self.table, make_viewer(self.one.organiser))["S4"]
        self.an, self.binh = make_viewer(self.one.units["S4"]), make_viewer(self.one.units["S4"])

    def line(self, code: str) -> Line:
        return line_of(self.sheet, code)

    def download(self) -> openpyxl.Workbook:
        return openpyxl.load_workbook(io.BytesIO(make_workbook(actor=self.an, now=NOW, sheet=self.sheet)))

    def read(self, content: bytes) -> Differences:
        return differences(actor=self.an, now=NOW, sheet=self.sheet, name=FILE, content=content)

    def take(
        self, content: bytes, *codes: str, editions: dict[str, int] | None = None, by: Viewer | None = None
    ) -> Any:
        seen = {self.line(code).uuid: self.line(code).edition for code in codes}
        seen |= {self.line(code).uuid: edition for code, edition in (editions or {}).items()}
        chosen: set[UUID] = {self.line(code).uuid for code in codes}
        return take_over(
            actor=by or self.an, now=NOW, sheet=self.sheet, name=FILE, content=content, sha256="0" * 64, chosen=chosen,
            editions=seen,
        )  # fmt: skip


@pytest.fixture
def far() -> Far:
    return Far()


def row_of(book: openpyxl.Workbook, code: str) -> int:
    page = book["Phiếu tự chấm"]
    return next(row for row in range(1, page.max_row + 1) if page.cell(row, 4).value == code)


def put(book: openpyxl.Workbook, code: str, *values: object, note: str | None = None) -> None:
    page, row = book["Phiếu tự chấm"], row_of(book, code)
    for place, value in enumerate(values):
        page.cell(row, 10 + 2 * place).value = value
    if note is not None:
        page.cell(row, 13).value = note


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def by_code(found: Differences) -> dict[str, Difference]:
    return {one.criterion.code: one for one in found.lines}


def test_the_file_has_a_row_for_every_criterion_and_names_what_to_put_in(far: Far) -> None:
    book = far.download()
    page = book["Phiếu tự chấm"]
    assert [s.title for s in book.worksheets if s.sheet_state == "visible"] == ["Phiếu tự chấm"]
    row = row_of(book, "N1.4")
    assert [page.cell(row, column).value for column in (9, 11)] == ["Kết quả thực hiện", "Chỉ tiêu"]
    assert page.cell(row_of(book, "N1.1"), 9).value == "Tỷ lệ (%)"
    assert page.protection.sheet
    assert page.cell(row, 5).protection.locked
    assert not page.cell(row, 10).protection.locked
    assert page.cell(row_of(book, "N1.5"), 10).protection.locked
    assert page.column_dimensions["A"].hidden
    assert len(page.data_validations.dataValidation) == 2


def test_a_file_sent_back_as_it_came_changes_nothing(far: Far) -> None:
    fill(far.sheet)
    Line.objects.filter(sheet=far.sheet, criterion__code="N1.2").update(note="Dòng một\nDòng hai")
    found = far.read(saved(far.download()))
    assert found.lines == ()
    assert found.untouched == 11


def test_differences_are_shown_line_by_line_then_taken_over_as_chosen(far: Far) -> None:
    fill(far.sheet, {"N1.2": {"points": "3"}})
    book = far.download()
    put(book, "N1.1", "61,5")
    put(book, "N1.2", "0", note="Không thực hiện")
    put(book, "N1.3", "đủ")
    put(book, "N1.4", 90, 100.5)
    put(book, "X.1", "Đạt")
    content = saved(book)
    found = by_code(far.read(content))
    assert set(found) == {"N1.1", "N1.2", "N1.3", "N1.4", "X.1"}
    assert found["N1.2"].before == points(3)
    assert found["N1.2"].after == points(0)
    assert not any(one.problems or one.conflict for one in found.values())
    assert far.line("N1.1").claimed is None
    lines = far.take(content, "N1.1", "N1.2", "N1.4", "X.1")
    assert [line.criterion.code for line in lines] == ["N1.1", "N1.2", "N1.4", "X.1"]
    assert far.line("N1.1").claimed == {"percent": "61.5"}
    assert (far.line("N1.2").claimed, far.line("N1.2").note) == ({"points": "0"}, "Không thực hiện")
    assert far.line("N1.4").claimed == {"actual": "90", "target": "100.5"}
    assert far.line("X.1").claimed == {"answer": "pass"}
    assert far.line("N1.3").claimed is None
    event = Event.objects.get(verb="take-over-workbook")
    assert event.data == {"sha256": "0" * 64, "criteria": ["N1.1", "N1.2", "N1.4", "X.1"]}
    assert Event.objects.filter(verb="save-line").count() == 4


def test_preview_and_taking_over_give_the_same(far: Far) -> None:
    book = far.download()
    put(book, "N1.1", "61,5")
    put(book, "P.1", "2")
    content = saved(book)
    promised = {code: one.after.to_json() for code, one in by_code(far.read(content)).items() if one.after}
    far.take(content, *promised)
    assert {code: far.line(code).claimed for code in promised} == promised
    assert far.read(content).lines == ()


def test_an_emptied_box_is_chua_cham_again(far: Far) -> None:
    fill(far.sheet, {"N1.2": {"points": "3"}})
    book = far.download()
    put(book, "N1.2", None)
    content = saved(book)
    assert by_code(far.read(content))["N1.2"].after is None
    far.take(content, "N1.2")
    assert far.line("N1.2").claimed is None


@pytest.mark.parametrize(
    ("code", "values", "place", "words"),
    [
        ("N1.2", ("bốn",), "Ô J", "“bốn” không phải là số"),
        ("N1.2", ("4,7",), "Ô J", "không theo bước chấm"),
        ("N1.1", ("161",), "Ô J", "nằm ngoài khoảng"),
        ("N1.3", ("tốt",), "Ô J", "không có trong các mức"),
        ("N1.4", ("90", ""), "Ô L", "Chưa nhập Chỉ tiêu"),
    ],
)
def test_a_wrong_cell_is_named_with_its_cure(
    far: Far, code: str, values: tuple[str, ...], place: str, words: str
) -> None:
    book = far.download()
    put(book, code, *values)
    content = saved(book)
    (problem,) = by_code(far.read(content))[code].problems
    assert problem.place == f"{place}{row_of(book, code)}"
    assert words in str(problem.sentence)
    assert problem.cure
    put(book, "P.1", "1")
    with pytest.raises(BadInput, match=words):
        far.take(saved(book), code, "P.1")
    assert far.line("P.1").claimed is None


def test_a_line_changed_by_others_meanwhile_is_a_conflict(far: Far) -> None:
    book = far.download()
    put(book, "N1.2", "2")
    content = saved(book)
    save_line(line=far.line("N1.2"), entry=points(5), note="", edition=0, actor=far.binh, now=NOW)
    found = by_code(far.read(content))["N1.2"]
    assert found.conflict
    assert (found.before, found.after) == (points(5), points(2))
    with pytest.raises(Stale, match=r"N1\.2 vừa được người khác sửa"):
        far.take(content, "N1.2", editions={"N1.2": 0})
    assert far.line("N1.2").claimed == {"points": "5"}
    far.take(content, "N1.2", editions={"N1.2": 1})
    assert far.line("N1.2").claimed == {"points": "2"}


def test_one_line_changed_after_the_preview_holds_all_back(far: Far) -> None:
    book = far.download()
    put(book, "N1.2", "2")
    put(book, "P.1", "1")
    content = saved(book)
    save_line(line=far.line("N1.2"), entry=points(5), note="", edition=0, actor=far.binh, now=NOW)
    events = Event.objects.count()
    with pytest.raises(Stale):
        far.take(content, "P.1", "N1.2", editions={"N1.2": 0})
    assert far.line("P.1").claimed is None
    assert Event.objects.count() == events


def test_an_old_untouched_row_is_no_conflict(far: Far) -> None:
    book = far.download()
    save_line(line=far.line("N1.2"), entry=points(5), note="", edition=0, actor=far.binh, now=NOW)
    assert far.read(saved(book)).lines == ()


def test_decided_rows_are_never_touched(far: Far) -> None:
    """prompt-edu PR#1961: importing again overwrote what had been decided."""
    fill(far.sheet)
    book = far.download()
    put(book, "N1.2", "5")
    put(book, "N1.1", "99")
    content = saved(book)
    submit_sheet(sheet=far.sheet, actor=far.an, now=NOW)
    Sheet.objects.filter(pk=far.sheet.pk).update(state="verifying")
    lines = Line.objects.filter(sheet=far.sheet)
    lines.filter(criterion__code="N1.2").update(
        verdict="changed", verified={"points": "1"}, verified_by=far.an.user_id, verified_at=NOW, reason="Thiếu tệp"
    )
    far.sheet.refresh_from_db()
    before = list(lines.order_by("pk").values("claimed", "note", "verified", "verdict", "edition"))
    found = by_code(far.read(content))
    assert "đã được thẩm định" in str(found["N1.2"].problems[0].sentence)
    assert "Phiếu đã gửi" in str(found["N1.1"].problems[0].sentence)
    with pytest.raises(BadInput, match="đã được thẩm định"):
        far.take(content, "N1.2")
    assert list(lines.order_by("pk").values("claimed", "note", "verified", "verdict", "edition")) == before
    page = far.download()["Phiếu tự chấm"]
    assert page.cell(row_of(far.download(), "N1.2"), 10).protection.locked


def test_the_file_of_another_unit_or_an_older_table_is_refused(far: Far) -> None:
    theirs = far.table.sheets.get(unit=far.one.units["S5"])
    other = make_workbook(actor=make_viewer(far.one.units["S5"]), now=NOW, sheet=theirs)
    with pytest.raises(BadInput, match="không phải là phiếu của đơn vị"):
        far.read(other)
    own = saved(far.download())
    CriteriaTable.objects.filter(pk=far.table.pk).update(fingerprint="b" * 64)
    far.sheet = Sheet.objects.select_related("table", "unit").get(pk=far.sheet.pk)
    with pytest.raises(BadInput, match="Bảng tiêu chí đã thay đổi"):
        far.read(own)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"a,b,c\n1,2,3\n", b"PK\x03\x04" + b"0" * 100, b"<html></html>"], ids=repr
)
def test_what_is_no_such_file_is_refused(far: Far, content: bytes) -> None:
    with pytest.raises(BadInput):
        far.read(content)


def test_nothing_chosen_is_told(far: Far) -> None:
    book = far.download()
    put(book, "N1.2", "2")
    with pytest.raises(BadInput, match="Chưa chọn thay đổi nào"):
        far.take(saved(book))


def test_a_formula_is_read_by_its_result_and_mentioned_or_refused(far: Far) -> None:
    book = far.download()
    put(book, "N1.2", "=1+1")
    with pytest.raises(BadInput, match="công thức"):
        far.read(saved(book))


def test_what_looks_like_a_formula_in_an_explanation_stays_a_text(far: Far) -> None:
    Line.objects.filter(sheet=far.sheet, criterion__code="N1.2").update(note='=HYPERLINK("http://xau.vn")')
    book = far.download()
    cell = book["Phiếu tự chấm"].cell(row_of(book, "N1.2"), 13)
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://xau.vn")')


def test_midnight_of_the_first_day_opens_the_boxes(far: Far) -> None:
    early = make_workbook(actor=far.an, now=datetime.fromisoformat("2020-04-30T23:59:59+07:00"), sheet=far.sheet)
    page = openpyxl.load_workbook(io.BytesIO(early))["Phiếu tự chấm"]
    assert page.cell(row_of(far.download(), "N1.2"), 10).protection.locked
