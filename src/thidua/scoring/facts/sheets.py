"""Stored sheets and lines as the rules read them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import TextField
from django.db.models.functions import Cast

from thidua.core.days import Period
from thidua.foundation.models import valid_on
from thidua.organisations.models import Unit
from thidua.scoring.models import CriteriaTable, Line, NotApplicable, Sheet
from thidua.scoring.rules import Entry, LineFacts, SheetFacts


def school_year_period(start_year: int) -> Period:
    """The days of a school year: an office held on one of them counts as held in the year."""
    return Period(date(start_year, 9, 1), date(start_year + 1, 8, 31))


def member_units(table: CriteriaTable, day: date) -> list[Unit]:
    """The cluster's members on a day, in the order of the decision."""
    memberships = (
        valid_on(table.cycle.cluster.memberships.all(), day).select_related("unit").prefetch_related("unit__names")
    )
    return [membership.unit for membership in memberships]


def sheet_facts(table: CriteriaTable, day: date, *, drafts: bool = False) -> list[SheetFacts]:
    """Every member's sheet as facts, by unit code. A unit without a sheet has no lines.

    With `drafts=False` what a unit has not handed in yet is left out: nobody but the unit counts it.
    """
    lines = _lines_by_unit(table, drafts=drafts)
    roles = roles_by_unit(table)
    everywhere, by_unit = _not_applicable(table)
    chosen: dict[int, list[str]] = dict(table.sheets.values_list("unit_id", "chosen_fields"))
    return [
        SheetFacts(
            unit=unit.code,
            lines=lines.get(unit.pk, {}),
            roles=roles.get(unit.pk, frozenset()),
            not_applicable=everywhere | by_unit.get(unit.pk, frozenset()),
            chosen=frozenset(chosen.get(unit.pk, ())),
        )
        for unit in member_units(table, day)
    ]


def line_facts(claimed: Mapping[str, object] | None, verified: Mapping[str, object] | None) -> LineFacts:
    """One stored line as facts."""
    return LineFacts(
        claimed=Entry.from_json(claimed) if claimed is not None else None,
        verified=Entry.from_json(verified) if verified is not None else None,
    )


def roles_by_unit(table: CriteriaTable) -> dict[int, frozenset[str]]:
    """Which offices each unit held in the school year: some bonus lines are for them only."""
    year = school_year_period(table.cycle.start_year)
    roles: dict[int, set[str]] = defaultdict(set)
    for office in table.cycle.cluster.offices.all():
        if Period(office.starts_on, office.ends_on).overlaps(year):
            roles[office.unit_id].add(office.kind)
    return {unit: frozenset(kinds) for unit, kinds in roles.items()}


def _lines_by_unit(table: CriteriaTable, *, drafts: bool) -> dict[int, dict[str, LineFacts]]:
    lines = Line.objects.filter(sheet__table=table)
    if not drafts:
        lines = lines.exclude(sheet__state=Sheet.State.DRAFT)
    # Many lines say the same; read as text, each saying is taken apart once.
    rows = lines.annotate(claims=Cast("claimed", TextField()), verifies=Cast("verified", TextField()))
    found: dict[int, dict[str, LineFacts]] = defaultdict(dict)
    known: dict[tuple[str | None, str | None], LineFacts] = {}
    for unit, code, *said in rows.values_list("sheet__unit_id", "criterion__code", "claims", "verifies"):
        claimed, verified = said
        facts = known.get((claimed, verified))
        if facts is None:
            facts = line_facts(json.loads(claimed) if claimed else None, json.loads(verified) if verified else None)
            known[claimed, verified] = facts
        found[unit][code] = facts
    return found


def _not_applicable(table: CriteriaTable) -> tuple[frozenset[str], dict[int, frozenset[str]]]:
    everywhere: set[str] = set()
    by_unit: dict[int, set[str]] = defaultdict(set)
    decided = NotApplicable.objects.filter(criterion__table=table).values_list("unit_id", "criterion__code")
    for unit, code in decided:
        if unit is None:
            everywhere.add(code)
        else:
            by_unit[unit].add(code)
    return frozenset(everywhere), {unit: frozenset(codes) for unit, codes in by_unit.items()}
