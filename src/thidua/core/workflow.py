"""Workflows as data: the states, and the steps between them. One plain function applies them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thidua.core.findings import Finding, granted, refused
from thidua.core.text import Text, say


@dataclass(frozen=True, slots=True)
class Step:
    """One named way from some states to one state."""

    name: str
    sources: frozenset[str]
    target: str


@dataclass(frozen=True, slots=True)
class Workflow:
    """States with the words people read, and every allowed step. vi: quy trình."""

    states: Mapping[str, Text]
    steps: tuple[Step, ...]

    def may(self, step: str, state: str) -> Finding:
        """Whether the step can be taken from this state."""
        found = self._step(step)
        if state in found.sources:
            return granted()
        return refused(say("Việc này không làm được khi đang ở trạng thái “{state}”.", state=self.states[state]))

    def target(self, step: str) -> str:
        """The state a step leads to."""
        return self._step(step).target

    def _step(self, name: str) -> Step:
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)


def step(name: str, *sources: str, to: str) -> Step:
    """Declare a step: `step("submit", "draft", "returned", to="submitted")`."""
    return Step(name, frozenset(sources), to)
