"""From rows to what rules read: a viewer's posts, a cluster on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce

from thidua.accounts.models import User
from thidua.core.days import Period
from thidua.foundation.models import on_day, valid_on
from thidua.organisations.models import Cluster, Person, Post
from thidua.organisations.rules import DEPUTY, LEADER, ClusterFacts, DelegationFacts, Seat, Viewer
from thidua.organisations.rules.dates import gaps


def viewer_of(user: User, day: date) -> Viewer:
    """Who an account is on a day, with the posts of every entry of the same human being; without one, nobody."""
    own = Person.objects.filter(account=user).values(root=Coalesce("same_as", "pk"))[:1]
    entries = Person.objects.filter(Q(pk=Subquery(own)) | Q(same_as=Subquery(own))).values("pk")
    posts = Post.objects.filter(on_day(day), person__in=entries).select_related("person__same_as").order_by("pk")
    seats = tuple(Seat(post.unit_id, post.role, post.title) for post in posts)
    name = (posts[0].person.same_as or posts[0].person).full_name if seats else user.get_username()
    return Viewer(user.pk, name, day, seats)


def cluster_facts(cluster: Cluster, day: date) -> ClusterFacts:
    """A cluster's members, offices and delegations as they stand on a day."""
    offices = {office.kind: office.unit_id for office in valid_on(cluster.offices.all(), day)}
    delegations = tuple(
        DelegationFacts(d.task, Period(d.starts_on, d.ends_on), d.withdrawn_at is not None)
        for d in cluster.delegations.all()
    )
    members = tuple(valid_on(cluster.memberships.all(), day).values_list("unit_id", flat=True))
    return ClusterFacts(
        cluster.pk, cluster.organiser_id, members, offices.get(LEADER), offices.get(DEPUTY), delegations
    )


def office_gaps(cluster: Cluster, start: date, end: date) -> tuple[tuple[str, Period], ...]:
    """The days between two when the cluster had no leader or no deputy, by office."""
    terms: dict[str, list[Period]] = {LEADER: [], DEPUTY: []}
    for office in cluster.offices.all():
        terms[office.kind].append(Period(office.starts_on, office.ends_on))
    return tuple((kind, gap) for kind, held in terms.items() for gap in gaps(held, Period(start, end)))
