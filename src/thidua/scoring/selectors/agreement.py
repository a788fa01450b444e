"""What members, leader and deputy read while they agree on the scores; each through one gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from thidua.core.days import day_of
from thidua.core.findings import Reason
from thidua.core.text import say
from thidua.foundation.refusals import NotThere
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer, oversees
from thidua.scoring.facts.agreement import frozen_version
from thidua.scoring.models import Circulation, CriteriaTable, Line, Objection, Receipt
from thidua.scoring.policies.agreement import may_see_circulation, signing_cluster
from thidua.scoring.rules import Criterion, Entry, SheetFacts, Table
from thidua.scoring.rules import agreement as rules
from thidua.scoring.rules.frozen import read_score, shown_entry, shown_line, thaw
from thidua.scoring.selectors.verification import HANDED_IN, named, progress_for

SEEN_STATES = (CriteriaTable.State.PUBLISHED, CriteriaTable.State.REPLACED)


def latest_circulation(table: CriteriaTable) -> Circulation | None:
    """The last version that went round, or None. The caller has passed the table's gate."""
    return table.circulations.order_by("-round").first()


def frozen_facts(circulation: Circulation) -> tuple[Table, list[SheetFacts]]:
    """The table and the sheets as they were when they went round."""
    return thaw(circulation.snapshot)


def tables_in_agreement(viewer: Viewer) -> list[CriteriaTable]:
    """Published tables of the viewer's clusters, with their rounds: what can be or was sent round."""
    tables = (
        _tables().filter(state=CriteriaTable.State.PUBLISHED).order_by("-cycle__start_year", "cycle__cluster__code")
    )
    found = []
    for table in tables.prefetch_related("circulations"):
        cluster = cluster_facts(table.cycle.cluster, viewer.day)
        if oversees(viewer, cluster) or (may_see_circulation(viewer, cluster) and table.circulations.all()):
            found.append(table)
    return found


def get_table_to_circulate_for(viewer: Viewer, uuid: UUID) -> CriteriaTable:
    """The table, for those who oversee the cluster: the page where a round is prepared."""
    table = _tables().filter(uuid=uuid, state__in=SEEN_STATES).first()
    if table is None or not oversees(viewer, cluster_facts(table.cycle.cluster, viewer.day)):
        raise NotThere
    return table


def get_agreed_table_for(viewer: Viewer, uuid: UUID) -> CriteriaTable:
    """The table whose adjustments the viewer may read: members once it went round, those who oversee always."""
    table = _tables().filter(uuid=uuid, state__in=SEEN_STATES).first()
    if table is None:
        raise NotThere
    cluster = cluster_facts(table.cycle.cluster, viewer.day)
    circulated = may_see_circulation(viewer, cluster) and table.circulations.exists()
    if not (circulated or oversees(viewer, cluster)):
        raise NotThere
    return table


def get_circulation_for(viewer: Viewer, uuid: UUID) -> Circulation:
    """One round, for members and those who oversee the cluster."""
    found = Circulation.objects.filter(uuid=uuid).select_related("table__cycle__cluster__organiser", "sent_by__person")
    circulation = found.first()
    if circulation is None:
        raise NotThere
    if not may_see_circulation(viewer, cluster_facts(circulation.table.cycle.cluster, viewer.day)):
        raise NotThere
    return circulation


def get_circulated_line_for(viewer: Viewer, circulation: UUID, line: UUID) -> tuple[Circulation, Line]:
    """A round and a line that stands in its frozen version, for whoever may see the round."""
    found = get_circulation_for(viewer, circulation)
    rows = Line.objects.filter(uuid=line, sheet__table_id=found.table_id)
    stored = rows.select_related("sheet__unit", "criterion").prefetch_related("sheet__unit__names").first()
    if stored is None or frozen_line(found, stored)["address"] != str(line):
        raise NotThere
    return found, stored


def get_objection_for(viewer: Viewer, uuid: UUID) -> Objection:
    """One objection, under the gate of its round: members see each other's."""
    objection = _objections().filter(uuid=uuid).first()
    if objection is None:
        raise NotThere
    objection.circulation = get_circulation_for(viewer, _uuid_of(objection.circulation_id))
    return objection


