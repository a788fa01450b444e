"""What a verifier, the unit itself and the leader read of verification; each through one gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.lookups import IsNull

from thidua.core.days import is_past
from thidua.cycles.facts import stage_facts
from thidua.cycles.rules import VERIFICATION
from thidua.foundation.refusals import NotThere
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Unit
from thidua.organisations.rules import ClusterFacts, Viewer, leads, oversees
from thidua.organisations.selectors.units import name_row_on
from thidua.scoring.facts.sheets import member_units, sheet_facts
from thidua.scoring.facts.table import published_facts
from thidua.scoring.models import (
    CriteriaTable,
    Criterion,
    EvidenceUse,
    Line,
    Sheet,
    VerificationAct,
)
from thidua.scoring.policies.verification import may_see_line, may_see_progress, may_verify, verifier_of
from thidua.scoring.rules import Criterion as CriterionFacts
from thidua.scoring.rules import Entry, LineResult, UnitResult, score_cluster
from thidua.scoring.rules.verification import Progress, progress_of

HANDED_IN = (Sheet.State.SUBMITTED, Sheet.State.VERIFYING, Sheet.State.SETTLED)


@dataclass(frozen=True, slots=True)
class UnitNames:
    """A unit's code and what it is called on a day."""

    unit_id: int
    code: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class StoredLine:
    """What the grid needs of a stored line beside its points."""

    uuid: UUID
    verdict: str
    edition: int
    verified_edition: int
    has_claim: bool


@dataclass(frozen=True)
class Grid:
    """The lines that a viewer verifies: units down, criteria across.

    `mine` holds the (unit code, criterion code) pairs that are the viewer's; `results` only units that handed in.
    """

    table: CriteriaTable
    units: tuple[UnitNames, ...]
    criteria: tuple[CriterionFacts, ...]
    groups: Mapping[str, CriterionFacts]
    lines: Mapping[tuple[str, str], StoredLine]
    results: Mapping[str, UnitResult]
    mine: frozenset[tuple[str, str]]
    deadline: date | None


def tables_to_verify(viewer: Viewer) -> list[CriteriaTable]:
    """The published tables of which the viewer verifies something, newest year first."""
    published = _tables().filter(state=CriteriaTable.State.PUBLISHED, cycle__archived_at__isnull=True)
    found = published.order_by("-cycle__start_year", "cycle__cluster__code").prefetch_related("criteria")
    return [table for table in found if _verifies_something(viewer, table)]


def get_table_to_verify_for(viewer: Viewer, uuid: UUID) -> CriteriaTable:
    """The table, for somebody who verifies at least one of its criteria."""
    table = _tables().filter(uuid=uuid).exclude(state=CriteriaTable.State.DRAFT).first()
    if table is None or not _verifies_something(viewer, table):
        raise NotThere
    return table


def get_table_in_progress_for(viewer: Viewer, uuid: UUID) -> CriteriaTable:
    """The table, for somebody who follows the progress of all verifiers."""
    table = _tables().filter(uuid=uuid).exclude(state=CriteriaTable.State.DRAFT).first()
    if table is None or not may_see_progress(viewer, cluster_facts(table.cycle.cluster, viewer.day)):
        raise NotThere
    return table


def get_line_for(viewer: Viewer, uuid: UUID) -> Line:
    """One line of a sheet handed in: for the unit itself, whoever verifies it, those who oversee the cluster."""
    line = (
        Line.objects.filter(uuid=uuid)
        .select_related("sheet__table__cycle__cluster__organiser", "sheet__unit", "criterion__verifier_unit")
        .select_related("verified_by__person", "criterion__parent")
        .first()
    )
    if line is None or line.sheet.state not in HANDED_IN:
        raise NotThere
    cluster = cluster_facts(line.sheet.table.cycle.cluster, viewer.day)
    seen = may_see_line(viewer, cluster, line.criterion.verifier_unit_id, line.sheet.unit_id, handed_in=True)
    if not seen:
        raise NotThere
    return line


def lines_to_decide(viewer: Viewer, table: CriteriaTable, uuids: Iterable[UUID]) -> dict[UUID, Line]:
    """Chosen lines of the grid by address; NotThere when one is not in the table or not the viewer's to verify."""
    wanted = list(uuids)
    lines = Line.objects.filter(uuid__in=wanted, sheet__table=table, sheet__state__in=HANDED_IN)
    found = {
        line.uuid: line for line in lines.select_related("sheet__unit", "sheet__table__cycle__cluster", "criterion")
    }
    cluster = cluster_facts(table.cycle.cluster, viewer.day)
    for uuid in wanted:
        line = found.get(uuid)
        if line is None or not may_verify(viewer, cluster, line.criterion.verifier_unit_id, line.sheet.unit_id):
            raise NotThere
    return found


