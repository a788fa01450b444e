"""What is read of a pledge, through one gate: whoever has a place in the cluster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from thidua.core.text import Text, say
from thidua.cycles.facts import stage_facts_of
from thidua.cycles.policies import still_open
from thidua.cycles.rules import PLEDGE as STEP
from thidua.cycles.selectors import cycles_for, get_cycle_for
from thidua.documents.selectors import SignatureRow, signatures_about
from thidua.foundation.models import on_day
from thidua.foundation.refusals import NotThere
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Post, Unit
from thidua.organisations.rules import HEAD, ClusterFacts, Viewer
from thidua.registration.facts.pledges import UnitSigning, signings_of
from thidua.registration.models import Pledge, PledgeComment
from thidua.registration.policies import pledges as policies
from thidua.registration.rules import pledges as rules

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle

NOT_BEGUN = say("Chưa lập")


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """One year in the list of pledges: where its pledge stands, and its last day for signing."""

    cycle: Cycle
    words: Text
    tone: str
    deadline: date | None


def pledge_rows(viewer: Viewer) -> list[PledgeRow]:
    """The years of the viewer's clusters that keep a pledge here, newest first; the queries do not grow with them."""
    cycles = cycles_for(viewer)
    stages = stage_facts_of(cycles)
    states = dict(Pledge.objects.filter(cycle__in=[one.pk for one in cycles]).values_list("cycle_id", "state"))
    rows = []
    for cycle in cycles:
        stage = stages[cycle.pk].get(STEP)
        if stage is None:
            continue
        state = states.get(cycle.pk)
        words = rules.PLEDGE.states[state] if state else NOT_BEGUN
        rows.append(PledgeRow(cycle, words, rules.TONES.get(state or "", "quiet"), stage.deadline()))
    return rows


def get_pledge_cycle_for(viewer: Viewer, uuid: UUID) -> Cycle:
    """The year whose pledge the viewer may know of, begun or not; NotThere for whoever has no place in the cluster."""
    cycle = get_cycle_for(viewer, uuid)
    pledge = pledge_of(cycle)
    parties = [one["unit"] for one in pledge.parties] if pledge else []
    if not policies.may_see(viewer, cluster_facts(cycle.cluster, viewer.day), parties):
        raise NotThere
    return cycle


def pledge_of(cycle: Cycle) -> Pledge | None:
    """The pledge of a year that the viewer has passed the gate of; None before it was begun."""
    rows = Pledge.objects.select_related("cycle__cluster").prefetch_related("items", "targets")
    return rows.filter(cycle=cycle).first()


def get_pledge_for(viewer: Viewer, cycle_uuid: UUID) -> Pledge:
    """The pledge of a year, by the year's address; NotThere before it was begun."""
    pledge = pledge_of(get_pledge_cycle_for(viewer, cycle_uuid))
    if pledge is None:
        raise NotThere
    return pledge


def cluster_of(viewer: Viewer, cycle: Cycle) -> ClusterFacts:
    """The year's cluster on the viewer's day."""
    return cluster_facts(cycle.cluster, viewer.day)


def was_shown(pledge: Pledge) -> bool:
    """Whether the members have seen the pledge's text: it went round or was opened for signing."""
    return pledge.state != rules.DRAFT or pledge.comments_until is not None or bool(pledge.parties)


def comments_of(pledge: Pledge) -> QuerySet[PledgeComment]:
    """Every comment ever made on the draft, in the order they came."""
    return pledge.comments.select_related("unit", "made_by__person", "answered_by__person").prefetch_related(
        "unit__names"
    )


def get_comment_for(viewer: Viewer, uuid: UUID) -> PledgeComment:
    """One comment, under the gate of its pledge."""
    comment = PledgeComment.objects.select_related("pledge__cycle", "unit").filter(uuid=uuid).first()
    if comment is None:
        raise NotThere
    comment.pledge = get_pledge_for(viewer, comment.pledge.cycle.uuid)
    return comment


def unanswered(pledge: Pledge) -> int:
    """How many comments still wait for an answer."""
    return pledge.comments.filter(outcome="").count()


def get_scan_for(viewer: Viewer, cycle_uuid: UUID, signature: UUID) -> SignatureRow:
    """The signature whose scan may be taken: under the gate of its pledge."""
    pledge = get_pledge_for(viewer, cycle_uuid)
    for row in signatures_about(pledge.uuid, rules.KIND):
        if row.uuid == signature and row.scan_sha256:
            return row
    raise NotThere


def head_of(unit_id: int, day: date) -> Post | None:
    """The head of a unit on a day."""
    return Post.objects.filter(on_day(day), unit=unit_id, role=HEAD).select_related("person").first()


def get_party_for(viewer: Viewer, pledge: Pledge, uuid: UUID) -> Unit:
    """A member unit of the pledge's cluster by its address, to bring its scan; NotThere for any other."""
    members = cluster_of(viewer, pledge.cycle).members
    unit = Unit.objects.filter(uuid=uuid, pk__in=members).prefetch_related("names").first()
    if unit is None:
        raise NotThere
    return unit


def earlier_pledge(cycle: Cycle) -> Pledge | None:
    """The cluster's last pledge before a year, to begin from."""
    rows = Pledge.objects.filter(cycle__cluster=cycle.cluster_id, cycle__start_year__lt=cycle.start_year)
    return rows.select_related("cycle__cluster").order_by("-cycle__start_year").first()


@dataclass(frozen=True, slots=True)
class SignRow:
    """One line of the table of signatures as the viewer sees it: the state in words, and what the viewer may do."""

    signing: UnitSigning
    unit: UUID
    words: Text
    tone: str
    may_sign: bool
    may_bring_scan: bool


def sign_rows(viewer: Viewer, pledge: Pledge) -> list[SignRow]:
    """Who has signed and who has not, at a glance: every unit of the text, then those that joined later."""
    signings = signings_of(pledge, viewer.day)
    cluster = cluster_of(viewer, pledge.cycle)
    units = dict(Unit.objects.filter(pk__in=[one.unit_id for one in signings]).values_list("pk", "uuid"))
    open_year = bool(still_open(pledge.cycle.archived_at))
    rows = []
    for one in signings:
        words, tone = rules.SIGNING_WORDS[one.state]
        asked = (viewer, cluster, one.unit_id, pledge.state, one.state)
        mine, bringing = policies.may_sign(*asked), policies.may_bring_scan(*asked)
        may_sign, may_bring = open_year and bool(mine), open_year and bool(bringing)
        rows.append(SignRow(one, units[one.unit_id], words, tone, may_sign, may_bring))
    return rows
