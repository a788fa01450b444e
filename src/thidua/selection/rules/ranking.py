"""What if a score were another one, who moves, and how far self-scores lie from verified ones. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from thidua.core.errors import Problem
from thidua.core.numbers import NumberUnreadable, parse_number
from thidua.core.text import Text, say
from thidua.scoring.rules import ClusterResult, Entry, LineFacts, SheetFacts, Table, UnitResult

ELIGIBLE = "eligible"


@dataclass(frozen=True, slots=True)
class Change:
    """One score that somebody tries out: these points on that line of that unit."""

    unit: str
    code: str
    points: Decimal

    def __str__(self) -> str:
        return f"{self.unit}:{self.code}={self.points:f}"


@dataclass(frozen=True, slots=True)
class Move:
    """A unit before and after the changes."""

    unit: str
    rank_before: int | None
    rank_after: int | None
    total_before: Decimal
    total_after: Decimal

    @property
    def difference(self) -> Decimal:
        """Points won or lost."""
        return self.total_after - self.total_before


def read_changes(texts: Iterable[str], table: Table, units: Sequence[str]) -> tuple[list[Change], list[Problem]]:
    """Read `S1:N4.1=5` as it stands in an address; what cannot be read becomes a problem, never a guess."""
    changes: list[Change] = []
    problems: list[Problem] = []
    for text in texts:
        place, _, typed = text.partition("=")
        unit, _, code = place.partition(":")
        criterion = table.by_code.get(code)
        if unit not in units or criterion is None or criterion.kind not in ("base", "bonus", "penalty"):
            problems.append(
                Problem(text, say("Không có dòng điểm này trong bảng."), say("Hãy chọn lại đơn vị và tiêu chí."))
            )
            continue
        try:
            points = parse_number(typed)
        except NumberUnreadable as error:
            problems.append(Problem(code, say("{error}", error=str(error))))
            continue
        if points < 0 or (criterion.maximum is not None and points > criterion.maximum > 0):
            sentence = say("Điểm thử phải từ 0 đến {maximum}.", maximum=criterion.maximum or Decimal(0))
            problems.append(Problem(code, sentence, say("Hãy nhập lại.")))
            continue
        changes.append(Change(unit, code, points))
    return changes, problems


def with_changes(sheets: Sequence[SheetFacts], changes: Iterable[Change]) -> list[SheetFacts]:
    """The sheets as if these points had been verified; what is stored stays as it is."""
    tried: dict[str, dict[str, Decimal]] = {}
    for change in changes:
        tried.setdefault(change.unit, {})[change.code] = change.points
    return [_changed(sheet, tried[sheet.unit]) if sheet.unit in tried else sheet for sheet in sheets]


def _changed(sheet: SheetFacts, points: dict[str, Decimal]) -> SheetFacts:
    lines = dict(sheet.lines)
    for code, value in points.items():
        claimed = lines[code].claimed if code in lines else None
        entry = Entry({"points": value})
        lines[code] = LineFacts(claimed or entry, entry)
    return replace(sheet, lines=lines)


def moves(before: ClusterResult, after: ClusterResult) -> list[Move]:
    """Every unit before and after, in the order after."""
    old = {unit.unit: unit for unit in before.units}
    return [
        Move(new.unit, old[new.unit].rank, new.rank, old[new.unit].final.total, new.final.total) for new in after.units
    ]


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a self-score lies from the verified one."""

    code: str
    claimed: Decimal
    verified: Decimal

    @property
    def difference(self) -> Decimal:
        """Verified less claimed: below zero when the verifier gave less."""
        return self.verified - self.claimed


def gaps(unit: UnitResult) -> list[Gap]:
    """The lines of a unit where both a self-score and a verified score stand, as the rules scored them."""
    return [
        Gap(code, line.claimed, line.verified)
        for code, line in unit.lines.items()
        if isinstance(line.claimed, Decimal) and isinstance(line.verified, Decimal)
    ]


def criterion_gaps(result: ClusterResult, table: Table) -> list[Gap]:
    """For each criterion, the sums over all units of self-scores and of verified scores."""
    sums: dict[str, list[Decimal]] = {}
    for unit in result.units:
        for gap in gaps(unit):
            total = sums.setdefault(gap.code, [Decimal(0), Decimal(0)])
            total[0] += gap.claimed
            total[1] += gap.verified
    return [Gap(one.code, *sums[one.code]) for one in table.scored if one.code in sums and one.kind != "gate"]


def remark(unit: UnitResult) -> Text | None:
    """The one sentence beside a unit in the ranked table: why it is not ranked, or that it is level with another."""
    if unit.standing != ELIGIBLE and unit.finding.reasons:
        return unit.finding.reasons[0].sentence
    if unit.tied:
        return say("Bằng điểm với đơn vị khác; phần mềm không tự phân thứ hạng")
    return None
