"""A requirement written out as a nested list that people can read, with where each part stands. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.core.text import Text, say
from thidua.law.conditions import All, Condition, EachYear, Meets, SoManyOf, SomeYears, TextUnavailable
from thidua.law.conditions import Any as AnyOf
from thidua.law.conditions.combined import BEFORE
from thidua.law.provenance import Provision
from thidua.law.rulebook import Rulebook

#: How a branch joins what is under it; a leaf joins nothing.
ALL, ANY, SOME, YEARS = "all", "any", "some", "years"


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the list: a clause without capital and full stop, and the lines under it. vi: nội dung điều kiện.

    `provision`: where it stands when that differs from the standard, as sure as confirmations make it.
    `award`: the award whose standard it points to; `unread`: its text was not read by anybody here.
    """

    sentence: Text
    joins: str = ""
    parts: tuple[Branch, ...] = ()
    provision: Provision | None = None
    award: str = ""
    unread: bool = False

    def walk(self) -> Iterator[Branch]:
        """This line and every one below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


def describe_tree(condition: Condition, book: Rulebook) -> Branch:
    """The requirement as a nested list: a leaf says what is asked, a branch how the lines under it join."""
    parts = tuple(describe_tree(one, book) for one in condition.parts())
    provision = book.seen(condition.provision) if condition.provision else None
    if isinstance(condition, All):
        return Branch(say("đồng thời đạt các điều kiện sau"), ALL, _flat(parts, ALL), provision)
    if isinstance(condition, AnyOf):
        return Branch(say("đạt một trong các điều kiện sau"), ANY, _flat(parts, ANY), provision)
    if isinstance(condition, SoManyOf):
        return Branch(say("đạt ít nhất {n} trong các điều kiện sau", n=condition.at_least), SOME, parts, provision)
    if isinstance(condition, EachYear):
        return Branch(_each_year(condition), YEARS, parts, provision)
    if isinstance(condition, SomeYears):
        told = {"n": condition.last, "k": condition.at_least}
        return Branch(say("trong {n} năm có ít nhất {k} năm", **told), YEARS, parts, provision)
    award = condition.award if isinstance(condition, Meets) else ""
    unread = isinstance(condition, TextUnavailable)
    return Branch(condition.describe(book), provision=provision, award=award, unread=unread)


def _each_year(condition: EachYear) -> Text:
    if condition.through == BEFORE:
        return say("trong {n} năm liên tục trước năm xét, mỗi năm", n=condition.last)
    return say("trong {n} năm liên tục tính đến năm xét, mỗi năm", n=condition.last)


def _flat(parts: tuple[Branch, ...], joins: str) -> tuple[Branch, ...]:
    """The same lines without a branch that only repeats how they join."""
    found: list[Branch] = []
    for part in parts:
        found += part.parts if part.joins == joins and part.provision is None else (part,)
    return tuple(found)


def written_out(branch: Branch, depth: int = 0) -> Iterator[str]:
    """The list as lines of plain text, indented by depth; for the command line and for comparing."""
    where = f" [{branch.provision.citation}]" if branch.provision else ""
    colon = ":" if branch.parts else ""
    yield f"{'  ' * depth}- {branch.sentence}{colon}{where}"
    for part in branch.parts:
        yield from written_out(part, depth + 1)
