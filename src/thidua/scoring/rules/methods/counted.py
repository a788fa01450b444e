"""Methods that count: units worth points, violations that take points away."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from thidua.core.errors import Problem
from thidua.core.names import code_from
from thidua.core.numbers import round_half_up
from thidua.core.text import Text, say
from thidua.scoring.rules.methods.base import Amounts, Cohort, Method, listed, missing, name_label, plain
from thidua.scoring.rules.values import ZERO, Entry, InputField, Outcome


def count_name(label: str) -> str:
    """The field's name for a kind: `quốc gia` → `count-quoc-gia`; without a kind `count`."""
    return f"count-{code_from(label)}" if label else "count"


def count_fields(kinds: Amounts, label: Text, type_: str = "count") -> tuple[InputField, ...]:
    """One field for each kind; several kinds may be left empty, which counts as none of that kind."""
    several = len(kinds) > 1
    return tuple(
        InputField(count_name(name), name_label(name) if name else label, type_, required=not several)
        for name, _ in kinds
    )


def tally(kinds: Amounts, entry: Entry) -> tuple[Decimal, Text] | None:
    """Σ count × points with the sum written out, or None when nothing was put in."""
    total, shown = ZERO, []
    for name, worth in kinds:
        given = entry.values.get(count_name(name))
        if given is None:
            continue
        count = Decimal(given) if isinstance(given, bool) else given
        if isinstance(count, str):
            return None
        total += count * worth
        shown.append(say("{count} × {worth}", count=count, worth=worth))
    return (total, _plus(shown)) if shown else None


def _plus(parts: list[Text]) -> Text:
    words = parts[0]
    for part in parts[1:]:
        words = say("{one} + {other}", one=words, other=part)
    return words


def need_one(kinds: Amounts, entry: Entry, label: Text) -> list[Problem]:
    """At least one kind must have an answer; an empty line is not a zero."""
    if any(count_name(name) in entry.values for name, _ in kinds):
        return []
    return [Problem(label, say("Chưa nhập số nào."), say("Nếu không có, hãy nhập 0."))]


def kinds_grammar(kinds: Amounts, sole: str) -> list[str]:
    """`per=0.5`, or one part for each kind."""
    return [f"{name or sole}={plain(worth)}" for name, worth in kinds]


def losses(kinds: Amounts) -> Text:
    """`mỗi lần: trừ 0,5`, for each kind."""
    each = say("mỗi lần")
    return listed(say("{name}: trừ {points}", name=name_label(n) if n else each, points=p) for n, p in kinds)


@dataclass(frozen=True)
class CountTimesUnit(Method):
    """A count times the points of one, up to a cap; by kinds where they differ. vi: đếm nhân đơn giá.

    With `once` each kind is one thing that is there or not.
    """

    kind: ClassVar[str] = "count"
    units: Amounts = ()
    cap: Decimal | None = None
    once: bool = False

    def fields(self) -> tuple[InputField, ...]:
        return count_fields(self.units, say("Số lượng"), "yesno" if self.once else "count")

    def work_out(self, entry: Entry, _maximum: Decimal | None, _cohort: Cohort) -> Outcome:
        counted = tally(self.units, entry)
        if counted is None:
            return missing(say("số lượng"))
        total, shown = counted
        if self.cap is not None and total > self.cap:
            words = say("{sum} = {total}, nhiều nhất {cap} → {cap} điểm", sum=shown, total=total, cap=self.cap)
            return Outcome(self.cap, words)
        return Outcome(total, say("{sum} = {total} điểm", sum=shown, total=round_half_up(total)))

    def check_values(self, entry: Entry, _maximum: Decimal | None) -> list[Problem]:
        return need_one(self.units, entry, say("Số lượng"))

    def describe(self) -> Text:
        if len(self.units) == 1 and not self.units[0][0]:
            words = say("Mỗi đơn vị đếm được {points} điểm", points=self.units[0][1])
        else:
            rows = listed(say("{name}: {points} điểm", name=name_label(n), points=worth) for n, worth in self.units)
            words = say("Mỗi nội dung có: {kinds}", kinds=rows) if self.once else say("Mỗi loại: {kinds}", kinds=rows)
        return words if self.cap is None else say("{rule}; nhiều nhất {cap} điểm", rule=words, cap=self.cap)

    def reach(self, maximum: Decimal | None) -> Decimal | None:
        if self.once:
            total = sum((worth for _, worth in self.units), ZERO)
            return total if self.cap is None else min(total, self.cap)
        return maximum if self.cap is None else self.cap

    def grammar(self) -> str:
        cap = [] if self.cap is None else [f"cap={plain(self.cap)}"]
        if self.once and len({worth for _, worth in self.units}) == 1:
            names = ", ".join(name for name, _ in self.units)
            return f"count({'; '.join([f'unit={plain(self.units[0][1])} per: {names}', *cap])})"
        once = ["once"] if self.once else []
        return f"count({'; '.join([*kinds_grammar(self.units, 'unit'), *once, *cap])})"


