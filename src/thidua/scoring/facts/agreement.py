"""A table's lines as they stand, ready to be frozen."""

from __future__ import annotations

from datetime import date
from typing import Any

from thidua.organisations.selectors.units import name_row_on
from thidua.scoring.facts.sheets import member_units, sheet_facts
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import CriteriaTable, Line, Sheet, VerificationAct
from thidua.scoring.rules.frozen import LineCard, UnitCard, freeze


def frozen_version(table: CriteriaTable, day: date) -> dict[str, Any]:
    """Facts and results of every member as they stand on a day, as plain data; drafts stay blank."""
    by = dict(
        VerificationAct.objects.filter(line__sheet__table=table).order_by("pk").values_list("line_id", "unit__code")
    )
    lines: dict[str, dict[str, LineCard]] = {}
    rows = Line.objects.filter(sheet__table=table).exclude(sheet__state=Sheet.State.DRAFT)
    for pk, unit_code, code, uuid, verdict, reason in rows.values_list(
        "pk", "sheet__unit__code", "criterion__code", "uuid", "verdict", "reason"
    ):
        lines.setdefault(unit_code, {})[code] = LineCard(str(uuid), verdict, reason, by.get(pk, ""))
    states = dict(table.sheets.values_list("unit__code", "state"))
    cards = {}
    for unit in member_units(table, day):
        held = name_row_on(unit.names.all(), day)
        name, short_name = (held.name, held.short_name) if held else (unit.code, unit.code)
        cards[unit.code] = UnitCard(unit.code, name, short_name, states.get(unit.code, ""), lines.get(unit.code, {}))
    return freeze(table_facts(table), sheet_facts(table, day), cards)
