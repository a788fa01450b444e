"""From rows of the database to what rows of a file are held against. As many queries for one row as for thousands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from thidua.core.names import fold, tidy
from thidua.foundation.models import on_day
from thidua.law.facts import PERSON
from thidua.law.rulebook import house
from thidua.organisations.facts import viewer_of
from thidua.organisations.models import Lineage, Person, Post, Unit, UnitName
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors import name_row_on, parents_on
from thidua.records.facts.catalogue import sentence_case
from thidua.records.facts.reach import Reach, own_entries, reach_of
from thidua.records.models import Authorship, AwardHeld, Discipline, Import, Rating, RegisteredTitle
from thidua.records.rules.importing import (
    AWARDS,
    DISCIPLINES,
    KINDS,
    RATINGS,
    REGISTERED,
    STAFF,
    WORKS,
    Against,
    Entry,
    Known,
    Names,
    People,
    Place,
    PostFacts,
    Stored,
    UnitFacts,
    gathered,
    read_authors,
    read_day,
    staff_code,
)
from thidua.records.rules.standing import units_under, with_forerunners

Cells = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose records a file may touch: the units by folded code and names, those whose records they keep, the viewer
    whose rights count (who brought the file) and how far they reach."""

    own: UnitFacts
    units: Mapping[str, UnitFacts]
    kept: frozenset[int]
    reach: Reach

    def unit_of(self, text: str) -> str:
        """A cell that names a unit, written in one way."""
        found = self.units.get(fold(text)) if text else self.own
        return str(found.pk) if found else fold(text)


def scope_of(unit: Unit, maker: Viewer) -> Scope:
    """The unit of a file and all below it on the maker's day; of a name that two units share, neither."""
    day = maker.day
    pks = {unit.pk, *units_under([unit.pk], parents_on(day))}
    names = UnitName.objects.filter(on_day(day), unit__in=pks).select_related("unit").order_by("unit_id")
    by_code: dict[str, UnitFacts] = {}
    by_name: dict[str, UnitFacts | None] = {}
    for row in names:
        facts = UnitFacts(row.unit_id, row.unit.code, row.name)
        by_code[fold(row.unit.code)] = facts
        for spelling in {fold(row.name), fold(row.short_name)}:
            by_name[spelling] = None if by_name.get(spelling, facts) != facts else facts
    descent = Lineage.objects.filter(reorganisation__happened_on__lte=day, target__isnull=False)
    kept = with_forerunners(pks, [(source, into) for source, into in descent.values_list("source", "target") if into])
    own = by_code.get(fold(unit.code)) or UnitFacts(unit.pk, unit.code, str(unit))
    units = {**{name: facts for name, facts in by_name.items() if facts}, **by_code, fold(own.code): own}
    return Scope(own, units, kept, reach_of(maker))


def maker_of(imported: Import, day: date) -> Viewer:
    """Who brought a file, as they stand on a day: what the file may show and change never goes beyond their rights."""
    return viewer_of(imported.created_by, day)


def names_for(kind: str) -> Names:
    """What the codes of a kind of file are called, and their abbreviations."""
    law = house()
    if kind == RATINGS:
        marks = sorted(law.parts.ratings.values(), key=lambda one: -one.rank)
        return Names(
            {one.code: sentence_case(one.name) for one in marks}, [(_initials(one.name), one.code) for one in marks]
        )
    if kind == DISCIPLINES:
        forms = sorted(law.parts.disciplines.values(), key=lambda one: one.rank)
        return Names({one.code: sentence_case(one.name) for one in forms})
    if kind in (AWARDS, REGISTERED):
        # What only a collective is given is no award of a person.
        awards = [one for one in law.awards.values() if not one.subjects or PERSON in one.subjects]
        short = [(spelling, one.code) for one in awards for spelling in (one.short, _initials(one.name))]
        return Names({one.code: one.name for one in awards}, short)
    return Names({})


def _initials(name: str) -> str:
    """HTXSNV."""
    return "".join(word[0] for word in name.split())


