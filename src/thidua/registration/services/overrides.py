"""Minuted overrides: consider a unit although it did not register or did not sign. source: R1.12."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from thidua.audit.services import record
from thidua.core.days import day_of
from thidua.core.errors import BadInput, Problem, require
from thidua.core.names import tidy
from thidua.core.text import say
from thidua.cycles.facts import stage_facts
from thidua.cycles.policies import still_open
from thidua.cycles.rules import PLEDGE, REGISTRATION
from thidua.cycles.services import hold_cycle
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.registration.models import Override
from thidua.registration.policies.registrations import may_override
from thidua.registration.rules.standing import GROUNDS, UNREGISTERED

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle


@transaction.atomic
def decide_override(
    *, actor: Viewer, now: datetime, cycle: Cycle, unit: Unit, ground: str, minutes: str, minuted_on: date, reason: str
) -> Override:
    """Write down that minutes decided to consider a unit all the same. Raises Refused, BadInput.

    vi: quyết định đưa vào xét, có biên bản.
    """
    cycle = hold_cycle(cycle)
    cluster = cluster_facts(cycle.cluster, actor.day)
    require(may_override(actor, cluster, unit.pk))
    require(still_open(cycle.archived_at))
    minutes, reason = tidy(minutes), tidy(reason)
    problems = []
    if unit.pk not in cluster.members:
        problems.append(Problem("unit", say("Đơn vị này không phải là thành viên của cụm.")))
    needed = REGISTRATION if ground == UNREGISTERED else PLEDGE
    if ground not in GROUNDS or needed not in stage_facts(cycle):
        problems.append(Problem("ground", say("Năm thi đua này không có bước tương ứng nên không cần quyết định.")))
    if not minutes:
        problems.append(Problem("minutes", say("Hãy nhập số biên bản.")))
    if minuted_on > day_of(now):
        problems.append(Problem("minuted_on", say("Ngày biên bản {day} chưa tới.", day=minuted_on)))
    if not reason:
        problems.append(Problem("reason", say("Hãy nêu lý do ghi trong biên bản.")))
    standing = Override.objects.filter(cycle=cycle, unit=unit, withdrawn_at__isnull=True)
    if standing.filter(ground=ground).exists():
        problems.append(Problem("unit", say("Đơn vị này đã có một quyết định đang có hiệu lực về việc đó.")))
    if problems:
        raise BadInput(problems)
    override = Override.objects.create(
        cycle=cycle,
        unit=unit,
        ground=ground,
        minutes=minutes,
        minuted_on=minuted_on,
        reason=reason,
        decided_by_id=actor.account_id,
        decided_at=now,
    )
    data = {"unit": unit.code, "ground": ground, "minutes": minutes, "minuted_on": f"{minuted_on}"}
    record(verb="decide-override", actor=actor, subject=override, at=now, reason=reason, data=data)
    return override


@transaction.atomic
def withdraw_override(*, actor: Viewer, now: datetime, override: Override, reason: str) -> Override:
    """Take a minuted override back; it stays visible with both reasons. Raises Refused, BadInput."""
    override = Override.objects.select_for_update(of=("self",)).select_related("cycle__cluster").get(pk=override.pk)
    require(may_override(actor, cluster_facts(override.cycle.cluster, actor.day), override.unit_id))
    require(still_open(override.cycle.archived_at))
    reason = tidy(reason)
    if not reason:
        raise BadInput([Problem("reason", say("Hãy nêu lý do hủy quyết định."))])
    if override.withdrawn_at is not None:
        raise BadInput([Problem("", say("Quyết định này đã được hủy trước đó."))])
    override.withdrawn_at, override.withdrawn_reason = now, reason
    override.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record(verb="withdraw-override", actor=actor, subject=override, at=now, reason=reason)
    return override
