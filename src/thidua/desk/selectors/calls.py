"""What meetings, ballots and minutes ask of somebody now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from thidua.ballots.selectors import open_rounds_of, rounds_to_keep
from thidua.core.days import day_of
from thidua.core.text import say
from thidua.desk.rules import Call
from thidua.desk.rules.calls import ATTEND, CORRECT, COUNT, OPINION, PREPARE, REVIEW, SIGN, VOTE
from thidua.eligibility.selectors.reviews import open_reviews_of
from thidua.meetings.facts.sessions import session_facts
from thidua.meetings.policies.minutes import may_sign
from thidua.meetings.policies.sessions import may_prepare
from thidua.meetings.selectors.minutes import minutes_of, signed, signer_of
from thidua.meetings.selectors.questions import opinions_to_give
from thidua.meetings.selectors.sessions import sessions_for
from thidua.organisations.rules import Viewer

CAPACITIES = ("secretary", "chair")


def calls_for(viewer: Viewer, now: datetime) -> tuple[Call, ...]:
    """Every call, the most pressing first; the number of queries follows the sessions under way, not the past ones."""
    return (
        *_ballots(viewer), *_opinions(viewer), *_sessions(viewer, now), *_minutes(viewer, now), *_reviews(viewer),
    )  # fmt: skip


def _reviews(viewer: Viewer) -> Iterator[Call]:
    for one in open_reviews_of(viewer):
        yield Call(REVIEW, one.name, one.looked_on, reverse("eligibility:review", args=[one.uuid]))


def _ballots(viewer: Viewer) -> Iterator[Call]:
    for one in open_rounds_of(viewer):
        yield Call(VOTE, one.title, None, reverse("ballots:vote", args=[one.uuid]), say("Hòm phiếu đang mở"))
    for one in rounds_to_keep(viewer):
        yield Call(COUNT, one.title, None, reverse("ballots:round", args=[one.uuid]), say("Phiên họp đang chờ"))


def _opinions(viewer: Viewer) -> Iterator[Call]:
    for one in opinions_to_give(viewer):
        until = one.session.opinions_until
        yield Call(OPINION, one.session.title, until, reverse("meetings:opinion", args=[one.uuid]))


def _sessions(viewer: Viewer, now: datetime) -> Iterator[Call]:
    under_way = sessions_for(viewer).filter(state__in=["draft", "called", "open"])
    listed = {"participants__left_list_at__isnull": True, "participants__person__account": viewer.user_id}
    mine = set(under_way.filter(**listed).values_list("pk", flat=True))
    for one in under_way.order_by("starts_at"):
        address, day = reverse("meetings:session", args=[one.uuid]), day_of(one.starts_at)
        if one.state == "draft":
            if may_prepare(viewer, one):
                yield Call(PREPARE, one.title, day, address)
        elif one.pk in mine:
            when = say("Thời gian: {at}", at=one.starts_at)
            yield Call(ATTEND, one.title, max(day, day_of(now)), address, when)


def _minutes(viewer: Viewer, now: datetime) -> Iterator[Call]:
    for one in sessions_for(viewer).filter(minutes__state__in=["shown", "signing"]).order_by("starts_at"):
        minutes, facts = minutes_of(one), session_facts(one)
        me = facts.of_account(viewer.user_id)
        if minutes.state == "shown":
            until = minutes.corrections_until
            if me is not None and me.came and until is not None and day_of(now) <= until:
                yield Call(CORRECT, one.title, until, reverse("meetings:minutes", args=[one.uuid]))
            continue
        there = signed(one, minutes)
        for capacity in CAPACITIES:
            if capacity not in there and may_sign(viewer, minutes, signer_of(facts, capacity), capacity):
                yield Call(SIGN, one.title, None, reverse("meetings:minutes", args=[one.uuid]))
