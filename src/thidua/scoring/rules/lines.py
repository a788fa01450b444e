"""One criterion of one unit: what was claimed, what was verified, what counts, and why. vi: dòng chấm."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from thidua.core.text import Text, say
from thidua.scoring.rules.methods import Cohort, Gate
from thidua.scoring.rules.table import Criterion
from thidua.scoring.rules.values import (
    HUNDRED,
    NOT_APPLICABLE,
    NOT_SCORED,
    ZERO,
    Entry,
    LineFacts,
    Outcome,
    Score,
    from_hundredths,
    hundredths,
    points_or_zero,
)

BASES: dict[str, Text] = {
    "verified": say("điểm thẩm định"),
    "claimed": say("điểm tự chấm"),
    "zero": say("tính 0 điểm"),
    "open": say("chưa chấm"),
    "not_applicable": say("không áp dụng"),
}
NO_FACTS = LineFacts()


class LineResult(NamedTuple):
    """The result of one line. A named tuple, because a ministry's year has millions of them.

    `counted` is before the weight; `cents` and `claimed_cents` are the hundredths of a point that the line adds
    to its group, after it.
    `unverified`: nobody verified it although somebody must; `is_open`: it keeps the ranking provisional.
    `verdict` is a gate's: passed, excluded, pending, unknown; empty for other lines.
    """

    code: str
    claimed: Score
    verified: Score
    counted: Score
    basis: str
    claimed_sentence: Text | None = None
    verified_sentence: Text | None = None
    cents: int = 0
    claimed_cents: int = 0
    unverified: bool = False
    is_open: bool = False
    verdict: str = ""

    @property
    def worth(self) -> Decimal:
        """The points the line adds to its group, after the weight."""
        return from_hundredths(self.cents)

    @property
    def claimed_worth(self) -> Decimal:
        """The points the claim would add to its group, after the weight."""
        return from_hundredths(self.claimed_cents)


@dataclass(frozen=True, slots=True)
class Cohorts:
    """What the cluster's units are measured at, in the world of claims and in the world that counts."""

    claimed: Cohort = ()
    final: Cohort = ()


ALONE = Cohorts()


def settle_line(
    criterion: Criterion,
    facts: LineFacts,
    blank: str,
    cohorts: Cohorts = ALONE,
    *,
    holds_role: bool = True,
    known: dict[str, Outcome] | None = None,
) -> LineResult:
    """What one line counts under the table's policy for blanks; `known` keeps the outcome of each entry."""
    if isinstance(criterion.method, Gate):
        return _settle_gate(criterion, criterion.method, facts, blank)
    claimed = _outcome(criterion, facts.claimed, cohorts.claimed, known)
    same = _same(facts.verified, facts.claimed) and _same(cohorts.final, cohorts.claimed)
    verified = claimed if same else _outcome(criterion, facts.verified, cohorts.final, known)
    if not holds_role and (facts.claimed or facts.verified):
        return _without_role(criterion.code)
    has_claim = isinstance(claimed.points, Decimal)
    if isinstance(verified.points, Decimal):
        counted: Score = verified.points
        basis, unverified, is_open = "verified", False, False
    elif criterion.kind != "base" and not points_or_zero(claimed.points):
        # A bonus or penalty that nobody claimed is none; nobody needs to verify it.
        counted, basis, unverified, is_open = ZERO, "zero", False, False
    else:
        unverified = True
        # An unverified line earns nothing under "zero"; a penalty the unit declared itself stays, or silence would pay.
        earns_nothing = blank == "zero" and criterion.kind != "penalty"
        if earns_nothing:
            counted, basis, is_open = ZERO, "zero", False
        elif has_claim:
            counted = _outcome(criterion, facts.claimed, cohorts.final).points
            basis, is_open = "claimed", blank == "block"
        else:
            counted, basis, is_open = NOT_SCORED, "open", True
    cents = _weighted(criterion, counted)
    return LineResult(
        code=criterion.code,
        claimed=claimed.points,
        verified=verified.points,
        counted=counted,
        basis=basis,
        claimed_sentence=claimed.sentence if facts.claimed else None,
        verified_sentence=verified.sentence if facts.verified else None,
        cents=cents,
        claimed_cents=cents if counted is claimed.points else _weighted(criterion, claimed.points),
        unverified=unverified,
        is_open=is_open,
    )


def not_applicable(criterion: Criterion) -> LineResult:
    """The line of a unit that the criterion does not concern: no points, no maximum."""
    words = say("Đơn vị không chọn nội dung tự chọn này") if criterion.optional else say("Không áp dụng cho đơn vị này")
    return LineResult(
        criterion.code, NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE, "not_applicable", None, words
    )  # fmt: skip


def in_force(facts: LineFacts, blank: str) -> Entry | None:
    """The entry by which a unit is compared with the others in the world that counts."""
    if facts.verified is not None:
        return facts.verified
    return None if blank == "zero" else facts.claimed


NO_OUTCOME = Outcome(NOT_SCORED, say("chưa chấm"))


def _outcome(
    criterion: Criterion, entry: Entry | None, cohort: Cohort, known: dict[str, Outcome] | None = None
) -> Outcome:
    if entry is None:
        return NO_OUTCOME
    found = None if known is None else known.get(entry.key)
    if found is None:
        found = criterion.method.evaluate(entry, criterion.maximum, cohort)
        if known is not None:
            known[entry.key] = found
    return found


def _same(one: object, other: object) -> bool:
    """Identity first: most verifiers accept, and then both sides are one and the same."""
    return one is other or one == other


def _weighted(criterion: Criterion, score: Score) -> int:
    if not isinstance(score, Decimal):
        return 0
    if criterion.weight == 1:
        return int(score * HUNDRED)  # exact: points have 2 decimals by now
    return hundredths(score * criterion.weight)


def _without_role(code: str) -> LineResult:
    words = say("Điểm thưởng này chỉ dành cho đơn vị giữ vai trò được nêu (cụm trưởng, khối trưởng): 0 điểm")
    return LineResult(code, ZERO, ZERO, ZERO, "zero", words, words)


def _settle_gate(criterion: Criterion, gate: Gate, facts: LineFacts, blank: str) -> LineResult:
    claimed, verified = gate.verdict(facts.claimed), gate.verdict(facts.verified)
    told = _outcome(criterion, facts.claimed, ())
    checked = _outcome(criterion, facts.verified, ())
    verdict, basis = verified, "verified"
    if verified == "unknown":
        # What a unit admits against itself holds meanwhile; what it says in its own favour must be verified.
        trusted = claimed in ("excluded", "pending") or (claimed == "passed" and blank == "self")
        verdict, basis = (claimed, "claimed") if trusted else ("unknown", "open")
    return LineResult(
        code=criterion.code,
        claimed=told.points,
        verified=checked.points,
        counted=NOT_SCORED if verdict == "unknown" else ZERO,
        basis=basis,
        claimed_sentence=told.sentence if facts.claimed else None,
        verified_sentence=checked.sentence if facts.verified else None,
        unverified=verified == "unknown",
        is_open=verdict == "unknown" or (verified == "unknown" and blank == "block"),
        verdict=verdict,
    )
