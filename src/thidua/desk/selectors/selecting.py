"""What the selection and the hand-over of a year ask of somebody. The year has passed its gate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from thidua.core.days import day_of
from thidua.cycles.rules import CONFERENCE, RANKED, StageFacts
from thidua.desk.rules import Call
from thidua.desk.rules.calls import CONCLUDE, HANDOVER, RULE, SELECT
from thidua.meetings.selectors.sessions import sessions_of
from thidua.organisations.rules import ClusterFacts, Viewer
from thidua.reports.facts.people import coming_offices
from thidua.selection.policies.case import may_rule, may_select
from thidua.selection.rules.outcome import NEED_RULING
from thidua.selection.selectors.case import get_case, sight_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thidua.cycles.models import Cycle
    from thidua.scoring.models import CriteriaTable

CONCLUDED, ENDED = "concluded", "ended"


def selection_calls(
    viewer: Viewer,
    cycle: Cycle,
    table: CriteriaTable | None,
    cluster: ClusterFacts,
    stages: Mapping[str, StageFacts],
    now: datetime,
) -> Iterator[Call]:
    """Open the case, ask for votes, conclude; rule on what the clause does not say; take over."""
    selects, rules = may_select(viewer, cluster), may_rule(viewer, cluster)
    if table is not None and (selects or rules):
        yield from _of_the_case(cycle, table, stages, now, selects=bool(selects), rules=bool(rules))
    coming = coming_offices(cycle)
    if coming.leader is not None and viewer.works_at(coming.leader) and coming.leader != cluster.leader:
        address = reverse("reports:handover", args=[cycle.uuid])
        yield Call(HANDOVER, cycle.cluster.name, coming.starts_on, address)


def _of_the_case(
    cycle: Cycle, table: CriteriaTable, stages: Mapping[str, StageFacts], now: datetime, *, selects: bool, rules: bool
) -> Iterator[Call]:
    address = reverse("selection:case", args=[table.uuid])
    until = stages[CONFERENCE].closes_on if CONFERENCE in stages else None
    case = get_case(table)
    if case is None:
        begun = RANKED in stages and day_of(now) >= stages[RANKED].opens_on
        if selects and begun:
            yield Call(SELECT, cycle.cluster.name, until, address)
        return
    if case.state == CONCLUDED:
        return
    needs = sight_of(case).outcome.needs
    waits_for_ruling = any(one.kind == NEED_RULING for one in needs)
    if rules and waits_for_ruling:
        yield Call(RULE, cycle.cluster.name, None, address)
    if selects and not waits_for_ruling:
        yield Call(SELECT if needs else CONCLUDE, cycle.cluster.name, until, address)


def is_selected(table: CriteriaTable | None) -> bool:
    """Whether the selection of a table is concluded."""
    case = get_case(table) if table is not None else None
    return case is not None and case.state == CONCLUDED


def conference_has_ended(viewer: Viewer, cycle: Cycle) -> bool:
    """Whether a session of the year has been held."""
    return any(one.state == ENDED for one in sessions_of(viewer, cycle))
