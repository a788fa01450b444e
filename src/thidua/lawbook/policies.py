"""Who reads the law here, who confirms a provision, who writes what a unit or a cluster adds."""

from __future__ import annotations

from thidua.core.findings import Finding, granted, refused
from thidua.core.text import say
from thidua.foundation.models import on_day
from thidua.lawbook.models import LocalRule
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Cluster, Unit, UnitPlace
from thidua.organisations.rules import Viewer, leads, organises


def may_read_law(viewer: Viewer) -> Finding:
    """Whoever holds a post on the day."""
    if viewer.seats:
        return granted()
    return refused(
        say("Bạn chưa giữ chức vụ nào trong ngày này nên chưa xem được trang này."),
        say("Hãy đề nghị người quản trị hệ thống ghi nhận chức vụ của bạn."),
    )


def may_confirm(viewer: Viewer) -> Finding:
    """Head or officer of a unit at the top of the unit tree on the day: it answers for everybody below. docs: 0009."""
    working = viewer.working_units
    if not working:
        below: set[int] = set()
    else:
        below = set(UnitPlace.objects.filter(on_day(viewer.day), unit__in=working).values_list("unit_id", flat=True))
    if working - below:
        return granted()
    return refused(
        say("Chỉ thủ trưởng, chuyên viên của đơn vị cấp cao nhất mới xác nhận được điều khoản với văn bản gốc."),
        say("Hãy gửi bản gốc cho đơn vị cấp trên để xác nhận."),
    )


def may_keep_unit_rules(viewer: Viewer, unit: Unit) -> Finding:
    """Head or officer writes what the own unit adds."""
    if viewer.works_at(unit.pk):
        return granted()
    return refused(say("Quy định của đơn vị do thủ trưởng, chuyên viên của chính đơn vị đó nhập."))


def may_keep_cluster_rules(viewer: Viewer, cluster: Cluster) -> Finding:
    """The organiser or the leader writes what the cluster adds."""
    facts = cluster_facts(cluster, viewer.day)
    if organises(viewer, facts) or leads(viewer, facts):
        return granted()
    return refused(say("Quy định của cụm do cơ quan tổ chức cụm hoặc cụm trưởng nhập."))


def may_keep_rules(viewer: Viewer, scope: Unit | Cluster) -> Finding:
    """Whoever writes the rules of a unit or of a cluster."""
    if isinstance(scope, Cluster):
        return may_keep_cluster_rules(viewer, scope)
    return may_keep_unit_rules(viewer, scope)


def may_keep_rule(viewer: Viewer, rule: LocalRule) -> Finding:
    """Whoever writes the rules of the unit or cluster that this one is of."""
    return may_keep_rules(viewer, scope_of(rule))


def scope_of(rule: LocalRule) -> Unit | Cluster:
    """The unit or the cluster that a rule is of."""
    scope = rule.unit or rule.cluster
    if scope is None:
        raise ValueError("A rule is of a unit or of a cluster.")
    return scope
