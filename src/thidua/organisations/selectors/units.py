"""Units on a day: their names, their tree, what became of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from thidua.core.names import fold
from thidua.foundation.models import on_day, valid_on
from thidua.foundation.refusals import NotThere
from thidua.organisations.models import Lineage, Reorganisation, Unit, UnitName, UnitPlace
from thidua.organisations.rules import Viewer
from thidua.organisations.rules.lineage import Link, grow, predecessors, successors


@dataclass(frozen=True, slots=True)
class UnitOnDay:
    """One unit in the tree of a day."""

    pk: int
    uuid: UUID
    code: str
    name: str
    short_name: str
    depth: int
    under: int


def get_unit_for(viewer: Viewer, uuid: UUID) -> Unit:
    """The unit, for anybody who holds a post on the day."""
    unit = Unit.objects.prefetch_related("names").filter(uuid=uuid).first()
    if unit is None or not viewer.seats:
        raise NotThere
    return unit


def get_reorganisation_for(viewer: Viewer, uuid: UUID) -> Reorganisation:
    """One renaming, merging, splitting or abolishing, for anybody who holds a post."""
    found = Reorganisation.objects.filter(uuid=uuid).first()
    if found is None or not viewer.seats:
        raise NotThere
    return found


def name_on(unit: Unit, day: date) -> str:
    """What a unit was called on a day; before it began its first name, after it ended its last. vi: tên tại ngày."""
    row = name_row_on(unit.names.all(), day)
    return row.name if row else unit.code


def name_row_on(names: Iterable[UnitName], day: date) -> UnitName | None:
    """The name that holds on a day, else the last before it, else the first."""
    in_order = sorted(names, key=lambda name: name.starts_on)
    begun = [name for name in in_order if name.starts_on <= day]
    return begun[-1] if begun else next(iter(in_order), None)


def exists_on(unit: Unit, day: date) -> bool:
    """Whether the unit stands on a day: it has begun and has not been merged, split or abolished."""
    return valid_on(unit.names.all(), day).exists()


def units_on(day: date) -> QuerySet[Unit]:
    """The units that stand on a day, in the order of their codes; for forms that choose one."""
    standing = UnitName.objects.filter(on_day(day)).values("unit")
    return Unit.objects.filter(pk__in=standing).prefetch_related("names").order_by("code")


def tree_on(viewer: Viewer, day: date, text: str = "") -> list[UnitOnDay]:
    """The units of a day as a tree, each before those under it; with `text`, those found by name or code.

    Two queries however many units and levels there are.
    """
    if not viewer.seats:
        return []
    names = UnitName.objects.filter(on_day(day)).select_related("unit").order_by("search_text", "unit_id")
    rows = {name.unit_id: name for name in names}
    branches = grow(rows, parents_on(day))
    wanted, code = fold(text), text.strip().casefold()
    return [
        UnitOnDay(b.unit, row.unit.uuid, row.unit.code, row.name, row.short_name, b.depth, b.under)
        for b in branches
        for row in [rows[b.unit]]
        if not wanted or wanted in row.search_text or code == row.unit.code.casefold()
    ]


def parents_on(day: date) -> dict[int, int]:
    """Under which unit each unit stands on a day."""
    return dict(UnitPlace.objects.filter(on_day(day)).values_list("unit_id", "parent_id"))


def children_on(unit: Unit, day: date) -> QuerySet[Unit]:
    """The units directly under a unit on a day."""
    below = UnitPlace.objects.filter(on_day(day), parent=unit).values("unit")
    return units_on(day).filter(pk__in=below)


def descendants_on(unit: Unit, day: date) -> frozenset[int]:
    """The units that stand under a unit on a day, however deep; one query a level."""
    found: set[int] = set()
    level = {unit.pk}
    while level:
        below = UnitPlace.objects.filter(on_day(day), parent__in=level).values_list("unit_id", flat=True)
        level = set(below) - found
        found |= level
    return frozenset(found)


def successors_of(unit: Unit, day: date) -> QuerySet[Unit]:
    """The units that stand on a day for what this unit was; none when it was abolished. vi: đơn vị kế tục."""
    return Unit.objects.filter(pk__in=successors(unit.pk, links(), day)).prefetch_related("names")


def predecessors_of(unit: Unit, day: date) -> QuerySet[Unit]:
    """The units of an earlier day that this unit came from. vi: đơn vị tiền thân."""
    return Unit.objects.filter(pk__in=predecessors(unit.pk, links(), day)).prefetch_related("names")


def links() -> list[Link]:
    """Every line of descent that holds; what was undone is not among them."""
    rows = Lineage.objects.values_list("reorganisation_id", "reorganisation__happened_on", "source_id", "target_id")
    return [Link(*row) for row in rows]


def reorganisations_of(unit: Unit) -> QuerySet[Reorganisation]:
    """What happened to a unit or made it, in order; undone ones are told by its history."""
    touching = Q(links__source=unit) | Q(links__target=unit)
    return Reorganisation.objects.filter(touching).distinct().order_by("happened_on", "pk")


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit under its name of a day."""

    uuid: UUID
    name: str


def named(units: Iterable[Unit], day: date) -> list[NamedUnit]:
    """Units under their names of a day; read the names with the units, as `units_on` does."""
    return [NamedUnit(unit.uuid, name_on(unit, day)) for unit in units]
