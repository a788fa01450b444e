"""Clusters: who organises one, who is a member, who leads it and who is the deputy, from when to when."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from thidua.audit.services import record
from thidua.core.days import Period
from thidua.core.errors import Refused, require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.foundation.models import valid_on
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Cluster, Delegation, Membership, Office, Unit
from thidua.organisations.policies import may_create_cluster, may_keep_cluster
from thidua.organisations.rules import OFFICE_WORDS, Viewer
from thidua.organisations.rules.dates import overlapping
from thidua.organisations.services.checks import bad, decision_given, given, in_order, reason_given, stands


@transaction.atomic
def create_cluster(*, actor: Viewer, now: datetime, organiser: Unit, code: str, name: str) -> Cluster:
    """Make a cluster that a unit organises. Raises Refused, BadInput."""
    require(may_create_cluster(actor, organiser.pk))
    code = given("code", code, say("Hãy nhập mã cụm, ví dụ cum-1."))
    name = given("name", name, say("Hãy nhập tên cụm."))
    stands("organiser", organiser, actor.day)
    if Cluster.objects.filter(code__iexact=code).exists():
        raise bad("code", say("Mã “{code}” đã được dùng cho cụm khác.", code=code), say("Hãy nhập mã khác."))
    cluster = Cluster.objects.create(code=code, name=name, organiser=organiser)
    record(
        verb="create-cluster", actor=actor, subject=cluster, at=now, data={"code": code, "organiser": organiser.code}
    )
    return cluster


@transaction.atomic
def correct_cluster(*, actor: Viewer, now: datetime, cluster: Cluster, name: str, reason: str) -> Cluster:
    """Correct a cluster's name. Raises Refused, BadInput."""
    cluster = kept(actor, cluster)
    reason = reason_given(reason)
    before, cluster.name = cluster.name, given("name", name, say("Hãy nhập tên cụm."))
    cluster.save(update_fields=["name"])
    data = {"before": before, "after": cluster.name}
    record(verb="correct-cluster", actor=actor, subject=cluster, at=now, reason=reason, data=data)
    return cluster


@transaction.atomic
def change_organiser(*, actor: Viewer, now: datetime, cluster: Cluster, organiser: Unit, reason: str) -> Cluster:
    """Hand a cluster to another organiser; the present one then keeps it no longer. Raises Refused, BadInput."""
    cluster = kept(actor, cluster)
    reason = reason_given(reason)
    stands("organiser", organiser, actor.day)
    before, cluster.organiser = cluster.organiser, organiser
    cluster.save(update_fields=["organiser"])
    data = {"before": before.code, "after": organiser.code}
    record(verb="change-organiser", actor=actor, subject=cluster, at=now, reason=reason, data=data)
    return cluster


@transaction.atomic
def add_member(
    *,
    actor: Viewer,
    now: datetime,
    cluster: Cluster,
    unit: Unit,
    starts_on: date,
    ends_on: date | None,
    decision_number: str,
    decision_on: date | None,
) -> Membership:
    """Make a unit a member from a day on, by a decision; it may be in other clusters too. Raises Refused, BadInput."""
    cluster = kept(actor, cluster)
    number, signed_on = decision_given(decision_number, decision_on)
    in_order(starts_on, ends_on)
    stands("unit", unit, starts_on)
    terms = [Period(m.starts_on, m.ends_on) for m in cluster.memberships.filter(unit=unit)]
    found = overlapping(Period(starts_on, ends_on), terms)
    if found:
        raise bad(
            "starts_on",
            say("“{unit}” đã là thành viên của cụm từ ngày {day}.", unit=unit, day=found.start),
            say("Hãy chọn thời gian không trùng."),
        )
    last = cluster.memberships.aggregate(last=Max("order"))["last"]
    member = Membership.objects.create(
        cluster=cluster,
        unit=unit,
        order=0 if last is None else last + 1,
        starts_on=starts_on,
        ends_on=ends_on,
        decision_number=number,
        decision_on=signed_on,
    )
    data = {"unit": unit.code, "from": f"{starts_on}", "to": f"{ends_on or ''}", "decision": number}
    record(verb="add-member", actor=actor, subject=cluster, at=now, data=data)
    return member


@transaction.atomic
def end_membership(*, actor: Viewer, now: datetime, membership: Membership, ends_on: date, reason: str) -> Membership:
    """A unit is a member until a day. Refused while it holds an office after that day. Raises Refused, BadInput."""
    cluster = kept(actor, membership.cluster)
    reason = reason_given(reason)
    membership = Membership.objects.select_for_update().select_related("unit").get(pk=membership.pk)
    in_order(membership.starts_on, ends_on)
    _only_sooner(membership.ends_on, ends_on)
    within = Period(membership.starts_on, membership.ends_on)
    for office in cluster.offices.filter(unit=membership.unit):
        if within.overlaps(Period(office.starts_on, office.ends_on)) and (
            office.ends_on is None or office.ends_on > ends_on
        ):
            raise bad(
                "ends_on",
                say("Đơn vị còn là {office} sau ngày {day}.", office=OFFICE_WORDS[office.kind], day=ends_on),
                say("Hãy kết thúc nhiệm kỳ đó trước."),
            )
    before, membership.ends_on = membership.ends_on, ends_on
    membership.save(update_fields=["ends_on"])
    data = {"unit": membership.unit.code, "before": f"{before or ''}", "after": f"{ends_on}"}
    record(verb="end-membership", actor=actor, subject=cluster, at=now, reason=reason, data=data)
    return membership


