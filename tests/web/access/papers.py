"""The papers that scoring composes: a unit's own sheet, the report of adjustments of the cluster."""

from typing import Any

from tests.web.access.format import Row, only
from tests.web.access.world import World

OVERSEE = ("organiser", "leader", "deputy", "observer")


def sheet(world: World) -> dict[str, Any]:
    """The sheet of `other_member`'s unit, which is handed in."""
    return {"sheet": world.sheets["S5"].uuid}


def table(world: World) -> dict[str, Any]:
    return {"table": world.table.uuid}


ROWS = {
    "scoring:sheet-paper": Row(
        sheet,
        GET=only(200, "other_member", *OVERSEE),
        POST=only(302, "other_member").also(403, *OVERSEE),
    ),
    "scoring:sheet-paper-preview": Row(
        lambda world: {**sheet(world), "form": "docx"}, GET=only(200, "other_member", *OVERSEE)
    ),
    "scoring:adjustments-paper": Row(
        table, GET=only(200, *OVERSEE), POST=only(302, "leader").also(403, "organiser", "deputy", "observer")
    ),
    "scoring:adjustments-paper-preview": Row(lambda world: {**table(world), "form": "docx"}, GET=only(200, *OVERSEE)),
}