def frozen_unit(circulation: Circulation, code: str) -> dict[str, Any]:
    """One unit of the frozen version; NotThere when it is not in it."""
    for unit in circulation.snapshot["units"]:
        if unit["code"] == code:
            return unit
    raise NotThere


def frozen_line(circulation: Circulation, line: Line) -> dict[str, Any]:
    """One line of the frozen version."""
    found = frozen_unit(circulation, line.sheet.unit.code)["lines"].get(line.criterion.code)
    if found is None:
        raise NotThere
    return found


def objections_of(circulation: Circulation) -> list[Objection]:
    """All objections of a round in the order they came."""
    return list(_objections().filter(circulation=circulation).order_by("pk"))


def state_of(circulation: Circulation, now: datetime) -> str:
    """Where a round stands: open, settling, agreed or closed."""
    still_open = circulation.objections.filter(closed_at__isnull=True).count()
    return rules.circulation_state(
        circulation.objections_until, now, still_open, closed=circulation.closed_at is not None
    )


def agreement_on(table: CriteriaTable, now: datetime) -> str:
    """Where agreement on a table stands: the state of its last round, empty before the first."""
    circulation = latest_circulation(table)
    return state_of(circulation, now) if circulation else ""


@dataclass(frozen=True, slots=True)
class MemberStanding:
    """Whether a member opened the version, how many objections it raised, and whether its silence counts as consent."""

    name: str
    opened_at: datetime | None
    opened_by: str
    objections: int
    agreed_by_silence: bool


def members_of(circulation: Circulation, now: datetime) -> list[MemberStanding]:
    """Every member in order: receipt, objections, silence. The round has passed its gate."""
    receipts: dict[str, Receipt] = {
        receipt.unit.code: receipt for receipt in circulation.receipts.select_related("unit", "opened_by__person")
    }
    raised: dict[str, int] = {}
    for code in circulation.objections.exclude(outcome="withdrawn").values_list("raised_by_unit__code", flat=True):
        raised[code] = raised.get(code, 0) + 1
    over = rules.circulation_state(circulation.objections_until, now, 0, closed=circulation.closed_at is not None)
    rows = []
    for unit in circulation.snapshot["units"]:
        receipt, count = receipts.get(unit["code"]), raised.get(unit["code"], 0)
        rows.append(
            MemberStanding(
                name=unit["name"],
                opened_at=receipt.opened_at if receipt else None,
                opened_by=str(receipt.opened_by) if receipt else "",
                objections=count,
                agreed_by_silence=not count and over != rules.OPEN,
            )
        )
    return rows


def readiness_to_circulate(viewer: Viewer, table: CriteriaTable, now: datetime) -> list[Reason]:
    """What is missing before the scores can go round as final; empty when nothing is."""
    found: list[Reason] = []
    progress = progress_for(viewer, table, now)
    for unit in progress.units:
        if unit.sheet_state not in HANDED_IN:
            found.append(Reason(say("{unit} chưa gửi phiếu tự chấm.", unit=unit.unit.name)))
    for verifier in progress.verifiers:
        left = verifier.progress.remaining
        if left:
            who = verifier.name or str(say("Cụm trưởng, cụm phó"))
            found.append(Reason(say("{unit} còn {n} dòng chưa thẩm định.", unit=who, n=left)))
    if progress.total.returned:
        words = say("{n} dòng đang trả lại cho đơn vị bổ sung.", n=progress.total.returned)
        found.append(Reason(words, say("Chờ đơn vị nộp lại, hoặc đơn vị thẩm định chấm theo hồ sơ hiện có.")))
    return found


