"""People whom somebody may see: all for the administrator, otherwise colleagues and the clusters one oversees."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Collate

from thidua.core.names import fold
from thidua.foundation.models import on_day
from thidua.foundation.refusals import NotThere
from thidua.organisations.models import Cluster, Membership, Office, Person, Post, Unit
from thidua.organisations.rules import DEPUTY, LEADER, Viewer


def get_person_for(viewer: Viewer, uuid: UUID) -> Person:
    """The person, for the administrator, colleagues, those who oversee a cluster of their unit, and themselves."""
    person = _visible(viewer).select_related("account", "same_as").filter(uuid=uuid).first()
    if person is None:
        raise NotThere
    return person


def get_post_for(viewer: Viewer, uuid: UUID) -> Post:
    """One post, under the person's gate."""
    post = Post.objects.select_related("person", "unit").filter(uuid=uuid).first()
    if post is None or not _visible(viewer).filter(pk=post.person_id).exists():
        raise NotThere
    return post


def people_for(viewer: Viewer, text: str = "", unit: Unit | None = None) -> QuerySet[Person]:
    """The people whom the viewer may see, in the Vietnamese order of names, found with or without diacritics.

    Somebody with several entries is listed once, under the kept one, and found by every spelling.
    """
    people = _visible(viewer)
    if unit is not None:
        here = Post.objects.filter(on_day(viewer.day), unit=unit)
        people = people.filter(Q(posts__in=here) | Q(also_known_as__posts__in=here))
    return in_order(called(people, text))


def called(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those of the people whom a text names, by any of their spellings or staff codes. vi: tìm theo tên."""
    words = fold(text).split()
    if not words:
        return people
    found = Person.objects.all()
    for word in words:
        found = found.filter(Q(search_text__contains=word) | Q(staff_code__iexact=word))
    merged = found.filter(same_as__isnull=False)
    return people.filter(Q(pk__in=found.values("pk")) | Q(pk__in=merged.values("same_as")))


def in_order(people: QuerySet[Person]) -> QuerySet[Person]:
    """Kept entries only, once each, in the Vietnamese order of names, with their posts and other spellings at hand."""
    kept = people.filter(same_as__isnull=True).distinct().order_by(in_vietnamese_order(), "pk")
    return kept.prefetch_related("posts__unit__names", "also_known_as__posts__unit__names")


def in_vietnamese_order() -> Collate:
    """Sort keys compare letter by letter, in the same way on every database."""
    return Collate("sort_key", "C" if connection.vendor == "postgresql" else "BINARY")


def other_spellings(person: Person) -> list[str]:
    """What merged entries of the person are called, where that differs. vi: còn ghi là."""
    return sorted({one.full_name for one in person.also_known_as.all()} - {person.full_name})


def posts_read(person: Person) -> list[Post]:
    """The posts of a person and of the entries merged into it, as `in_order` read them, oldest first."""
    entries = [person, *person.also_known_as.all()]
    return sorted((post for one in entries for post in one.posts.all()), key=lambda post: (post.starts_on, post.pk))


def posts_of(person: Person) -> QuerySet[Post]:
    """All posts of a person and of the entries merged into it, newest first."""
    posts = Post.objects.filter(Q(person=person) | Q(person__same_as=person)).select_related("unit")
    return posts.prefetch_related("unit__names").order_by("-starts_on", "-pk")


def entries_of(ids: Iterable[int]) -> dict[int, int]:
    """Every entry of the human beings that these entries are, each with its kept one. Two queries. vi: các thẻ."""
    asked = list(ids)
    roots = set(Person.objects.filter(pk__in=asked).values_list(Coalesce("same_as", "pk"), flat=True))
    rows = Person.objects.filter(Q(pk__in=roots) | Q(same_as__in=roots))
    return dict(rows.values_list("pk", Coalesce("same_as", "pk")))


def posts_at(viewer: Viewer, unit: Unit) -> list[Post]:
    """Who holds a post at a unit on the viewer's day, as far as the viewer may see them."""
    people = _visible(viewer)
    posts = Post.objects.filter(on_day(viewer.day), unit=unit, person__in=people).select_related("person")
    return sorted(posts, key=lambda post: (post.role != Post.Role.HEAD, post.person.sort_key, post.pk))


def _visible(viewer: Viewer) -> QuerySet[Person]:
    if not viewer.seats:
        return Person.objects.none()
    if viewer.is_administrator:
        return Person.objects.all()
    here = Post.objects.filter(on_day(viewer.day), unit__in=_units_open_to(viewer)).values("person")
    kept = Person.objects.filter(pk__in=here, same_as__isnull=False).values("same_as")
    return Person.objects.filter(
        Q(pk__in=here) | Q(pk__in=kept) | Q(same_as__in=here) | Q(account=viewer.user_id) | _kept_of(viewer)
    )


def _kept_of(viewer: Viewer) -> Q:
    """The kept entry of somebody whose account belongs to a merged one."""
    own = Person.objects.filter(account=viewer.user_id, same_as__isnull=False)
    return Q(pk__in=own.values("same_as"))


def _units_open_to(viewer: Viewer) -> set[int]:
    """The viewer's own units, and the organiser and members of the clusters that the viewer oversees."""
    own = viewer.working_units | viewer.observed_units
    in_office = Office.objects.filter(on_day(viewer.day), unit__in=viewer.working_units, kind__in=(LEADER, DEPUTY))
    overseen = Cluster.objects.filter(Q(organiser__in=own) | Q(pk__in=in_office.values("cluster")))
    members = Membership.objects.filter(on_day(viewer.day), cluster__in=overseen)
    return {*own, *members.values_list("unit_id", flat=True), *overseen.values_list("organiser_id", flat=True)}
