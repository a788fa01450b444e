"""Bring a file: keep it, read its rows, see what can be seen from the file alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import BadInput, Problem, require
from thidua.core.names import fold
from thidua.core.text import say
from thidua.foundation import files
from thidua.foundation.workbooks import too_many_rows
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.records.facts.importing import scope_of
from thidua.records.facts.reach import standing_to_unit
from thidua.records.models import Import, ImportRow
from thidua.records.policies.importing import may_import
from thidua.records.rules.importing import KINDS, Kind, fold_heading, in_file
from thidua.records.spreadsheets import LIMITS, Headed, SheetRow, read_workbook, under_heading

#: What stands in an illustrating row of a template, so that it is never taken for somebody.
ILLUSTRATION = "Dòng minh hoạ, xoá trước khi nhập"
_STORED_AT_ONCE = 2000

Cells = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Started:
    """A file that was brought, and the headings in it that mean nothing here."""

    imported: Import
    unused: tuple[str, ...]


def start_import(*, actor: Viewer, now: datetime, unit: Unit, kind: str, name: str, content: bytes) -> Started:
    """Keep a file and its rows; nothing in the records changes. vi: tải tệp lên để nhập hồ sơ.

    Raises Refused, or BadInput when the file cannot be read as a whole; wrong rows do not stop it.
    """
    require(may_import(standing_to_unit(actor, unit), kind))
    headed, unused = _headed(KINDS[kind], name, content)
    rows = list(_rows(headed))
    if not rows:
        cure = say("Hãy nhập dữ liệu vào tệp mẫu rồi tải lên lại.")
        raise BadInput([Problem("", say("Tệp không có dòng dữ liệu nào."), cure)])
    if len(rows) > LIMITS.rows:
        raise BadInput([too_many_rows(LIMITS)])
    notes = in_file(KINDS[kind], rows, scope_of(unit, actor).unit_of)
    sha256 = files.put(content)
    with transaction.atomic():
        imported = Import.objects.create(
            unit=unit,
            kind=kind,
            file_name=name[:200],
            sha256=sha256,
            total=len(rows),
            created_at=now,
            created_by_id=actor.account_id,
        )
        _store(imported, rows, {number: note.to_json() for number, note in notes.items()})
        data = {"kind": kind, "unit": unit.code, "file": name[:200], "sha256": sha256, "rows": len(rows)}
        record(verb="start-import", actor=actor, subject=imported, at=now, data=data)
    return Started(imported, unused)


def _store(imported: Import, rows: Sequence[tuple[int, Cells]], notes: dict[int, dict[str, object]]) -> None:
    for start in range(0, len(rows), _STORED_AT_ONCE):
        ImportRow.objects.bulk_create(
            ImportRow(parent=imported, number=number, cells=cells, notes=[notes[number]] if number in notes else [])
            for number, cells in rows[start : start + _STORED_AT_ONCE]
        )


def _headed(kind: Kind, name: str, content: bytes) -> tuple[Headed, tuple[str, ...]]:
    sheet = read_workbook(name, content, LIMITS)
    required = {one.key: str(one.heading) for one in kind.columns if one.required}
    headed = under_heading(sheet, kind.headings(), fold_heading, required)
    heading = next(row for row in sheet if row.number == headed.heading)
    used = set(headed.columns.values())
    return headed, tuple(text for column, text in enumerate(heading.cells) if text and column not in used)


def _rows(headed: Headed) -> Iterator[tuple[int, Cells]]:
    illustrating = set(_illustrating(headed.rows))
    for number, cells in headed.cells():
        if number not in illustrating:
            yield number, cells


def _illustrating(rows: Iterable[SheetRow]) -> Iterator[int]:
    mark = fold(ILLUSTRATION)
    return (row.number for row in rows if any(fold(cell) == mark for cell in row.cells[-3:]))