def adjustments_for(viewer: Viewer, table: CriteriaTable) -> list[rules.Adjustment]:
    """The report of adjustments as data: what verifiers changed in what went round, and every objection's outcome.

    Before the first round those who oversee the cluster read the figures as they stand. The table has passed
    `get_agreed_table_for`. vi: báo cáo điều chỉnh điểm. source: W1.9.
    """
    rounds = list(table.circulations.order_by("round"))
    versions = [(one.round, one.snapshot) for one in rounds]
    if not versions:
        if not oversees(viewer, cluster_facts(table.cycle.cluster, viewer.day)):
            raise NotThere
        versions = [(0, frozen_version(table, viewer.day))]
    criteria = Table.from_json(versions[-1][1]["table"])
    names = {unit["code"]: unit["name"] for _, version in versions for unit in version["units"]}
    names |= _names_of_verifiers(versions, viewer)
    found: dict[tuple[str, str], rules.Adjustment] = {}
    for number, version in versions:
        for one in _changed_lines(version, criteria, names, number):
            found[one.unit, one.criterion] = one
    objected = [
        _objected(one, circulation, criteria)
        for circulation in rounds
        for one in _objections().filter(circulation=circulation)
    ]
    return rules.adjustments_in_order(
        [*found.values(), *objected],
        {unit["code"]: place for place, unit in enumerate(versions[-1][1]["units"])},
        {one.code: one.order for one in criteria.criteria},
    )


def _names_of_verifiers(versions: list[tuple[int, dict[str, Any]]], viewer: Viewer) -> dict[str, str]:
    codes = {line["by"] for _, version in versions for unit in version["units"] for line in unit["lines"].values()}
    units = Unit.objects.filter(code__in=codes - {""}).prefetch_related("names")
    return {unit.code: named(unit, viewer.day).name for unit in units}


def _changed_lines(
    version: dict[str, Any], criteria: Table, names: dict[str, str], number: int
) -> Iterator[rules.Adjustment]:
    for unit in version["units"]:
        for code, line in unit["lines"].items():
            if line["verdict"] != Line.Verdict.CHANGED:
                continue
            criterion = criteria.by_code[code]
            yield rules.Adjustment(
                unit=unit["code"],
                unit_name=unit["name"],
                criterion=code,
                label=criterion.label,
                source="verification",
                before=shown_line(criterion, line, "claimed"),
                after=shown_line(criterion, line, "verified"),
                by=names.get(line["by"], line["by"]),
                reason=line["reason"],
                difference=rules.difference_of(read_score(line["claimed_score"]), read_score(line["verified_score"])),
                round=number,
            )


def _objected(objection: Objection, circulation: Circulation, criteria: Table) -> rules.Adjustment:
    line = frozen_line(circulation, objection.line)
    unit = frozen_unit(circulation, objection.line.sheet.unit.code)
    criterion: Criterion = criteria.by_code[objection.line.criterion.code]
    decided = objection.closed_at is not None
    upheld = decided and objection.outcome == Objection.Outcome.UPHELD
    entry = Entry.from_json(objection.outcome_entry) if upheld and objection.outcome_entry else None
    before = shown_line(criterion, line, "counted")
    after_score = criterion.method.evaluate(entry, criterion.maximum).points if entry else read_score(line["counted"])
    signed = (
        [named(one.unit, circulation.objections_until).name for one in objection.signatures.all()] if decided else []
    )
    return rules.Adjustment(
        unit=unit["code"],
        unit_name=unit["name"],
        criterion=criterion.code,
        label=criterion.label,
        source="objection",
        before=before,
        after=shown_entry(criterion, entry) if entry else before,
        by="; ".join(signed),
        reason=objection.outcome_reason if decided else "",
        difference=rules.difference_of(read_score(line["counted"]), after_score),
        outcome=objection.outcome if decided else "",
        raised_by=named(objection.raised_by_unit, circulation.objections_until).name,
        request=objection.text,
        round=circulation.round,
        on=day_of(objection.closed_at) if objection.closed_at else None,
    )


def panel_words(viewer: Viewer, objection: Objection) -> Any:
    """Who settles an objection, in a sentence."""
    cluster = signing_cluster(cluster_facts(objection.circulation.table.cycle.cluster, viewer.day), viewer)
    return rules.describe_panel(cluster, objection.line.sheet.unit_id)


def _tables() -> QuerySet[CriteriaTable]:
    return CriteriaTable.objects.select_related("cycle__cluster__organiser")


def _objections() -> QuerySet[Objection]:
    rows = Objection.objects.select_related(
        "line__sheet__unit", "line__criterion", "raised_by_unit", "raised_by__person", "circulation"
    )
    return rows.prefetch_related("raised_by_unit__names", "line__sheet__unit__names", "signatures__unit__names")


def _uuid_of(circulation_id: int) -> UUID:
    return Circulation.objects.values_list("uuid", flat=True).get(pk=circulation_id)
