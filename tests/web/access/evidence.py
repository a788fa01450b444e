"""Evidence: the unit's own cabinet; what a sheet handed in cites opens for its verifier and the overseers too."""

from typing import Any

from tests.web.access.format import Row, only
from tests.web.access.sheets import OVERSEE, OWN, draft_line

OWN_CHANGES = only(302, *OWN)
READERS = only(200, "other_member", "verifier", *OVERSEE)


def own_use(world: Any) -> dict[str, Any]:
    """What S4 cites on its draft."""
    return {"use": world.uses["S4"].uuid}


def own_evidence(world: Any) -> dict[str, Any]:
    """What S4 cites on its draft."""
    return {"evidence": world.uses["S4"].evidence.uuid}


def sent_evidence(world: Any) -> dict[str, Any]:
    """What S5 cites on a line of unit A."""
    return {"evidence": world.uses["S5"].evidence.uuid}


LINK = {"link-link": "https://haiphong.edu.vn/bao-cao", "link-name": "", "link-pages": ""}
WORKING = ("organiser", "leader", "deputy", *OWN, "other_member", "verifier", "outsider")

ROWS = {
    # One unit: its cabinet at once; no unit: a page that says so.
    "scoring:cabinets": Row(GET=only(302, *WORKING).otherwise(200)),
    "scoring:cabinet": Row(
        lambda world: {"unit": world.one.units["S4"].uuid}, GET=only(200, *OWN), POST=OWN_CHANGES, data=LINK
    ),
    "scoring:add_evidence": Row(draft_line, POST=OWN_CHANGES, data=LINK),
    "scoring:reuse_evidence": Row(
        draft_line, POST=OWN_CHANGES, data=lambda world: {"evidence": str(world.uses["S4"].evidence.uuid)}
    ),
    "scoring:change_pages": Row(own_use, POST=OWN_CHANGES, data={"pages": "7"}),
    "scoring:stop_citing": Row(own_use, POST=OWN_CHANGES),
    "scoring:evidence": Row(sent_evidence, GET=READERS),
    "scoring:evidence_file": Row(sent_evidence, GET=READERS),
    "scoring:cite_evidence": Row(
        own_evidence, POST=OWN_CHANGES, data=lambda world: {"line": str(world.line("S4", "N.2").uuid)}
    ),
    "scoring:withdraw_evidence": Row(own_evidence, POST=OWN_CHANGES, data={"reason": "Gửi nhầm tệp"}),
}
