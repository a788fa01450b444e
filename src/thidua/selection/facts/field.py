"""The ranked table as the clause takes it: candidates with totals, conditions and names; frozen with the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thidua.core.findings import Answer, Finding, Reason
from thidua.organisations.models import Unit
from thidua.selection.rules.clause import REGISTRATION, TABLE_GATES, Clause
from thidua.selection.rules.keeping import candidates_from_json, candidates_to_json
from thidua.selection.rules.outcome import Candidate

if TYPE_CHECKING:
    from thidua.scoring.rules import ClusterResult, UnitResult


@dataclass(frozen=True, slots=True)
class Field:
    """Who is in the ranked table of a case: candidates, names, numbers of units, lines not verified yet."""

    candidates: tuple[Candidate, ...]
    names: Mapping[str, str]
    numbers: Mapping[str, int]
    open_lines: int
    basis: str

    def to_json(self) -> dict[str, Any]:
        """The field as it is frozen."""
        return {
            "candidates": candidates_to_json(self.candidates),
            "names": dict(self.names),
            "numbers": dict(self.numbers),
            "open_lines": self.open_lines,
            "basis": self.basis,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Field:
        """The field that was frozen."""
        return cls(
            candidates=candidates_from_json(data["candidates"]),
            names=data["names"],
            numbers=data["numbers"],
            open_lines=data["open_lines"],
            basis=data["basis"],
        )

    def code_of(self, number: int) -> str:
        """The code of a unit by its number; empty when it is not in the table."""
        return next((code for code, one in self.numbers.items() if one == number), "")


def field_of(
    result: ClusterResult,
    units: Mapping[str, Unit],
    names: Mapping[str, str],
    standing: Mapping[int, Finding],
    clause: Clause,
) -> Field:
    """The ranked table with what registering and signing say of each unit, by the gates of the clause."""
    return Field(
        candidates=tuple(
            _candidate(one, result.rank_basis, standing.get(units[one.unit].pk), clause)
            for one in sorted(result.units, key=lambda one: one.unit)
        ),
        names={code: names[code] for code in sorted(units)},
        numbers={code: units[code].pk for code in sorted(units)},
        open_lines=result.open_lines if result.provisional else 0,
        basis=result.rank_basis,
    )


def _candidate(unit: UnitResult, basis: str, standing: Finding | None, clause: Clause) -> Candidate:
    by_table = unit.finding.reasons if TABLE_GATES in clause.gates else ()
    registered = standing if standing is not None and REGISTRATION in clause.gates else None
    percent = unit.final.total_percent
    return Candidate(
        unit=unit.unit,
        total=unit.final.total,
        figure=unit.final.total if basis == "points" or percent is None else percent,
        barred=(*_when(unit.standing == "excluded", by_table), *_of(registered, Answer.REFUSED)),
        unknown=(*_when(unit.standing == "undetermined", by_table), *_of(registered, Answer.UNDETERMINED)),
        pending=_when(unit.standing == "pending", by_table),
    )


def _when(holds: bool, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    return reasons if holds else ()


def _of(finding: Finding | None, answer: Answer) -> tuple[Reason, ...]:
    return finding.reasons if finding is not None and finding.answer is answer else ()
