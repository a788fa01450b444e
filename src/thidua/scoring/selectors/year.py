"""Where the scoring of a cluster's year stands: states and counts for the desk, never anybody's figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import ClusterFacts, Viewer
from thidua.scoring.models import Circulation, CriteriaTable, Criterion, Line, Objection, Sheet
from thidua.scoring.policies.agreement import may_settle
from thidua.scoring.rules.agreement import circulation_state
from thidua.scoring.selectors.verification import ProgressOfAll, progress_for

if TYPE_CHECKING:  # a year is handed on, never asked for here
    from thidua.cycles.models import Cycle


@dataclass(frozen=True, slots=True)
class SheetStanding:
    """Where one unit is with its sheet."""

    uuid: UUID
    state: str
    lateness: str
    returned: int = 0


@dataclass(frozen=True, slots=True)
class CirculationStanding:
    """Where the last round of asking the members stands. `to_sign`: objections that wait for the viewer's signature."""

    uuid: UUID
    round: int
    state: str
    objections_until: date
    opened_by: frozenset[int]
    open_objections: int = 0
    to_sign: int = 0


@dataclass(frozen=True, slots=True)
class YearOfScoring:
    """A cluster's year of scoring as far as it has come; `table` is the published one."""

    cluster: ClusterFacts
    table: CriteriaTable | None = None
    has_draft: bool = False
    sheets: Mapping[int, SheetStanding] = field(default_factory=dict)
    circulation: CirculationStanding | None = None


def year_of_scoring(viewer: Viewer, cycle: Cycle, now: datetime) -> YearOfScoring:
    """Where a cluster's year stands; the same queries for any number of units. The year passed its gate."""
    cluster = cluster_facts(cycle.cluster, viewer.day)
    tables = list(CriteriaTable.objects.filter(cycle=cycle).select_related("cycle__cluster"))
    table = next((one for one in tables if one.state == CriteriaTable.State.PUBLISHED), None)
    has_draft = any(one.state == CriteriaTable.State.DRAFT for one in tables)
    if table is None:
        return YearOfScoring(cluster, has_draft=has_draft)
    return YearOfScoring(cluster, table, has_draft, _sheets(table), _circulation(viewer, cluster, table, now))


def progress_of_year(viewer: Viewer, year: YearOfScoring, now: datetime) -> ProgressOfAll | None:
    """How far verification is, by unit and by verifier, computed as the pages of verification do."""
    return progress_for(viewer, year.table, now) if year.table else None


def verifying_units() -> frozenset[int]:
    """The units that verify a criterion of any published table."""
    named = Criterion.objects.filter(table__state=CriteriaTable.State.PUBLISHED, verifier_unit__isnull=False)
    return frozenset(named.values_list("verifier_unit", flat=True))


def _sheets(table: CriteriaTable) -> dict[int, SheetStanding]:
    returned: dict[int, int] = {}
    lines = Line.objects.filter(sheet__table=table, verdict=Line.Verdict.RETURNED)
    for unit in lines.values_list("sheet__unit_id", flat=True):
        returned[unit] = returned.get(unit, 0) + 1
    rows = Sheet.objects.filter(table=table).values_list("unit_id", "uuid", "state", "lateness")
    return {unit: SheetStanding(uuid, state, late, returned.get(unit, 0)) for unit, uuid, state, late in rows}


def _circulation(
    viewer: Viewer, cluster: ClusterFacts, table: CriteriaTable, now: datetime
) -> CirculationStanding | None:
    rounds = Circulation.objects.filter(table=table).defer("snapshot").prefetch_related("receipts")
    last = rounds.order_by("-round").first()
    if last is None:
        return None
    objections = list(
        Objection.objects.filter(circulation=last, closed_at__isnull=True)
        .select_related("line__sheet")
        .prefetch_related("signatures")
    )
    return CirculationStanding(
        uuid=last.uuid,
        round=last.round,
        state=circulation_state(last.objections_until, now, len(objections), closed=last.closed_at is not None),
        objections_until=last.objections_until,
        opened_by=frozenset(receipt.unit_id for receipt in last.receipts.all()),
        open_objections=len(objections),
        to_sign=sum(1 for one in objections if _waits_for(viewer, cluster, one)),
    )


def _waits_for(viewer: Viewer, cluster: ClusterFacts, objection: Objection) -> bool:
    signed = {signature.unit_id for signature in objection.signatures.all()}
    if signed & viewer.working_units:
        return False
    return bool(may_settle(viewer, cluster, objection.line.sheet.unit_id, objection.raised_by_unit_id))
