"""Which sheets somebody may see. A draft shows its figures to its own unit only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from thidua.core.errors import Refused
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.cycles.facts import stage_facts
from thidua.cycles.rules import RANKED, SELF_SCORING
from thidua.foundation.refusals import NotThere
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Unit
from thidua.organisations.rules import ClusterFacts, Viewer, member_units, oversees
from thidua.scoring.facts.sheets import member_units as members_of
from thidua.scoring.models import CriteriaTable, Line, Sheet
from thidua.scoring.policies.verification import may_see_line


def get_sheet_for(viewer: Viewer, uuid: UUID) -> Sheet:
    """A unit's whole sheet: for the unit itself always; once handed in for those who oversee the cluster, and for the
    other members from the first day of the ranked step. Raises NotThere, and Refused for a draft somebody knows of.
    """
    sheet = _sheets().filter(uuid=uuid).first()
    if sheet is None:
        raise NotThere
    if viewer.works_at(sheet.unit_id):
        return sheet
    cluster = cluster_facts(sheet.table.cycle.cluster, viewer.day)
    if oversees(viewer, cluster):
        if sheet.state == Sheet.State.DRAFT:
            raise Refused(
                refused(
                    say("Đơn vị đang tự chấm và chưa gửi phiếu nên chưa xem được số liệu."),
                    say("Phiếu xem được ngay khi đơn vị gửi."),
                )
            )
        return sheet
    if sheet.state != Sheet.State.DRAFT and _ranked_has_begun(viewer, cluster, sheet):
        return sheet
    raise NotThere


def get_own_sheet_for(viewer: Viewer, uuid: UUID) -> Sheet:
    """A sheet of a unit where the viewer works: for the pages on which it is changed. Raises NotThere.

    Whoever may see the sheet but not change it is refused with a reason.
    """
    sheet = get_sheet_for(viewer, uuid)
    if not viewer.works_at(sheet.unit_id):
        raise Refused(refused(say("Chỉ người của đơn vị mới làm được việc này với phiếu của đơn vị.")))
    return sheet


def get_line_for(viewer: Viewer, uuid: UUID) -> Line:
    """One line with its sheet: for the unit, whoever verifies it, those who oversee the cluster. Raises NotThere."""
    line = _lines().filter(uuid=uuid).first()
    if line is None:
        raise NotThere
    sheet = line.sheet
    if viewer.works_at(sheet.unit_id):
        return line
    cluster = cluster_facts(sheet.table.cycle.cluster, viewer.day)
    handed_in = sheet.state != Sheet.State.DRAFT
    if not may_see_line(viewer, cluster, line.criterion.verifier_unit_id, sheet.unit_id, handed_in=handed_in):
        raise NotThere
    return line


def get_own_line_for(viewer: Viewer, uuid: UUID) -> Line:
    """A line of a unit where the viewer works. Raises NotThere, Refused as `get_own_sheet_for`."""
    line = get_line_for(viewer, uuid)
    if not viewer.works_at(line.sheet.unit_id):
        raise Refused(refused(say("Chỉ người của đơn vị mới sửa được dòng này.")))
    return line


def get_startable_table_for(viewer: Viewer, uuid: UUID) -> tuple[CriteriaTable, Unit]:
    """A published table and the viewer's unit that may make its sheet under it. Raises NotThere."""
    tables = CriteriaTable.objects.select_related("cycle__cluster").filter(state=CriteriaTable.State.PUBLISHED)
    table = tables.filter(uuid=uuid).first()
    if table is None:
        raise NotThere
    own = member_units(viewer, cluster_facts(table.cycle.cluster, viewer.day))
    if not own:
        raise NotThere
    return table, Unit.objects.get(pk=own[0])


def own_sheets(viewer: Viewer) -> list[Sheet]:
    """The sheets of the units where the viewer works, newest year first."""
    return list(
        _sheets().filter(unit__in=viewer.working_units).order_by("-table__cycle__start_year", "-table__version")
    )


def tables_to_start(viewer: Viewer) -> list[CriteriaTable]:
    """Published tables under which the viewer's unit is a member and has no sheet yet."""
    tables = CriteriaTable.objects.filter(state=CriteriaTable.State.PUBLISHED, cycle__archived_at__isnull=True)
    mine = tables.filter(cycle__cluster__memberships__unit__in=viewer.working_units).distinct()
    missing = mine.exclude(sheets__unit__in=viewer.working_units).select_related("cycle__cluster")
    return [t for t in missing if member_units(viewer, cluster_facts(t.cycle.cluster, viewer.day))]


@dataclass(frozen=True, slots=True)
class HandingIn:
    """How one member stands with its sheet: for the list of those who oversee the cluster. No figures."""

    unit: Unit
    sheet: Sheet | None
    deadline: date | None


def tables_overseen(viewer: Viewer) -> list[CriteriaTable]:
    """The published tables of clusters that the viewer oversees, newest year first."""
    tables = CriteriaTable.objects.filter(state=CriteriaTable.State.PUBLISHED).select_related("cycle__cluster")
    newest = tables.order_by("-cycle__start_year", "cycle__cluster__code")
    return [t for t in newest if oversees(viewer, cluster_facts(t.cycle.cluster, viewer.day))]


def handing_in(viewer: Viewer, table: CriteriaTable) -> list[HandingIn]:
    """Every member with the state of its sheet, in the order of the decision; the number of queries is constant.

    Empty for whoever does not oversee the cluster.
    """
    if not oversees(viewer, cluster_facts(table.cycle.cluster, viewer.day)):
        return []
    sheets = {sheet.unit_id: sheet for sheet in table.sheets.all()}
    stage = stage_facts(table.cycle).get(SELF_SCORING)
    return [
        HandingIn(unit, sheets.get(unit.pk), stage.deadline(unit.pk) if stage else None)
        for unit in members_of(table, viewer.day)
    ]


def _ranked_has_begun(viewer: Viewer, cluster: ClusterFacts, sheet: Sheet) -> bool:
    if not member_units(viewer, cluster):
        return False
    ranked = stage_facts(sheet.table.cycle).get(RANKED)
    return ranked is not None and ranked.opens_on <= viewer.day


def _sheets() -> QuerySet[Sheet]:
    sheets = Sheet.objects.select_related("table__cycle__cluster", "unit", "submitted_by__person")
    return sheets.prefetch_related("unit__names")


def _lines() -> QuerySet[Line]:
    lines = Line.objects.select_related(
        "sheet__table__cycle__cluster", "sheet__unit", "criterion", "claimed_by__person"
    )
    return lines.prefetch_related("sheet__unit__names")
