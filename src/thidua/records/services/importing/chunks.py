"""The work on a file, some thousand rows at a time. Each chunk is one transaction, so it can be left and resumed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from thidua.audit.services import record
from thidua.core.errors import require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.organisations.rules import Viewer
from thidua.records.facts.importing import known_for, maker_of, names_for, scope_of
from thidua.records.facts.reach import standing_to_unit
from thidua.records.models import Import, ImportRow
from thidua.records.policies.importing import may_apply, may_discard, may_see_import
from thidua.records.rules.importing import CHANGED, KINDS, WAITING, WRITTEN, Judged, Note, judge, settled
from thidua.records.selectors.importing import to_write
from thidua.records.services.importing.writing import write

#: Rows that are compared, or written, in one transaction.
CHUNK = 2000
#: Fewer rows that say the same are not worth a statement of their own.
_FEW = 50


def do_next(*, actor: Viewer, now: datetime, imported: Import, size: int = CHUNK) -> Import:
    """Compare the next rows, or write them once writing has begun; nothing when there is nothing to do.

    Whoever presses at the same time waits and goes on with the rows after. Raises Refused.
    """
    try:
        return _do_next(actor, now, imported, size)
    except IntegrityError:
        # Somebody wrote one of these records by hand between our look and our writing: look again.
        return _do_next(actor, now, imported, size)


def do_the_rest(
    *, actor: Viewer, now: Callable[[], datetime], imported: Import, told: Callable[[Import], object], size: int = CHUNK
) -> Import:
    """All that is left of comparing, or of writing once that has begun; `told` after every chunk."""
    working = (Import.State.READING, Import.State.APPLYING)
    state = imported.state
    while imported.state == state and state in working:
        imported = do_next(actor=actor, now=now(), imported=imported, size=size)
        told(imported)
    return imported


@transaction.atomic
def begin_writing(*, actor: Viewer, now: datetime, imported: Import) -> Import:
    """Say that what was looked at is to be written. vi: ghi vào hồ sơ. Raises Refused."""
    found = _locked(actor, imported)
    require(may_apply(found))
    rows = to_write(found).count()
    if not rows:
        require(refused(say("Tệp không có dòng nào cần ghi."), say("Hãy sửa các dòng lỗi, nếu có, rồi tải lên lại.")))
    found.state = Import.State.APPLYING
    found.save(update_fields=["state"])
    record(verb="begin-import-writing", actor=actor, subject=found, at=now, data={"rows": rows})
    return found


@transaction.atomic
def discard(*, actor: Viewer, now: datetime, imported: Import) -> Import:
    """Leave a file before any of it is written; the file and its rows stay as they are. Raises Refused."""
    found = _locked(actor, imported)
    require(may_discard(found))
    found.state, found.finished_at = Import.State.DISCARDED, now
    found.save(update_fields=["state", "finished_at"])
    record(verb="discard-import", actor=actor, subject=found, at=now)
    return found


@transaction.atomic
def _do_next(actor: Viewer, now: datetime, imported: Import, size: int) -> Import:
    found = _locked(actor, imported)
    if found.state == Import.State.READING:
        _compare(actor, now, found, size)
    elif found.state == Import.State.APPLYING:
        _apply(actor, now, found, size)
    return found


def _locked(actor: Viewer, imported: Import) -> Import:
    """The file, locked; whoever comes at the same time waits here and then finds it further on."""
    found = Import.objects.select_for_update(of=("self",)).select_related("unit", "created_by").get(pk=imported.pk)
    require(may_see_import(actor, standing_to_unit(actor, found.unit), found))
    return found


def _compare(actor: Viewer, now: datetime, imported: Import, size: int) -> None:
    rows = list(imported.rows.filter(outcome=WAITING).order_by("number")[:size])
    judged = _judged(actor, imported, rows)
    for row in rows:
        _keep(row, judged[row.number])
    _save(rows)
    imported.compared += len(rows)
    if imported.compared >= imported.total or not rows:
        imported.state = Import.State.COMPARED
    imported.save(update_fields=["compared", "state"])
    _told("compare-import", actor, now, imported, rows)


def _apply(actor: Viewer, now: datetime, imported: Import, size: int) -> None:
    """Compare once more and write what is still new or changed: a row decided meanwhile is not overwritten."""
    rows = list(to_write(imported).order_by("number")[:size])
    judged = _judged(actor, imported, rows)
    for row in rows:
        _keep(row, judged[row.number])
    write(imported.kind, judged, actor, now)
    written = [row for row in rows if row.outcome in WRITTEN]
    for row in written:
        row.applied_at = now
        row.person_id = judged[row.number].person or row.person_id
    _save(rows)
    imported.applied += len(written)
    if not to_write(imported).exists():
        imported.state, imported.finished_at = Import.State.DONE, now
    imported.save(update_fields=["applied", "state", "finished_at"])
    changes = [
        [row.number, note["column"], note.get("before", ""), note.get("after", "")]
        for row in written
        if row.outcome == CHANGED
        for note in row.notes
        if note["what"] == "change"
    ]
    _told("write-import", actor, now, imported, rows, {"changes": changes})


def _judged(actor: Viewer, imported: Import, rows: list[ImportRow]) -> dict[int, Judged]:
    kind = KINDS[imported.kind]
    scope = scope_of(imported.unit, maker_of(imported, actor.day))
    known = known_for(kind.key, (row.cells for row in rows), scope, actor, names_for(kind.key))
    return settled(kind, {row.number: judge(kind, row.cells, _from_file(row), known) for row in rows})


def _from_file(row: ImportRow) -> list[Note]:
    return [Note.from_json(note) for note in row.notes if note.get("in_file")]


def _keep(row: ImportRow, judged: Judged) -> None:
    row.outcome, row.notes = judged.outcome, [note.to_json() for note in judged.notes]


def _save(rows: list[ImportRow]) -> None:
    """Rows that say the same in one statement, all others together: row by row would take most of the time."""
    alike: dict[tuple[object, ...], list[ImportRow]] = {}
    for row in rows:
        key = (row.outcome, row.person_id, row.applied_at) if not row.notes else ("", row.pk)
        alike.setdefault(key, []).append(row)
    different: list[ImportRow] = []
    for same in alike.values():
        if len(same) < _FEW:
            different += same
            continue
        one = same[0]
        given: dict[str, object] = {
            "outcome": one.outcome,
            "notes": [],
            "person_id": one.person_id,
            "applied_at": one.applied_at,
        }
        ImportRow.objects.filter(pk__in=[row.pk for row in same]).update(**given)
    ImportRow.objects.bulk_create(
        different,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["outcome", "notes", "person", "applied_at"],
    )


def _told(
    verb: str,
    actor: Viewer,
    now: datetime,
    imported: Import,
    rows: list[ImportRow],
    more: Mapping[str, object] | None = None,
) -> None:
    span = {"from": rows[0].number, "to": rows[-1].number} if rows else {}
    data = {**span, "outcomes": dict(Counter(row.outcome for row in rows)), **(more or {})}
    record(verb=verb, actor=actor, subject=imported, at=now, data=data)