def grid_for(viewer: Viewer, table: CriteriaTable) -> Grid:
    """All lines that the viewer verifies over all units; the same number of queries for any number of units."""
    cluster = cluster_facts(table.cycle.cluster, viewer.day)
    facts = published_facts(table)
    verifiers = dict(table.criteria.exclude(kind=Criterion.Kind.GROUP).values_list("code", "verifier_unit_id"))
    units = units_of(table, viewer.day)
    deciding: dict[int | None, frozenset[str]] = {}
    for verifier in set(verifiers.values()):
        deciding[verifier] = frozenset(u.code for u in units if may_verify(viewer, cluster, verifier, u.unit_id))
    mine = frozenset((unit, code) for code, verifier in verifiers.items() for unit in deciding[verifier])
    codes = {code for _, code in mine}
    handed_in = set(table.sheets.filter(state__in=HANDED_IN).values_list("unit__code", flat=True))
    result = score_cluster(facts, sheet_facts(table, viewer.day))
    stage = stage_facts(table.cycle).get(VERIFICATION)
    return Grid(
        table=table,
        units=tuple(units),
        criteria=tuple(one for one in facts.scored if one.code in codes),
        groups={one.code: one for one in facts.criteria if one.is_group},
        lines=_stored_lines(table, codes),
        results={one.unit: one for one in result.units if one.unit in handed_in},
        mine=mine,
        deadline=stage.deadline(next(iter(viewer.working_units), None)) if stage else None,
    )


@dataclass(frozen=True)
class LineView:
    """One line with everything a verifier weighs: rule, figures, evidence, note, what was done before."""

    line: Line
    criterion: CriterionFacts
    result: LineResult
    claimed: Entry | None
    verified: Entry | None
    evidence: tuple[EvidenceUse, ...]
    acts: tuple[VerificationAct, ...]


def view_line(viewer: Viewer, line: Line) -> LineView:
    """A line that passed its gate, with its points as they stand. While a returned line is being corrected, the
    figures are those that were returned: nobody looks over the unit's shoulder."""
    table = line.sheet.table
    facts = published_facts(table)
    result = score_cluster(facts, sheet_facts(table, viewer.day))
    code, unit = line.criterion.code, line.sheet.unit.code
    found = next((one for one in result.units if one.unit == unit), None)
    if found is None:
        raise NotThere
    acts = tuple(line.acts.select_related("unit", "acted_by__person").prefetch_related("unit__names").order_by("pk"))
    claimed = line.claimed
    if line.verdict == Line.Verdict.RETURNED and not viewer.works_at(line.sheet.unit_id):
        claimed = acts[-1].claimed if acts else None
    return LineView(
        line=line,
        criterion=facts.by_code[code],
        result=found.lines[code],
        claimed=Entry.from_json(claimed) if claimed is not None else None,
        verified=Entry.from_json(line.verified) if line.verified is not None else None,
        evidence=tuple(line.evidence_uses.filter(withdrawn_at__isnull=True).select_related("evidence").order_by("pk")),
        acts=acts,
    )


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """How far one unit's sheet is verified."""

    unit: UnitNames
    sheet_state: str
    lateness: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class VerifierProgress:
    """How far one verifier is, over all units, and by when it should be done."""

    unit_id: int | None
    name: str
    progress: Progress
    deadline: date | None
    is_late: bool


@dataclass(frozen=True)
class ProgressOfAll:
    """Verification of a table, by unit and by verifier."""

    units: tuple[UnitProgress, ...]
    verifiers: tuple[VerifierProgress, ...]
    total: Progress


