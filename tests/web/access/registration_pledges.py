"""The pledge: read by whoever has a place in the cluster, kept by the leader, signed by heads."""

from __future__ import annotations

from typing import Any

from tests.factories import NOW, TODAY
from tests.pledge_world import WORDS, add_step, make_head, make_signing
from tests.web.access.format import EVERYBODY, Answers, Row, only
from tests.web.access.world import World
from thidua.documents.models import Signature
from thidua.documents.rules import text_fingerprint
from thidua.documents.services import sign_on_paper
from thidua.registration.facts.pledges import pledge_facts
from thidua.registration.models import Pledge, PledgeComment
from thidua.registration.rules import pledges as rules
from thidua.registration.services import pledges as services

#: Everybody with a place in the cluster; all others 404.
PLACED = ("organiser", "leader", "deputy", "member_head", "member", "other_member", "observer")
READ = only(200, *PLACED)


def leaders(status: int) -> Answers:
    """The leader gets through, others in the cluster are told why not."""
    return only(status, "leader").also(403, *(role for role in PLACED if role != "leader"))


def begun(world: World, state: str) -> Pledge:
    """The world's one pledge, in this state; the rows run one after another in any order."""
    leader = world.viewers["leader"]
    pledge = Pledge.objects.filter(cycle=world.cycle).first()
    if pledge is None:
        pledge = make_signing(world.one, leader)
    Pledge.objects.filter(pk=pledge.pk).update(state=state, comments_until=TODAY)
    pledge.refresh_from_db()
    return pledge


def drafted(world: World) -> dict[str, Any]:
    return {"cycle": begun(world, rules.DRAFT).cycle.uuid}


def round_sent(world: World) -> dict[str, Any]:
    return {"cycle": begun(world, rules.COMMENTS).cycle.uuid}


def signing(world: World) -> dict[str, Any]:
    return {"cycle": begun(world, rules.SIGNING).cycle.uuid}


def closed(world: World) -> dict[str, Any]:
    return {"cycle": begun(world, rules.CLOSED).cycle.uuid}


def signing_s4(world: World) -> dict[str, Any]:
    return {**signing(world), "unit": world.one.units["S4"].uuid}


def not_begun(world: World) -> dict[str, Any]:
    add_step(world.one)
    PledgeComment.objects.filter(pledge__cycle=world.cycle).delete()
    Pledge.objects.filter(cycle=world.cycle).delete()
    return {"cycle": world.cycle.uuid}


def a_comment(world: World) -> dict[str, Any]:
    pledge = begun(world, rules.COMMENTS)
    member = world.viewers["member"]
    comment, _ = PledgeComment.objects.get_or_create(
        pledge=pledge, unit=world.one.units["S4"], text="Nêu rõ hơn.", made_by_id=member.account_id, made_at=NOW
    )
    return {"comment": comment.uuid}


def a_scan(world: World) -> dict[str, Any]:
    pledge = begun(world, rules.SIGNING)
    found = Signature.objects.filter(about_uuid=pledge.uuid, unit=world.one.units["S2"]).first()
    if found is None:
        make_head(world.one.units["S2"])
        asked = services.signing_of(world.viewers["leader"], pledge, world.one.units["S2"], on_paper=True)
        found = sign_on_paper(
            actor=world.viewers["leader"], now=NOW, signing=asked, signed_on=TODAY, name="ky.pdf",
            content=b"%PDF-1.4 minh hoa %%EOF",
        )  # fmt: skip
    return {**signing(world), "signature": found.uuid}


def words(world: World) -> dict[str, str]:
    """What saving sends: nothing new."""
    return {
        "preamble": WORDS.preamble, "contents": "\n".join(WORDS.contents), "promise": WORDS.promise,
        "place": WORDS.place, "signed_on": "01/06/2020", "edition": str(begun(world, rules.DRAFT).edition),
        "target-TOTAL_FORMS": "1", "target-INITIAL_FORMS": "0",
        "target-0-text": "Không có vi phạm", "target-0-direction": "none",
    }  # fmt: skip


def seen(world: World) -> dict[str, str]:
    """The signer read this text; without the right word nothing is signed and the page says so."""
    text = rules.pledge_text(pledge_facts(begun(world, rules.SIGNING), TODAY))
    return {"seen": text_fingerprint(text), "secret": "sai"}


REASON = {"reason": "Sửa theo góp ý."}
ROWS = {
    "registration:pledges": Row(GET=EVERYBODY),
    "registration:pledge": Row(signing, GET=READ),
    "registration:start_pledge": Row(not_begun, GET=leaders(200), POST=leaders(302)),
    "registration:edit_pledge": Row(drafted, GET=leaders(200), POST=leaders(302), data=words),
    "registration:ask_pledge_comments": Row(drafted, GET=leaders(200), POST=leaders(302), data={"until": "30/06/2020"}),
    "registration:comment_pledge": Row(
        round_sent,
        POST=only(302, "leader", "deputy", "member_head", "member", "other_member").also(403, "organiser", "observer"),
        data={"text": "Nêu rõ hơn."},
    ),
    "registration:answer_pledge_comment": Row(
        a_comment, GET=leaders(200), POST=leaders(302), data={"outcome": "taken", "answer": "Đã sửa."}
    ),
    "registration:open_pledge": Row(
        drafted,
        GET=leaders(200),
        POST=leaders(302),
        data=lambda world: {"edition": str(begun(world, rules.DRAFT).edition)},
    ),
    "registration:reopen_pledge": Row(signing, GET=leaders(200), POST=leaders(302), data=REASON),
    "registration:close_pledge": Row(signing, GET=leaders(200), POST=leaders(302), data={"note": "Có đơn vị vắng."}),
    "registration:resume_pledge": Row(closed, GET=leaders(200), POST=leaders(302), data=REASON),
    # Only the head of S4 signs for S4; a wrong word signs nothing.
    "registration:sign_pledge": Row(
        signing_s4,
        GET=only(200, "member_head").also(403, *(role for role in PLACED if role != "member_head")),
        POST=only(400, "member_head").also(403, *(role for role in PLACED if role != "member_head")),
        data=seen,
    ),
    "registration:bring_pledge_scan": Row(signing_s4, GET=leaders(200), POST=leaders(400), data=seen),
    "registration:pledge_scan": Row(a_scan, GET=READ),
    "registration:pledge_sheet": Row(signing, GET=leaders(200), POST=leaders(302), data={"do": "save"}),
    "registration:pledge_sheet_file": Row(lambda world: {**signing(world), "form": "docx"}, GET=leaders(200)),
}
