"""What somebody may not see is taken out of every sentence of a finding; that there is something is said. Pure.

vi: che thông tin nhạy cảm. The answer stays: whoever makes the list must know it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from thidua.core.findings import Answer
from thidua.core.text import Text, say
from thidua.eligibility.rules.telling import Told
from thidua.law.conditions import DisciplineOver, NoDiscipline, NoMemberDiscipline, NoPending, PartyRatingAtLeast
from thidua.law.conditions.combined import SERVED
from thidua.law.steps import Step
from thidua.records.rules.standing import DISCIPLINES, MATTERS, PARTY

#: Which group of a record each condition reads that reads a sensitive one.
GROUP_OF: dict[str, str] = {
    NoDiscipline.name: DISCIPLINES,
    DisciplineOver.name: DISCIPLINES,
    NoMemberDiscipline.name: DISCIPLINES,
    SERVED: DISCIPLINES,
    NoPending.name: MATTERS,
    PartyRatingAtLeast.name: PARTY,
}
SENSITIVE = tuple(dict.fromkeys(GROUP_OF.values()))
HIDDEN = say("có thông tin không hiển thị với vai trò này")


def veiled(told: Told, hidden: Iterable[str]) -> Told:
    """The finding without what these groups say: each such condition only says that something is not shown."""
    groups = frozenset(hidden)
    if not groups:
        return told
    closed = [step for step in told.step.walk() if _is_closed(step, groups)]
    gone = {step.sentence for step in closed} | {step.cure for step in closed if step.cure}
    step = _step(told.step, groups, gone)
    return replace(
        told,
        sentence=_text(told.sentence, gone),
        step=step,
        law=tuple(replace(one, sentence=_text(one.sentence, gone)) for one in told.law),
    )


def touches(told: Told) -> frozenset[str]:
    """Which sensitive groups a finding looked at."""
    return frozenset(GROUP_OF[step.kind] for step in told.step.walk() if step.kind in GROUP_OF)


def _is_closed(step: Step, groups: frozenset[str]) -> bool:
    """A condition that simply holds tells nothing of anybody; one that does not, or that names facts, does."""
    return GROUP_OF.get(step.kind) in groups and (step.answer is not Answer.GRANTED or bool(step.facts))


def _step(step: Step, groups: frozenset[str], gone: set[Text]) -> Step:
    if _is_closed(step, groups):
        return replace(step, sentence=HIDDEN, cure=None, facts=(), steps=())
    cure = None if step.cure in gone else step.cure
    return replace(
        step,
        sentence=_text(step.sentence, gone),
        cure=cure,
        steps=tuple(_step(one, groups, gone) for one in step.steps),
    )


def _text(text: Text, gone: set[Text]) -> Text:
    if text in gone:
        return HIDDEN
    return Text(text.pattern, {name: _value(value, gone) for name, value in text.values.items()})


def _value(value: object, gone: set[Text]) -> object:
    if isinstance(value, Text):
        return _text(value, gone)
    if isinstance(value, (list, tuple)):
        return [_value(one, gone) for one in value]
    return value
