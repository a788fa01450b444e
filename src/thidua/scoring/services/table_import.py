"""Take a criteria table over from Excel or CSV. The preview and the commit are the same code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from django.core import signing
from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import BadInput, Problem, Stale
from thidua.core.text import Text, say
from thidua.foundation import files
from thidua.organisations.rules import Viewer
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import CriteriaTable
from thidua.scoring.rules import Table
from thidua.scoring.rules.checks import Check, check_table, with_declared
from thidua.scoring.rules.files import TABLE_HEADINGS, read_table_rows
from thidua.scoring.rules.table_changes import RowChange, table_changes
from thidua.scoring.rules.words import column_of
from thidua.scoring.selectors.tables import rows_of
from thidua.scoring.selectors.verifiers import verifiers_by_label
from thidua.scoring.services.table_storing import LONGEST, assigned_labels, scope_decisions, store_criteria
from thidua.scoring.services.tables import close_draft, open_draft
from thidua.scoring.spreadsheets import Headed, Limits, formula_warnings, read_upload, under_heading

SHEET_NAME = "Tiêu chí"
LIMITS = Limits(rows=2000)
_SALT = "thidua.scoring.import"
#: After this long a preview is made anew.
_TICKET_SECONDS = 24 * 3600
_COLUMN_OF_FIELD = {
    "code": "criterion_code",
    "label": "criterion",
    "evidence": "evidence",
    "verifier": "verifier",
    "note": "source_note",
}


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a preview was made from and what it showed; the commit accepts exactly this and nothing else."""

    table: str
    edition: int
    sha256: str
    name: str
    declared: Mapping[str, str]
    fingerprint: str

    def signed(self) -> str:
        """The ticket as a text that only this installation can have written."""
        values = [self.table, self.edition, self.sha256, self.name, dict(self.declared), self.fingerprint]
        return signing.dumps(values, salt=_SALT, compress=True)

    @classmethod
    def read(cls, signed: str) -> Ticket:
        """The ticket behind a signed text; raises BadInput when it was changed or is too old."""
        try:
            return cls(*signing.loads(signed, salt=_SALT, max_age=_TICKET_SECONDS))
        except signing.BadSignature:
            raise BadInput(
                [Problem("", say("Bản xem trước không còn dùng được."), say("Hãy tải tệp lên và xem trước lại."))]
            ) from None


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What a file would make of a draft. `problems` stop the import; everything else is to be known before it.

    `unassigned` are verifiers' labels that name no unit yet, each with its number of rows;
    `elsewhere` the codes that the table itself does not apply to this cluster.
    """

    table: Table
    problems: tuple[Problem, ...]
    warnings: tuple[Text, ...]
    doubts: tuple[Problem, ...]
    checks: tuple[Check, ...]
    unclear: tuple[str, ...]
    changes: tuple[RowChange, ...]
    unassigned: Mapping[str, int]
    ticket: Ticket | None = field(default=None)

    @property
    def ready(self) -> bool:
        """Whether it can be committed."""
        return not self.problems


def preview_import(
    *,
    actor: Viewer,
    table: CriteriaTable,
    name: str,
    content: bytes,
    declared: Mapping[str, Decimal] | None = None,
) -> ImportPreview:
    """What a file would make of the draft; nothing is changed.

    `declared`: what a document states for groups, by code, and for the `total`.
    Raises Refused when the table is no draft of the viewer's, BadInput when the file cannot be read at all.
    """
    with transaction.atomic():
        draft = open_draft(actor, table, table.edition)
    plan = _plan(actor, draft, name, content, declared or {})
    if not plan.ready:
        return plan
    texts = {code: str(value) for code, value in (declared or {}).items()}
    ticket = Ticket(str(draft.uuid), draft.edition, files.put(content), name[:200], texts, plan.table.fingerprint())
    return replace(plan, ticket=ticket)


def preview_again(
    *, actor: Viewer, table: CriteriaTable, ticket: Ticket, declared: Mapping[str, Decimal]
) -> ImportPreview:
    """The same file once more, with other declared sums."""
    _own_ticket(table, ticket)
    content = files.read(ticket.sha256)
    return preview_import(actor=actor, table=table, name=ticket.name, content=content, declared=declared)


@transaction.atomic
def commit_import(*, actor: Viewer, now: datetime, table: CriteriaTable, ticket: Ticket) -> CriteriaTable:
    """Make the draft what the preview showed. Raises Refused, BadInput, or Stale when anything changed since.

    vi: nhập bảng tiêu chí. Rows whose code stays keep what was decided about them.
    """
    _own_ticket(table, ticket)
    draft = open_draft(actor, table, ticket.edition)
    declared = {code: Decimal(text) for code, text in ticket.declared.items()}
    plan = _plan(actor, draft, ticket.name, files.read(ticket.sha256), declared)
    if plan.problems:
        raise BadInput(plan.problems)
    if plan.table.fingerprint() != ticket.fingerprint:
        raise Stale(say("Kết quả đọc tệp khác với bản đã xem trước; chưa có gì được lưu. Hãy xem trước lại."), draft)
    store_criteria(draft, plan.table.criteria, actor)
    draft.declared_total = plan.table.declared_total
    close_draft(draft)
    elsewhere = scope_decisions(actor, now, draft)
    data = {
        "file": ticket.name,
        "sha256": ticket.sha256,
        "rows": len(plan.table.criteria),
        "changes": [[one.change, one.code] for one in plan.changes],
        "declared": dict(ticket.declared),
        "not_applicable": elsewhere,
    }
    record(verb="import-table", actor=actor, subject=draft, at=now, data=data)
    return draft


def _plan(
    actor: Viewer, draft: CriteriaTable, name: str, content: bytes, declared: Mapping[str, Decimal]
) -> ImportPreview:
    rows = read_upload(name, content, LIMITS, SHEET_NAME)
    shown = (TABLE_HEADINGS["criterion_code"], TABLE_HEADINGS["criterion"], TABLE_HEADINGS["max_points"])
    headed = under_heading(rows, lambda text: column_of(text, TABLE_HEADINGS) is not None, (*shown, "Cách chấm"))
    before = table_facts(draft)
    reading = read_table_rows(headed.rows, code=before.code, name=before.name, place=headed.place)
    read = replace(
        reading.table,
        ceiling=before.ceiling,
        blank=before.blank,
        rank_on=before.rank_on,
        declared_total=before.declared_total,
    )
    problems = [*reading.problems, *_too_long(reading.table, headed)]
    try:
        read = with_declared(read, declared)
    except BadInput as wrong:
        problems += [] if problems else wrong.problems
    labels = [one.verifier for one in read.scored if one.verifier]
    assigned = set(verifiers_by_label(labels, actor.day)) | set(assigned_labels(rows_of(draft)))
    checks = () if problems else tuple(check_table(read))
    told = {check.criterion_code for check in checks if check.key in ("two-formulas", "unclear")}
    return ImportPreview(
        table=read,
        problems=tuple(problems),
        warnings=tuple(one for one in reading.warnings if one.values.get("code") not in told),
        doubts=tuple(formula_warnings(rows)),
        checks=checks,
        unclear=reading.unclear,
        changes=() if problems else table_changes(before, read),
        unassigned={label: labels.count(label) for label in dict.fromkeys(labels) if label not in assigned},
    )


def _too_long(table: Table, headed: Headed) -> list[Problem]:
    """Texts longer than a row can keep, named with their cells."""
    codes = next((h for h in headed.columns if column_of(h, TABLE_HEADINGS) == "criterion_code"), "")
    numbers = {cells.get(codes, ""): number for number, cells in headed.rows}
    found = []
    for one in table.criteria:
        for name, column in _COLUMN_OF_FIELD.items():
            if len(getattr(one, name)) > LONGEST[name] and one.code in numbers:
                heading = next(h for h in headed.columns if column_of(h, TABLE_HEADINGS) == column)
                wrong = say("Ô này dài hơn {limit} ký tự.", limit=LONGEST[name])
                found.append(
                    Problem(headed.place(numbers[one.code], heading), wrong, say("Hãy rút gọn nội dung ô này."))
                )
    return found


def _own_ticket(table: CriteriaTable, ticket: Ticket) -> None:
    if ticket.table != str(table.uuid):
        raise BadInput(
            [Problem("", say("Bản xem trước này thuộc bảng tiêu chí khác."), say("Hãy tải tệp lên và xem trước lại."))]
        )
