"""The report of the year for those who oversee the cluster; the hand-over for them and for the next leader."""

from __future__ import annotations

from typing import Any

from tests.web.access.format import EVERYBODY, Row, only
from tests.web.access.world import World

OVERSEERS = only(200, "organiser", "leader", "deputy", "observer")


def year(world: World) -> dict[str, Any]:
    return {"cycle": world.cycle.uuid}


def pdf(world: World) -> dict[str, Any]:
    return {**year(world), "form": "pdf"}


# Nothing is concluded yet, so nobody issues; only the leader keeps words.
KEEPERS = only(302, "leader").also(403, "organiser", "deputy", "observer")

WORDS = {"action": "save", "text-strengths": "Minh hoạ", "edition-strengths": "0"}

ROWS = {
    "reports:home": Row(GET=EVERYBODY),
    "reports:year-report": Row(
        year,
        GET=OVERSEERS,
        POST=KEEPERS,
        data={"action": "save", "text-strengths": "Minh hoạ", "edition-strengths": "0"},
    ),
    "reports:year-report-file": Row(pdf, GET=OVERSEERS),
    "reports:handover": Row(year, GET=OVERSEERS),
    "reports:handover-minutes": Row(
        year, GET=OVERSEERS, POST=only(403, "organiser", "leader", "deputy", "observer"), data={"action": "issue"}
    ),
    "reports:handover-file": Row(pdf, GET=OVERSEERS),
    "reports:handover-pack": Row(year, GET=OVERSEERS),
}
