"""From totals to ranks, and from ranks to awards by the statute's clause. Pure."""

from thidua.selection.rules.ranking import (
    ELIGIBLE,
    Change,
    Gap,
    Move,
    criterion_gaps,
    gaps,
    moves,
    read_changes,
    remark,
    with_changes,
)

__all__ = [
    "ELIGIBLE",
    "Change",
    "Gap",
    "Move",
    "criterion_gaps",
    "gaps",
    "moves",
    "read_changes",
    "remark",
    "with_changes",
]
