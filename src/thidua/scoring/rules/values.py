"""What a score is, what somebody put in for it, and the facts of one unit's sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from thidua.core.text import Text, say

ZERO = Decimal(0)
HUNDRED = Decimal(100)


class NotScored(Enum):
    """The answer is not there yet; it is never read as zero. vi: chưa chấm."""

    NOT_SCORED = "not-scored"


class NotApplicable(Enum):
    """The criterion does not concern this unit and leaves its maximum. vi: không áp dụng."""

    NOT_APPLICABLE = "not-applicable"


NOT_SCORED = NotScored.NOT_SCORED
NOT_APPLICABLE = NotApplicable.NOT_APPLICABLE
Score: TypeAlias = Decimal | NotScored | NotApplicable
Value: TypeAlias = Decimal | str | bool

POINTS = "points"
CHOICE_FIELDS = frozenset({"level", "answer"})
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def points_or_zero(score: Score) -> Decimal:
    """The points, or 0 where there are none; only for adding up."""
    return score if isinstance(score, Decimal) else ZERO


@lru_cache(maxsize=100_000)
def _shared(key: str) -> str:
    """One string for all equal keys: few answers are given by many units, and one string is found faster."""
    return key


def hundredths(points: Decimal) -> int:
    """Points as a whole number of hundredths, rounded half up: 4.75 → 475. Adding whole numbers is exact."""
    return int(points.scaleb(2).to_integral_value(ROUND_HALF_UP))


@lru_cache(maxsize=100_000)
def from_hundredths(cents: int) -> Decimal:
    """475 → 4.75."""
    return Decimal(cents).scaleb(-2)


def describe_score(score: Score) -> Text:
    """`4,5`, `chưa chấm` or `không áp dụng`, as a page writes it."""
    if score is NOT_SCORED:
        return say("chưa chấm")
    if score is NOT_APPLICABLE:
        return say("không áp dụng")
    return say("{points}", points=score)


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What somebody put in for one criterion: the quantities its method asks for, or `{"points": …}` given directly.

    vi: số liệu nhập. Two entries are equal when their values are, so 4.5 and 4.50 are the same entry.
    Raises TypeError for a float and ValueError for a number that is not finite.
    """

    values: Mapping[str, Value]
    key: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        kept = {name: _exact(name, value) for name, value in self.values.items()}
        object.__setattr__(self, "values", kept)
        key = ";".join([f"{name}={_canonical(kept[name])}" for name in sorted(kept)])
        object.__setattr__(self, "key", _shared(key))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def number(self, name: str) -> Decimal | None:
        """The number under this name, or None."""
        value = self.values.get(name)
        return value if isinstance(value, Decimal) else None

    def to_json(self) -> dict[str, str | bool]:
        """A plain dict, numbers as strings."""
        return {n: v if isinstance(v, (bool, str)) else f"{v:f}" for n, v in sorted(self.values.items())}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Entry:
        """The entry that `to_json` wrote; raises ValueError on anything else."""
        values: dict[str, Value] = {}
        for name, value in data.items():
            if isinstance(value, bool) or (name in CHOICE_FIELDS and isinstance(value, str)):
                values[name] = value
            elif isinstance(value, str) and _NUMBER.fullmatch(value):
                values[name] = Decimal(value)
            else:
                raise ValueError(f"“{name}” không phải là số viết đúng: {value!r}.")
        return cls(values)


def points(value: Decimal | str | int) -> Entry:
    """An entry of points given directly."""
    return Entry({POINTS: Decimal(value)})


def _exact(name: str, value: object) -> Value:
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return Decimal(value)
    if not isinstance(value, Decimal):
        raise TypeError(f"{name}: only Decimal, str and bool are exact, not {type(value).__name__}")
    if not value.is_finite():
        raise ValueError(f"{name}: a score must be a finite number")
    return value


def _canonical(value: Value) -> str:
    if isinstance(value, Decimal):
        text = f"{value:f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return "0" if text == "-0" else text
    return repr(value)


@dataclass(frozen=True, slots=True)
class InputField:
    """One quantity a method asks for. `type` is number, count, choice or yesno. vi: ô nhập."""

    name: str
    label: Text
    type: str
    unit: str = ""
    choices: tuple[tuple[str, Text], ...] = ()
    required: bool = True


class Outcome(NamedTuple):
    """The points a method gives for an entry, and the sentence that shows the formula with the numbers put in."""

    points: Score
    sentence: Text


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One criterion of one sheet: what the unit claimed and what the verifier set; None means nobody answered."""

    claimed: Entry | None = None
    verified: Entry | None = None
    key: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        claimed = "-" if self.claimed is None else self.claimed.key
        verified = "-" if self.verified is None else self.verified.key
        object.__setattr__(self, "key", _shared(f"{claimed}|{verified}"))


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """One unit's sheet: its lines, the roles it held, what does not apply to it, the optional fields it picked."""

    unit: str
    lines: Mapping[str, LineFacts]
    roles: frozenset[str] = frozenset()
    not_applicable: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