def progress_for(viewer: Viewer, table: CriteriaTable, now: datetime) -> ProgressOfAll:
    """Verified and required lines by unit and by verifier, and who is late. The table passed its gate."""
    cluster = cluster_facts(table.cycle.cluster, viewer.day)
    result = score_cluster(published_facts(table), sheet_facts(table, viewer.day))
    sheets = {code: (state, late) for code, state, late in table.sheets.values_list("unit__code", "state", "lateness")}
    verdicts = _verdicts(table)
    names = units_of(table, viewer.day)
    results = {one.unit: one for one in result.units}
    by_unit = []
    for unit in names:
        state, late = sheets.get(unit.code, ("", ""))
        done = Progress()
        if state in HANDED_IN:
            done = progress_of(results[unit.code].lines, verdicts.get(unit.code, {}))
        by_unit.append(UnitProgress(unit, state, late, done))
    handed_in = [unit for unit in names if sheets.get(unit.code, ("", ""))[0] in HANDED_IN]
    by_verifier = _by_verifier(table, cluster, handed_in, results, verdicts)
    return ProgressOfAll(
        tuple(by_unit),
        _verifier_rows(table, by_verifier, viewer.day, now),
        sum((one.progress for one in by_unit), Progress()),
    )


def units_of(table: CriteriaTable, day: date) -> list[UnitNames]:
    """The members in order, as they are called on a day."""
    return [named(unit, day) for unit in member_units(table, day)]


def named(unit: Unit, day: date) -> UnitNames:
    """A unit as it is called on a day; reads the prefetched names."""
    held = name_row_on(unit.names.all(), day)
    if held is None:
        return UnitNames(unit.pk, unit.code, unit.code, unit.code)
    return UnitNames(unit.pk, unit.code, held.name, held.short_name)


def _tables() -> QuerySet[CriteriaTable]:
    return CriteriaTable.objects.select_related("cycle__cluster__organiser")


def _verifies_something(viewer: Viewer, table: CriteriaTable) -> bool:
    cluster = cluster_facts(table.cycle.cluster, viewer.day)
    verifiers = {one.verifier_unit_id for one in table.criteria.all() if one.kind != Criterion.Kind.GROUP}
    return any(may_verify(viewer, cluster, verifier, about) for verifier in verifiers for about in cluster.members)


def _stored_lines(table: CriteriaTable, codes: set[str]) -> dict[tuple[str, str], StoredLine]:
    lines = Line.objects.filter(sheet__table=table, sheet__state__in=HANDED_IN)
    rows = lines.annotate(blank=IsNull(F("claimed"), True)).values_list(
        "sheet__unit__code", "criterion__code", "uuid", "verdict", "edition", "verified_edition", "blank"
    )
    return {
        (unit, code): StoredLine(uuid, verdict, edition, verified_edition, not blank)
        for unit, code, uuid, verdict, edition, verified_edition, blank in rows
        if code in codes
    }


def _verdicts(table: CriteriaTable) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    rows = Line.objects.filter(sheet__table=table).values_list("sheet__unit__code", "criterion__code", "verdict")
    for unit, code, verdict in rows:
        found.setdefault(unit, {})[code] = verdict
    return found


def _by_verifier(
    table: CriteriaTable,
    cluster: ClusterFacts,
    units: list[UnitNames],
    results: Mapping[str, UnitResult],
    verdicts: Mapping[str, Mapping[str, str]],
) -> dict[int | None, Progress]:
    found: dict[int | None, Progress] = {}
    rows = table.criteria.exclude(kind=Criterion.Kind.GROUP).values_list("code", "verifier_unit_id").order_by("order")
    for code, verifier in rows:
        for unit in units:
            whose = verifier_of(verifier, cluster, unit.unit_id)
            line = {code: results[unit.code].lines[code]}
            found[whose] = found.get(whose, Progress()) + progress_of(line, verdicts.get(unit.code, {}))
    return found


def _verifier_rows(
    table: CriteriaTable, found: Mapping[int | None, Progress], day: date, now: datetime
) -> tuple[VerifierProgress, ...]:
    stage = stage_facts(table.cycle).get(VERIFICATION)
    units = Unit.objects.filter(pk__in=[key for key in found if key is not None]).prefetch_related("names")
    names = {unit.pk: named(unit, day).name for unit in units}
    rows = []
    for key, progress in found.items():
        deadline = stage.deadline(key) if stage else None
        late = deadline is not None and progress.remaining > 0 and is_past(deadline, now)
        rows.append(VerifierProgress(key, names.get(key, "") if key else "", progress, deadline, late))
    return tuple(rows)


def sees_whole_table(viewer: Viewer, table: CriteriaTable) -> bool:
    """Whether to offer the pages of those who oversee the cluster."""
    return oversees(viewer, cluster_facts(table.cycle.cluster, viewer.day))


def leads_table(viewer: Viewer, table: CriteriaTable) -> bool:
    """Whether the viewer leads the table's cluster."""
    return leads(viewer, cluster_facts(table.cycle.cluster, viewer.day))
