"""A criteria table as its page shows it: the tree with words, sums, verifiers and checks beside the rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from thidua.core.text import Text, say
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors.units import name_row_on
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import CriteriaTable, Criterion, NotApplicable
from thidua.scoring.rules import KINDS, ROLES
from thidua.scoring.rules import Criterion as CriterionFacts
from thidua.scoring.rules.table_sums import base_total, group_sums
from thidua.scoring.selectors.table_checks import TableCheck, checks_of
from thidua.scoring.selectors.tables import decisions_of, rows_of

LEADER = say("Cụm trưởng")


@dataclass(slots=True)
class TableRow:
    """One row of the tree, with everything the page says of it."""

    row: Criterion
    facts: CriterionFacts
    depth: int
    method: Text
    kind: Text
    verifier: str | Text
    assigned: bool
    total: Decimal | None = None
    receivers: tuple[Text, ...] = ()
    checks: list[TableCheck] = field(default_factory=list)
    decisions: list[NotApplicable] = field(default_factory=list)

    @property
    def for_cluster(self) -> NotApplicable | None:
        """The decision that it does not apply to the whole cluster."""
        return next((one for one in self.decisions if one.unit_id is None), None)

    @property
    def for_units(self) -> list[NotApplicable]:
        """The decisions that it does not apply to single units."""
        return [one for one in self.decisions if one.unit_id is not None]


@dataclass(frozen=True, slots=True)
class TableView:
    """The table of a page."""

    table: CriteriaTable
    rows: list[TableRow]
    total: Decimal
    checks: list[TableCheck]
    labels: dict[str, int]

    @property
    def general_checks(self) -> list[TableCheck]:
        """Checks that belong to no row."""
        known = {row.row.code for row in self.rows}
        return [one for one in self.checks if one.check.criterion_code not in known]

    @property
    def errors(self) -> list[TableCheck]:
        """Checks that stop publication."""
        return [one for one in self.checks if one.is_error]

    @property
    def open_warnings(self) -> list[TableCheck]:
        """Warnings nobody has accepted yet."""
        return [one for one in self.checks if not one.is_error and one.is_open]

    @property
    def applicable(self) -> Decimal:
        """What remains of the total for the cluster after what does not apply to all of it."""
        gone = {row.row.code for row in self.rows if row.for_cluster}
        facts = {row.row.code: row for row in self.rows}
        lost = Decimal(0)
        for row in self.rows:
            above, worth, out = row, row.facts.weighted_maximum, row.row.code in gone
            while above.facts.parent_code in facts:
                above = facts[above.facts.parent_code]
                worth *= above.facts.weight
                out = out or above.row.code in gone
            if out and row.facts.kind == "base":
                lost += worth
        return self.total - lost


def table_view(viewer: Viewer, table: CriteriaTable) -> TableView:
    """The whole table for its page; the number of queries is the same for any number of rows. It passed its gate."""
    facts = table_facts(table)
    sums = group_sums(facts)
    checks = checks_of(table, viewer.day, facts)
    decided: dict[int, list[NotApplicable]] = defaultdict(list)
    for decision in decisions_of(table):
        decided[decision.criterion_id].append(decision)
    beside: dict[str, list[TableCheck]] = defaultdict(list)
    for check in checks:
        beside[check.check.criterion_code].append(check)
    rows = []
    labels: dict[str, int] = {}
    for row in rows_of(table):
        one = facts.by_code[row.code]
        assigned = row.verifier_unit_id is not None or bool(row.verifier_role)
        if not one.is_group and row.verifier_label and not assigned:
            labels[row.verifier_label] = labels.get(row.verifier_label, 0) + 1
        rows.append(
            TableRow(
                row=row,
                facts=one,
                depth=len(facts.ancestors(row.code)),
                method=one.method.describe(),
                kind=KINDS[one.kind],
                verifier=verifier_words(viewer, row),
                assigned=assigned or one.is_group,
                total=sums.get(row.code),
                receivers=tuple(ROLES[code] for code in sorted(one.receivers) if code in ROLES),
                checks=beside.get(row.code, []),
                decisions=decided.get(row.pk, []),
            )
        )
    return TableView(table, rows, base_total(facts), checks, labels)


def verifier_words(viewer: Viewer, row: Criterion) -> str | Text:
    """Who verifies a row, as people say it."""
    if row.verifier_role:
        return LEADER
    if row.verifier_unit is not None:
        name = name_row_on(row.verifier_unit.names.all(), viewer.day)
        return name.short_name if name else row.verifier_unit.code
    return row.verifier_label
