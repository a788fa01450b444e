"""Who sends the scores round, reads them, objects, settles."""

from __future__ import annotations

from typing import Any

from tests.web.access.format import EVERYBODY, Row, only
from tests.web.access.world import World
from thidua.scoring.services.agreement import mark_of

MEMBERS = ("leader", "deputy", "member", "member_head", "other_member")
LOOKING_ON = ("organiser", "observer")
READING = only(200, *MEMBERS, *LOOKING_ON)


def circulation(world: World) -> dict[str, Any]:
    return {"circulation": world.circulation.uuid}  # type: ignore[union-attr]


def circulated_line(world: World) -> dict[str, Any]:
    """A line of S2 in the version that went round."""
    address = world.circulation.snapshot["units"][1]["lines"]["N.1"]["address"]  # type: ignore[union-attr]
    return circulation(world) | {"line": address}


def objection(world: World) -> dict[str, Any]:
    return {"objection": world.objection.uuid}  # type: ignore[union-attr]


def outcome(world: World) -> dict[str, Any]:
    assert world.objection
    return {"ket-qua": "dismissed", "ly-do": "đủ căn cứ như đã chấm", "xem": mark_of(world.objection)}


ROWS = {
    "scoring:agreement": Row(GET=EVERYBODY),
    "scoring:circulate": Row(
        lambda world: {"table": world.table.uuid},
        GET=only(200, "leader", "deputy", *LOOKING_ON),
        POST=only(302, "leader").also(403, "deputy", *LOOKING_ON),
        data={"objections_until": "2100-01-01", "provisional": "on"},
    ),
    "scoring:adjustments": Row(lambda world: {"table": world.circulated.uuid}, GET=READING),
    "scoring:circulation": Row(circulation, GET=READING),
    # The last day has not passed, so not even the leader ends it.
    "scoring:close_circulation": Row(circulation, POST=only(403, *MEMBERS, *LOOKING_ON)),
    "scoring:object_to_line": Row(
        circulated_line,
        GET=READING,
        POST=only(302, *MEMBERS).also(403, *LOOKING_ON),
        data={"y-kien": "Đề nghị xem lại minh chứng.", "diem": "4,75"},
    ),
    "scoring:objection": Row(objection, GET=READING),
    "scoring:withdraw_objection": Row(
        objection,
        POST=only(302, "other_member").also(403, "leader", "deputy", "member", "member_head", *LOOKING_ON),
        data={"ly-do-rut": "đã trao đổi lại"},
    ),
    # About S4: leader and deputy; the unit concerned and the one that objected do not sign.
    "scoring:propose_outcome": Row(
        objection,
        POST=only(302, "leader", "deputy").also(403, "member", "member_head", "other_member", *LOOKING_ON),
        data=outcome,
    ),
    # Nothing has been proposed, so there is nothing to sign yet.
    "scoring:sign_outcome": Row(
        objection,
        POST=only(403, *MEMBERS, *LOOKING_ON),
        data=lambda world: {"xem": outcome(world)["xem"]},
    ),
}
