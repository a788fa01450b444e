"""A stored criteria table as the rules read it."""

from __future__ import annotations

from collections import OrderedDict
from uuid import UUID

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


KEPT = 32
_published: OrderedDict[tuple[UUID, str], Table] = OrderedDict()


def published_facts(table: CriteriaTable) -> Table:
    """The facts of a table that was published, kept in memory with what was worked out about it.

    A published table never changes and its fingerprint says which one it is, so what is kept is never out of date.
    """
    if not table.fingerprint:
        return table_facts(table)
    key = (table.uuid, table.fingerprint)
    found = _published.get(key)
    if found is None:
        found = _published[key] = table_facts(table)
        while len(_published) > KEPT:
            _published.popitem(last=False)
    return found
