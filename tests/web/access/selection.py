"""The ranked table before anything went round: for those who oversee the cluster; members are told to wait."""

from typing import Any

from tests.web.access.format import Row, only
from tests.web.access.world import World

OVERSEE = ("organiser", "leader", "deputy", "observer")
WAIT = ("member_head", "member", "other_member", "verifier")
LOOK = only(200, *OVERSEE).also(403, *WAIT)


def table(world: World) -> dict[str, Any]:
    return {"table": world.table.uuid}


def unit(world: World) -> dict[str, Any]:
    return {**table(world), "unit": "S5"}


ROWS = {
    "selection:ranking": Row(table, GET=LOOK),
    "selection:print": Row(table, GET=LOOK),
    "selection:unit": Row(unit, GET=LOOK),
    "selection:cell": Row(lambda world: {**unit(world), "criterion": "N.1"}, GET=LOOK),
    "selection:what-if": Row(table, GET=LOOK),
    "selection:comparison": Row(table, GET=LOOK),
    "selection:workbook": Row(table, GET=LOOK),
    "selection:paper-preview": Row(lambda world: {**table(world), "form": "docx"}, GET=LOOK),
    # The deputy may issue the cluster's papers only with a delegation.
    "selection:issue": Row(
        table,
        GET=only(200, "leader").also(403, "organiser", "deputy", "observer", *WAIT),
        POST=only(302, "leader").also(403, "organiser", "deputy", "observer", *WAIT),
    ),
}
