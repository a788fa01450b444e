"""What a closed round says, and whom it elects. Pure. vi: kết quả kiểm phiếu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

CHOOSE, YES_NO = "choose", "yes-no"
PREPARED, OPEN, CLOSED, VOID = "prepared", "open", "closed", "void"


@dataclass(frozen=True, slots=True)
class OptionFacts:
    """One name on the ballot; `key` is its identifier for ever, `label` what people read."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Count:
    """What one option got; for `choose` only `yes` counts. vi: số phiếu đồng ý, không đồng ý, không ý kiến."""

    option: OptionFacts
    yes: int
    no: int = 0
    abstained: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundResult:
    """One closed round with everything the counting minutes say. Nothing in it leads to a voter's choice.

    issued = collected + unused; collected = valid + invalid; screen ballots are issued and collected at once.
    """

    number: int
    title: str
    kind: str
    seats: int
    opened_at: datetime
    closed_at: datetime
    on_roll: int
    voted: tuple[str, ...]
    not_voted: tuple[str, ...]
    screen: int
    paper_issued: int
    paper_unused: int
    paper_collected: int
    invalid: int
    invalid_reasons: tuple[str, ...]
    counts: tuple[Count, ...]

    @property
    def issued(self) -> int:
        """Ballots handed out. vi: số phiếu phát ra."""
        return self.screen + self.paper_issued

    @property
    def unused(self) -> int:
        """Ballots handed back unused. vi: số phiếu không sử dụng."""
        return self.paper_unused

    @property
    def collected(self) -> int:
        """Ballots in the box. vi: số phiếu thu vào."""
        return self.screen + self.paper_collected

    @property
    def valid(self) -> int:
        """Valid ballots. vi: số phiếu hợp lệ."""
        return self.collected - self.invalid


@dataclass(frozen=True, slots=True)
class Elected:
    """Whom a count of votes puts in, and between whom it cannot choose. Keys of options.

    `tied` share the last place that is left for `seats_left` seats: they go into another round.
    """

    chosen: tuple[str, ...]
    tied: tuple[str, ...]
    seats_left: int


def elected(counts: Sequence[Count], seats: int) -> Elected:
    """The options with the most votes; equal votes at the last seat are never broken. vi: trúng cử, bằng phiếu.

    Nobody is elected without a vote. source: R1.11.
    """
    voted = sorted((one for one in counts if one.yes), key=lambda one: -one.yes)
    if len(voted) <= seats:
        return Elected(tuple(one.option.key for one in voted), (), seats - len(voted))
    last = voted[seats - 1].yes
    above = tuple(one.option.key for one in voted if one.yes > last)
    level = tuple(one.option.key for one in voted if one.yes == last)
    if len(above) + len(level) == seats:
        return Elected(above + level, (), 0)
    return Elected(above, level, seats - len(above))
