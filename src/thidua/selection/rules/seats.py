"""Fill the seats of one prize: by votes already taken, or by figures from the highest down. Pure.

A vote answers when it was taken among exactly those who stand now and others who have dropped out since. A unit
that was chosen and dropped out leaves a seat, and the clause or the organiser says what becomes of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from thidua.core.findings import Citation
from thidua.core.numbers import round_half_up
from thidua.core.text import Text, say
from thidua.selection.rules.clause import LEFT_EMPTY, PASSED_DOWN, Prize
from thidua.selection.rules.outcome import (
    NEED_RULING,
    NEED_VOTE,
    STANDING_SCORE,
    STANDING_VOTE,
    Candidate,
    EmptySeats,
    Need,
    Skipped,
    Step,
    Vote,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Who can get a prize, highest figure first.

    `left` were chosen and dropped out; `passed` are out without leaving a seat; `others` are not considered at all.
    """

    standing: tuple[Candidate, ...]
    left: Mapping[str, Skipped]
    passed: tuple[Skipped, ...]
    by_unit: Mapping[str, Candidate]
    votes: tuple[Vote, ...]
    vacated: str
    others: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The units that stand."""
        return frozenset(one.unit for one in self.standing)


@dataclass(slots=True)
class Seating:
    """The seats of one prize as they were filled, with the votes used; `need` when it could not go on."""

    chosen: list[tuple[str, str]] = field(default_factory=list)
    empty: list[EmptySeats] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    used: list[Vote] = field(default_factory=list)
    vacated: set[str] = field(default_factory=set)
    need: Need | None = None


def by_vote(prize: Prize, pool: Pool, citation: Citation) -> Seating:
    """The units that the votes chose among all who stand. source: R1.10."""
    filling = _Filling(prize, pool, citation)
    once_chosen = {unit for vote in pool.votes for unit in vote.chosen}
    never = [out for unit, out in sorted(pool.left.items()) if unit not in once_chosen]
    filling.note(say("{prize}: bỏ phiếu giữa các đơn vị được xét.", prize=prize.name), *pool.passed, *never)
    if filling.contest(pool.names, direct=False) and filling.seats:
        filling.leave_empty(filling.seats, say("Không còn đơn vị nào được xét."))
    return filling.seating


def by_score(prize: Prize, pool: Pool, citation: Citation) -> Seating:
    """The units with the highest figures; a vote decides between equal ones at the last seat. source: R1.11."""
    filling = _Filling(prize, pool, citation)
    words = say("{prize}: {n} suất, lấy từ tổng điểm cao xuống.", prize=prize.name, n=prize.seats)
    filling.note(words, *pool.passed)
    ranked = sorted((*pool.standing, *(pool.by_unit[unit] for unit in pool.left)), key=_order)
    below: list[Skipped] = []
    for _, found in groupby(ranked, key=lambda one: round_half_up(one.figure)):
        tier = list(found)
        if not filling.seats:
            below += [pool.left.get(one.unit) or _lower(one, citation) for one in tier]
        elif not filling.tier(tier):
            return filling.seating
    if filling.seats:
        filling.leave_empty(filling.seats, say("Số đơn vị được xét ít hơn số suất."))
    elif below:
        filling.note(say("Đã đủ {n} suất {prize}.", n=prize.seats, prize=prize.name), *below)
    return filling.seating


class _Filling:
    """Counts the seats that are left while they are filled."""

    def __init__(self, prize: Prize, pool: Pool, citation: Citation) -> None:
        self.prize, self.pool, self.citation = prize, pool, citation
        self.seats = prize.seats
        self.seating = Seating()

    def note(self, sentence: Text, *skipped: Skipped) -> None:
        self.seating.steps.append(Step(sentence=sentence, citation=self.citation, skipped=skipped))

    def leave_empty(self, seats: int, reason: Text) -> None:
        self.seats -= seats
        self.seating.empty.append(EmptySeats(prize=self.prize.code, seats=seats, reason=reason))
        self.note(say("Để trống {n} suất {prize}. {reason}", n=seats, prize=self.prize.name, reason=reason))

    def tier(self, tier: Sequence[Candidate]) -> bool:
        """Units with one figure: all of them if there is room, else a vote; False when it cannot go on."""
        standing = [one for one in tier if one.unit in self.pool.names]
        if len(tier) > self.seats:
            return self.contest(frozenset(one.unit for one in standing), direct=True)
        for one in standing:
            self._take(one)
        return all(self._vacate(one.unit) for one in tier if one.unit in self.pool.left)

    def contest(self, group: frozenset[str], *, direct: bool) -> bool:
        """Give seats to those whom votes chose; `direct`: without a vote where there is room for all.

        False when a vote or a ruling is needed first.
        """
        while self.seats and group:
            vote = self._answer(group)
            if vote is None and direct and len(group) <= self.seats:
                for unit in sorted(group):
                    self._take(self.pool.by_unit[unit])
                return True
            if vote is None:
                self._ask(group)
                return False
            self.seating.used.append(vote)
            self._elect(vote, group)
            if not all(self._vacate(unit) for unit in vote.chosen if self._dropped(unit)):
                return False
            group = self._next_group(vote, group)
        return True

    def _take(self, one: Candidate) -> None:
        self.seats -= 1
        self.seating.chosen.append((one.unit, STANDING_SCORE))
        self.note(say("Chọn {unit}, {total} điểm, cho {prize}.", unit=one.unit, total=one.total, prize=self.prize.name))

    def _answer(self, group: frozenset[str]) -> Vote | None:
        for vote in self.pool.votes:
            there = frozenset(vote.candidates)
            if vote in self.seating.used or vote.seats != self.seats or not group <= there:
                continue
            if not (there - group) & self.pool.names:
                return vote
        return None

    def _elect(self, vote: Vote, group: frozenset[str]) -> None:
        picked = tuple(unit for unit in sorted(vote.chosen) if unit in group)
        self.seats -= len(picked)
        self.seating.chosen += [(unit, STANDING_VOTE) for unit in picked]
        words = say(
            "{session}, ngày {day}: bỏ phiếu giữa {units}, chọn {chosen}. {sums}",
            session=vote.session or say("Hội nghị"), day=vote.decided_on, units=tuple(sorted(vote.candidates)),
            chosen=tuple(sorted(vote.chosen)) or say("chưa có đơn vị nào"), sums=vote.sentence,
        )  # fmt: skip
        level = group & frozenset(vote.tied)
        why = {
            unit: say("Bằng phiếu, phải bỏ phiếu lại.") if unit in level else say("Không được chọn trong lần bỏ phiếu.")
            for unit in sorted(group - set(picked))
        }
        self.note(words, *(Skipped(unit=unit, sentence=text, citation=self.citation) for unit, text in why.items()))

    def _dropped(self, unit: str) -> bool:
        return unit in self.pool.left or unit in self.pool.others

    def _next_group(self, vote: Vote, group: frozenset[str]) -> frozenset[str]:
        taken = frozenset(unit for unit, _ in self.seating.chosen)
        tied = (frozenset(vote.tied) & group) - taken
        if tied and len(tied) < len(frozenset(vote.tied)) and len(tied) <= self.seats:
            # The others with as many votes have dropped out, so there is nothing left to choose between.
            for unit in sorted(tied):
                self.seats -= 1
                self.seating.chosen.append((unit, STANDING_VOTE))
                self.note(say("Đơn vị bằng phiếu với {unit} không còn được xét; chọn {unit}.", unit=unit))
            return group - taken - tied
        return tied or group - taken

    def _vacate(self, unit: str) -> bool:
        """What becomes of the seat of a unit that was chosen and dropped out; False when nobody has said."""
        out = self.pool.left.get(unit)
        self.seating.vacated.add(unit)
        skipped = (out,) if out else ()
        if self.pool.vacated == PASSED_DOWN:
            words = say("Suất {prize} của {unit} chuyển cho đơn vị kế tiếp.", prize=self.prize.name, unit=unit)
            self.note(words, *skipped)
            return True
        if self.pool.vacated == LEFT_EMPTY:
            self.note(say("{unit} không nhận {prize}.", unit=unit, prize=self.prize.name), *skipped)
            self.leave_empty(1, say("Suất đã có đơn vị được chọn nhưng không nhận thì để trống."))
            return True
        words = say("{unit} không nhận {prize} và quy chế không nói suất này xử lý thế nào; "
                    "do cơ quan tổ chức cụm quyết định.", unit=unit, prize=self.prize.name)  # fmt: skip
        self.note(words, *skipped)
        self.seating.need = Need(
            kind=NEED_RULING, prize=self.prize.code, sentence=words, citation=self.citation, units=(unit,), seats=1,
            key=f"vacated:{self.prize.code}", options=(PASSED_DOWN, LEFT_EMPTY),
        )  # fmt: skip
        return False

    def _ask(self, group: frozenset[str]) -> None:
        units = tuple(sorted(group, key=lambda unit: _order(self.pool.by_unit[unit])))
        if self.seating.used:
            words = say("Cần bỏ phiếu lại giữa {units} cho {n} suất {prize}.",
                        units=units, n=self.seats, prize=self.prize.name)  # fmt: skip
        elif group == self.pool.names:
            words = say("Cần bỏ phiếu giữa {units} cho {n} suất {prize}.",
                        units=units, n=self.seats, prize=self.prize.name)  # fmt: skip
        else:
            words = say("{units} bằng điểm: cần bỏ phiếu lại giữa các đơn vị này cho {n} suất {prize}.",
                        units=units, n=self.seats, prize=self.prize.name)  # fmt: skip
        self.note(words)
        self.seating.need = Need(
            kind=NEED_VOTE, prize=self.prize.code, sentence=words, citation=self.citation, units=units, seats=self.seats
        )


def _lower(one: Candidate, citation: Citation) -> Skipped:
    words = say("{total} điểm, thấp hơn các đơn vị được chọn.", total=one.total)
    return Skipped(unit=one.unit, sentence=words, citation=citation)


def _order(one: Candidate) -> tuple[Decimal, str]:
    return (-round_half_up(one.figure), one.unit)
