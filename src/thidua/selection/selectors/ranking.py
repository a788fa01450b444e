"""The ranked table for a viewer: live, or as it was frozen and sent round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from thidua.core.days import day_of
from thidua.core.errors import require
from thidua.cycles.facts import stage_facts
from thidua.foundation.refusals import NotThere
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors.units import name_row_on
from thidua.scoring.facts.sheets import member_units, sheet_facts
from thidua.scoring.facts.table import table_facts
from thidua.scoring.rules import ClusterResult, SheetFacts, Table, UnitResult, score_cluster
from thidua.scoring.selectors.agreement import frozen_facts, latest_circulation
from thidua.scoring.selectors.tables import get_table_for
from thidua.selection.policies import may_see_frozen, may_see_live

if TYPE_CHECKING:
    from thidua.scoring.models import Circulation, CriteriaTable, VerificationAct


@dataclass(frozen=True)
class Ranking:
    """The ranked table with what it was computed from. `circulation` is set when it is the frozen version."""

    table: CriteriaTable
    criteria: Table
    sheets: tuple[SheetFacts, ...]
    result: ClusterResult
    units: Mapping[str, Unit]
    names: Mapping[str, str]
    short_names: Mapping[str, str]
    circulation: Circulation | None = None

    def unit_result(self, code: str) -> UnitResult:
        """One unit's result; NotThere for a unit outside the table."""
        for unit in self.result.units:
            if unit.unit == code:
                return unit
        raise NotThere


def ranking_for(viewer: Viewer, table: UUID, now: datetime) -> Ranking:
    """The ranked table that the viewer may see now. Raises NotThere or Refused with the reason.

    vi: bảng xếp hạng. source: R1.11, W1.9.
    """
    stored = get_table_for(viewer, table)
    cluster = cluster_facts(stored.cycle.cluster, viewer.day)
    stages = stage_facts(stored.cycle)
    ranked_open = "ranked" in stages and stages["ranked"].opens_on <= day_of(now)
    if may_see_live(viewer, cluster, ranked_open=ranked_open):
        return _assembled(stored, table_facts(stored), tuple(sheet_facts(stored, viewer.day)), None, viewer)
    circulation = latest_circulation(stored)
    require(may_see_frozen(viewer, cluster, circulated=circulation is not None))
    if circulation is None:
        raise NotThere
    criteria, sheets = frozen_facts(circulation)
    return _assembled(stored, criteria, tuple(sheets), circulation, viewer)


def acts_on(ranking: Ranking, unit_code: str, criterion_code: str) -> list[VerificationAct]:
    """What verifiers did to one cell, oldest first; not beyond the frozen moment."""
    sheet = ranking.table.sheets.filter(unit__code=unit_code).first()
    line = sheet.lines.filter(criterion__code=criterion_code).first() if sheet else None
    if line is None:
        return []
    acts = line.acts.all()
    if ranking.circulation is not None:
        acts = acts.filter(acted_at__lte=ranking.circulation.sent_at)
    return list(acts.select_related("unit", "acted_by__person").prefetch_related("unit__names").order_by("pk"))


def _assembled(
    stored: CriteriaTable,
    criteria: Table,
    sheets: tuple[SheetFacts, ...],
    circulation: Circulation | None,
    viewer: Viewer,
) -> Ranking:
    units = {unit.code: unit for unit in member_units(stored, viewer.day)}
    named = {code: name_row_on(unit.names.all(), viewer.day) for code, unit in units.items()}
    return Ranking(
        table=stored,
        criteria=criteria,
        sheets=sheets,
        result=score_cluster(criteria, sheets),
        units=units,
        names={code: name.name if name else code for code, name in named.items()},
        short_names={code: name.short_name if name else code for code, name in named.items()},
        circulation=circulation,
    )
