"""Issued papers: for the issuing unit and those who oversee the cluster; a letterhead for its own unit."""

from typing import Any

from tests.web.access.format import EVERYBODY, Row, only
from tests.web.access.world import World

READERS = ("organiser", "leader", "deputy", "observer")
STRANGERS = ("administrator", "organiser", "leader", "deputy", "other_member", "verifier", "observer", "outsider")


def paper(world: World) -> dict[str, Any]:
    return {"paper": world.paper.uuid}


ROWS = {
    "documents:papers": Row(GET=EVERYBODY),
    "documents:paper": Row(paper, GET=only(200, *READERS)),
    "documents:paper-file": Row(lambda world: {**paper(world), "form": "pdf"}, GET=only(200, *READERS)),
    "documents:letterhead": Row(
        lambda world: {"unit": world.one.units["S4"].uuid},
        GET=only(200, "member", "member_head").also(403, *STRANGERS),
        POST=only(302, "member", "member_head").also(403, *STRANGERS),
        data={"place": "Hải Phòng", "symbol": "SGDĐT", "head_title": "Giám đốc", "edition": "1"},
    ),
}
