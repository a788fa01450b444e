"""Who may represent a unit in a conference."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from thidua.foundation.models import on_day
from thidua.organisations.models import Person, Post

WORKING = (Post.Role.HEAD, Post.Role.OFFICER)


def people_of_unit(unit: int, day: date) -> QuerySet[Person]:
    """The people who hold a working post at a unit on a day."""
    posts = Post.objects.filter(on_day(day), unit=unit, role__in=WORKING)
    return Person.objects.filter(pk__in=posts.values("person")).order_by("sort_key", "pk")


def may_represent(person: Person, unit: int | None, day: date) -> bool:
    """Whether the person is one of them. source: features A7.48, one vote per unit."""
    return unit is not None and people_of_unit(unit, day).filter(pk=person.pk).exists()
