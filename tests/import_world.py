"""A department over two schools and the files they bring; every name is invented (dữ liệu minh hoạ)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl

from tests.factories import make_unit, make_viewer
from thidua.organisations.models import Person, Post, Unit, UnitPlace
from thidua.organisations.rules import Viewer
from thidua.records.models import Import, ImportRow
from thidua.records.services import importing

DAY = date(2025, 6, 2)
AT = datetime(2025, 6, 2, 3, 0, tzinfo=UTC)
SINCE = date(2020, 9, 1)
STAFF_HEADS = ("Họ và tên", "Mã định danh", "Ngày sinh", "Đơn vị (mã)", "Chức vụ", "Từ ngày")
RATING_HEADS = ("Họ và tên", "Mã định danh", "Năm học", "Xếp loại", "Số QĐ", "Ngày QĐ", "Cơ quan")
BEST, GOOD = "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ"


@dataclass
class Schools:
    """The department, two schools under it, the head and an officer of the first school, an officer above."""

    department: Unit
    school: Unit
    other: Unit
    head: Viewer
    officer: Viewer
    above: Viewer


def make_schools() -> Schools:
    """All of it."""
    department = make_unit("PGD-MH", "Phòng Giáo dục minh hoạ", "Phòng MH")
    school = make_unit("TH-A", "Trường Tiểu học Minh Hoạ A", "TH Minh Hoạ A")
    other = make_unit("TH-B", "Trường Tiểu học Minh Hoạ B", "TH Minh Hoạ B")
    for unit in (school, other):
        UnitPlace.objects.create(unit=unit, parent=department, starts_on=date(2000, 1, 1))
    return Schools(
        department,
        school,
        other,
        make_viewer(school, Post.Role.HEAD, DAY),
        make_viewer(school, Post.Role.OFFICER, DAY),
        make_viewer(department, Post.Role.OFFICER, DAY),
    )


def make_person(name: str, unit: Unit, code: str | None = None, born_on: date | None = None, **post: Any) -> Person:
    """Somebody of the staff of a unit."""
    person = Person.objects.create(full_name=name, staff_code=code, born_on=born_on)
    given = {"role": Post.Role.STAFF, "title": "Giáo viên", "starts_on": SINCE, **post}
    Post.objects.create(person=person, unit=unit, **given)
    return person


def workbook(heads: Iterable[str], *rows: Iterable[Any], before: Iterable[Iterable[Any]] = ()) -> bytes:
    """An Excel file with a heading row, the rows under it, and what stands above."""
    book = openpyxl.Workbook()
    for row in (*before, heads, *rows):
        book.active.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def brought(actor: Viewer, unit: Unit, kind: str, content: bytes) -> Import:
    """A file that was brought."""
    given = {"actor": actor, "now": AT, "unit": unit, "kind": kind, "name": "tep.xlsx", "content": content}
    return importing.start_import(**given).imported


def compared(actor: Viewer, unit: Unit, kind: str, content: bytes, size: int = importing.CHUNK) -> Import:
    """A file that was brought and compared."""
    return the_rest(actor, brought(actor, unit, kind, content), size)


def written(actor: Viewer, imported: Import, size: int = importing.CHUNK) -> Import:
    """A compared file that was written."""
    return the_rest(actor, importing.begin_writing(actor=actor, now=AT, imported=imported), size)


def the_rest(actor: Viewer, imported: Import, size: int = importing.CHUNK) -> Import:
    """What is left of the present stretch."""
    moments = iter(AT + timedelta(seconds=n) for n in range(10_000))
    given = {"now": lambda: next(moments), "told": lambda _: None, "size": size}
    return importing.do_the_rest(actor=actor, imported=imported, **given)


def outcomes(imported: Import) -> dict[int, str]:
    """The outcome of each row by its number in the sheet."""
    return dict(imported.rows.order_by("number").values_list("number", "outcome"))


def row_of(imported: Import, number: int) -> ImportRow:
    """One row, read anew."""
    return imported.rows.get(number=number)


def told(row: ImportRow) -> str:
    """Everything that is said about a row."""
    said = [_pattern(note) for note in row.notes]
    return " ".join(part for part in said if part)


def _pattern(note: Mapping[str, Any]) -> str:
    from thidua.records.rules.importing import Note

    one = Note.from_json(note)
    return " ".join(str(part) for part in (one.sentence, one.cure, one.before, one.after) if part)
