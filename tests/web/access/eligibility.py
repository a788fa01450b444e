"""Lists for heads and officers of the unit, a path for oneself; who stands above is tested with the use cases.

`member_head` and `member` work at S4, whose list this is. One's own path has no address for anybody else's.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories import NOW, TODAY
from tests.web.access.format import EVERYBODY, Row, only
from tests.web.access.world import World, make_teacher_at_s4
from thidua.eligibility.models import Candidate, KeptFinding, Review
from thidua.eligibility.services.concluding import conclude_review
from thidua.eligibility.services.reviews import Given, add_candidates, start_review

KEEPERS = ("member_head", "member")
NO_LIST = ("administrator", "observer", "postless")
AWARDS = ("lao-dong-tien-tien", "chien-si-thi-dua-co-so")
TYPED = {"name": "Danh sách minh hoạ", "year": "2019", "awards": list(AWARDS), "looked_on": "01/06/2020"}


def the_list(world: World) -> Review:
    """A draft of S4 with one teacher on it; the same every time."""
    found = Review.objects.filter(unit=world.one.units["S4"]).first()
    if found is None:
        actor = world.viewers["member_head"]
        given = Given(name="Danh sách minh hoạ", year=2019, awards=AWARDS, looked_on=TODAY)
        found = start_review(actor=actor, now=NOW, unit=world.one.units["S4"], given=given)
        add_candidates(actor=actor, now=NOW, review=found, people=[make_teacher_at_s4(world)])
    return Review.objects.get(pk=found.pk)


def review(world: World) -> dict[str, Any]:
    return {"review": the_list(world).uuid}


def candidate(world: World) -> dict[str, Any]:
    return {"candidate": Candidate.objects.get(review=the_list(world)).uuid}


def pdf(world: World) -> dict[str, Any]:
    return {**candidate(world), "form": "docx"}


def finding(world: World) -> dict[str, Any]:
    found = the_list(world)
    if found.state == Review.State.DRAFT:
        conclude_review(actor=world.viewers["member_head"], now=NOW, review=found, edition=found.edition)
    return {"finding": KeptFinding.objects.filter(candidate__review=found).latest("pk").uuid}


def edition(world: World) -> dict[str, Any]:
    return {"edition": str(the_list(world).edition)}


def new_list(world: World) -> dict[str, Any]:
    return {**TYPED, "unit": world.one.units["S4"].pk, "looked_on": f"{date(2020, 6, 1):%d/%m/%Y}"}


ROWS = {
    "eligibility:home": Row(GET=EVERYBODY),
    # Whoever is signed in reads their own, whatever their post.
    "eligibility:path": Row(GET=EVERYBODY),
    # A list of S4: others who make lists are offered their own units and told so (400).
    "eligibility:new": Row(
        GET=only(403, *NO_LIST).otherwise(200),
        POST=only(302, *KEEPERS).also(403, *NO_LIST).otherwise(400),
        data=new_list,
    ),
    "eligibility:review": Row(review, GET=only(200, *KEEPERS)),
    "eligibility:edit": Row(
        review,
        GET=only(200, *KEEPERS),
        POST=only(302, *KEEPERS),
        data=lambda world: {**TYPED, **edition(world)},
    ),
    "eligibility:add": Row(review, GET=only(200, *KEEPERS), POST=only(302, *KEEPERS), data={"tat-ca": "1"}),
    "eligibility:conclude": Row(review, GET=only(200, *KEEPERS), POST=only(302, *KEEPERS), data=edition),
    "eligibility:withdraw": Row(
        review, GET=only(200, *KEEPERS), POST=only(302, *KEEPERS), data={"reason": "Lập nhầm năm"}
    ),
    "eligibility:workbook": Row(review, GET=only(200, *KEEPERS)),
    "eligibility:case": Row(candidate, GET=only(200, *KEEPERS)),
    "eligibility:case-print": Row(candidate, GET=only(200, *KEEPERS)),
    "eligibility:achievements": Row(
        candidate,
        GET=only(200, *KEEPERS),
        POST=only(302, *KEEPERS),
        data=lambda world: {"edition": str(Candidate.objects.get(review=the_list(world)).edition)},
    ),
    "eligibility:withdraw-candidate": Row(
        candidate, GET=only(200, *KEEPERS), POST=only(302, *KEEPERS), data={"reason": "Chuyển công tác"}
    ),
    "eligibility:sheet": Row(pdf, GET=only(200, *KEEPERS)),
    "eligibility:finding": Row(finding, GET=only(200, *KEEPERS)),
}
