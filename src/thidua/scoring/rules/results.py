"""What scoring a cluster gives: the totals, standing and rank of each unit, and the ranked table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

from thidua.core.findings import Finding
from thidua.core.text import Text, say
from thidua.scoring.rules.lines import LineResult
from thidua.scoring.rules.values import from_hundredths

T = TypeVar("T")

STANDINGS: dict[str, Text] = {
    "eligible": say("đủ điều kiện"),
    "excluded": say("không xét"),
    "pending": say("chờ kết luận"),
    "undetermined": say("chưa rõ"),
}


class Totals(NamedTuple):
    """Base, bonus, penalty and total of one world; percents are of the applicable maximum, None when it is 0."""

    base: Decimal
    bonus: Decimal
    penalty: Decimal
    total: Decimal
    base_percent: Decimal | None
    total_percent: Decimal | None


class View(Mapping[str, T], Generic[T]):
    """A read-only mapping over values in a fixed order: small enough to keep one for each of many units."""

    __slots__ = ("_index", "_values")

    def __init__(self, index: Mapping[str, int], values: Sequence[T]) -> None:
        self._index = index
        self._values = values

    def __getitem__(self, code: str) -> T:
        return self._values[self._index[code]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)

    def __repr__(self) -> str:
        return repr(dict(self))


class UnitResult(NamedTuple):
    """Everything about one unit: its lines, groups, totals, standing and rank.

    `groups` holds (claimed, counted) after cap and weight. `standing`: eligible, excluded, pending, undetermined;
    `unverified`: the lines that wait for a verifier. An excluded or pending unit keeps its score and has no rank.
    """

    unit: str
    lines: Mapping[str, LineResult]
    groups: Mapping[str, tuple[Decimal, Decimal]]
    applicable_max: Decimal
    claimed: Totals
    final: Totals
    standing: str
    finding: Finding
    unverified: tuple[str, ...]
    open_lines: int = 0
    rank: int | None = None
    tied: bool = False


class Groups(View[tuple[Decimal, Decimal]]):
    """What each group claimed and counts, kept as hundredths of a point until somebody looks."""

    __slots__ = ()

    def __init__(self, index: Mapping[str, int], claimed: Sequence[int], counted: Sequence[int]) -> None:
        self._index = index
        self._values = (claimed, counted)  # type: ignore[assignment]

    def __getitem__(self, code: str) -> tuple[Decimal, Decimal]:
        claimed, counted = self._values
        place = self._index[code]
        return from_hundredths(claimed[place]), from_hundredths(counted[place])


@dataclass(frozen=True, slots=True)
class ClusterResult:
    """The ranked table: units in rank order, then pending and excluded ones. vi: bảng xếp hạng."""

    units: tuple[UnitResult, ...]
    rank_basis: str
    provisional: bool
    open_lines: int
    warnings: tuple[Text, ...]

    def unit(self, code: str) -> UnitResult:
        """The result of one unit; raises KeyError."""
        for one in self.units:
            if one.unit == code:
                return one
        raise KeyError(code)
