"""This year beside earlier ones: a unit's totals and ranks, and one unit's points criterion by criterion. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thidua.core.days import SchoolYear
from thidua.core.names import fold
from thidua.scoring.rules import ClusterResult, Criterion, Table

YEARS = 5


@dataclass(frozen=True, slots=True)
class ScoredYear:
    """One year's table and its result. vi: kết quả một năm."""

    year: SchoolYear
    table: Table
    result: ClusterResult


@dataclass(frozen=True, slots=True)
class YearFigure:
    """Where a unit stood in a year; `rank` None when it was not ranked, `percent` of the maximum that applied."""

    total: Decimal
    percent: Decimal | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit through the years, oldest first; None where it had no sheet."""

    unit: str
    figures: tuple[YearFigure | None, ...]


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion of this year through the years for one unit; None where the year had no such criterion.

    The same code with other words is another criterion: rules change from year to year. source: R4.7.
    """

    criterion: Criterion
    points: tuple[Decimal | None, ...]


def unit_lines(years: Sequence[ScoredYear]) -> tuple[UnitLine, ...]:
    """Every unit of the last of these years in its order, with what it reached before. source: features A7.49."""
    found = [{one.unit: one for one in year.result.units} for year in years]
    return tuple(
        UnitLine(
            one.unit,
            tuple(
                YearFigure(there.final.total, there.final.total_percent, there.rank) if there else None
                for there in (units.get(one.unit) for units in found)
            ),
        )
        for one in (years[-1].result.units if years else ())
    )


def criterion_lines(years: Sequence[ScoredYear], unit: str) -> tuple[CriterionLine, ...]:
    """The scored criteria of the last year, each with the unit's points in every year. Raises KeyError."""
    if not years:
        return ()
    lines = [_lines_of(year, unit) for year in years]
    return tuple(
        CriterionLine(one, tuple(_points(year, one, points) for year, points in zip(years, lines, strict=True)))
        for one in years[-1].table.scored
        if one.kind != "gate"
    )


def _lines_of(year: ScoredYear, unit: str) -> Mapping[str, Decimal]:
    there = next((one for one in year.result.units if one.unit == unit), None)
    if there is None:
        return {}
    return {code: line.counted for code, line in there.lines.items() if isinstance(line.counted, Decimal)}


def _points(year: ScoredYear, criterion: Criterion, points: Mapping[str, Decimal]) -> Decimal | None:
    same = year.table.by_code.get(criterion.code)
    if same is None or fold(same.label) != fold(criterion.label):
        return None
    return points.get(criterion.code)
