"""From rows to what the law reads about a collective, its members counted. vi: hồ sơ tập thể."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db.models import Min

from thidua.foundation.models import on_day
from thidua.law import facts as law
from thidua.law.facts import Facts
from thidua.organisations.models import Lineage, Post, Unit
from thidua.organisations.selectors import entries_of, name_on
from thidua.records.facts.people import (
    discipline,
    holding,
    known,
    later,
    matter,
    ratings,
    registered_of,
    works_behind,
)
from thidua.records.models import STANDS, AwardHeld, Checked, Discipline, Matter, Rating, RegisteredTitle, Statement


def collective_facts(unit: Unit, year: int, day: date, registered: Mapping[int, frozenset[str]] | None = None) -> Facts:
    """All that is known of a collective for an award year, as of a day; members hold any post there that day.

    Constant in the number of members. Without any post `members` is not known. `registered`: award codes by year that
    others know besides the records.
    """
    awards = AwardHeld.objects.filter(STANDS, unit=unit).order_by("year", "pk")
    based_on = works_behind(awardheld__unit=unit)
    roots = members_on(unit, day)
    groups = {
        law.HOLDINGS: tuple(holding(one, based_on) for one in awards if not later(one, day)),
        law.DISCIPLINES: (),
        law.MATTERS: tuple(matter(one) for one in Matter.objects.filter(STANDS, unit=unit, since__lte=day)),
        law.MEMBER_DISCIPLINES: _disciplines_of(roots, day),
    }
    checked = list(Checked.objects.filter(STANDS, unit=unit))
    complete = {one.group for one in checked if one.through >= year}
    if _each_checked(roots, year):
        complete.add(law.MEMBER_DISCIPLINES)
    lists, partial = known(groups, complete)
    return Facts(
        subject=law.COLLECTIVE,
        name=name_on(unit, day),
        year=year,
        **ratings(Rating.objects.filter(STANDS, unit=unit).order_by("year", "pk")),
        **lists,
        partial=partial,
        registered=registered_of(RegisteredTitle.objects.filter(STANDS, unit=unit), checked, year, day, registered),
        stated=dict(Statement.objects.filter(STANDS, unit=unit, year=year).values_list("code", "answer")),
        members=len(set(roots.values())) or None,
        members_holding=_holding(roots, year, day),
        members_rated=_rated(roots, year),
        dissolved_on=dissolved_on(unit, day),
    )


def dissolved_on(unit: Unit, day: date) -> date | None:
    """The day on which a unit was dissolved without a successor, by a day; None while it stands. vi: giải thể."""
    rows = Lineage.objects.filter(source=unit, target=None, reorganisation__undone_at=None)
    return rows.filter(reorganisation__happened_on__lte=day).aggregate(on=Min("reorganisation__happened_on"))["on"]


def members_on(unit: Unit, day: date) -> dict[int, int]:
    """Every entry of whoever holds a post at the unit on a day, each with its kept one. vi: thành viên tập thể."""
    return entries_of(Post.objects.filter(on_day(day), unit=unit).values_list("person", flat=True))


def _holding(roots: Mapping[int, int], year: int, day: date) -> dict[str, int]:
    """How many members were given each award for the year; one that was cancelled by the day does not count."""
    rows = AwardHeld.objects.filter(STANDS, person__in=roots, year=year)
    held = {
        (roots[one.person_id or 0], one.award)
        for one in rows
        if not later(one, day) and not (one.cancelled_on and one.cancelled_on <= day)
    }
    return dict(Counter(award for _, award in held))


def _rated(roots: Mapping[int, int], year: int) -> dict[str, int]:
    rows = Rating.objects.filter(STANDS, person__in=roots, year=year, of=Rating.Of.SELF).order_by("pk")
    return dict(Counter({roots[one.person_id or 0]: one.rating for one in rows}.values()))


def _disciplines_of(roots: Mapping[int, int], day: date) -> tuple[law.Discipline, ...]:
    rows = Discipline.objects.filter(STANDS, person__in=roots, decided_on__lte=day).order_by("decided_on", "pk")
    return tuple(discipline(one) for one in rows)


def _each_checked(roots: Mapping[int, int], year: int) -> bool:
    """Whether the disciplines of every member were looked through up to the year."""
    rows = Checked.objects.filter(
        STANDS, person__in=roots, group=Checked.Group.DISCIPLINES, through__gte=year
    ).values_list("person", flat=True)
    return bool(roots) and {roots[pk] for pk in rows if pk is not None} == set(roots.values())
