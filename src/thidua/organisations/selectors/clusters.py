"""Clusters that somebody may read, and in which they have a place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from thidua.core.days import Period
from thidua.foundation.refusals import NotThere
from thidua.organisations.models import Cluster, Delegation, Membership, Office
from thidua.organisations.rules import Viewer

ALWAYS = Period(date.min)

#: Pairs of unit and cluster that higher rooms know of, such as verifier units.
Also = Iterable[tuple[int, int]]


def get_cluster_for(viewer: Viewer, uuid: UUID) -> Cluster:
    """The cluster, for anybody who holds a post on the day."""
    cluster = Cluster.objects.select_related("organiser").filter(uuid=uuid).first()
    if cluster is None or not viewer.seats:
        raise NotThere
    return cluster


def get_membership_for(viewer: Viewer, uuid: UUID) -> Membership:
    """One membership, under the cluster's gate."""
    found = Membership.objects.select_related("cluster", "unit").filter(uuid=uuid).first()
    if found is None or not viewer.seats:
        raise NotThere
    return found


def get_office_for(viewer: Viewer, uuid: UUID) -> Office:
    """One term of office, under the cluster's gate."""
    found = Office.objects.select_related("cluster", "unit").filter(uuid=uuid).first()
    if found is None or not viewer.seats:
        raise NotThere
    return found


def get_delegation_for(viewer: Viewer, uuid: UUID) -> Delegation:
    """One delegation, under the cluster's gate."""
    found = Delegation.objects.select_related("cluster").filter(uuid=uuid).first()
    if found is None or not viewer.seats:
        raise NotThere
    return found


def all_clusters(viewer: Viewer) -> QuerySet[Cluster]:
    """Every cluster, for anybody who holds a post."""
    if not viewer.seats:
        return Cluster.objects.none()
    return Cluster.objects.prefetch_related("organiser__names").order_by("code")


def clusters_of(viewer: Viewer, also: Also = (), on: date | None = None) -> QuerySet[Cluster]:
    """The clusters where the viewer has a place on a day (the viewer's own when none is given):
    as organiser, member, leader, deputy, observer, or by a pair in `also`."""
    day = on or viewer.day
    here = [cluster for cluster, periods in places_in_clusters(viewer, also).items() if any(day in p for p in periods)]
    return Cluster.objects.filter(pk__in=here).order_by("code")


def places_in_clusters(viewer: Viewer, also: Also = ()) -> dict[int, list[Period]]:
    """In which clusters the viewer's units have a place, and from when to when."""
    working = viewer.working_units
    organised = Cluster.objects.filter(Q(organiser__in=working) | Q(organiser__in=viewer.observed_units))
    places: dict[int, list[Period]] = {}
    for cluster in organised.values_list("pk", flat=True):
        places.setdefault(cluster, []).append(ALWAYS)
    for rows in (Membership.objects, Office.objects):
        dated = rows.filter(unit__in=working).values_list("cluster_id", "starts_on", "ends_on")
        for cluster, starts_on, ends_on in dated:
            places.setdefault(cluster, []).append(Period(starts_on, ends_on))
    for unit, cluster in also:
        if unit in working:
            places.setdefault(cluster, []).append(ALWAYS)
    return places


def memberships_of(cluster: Cluster) -> QuerySet[Membership]:
    """All members a cluster ever had, in its order, with their names."""
    return (
        cluster.memberships.select_related("unit").prefetch_related("unit__names").order_by("order", "starts_on", "pk")
    )


def offices_of(cluster: Cluster) -> QuerySet[Office]:
    """All terms of leaders and deputies, newest first."""
    return cluster.offices.select_related("unit").prefetch_related("unit__names").order_by("-starts_on", "-kind")


def delegations_of(cluster: Cluster) -> QuerySet[Delegation]:
    """All delegations, newest first, with who gave them."""
    return cluster.delegations.select_related("granted_by__person").order_by("-starts_on", "-pk")


def with_members(clusters: QuerySet[Cluster]) -> QuerySet[Cluster]:
    """The same clusters with members and offices read in one go each."""
    return clusters.prefetch_related(
        Prefetch("memberships", Membership.objects.prefetch_related("unit__names")),
        Prefetch("offices", Office.objects.prefetch_related("unit__names")),
    )
