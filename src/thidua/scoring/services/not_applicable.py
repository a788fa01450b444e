"""Decide that a criterion does not apply to the cluster or to one unit, before scoring starts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import BadInput, Problem, require
from thidua.core.names import tidy
from thidua.core.text import say
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.scoring.models import CriteriaTable, Criterion, NotApplicable
from thidua.scoring.policies.tables import may_decide_not_applicable
from thidua.scoring.selectors.tables import scored_already
from thidua.scoring.services.table_storing import account_of


@transaction.atomic
def decide_not_applicable(
    *, actor: Viewer, now: datetime, criterion: Criterion, unit: Unit | None, reason: str
) -> NotApplicable:
    """Keep the decision with its reason and author; without a unit it holds for the whole cluster.

    vi: không áp dụng. Raises Refused, BadInput.
    """
    table = _open(actor, criterion, unit)
    if not tidy(reason):
        raise BadInput([Problem("reason", say("Chưa nêu lý do không áp dụng."), say("Hãy ghi rõ lý do."))])
    if unit is not None and unit.pk not in cluster_facts(table.cycle.cluster, actor.day).members:
        raise BadInput([Problem("unit", say("Đơn vị này không thuộc cụm."), say("Hãy chọn một đơn vị thành viên."))])
    if NotApplicable.objects.filter(criterion=criterion, unit__in=[unit] if unit else []).exists() or (
        NotApplicable.objects.filter(criterion=criterion, unit=None).exists()
    ):
        raise BadInput(
            [
                Problem(
                    "criterion", say("Tiêu chí này đã được xác định là không áp dụng."), say("Hãy chọn tiêu chí khác.")
                )
            ]
        )
    decision = NotApplicable.objects.create(
        criterion=criterion, unit=unit, reason=tidy(reason), decided_by_id=account_of(actor), decided_at=now
    )
    data = {"criterion": criterion.code, "unit": unit.code if unit else None}
    record(verb="decide-not-applicable", actor=actor, subject=table, at=now, reason=tidy(reason), data=data)
    return decision


@transaction.atomic
def lift_not_applicable(*, actor: Viewer, now: datetime, decision: NotApplicable, reason: str) -> None:
    """Take a decision back, with a reason; the history keeps both. Raises Refused, BadInput."""
    table = _open(actor, decision.criterion, decision.unit)
    if not tidy(reason):
        raise BadInput([Problem("reason", say("Chưa nêu lý do bỏ quyết định."), say("Hãy ghi rõ lý do."))])
    data = {
        "criterion": decision.criterion.code,
        "unit": decision.unit.code if decision.unit else None,
        "was": decision.reason,
    }
    decision.delete()
    record(verb="lift-not-applicable", actor=actor, subject=table, at=now, reason=tidy(reason), data=data)


def _open(actor: Viewer, criterion: Criterion, unit: Unit | None) -> CriteriaTable:
    tables = CriteriaTable.objects.select_for_update(of=("self",)).select_related("cycle__cluster")
    table = tables.get(pk=criterion.table_id)
    require(
        may_decide_not_applicable(
            actor,
            cluster_facts(table.cycle.cluster, actor.day),
            table.state,
            unit.pk if unit else None,
            scoring_started=_scoring_started(table, criterion, unit),
            archived=table.cycle.archived_at is not None,
        )
    )
    return table


def _scoring_started(table: CriteriaTable, criterion: Criterion, unit: Unit | None) -> bool:
    """Whether something was put in for the criterion, or below it, by the unit or by anybody."""
    concerned = {criterion.pk}
    rows = list(table.criteria.values_list("pk", "parent_id"))
    grown = True
    while grown:
        more = {row for row, parent in rows if parent in concerned} - concerned
        concerned |= more
        grown = bool(more)
    return any(one in concerned and (unit is None or who == unit.pk) for one, who in scored_already(table))
