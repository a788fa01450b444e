"""Local rules for those they touch: own units, those above and below, own clusters; drafts for their writers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from thidua.core.days import Period
from thidua.core.errors import BadInput, Problem
from thidua.foundation.models import on_day
from thidua.foundation.refusals import NotThere
from thidua.law.reading import Source
from thidua.law.rulebook import house
from thidua.lawbook.models import LocalRule
from thidua.lawbook.policies import scope_of
from thidua.lawbook.rules.local import Frame, Read, read_plain, warnings
from thidua.lawbook.rules.readiness import Draft, Told, told
from thidua.organisations.models import Cluster, Office, Unit
from thidua.organisations.rules import LEADER, Viewer
from thidua.organisations.rules.lineage import stands_under
from thidua.organisations.selectors.clusters import clusters_of
from thidua.organisations.selectors.units import name_on, parents_on, units_on


def rules_for(viewer: Viewer) -> QuerySet[LocalRule]:
    """The rules that the viewer may read, document by document, the newest version first."""
    if not viewer.seats:
        return LocalRule.objects.none()
    units, clusters = _touching(viewer)
    issued = Q(published_at__isnull=False) & (Q(unit__in=units) | Q(cluster__in=clusters))
    own = Q(unit__in=viewer.working_units) | Q(cluster__in=_kept_clusters(viewer))
    rows = LocalRule.objects.select_related("unit", "cluster", "created_by__person", "published_by__person")
    return rows.prefetch_related("unit__names").filter(issued | own).order_by("title", "series", "-version")


def get_rule_for(viewer: Viewer, uuid: UUID) -> LocalRule:
    """One version; NotThere for one that does not touch the viewer, or a draft of others."""
    found = rules_for(viewer).filter(uuid=uuid).first()
    if found is None:
        raise NotThere
    return found


def versions_of(viewer: Viewer, rule: LocalRule) -> QuerySet[LocalRule]:
    """All versions of the document that the viewer may read, newest first."""
    return rules_for(viewer).filter(series=rule.series).order_by("-version")


def _touching(viewer: Viewer) -> tuple[set[int], QuerySet[Cluster]]:
    """The units whose rules touch the viewer: the own ones, those above them and those below."""
    parents = parents_on(viewer.day)
    seats = {seat.unit_id for seat in viewer.seats}
    known = {*parents, *parents.values(), *seats}
    units = {
        unit
        for unit in known
        if any(stands_under(seat, unit, parents) or stands_under(unit, seat, parents) for seat in seats)
    }
    return units, clusters_of(viewer)


def _kept_clusters(viewer: Viewer) -> QuerySet[Cluster]:
    """The clusters that the viewer's units organise or lead."""
    led = Office.objects.filter(on_day(viewer.day), kind=LEADER, unit__in=viewer.working_units).values("cluster")
    return Cluster.objects.filter(Q(organiser__in=viewer.working_units) | Q(pk__in=led))


@dataclass(frozen=True, slots=True)
class Scope:
    """A unit or a cluster that the viewer writes rules of."""

    key: str
    name: str
    thing: Unit | Cluster


def scopes_for(viewer: Viewer) -> list[Scope]:
    """Of which units and clusters the viewer may write rules."""
    units = units_on(viewer.day).filter(pk__in=viewer.working_units)
    found = [Scope(f"unit-{unit.pk}", name_on(unit, viewer.day), unit) for unit in units]
    return found + [Scope(f"cluster-{one.pk}", one.name, one) for one in _kept_clusters(viewer).order_by("code")]


def scope_name(rule: LocalRule, day: date) -> str:
    """What the unit or the cluster is called on a day."""
    scope = scope_of(rule)
    return name_on(scope, day) if isinstance(scope, Unit) else scope.name


def frame_of(rule: LocalRule) -> Frame:
    """The paper of a rule as its content is checked against it."""
    return Frame(name=rule.title, period=Period(rule.starts_on, rule.ends_on))


@dataclass(frozen=True, slots=True)
class Content:
    """A rule's content read anew against the law of today: what it says, or what no longer fits."""

    read: Read | None
    told: dict[str, Told]
    problems: tuple[Problem, ...] = ()


def content_of(rule: LocalRule) -> Content:
    """The clauses of a rule in words. The caller has passed the gate of the rule."""
    try:
        read = read_plain(rule.content, Source(rule.title), frame_of(rule), house())
    except BadInput as error:
        return Content(None, {}, error.problems)
    return Content(read, told(house(), read))


def draft_of(rule: LocalRule, content: Content) -> Draft:
    """A rule as far as its readiness asks. The caller has passed the gate of the rule."""
    held = LocalRule.objects.filter(series=rule.series, state=LocalRule.State.PUBLISHED).exclude(pk=rule.pk)
    return Draft(
        number=rule.number,
        signed_on=rule.signed_on,
        has_file=bool(rule.paper_sha256),
        starts_on=rule.starts_on,
        clauses=len(rule.content.get("additions", ())),
        problems=content.problems,
        warnings=warnings(content.read, house()) if content.read else (),
        accepted=frozenset(one["key"] for one in rule.accepted),
        before=max(held.values_list("starts_on", flat=True), default=None),
    )
