"""A criteria table to rows of cells: the same file back, or the plainest rows that read as the same table."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from thidua.scoring.rules.files.rows import Cells, at_row
from thidua.scoring.rules.files.table_rows import cap_in_label, read_criterion
from thidua.scoring.rules.grammar import Cell, cell_text
from thidua.scoring.rules.methods import GroupSum, Unclear
from thidua.scoring.rules.methods.base import plain
from thidua.scoring.rules.table import Criterion, Table
from thidua.scoring.rules.words import TABLE_COLUMNS


def table_to_rows(table: Table) -> list[dict[str, str]]:
    """Rows under the English column ids, in order. vi: xuất bảng tiêu chí.

    A line that still says what its row in the file said gives that row back; others are written anew.
    """
    ordered = _in_order(table)
    return [_as_read(one) or _written(one, table) for one in ordered if _as_read(one) or _needs_row(one, table)]


def _in_order(table: Table) -> list[Criterion]:
    return sorted(table.criteria, key=lambda one: one.order)


def _as_read(criterion: Criterion) -> dict[str, str] | None:
    """The row the line came from, if reading it again gives the same line."""
    if len(criterion.cells) != len(TABLE_COLUMNS):
        return None
    row = dict(zip(TABLE_COLUMNS, criterion.cells, strict=True))
    again, _ = read_criterion(Cells(0, row, {}, at_row))
    if again is None or replace(again, parent_code=criterion.parent_code, order=criterion.order) != criterion:
        return None
    return row


def _needs_row(criterion: Criterion, table: Table) -> bool:
    """A group that its children's group columns already describe needs no row of its own."""
    if not criterion.is_group:
        return True
    plain_group = Criterion(
        criterion.code, criterion.parent_code, criterion.order, criterion.label, "group", None, GroupSum(),
        cap=cap_in_label(criterion.label),
    )  # fmt: skip
    below = table.children.get(criterion.code, ())
    dotted = criterion.code.rpartition(".")[0]
    named = any(not one.is_group for one in below) or criterion.label == f"Mục {criterion.code}"
    return criterion != plain_group or not below or not named or criterion.parent_code != dotted


def _written(criterion: Criterion, table: Table) -> dict[str, str]:
    parent = table.by_code.get(criterion.parent_code)
    method = criterion.method
    if isinstance(method, GroupSum) and criterion.cap not in (method.cap, _cap_as_read(criterion, method)):
        method = replace(method, cap=criterion.cap)
    cell = Cell(method, criterion.weight, criterion.optional, criterion.receivers, criterion.na_scopes)
    return {
        "group_code": parent.code if parent else criterion.code,
        "group": parent.label if parent else criterion.label,
        "criterion_code": criterion.code,
        "criterion": criterion.label,
        "max_points": _maximum_text(criterion),
        "kind": "penalty" if criterion.kind == "gate" else "base" if criterion.is_group else criterion.kind,
        "method": cell_text(cell),
        "evidence": criterion.evidence,
        "verifier": criterion.verifier,
        "source_note": criterion.note,
    }


def _cap_as_read(criterion: Criterion, method: GroupSum) -> Decimal | None:
    return criterion.declared if method.capped else cap_in_label(criterion.label)


def _maximum_text(criterion: Criterion) -> str:
    if criterion.is_group:
        return "" if criterion.declared is None else plain(criterion.declared * criterion.weight)
    if criterion.maximum is not None:
        return plain(criterion.maximum * criterion.weight)
    if isinstance(criterion.method, Unclear) and criterion.method.maximum_text:
        return criterion.method.maximum_text
    return "0" if criterion.kind in ("gate", "penalty") else ""
