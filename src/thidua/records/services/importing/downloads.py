"""Workbooks that go out: a template for each kind of file, and the rows that are to be mended."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import override

from thidua.core.text import Text
from thidua.records.facts.importing import names_for
from thidua.records.models import Import, ImportRow
from thidua.records.rules.importing import KINDS, OUTCOME_WORDS, Column, Kind
from thidua.records.selectors.importing import notes_of, place_of
from thidua.records.selectors.importing import rows_to_mend as faulty_rows
from thidua.records.services.importing.starting import ILLUSTRATION
from thidua.records.spreadsheets import Page, PageColumn, write_workbook

REASON, REMARK = "Lý do", "Ghi chú"
DATA, GUIDE, LIST = "Dữ liệu", "Hướng dẫn", "Danh mục"
_RULES = (
    "Nhập dữ liệu vào trang “Dữ liệu”, mỗi dòng một người hoặc một nội dung. Cột có chữ đỏ là bắt buộc.",
    "Thứ tự cột tùy ý; tên cột có dấu hay không dấu đều được; cột khác tệp mẫu không được dùng đến.",
    "Nhận ra người theo mã định danh; không có mã thì theo họ tên và ngày sinh, sau cùng theo họ tên trong đơn vị.",
    "Ô bỏ trống nghĩa là không nói gì: nội dung đã có trong phần mềm được giữ nguyên.",
    "Nội dung đã có quyết định trong phần mềm không bao giờ bị tệp ghi đè; chỗ khác nhau được nêu để đối chiếu.",
    "Tải lên rồi xem trước từng dòng; chỉ khi bấm ghi thì hồ sơ mới thay đổi.",
)


def template(kind: Kind) -> bytes:
    """The template of a kind of file: headings, one illustrating row, what to write where, names to choose from."""
    names = names_for(kind.key).all_words()
    lists = {}
    if names:
        coded = next(index for index, one in enumerate(kind.columns) if one.holds == "coded")
        lists[coded] = f"='{LIST}'!$A$2:$A${len(names) + 1}"
    example = [one.example or (names[0] if one.holds == "coded" and names else "") for one in kind.columns]
    columns = [*(_column(one) for one in kind.columns), PageColumn(REMARK, 30)]
    pages = [Page(DATA, columns, [[*example, ILLUSTRATION]], example=True, lists=lists), _guide(kind)]
    if names:
        pages.append(Page(LIST, [PageColumn(str(kind.column(_coded(kind)).heading), 60)], [[name] for name in names]))
    return write_workbook(pages)


def rows_to_mend(imported: Import) -> bytes:
    """The rows that were refused or left unclear, each with its reasons, to be mended and brought again."""
    kind = KINDS[imported.kind]
    columns = [*(_column(one) for one in kind.columns), PageColumn(REASON, 70)]
    return write_workbook([Page(DATA, columns, _faulty(imported, kind)), _guide(kind)])


def _faulty(imported: Import, kind: Kind) -> Iterator[list[str]]:
    rows = faulty_rows(imported)
    with override("vi"):
        for row in rows.iterator(chunk_size=2000):
            yield [row.cells.get(column.key, ["", ""])[1] for column in kind.columns] + [_reason(row)]


def _reason(row: ImportRow) -> str:
    told = [str(OUTCOME_WORDS[row.outcome]) + f" (dòng {row.number} của tệp trước):"]
    for note in notes_of(row):
        if note.sentence is not None:
            place = place_of(row, note.column)
            told.append(f"{place}: {_said(note.sentence, note.cure)}" if place else _said(note.sentence, note.cure))
    return " ".join(told)


def _said(sentence: Text, cure: Text | None) -> str:
    return f"{sentence} {cure}" if cure else str(sentence)


def _column(one: Column) -> PageColumn:
    return PageColumn(str(one.heading), one.width, one.required)


def _coded(kind: Kind) -> str:
    return next(one.key for one in kind.columns if one.holds == "coded")


def _guide(kind: Kind) -> Page:
    rows = [[str(kind.name), str(kind.lead)]]
    rows += [["Cách dùng", rule] for rule in _RULES]
    for one in kind.columns:
        need = "Bắt buộc." if one.required else "Không bắt buộc."
        rows.append([str(one.heading), f"{need} {one.note}" if one.note else need])
    return Page(GUIDE, [PageColumn("Mục", 30), PageColumn("Nội dung", 110)], rows)
