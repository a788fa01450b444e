"""Who verifies, who looks on."""

from __future__ import annotations

from typing import Any

from tests.web.access.format import Row, only
from tests.web.access.world import World

OVERSEEING = ("organiser", "leader", "deputy", "observer")


def table(world: World) -> dict[str, Any]:
    return {"table": world.table.uuid}


def line(world: World) -> dict[str, Any]:
    """A line of S5, claimed, that unit A verifies."""
    return {"line": world.line("S5", "N.1").uuid}


def tick(world: World) -> str:
    return f"{world.line('S5', 'N.1').uuid}.1.0"


JUDGED = only(302, "verifier").also(403, "other_member", *OVERSEEING)
REASON = "thiếu minh chứng 01 hoạt động"

ROWS = {
    # Who verifies one table only goes straight to it.
    "scoring:verification": Row(
        GET=only(302, "verifier", "leader", "deputy", "organiser", "observer").otherwise(200),
    ),
    "scoring:verification_grid": Row(table, GET=only(200, "verifier", "leader", "deputy")),
    "scoring:verification_line": Row(line, GET=only(200, "verifier", "other_member", *OVERSEEING)),
    "scoring:accept_line": Row(line, POST=JUDGED, data={"lan": "1.0"}),
    "scoring:change_line": Row(line, POST=JUDGED, data={"lan": "1.0", "so.points": "4", "ly-do": REASON}),
    "scoring:return_line": Row(line, POST=JUDGED, data={"lan": "1.0", "ly-do": REASON}),
    "scoring:accept_lines": Row(table, POST=only(302, "verifier"), data=lambda world: {"chon": tick(world)}),
    # Leader and deputy have a grid of their own; this criterion is not in it.
    "scoring:paste_block": Row(
        table,
        POST=only(200, "verifier").also(400, "leader", "deputy"),
        data={"khoi": "4", "don-vi": "S5", "tieu-chi": "N.1"},
    ),
    "scoring:save_block": Row(
        table,
        POST=only(302, "verifier"),
        data=lambda world: {"dong": tick(world), "so": "4", "ly-do-chung": REASON},
    ),
    "scoring:verification_progress": Row(table, GET=only(200, *OVERSEEING)),
}
