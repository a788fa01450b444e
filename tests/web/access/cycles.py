"""Days are read by whoever holds a post; the organiser keeps the year, organiser and leader decide deadlines."""

from __future__ import annotations

from typing import Any

from tests.web.access.format import EVERYBODY, Row, only
from tests.web.access.organisations import READ, REASON, by
from tests.web.access.world import World
from thidua.cycles.models import Stage, StatedDeadline


def stage(world: World, step: str = "self-scoring") -> Stage:
    return world.cycle.stages.get(step=step)


def year(world: World) -> dict[str, Any]:
    return {"uuid": world.cycle.uuid}


def self_scoring(world: World) -> dict[str, Any]:
    return {"stage": stage(world).uuid}


def ranked(world: World) -> dict[str, Any]:
    return {"stage": stage(world, "ranked").uuid}


def disputed(world: World) -> dict[str, Any]:
    """The ranked step, of which two papers give different days."""
    step = stage(world, "ranked")
    for document, closes_on in (("Kế hoạch", "2020-07-05"), ("Quy chế", "2020-07-10")):
        StatedDeadline.objects.get_or_create(stage=step, document=document, closes_on=closes_on)
    return {"stage": step.uuid}


def choice(world: World) -> dict[str, Any]:
    disputed(world)
    return {
        "stated": str(StatedDeadline.objects.get(document="Quy chế").uuid),
        "seen": "2",
        "reason": "Quy chế mới hơn",
    }


def new_year(_: World) -> dict[str, str]:
    steps = {
        "criteria": ("2020-11-25", "2020-12-27"),
        "self-scoring": ("2021-05-01", "2021-06-05"),
        "verification": ("2021-05-15", "2021-06-20"),
        "circulation": ("2021-06-15", "2021-06-30"),
        "ranked": ("2021-07-01", "2021-07-05"),
    }
    days = {
        f"{step}-{field}": day
        for step, pair in steps.items()
        for field, day in zip(("opens_on", "closes_on"), pair, strict=True)
    }
    return {"start_year": "2020", **days}


def days(world: World) -> dict[str, str]:
    step = stage(world, "circulation")
    seen = {"seen_opens_on": f"{step.opens_on}", "seen_closes_on": f"{step.closes_on}"}
    return {"opens_on": "2020-06-16", "closes_on": "2020-06-29", **seen, **REASON}


DECIDERS = {"GET": by(200, "organiser", "leader"), "POST": by(302, "organiser", "leader")}
ORGANISERS = {"GET": by(200, "organiser"), "POST": by(302, "organiser")}

ROWS = {
    "cycles:years": Row(GET=EVERYBODY),
    "cycles:year": Row(year, GET=READ),
    "cycles:open": Row(lambda world: {"cluster": world.cluster.uuid}, **ORGANISERS, data=new_year),
    "cycles:add-step": Row(
        year,
        **ORGANISERS,
        data={"step": "pledge", "opens_on": "2020-01-05", "closes_on": "2020-01-31", **REASON},
    ),
    "cycles:archive": Row(year, **ORGANISERS, data=REASON),
    "cycles:days": Row(lambda world: {"stage": stage(world, "circulation").uuid}, **ORGANISERS, data=days),
    "cycles:paper": Row(
        self_scoring, **DECIDERS, data={"document": "Công văn số 15 minh hoạ", "closes_on": "2020-06-10"}
    ),
    "cycles:choose": Row(disputed, **DECIDERS, data=choice),
    # The deputy extends for the leader's own unit, by rule; nobody else's.
    "cycles:extend": Row(
        self_scoring,
        GET=by(200, "organiser", "leader", "deputy"),
        POST=only(302, "organiser").also(302, "leader").also(400, "deputy").otherwise(403).also(404, "postless"),
        data=lambda world: {"unit": str(world.one.units["S4"].uuid), "closes_on": "2020-06-09", **REASON},
    ),
}
