"""Files on their way into the records: whose they are, what they would do, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from thidua.core.text import Text
from thidua.foundation.refusals import NotThere
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors import units_on
from thidua.records.facts.reach import reach_of, standing_to_unit
from thidua.records.models import Import, ImportRow
from thidua.records.policies.importing import may_import, may_see_import
from thidua.records.rules import standing
from thidua.records.rules.importing import (
    DISCIPLINES,
    FAULTY,
    KINDS,
    OUTCOME_WORDS,
    OUTCOMES,
    TONES,
    WAITING,
    WRITTEN,
    Kind,
    Note,
)
from thidua.records.rules.importing.notes import DOUBT

#: Rows on one page of the preview.
PAGE = 100
#: How many files the list shows.
LISTED = 30


@dataclass(frozen=True, slots=True)
class NoteShown:
    """One thing said about a row, with the cell it is about."""

    what: str
    place: str
    heading: Text | str
    note: Note


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row as the preview shows it."""

    number: int
    name: str
    more: str
    outcome: str
    words: Text
    tone: str
    written: bool
    notes: tuple[NoteShown, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows have one outcome."""

    outcome: str
    words: Text
    tone: str
    rows: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work on a file is: rows done of all rows of this stretch."""

    done: int
    total: int
    writing: bool

    @property
    def finished(self) -> bool:
        """Whether nothing is left."""
        return self.done >= self.total


def get_import_for(viewer: Viewer, uuid: UUID) -> Import:
    """One file on its way, for whoever brought it, the head of its unit and the units above."""
    found = Import.objects.select_related("unit", "created_by").filter(uuid=uuid).first()
    if found is None or not may_see_import(viewer, standing_to_unit(viewer, found.unit), found):
        raise NotThere
    return found


def imports_for(viewer: Viewer) -> list[Import]:
    """The newest files that the viewer may see."""
    reach = reach_of(viewer)
    found = (
        Import.objects.filter(unit__in=reach.units)
        .select_related("unit", "created_by__person")
        .prefetch_related("unit__names")
        .order_by("-created_at", "-pk")
    )
    return [one for one in found[: LISTED * 4] if may_see_import(viewer, reach.to((), {one.unit_id}), one)][:LISTED]


def kinds_for(viewer: Viewer) -> list[Kind]:
    """The kinds of file that the viewer may bring for some unit."""
    reach = reach_of(viewer)
    standings = [reach.to((), {unit}) for unit in reach.units]
    return [kind for kind in KINDS.values() if any(may_import(one, kind.key) for one in standings)]


def units_to_import_for(viewer: Viewer, kind: str) -> list[Unit]:
    """The units for which the viewer may bring a file of a kind, those where the viewer works first."""
    reach = reach_of(viewer)
    open_to = [unit for unit in reach.units if may_import(reach.to((), {unit}), kind)]
    units = units_on(viewer.day).filter(pk__in=open_to)
    return sorted(units, key=lambda unit: (unit.pk not in reach.works, unit.code))


def progress_of(imported: Import) -> Progress:
    """How far comparing is, or writing once it has begun."""
    if imported.state == Import.State.READING:
        return Progress(imported.compared, imported.total, writing=False)
    waiting = to_write(imported).count() if imported.state == Import.State.APPLYING else 0
    return Progress(imported.applied, imported.applied + waiting, writing=True)


def to_write(imported: Import) -> QuerySet[ImportRow]:
    """The rows that are still to be written."""
    return imported.rows.filter(outcome__in=WRITTEN, applied_at=None)


def tallies(imported: Import) -> list[Tally]:
    """How many rows have which outcome, those to mend first."""
    counted = dict(imported.rows.order_by().values_list("outcome").annotate(Count("pk")))
    return [
        Tally(one, OUTCOME_WORDS[one], TONES[one], counted[one]) for one in (*OUTCOMES, WAITING) if counted.get(one)
    ]


def page_of_rows(imported: Import, outcome: str, page: int) -> list[ImportRow]:
    """One page of rows, of one outcome or of all; pages count from 1."""
    rows = imported.rows.filter(outcome=outcome) if outcome else imported.rows.all()
    start = (page - 1) * PAGE
    return list(rows.order_by("number")[start : start + PAGE])


def rows_shown(imported: Import, rows: Iterable[ImportRow]) -> list[RowShown]:
    """Rows as the preview shows them."""
    return [_shown(KINDS[imported.kind], row) for row in rows]


def rows_to_mend(imported: Import) -> QuerySet[ImportRow]:
    """The rows that were refused or left unclear, in the order of the file."""
    return imported.rows.filter(outcome__in=FAULTY).order_by("number")


def notes_of(row: ImportRow) -> list[Note]:
    """What is said about a row."""
    return [Note.from_json(one) for one in row.notes]


def sensitive_in(imported: Import, rows: Iterable[ImportRow]) -> list[str]:
    """The sensitive groups of records that notes on rows tell of: disciplines, days of birth."""
    if imported.kind == DISCIPLINES:
        return [standing.DISCIPLINES]
    notes = [note for row in rows for note in notes_of(row)]
    born = any(one.column == "born_on" and one.before for one in notes) or any(one.what == DOUBT for one in notes)
    return [standing.BIRTH] if born else []


def _shown(kind: Kind, row: ImportRow) -> RowShown:
    first = "name" if "name" in row.cells else kind.columns[0].key
    more = [row.cells[key][1] for key in ("staff_code", "year", "authors") if key in row.cells and row.cells[key][1]]
    return RowShown(
        row.number,
        row.cells.get(first, ["", ""])[1],
        " · ".join(more),
        row.outcome,
        OUTCOME_WORDS[row.outcome],
        TONES[row.outcome],
        row.applied_at is not None,
        tuple(_notes_shown(kind, row, notes_of(row))),
    )


def _notes_shown(kind: Kind, row: ImportRow, notes: Iterable[Note]) -> Iterable[NoteShown]:
    headings = {column.key: column.heading for column in kind.columns}
    for note in notes:
        yield NoteShown(note.what, place_of(row, note.column), headings.get(note.column, ""), note)


def place_of(row: ImportRow, column: str) -> str:
    """Where the cell is: C17; empty when the row as a whole is meant or the file has no such column."""
    return f"{row.cells[column][0]}{row.number}" if column in row.cells else ""
