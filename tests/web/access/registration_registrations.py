"""A draft is the unit's own; what was sent is open to those who oversee, what was accepted to every member.

The head sends, asks to change and withdraws; the leader receives, the deputy only about the leader's own unit.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories import NOW, TODAY
from tests.registration_world import FULL, make_registration
from tests.web.access.format import EVERYBODY, Answers, Row, only
from tests.web.access.world import World
from thidua.cycles.models import Stage
from thidua.registration.models import Override, Registration

OVERSEEING = ("leader", "deputy", "organiser", "observer")
OWN = ("member", "member_head")
EVERY_MEMBER = (*OVERSEEING, *OWN, "other_member")
REASON = {"reason": "Bổ sung số liệu"}


def stage(world: World) -> None:
    """The world's year registers too, in a window that is open on the day of the table."""
    days = {"opens_on": date(2019, 12, 1), "closes_on": date(2020, 6, 30)}
    Stage.objects.get_or_create(cycle=world.cycle, step="registration", defaults=days)


def cycle(world: World) -> dict[str, Any]:
    stage(world)
    return {"cycle": world.cycle.uuid}


def of_s4(world: World, state: str) -> Registration:
    """The full registration of S4 in a state."""
    stage(world)
    found = Registration.objects.filter(cycle=world.cycle, unit=world.one.units["S4"]).first()
    found = found or make_registration(world.one, "S4", content=FULL)
    found.state, found.edition, found.accepted_at = state, 2, NOW if state == "accepted" else None
    found.save()
    return found


def in_state(state: str) -> Any:
    return lambda world: {"registration": of_s4(world, state).uuid}


def work(world: World) -> dict[str, Any]:
    return {"work": of_s4(world, "accepted").works.get().uuid}


def override(world: World) -> dict[str, Any]:
    stage(world)
    found, _ = Override.objects.get_or_create(
        cycle=world.cycle, unit=world.one.units["S4"], ground="unregistered", minutes="01/BB-MH",
        defaults={
            "minuted_on": TODAY, "reason": "Minh hoạ", "decided_at": NOW,
            "decided_by_id": world.viewers["leader"].account_id,
        },
    )  # fmt: skip
    return {"override": found.uuid}


def minuted(world: World) -> dict[str, Any]:
    typed = {"ground": "unregistered", "minutes": "02/BB-MH", "minuted_on": "01/06/2020", **REASON}
    return {**typed, "unit": str(world.one.units["S5"].uuid)}


def by_head(status: int) -> Answers:
    """The head may; whoever else sees it is told why not."""
    return only(status, "member_head").also(403, "member", "other_member", *OVERSEEING)


def by_leader(status: int, *, also_members: bool = False) -> Answers:
    """The leader may; whoever else sees it is told why not."""
    others = (*OWN, "other_member") if also_members else OWN
    return only(status, "leader").also(403, "deputy", "organiser", "observer", *others)


EDITION = {"edition": "2"}
GIVEN = {**EDITION, **REASON}
FORM = {**EDITION, "award": ["giay-khen"], "target-1-text": "Minh hoạ", "target-1-direction": "none"}

ROWS = {
    "registration:home": Row(GET=EVERYBODY),
    "registration:year": Row(cycle, GET=only(200, *EVERY_MEMBER)),
    "registration:print": Row(cycle, GET=only(200, *EVERY_MEMBER)),
    "registration:workbook": Row(cycle, GET=only(200, *EVERY_MEMBER)),
    "registration:list": Row(
        cycle,
        GET=only(200, *OVERSEEING).also(403, *OWN, "other_member"),
        POST=by_leader(302, also_members=True),
        data={"do": "save"},
    ),
    "registration:list-file": Row(
        lambda world: {**cycle(world), "form": "docx"}, GET=only(200, *OVERSEEING).also(403, *OWN, "other_member")
    ),
    "registration:start": Row(
        cycle, POST=only(302, "leader", "deputy", *OWN, "other_member").also(403, "organiser", "observer")
    ),
    "registration:registration": Row(in_state("accepted"), GET=only(200, *EVERY_MEMBER)),
    "registration:edit": Row(in_state("draft"), GET=only(200, *OWN), POST=only(302, *OWN), data=FORM),
    # There is no year before this one to take anything from.
    "registration:take-over": Row(in_state("draft"), POST=only(400, *OWN), data=EDITION),
    "registration:send": Row(
        in_state("draft"),
        GET=only(200, "member_head").also(403, "member"),
        POST=only(302, "member_head").also(403, "member"),
        data=EDITION,
    ),
    "registration:reopen": Row(in_state("accepted"), GET=by_head(200), POST=by_head(302), data=GIVEN),
    "registration:withdraw": Row(in_state("accepted"), GET=by_head(200), POST=by_head(302), data=GIVEN),
    "registration:accept": Row(in_state("sent"), POST=by_leader(302), data=EDITION),
    "registration:return": Row(in_state("sent"), GET=by_leader(200), POST=by_leader(302), data=GIVEN),
    "registration:result": Row(
        work,
        GET=only(200, *OWN).also(403, *OVERSEEING, "other_member"),
        POST=only(302, *OWN).also(403, *OVERSEEING, "other_member"),
        data={"result": "Đã báo cáo"},
    ),
    # The deputy writes down what concerns the leader's own unit, by rule; nobody else's.
    "registration:override": Row(
        cycle,
        GET=only(200, "leader", "deputy").also(403, "organiser", "observer", *OWN, "other_member"),
        POST=only(302, "leader").also(400, "deputy").also(403, "organiser", "observer", *OWN, "other_member"),
        data=minuted,
    ),
    "registration:withdraw-override": Row(
        override,
        GET=by_leader(200, also_members=True),
        POST=by_leader(302, also_members=True),
        data=REASON,
    ),
}
