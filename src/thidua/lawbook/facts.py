"""From rows to rulebooks: the law with what is added at a unit, on a day; a rulebook that was kept.

A rulebook is built once for each content: judging a whole school reads the rows, compares fingerprints, and reuses it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock

from django.db.models import Q

from thidua.foundation.models import on_day
from thidua.foundation.refusals import NotThere
from thidua.law import procedures, provisions, rulebook, voting
from thidua.law.courses import course_uses
from thidua.law.procedures_model import Procedures
from thidua.law.provisions import Use
from thidua.law.reading import Source
from thidua.law.rulebook import Rulebook
from thidua.law.voting_model import Voting
from thidua.lawbook.models import Confirmation, FrozenRules, LocalRule
from thidua.lawbook.rules.assembling import Paper, assembled, questions_once
from thidua.organisations.models import Membership, Unit, UnitPlace

MOST_KEPT = 48
_built: dict[str, Rulebook] = {}
_lock = Lock()


def rulebook_for(unit: Unit, day: date) -> Rulebook:
    """The law, what the unit and the units above it added, and the clusters it is a member of; confirmations counted.

    vi: quy định áp dụng tại đơn vị. Which units stand above it and which clusters it is in is asked of the day;
    every published version is in it with its own days, so that an earlier law day finds what held then.
    """
    clusters = Membership.objects.filter(on_day(day), unit=unit).values("cluster")
    held = LocalRule.objects.exclude(published_at=None).filter(Q(unit__in=line_of(unit, day)) | Q(cluster__in=clusters))
    return built(held.order_by("series", "version"), confirmed_keys())


def general_rulebook() -> Rulebook:
    """The law alone, as it comes with the software, with what was confirmed."""
    return built((), confirmed_keys())


def local_questions() -> dict[str, str]:
    """The questions that published local rules ask, by their whole code: whoever answers them writes it in a record."""
    held = LocalRule.objects.exclude(published_at=None).order_by("series", "version")
    files = [assembled(one.content, paper_of(one)) for one in held]
    return {one["code"]: one["words"] for file in files for one in file["questions"]}


def built(rules: Iterable[LocalRule], confirmed: frozenset[str]) -> Rulebook:
    """The house's law with these local rules and confirmations; the same content gives the same object."""
    house = rulebook.house()
    found = [one for one in rules if one.held_until is None or one.held_until >= one.starts_on]
    said = "\n".join(
        [
            house_fingerprint(),
            *(f"{one.series}|{one.version}|{one.fingerprint}|{one.held_until}" for one in found),
            *sorted(confirmed),
        ]
    )
    key = hashlib.sha256(said.encode()).hexdigest()
    with _lock:
        kept = _built.get(key)
    if kept is None:
        kept = _together(house, found, confirmed)
        with _lock:
            while len(_built) >= MOST_KEPT:
                _built.pop(next(iter(_built)))
            _built[key] = kept
    return kept


def _together(house: Rulebook, rules: list[LocalRule], confirmed: frozenset[str]) -> Rulebook:
    if not rules:
        return Rulebook(house.parts, house.plain, confirmed)
    files = [assembled(one.content, paper_of(one)) for one in rules]
    questions_once(files)
    names = [str(one) for one in rules]
    book = rulebook.build(
        [(dict(house.plain), Source("house")), *((file, Source(name)) for file, name in zip(files, names, strict=True))]
    )
    return Rulebook(book.parts, book.plain, confirmed)


def paper_of(rule: LocalRule) -> Paper:
    """The paper of a local rule, with the days it really held."""
    return Paper(
        series=rule.series.hex,
        version=rule.version,
        title=rule.title,
        number=rule.number,
        level=rule.level,
        issuer=rule.issuer,
        signed_on=rule.signed_on,
        starts_on=rule.starts_on,
        ends_on=rule.held_until or rule.ends_on,
    )


def line_of(unit: Unit, day: date) -> list[int]:
    """A unit and the units above it on a day, nearest first."""
    parents = dict(UnitPlace.objects.filter(on_day(day)).values_list("unit_id", "parent_id"))
    found: list[int] = []
    here: int | None = unit.pk
    while here is not None and here not in found:
        found.append(here)
        here = parents.get(here)
    return found


def confirmed_keys() -> frozenset[str]:
    """The provisions that somebody confirmed and whose content has not changed since, also of voting and procedures."""
    current = house_marks()
    rows = Confirmation.objects.filter(withdrawn_at=None).values_list("provision", "content_fingerprint")
    return frozenset(key for key, content in rows if current.get(key) == content)


def house_marks() -> Mapping[str, str]:
    """The fingerprint of what rests on each provision as it comes with the software: law, voting, procedures."""
    return _house().marks


def house_unread() -> Mapping[str, tuple[Use, ...]]:
    """The provisions that the data do not call read, by their keys, each with where it decides."""
    return _house().unread


def house_fingerprint() -> str:
    """The fingerprint of the law as it comes with the software."""
    return _house().fingerprint


@dataclass(frozen=True, slots=True)
class _House:
    book: Rulebook
    voting: Voting
    procedures: Procedures
    fingerprint: str
    marks: Mapping[str, str]
    unread: Mapping[str, tuple[Use, ...]]


_known: list[_House] = []


def _house() -> _House:
    """Worked out once for each reading of the law."""
    book, votes, ways = rulebook.house(), voting.house_voting(), procedures.house_procedures()
    for one in _known:
        if one.book is book and one.voting is votes and one.procedures is ways:
            return one
    unread: dict[str, list[Use]] = {}
    for use in (*provisions.uses(book), *course_uses(book, votes, ways)):
        if not use.provision.is_sure:
            unread.setdefault(use.key, []).append(use)
    marks = provisions.marks(book, votes.plain, ways.plain)
    kept = {key: tuple(dict.fromkeys(found)) for key, found in unread.items()}
    _known[:] = [_House(book, votes, ways, book.fingerprint(), marks, kept)]
    return _known[0]


def rules_of(fingerprint: str) -> Rulebook:
    """The rulebook that was kept under a fingerprint, for ever. Raises NotThere for one that was not kept."""
    kept = FrozenRules.objects.filter(fingerprint=fingerprint).first()
    if kept is None:
        kept = FrozenRules.objects.filter(rules=fingerprint).order_by("-pk").first()
    if kept is None:
        raise NotThere
    return thawed(kept)


def thawed(kept: FrozenRules) -> Rulebook:
    """The rulebook of a row."""
    with _lock:
        found = _built.get(kept.fingerprint)
    if found is None:
        book = rulebook.thaw(kept.content, kept.fingerprint[:12])
        found = Rulebook(book.parts, book.plain, frozenset(kept.confirmed))
        with _lock:
            _built[kept.fingerprint] = found
    return found