@dataclass(frozen=True)
class StartFullSubtract(Method):
    """Starts from `start` points (the maximum when None) and loses points for each violation. vi: đủ điểm rồi trừ."""

    kind: ClassVar[str] = "start-full"
    kinds: Amounts = ()
    start: Decimal | None = None
    floor: Decimal = ZERO

    def fields(self) -> tuple[InputField, ...]:
        # Violation points may be fractions, so these are numbers where the source adds up points instead of cases.
        return count_fields(self.kinds, say("Số vi phạm"), "number" if self._adds_points else "count")

    @property
    def _adds_points(self) -> bool:
        return len(self.kinds) == 1 and code_from(self.kinds[0][0]) in ("violations", "violation-points")

    def work_out(self, entry: Entry, maximum: Decimal | None, _cohort: Cohort) -> Outcome:
        counted = tally(self.kinds, entry)
        start = self.start if self.start is not None else maximum
        if counted is None or start is None:
            return missing(say("số vi phạm"))
        lost, shown = counted
        points = max(self.floor, start - lost)
        words = say("{start} − ({sum}) → {points} điểm", start=start, sum=shown, points=round_half_up(points))
        return Outcome(points, words)

    def check_values(self, entry: Entry, _maximum: Decimal | None) -> list[Problem]:
        return need_one(self.kinds, entry, say("Số vi phạm"))

    def describe(self) -> Text:
        rows = losses(self.kinds)
        if self.start is None:
            words = say("Bắt đầu từ điểm tối đa, {losses}", losses=rows)
        else:
            words = say("Bắt đầu từ {start} điểm, {losses}", start=self.start, losses=rows)
        return say("{rule}; thấp nhất {floor}", rule=words, floor=self.floor)

    def reach(self, maximum: Decimal | None) -> Decimal | None:
        return maximum if self.start is None else self.start

    def grammar(self) -> str:
        start = "max" if self.start is None else plain(self.start)
        if self._adds_points and self.kinds[0][1] == 1:
            name = self.kinds[0][0]
            lost = f"-sum({name})" if " " in name else f"-{name}"
        else:
            lost = "".join(f"-{plain(worth)}*{name or 'x'}" for name, worth in self.kinds)
        return f"derived: MAX({plain(self.floor)},{start}{lost})"


