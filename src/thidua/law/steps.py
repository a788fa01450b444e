"""The trace of a judgement: a tree of what was asked and answered, and by which facts. It is the explanation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from thidua.core.findings import Answer
from thidua.core.text import Text
from thidua.law.provenance import Provision

#: Why an answer is undetermined, weightiest first: a pending matter, a text nobody here has read, a fact not given.
PENDING, NO_TEXT, MISSING = "pending", "no-text", "missing"
CAUSES = (PENDING, NO_TEXT, MISSING)


@dataclass(frozen=True, slots=True)
class Used:
    """One fact that was looked at: what it is, what it says, the paper it rests on."""

    name: Text
    value: Text | str
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One condition answered. `sentence` is a clause without capital or full stop; `cure` says what would change it.

    `year` is the award year it looked at; `mendable`: whether it can still be changed for the judged year; `about`: the
    code of the question or the measure that was asked for.
    """

    answer: Answer
    sentence: Text
    kind: str = ""
    year: int = 0
    cause: str = ""
    cure: Text | None = None
    mendable: bool = True
    facts: tuple[Used, ...] = ()
    steps: tuple[Step, ...] = ()
    provision: Provision | None = None
    # How an answer is told in the whole: "all" and "any" join their steps, a leaf speaks for itself.
    joined: str = ""
    about: str = ""

    def __bool__(self) -> bool:
        return self.answer is Answer.GRANTED

    def leaves(self) -> Iterator[Step]:
        """The single conditions under this one, itself when it is one."""
        if not self.steps:
            yield self
        for step in self.steps:
            yield from step.leaves()

    def walk(self) -> Iterator[Step]:
        """This step and every one below it."""
        waiting = [self]
        while waiting:
            step = waiting.pop()
            yield step
            waiting += step.steps[::-1]

    def with_provision(self, provision: Provision) -> Step:
        """The same step with where its condition stands."""
        return self._with(provision, mendable=self.mendable)

    def past_mending(self) -> Step:
        """The same step, which nothing can change any more for the judged year."""
        return self._with(self.provision, mendable=False)

    def _with(self, provision: Provision | None, *, mendable: bool) -> Step:
        # An explanation does this dozens of times; `replace` takes several times as long.
        return Step(
            self.answer, self.sentence, self.kind, self.year, self.cause, self.cure, mendable, self.facts, self.steps,
            provision, self.joined, self.about,
        )  # fmt: skip


def least(answers: Iterable[Answer]) -> Answer:
    """All together: refused if any is, else undetermined if any is; of none, granted."""
    found = set(answers)
    if Answer.REFUSED in found:
        return Answer.REFUSED
    return Answer.UNDETERMINED if Answer.UNDETERMINED in found else Answer.GRANTED


def most(answers: Iterable[Answer]) -> Answer:
    """Any of them: granted if any is, else undetermined if any is; of none, refused."""
    found = set(answers)
    if Answer.GRANTED in found:
        return Answer.GRANTED
    return Answer.UNDETERMINED if Answer.UNDETERMINED in found else Answer.REFUSED


def counted(answers: Iterable[Answer], wanted: int) -> Answer:
    """At least `wanted` of them: granted when so many are; refused when so many can no longer be."""
    found = list(answers)
    yes, open_ = found.count(Answer.GRANTED), found.count(Answer.UNDETERMINED)
    if yes >= wanted:
        return Answer.GRANTED
    return Answer.UNDETERMINED if yes + open_ >= wanted else Answer.REFUSED


def cause_of(steps: Iterable[Step]) -> str:
    """The weightiest cause among those that are undetermined."""
    found = {step.cause for step in steps if step.answer is Answer.UNDETERMINED}
    return next((cause for cause in CAUSES if cause in found), MISSING if found else "")
