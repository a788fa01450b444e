"""Carry out the clause step by step: every step cites its place and names whom it passed over and why. Pure.

The order of what comes in never matters. What the clause does not say is asked of the organiser, never guessed.
vi: xét chọn theo điều khoản. source: R1.10–R1.12.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from thidua.core.findings import Citation, Reason
from thidua.core.numbers import round_half_up
from thidua.core.text import Text, say
from thidua.selection.rules.clause import AS_IF_THEN, EXTRA_SEAT, LATE, NOT_SAID, OPEN_SEAT, SCORE, Prize
from thidua.selection.rules.outcome import (
    CLEARED,
    LEADING_UNIT,
    NEED_RULING,
    OPEN,
    SEAT,
    STANDING_EXTRA,
    WRONGDOING,
    Award,
    Candidate,
    EmptySeats,
    Held,
    Inputs,
    Need,
    Outcome,
    Skipped,
    Step,
)
from thidua.selection.rules.seats import Pool, by_score, by_vote


def run_clause(inputs: Inputs) -> Outcome:
    """The outcome of the clause on these inputs; undetermined parts are named as such.

    vi: chạy điều khoản. source: S1 IV.2, S1 IV.3.
    """
    return _Run(inputs).outcome()


class _Run:
    """One run: candidates sorted out once, then the prizes in the order of the clause."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.clause = inputs.clause
        self.rulings = {one.key: one.answer for one in inputs.rulings}
        self.holds = {one.unit: one for one in sorted(inputs.holds, key=lambda one: (one.since, one.state))}
        self.steps: list[Step] = []
        self.awards: list[Award] = []
        self.empty: list[EmptySeats] = []
        self.needs: list[Need] = []
        self.votes = sorted(inputs.votes, key=lambda one: (one.decided_on, one.number, -len(one.candidates), one.key))
        self.excluded: list[Skipped] = []
        self.held: list[Skipped] = []
        self.late: list[Candidate] = []  # those for a seat of their own
        self.waiting: list[Candidate] = []  # those for a seat that was left empty
        self.gave_up: set[str] = set()  # nobody leaves two seats
        self.field: list[Candidate] = []

    def outcome(self) -> Outcome:
        unknown = self._sort_out()
        if unknown:
            return self._told(unknown)
        for prize in self.clause.prizes:
            if not self._give(prize):
                break
        if not self.needs:
            self._open_seats()
            self._extra_seats()
        return self._told(())

    def _told(self, unknown: tuple[Reason, ...]) -> Outcome:
        return Outcome(
            awards=tuple(self.awards),
            empty=tuple(self.empty),
            needs=tuple(self.needs),
            excluded=tuple(self.excluded),
            held=tuple(self.held),
            unknown=unknown,
            steps=tuple(self.steps),
        )

    def _sort_out(self) -> tuple[Reason, ...]:
        """Who is considered, who is not, who waits. source: R1.12."""
        cite = self.clause.cite(self.clause.considered)
        unknown: list[Reason] = []
        if self.inputs.open_lines:
            words = say("Bảng điểm còn tạm tính: {n} dòng chưa thẩm định.", n=self.inputs.open_lines)
            unknown.append(Reason(words, say("Hãy thẩm định xong rồi mới xét chọn."), cite))
        for one in sorted(self.inputs.candidates, key=_order):
            hold = self.holds.get(one.unit)
            if one.barred or (hold and hold.state == WRONGDOING and not hold.after):
                self._exclude(one, hold)
            elif hold and hold.state == OPEN and not hold.after:
                self._hold(
                    one, say("Chưa xét, chờ kết luận từ ngày {day}: {reason}", day=hold.since, reason=hold.reason)
                )
            elif hold is None and one.pending:
                self._hold(one, say("Chưa xét, chờ kết luận. {why}", why=one.pending[0].sentence))
            elif one.unknown:
                words = say("{unit}: {why}", unit=one.unit, why=one.unknown[0].sentence)
                unknown.append(Reason(words, one.unknown[0].cure, one.unknown[0].citation or cite))
            elif hold and hold.state == CLEARED and hold.late:
                self._late(one)
            else:
                self.field.append(one)
        words = say("Xét {n} đơn vị: {units}.", n=len(self.field), units=tuple(one.unit for one in self.field))
        if not self.field:
            words = say("Không có đơn vị nào được xét.")
        self.steps.append(Step(sentence=words, citation=cite, skipped=(*self.excluded, *self.held)))
        if unknown:
            words = say("Chưa xét chọn được vì còn {n} điều chưa rõ.", n=len(unknown))
            self.steps.append(Step(sentence=words, citation=cite))
        return tuple(unknown)

    def _exclude(self, one: Candidate, hold: Held | None) -> None:
        cite = self.clause.cite(self.clause.considered)
        for reason in one.barred:
            self.excluded.append(Skipped(unit=one.unit, sentence=reason.sentence, citation=reason.citation or cite))
        if not one.barred and hold:
            words = say("Cơ quan có thẩm quyền đã kết luận có sai phạm ({reason}).", reason=hold.reason)
            self.excluded.append(Skipped(unit=one.unit, sentence=words, citation=self.clause.cite(self.clause.held)))

    def _hold(self, one: Candidate, words: Text) -> None:
        self.held.append(Skipped(unit=one.unit, sentence=words, citation=self.clause.cite(self.clause.held)))

    def _late(self, one: Candidate) -> None:
        """A unit cleared after the conclusion: as the clause says, or as the organiser rules."""
        cite = self.clause.cite(self.clause.late_provision)
        rule, key = self.clause.late, f"late:{one.unit}"
        rule = self.rulings.get(key, rule) if rule == NOT_SAID else rule
        if rule == NOT_SAID:
            words = say(
                "Quy chế không nói xét thế nào khi {unit} được kết luận không sai phạm sau khi đã xét xong; "
                "do cơ quan tổ chức cụm quyết định.",
                unit=one.unit,
            )
            options = tuple(code for code in LATE if code != NOT_SAID)
            self.needs.append(
                Need(kind=NEED_RULING, prize="", sentence=words, citation=cite, units=(one.unit,), key=key,
                     options=options)
            )  # fmt: skip
            words = say("Chờ cơ quan tổ chức cụm quyết định cách xét bổ sung.")
            self.held.append(Skipped(unit=one.unit, sentence=words, citation=cite))
        elif rule == AS_IF_THEN:
            self.steps.append(
                Step(sentence=say("{unit} được kết luận không sai phạm: xét như đã có mặt từ đầu.", unit=one.unit),
                     citation=cite)
            )  # fmt: skip
            self.field.append(one)
            self.field.sort(key=_order)
        elif rule == OPEN_SEAT:
            self.waiting.append(one)
        elif rule == EXTRA_SEAT:
            self.late.append(one)
        else:
            words = say("Được kết luận không sai phạm sau khi đã xét xong; không xét bổ sung.")
            self.excluded.append(Skipped(unit=one.unit, sentence=words, citation=cite))

    def _give(self, prize: Prize) -> bool:
        """Fill one prize; False when the clause cannot go on before something happens."""
        return self._seat(prize, self._pool(prize))

    def _seat(self, prize: Prize, pool: Pool) -> bool:
        seating = (by_score if prize.by == SCORE else by_vote)(prize, pool, self.clause.cite(prize.provision))
        self.steps += seating.steps
        self.empty += seating.empty
        for unit, by in seating.chosen:
            hold = self.holds.get(unit)
            self.awards.append(
                Award(prize=prize.code, unit=unit, total=pool.by_unit[unit].total, by=by,
                      suspended=bool(hold and hold.after and hold.state == OPEN))
            )  # fmt: skip
        self.gave_up |= seating.vacated
        self.votes = [vote for vote in self.votes if vote not in seating.used]
        if seating.need:
            asked = "" if seating.need.kind == NEED_RULING else _purpose(prize)
            self.needs.append(replace(seating.need, purpose=asked))
        return seating.need is None

    def _pool(self, prize: Prize) -> Pool:
        """Who can get a prize now: considered, without a prize, not out of it."""
        taken = {award.unit: award.prize for award in self.awards}
        cite = self.clause.cite(prize.provision)
        standing: list[Candidate] = []
        left: dict[str, Skipped] = {}
        passed: list[Skipped] = []
        for one in self.field:
            if one.unit in taken:
                name = self.clause.prize(taken[one.unit]).name
                words = say("Đã được chọn: {prize}.", prize=name)
                passed.append(Skipped(unit=one.unit, sentence=words, citation=cite))
                continue
            out, vacates = self._out_of(one.unit, prize, cite)
            if out is None:
                standing.append(one)
            elif vacates and one.unit not in self.gave_up:
                left[one.unit] = out
            else:
                passed.append(out)
        return Pool(
            standing=tuple(standing),
            left=left,
            passed=tuple(passed),
            by_unit={one.unit: one for one in self.field},
            votes=tuple(vote for vote in self.votes if vote.purpose == _purpose(prize)),
            vacated=self._vacated_rule(prize),
            others=tuple(one.unit for one in self.inputs.candidates if one not in self.field),
        )

    def _out_of(self, unit: str, prize: Prize, cite: Citation) -> tuple[Skipped | None, bool]:
        hold = self.holds.get(unit)
        if hold and hold.after and hold.state == WRONGDOING:
            words = say("Sau khi xét, cơ quan có thẩm quyền kết luận có sai phạm ({reason}).", reason=hold.reason)
            return Skipped(unit=unit, sentence=words, citation=self.clause.cite(self.clause.held)), True
        found = sorted(
            (one for one in self.inputs.declined if (one.unit, one.prize) == (unit, prize.code)),
            key=lambda one: (one.on, one.vacates, one.reason),
        )
        if not found:
            return None, False
        words = say("Từ chối nhận ngày {day} ({reason}).", day=found[0].on, reason=found[0].reason or "–")
        # What a vote chose was chosen, whenever the unit declined it.
        by_vote_before = any(unit in vote.chosen for vote in self.votes if vote.purpose == _purpose(prize))
        return Skipped(unit=unit, sentence=words, citation=cite), found[0].vacates or by_vote_before

    def _vacated_rule(self, prize: Prize) -> str:
        return self.rulings.get(f"vacated:{prize.code}", NOT_SAID) if prize.vacated == NOT_SAID else prize.vacated

    def _open_seats(self) -> None:
        """Units cleared late take the seats by score that were left empty; what was chosen stays as it is."""
        cite = self.clause.cite(self.clause.late_provision)
        for prize in self.clause.prizes:
            seats = sum(one.seats for one in self.empty if one.prize == prize.code)
            if prize.by != SCORE or not seats or not self.waiting or self.needs:
                continue
            names = tuple(one.unit for one in self.waiting)
            words = say("{units} được kết luận không sai phạm: xét vào {n} suất còn trống.", units=names, n=seats)
            self.steps.append(Step(sentence=words, citation=cite))
            self.empty = [one for one in self.empty if one.prize != prize.code]
            before = len(self.awards)
            self._seat(replace(prize, seats=seats), self._latecomers(prize))
            given = {one.unit for one in self.awards[before:]}
            self.waiting = [one for one in self.waiting if one.unit not in given]
        for one in () if self.needs else self.waiting:
            words = say("Không còn suất trống để xét bổ sung.")
            self.excluded.append(Skipped(unit=one.unit, sentence=words, citation=cite))

    def _latecomers(self, prize: Prize) -> Pool:
        cite = self.clause.cite(prize.provision)
        out = {one.unit: self._out_of(one.unit, prize, cite)[0] for one in self.waiting}
        return Pool(
            standing=tuple(one for one in self.waiting if out[one.unit] is None),
            left={},
            passed=tuple(reason for reason in out.values() if reason is not None),
            by_unit={one.unit: one for one in self.waiting},
            votes=tuple(vote for vote in self.votes if vote.purpose == _purpose(prize)),
            vacated=self._vacated_rule(prize),
            others=tuple(one.unit for one in self.inputs.candidates if one not in self.waiting),
        )

    def _extra_seats(self) -> None:
        """A unit cleared late gets a seat of its own where its figure is not below one already chosen by score."""
        cite = self.clause.cite(self.clause.late_provision)
        ordinary = tuple(self.awards)
        for one in sorted(self.late, key=_order):
            for prize in self.clause.prizes:
                if prize.by != SCORE:
                    continue
                figures = [_figure(self._candidate(a.unit)) for a in ordinary if a.prize == prize.code]
                if not figures or _figure(one) >= min(figures):
                    words = say("Thêm một suất {prize} cho {unit} ({total} điểm).",
                                prize=prize.name, unit=one.unit, total=one.total)  # fmt: skip
                    self.steps.append(Step(sentence=words, citation=cite))
                    self.awards.append(Award(prize=prize.code, unit=one.unit, total=one.total, by=STANDING_EXTRA))
                    break
            else:
                words = say("Điểm thấp hơn các đơn vị đã được chọn nên không có suất bổ sung.")
                self.excluded.append(Skipped(unit=one.unit, sentence=words, citation=cite))

    def _candidate(self, unit: str) -> Candidate:
        return next(one for one in self.inputs.candidates if one.unit == unit)


def _purpose(prize: Prize) -> str:
    return SEAT if prize.by == SCORE else LEADING_UNIT


def _order(one: Candidate) -> tuple[Decimal, str]:
    return (-_figure(one), one.unit)


def _figure(one: Candidate) -> Decimal:
    return round_half_up(one.figure)
