"""Judge many persons in one pass: the ops of all awards, block by block, so that a block stays near the processor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from thidua.law.columns.conditions import draw
from thidua.law.columns.drafting import Asked, Draft
from thidua.law.columns.layout import Layout, OtherLayout
from thidua.law.columns.ops import Block, Op, Struck
from thidua.law.columns.table import GRANTED, REFUSED, UNDETERMINED, Answers, Columns
from thidua.law.facts import PERSON
from thidua.law.judge import Dates, law_day
from thidua.law.model import COUNT_FROM, DEFER, Award
from thidua.law.rulebook import Rulebook

#: Persons judged together: a column of theirs stays in the cache, and numpy is not called more often than it is worth.
#: A second thread was measured and won nothing.
ROWS = 131_072


@dataclass(frozen=True)
class Count:
    """How many of an award are granted, refused, undetermined."""

    granted: int
    refused: int
    undetermined: int


@dataclass(frozen=True)
class Plan:
    """What is done for every block, and which op answers which award. Made once, run over any columns of its layout."""

    layout: Layout
    ops: Sequence[Op]
    answers: Mapping[str, int]

    def run(self, columns: Columns, *, rows: int = ROWS) -> dict[str, Answers]:
        """The answers of every person, by award. Raises OtherLayout for columns of another layout."""
        if columns.layout.fingerprint != self.layout.fingerprint:
            raise OtherLayout("The columns have another layout than the plan.")
        found = {award: np.empty(columns.size, np.uint8) for award in self.answers}
        struck = {op: op.rows(columns) for op in self.ops if isinstance(op, Struck)}

        for start in range(0, columns.size, rows):
            block = Block(columns, struck, start, min(start + rows, columns.size))
            for award, answers in self._block(block):
                found[award][block.start : block.end] = answers
        return found

    def _block(self, block: Block) -> Iterator[tuple[str, Answers]]:
        given: list[Answers] = []
        for op, over in zip(self.ops, self._over, strict=True):
            given.append(op.run(block, given))
            for number in over:
                given[number] = _NOTHING
        for award, number in self.answers.items():
            yield award, given[number]

    @cached_property
    def _over(self) -> list[list[int]]:
        """For every op the earlier ones whose answers nobody asks for after it."""
        last = {number: at for at, op in enumerate(self.ops) for number in op.of}
        over: list[list[int]] = [[] for _ in self.ops]
        for number, at in last.items():
            if number not in self.answers.values():
                over[at].append(number)
        return over


_NOTHING: Answers = np.empty(0, np.uint8)


def plan(book: Rulebook, awards: Sequence[str], layout: Layout, year: int, dates: Dates) -> Plan:
    """What must be done to judge the awards for one award year on one day, as `judge` does.

    Raises KeyError for an award that is not in the catalogue, OtherLayout where the layout is of another rulebook,
    DoesNotFit where its records do not tell enough.
    """
    if not layout.is_of(book):
        raise OtherLayout("The layout has ratings or disciplines in another order than the rulebook.")
    draft = Draft(layout)
    answers = {code: _whole(book, book.awards[code], draft, year, dates) for code in awards}
    return _needed(Plan(layout, draft.ops, answers))


def judge_columns(
    book: Rulebook, awards: Sequence[str], columns: Columns, year: int, dates: Dates
) -> dict[str, Answers]:
    """For every award an array with REFUSED, UNDETERMINED or GRANTED for each person, as `judge` would answer.

    For another year than the layout's last, what people stated for that year counts as not stated.
    """
    return plan(book, awards, columns.layout, year, dates).run(columns)


def counts(answers: Mapping[str, Answers]) -> dict[str, Count]:
    """How many of each answer, by award."""
    found = {}
    for award, given in answers.items():
        granted = int(np.count_nonzero(given == GRANTED))
        refused = given.size - int(np.count_nonzero(given))
        found[award] = Count(granted, refused, given.size - granted - refused)
    return found


def _whole(book: Rulebook, award: Award, draft: Draft, year: int, dates: Dates) -> int:
    """The standard, what lower levels add, and the general requirements, together; see `judge`."""
    day = law_day(book, dates, award.code).day
    standard = award.standard_on(PERSON, day)
    if standard is None:
        absent = award.since is not None and day < award.since or award.until is not None and day > award.until
        return draft.always(REFUSED if absent or PERSON not in award.subjects else UNDETERMINED)
    generals = [one for one in book.parts.generals if one.touches(award, PERSON, day)]
    counting = any(one.effect == COUNT_FROM for one in generals)
    asked = Asked(book, draft, award.code, year, day, dates.day, counting)
    found = [draw(standard.requires, asked, year)]
    for addition in book.additions_on(award.code, PERSON, day):
        if addition.requires is not None:
            found.append(draw(addition.requires, asked, year))
    for general in generals:
        if general.requires is not None:
            one = draw(general.requires, asked, year)
            found.append(draft.no_no(one) if general.effect == DEFER else one)
    return draft.least(found)


def _needed(drawn: Plan) -> Plan:
    """The same without the ops that folding left without use."""
    used = set(drawn.answers.values())
    for number in range(len(drawn.ops) - 1, -1, -1):
        if number in used:
            used.update(drawn.ops[number].of)
    kept = sorted(used)
    moved = {number: place for place, number in enumerate(kept)}
    ops = [_moved(drawn.ops[number], moved) for number in kept]
    return Plan(drawn.layout, ops, {award: moved[number] for award, number in drawn.answers.items()})


def _moved(op: Op, moved: Mapping[int, int]) -> Op:
    return replace(op, of=tuple(moved[number] for number in op.of)) if op.of else op
