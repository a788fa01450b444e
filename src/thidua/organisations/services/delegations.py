"""The leader hands one named task to the deputy for some days, and takes it back. vi: ủy quyền."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.days import Period
from thidua.core.errors import require
from thidua.core.text import say
from thidua.foundation.models import valid_on
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Cluster, Delegation
from thidua.organisations.policies import may_delegate
from thidua.organisations.rules import OFFICE_WORDS, TASKS, Viewer
from thidua.organisations.rules.dates import overlapping
from thidua.organisations.services.checks import bad, in_order, reason_given


@transaction.atomic
def delegate(
    *, actor: Viewer, now: datetime, cluster: Cluster, task: str, starts_on: date, ends_on: date, reason: str
) -> Delegation:
    """Hand one of the leader's tasks to the deputy from today or later, within both terms of office.

    Raises Refused, BadInput. source: O1.3 (only a named task, only where the leader delegates).
    """
    cluster = Cluster.objects.select_for_update().get(pk=cluster.pk)
    require(may_delegate(actor, cluster_facts(cluster, actor.day)))
    reason = reason_given(reason)
    if task not in TASKS:
        raise bad(
            "task",
            say("Không có việc này trong danh mục việc của cụm trưởng."),
            say("Hãy chọn một việc trong danh sách."),
        )
    in_order(starts_on, ends_on)
    if starts_on < actor.day:
        raise bad(
            "starts_on",
            say("Không ủy quyền lùi ngày được (hôm nay là {today}).", today=actor.day),
            say("Hãy chọn từ hôm nay trở đi."),
        )
    _within_terms(cluster, starts_on, ends_on)
    terms = [Period(d.starts_on, d.ends_on) for d in cluster.delegations.filter(task=task, withdrawn_at__isnull=True)]
    found = overlapping(Period(starts_on, ends_on), terms)
    if found:
        raise bad(
            "starts_on",
            say("Việc này đã được ủy quyền từ ngày {day}.", day=found.start),
            say("Hãy rút ủy quyền đó trước, hoặc chọn thời gian không trùng."),
        )
    delegation = Delegation.objects.create(
        cluster=cluster,
        task=task,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        granted_by_id=actor.account_id,
        granted_at=now,
    )
    data = {"cluster": cluster.code, "task": task, "from": f"{starts_on}", "to": f"{ends_on}"}
    record(verb="delegate", actor=actor, subject=delegation, at=now, reason=reason, data=data)
    return delegation


@transaction.atomic
def withdraw_delegation(*, actor: Viewer, now: datetime, delegation: Delegation, reason: str) -> Delegation:
    """Take a task back; from this moment the deputy may no longer do it. Raises Refused, BadInput."""
    delegation = Delegation.objects.select_for_update().select_related("cluster").get(pk=delegation.pk)
    require(may_delegate(actor, cluster_facts(delegation.cluster, actor.day)))
    reason = reason_given(reason)
    if delegation.withdrawn_at is not None:
        raise bad("reason", say("Ủy quyền này đã được rút lúc {at}.", at=delegation.withdrawn_at))
    delegation.withdrawn_at, delegation.withdrawn_reason = now, reason
    delegation.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record(verb="withdraw-delegation", actor=actor, subject=delegation, at=now, reason=reason)
    return delegation


def _within_terms(cluster: Cluster, starts_on: date, ends_on: date) -> None:
    """Powers follow dates: nobody hands over, or is handed, what lies beyond a term of office."""
    for kind, word in OFFICE_WORDS.items():
        office = valid_on(cluster.offices.filter(kind=kind), starts_on).first()
        if office is None:
            raise bad(
                "starts_on",
                say("Ngày {day} cụm chưa có {office}.", day=starts_on, office=word),
                say("Hãy đề nghị cơ quan tổ chức cụm ghi nhận {office} trước.", office=word),
            )
        if office.ends_on is not None and office.ends_on < ends_on:
            raise bad(
                "ends_on",
                say("Nhiệm kỳ {office} kết thúc ngày {day}.", office=word, day=office.ends_on),
                say("Hãy chọn ngày kết thúc không muộn hơn {day}.", day=office.ends_on),
            )
