"""Everybody's own desk; the board for those who oversee the cluster."""

from tests.web.access.format import EVERYBODY, Row, only

# Those with a place in the cluster's year, and the unit that verifies in it.
IN_THE_YEAR = ("organiser", "leader", "deputy", "member_head", "member", "other_member", "verifier", "observer")

ROWS = {
    "desk:home": Row(GET=EVERYBODY),
    "desk:guide": Row(GET=EVERYBODY),
    "desk:choose_cycle": Row(
        POST=only(302, *IN_THE_YEAR),
        data=lambda world: {"cycle": str(world.cycle.uuid)},
    ),
    "desk:board": Row(
        lambda world: {"cycle": world.cycle.uuid}, GET=only(200, "organiser", "leader", "deputy", "observer")
    ),
}
