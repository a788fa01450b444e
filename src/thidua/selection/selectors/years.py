"""The ranked tables of this year and of earlier ones, as far as the viewer may see each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from thidua.core.days import SchoolYear
from thidua.core.errors import Refused
from thidua.cycles.selectors import earlier_cycles
from thidua.foundation.refusals import NotThere
from thidua.organisations.rules import Viewer
from thidua.scoring.selectors.year import year_of_scoring
from thidua.selection.rules.years import YEARS, ScoredYear
from thidua.selection.selectors.ranking import Ranking, ranking_for


def scored_years(viewer: Viewer, ranking: Ranking, now: datetime) -> list[ScoredYear]:
    """The cluster's last years up to this one, oldest first, each through its own gate. source: features A7.49."""
    cycle = ranking.table.cycle
    earlier = list(_earlier(viewer, ranking, now))
    return [*reversed(earlier), ScoredYear(SchoolYear(cycle.start_year), ranking.criteria, ranking.result)]


def _earlier(viewer: Viewer, ranking: Ranking, now: datetime) -> Iterator[ScoredYear]:
    cycle = ranking.table.cycle
    for one in earlier_cycles(cycle.cluster_id, cycle.start_year).select_related("cluster")[: YEARS - 1]:
        table = year_of_scoring(viewer, one, now).table
        if table is None:
            continue
        try:
            found = ranking_for(viewer, table.uuid, now)
        except (NotThere, Refused):
            continue
        yield ScoredYear(SchoolYear(one.start_year), found.criteria, found.result)
