"""People whom somebody may see: all for the administrator, otherwise colleagues and the clusters one oversees."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Collate

from thidua.core.names import fold
from thidua.foundation.models import on_day
from thidua.foundation.refusals import NotThere
from thidua.organisations.models import Cluster, Membership, Office, Person, Post, Unit
from thidua.organisations.rules import DEPUTY, LEADER, Viewer


def get_person_for(viewer: Viewer, uuid: UUID) -> Person:
    """The person, for the administrator, colleagues and those who oversee a cluster of their unit."""
    person = _visible(viewer).select_related("account").filter(uuid=uuid).first()
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
    """The people whom the viewer may see, in the Vietnamese order of names, found with or without diacritics."""
    people = _visible(viewer)
    if unit is not None:
        people = people.filter(posts__in=Post.objects.filter(on_day(viewer.day), unit=unit))
    for word in fold(text).split():
        people = people.filter(search_text__contains=word)
    return people.distinct().prefetch_related("posts__unit__names").order_by(in_vietnamese_order(), "pk")


def in_vietnamese_order() -> Collate:
    """Sort keys compare letter by letter, in the same way on every database."""
    return Collate("sort_key", "C" if connection.vendor == "postgresql" else "BINARY")


def posts_of(person: Person) -> QuerySet[Post]:
    """All posts of a person, newest first."""
    return person.posts.select_related("unit").prefetch_related("unit__names").order_by("-starts_on", "-pk")


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
    here = Post.objects.filter(on_day(viewer.day), unit__in=_units_open_to(viewer))
    return Person.objects.filter(pk__in=here.values("person"))


def _units_open_to(viewer: Viewer) -> set[int]:
    """The viewer's own units, and the organiser and members of the clusters that the viewer oversees."""
    own = viewer.working_units | viewer.observed_units
    in_office = Office.objects.filter(on_day(viewer.day), unit__in=viewer.working_units, kind__in=(LEADER, DEPUTY))
    overseen = Cluster.objects.filter(Q(organiser__in=own) | Q(pk__in=in_office.values("cluster")))
    members = Membership.objects.filter(on_day(viewer.day), cluster__in=overseen)
    return {*own, *members.values_list("unit_id", flat=True), *overseen.values_list("organiser_id", flat=True)}
