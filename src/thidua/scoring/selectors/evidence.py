"""Who may open which evidence, and what stands in a unit's cabinet. vi: tủ minh chứng."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from thidua.core.names import fold
from thidua.foundation.refusals import NotThere
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Unit
from thidua.organisations.rules import ClusterFacts, Viewer
from thidua.scoring.models import Evidence, EvidenceUse, Line, Sheet
from thidua.scoring.policies.verification import may_see_line
from thidua.scoring.rules.states import unit_may_change


def get_evidence_for(viewer: Viewer, uuid: UUID) -> Evidence:
    """One piece of evidence: for its own unit, and for those who may see a line that cites it. Raises NotThere.

    A citation on a draft, or one taken back, opens nothing.
    """
    evidence = _evidence().filter(uuid=uuid).first()
    if evidence is None:
        raise NotThere
    if viewer.works_at(evidence.unit_id) or _is_cited_before(viewer, evidence):
        return evidence
    raise NotThere


def get_own_evidence_for(viewer: Viewer, uuid: UUID) -> Evidence:
    """A piece of evidence of a unit where the viewer works. Raises NotThere."""
    evidence = _evidence().filter(uuid=uuid).first()
    if evidence is None or not viewer.works_at(evidence.unit_id):
        raise NotThere
    return evidence


def get_own_use_for(viewer: Viewer, uuid: UUID) -> EvidenceUse:
    """A citation on a line of a unit where the viewer works. Raises NotThere."""
    uses = EvidenceUse.objects.select_related("line__sheet__unit", "line__criterion", "evidence")
    use = uses.filter(uuid=uuid).first()
    if use is None or not viewer.works_at(use.line.sheet.unit_id):
        raise NotThere
    return use


def get_own_unit_for(viewer: Viewer, uuid: UUID) -> Unit:
    """A unit where the viewer works, for its cabinet. Raises NotThere."""
    unit = Unit.objects.prefetch_related("names").filter(uuid=uuid).first()
    if unit is None or not viewer.works_at(unit.pk):
        raise NotThere
    return unit


def own_units(viewer: Viewer) -> list[Unit]:
    """The units where the viewer works: each has a cabinet."""
    return list(Unit.objects.filter(pk__in=viewer.working_units).prefetch_related("names").order_by("code"))


def cabinet(viewer: Viewer, unit: Unit, *, words: str = "", start_year: int | None = None) -> list[Evidence]:
    """What a unit has shown in any year, newest first, with how many lines cite each; withdrawn ones last.

    `words` are looked for in the name, with or without diacritics.
    """
    if not viewer.works_at(unit.pk):
        return []
    found = _evidence().filter(unit=unit)
    if start_year is not None:
        found = found.filter(cycle__start_year=start_year)
    counted = found.annotate(cited=Count("uses", filter=Q(uses__withdrawn_at__isnull=True)))
    wanted = fold(words)
    kept = [one for one in counted.order_by("-added_at", "-pk") if wanted in fold(one.name)]
    return sorted(kept, key=lambda one: one.withdrawn_at is not None)


def years_of(unit: Unit) -> list[int]:
    """The years in which a unit has shown evidence, newest first."""
    years = Evidence.objects.filter(unit=unit).values_list("cycle__start_year", flat=True)
    return sorted(set(years), reverse=True)


def years_to_file_under(unit: Unit) -> list[Sheet]:
    """The unit's newest sheet of each year that is not archived, newest first: evidence is kept under such a year."""
    sheets = Sheet.objects.filter(unit=unit, table__cycle__archived_at__isnull=True)
    ordered = sheets.select_related("table__cycle__cluster").order_by("-table__cycle__start_year", "-table__version")
    by_cycle: dict[int, Sheet] = {}
    for sheet in ordered:
        by_cycle.setdefault(sheet.table.cycle_id, sheet)
    return list(by_cycle.values())


def uses_of(viewer: Viewer, evidence: Evidence) -> list[EvidenceUse]:
    """The lines that cite a piece of evidence and that the viewer may see."""
    uses = EvidenceUse.objects.filter(evidence=evidence, withdrawn_at__isnull=True).select_related(
        "line__sheet__table__cycle__cluster", "line__sheet__unit", "line__criterion"
    )
    own = viewer.works_at(evidence.unit_id)
    return [use for use in uses.order_by("line__criterion__order") if own or _may_see(viewer, use.line, {})]


def lines_to_cite(evidence: Evidence) -> list[Line]:
    """Lines of the unit's open sheets that could cite the evidence and do not yet."""
    lines = Line.objects.filter(sheet__unit=evidence.unit_id, sheet__table__state="published").exclude(
        evidence_uses__in=EvidenceUse.objects.filter(evidence=evidence, withdrawn_at__isnull=True)
    )
    ordered = lines.select_related("sheet__table", "criterion").order_by("-sheet", "criterion__order")
    return [line for line in ordered if unit_may_change(line.sheet.state, line.verdict)]


def to_reuse(viewer: Viewer, line: Line) -> list[Evidence]:
    """What stands in the unit's cabinet and is not yet cited on a line, newest first."""
    cited = EvidenceUse.objects.filter(line=line, withdrawn_at__isnull=True).values("evidence")
    there = [one for one in cabinet(viewer, line.sheet.unit) if one.withdrawn_at is None]
    taken = set(Evidence.objects.filter(pk__in=cited).values_list("pk", flat=True))
    return [one for one in there if one.pk not in taken]


def citations_of(line: Line) -> list[EvidenceUse]:
    """The evidence a line cites, in the order it was cited; the line's gate has been passed."""
    uses = line.evidence_uses.filter(withdrawn_at__isnull=True).select_related("evidence__cycle")
    return list(uses.order_by("pk"))


def _is_cited_before(viewer: Viewer, evidence: Evidence) -> bool:
    uses = EvidenceUse.objects.filter(evidence=evidence, withdrawn_at__isnull=True)
    lines = Line.objects.filter(pk__in=uses.values("line")).exclude(sheet__state=Sheet.State.DRAFT)
    seen: dict[int, ClusterFacts] = {}
    return any(
        _may_see(viewer, line, seen) for line in lines.select_related("sheet__table__cycle__cluster", "criterion")
    )


def _may_see(viewer: Viewer, line: Line, clusters: dict[int, ClusterFacts]) -> bool:
    sheet = line.sheet
    cluster = sheet.table.cycle.cluster
    if cluster.pk not in clusters:
        clusters[cluster.pk] = cluster_facts(cluster, viewer.day)
    handed_in = sheet.state != Sheet.State.DRAFT
    found = may_see_line(
        viewer, clusters[cluster.pk], line.criterion.verifier_unit_id, sheet.unit_id, handed_in=handed_in
    )
    return bool(found)


def _evidence() -> QuerySet[Evidence]:
    return Evidence.objects.select_related("unit", "cycle__cluster", "added_by__person").prefetch_related("unit__names")
