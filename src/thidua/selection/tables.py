"""The ranked table as rows for a page, a sheet or a paper: one arrangement for all of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thidua.core.text import Text, say
from thidua.scoring.rules import (
    STANDINGS,
    ClusterResult,
    Criterion,
    LineResult,
    Score,
    SheetFacts,
    Table,
    UnitResult,
    check_results,
)
from thidua.scoring.rules.table_sums import maxima_of
from thidua.selection.rules import remark
from thidua.selection.rules.telling import named

VERDICTS: dict[str, Text] = {
    "passed": say("đạt"),
    "excluded": say("không đạt"),
    "pending": say("chờ kết luận"),
    "unknown": say("chưa xác nhận"),
}


@dataclass(frozen=True, slots=True)
class CellFacts:
    """One unit under one criterion or group."""

    unit: str
    line: LineResult | None
    claimed: Score | None
    counted: Score | None

    @property
    def differs(self) -> bool:
        """Whether a verifier changed the score."""
        return self.line is not None and self.line.basis == "verified" and self.claimed != self.counted

    @property
    def verdict(self) -> Text | None:
        """A gate's conclusion in words."""
        return VERDICTS.get(self.line.verdict) if self.line else None

    @property
    def sentence(self) -> Text | None:
        """How the counted points came about; the verifier's figures where there are some."""
        if self.line is None:
            return None
        return self.line.verified_sentence or self.line.claimed_sentence


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion or group with every unit's cell, `depth` steps below the top.

    `maximum` of a group is what the table declares for it, else its cap, else what its lines add up to.
    """

    criterion: Criterion
    depth: int
    cells: tuple[CellFacts, ...]
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A group at the top of the table with everything below it."""

    criterion: Criterion
    rows: tuple[CriterionRow, ...]


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One unit in the ranked table."""

    unit: UnitResult
    name: str
    place: str
    standing: Text
    remark: Text | None


@dataclass(frozen=True, slots=True)
class UnitColumn:
    """One unit at the head of a column."""

    unit: str
    name: str
    short: str
    claimed: Decimal
    total: Decimal


def summary_rows(units: Sequence[UnitResult], names: Mapping[str, str]) -> list[SummaryRow]:
    """The units in rank order, each with its place, standing and the one sentence that explains it."""
    return [SummaryRow(unit, names[unit.unit], _place(unit), STANDINGS[unit.standing], remark(unit)) for unit in units]


def unit_columns(
    units: Sequence[UnitResult], names: Mapping[str, str], short_names: Mapping[str, str]
) -> list[UnitColumn]:
    """The heads of the columns, in rank order."""
    return [
        UnitColumn(one.unit, names[one.unit], short_names[one.unit], one.claimed.total, one.final.total)
        for one in units
    ]


def with_names(sentence: Text, names: Mapping[str, str]) -> Text:
    """A sentence of the rules that speaks of unit codes, speaking of units by name instead."""
    return named(sentence, names)


def doubts(
    table: Table, sheets: Sequence[SheetFacts], awards: int | None, names: Mapping[str, str]
) -> list[tuple[Text, Text | None]]:
    """What looks wrong in the scores, each with what to do: nobody verified it, a percentage typed as points, …

    source: domain/scoring §8. Never a refusal.
    """
    return [(with_names(one.sentence, names), one.cure) for one in check_results(table, sheets, awards=awards)]


def ranked_and_apart(result: ClusterResult, names: Mapping[str, str]) -> tuple[list[SummaryRow], list[SummaryRow]]:
    """The units that compete, and those shown apart: excluded and pending ones."""
    rows = summary_rows(result.units, names)
    competing = [row for row in rows if row.unit.rank is not None]
    return competing, [row for row in rows if row.unit.rank is None]


def criterion_rows(table: Table, units: Sequence[UnitResult]) -> list[CriterionRow]:
    """Every group and criterion in the order of the table, each with a cell for every unit."""
    rows: list[CriterionRow] = []
    maxima = maxima_of(table)

    def walk(parent: str, depth: int) -> None:
        for criterion in table.children.get(parent, ()):
            cells = tuple(_cell(criterion, unit) for unit in units)
            rows.append(CriterionRow(criterion, depth, cells, maxima[criterion.code]))
            if criterion.is_group:
                walk(criterion.code, depth + 1)

    walk("", 0)
    return rows


def sections(table: Table, units: Sequence[UnitResult]) -> list[Section]:
    """The rows by top group, for printing in parts that fit a page."""
    parts: list[tuple[Criterion, list[CriterionRow]]] = []
    for row in criterion_rows(table, units):
        if row.depth == 0:
            parts.append((row.criterion, []))
        parts[-1][1].append(row)
    return [Section(criterion, tuple(rows)) for criterion, rows in parts]


def _cell(criterion: Criterion, unit: UnitResult) -> CellFacts:
    if criterion.is_group:
        claimed, counted = unit.groups.get(criterion.code, (Decimal(0), Decimal(0)))
        return CellFacts(unit.unit, None, claimed, counted)
    line = unit.lines.get(criterion.code)
    if line is None:
        return CellFacts(unit.unit, None, None, None)
    return CellFacts(unit.unit, line, line.claimed, line.counted)


def _place(unit: UnitResult) -> str:
    return "" if unit.rank is None else str(unit.rank)