@transaction.atomic
def set_office(
    *,
    actor: Viewer,
    now: datetime,
    cluster: Cluster,
    unit: Unit,
    kind: str,
    starts_on: date,
    ends_on: date | None,
    decision_number: str,
    decision_on: date | None,
) -> Office:
    """Make a member the leader or the deputy for some days, by a decision. Raises Refused, BadInput.

    Two leaders, two deputies, or one unit as both at the same time are refused. source: O1.1.
    """
    cluster = kept(actor, cluster)
    number, signed_on = decision_given(decision_number, decision_on)
    in_order(starts_on, ends_on)
    if not valid_on(cluster.memberships.filter(unit=unit), starts_on).exists():
        raise bad(
            "unit",
            say("Ngày {day} “{unit}” không phải là thành viên của cụm.", day=starts_on, unit=unit),
            say("Hãy chọn một thành viên, hoặc thêm đơn vị vào cụm trước."),
        )
    _office_is_free(cluster, unit, kind, Period(starts_on, ends_on))
    office = Office.objects.create(
        cluster=cluster,
        unit=unit,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        decision_number=number,
        decision_on=signed_on,
    )
    data = {"unit": unit.code, "office": kind, "from": f"{starts_on}", "to": f"{ends_on or ''}", "decision": number}
    record(verb="set-office", actor=actor, subject=cluster, at=now, data=data)
    return office


@transaction.atomic
def end_office(*, actor: Viewer, now: datetime, office: Office, ends_on: date, reason: str) -> Office:
    """A term ends with a day, and with it whatever the leader had handed to the deputy. Raises Refused, BadInput."""
    cluster = kept(actor, office.cluster)
    reason = reason_given(reason)
    office = Office.objects.select_for_update().select_related("unit").get(pk=office.pk)
    in_order(office.starts_on, ends_on)
    _only_sooner(office.ends_on, ends_on)
    before, office.ends_on = office.ends_on, ends_on
    office.save(update_fields=["ends_on"])
    data = {"unit": office.unit.code, "office": office.kind, "before": f"{before or ''}", "after": f"{ends_on}"}
    record(verb="end-office", actor=actor, subject=cluster, at=now, reason=reason, data=data)
    for delegation in cluster.delegations.filter(withdrawn_at__isnull=True, starts_on__gte=office.starts_on):
        _end_delegation(delegation, ends_on, actor, now, reason)
    return office


def _office_is_free(cluster: Cluster, unit: Unit, kind: str, period: Period) -> None:
    """Nobody else holds the office meanwhile, and the unit holds no other."""
    for office in cluster.offices.select_related("unit").order_by("starts_on"):
        held = Period(office.starts_on, office.ends_on)
        if (office.kind == kind or office.unit_id == unit.pk) and period.overlaps(held):
            until = say(" đến ngày {end}", end=office.ends_on) if office.ends_on else ""
            raise bad(
                "starts_on",
                say(
                    "“{unit}” đang là {office} từ ngày {start}{until}.",
                    unit=office.unit,
                    office=OFFICE_WORDS[office.kind],
                    start=office.starts_on,
                    until=until,
                ),
                say("Hãy kết thúc nhiệm kỳ đó trước, hoặc chọn thời gian không trùng."),
            )


def kept(actor: Viewer, cluster: Cluster) -> Cluster:
    """The cluster, locked until the use case is done, when the actor may keep it; otherwise Refused."""
    cluster = Cluster.objects.select_for_update().get(pk=cluster.pk)
    require(may_keep_cluster(actor, cluster_facts(cluster, actor.day)))
    return cluster


def _only_sooner(before: date | None, ends_on: date) -> None:
    if before is not None and ends_on > before:
        raise Refused(
            refused(
                say("Thời gian này kết thúc ngày {day} theo quyết định nên không kéo dài được.", day=before),
                say("Hãy ghi nhận thời gian tiếp theo bằng quyết định mới."),
            )
        )


def _end_delegation(delegation: Delegation, last: date, actor: Viewer, now: datetime, reason: str) -> None:
    if delegation.ends_on is not None and delegation.ends_on <= last:
        return
    before = delegation.ends_on
    if delegation.starts_on > last:
        delegation.withdrawn_at, delegation.withdrawn_reason = now, reason
    else:
        delegation.ends_on = last
    delegation.save(update_fields=["ends_on", "withdrawn_at", "withdrawn_reason"])
    data = {"task": delegation.task, "before": f"{before or ''}", "after": f"{last}"}
    record(verb="shorten-delegation", actor=actor, subject=delegation, at=now, reason=reason, data=data)
