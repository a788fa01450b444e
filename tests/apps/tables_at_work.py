"""Drafts of criteria tables as tests need them, and who makes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.factories import NOW, make_verifiers
from thidua.audit.models import Event
from thidua.organisations.rules import Viewer
from thidua.scoring.models import CriteriaTable
from thidua.scoring.rules import FreeRating, GroupSum
from thidua.scoring.selectors.verifiers import Verifier
from thidua.scoring.services.table_publication import publish_table
from thidua.scoring.services.table_rows import (
    RowInput,
    add_criterion,
)
from thidua.scoring.services.tables import (
    change_settings,
    settings_of,
)

HALF = FreeRating(step=Decimal("0.5"))


def row(code: str = "N.1", **values: object) -> RowInput:
    kept = {"label": "Công tác học sinh", "kind": "base", "method": HALF, "maximum": Decimal(5)} | values
    return RowInput(code=code, **kept)  # type: ignore[arg-type]


def group(code: str = "N", **values: object) -> RowInput:
    return RowInput(code=code, **({"label": "Nhiệm vụ", "kind": "group", "method": GroupSum()} | values))  # type: ignore[arg-type]


def grown(table: CriteriaTable, officer: Viewer, *rows: RowInput) -> CriteriaTable:
    for one in rows:
        table.refresh_from_db()
        add_criterion(actor=officer, now=NOW, table=table, edition=table.edition, row=one)
    table.refresh_from_db()
    return table


def ready(table: CriteriaTable, officer: Viewer) -> CriteriaTable:
    """A draft with one group and two criteria that nothing stands in the way of."""
    unit = make_verifiers()["A"] if not CriteriaTable.objects.filter(state="published").exists() else None
    verified_by = Verifier(unit) if unit else Verifier(role="leader")
    grown(
        table,
        officer,
        group(),
        row("N.1", parent="N", verifier="Vụ GDCTHSSV", verified_by=verified_by),
        row("N.2", parent="N", verifier="Vụ GDCTHSSV", verified_by=verified_by),
    )
    settings = replace(settings_of(table), document_number="5350/BGDĐT", document_on=date(2019, 11, 29))
    return change_settings(actor=officer, now=NOW, table=table, edition=table.edition, settings=settings)


def published(table: CriteriaTable, officer: Viewer) -> CriteriaTable:
    ready(table, officer)
    table.refresh_from_db()
    return publish_table(actor=officer, now=NOW, table=table, edition=table.edition)


def last() -> Event:
    return Event.objects.latest("number")
