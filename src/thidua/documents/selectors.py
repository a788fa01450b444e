"""Read issued papers through one gate."""

from __future__ import annotations

from uuid import UUID

from thidua.documents.models import IssuedPaper, Letterhead
from thidua.documents.policies import may_read
from thidua.foundation.refusals import NotThere
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Cluster, Unit
from thidua.organisations.rules import ClusterFacts, Viewer


def papers_for(viewer: Viewer) -> list[IssuedPaper]:
    """Every issued paper the viewer may read, newest first."""
    clusters = _clusters(viewer)
    rows = IssuedPaper.objects.select_related("unit", "issued_by__person").prefetch_related("unit__names")
    return [paper for paper in rows.order_by("-issued_at", "-pk") if _readable(viewer, paper, clusters)]


def get_paper_for(viewer: Viewer, uuid: UUID) -> IssuedPaper:
    """One issued paper; NotThere when there is none or it is not for the viewer."""
    paper = IssuedPaper.objects.select_related("unit").filter(uuid=uuid).first()
    if paper is None or not _readable(viewer, paper, _clusters(viewer)):
        raise NotThere
    return paper


def papers_about(viewer: Viewer, about: UUID) -> list[IssuedPaper]:
    """The issued papers about one thing, newest first."""
    clusters = _clusters(viewer)
    rows = IssuedPaper.objects.filter(about_uuid=about).select_related("unit")
    return [paper for paper in rows if _readable(viewer, paper, clusters)]


def own_units(viewer: Viewer) -> list[Unit]:
    """The units whose letterhead the viewer keeps."""
    return list(Unit.objects.filter(pk__in=viewer.working_units).prefetch_related("names").order_by("code"))


def letterhead_of(unit: Unit) -> Letterhead:
    """The unit's letterhead, or an empty one not yet kept."""
    return Letterhead.objects.filter(unit=unit).first() or Letterhead(unit=unit, symbol=unit.code)


def _clusters(viewer: Viewer) -> dict[int, ClusterFacts]:
    rows = Cluster.objects.prefetch_related("offices", "delegations")
    return {cluster.pk: cluster_facts(cluster, viewer.day) for cluster in rows}


def _readable(viewer: Viewer, paper: IssuedPaper, clusters: dict[int, ClusterFacts]) -> bool:
    cluster = clusters.get(paper.cluster_id) if paper.cluster_id else None
    return bool(may_read(viewer, paper.unit_id, paper.audience, cluster))
