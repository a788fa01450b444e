"""Keep a table's rows: what a file or a page says, as rows of the database, in order, with their verifiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from thidua.foundation.refusals import no_access
from thidua.organisations.rules import Viewer
from thidua.scoring import rules
from thidua.scoring.models import CriteriaTable, Criterion, NotApplicable
from thidua.scoring.rules.scopes import names_cluster
from thidua.scoring.selectors.verifiers import Verifier, verifiers_by_label

#: How long a text of a row may be, by the row's name for it.
LONGEST = {"code": 40, "label": 500, "evidence": 500, "verifier": 200, "note": 500}


def store_criteria(table: CriteriaTable, criteria: Iterable[rules.Criterion], actor: Viewer) -> None:
    """Make the table's rows these. A row whose code stays is the same row: what was decided about it is kept."""
    wanted = list(criteria)
    kept = {row.code: row for row in table.criteria.all()}
    known = assigned_labels(kept.values())
    verifiers = verifiers_by_label({one.verifier for one in wanted} - set(known), actor.day) | known
    gone = [row.pk for code, row in kept.items() if code not in {one.code for one in wanted}]
    # A parent that goes must not take along children that stay.
    table.criteria.update(parent=None)
    table.criteria.filter(pk__in=gone).delete()
    stored: dict[str, Criterion] = {}
    for one in wanted:
        row = kept.get(one.code) or Criterion(table=table, code=one.code)
        own = verifier_of(row) if row.verifier_label == one.verifier else Verifier()
        fill(row, one, own or verifiers.get(one.verifier, Verifier()))
        row.parent = None
        row.save()
        stored[one.code] = row
    for one in wanted:
        if one.parent_code in stored:
            stored[one.code].parent = stored[one.parent_code]
    Criterion.objects.bulk_update(stored.values(), ["parent"])


def fill(row: Criterion, one: rules.Criterion, verifier: Verifier) -> None:
    """Put what the rules know of a row, and its verifier, into a row of the database; not its parent."""
    row.order, row.label, row.kind = one.order, one.label, one.kind
    row.maximum, row.cap, row.declared, row.weight = one.maximum, one.cap, one.declared, one.weight
    row.optional, row.method = one.optional, one.method.to_json()
    row.receivers, row.na_scopes = sorted(one.receivers), list(one.na_scopes)
    row.evidence_asked, row.verifier_label, row.note = one.evidence, one.verifier, one.note
    row.cells = list(one.cells)
    row.verifier_unit, row.verifier_role = verifier.unit, verifier.role


def assigned_labels(rows: Iterable[Criterion]) -> dict[str, Verifier]:
    """What each verifier's label was already assigned to in these rows."""
    return {
        row.verifier_label: Verifier(row.verifier_unit, row.verifier_role)
        for row in rows
        if row.verifier_label and (row.verifier_unit_id or row.verifier_role)
    }


def renumber(table: CriteriaTable) -> None:
    """Number the rows 0, 1, 2 … as a reader meets them: each group, then what stands in it."""
    below: dict[int | None, list[Criterion]] = {}
    for row in table.criteria.order_by("order", "pk"):
        below.setdefault(row.parent_id, []).append(row)
    ordered: list[Criterion] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        row = waiting.pop()
        row.order = len(ordered)
        ordered.append(row)
        waiting += reversed(below.get(row.pk, []))
    Criterion.objects.bulk_update(ordered, ["order"])


def scope_decisions(actor: Viewer, now: datetime, table: CriteriaTable) -> list[str]:
    """Where the table itself says that a criterion does not apply to this cluster, keep that as a decision.

    Returns the codes. What somebody decided before stays as it is.
    """
    cluster = table.cycle.cluster
    decided = set(
        NotApplicable.objects.filter(criterion__table=table, unit=None).values_list("criterion_id", flat=True)
    )
    codes = []
    for row in table.criteria.order_by("order"):
        scope = next((s for s in row.na_scopes if names_cluster(s, cluster.code, cluster.name)), "")
        if scope and row.pk not in decided:
            NotApplicable.objects.create(
                criterion=row,
                reason=f"Bảng tiêu chí ghi: không áp dụng cho “{scope}”.",
                decided_by_id=account_of(actor),
                decided_at=now,
            )
            codes.append(row.code)
    return codes


def account_of(actor: Viewer) -> int:
    """The account that a decision is kept under; raises Refused for somebody without one."""
    if actor.user_id is None:
        raise no_access()
    return actor.user_id


def verifier_of(row: Criterion) -> Verifier:
    """The verifier a row has now."""
    return Verifier(row.verifier_unit, row.verifier_role)


def labels_of(rows: Iterable[Criterion]) -> Mapping[str, int]:
    """How many scored rows carry each verifier's label."""
    counted: dict[str, int] = {}
    for row in rows:
        if row.kind != Criterion.Kind.GROUP and row.verifier_label:
            counted[row.verifier_label] = counted.get(row.verifier_label, 0) + 1
    return counted
