"""The outcome of a selection as other rooms, papers and pages tell it: by name, with sums and clauses. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from thidua.core.findings import Citation
from thidua.core.text import Text, say
from thidua.selection.rules.clause import AS_IF_THEN, EXTRA_SEAT, LEFT_EMPTY, NOTHING, OPEN_SEAT, PASSED_DOWN
from thidua.selection.rules.outcome import (
    CLEARED,
    OPEN,
    STANDING_EXTRA,
    STANDING_SCORE,
    STANDING_VOTE,
    WRONGDOING,
    Inputs,
    Outcome,
    Skipped,
)

#: How an award came about.
BY_WORDS: dict[str, Text] = {
    STANDING_VOTE: say("bỏ phiếu"),
    STANDING_SCORE: say("theo tổng điểm"),
    STANDING_EXTRA: say("suất bổ sung"),
}
#: Where a held unit stands, in words and tone.
HOLD_WORDS: dict[str, tuple[Text, str]] = {
    OPEN: (say("Chưa xét, chờ kết luận"), "wait"),
    CLEARED: (say("Kết luận không sai phạm"), "good"),
    WRONGDOING: (say("Kết luận có sai phạm"), "bad"),
    "withdrawn": (say("Ghi nhận nhầm, đã rút lại"), "quiet"),
}
CASE_WORDS: dict[str, tuple[Text, str]] = {
    "open": (say("Đang xét chọn"), "wait"),
    "concluded": (say("Đã kết luận"), "good"),
    "reopened": (say("Xét bổ sung"), "warn"),
}
#: What may be answered where the clause says nothing.
ANSWERS: dict[str, Text] = {
    PASSED_DOWN: say("Chuyển suất cho đơn vị kế tiếp"),
    LEFT_EMPTY: say("Để trống suất"),
    OPEN_SEAT: say("Nhận suất còn trống theo tổng điểm; kết quả đã có giữ nguyên"),
    AS_IF_THEN: say("Xét lại như đơn vị đã có mặt từ đầu"),
    EXTRA_SEAT: say("Thêm một suất nếu điểm không thấp hơn đơn vị đã được chọn"),
    NOTHING: say("Không xét bổ sung"),
}
#: Why the clause was carried out once more.
RUN_WORDS: dict[str, Text] = {
    "opened": say("Lập hồ sơ"),
    "retaken": say("Cập nhật bảng xếp hạng"),
    "concluded": say("Kết luận"),
    "refusal": say("Có đơn vị từ chối nhận"),
    "hold": say("Có đơn vị chưa xét, chờ kết luận"),
    "clearance": say("Có kết luận về đơn vị chưa xét"),
    "ruling": say("Cơ quan tổ chức cụm quyết định"),
    "taken-back": say("Rút lại việc ghi nhận nhầm"),
}


@dataclass(frozen=True, slots=True)
class AwardedUnit:
    """One unit with a prize: its total, how it was chosen, and whether the award waits."""

    code: str
    name: str
    total: Decimal
    by: str
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class PrizeOutcome:
    """One prize with its units, and the seats left empty with the reason."""

    code: str
    name: str
    seats: int
    units: tuple[AwardedUnit, ...]
    empty: int = 0
    empty_reasons: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class VoteOutcome:
    """One vote that counted, with its sums in one sentence."""

    session: str
    on: date
    candidates: tuple[str, ...]
    chosen: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class UnitReason:
    """A unit that was not considered, or is held: why, by which clause."""

    code: str
    name: str
    sentence: Text
    citation: Citation


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One step in words, with the units it passed over."""

    sentence: Text
    citation: Citation
    skipped: tuple[UnitReason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionOutcomeFacts:
    """The selection of one year, told. `concluded_on` is None while it is under way."""

    clause: str
    document: str
    concluded_on: date | None
    is_complete: bool
    prizes: tuple[PrizeOutcome, ...]
    votes: tuple[VoteOutcome, ...]
    excluded: tuple[UnitReason, ...]
    held: tuple[UnitReason, ...]
    needs: tuple[Text, ...]
    trace: tuple[TraceLine, ...]

    @property
    def awarded(self) -> int:
        """How many units get a prize that does not wait."""
        return sum(not unit.suspended for prize in self.prizes for unit in prize.units)


def told_outcome(
    inputs: Inputs, outcome: Outcome, names: Mapping[str, str], concluded_on: date | None
) -> SelectionOutcomeFacts:
    """The outcome with the names of units in place of their codes. vi: kết quả xét chọn."""
    return SelectionOutcomeFacts(
        clause=inputs.clause.title,
        document=inputs.clause.document,
        concluded_on=concluded_on,
        is_complete=outcome.is_complete,
        prizes=tuple(_prizes(inputs, outcome, names)),
        votes=tuple(
            VoteOutcome(
                session=vote.session,
                on=vote.decided_on,
                candidates=tuple(names.get(one, one) for one in vote.candidates),
                chosen=tuple(names.get(one, one) for one in vote.chosen),
                sentence=vote.sentence,
            )
            for vote in sorted(inputs.votes, key=lambda one: (one.decided_on, one.number, one.key))
        ),
        excluded=_reasons(outcome.excluded, names),
        held=_reasons(outcome.held, names),
        needs=tuple(named(need.sentence, names) for need in outcome.needs),
        trace=tuple(
            TraceLine(named(step.sentence, names), step.citation, _reasons(step.skipped, names))
            for step in outcome.steps
        ),
    )


def named(sentence: Text, names: Mapping[str, str]) -> Text:
    """A sentence of the rules that speaks of unit codes, speaking of units by name instead."""
    values = dict(sentence.values)
    for name, value in values.items():
        if isinstance(value, Text):
            values[name] = named(value, names)
    if isinstance(unit := values.get("unit"), str):
        values["unit"] = names.get(unit, unit)
    for several in ("units", "chosen"):
        if isinstance(units := values.get(several), tuple):
            values[several] = tuple(names.get(one, one) for one in units)
    return Text(sentence.pattern, values)


def _prizes(inputs: Inputs, outcome: Outcome, names: Mapping[str, str]) -> list[PrizeOutcome]:
    found = []
    for prize in inputs.clause.prizes:
        empty = [one for one in outcome.empty if one.prize == prize.code]
        units = tuple(
            AwardedUnit(one.unit, names.get(one.unit, one.unit), one.total, one.by, one.suspended)
            for one in outcome.awards
            if one.prize == prize.code
        )
        reasons = tuple(named(one.reason, names) for one in empty)
        found.append(PrizeOutcome(prize.code, prize.name, prize.seats, units, sum(one.seats for one in empty), reasons))
    return found


def _reasons(skipped: tuple[Skipped, ...], names: Mapping[str, str]) -> tuple[UnitReason, ...]:
    return tuple(
        UnitReason(one.unit, names.get(one.unit, one.unit), named(one.sentence, names), one.citation) for one in skipped
    )
