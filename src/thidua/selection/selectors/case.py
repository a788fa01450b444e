"""One case through the gate of its ranked table: whoever may see the table sees how the selection stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from thidua.core.days import day_of
from thidua.core.findings import Reason
from thidua.core.text import say
from thidua.foundation.refusals import NotThere
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Unit
from thidua.organisations.rules import ClusterFacts, Viewer
from thidua.registration.facts.standing import consideration_findings
from thidua.scoring.rules.agreement import AGREED, CLOSED
from thidua.scoring.selectors.agreement import agreement_on
from thidua.selection.facts.case import standing_of
from thidua.selection.facts.field import Field, field_of
from thidua.selection.models import Hold, SelectionCase
from thidua.selection.rules.clause import Clause
from thidua.selection.rules.clause_reading import read_clause
from thidua.selection.rules.keeping import fingerprint, inputs_to_json, outcome_to_json
from thidua.selection.rules.outcome import Inputs, Need, Outcome
from thidua.selection.selectors.ranking import Ranking, ranking_for
from thidua.selection.tables import with_names

if TYPE_CHECKING:
    from thidua.scoring.models import CriteriaTable


@dataclass
class CaseSight:
    """A case as a viewer sees it: the rows, the inputs and the outcome as they stand."""

    case: SelectionCase
    field: Field
    inputs: Inputs
    outcome: Outcome

    @property
    def table(self) -> CriteriaTable:
        """The ranked table."""
        return self.case.table

    @property
    def clause(self) -> Clause:
        """The clause of the case."""
        return self.inputs.clause

    @cached_property
    def mark(self) -> str:
        """A mark of what was looked at: nobody concludes something else."""
        return fingerprint([inputs_to_json(self.inputs), outcome_to_json(self.outcome)])

    def need(self, key: str) -> Need:
        """The need with this key: that of a ruling, or `vote`; NotThere when it is met or never was."""
        for one in self.outcome.needs:
            if (one.key or one.kind) == key:
                return one
        raise NotThere

    def unit(self, code: str) -> Unit:
        """A unit of the table; NotThere for one outside it."""
        if code not in self.field.numbers:
            raise NotThere
        return Unit.objects.get(pk=self.field.numbers[code])


def get_case(table: CriteriaTable) -> SelectionCase | None:
    """The case of a table whose gate has been passed; None before it is opened."""
    rows = SelectionCase.objects.select_related("table__cycle__cluster__organiser", "clause")
    return rows.filter(table=table).first()


def get_sight_for(viewer: Viewer, table: UUID, now: datetime) -> CaseSight:
    """The case of a ranked table that the viewer may see. Raises NotThere, Refused."""
    case = get_case(ranking_for(viewer, table, now).table)
    if case is None:
        raise NotThere
    return sight_of(case)


def sight_of(case: SelectionCase) -> CaseSight:
    """The case with inputs and outcome; the caller has passed its gate."""
    inputs, outcome = standing_of(case)
    return CaseSight(case, Field.from_json(case.field), inputs, outcome)


def get_hold_for(viewer: Viewer, table: UUID, hold: UUID, now: datetime) -> tuple[CaseSight, Hold]:
    """One held unit of a case, under the case's gate."""
    sight = get_sight_for(viewer, table, now)
    found = sight.case.holds.filter(uuid=hold).select_related("unit").first()
    if found is None:
        raise NotThere
    return sight, found


def cluster_of(viewer: Viewer, table: CriteriaTable) -> ClusterFacts:
    """The table's cluster on the viewer's day."""
    return cluster_facts(table.cycle.cluster, viewer.day)


def field_today(ranking: Ranking, clause: Clause, now: datetime) -> Field:
    """What the ranked table would give a case that is opened now."""
    findings = consideration_findings(ranking.table.cycle, day_of(now))
    return field_of(ranking.result, ranking.units, ranking.names, findings, clause)


def has_moved(sight: CaseSight, ranking: Ranking, now: datetime) -> bool:
    """Whether scores or conditions changed since the table was taken; a case once concluded keeps what it took."""
    if sight.case.state != SelectionCase.State.OPEN or ranking.circulation is not None:
        return False
    today = field_today(ranking, read_clause(sight.case.clause.content), now).to_json()
    return fingerprint(today) != sight.case.fingerprint


def readiness_to_conclude(sight: CaseSight, now: datetime, *, moved: bool) -> list[Reason]:
    """What is missing before the selection is concluded; empty when nothing is. source: S1 IV.1, IV.2."""
    found: list[Reason] = []
    if sight.case.state == SelectionCase.State.OPEN and agreement_on(sight.table, now) not in (AGREED, CLOSED):
        found.append(
            Reason(
                say("Bảng điểm chưa lấy xong ý kiến các đơn vị thành viên."),
                say("Hãy gửi bảng điểm lấy ý kiến và chờ hết hạn trước khi kết luận."),
            )
        )
    if moved:
        found.append(
            Reason(
                say("Điểm hoặc điều kiện của đơn vị đã thay đổi từ khi lấy bảng xếp hạng vào hồ sơ."),
                say("Hãy cập nhật bảng xếp hạng vào hồ sơ."),
            )
        )
    names = sight.field.names
    for one in sight.outcome.unknown:
        found.append(Reason(with_names(one.sentence, names), one.cure, one.citation))
    for need in sight.outcome.needs:
        found.append(Reason(with_names(need.sentence, names), None, need.citation))
    return found
