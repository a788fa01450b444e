"""Methods where somebody answers directly: a free rating, yes or no, named levels, a gate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from thidua.core.errors import Problem
from thidua.core.names import fold, tidy
from thidua.core.text import Text, say
from thidua.scoring.rules.methods.base import Amounts, Cohort, Method, check_range, listed, missing, plain
from thidua.scoring.rules.values import NOT_SCORED, POINTS, ZERO, Entry, InputField, Outcome


@dataclass(frozen=True)
class FreeRating(Method):
    """The verifier picks points between `low` and `high`, by `step`. vi: chấm tự do."""

    kind: ClassVar[str] = "free-rating"
    step: Decimal | None = None
    low: Decimal = ZERO
    high: Decimal | None = None
    with_reason: bool = False

    def fields(self) -> tuple[InputField, ...]:
        return (InputField(POINTS, say("Điểm"), "number", "điểm"),)

    def accepts_points(self, _direct: bool) -> bool:
        return True

    def work_out(self, _entry: Entry, _maximum: Decimal | None, _cohort: Cohort) -> Outcome:
        return missing(say("điểm"))

    def evaluate(self, entry: Entry, maximum: Decimal | None, cohort: Cohort = ()) -> Outcome:
        return super().evaluate(entry, self._top(maximum), cohort)

    def _top(self, maximum: Decimal | None) -> Decimal | None:
        if self.high is None or maximum is None:
            return self.high if maximum is None else maximum
        return min(self.high, maximum)

    def check_points(self, entry: Entry, maximum: Decimal | None, step: bool) -> list[Problem]:
        value = entry.values[POINTS]
        found = check_range(say("Điểm"), value, self.low, self._top(maximum))
        if found or not step or not self.step or not isinstance(value, Decimal) or value % self.step == ZERO:
            return found
        wrong = say("{value} không theo bước chấm {step}.", value=value, step=self.step)
        below = value // self.step * self.step
        cure = say("Hãy nhập bội số của {step}, ví dụ {below}.", step=self.step, below=below)
        return [Problem(say("Điểm"), wrong, cure)]

    def describe(self) -> Text:
        if self.high is not None and self.step:
            words = say("Cho điểm từ {low} đến {high}, bước {step}", low=self.low, high=self.high, step=self.step)
        elif self.high is not None:
            words = say("Cho điểm từ {low} đến {high}", low=self.low, high=self.high)
        elif self.step:
            words = say("Cho điểm từ 0 đến điểm tối đa, bước {step}", step=self.step)
        else:
            words = say("Cho điểm từ 0 đến điểm tối đa")
        return say("{rule}, kèm lý do", rule=words) if self.with_reason else words

    def reach(self, maximum: Decimal | None) -> Decimal | None:
        return self.high if self.high is not None else maximum

    def grammar(self) -> str:
        parts = [f"{plain(self.low)}..{plain(self.high)}"] if self.high is not None else []
        parts += [f"step={plain(self.step)}"] if self.step else []
        text = f"rate({'; '.join(parts)})" if parts else "rate"
        return f"{text} with reason" if self.with_reason else text


@dataclass(frozen=True)
class YesNo(Method):
    """The maximum when the answer is yes, else 0. vi: có hoặc không."""

    kind: ClassVar[str] = "yes-no"

    def fields(self) -> tuple[InputField, ...]:
        return (InputField("done", say("Đạt yêu cầu"), "yesno"),)

    def work_out(self, entry: Entry, maximum: Decimal | None, _cohort: Cohort) -> Outcome:
        answer = entry.values.get("done")
        if not isinstance(answer, bool) or maximum is None:
            return missing(say("câu trả lời có hoặc không"))
        if answer:
            return Outcome(maximum, say("Có → {points} điểm", points=maximum))
        return Outcome(ZERO, say("Không → 0 điểm"))

    def describe(self) -> Text:
        return say("Có: đủ điểm tối đa; không: 0 điểm")

    def grammar(self) -> str:
        return "yes_no"


@dataclass(frozen=True)
class Levels(Method):
    """Each named level has its points. vi: theo mức."""

    kind: ClassVar[str] = "levels"
    options: Amounts = ()

    def fields(self) -> tuple[InputField, ...]:
        choices = tuple((label, Text("{name}", {"name": label})) for label, _ in self.options)
        return (InputField("level", say("Mức đạt"), "choice", choices=choices),)

    def find(self, typed: str) -> str | None:
        """The level's own name for what somebody typed, regardless of case and marks; None when it is no level."""
        exact = [label for label, _ in self.options if tidy(label).casefold() == tidy(typed).casefold()]
        near = exact or [label for label, _ in self.options if fold(label) == fold(typed)]
        return near[0] if len(near) == 1 else None

    def work_out(self, entry: Entry, _maximum: Decimal | None, _cohort: Cohort) -> Outcome:
        chosen = entry.values.get("level")
        for label, points in self.options:
            if chosen == label:
                return Outcome(points, say("Mức “{level}” → {points} điểm", level=label, points=points))
        if chosen is None:
            return missing(say("mức đạt"))
        return Outcome(NOT_SCORED, say("Chưa chấm: “{level}” không phải là một mức của tiêu chí", level=str(chosen)))

    def describe(self) -> Text:
        rows = [say("{level}: {points} điểm", level=label, points=points) for label, points in self.options]
        return say("Theo mức: {levels}", levels=listed(rows))

    def reach(self, maximum: Decimal | None) -> Decimal | None:
        return max((points for _, points in self.options), default=maximum)

    def grammar(self) -> str:
        return f"levels({'; '.join(f'{label}->{plain(points)}' for label, points in self.options)})"


