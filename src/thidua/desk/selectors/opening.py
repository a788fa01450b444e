"""Where registering and pledging stand in a year, for whoever looks. The year has passed its gate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.urls import reverse

from thidua.cycles.rules import PLEDGE, REGISTRATION, StageFacts
from thidua.desk.rules import PledgeFacts, RegistrationFacts
from thidua.organisations.rules import ClusterFacts, Viewer, may_act_as_leader
from thidua.registration.facts.pledges import pledge_signed_units
from thidua.registration.facts.registrations import registrations_of
from thidua.registration.policies.pledges import may_keep
from thidua.registration.rules.registrations import SENT
from thidua.registration.selectors.pledges import comments_of, pledge_of

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle

TASK = "registration"


def registrations_in(
    viewer: Viewer, cycle: Cycle, cluster: ClusterFacts, stages: Mapping[str, StageFacts]
) -> RegistrationFacts | None:
    """Each member's registration, and how many wait for the viewer; None when the year has no such step."""
    if REGISTRATION not in stages:
        return None
    rows = list(registrations_of(cycle))
    waiting = [
        one for one in rows if one.state == SENT and may_act_as_leader(viewer, cluster, TASK, about_unit=one.unit_id)
    ]
    return RegistrationFacts(
        states={one.unit_id: one.state for one in rows},
        to_receive=len(waiting),
        address=reverse("registration:year", args=[cycle.uuid]),
        addresses={
            one.unit_id: reverse("registration:registration", args=[one.uuid])
            for one in rows
            if viewer.works_at(one.unit_id)
        },
    )


def pledge_in(
    viewer: Viewer, cycle: Cycle, cluster: ClusterFacts, stages: Mapping[str, StageFacts]
) -> PledgeFacts | None:
    """The pledge and who has not signed it; None when the year has no such step."""
    signed = pledge_signed_units(cycle) if PLEDGE in stages else None
    if signed is None:
        return None
    pledge = pledge_of(cycle)
    keeps = bool(may_keep(viewer, cluster))
    return PledgeFacts(
        state=pledge.state if pledge else "",
        unsigned=frozenset(cluster.members) - signed,
        comments_until=pledge.comments_until if pledge else None,
        unanswered=comments_of(pledge).filter(outcome="").count() if pledge and keeps else 0,
        keeps=keeps,
        signs=frozenset(unit for unit in cluster.members if viewer.heads(unit)),
        address=reverse("registration:pledge", args=[cycle.uuid]),
    )
