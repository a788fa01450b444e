"""Score sheets: a draft is its unit's own; handed in, those who oversee the cluster read it too."""

from typing import Any

from tests.web.access.format import EVERYBODY, Row, only

OWN = ("member", "member_head")
OVERSEE = ("organiser", "leader", "deputy", "observer")


def draft(world: Any) -> dict[str, Any]:
    """S4 is still filling in."""
    return {"sheet": world.sheets["S4"].uuid}


def handed_in(world: Any) -> dict[str, Any]:
    """S5 has handed in; nobody has opened it."""
    return {"sheet": world.sheets["S5"].uuid}


def draft_line(world: Any) -> dict[str, Any]:
    """A line of S4."""
    return {"line": world.line("S4", "N.1").uuid}


def sent_line(world: Any) -> dict[str, Any]:
    """A line of S5 that unit A verifies."""
    return {"line": world.line("S5", "N.1").uuid}


def typed(world: Any) -> dict[str, str]:
    """Five points for S4's line."""
    name = world.line("S4", "N.1").uuid
    return {f"{name}.v.points": "5", f"{name}.edition": "1", f"{name}.note": ""}


def changed_by(*roles: str, status: int = 200) -> Any:
    """The unit may; those who oversee know of the sheet and are told why not."""
    return only(status, *roles).also(403, *OVERSEE)


ROWS = {
    "scoring:sheets": Row(GET=EVERYBODY),
    "scoring:start_sheet": Row(
        lambda world: {"table": world.table.uuid}, POST=only(302, *OWN, "other_member", "leader", "deputy")
    ),
    "scoring:sheet": Row(draft, GET=changed_by(*OWN), POST=changed_by(*OWN, status=302), data=typed),
    "scoring:print_sheet": Row(handed_in, GET=only(200, "other_member", *OVERSEE)),
    "scoring:choose_fields": Row(draft, POST=changed_by(*OWN, status=302), data={"was": ""}),
    "scoring:submit_sheet": Row(draft, GET=changed_by(*OWN), POST=changed_by(*OWN, status=302)),
    "scoring:recall_sheet": Row(
        handed_in,
        GET=changed_by("other_member"),
        POST=changed_by("other_member", status=302),
        data={"reason": "Nhầm số liệu"},
    ),
    "scoring:download_workbook": Row(draft, GET=changed_by(*OWN)),
    # Without a file there is nothing to read: 400 with a sentence.
    "scoring:upload_workbook": Row(draft, GET=changed_by(*OWN), POST=changed_by(*OWN, status=400)),
    "scoring:accept_workbook": Row(draft, POST=changed_by(*OWN, status=400)),
    "scoring:line": Row(sent_line, GET=only(200, "other_member", "verifier", *OVERSEE)),
    "scoring:save_line": Row(draft_line, POST=only(302, *OWN), data=typed),
    # Nobody returned this line, so even its own unit is refused.
    "scoring:resubmit_line": Row(sent_line, POST=only(403, "other_member", "verifier", *OVERSEE)),
}
