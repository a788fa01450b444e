"""The few things done to columns. Each op reads columns of a block of persons or answers of earlier ops.

Answers are 0, 1 or 2 in one byte; bytes are what processors compare sixteen and more of at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from thidua.law.columns.table import CANCELLED, GRANTED, REFUSED, UNDETERMINED, Answers, Array, Columns


class Block:
    """The persons from one row to another: their columns in one piece, and who of them is struck by which op."""

    def __init__(self, columns: Columns, struck: Mapping[Struck, Array], start: int, end: int) -> None:
        self.columns = columns
        self.all_struck = struck
        self.start = start
        self.end = end
        self.size = end - start
        self._fields: dict[str, Array] = {}

    def column(self, name: str) -> Array:
        """A column of the block."""
        found = self._fields.get(name)
        if found is None:
            found = np.ascontiguousarray(self.columns.fields[name][self.start : self.end])
            self._fields[name] = found
        return found

    def struck(self, op: Struck) -> Array:
        """The rows of the block that an op strikes."""
        rows = self.all_struck[op]
        if not rows.size:
            return rows
        low, high = rows.searchsorted((self.start, self.end))
        return rows[low:high] - self.start


@dataclass(frozen=True)
class Op:
    """One thing to do; `of` are the numbers of the ops whose answers it takes."""

    of: tuple[int, ...] = ()

    def run(self, block: Block, given: Sequence[Answers]) -> Answers:
        """The answers of the block. Never changes what it was given."""
        raise NotImplementedError


@dataclass(frozen=True)
class Always(Op):
    """The same answer for everybody."""

    answer: int = UNDETERMINED

    def run(self, block: Block, given: Sequence[Answers]) -> Answers:  # noqa: ARG002 - every op is run alike
        return np.full(block.size, self.answer, np.uint8)


@dataclass(frozen=True)
class Read(Op):
    """A column that holds answers as it is."""

    name: str = ""

    def run(self, block: Block, given: Sequence[Answers]) -> Answers:  # noqa: ARG002
        return block.column(self.name)


@dataclass(frozen=True)
class AtLeast(Op):
    """At least so much; 0 is not known."""

    name: str = ""
    least: int = 1

    def run(self, block: Block, given: Sequence[Answers]) -> Answers:  # noqa: ARG002
        column = block.column(self.name)
        found = np.greater_equal(column, self.least).view(np.uint8)
        found += found
        found |= np.equal(column, 0).view(np.uint8)
        return found


@dataclass(frozen=True)
class Sum(Op):
    """2 where several columns together reach so much, else 0."""

    names: tuple[str, ...] = ()
    least: int = 1
    wide: bool = False

    def run(self, block: Block, given: Sequence[Answers]) -> Answers:  # noqa: ARG002
        total = block.column(self.names[0])
        if len(self.names) > 1:
            total = total.astype(np.uint16 if self.wide else np.uint8)
        for name in self.names[1:]:
            total += block.column(name)
        return _twice(np.greater_equal(total, self.least))


@dataclass(frozen=True)
class AnyBit(Op):
    """2 where any of the bits stands in any of the columns, else 0."""

    names: tuple[str, ...] = ()
    bits: int = 0

    def run(self, block: Block, given: Sequence[Answers]) -> Answers:  # noqa: ARG002
        word = block.column(self.names[0])
        for name in self.names[1:]:
            word = word | block.column(name)
        return _twice(np.not_equal(word & word.dtype.type(self.bits), 0))


@dataclass(frozen=True)
class Not(Op):
    """Yes for no and no for yes."""

    def run(self, block: Block, given: Sequence[Answers]) -> Answers:  # noqa: ARG002
        return np.subtract(GRANTED, given[self.of[0]], dtype=np.uint8)


@dataclass(frozen=True)
class Least(Op):
    """Kleene's “all”."""

    def run(self, block: Block, given: Sequence[Answers]) -> Answers:  # noqa: ARG002
        found: Answers = np.minimum(given[self.of[0]], given[self.of[1]])
        for one in self.of[2:]:
            np.minimum(found, given[one], out=found)
        return found


@dataclass(frozen=True)
class Most(Op):
    """Kleene's “any”."""

    def run(self, block: Block, given: Sequence[Answers]) -> Answers:  # noqa: ARG002
        found: Answers = np.maximum(given[self.of[0]], given[self.of[1]])
        for one in self.of[2:]:
            np.maximum(found, given[one], out=found)
        return found


@dataclass(frozen=True)
class NoNo(Op):
    """A no becomes a not-yet."""

    def run(self, block: Block, given: Sequence[Answers]) -> Answers:  # noqa: ARG002
        found: Answers = np.equal(given[self.of[0]], REFUSED).view(np.uint8)
        found |= given[self.of[0]]
        return found


@dataclass(frozen=True)
class Counted(Op):
    """At least so many: yes when so many are, no when so many can no longer be."""

    least: int = 1

    def run(self, block: Block, given: Sequence[Answers]) -> Answers:
        yes = np.zeros(block.size, np.uint8)
        open_ = np.zeros(block.size, np.uint8)
        for one in self.of:
            yes += given[one] >> 1
            open_ += np.not_equal(given[one], REFUSED).view(np.uint8)
        found = np.greater_equal(yes, self.least).view(np.uint8)
        found += np.greater_equal(open_, self.least).view(np.uint8)
        return found


@dataclass(frozen=True)
class Struck(Op):
    """The answers given, except for the persons with a rare thing inside all of the bounds: those have `answer`."""

    kind: str = CANCELLED
    bounds: tuple[tuple[str, int, int], ...] = ()
    answer: int = REFUSED

    def run(self, block: Block, given: Sequence[Answers]) -> Answers:
        base, rows = given[self.of[0]], block.struck(self)
        if not rows.size:
            return base
        found = base.copy()
        found[rows] = self.answer
        return found

    def rows(self, columns: Columns) -> Array:
        """Everybody it strikes, in order."""
        events = columns.events[self.kind]
        kept = np.ones(events.rows.size, bool)
        for name, low, high in self.bounds:
            value = events.values[name]
            kept &= (value >= low) & (value <= high)
        return events.rows[kept]


def _twice(yes: Array) -> Answers:
    found: Answers = yes.view(np.uint8)
    found += found
    return found