def known_for(kind: str, rows: Iterable[Cells], scope: Scope, actor: Viewer, names: Names) -> Known:
    """All that the rows of one chunk are held against."""
    named = list(rows)
    against = Against(names, scope.units, scope.own, actor.day)
    people = _people(kind, named, scope, actor.day)
    own = frozenset(people.counts_as.get(pk, pk) for pk in own_entries(actor))
    return (
        Known(against, people, _STORED[kind](named, people), own)
        if kind in _STORED
        else Known(against, people, own=own)
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """One person named in a row."""

    code: str
    name: str
    born_on: date | None
    unit: int


def _all_named(kind: str, rows: Iterable[Cells], scope: Scope) -> list[_Named]:
    found = []
    for cells in rows:
        unit = scope.units.get(fold(_text(cells, "unit")), scope.own).pk
        if kind == WORKS:
            found += [
                _Named(one.staff_code, fold(one.name), None, unit) for one in read_authors(_text(cells, "authors"))
            ]
        else:
            born = read_day(_text(cells, "born_on"))
            found.append(_Named(staff_code(_text(cells, "staff_code")), fold(_text(cells, "name")), born, unit))
    return found


def _text(cells: Cells, column: str) -> str:
    return tidy(cells[column][1]) if column in cells else ""


def _people(kind: str, rows: list[Cells], scope: Scope, day: date) -> People:
    """Everybody whom the rows may mean, under every entry."""
    named = _all_named(kind, rows, scope)
    pks = _found(named)
    roots = {same or pk for pk, same in Person.objects.filter(pk__in=pks).values_list("pk", "same_as_id")}
    fields = ("pk", "full_name", "staff_code", "born_on", "same_as_id")
    entries = [
        Entry(pk, name, code or "", born, same)
        for pk, name, code, born, same in Person.objects.filter(
            Q(pk__in=pks | roots) | Q(same_as__in=roots)
        ).values_list(*fields)
    ]
    held = Post.objects.filter(person__in=[one.pk for one in entries]).order_by("pk").values_list(
        "pk", "person_id", "unit_id", "role", "title", "starts_on", "ends_on", "decision_number", "decision_on"
    )  # fmt: skip
    posts = [PostFacts(*row[:7], decided=bool(row[7] and row[8])) for row in held]
    sensitive = (scope.reach.head | scope.reach.above) & scope.kept
    return gathered(entries, posts, Place(day, scope.kept, sensitive, _names({post.unit for post in posts}, day)))


def _found(named: list[_Named]) -> set[int]:
    """By code; whom no code finds, by name and day of birth or by name within the unit.

    A name alone fetches nobody: of a hundred thousand people a hundred share one.
    """
    codes = {one.code for one in named if one.code}
    spelled = codes | {code.lower() for code in codes}
    coded = Person.objects.filter(staff_code__in=spelled).values_list("staff_code", "pk")
    by_code = {staff_code(code): pk for code, pk in coded if code}
    rest = [one for one in named if one.name and one.code not in by_code]
    # Whoever has another code is somebody else: rows with a code can only mean people who have none yet.
    bare = Q(staff_code=None) | Q(staff_code="")
    with_code = _found_by_name([one for one in rest if one.code], Person.objects.filter(bare))
    without = _found_by_name([one for one in rest if not one.code], Person.objects.all())
    return {*by_code.values(), *with_code, *without}


def _found_by_name(named: list[_Named], people: QuerySet[Person]) -> set[int]:
    """Among some people, by name and day of birth and by name within the unit.

    All names and all days are asked for at once; what fits only crosswise is left out here.
    """
    names = {one.name for one in named}
    days = {(one.name, one.born_on) for one in named if one.born_on}
    units = {(one.name, one.unit) for one in named}
    called = people.filter(search_text__in=names)
    by_day = called.filter(born_on__in={day for _, day in days}).values_list("pk", "search_text", "born_on")
    at_unit = called.filter(posts__unit__in={unit for _, unit in units}).values_list("pk", "search_text", "posts__unit")
    return {
        *(pk for pk, name, day in by_day if (name, day) in days),
        *(pk for pk, name, unit in at_unit if (name, unit) in units),
    }


def _names(units: set[int], day: date) -> dict[int, str]:
    rows: dict[int, list[UnitName]] = {}
    for name in UnitName.objects.filter(unit__in=units):
        rows.setdefault(name.unit_id, []).append(name)
    found = {unit: name_row_on(names, day) for unit, names in rows.items()}
    return {unit: row.short_name for unit, row in found.items() if row}


StoredRows = dict[tuple[Any, ...], tuple[Stored, ...]]


def _ratings(_rows: list[Cells], people: People) -> StoredRows:
    found = Rating.objects.filter(person__in=people.counts_as, of=Rating.Of.SELF, withdrawn_at=None)
    return _by_key(
        (
            (people.counts_as[one.person_id], one.year),
            Stored(one.pk, {"rating": one.rating, **_paper(one)}, one.is_decided),
        )
        for one in found.order_by("pk")
        if one.person_id is not None
    )


def _awards(_rows: list[Cells], people: People) -> StoredRows:
    found = AwardHeld.objects.filter(person__in=people.counts_as, withdrawn_at=None)
    return _by_key(
        (
            (people.counts_as[one.person_id], one.award, one.year, one.basis),
            Stored(one.pk, {"award": one.award, **_paper(one)}, one.is_decided),
        )
        for one in found.order_by("pk")
        if one.person_id is not None
    )


def _registered(_rows: list[Cells], people: People) -> StoredRows:
    found = RegisteredTitle.objects.filter(person__in=people.counts_as, withdrawn_at=None)
    return _by_key(
        (
            (people.counts_as[one.person_id], one.award, one.year),
            Stored(one.pk, {"award": one.award, **_paper(one)}, one.is_decided),
        )
        for one in found.order_by("pk")
        if one.person_id is not None
    )


def _disciplines(_rows: list[Cells], people: People) -> StoredRows:
    found = Discipline.objects.filter(person__in=people.counts_as, withdrawn_at=None)
    return _by_key(
        (
            (people.counts_as[one.person_id], one.form, one.decided_on),
            Stored(
                one.pk,
                {"ended_on": one.ended_on, "decision_number": one.decision_number, "body": one.body},
                one.is_decided,
            ),
        )
        for one in found.order_by("pk")
    )


def _works(_rows: list[Cells], people: People) -> StoredRows:
    """Works of the people by name and year, each with all its authors."""
    own = Authorship.objects.filter(person__in=people.counts_as, work__withdrawn_at=None).values("work")
    works: dict[int, Stored] = {}
    keys: dict[int, tuple[str, int]] = {}
    authors: dict[int, dict[int, str]] = {}
    rows = Authorship.objects.filter(work__in=own).select_related("work", "person").order_by("work_id", "pk")
    for one in rows:
        root = people.counts_as.get(one.person_id, one.person.same_as_id or one.person_id)
        authors.setdefault(one.work_id, {}).setdefault(root, one.person.full_name)
        if one.work_id not in works:
            fields = {"kind": one.work.kind, "scope": one.work.scope, **_paper(one.work)}
            works[one.work_id] = Stored(one.work_id, fields, one.work.is_decided, authors[one.work_id])
            keys[one.work_id] = (one.work.search_text, one.work.year)
    return _by_key((keys[pk], stored) for pk, stored in works.items())


def _paper(one: Any) -> dict[str, Any]:
    return {"decision_number": one.decision_number, "decision_on": one.decision_on, "body": one.body}


def _by_key(found: Iterable[tuple[tuple[Any, ...], Stored]]) -> StoredRows:
    rows: dict[tuple[Any, ...], list[Stored]] = {}
    for key, stored in found:
        rows.setdefault(key, []).append(stored)
    return {key: tuple(several) for key, several in rows.items()}


_STORED = {
    RATINGS: _ratings, AWARDS: _awards, REGISTERED: _registered, DISCIPLINES: _disciplines, WORKS: _works,
}  # fmt: skip
assert {STAFF, *_STORED} == KINDS.keys()  # noqa: S101 - a kind without its records
