"""A stored criteria table as the rules read it."""

from __future__ import annotations

from thidua.scoring.models import CriteriaTable
from thidua.scoring.rules import Criterion, Table, method_from_json


def table_facts(table: CriteriaTable) -> Table:
    """The table with all its rows in order; two queries."""
    rows = list(table.criteria.select_related("verifier_unit", "parent").order_by("order"))
    criteria = tuple(
        Criterion(
            code=row.code,
            parent_code=row.parent.code if row.parent else "",
            order=row.order,
            label=row.label,
            kind=row.kind,
            maximum=row.maximum,
            method=method_from_json(row.method),
            verifier=row.verifier_label,
            evidence=row.evidence_asked,
            weight=row.weight,
            optional=row.optional,
            receivers=frozenset(row.receivers),
            na_scopes=tuple(row.na_scopes),
            cap=row.cap,
            declared=row.declared,
            note=row.note,
            cells=tuple(row.cells),
        )
        for row in rows
    )
    return Table(
        code=str(table.uuid),
        name=table.name,
        criteria=criteria,
        ceiling=table.ceiling,
        blank=table.blank,
        rank_on=table.rank_on,
        declared_total=table.declared_total,
    )
