"""The own sheet filled in away from the network: what the file would change, and taking the chosen changes over.

Preview and taking over are the same code: both ask `differences`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import BadInput, Problem, Stale
from thidua.core.text import say
from thidua.organisations.rules import Viewer
from thidua.scoring.facts.one_sheet import sheet_standing
from thidua.scoring.models import Line, Sheet
from thidua.scoring.policies.sheets import may_change_line
from thidua.scoring.rules import Criterion, Entry, check_entry
from thidua.scoring.rules.typed import typed_entry
from thidua.scoring.selectors.sheet_view import Row, SheetView, sheet_view
from thidua.scoring.services.sheets import LineChange, save_lines
from thidua.scoring.spreadsheets import formula_warnings
from thidua.scoring.workbook.sheets import FilledRow, read_sheet, write_sheet


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that the file would change. With problems, or closed, it cannot be taken over.

    `conflict`: somebody changed the line after the file was made; it is only taken over when chosen by name.
    """

    line: Line
    criterion: Criterion
    before: Entry | None
    after: Entry | None
    note_before: str
    note_after: str
    problems: tuple[Problem, ...] = ()
    conflict: bool = False

    @property
    def may_be_taken(self) -> bool:
        """Whether it can be chosen at all."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Differences:
    """What a file would change, line by line, and what is worth knowing about the file."""

    lines: tuple[Difference, ...]
    untouched: int
    warnings: tuple[Problem, ...] = field(default=())


def make_workbook(*, actor: Viewer, now: datetime, sheet: Sheet) -> bytes:
    """The unit's sheet as an Excel file to fill in; only lines that are open now have open boxes.

    vi: tải phiếu dạng Excel.
    """
    view = _view(actor, sheet, now)
    return write_sheet(view, f"Phiếu tự chấm – {sheet.unit}")


def differences(*, actor: Viewer, now: datetime, sheet: Sheet, name: str, content: bytes) -> Differences:
    """What the filled-in file would change. Nothing is saved. Raises BadInput for a file that is not this sheet's.

    vi: xem trước thay đổi.
    """
    view = _view(actor, sheet, now)
    filled, cells = read_sheet(name, content, view)
    rows = {str(row.line.uuid): row for row in view.rows if row.line}
    touched = [(rows[one.line], one) for one in filled if one.touched]
    found = [_difference(actor, now, view, row, one) for row, one in touched]
    changed = tuple(one for one in found if one is not None)
    return Differences(changed, len(filled) - len(changed), tuple(formula_warnings(cells)))


@transaction.atomic
def take_over(
    *,
    actor: Viewer,
    now: datetime,
    sheet: Sheet,
    name: str,
    content: bytes,
    sha256: str,
    chosen: Collection[UUID],
    editions: Mapping[UUID, int],
) -> list[Line]:
    """Take the chosen changes over, all of them or none; `editions` are those the preview showed.

    vi: nhận thay đổi. Raises BadInput, Refused, or Stale when a line changed after the preview.
    """
    found = differences(actor=actor, now=now, sheet=sheet, name=name, content=content)
    wanted = [one for one in found.lines if one.line.uuid in chosen]
    if not wanted:
        raise BadInput([Problem("", say("Chưa chọn thay đổi nào."), say("Hãy đánh dấu ít nhất một dòng."))])
    problems = [problem for one in wanted for problem in one.problems]
    if problems:
        raise BadInput(problems)
    changes = [LineChange(d.line, d.after, d.note_after, editions.get(d.line.uuid, -1)) for d in wanted]
    saved = save_lines(sheet=sheet, changes=changes, actor=actor, now=now)
    if saved.problems:
        raise BadInput([problem for those in saved.problems.values() for problem in those])
    if saved.conflicts:
        key, stale = next(iter(saved.conflicts.items()))
        code = next(one.criterion.code for one in wanted if one.line.pk == key)
        raise Stale(
            say("Dòng {code} vừa được người khác sửa nên chưa nhận thay đổi nào. Hãy xem lại các thay đổi.", code=code),
            stale.theirs,
        )
    codes = [line.criterion.code for line in saved.lines]
    record(verb="take-over-workbook", actor=actor, subject=sheet, at=now, data={"sha256": sha256, "criteria": codes})
    return saved.lines


def _difference(actor: Viewer, now: datetime, view: SheetView, row: Row, filled: FilledRow) -> Difference | None:
    line, criterion = row.line, row.criterion
    assert line is not None  # noqa: S101 - only rows with a line come here
    before = Entry.from_json(line.claimed) if line.claimed is not None else None
    fields = criterion.method.fields()
    after, problems = typed_entry(fields, filled.texts)
    note = filled.note.strip()
    if not problems and after == before and note == line.note:
        return None
    if not problems and after is not None:
        problems = check_entry(criterion.method, after, criterion.maximum, direct=False)
    placed = [Problem(filled.places.get(str(p.place), criterion.code), p.sentence, p.cure) for p in problems]
    if not row.may_change:
        placed = _why_closed(actor, now, view, row)
    return Difference(line, criterion, before, after, line.note, note, tuple(placed), filled.edition != line.edition)


def _why_closed(actor: Viewer, now: datetime, view: SheetView, row: Row) -> list[Problem]:
    assert row.line is not None  # noqa: S101
    if row.closed_words:
        words = say("Dòng này không nhận số liệu của đơn vị: {why}.", why=row.closed_words)
        return [Problem(row.criterion.code, words)]
    finding = may_change_line(actor, sheet_standing(view.sheet), row.line.verdict, now)
    return [Problem(row.criterion.code, reason.sentence, reason.cure) for reason in finding.reasons]


def _view(actor: Viewer, sheet: Sheet, now: datetime) -> SheetView:
    view = sheet_view(actor, sheet)
    standing = sheet_standing(sheet)
    for row in view.rows:
        if row.line is not None:
            row.may_change = not row.closed_words and bool(may_change_line(actor, standing, row.line.verdict, now))
    return view