@dataclass(frozen=True)
class Penalty(Method):
    """Points taken from the total for each case, up to a cap. vi: điểm trừ."""

    kind: ClassVar[str] = "penalty"
    kinds: Amounts = ()
    cap: Decimal | None = None

    def fields(self) -> tuple[InputField, ...]:
        return count_fields(self.kinds, say("Số lần"))

    def work_out(self, entry: Entry, _maximum: Decimal | None, _cohort: Cohort) -> Outcome:
        counted = tally(self.kinds, entry)
        if counted is None:
            return missing(say("số lần"))
        total, shown = counted
        if self.cap is not None and total > self.cap:
            words = say("{sum} = {total}, trừ nhiều nhất {cap} → trừ {cap} điểm", sum=shown, total=total, cap=self.cap)
            return Outcome(self.cap, words)
        return Outcome(total, say("{sum} = trừ {total} điểm", sum=shown, total=round_half_up(total)))

    def check_values(self, entry: Entry, _maximum: Decimal | None) -> list[Problem]:
        return need_one(self.kinds, entry, say("Số lần"))

    def describe(self) -> Text:
        rows = losses(self.kinds)
        if self.cap is None:
            return say("{losses}; không giới hạn", losses=rows)
        return say("{losses}; trừ nhiều nhất {cap} điểm", losses=rows, cap=self.cap)

    def reach(self, maximum: Decimal | None) -> Decimal | None:
        return maximum if self.cap is None else self.cap

    def grammar(self) -> str:
        cap = "no cap" if self.cap is None else f"cap={plain(self.cap)}"
        return f"penalty({'; '.join([*kinds_grammar(self.kinds, 'per'), cap])})"


@dataclass(frozen=True)
class CollectivePenalty(Method):
    """Members' violations scaled by the size of the collective: MIN(cap·T/(share·each·N), cap). vi: trừ theo tập thể.

    As a base line the maximum is what remains after it; as a penalty line it is itself taken away.
    source: domain/scoring §2 (a university's unit sheet).
    """

    kind: ClassVar[str] = "collective-penalty"
    cap: Decimal = Decimal("7.5")
    share: Decimal = Decimal("0.2")
    each: Decimal = Decimal(15)
    from_maximum: bool = False

    def fields(self) -> tuple[InputField, ...]:
        return (
            InputField("violations", say("Tổng điểm vi phạm của thành viên"), "number"),
            InputField("members", say("Số thành viên"), "count"),
        )

    def work_out(self, entry: Entry, maximum: Decimal | None, _cohort: Cohort) -> Outcome:
        total, members = entry.number("violations"), entry.number("members")
        if total is None or (members is None and total != ZERO):
            return missing(say("tổng điểm vi phạm") if total is None else say("số thành viên"))
        if total == ZERO:
            # No violation costs nothing, whatever the number of members: else an empty unit would lose everything.
            lost = ZERO
        elif not members:
            return missing(say("số thành viên lớn hơn 0"))
        else:
            lost = min(self.cap * total / (self.share * self.each * members), self.cap)
        shown = say(
            "({cap} × {total} ÷ ({share} × {each} × {members}), nhiều nhất là {cap}) = {lost}",
            cap=self.cap, total=total, share=self.share, each=self.each, members=members or ZERO,
            lost=round_half_up(lost),
        )  # fmt: skip
        if not self.from_maximum:
            return Outcome(lost, say("{sum} → trừ {lost} điểm", sum=shown, lost=round_half_up(lost)))
        if maximum is None:
            return missing(say("điểm tối đa"))
        kept = max(ZERO, maximum - lost)
        return Outcome(kept, say("{max} − {sum} → {points} điểm", max=maximum, sum=shown, points=round_half_up(kept)))

    def describe(self) -> Text:
        words = say(
            "({cap} × tổng điểm vi phạm ÷ ({share} × {each} × số thành viên), nhiều nhất là {cap})",
            cap=self.cap, share=self.share, each=self.each,
        )  # fmt: skip
        return say("Điểm tối đa trừ {lost}", lost=words) if self.from_maximum else say("Trừ {lost}", lost=words)

    def reach(self, maximum: Decimal | None) -> Decimal | None:
        return maximum if self.from_maximum else self.cap

    def grammar(self) -> str:
        cap = plain(self.cap)
        lost = f"MIN({cap}*T/({plain(self.share)}*{plain(self.each)}*N),{cap})"
        return f"derived: MAX(0,max-{lost})" if self.from_maximum else f"penalty: {lost}"
