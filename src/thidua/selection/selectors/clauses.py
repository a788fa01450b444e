"""The clauses of a cluster for those with a place in it; drafts only for those who write them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from thidua.foundation.refusals import NotThere
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Cluster
from thidua.organisations.rules import ClusterFacts, Viewer, member_units, oversees
from thidua.selection.models import Clause as StoredClause
from thidua.selection.policies.case import may_keep_clause


def get_cluster_for(viewer: Viewer, uuid: UUID) -> tuple[Cluster, ClusterFacts]:
    """The cluster whose clauses the viewer may read; NotThere for somebody without a place in it."""
    cluster = Cluster.objects.select_related("organiser").filter(uuid=uuid).first()
    if cluster is None:
        raise NotThere
    facts = cluster_facts(cluster, viewer.day)
    if not (member_units(viewer, facts) or oversees(viewer, facts)):
        raise NotThere
    return cluster, facts


def clauses_of(viewer: Viewer, cluster: Cluster, facts: ClusterFacts) -> QuerySet[StoredClause]:
    """The versions that the viewer may read, newest first."""
    rows = StoredClause.objects.filter(cluster=cluster).select_related("published_by__person")
    return rows if may_keep_clause(viewer, facts) else rows.filter(published_at__isnull=False)


def get_clause_for(viewer: Viewer, uuid: UUID) -> tuple[StoredClause, ClusterFacts]:
    """One version; NotThere when it is a draft of others."""
    found = StoredClause.objects.filter(uuid=uuid).select_related("cluster").first()
    if found is None:
        raise NotThere
    cluster, facts = get_cluster_for(viewer, found.cluster.uuid)
    stored = clauses_of(viewer, cluster, facts).select_related("cluster__organiser").filter(pk=found.pk).first()
    if stored is None:
        raise NotThere
    return stored, facts
