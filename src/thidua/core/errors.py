"""Errors that people read: what happened, where, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from thidua.core.findings import Finding
from thidua.core.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in what was given: the place (`Ô C7`, a field's name), the sentence, the cure."""

    place: str | Text
    sentence: Text
    cure: Text | None = None

    def __str__(self) -> str:
        parts = [f"{self.place}:" if self.place else "", str(self.sentence), str(self.cure) if self.cure else ""]
        return " ".join(part for part in parts if part)


class Refused(Exception):
    """A use case that may not go on; carries the finding that says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


class BadInput(Exception):
    """What was given cannot be used; nothing was saved."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Stale(Exception):
    """Somebody else changed the thing since it was read; `theirs` is what stands now, nothing was overwritten."""

    def __init__(self, sentence: Text, theirs: object) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.theirs = theirs


def require(finding: Finding) -> None:
    """Go on only when granted; otherwise raise Refused with the reasons."""
    if not finding:
        raise Refused(finding)
