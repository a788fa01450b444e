"""What is no rule of its own: a group that adds up its children, and a text that nobody could read as a rule."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from thidua.core.errors import Problem
from thidua.core.text import Text, say
from thidua.scoring.rules.methods.base import Cohort, Method, plain
from thidua.scoring.rules.values import NOT_SCORED, Entry, InputField, Outcome


@dataclass(frozen=True)
class GroupSum(Method):
    """The sum of the children, never more than the group's cap. vi: tổng nhóm.

    `capped` when the source speaks of a cap; `levels` names ranges of the sum (printed, not evaluated here).
    """

    kind: ClassVar[str] = "group"
    capped: bool = False
    cap: Decimal | None = None
    levels: str = ""

    def fields(self) -> tuple[InputField, ...]:
        return ()

    def evaluate(self, _entry: Entry, _maximum: Decimal | None, _cohort: Cohort = ()) -> Outcome:
        return Outcome(NOT_SCORED, say("Điểm của nhóm là tổng điểm các tiêu chí trong nhóm"))

    def no_entry(self) -> list[Problem]:
        wrong = say("Dòng này là nhóm, không chấm trực tiếp.")
        return [Problem("", wrong, say("Hãy chấm ở các tiêu chí trong nhóm."))]

    def describe(self) -> Text:
        if self.levels:
            return say("Tổng các tiêu chí trong nhóm; xếp mức theo tổng: {levels}", levels=self.levels)
        return say("Tổng các tiêu chí trong nhóm")

    def grammar(self) -> str:
        if self.cap is not None:
            return f"group cap={plain(self.cap)}"
        if self.levels:
            return f"group; band({self.levels})"
        return "group cap" if self.capped else "sum of children"


@dataclass(frozen=True)
class Unclear(Method):
    """A method text that is not understood: reported, never guessed, never scored. vi: chưa rõ cách chấm.

    `maximum_text` keeps a maximum that is no number (`config`, `not stated`).
    """

    kind: ClassVar[str] = "unclear"
    text: str = ""
    why: str = ""
    maximum_text: str = ""

    def fields(self) -> tuple[InputField, ...]:
        return ()

    def evaluate(self, _entry: Entry, _maximum: Decimal | None, _cohort: Cohort = ()) -> Outcome:
        return Outcome(NOT_SCORED, say("Chưa chấm được: cách chấm chưa rõ. {why}", why=self.reason))

    @property
    def reason(self) -> Text:
        """Why the text is not used."""
        return Text(self.why)

    def no_entry(self) -> list[Problem]:
        wrong = say("Cách chấm của tiêu chí này chưa rõ: {why}", why=self.reason)
        return [Problem("", wrong, say("Hãy sửa cách chấm trong bảng tiêu chí trước khi chấm."))]

    def describe(self) -> Text:
        return say("Chưa rõ cách chấm: “{text}”. {why}", text=self.text, why=self.reason)

    def grammar(self) -> str:
        return self.text
