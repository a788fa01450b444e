"""Keepers run a round, voters vote their own, those who look on see the state and after closing the result."""

from __future__ import annotations

from typing import Any

from django.core.signing import Signer

from tests.ballots_world import plan_for
from tests.factories import NOW
from tests.web.access.format import EVERYBODY, Answers, Row, only
from tests.web.access.world import World
from thidua.ballots.models import Round
from thidua.ballots.services import (
    cast_ballot,
    close_round,
    new_ballot_token,
    new_box_code,
    open_round,
    prepare_round,
    sealing_key,
)

VOTERS = ("deputy", "member", "other_member")
#: The leader counts; the organiser and who observes there look on. The head of S4 is not on the roll.
SEE = ("leader", "organiser", "observer", *VOTERS)
CODE = new_box_code()


def _made(world: World, state: str) -> Round:
    """The world's round in this state, made when it is first asked for."""
    title = {"prepared": "Bình chọn chờ mở", "open": "Bình chọn đang mở", "closed": "Bình chọn đã kiểm phiếu"}[state]
    found = Round.objects.filter(title=title).first()
    if found is not None:
        return found
    keeper, voters = world.viewers["leader"], [world.viewers[role] for role in VOTERS]
    plan = plan_for(voters, [keeper], title=title, onlookers=(world.one.organiser.pk,))
    held = prepare_round(actor=keeper, now=NOW, plan=plan)
    if state != "prepared":
        held = open_round(actor=keeper, now=NOW, held=held, code=CODE)
    if state == "closed":
        for voter in voters:
            cast_ballot(actor=voter, now=NOW, held=held, marks="x----", token=new_ballot_token(held))
        held = close_round(actor=keeper, now=NOW, held=held, code=CODE)
    return held


def prepared(world: World) -> dict[str, Any]:
    return {"uuid": _made(world, "prepared").uuid}


def opened(world: World) -> dict[str, Any]:
    return {"uuid": _made(world, "open").uuid}


def closed(world: World) -> dict[str, Any]:
    return {"uuid": _made(world, "closed").uuid}


def ballot(world: World) -> dict[str, str]:
    return {"step": "cast", "marks": "x----", "token": new_ballot_token(_made(world, "open"))}


def code_back(world: World) -> dict[str, str]:
    held = _made(world, "prepared")
    key = Signer(salt=f"thidua.ballots.key.{held.uuid}").sign(sealing_key(held, CODE))
    return {"code": CODE, "key": key}


def voter(world: World) -> dict[str, str]:
    return {"voter": str(_made(world, "open").roll.all()[0].key)}


def keeper(status: int) -> Answers:
    """Keepers get the status, others who may see the round 403."""
    return only(status, "leader").also(403, *(role for role in SEE if role != "leader"))


ROWS = {
    "ballots:home": Row(GET=EVERYBODY),
    "ballots:round": Row(opened, GET=only(200, *SEE)),
    "ballots:vote": Row(
        opened,
        GET=only(200, *VOTERS).also(403, "leader", "organiser", "observer"),
        POST=only(200, *VOTERS).also(403, "leader", "organiser", "observer"),
        data=ballot,
    ),
    "ballots:open": Row(prepared, GET=keeper(200), POST=keeper(302), data=code_back),
    "ballots:paper": Row(opened, POST=keeper(302), data=voter),
    "ballots:stop": Row(opened, POST=keeper(302)),
    "ballots:close": Row(opened, GET=keeper(200), POST=keeper(302), data={"code": CODE}),
    "ballots:void": Row(opened, GET=keeper(200), POST=keeper(302), data={"reason": "Mất mã mở hòm phiếu"}),
    "ballots:published": Row(closed, GET=only(200, *SEE), POST=only(200, *SEE), data={"tracker": "AAAA-BBBB-CCCC"}),
    "ballots:published_file": Row(closed, GET=only(200, *SEE)),
}
