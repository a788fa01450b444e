"""Read issued papers through one gate; for whoever passed theirs, the words of a draft and the signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from thidua.documents.models import IssuedPaper, Letterhead, Passage, Signature
from thidua.documents.policies import may_read
from thidua.documents.rules import KeptPassage, PassageFacts, passage_of
from thidua.foundation.refusals import NotThere
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Cluster, Unit
from thidua.organisations.rules import ClusterFacts, Viewer

if TYPE_CHECKING:
    from thidua.documents.services import Draft

#: A signature's row, for rooms above: its fields, and `holds(text)`.
SignatureRow = Signature


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


def words_of(draft: Draft) -> tuple[PassageFacts, ...]:
    """The passages of a draft in their order: edited where somebody did, else as the data give them today."""
    rows = Passage.objects.filter(about_uuid=draft.issue.about, kind=draft.issue.kind)
    kept = {row.key: KeptPassage(row.text, row.born, row.edition) for row in rows}
    return tuple(passage_of(born, kept.get(born.key)) for born in draft.passages)


def signatures_about(about: UUID, kind: str) -> list[SignatureRow]:
    """Every signature ever given under a text of this kind, oldest first; `row.holds(text)` tells which still count."""
    return list(Signature.objects.filter(about_uuid=about, kind=kind).select_related("unit"))


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
