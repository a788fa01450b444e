"""Whose records somebody keeps: the list of home, and who is meant by a typed name."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, Q, QuerySet, Subquery

from thidua.foundation.models import on_day
from thidua.organisations.models import Person, Post, Unit
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors import called, in_order, units_on
from thidua.records.facts.reach import Reach, reach_of


def people_kept_by(viewer: Viewer, text: str = "", unit: Unit | None = None) -> QuerySet[Person]:
    """Everybody whose record the viewer keeps, in the Vietnamese order of names; for the administrator everybody.

    Found by every spelling, listed once under the kept entry. vi: người do đơn vị quản lý hồ sơ.
    """
    reach = reach_of(viewer)
    if unit is not None:
        open_units = (reach.units | {unit.pk}) if reach.administrator else reach.units
        people = _kept_at({unit.pk} & open_units, reach)
    else:
        people = Person.objects.all() if reach.administrator else _kept_at(reach.units, reach)
    return in_order(called(people, text))


def units_kept_by(viewer: Viewer) -> QuerySet[Unit]:
    """The units of the day whose records the viewer keeps; for the administrator all."""
    units = units_on(viewer.day)
    return units if viewer.is_administrator else units.filter(pk__in=reach_of(viewer).units)


def people_called(viewer: Viewer, typed: str, limit: int = 2) -> list[Person]:
    """Who is meant by a staff code or a name among those whose records the viewer keeps; a staff code finds anybody."""
    by_code = Person.objects.select_related("same_as").filter(staff_code__iexact=typed.strip()).first()
    if by_code is not None:
        return [by_code.same_as or by_code]
    return list(people_kept_by(viewer, typed)[:limit])


def _kept_at(units: Iterable[int], reach: Reach) -> QuerySet[Person]:
    """Entries, kept or merged, through which a human being's record is kept at one of the units."""
    here = Post.objects.filter(on_day(reach.day), unit__in=units).values("person")
    left = Post.objects.filter(person=OuterRef("pk"), ends_on__lt=reach.day).order_by("-ends_on", "-pk")
    ended_here = Post.objects.filter(unit__in=units, ends_on__lt=reach.day).values("person")
    idle = Person.objects.filter(pk__in=ended_here).exclude(_busy(reach)).alias(last=Subquery(left.values("unit")[:1]))
    last_here = idle.filter(last__in=units)
    found = Q(pk__in=here) | Q(pk__in=last_here.values("pk"))
    merged = Person.objects.filter(found, same_as__isnull=False)
    return Person.objects.filter(found | Q(pk__in=merged.values("same_as")))


def _busy(reach: Reach) -> Q:
    """Entries of whoever holds a post on the day, under this entry or another."""
    at_work = Post.objects.filter(on_day(reach.day)).values("person")
    roots = Person.objects.filter(pk__in=at_work, same_as__isnull=False).values("same_as")
    return Q(pk__in=at_work) | Q(pk__in=roots) | Q(same_as__in=at_work) | Q(same_as__in=roots)
