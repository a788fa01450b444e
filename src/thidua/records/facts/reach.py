"""From posts and the tree of a day to how a viewer stands to people and units. A handful of queries for any number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.core.days import Period
from thidua.organisations.models import Lineage, Person, Post, Unit
from thidua.organisations.rules import HEAD, Viewer
from thidua.organisations.selectors import entries_of, parents_on
from thidua.records.rules.standing import Standing, home_units, units_under, with_forerunners


@dataclass(frozen=True, slots=True)
class Reach:
    """Which units' records a viewer keeps on a day and in what capacity, and which entries are the viewer's own."""

    day: date
    own: frozenset[int]
    head: frozenset[int]
    works: frozenset[int]
    above: frozenset[int]
    administrator: bool

    @property
    def units(self) -> frozenset[int]:
        """Every unit whose people's records are open."""
        return self.works | self.above

    def to(self, entries: Iterable[int], units: Iterable[int]) -> Standing:
        """How the viewer stands to a person with these entries, whose record these units keep."""
        homes = frozenset(units)
        return Standing(
            own=not self.own.isdisjoint(entries),
            head=not self.head.isdisjoint(homes),
            officer=not (self.works - self.head).isdisjoint(homes),
            above=not self.above.isdisjoint(homes),
            administrator=self.administrator,
        )


def reach_of(viewer: Viewer) -> Reach:
    """How far the viewer's posts of the day reach. A unit that was merged away belongs to what came after it."""
    working, day = viewer.working_units, viewer.day
    heads = frozenset(seat.unit_id for seat in viewer.seats if seat.role == HEAD)
    below: frozenset[int] = frozenset()
    descent: list[tuple[int, int]] = []
    if working:
        below = units_under(working, parents_on(day))
        rows = Lineage.objects.filter(reorganisation__happened_on__lte=day, target__isnull=False)
        descent = [(source, target) for source, target in rows.values_list("source", "target") if target]
    return Reach(
        day,
        own_entries(viewer) if viewer.seats else frozenset(),
        with_forerunners(heads, descent),
        with_forerunners(working, descent),
        with_forerunners(below, descent),
        viewer.is_administrator,
    )


def own_entries(viewer: Viewer) -> frozenset[int]:
    """Every entry of the human being who is signed in."""
    mine = Person.objects.filter(account=viewer.user_id).values_list("pk", flat=True)
    return frozenset(entries_of(mine))


def standing_to_person(viewer: Viewer, person: Person) -> Standing:
    """How the viewer stands to a person on the day, every entry counted."""
    root = person.same_as_id or person.pk
    return standings_to_people(viewer, [root])[root]


def standings_to_people(viewer: Viewer, ids: Iterable[int]) -> dict[int, Standing]:
    """The same for several, by the entries that were asked for, in the same number of queries."""
    asked = list(ids)
    roots, reach = entries_of(asked), reach_of(viewer)
    entries: defaultdict[int, set[int]] = defaultdict(set)
    for entry, root in roots.items():
        entries[root].add(entry)
    posts: defaultdict[int, list[tuple[int, Period]]] = defaultdict(list)
    held = Post.objects.filter(person__in=roots).values_list("person", "unit", "starts_on", "ends_on")
    for person, unit, start, end in held:
        posts[roots[person]].append((unit, Period(start, end)))
    return {pk: reach.to(entries[roots[pk]], home_units(posts[roots[pk]], viewer.day)) for pk in asked}


def standing_to_unit(viewer: Viewer, unit: Unit) -> Standing:
    """How the viewer stands to a collective on the day."""
    return reach_of(viewer).to((), {unit.pk})
