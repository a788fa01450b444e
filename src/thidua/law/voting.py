"""How councils and conferences decide: which rules hold on a day, and what they say of each kind of question.

The data are `data/voting.yaml`; whatever is not understood there is a problem with its file, line and path. A question
is for a group (`cstdcs`, `next-leader`) or for one award, whose group is in the law's own data.
vi: quy định về họp và biểu quyết. source: domain/law.md §2.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from thidua.core.errors import BadInput, Problem
from thidua.core.text import say
from thidua.law import rulebook as law
from thidua.law.provenance import counted, provision_key
from thidua.law.voting_file import read
from thidua.law.voting_model import (
    ABSENT,
    ABSTAIN,
    BALLOT,
    CANDIDATES,
    CONFERENCE,
    COUNCIL,
    MOST_VOTES,
    NO,
    NONE,
    OPINION,
    SECRET,
    UNKNOWN,
    VOTE,
    YES,
    Entry,
    Group,
    Quorum,
    Rulebook,
    Voting,
)

DATA = law.DATA / "voting.yaml"


@cache
def house_voting() -> Voting:
    """The rules of voting as they come with the software."""
    book = law.house()
    found = read(DATA.read_text(encoding="utf-8"), DATA.name, book)
    if lost := tuple(lost_voting_references(book, found)):
        raise BadInput(lost)
    return found


def lost_voting_references(book: law.Rulebook, voting: Voting) -> Iterator[Problem]:
    """Awards whose voting group is none of those known."""
    for award in book.awards.values():
        if award.group not in voting.groups:
            yield Problem(award.code, say("Không có mã “{code}”.", code=award.group))


def rulebooks() -> tuple[Rulebook, ...]:
    """All that are known, as the file has them."""
    return house_voting().rulebooks


def rulebooks_on(day: date) -> tuple[Rulebook, ...]:
    """Those in force on a day, the more special first. source: R4.7."""
    return tuple(one for one in rulebooks() if day in one.period)


def proposed_on(day: date, body: str) -> Rulebook | None:
    """What a session of such a body would go by on a day unless somebody chooses another."""
    return next((one for one in rulebooks_on(day) if one.body == body), None)


def rulebook(code: str) -> Rulebook:
    """One of them; KeyError when there is none of that code."""
    for one in rulebooks():
        if one.code == code:
            return one
    raise KeyError(code)


def confirmed(book: Rulebook, keys: Collection[str]) -> Rulebook:
    """The rules as sure as confirmations make them. `keys`: what is confirmed, see `provenance.provision_key`."""
    quorum = replace(book.quorum, provision=counted(book.quorum.provision, keys))
    entries = tuple(replace(one, provision=counted(one.provision, keys)) for one in book.entries)
    return replace(book, quorum=quorum, entries=entries)


def confirmed_entry(entry: Entry, code: str, keys: Collection[str]) -> Entry:
    """An entry of rules frozen earlier, as sure as its data and confirmations are by now.

    Where the rulebook of that code no longer says the same, the entry stays as it was frozen.
    """
    known = (one for book in rulebooks() if book.code == code for one in book.entries)
    now = next((one for one in known if one.code == entry.code), None)
    if now is None or provision_key(now.provision) != provision_key(entry.provision):
        return entry
    if replace(now, provision=entry.provision) != entry:
        return entry
    return replace(entry, provision=replace(entry.provision, confidence=counted(now.provision, keys).confidence))


def groups() -> Mapping[str, str]:
    """What a question can be for, by code: the award's name where a group is one award."""
    return {code: one.name for code, one in house_voting().groups.items()}


def group_of(purpose: str) -> str:
    """The group whose rule decides: an award's own group; a group stays itself."""
    award = law.house().awards.get(purpose)
    return award.group if award else purpose


def purpose_name(purpose: str) -> str:
    """What a question is for: a group's or an award's name, empty for what neither is."""
    award = law.house().awards.get(purpose)
    return groups().get(purpose) or (award.name if award else "")


__all__ = [
    "ABSENT", "ABSTAIN", "BALLOT", "CANDIDATES", "CONFERENCE", "COUNCIL", "DATA", "MOST_VOTES", "NO", "NONE",
    "OPINION", "SECRET", "UNKNOWN", "VOTE", "YES", "Entry", "Group", "Quorum", "Rulebook", "Voting", "confirmed",
    "confirmed_entry", "group_of", "groups", "house_voting", "lost_voting_references", "proposed_on", "purpose_name",
    "rulebook", "rulebooks", "rulebooks_on",
]  # fmt: skip