@dataclass(frozen=True)
class Gate(Method):
    """A condition without points: failing it excludes the unit or makes it wait. vi: điều kiện loại.

    `fails_on` is the answer that fails: fail, yes or no. source: domain/scoring §6, cluster statute 2019 (S1).
    """

    kind: ClassVar[str] = "gate"
    outcome: str = "excluded"
    fails_on: str = "fail"

    def fields(self) -> tuple[InputField, ...]:
        return (InputField("answer", say("Kết luận"), "choice", choices=self.choices),)

    @property
    def choices(self) -> tuple[tuple[str, Text], ...]:
        """The two answers, as stored and as read."""
        if self.fails_on == "fail":
            return (("pass", say("Đạt")), ("fail", say("Không đạt")))
        return (("yes", say("Có")), ("no", say("Không")))

    def accepts_points(self, _direct: bool) -> bool:
        return False

    def verdict(self, entry: Entry | None) -> str:
        """`passed`, `excluded`, `pending`, or `unknown` without a usable answer."""
        answer = entry.values.get("answer") if entry else None
        if answer not in [name for name, _ in self.choices]:
            return "unknown"
        return self.outcome if answer == self.fails_on else "passed"

    def evaluate(self, entry: Entry, _maximum: Decimal | None, _cohort: Cohort = ()) -> Outcome:
        found = self.verdict(entry)
        if found == "unknown":
            return Outcome(NOT_SCORED, say("Chưa có kết luận về điều kiện này"))
        if found == "excluded":
            return Outcome(ZERO, say("Không đạt điều kiện → không xét"))
        if found == "pending":
            return Outcome(ZERO, say("Không đạt điều kiện → chưa xét, chờ kết luận"))
        return Outcome(ZERO, say("Đạt điều kiện"))

    def describe(self) -> Text:
        if self.fails_on == "yes":
            excluded, waits = say("Điều kiện: nếu có thì không xét"), say("Điều kiện: nếu có thì chờ kết luận")
        elif self.fails_on == "no":
            excluded, waits = say("Điều kiện: nếu không thì không xét"), say("Điều kiện: nếu không thì chờ kết luận")
        else:
            excluded = say("Điều kiện: không đạt thì không xét")
            waits = say("Điều kiện: không đạt thì chờ kết luận")
        return excluded if self.outcome == "excluded" else waits

    def reach(self, _maximum: Decimal | None) -> Decimal | None:
        return ZERO

    def grammar(self) -> str:
        return f"gate({self.fails_on} -> {self.outcome})"
