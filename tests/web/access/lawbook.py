"""The law is read by everybody with a post; provisions are confirmed by units at the top (here all units stand alone).

A rule of S4 in draft is there for S4 alone; a rule of the cluster is read in the cluster and written by organiser and
leader.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import NOW
from tests.uploads import make_pdf
from tests.web.access.format import EVERYBODY, ROLES, Row, only
from tests.web.access.world import World
from thidua.lawbook.models import Confirmation, LocalRule
from thidua.lawbook.rules.composing import Clause
from thidua.lawbook.selectors.confirmations import Unread, unread_for
from thidua.lawbook.services.confirmations import confirm_provision
from thidua.lawbook.services.issuing import publish_rule
from thidua.lawbook.services.local_rules import Head, draft_rule, new_version, save_clause
from thidua.organisations.models import Cluster, Unit

PAPER = ("quy-che.pdf", make_pdf())
AWARD = "lao-dong-tien-tien"
OFFICERS = ("organiser", "leader", "deputy", "member_head", "member", "other_member", "verifier", "outsider")
LAW = only(200, *(role for role in ROLES if role != "postless"))
CONFIRM = only(200, *OFFICERS).also(403, "administrator", "observer")
CONFIRMED = only(302, *OFFICERS).also(403, "administrator", "observer")


def uploaded() -> SimpleUploadedFile:
    return SimpleUploadedFile("van-ban.pdf", make_pdf())


def unread(world: World) -> Unread:
    """The first provision that nobody here has read."""
    return unread_for(world.viewers["organiser"])[0]


def confirmation(world: World) -> dict[str, Any]:
    """A provision that the organiser confirmed."""
    found = Confirmation.objects.first()
    if found is None:
        last = unread_for(world.viewers["organiser"])[-1]
        found = confirm_provision(
            actor=world.viewers["organiser"], now=NOW, ref=last.ref, seen=last.mark, note="", paper=PAPER
        )
    return {"confirmation": found.uuid}


def made(world: World, scope: Unit | Cluster, role: str, level: str) -> LocalRule:
    """A draft with one clause and with a share that is warned of nowhere in 2020."""
    head = Head(
        level=level, title="Quy chế thi đua", number="12/QC", signed_on=date(2019, 12, 1), starts_on=date(2020, 1, 1),
        ends_on=date(2020, 9, 30),
    )  # fmt: skip
    actor = world.viewers[role]
    rule = draft_rule(actor=actor, now=NOW, scope=scope, head=head, paper=PAPER)
    clause = Clause(
        award="tap-the-lao-dong-tien-tien", subject="collective", fills="detail", condition="registered",
        place="Điều 5", starts_on=head.starts_on, ends_on=head.ends_on,
    )  # fmt: skip
    return save_clause(actor=actor, now=NOW, rule=rule, edition=rule.edition, clause=clause)


def draft(world: World) -> LocalRule:
    """S4's draft."""
    found = LocalRule.objects.filter(unit=world.one.units["S4"]).first()
    return found or made(world, world.one.units["S4"], "member", "unit")


def issued(world: World) -> LocalRule:
    """The cluster's rule, in force."""
    found = LocalRule.objects.filter(cluster=world.cluster, version=1).first()
    if found is None:
        found = made(world, world.cluster, "leader", "cluster")
        found = publish_rule(actor=world.viewers["leader"], now=NOW, rule=found, seen=found.fingerprint)
    return found


def next_version(world: World) -> LocalRule:
    """The cluster's next version, in draft."""
    first = issued(world)
    found = LocalRule.objects.filter(series=first.series, version=2).first()
    return found or new_version(actor=world.viewers["leader"], now=NOW, rule=first, starts_on=date(2020, 7, 1))


def of_draft(world: World) -> dict[str, Any]:
    return {"rule": draft(world).uuid}


def of_issued(world: World) -> dict[str, Any]:
    return {"rule": issued(world).uuid}


OWN = only(200, "member_head", "member")
OWNED = only(302, "member_head", "member")
CLUSTER = ("organiser", "leader", "deputy", "observer", "member_head", "member", "other_member")
WRITE = only(200, "organiser", "leader").also(403, "deputy", "observer", "member_head", "member", "other_member")
WRITTEN = only(302, "organiser", "leader").also(403, "deputy", "observer", "member_head", "member", "other_member")
SHARE_KEY = f"chua-ro:{AWARD}-1:detail:khong-co"


def head_typed(world: World) -> dict[str, Any]:
    return {
        "level": "unit", "title": "Quy chế sửa", "number": "13/QC", "signed_on": "01/12/2019",
        "starts_on": "01/01/2020", "ends_on": "30/09/2020", "edition": draft(world).edition,
    }  # fmt: skip


def clause_typed(world: World) -> dict[str, Any]:
    return {
        "place": "Điều 7", "starts_on": "01/01/2020", "ends_on": "30/09/2020", "edition": draft(world).edition,
    }  # fmt: skip


ROWS = {
    "lawbook:home": Row(GET=EVERYBODY),
    "lawbook:award": Row(lambda _: {"award": AWARD}, GET=LAW),
    "lawbook:differences": Row(GET=LAW),
    "lawbook:generals": Row(GET=LAW),
    "lawbook:instruments": Row(GET=LAW),
    "lawbook:instrument": Row(lambda _: {"code": "luat-2022"}, GET=LAW),
    "lawbook:words": Row(GET=LAW),
    "lawbook:unread": Row(GET=LAW),
    "lawbook:provision": Row(lambda world: {"ref": unread(world).ref}, GET=LAW),
    "lawbook:confirm": Row(
        lambda world: {"ref": unread(world).ref},
        GET=CONFIRM,
        POST=CONFIRMED,
        data=lambda world: {"seen": unread(world).mark, "paper": uploaded()},
    ),
    "lawbook:withdraw-confirmation": Row(
        confirmation, GET=CONFIRM, POST=CONFIRMED, data={"reason": "Đọc nhầm điều khoản."}
    ),
    "lawbook:confirmation-file": Row(confirmation, GET=LAW),
    "lawbook:rules": Row(GET=LAW),
    # Whoever is head or officer somewhere enters the rules of that unit; another unit's is no choice in the form.
    "lawbook:new-rule": Row(
        GET=CONFIRM,
        POST=only(302, "member_head", "member")
        .also(400, *(one for one in OFFICERS if one not in ("member_head", "member")))
        .also(403, "administrator", "observer"),
        data=lambda world: {**head_typed(world), "scope": f"unit-{world.one.units['S4'].pk}"},
    ),
    "lawbook:rule": Row(of_issued, GET=only(200, *CLUSTER)),
    "lawbook:rule-file": Row(of_issued, GET=only(200, *CLUSTER)),
    "lawbook:rule-yaml": Row(of_draft, GET=OWN),
    "lawbook:rule-head": Row(of_draft, GET=OWN, POST=OWNED, data=head_typed),
    "lawbook:issue-rule": Row(of_draft, GET=OWN, POST=OWNED, data=lambda world: {"seen": draft(world).fingerprint}),
    # Nothing is warned of in this draft.
    "lawbook:accept-warning": Row(of_draft, GET=only(404), POST=only(404), data={"key": SHARE_KEY}),
    "lawbook:withdraw-rule": Row(
        of_issued, GET=WRITE, POST=WRITTEN, data={"from_day": "01/07/2020", "reason": "Có văn bản mới."}
    ),
    "lawbook:new-version": Row(
        lambda world: {"rule": next_version(world).uuid and issued(world).uuid},
        GET=WRITE,
        POST=only(403, *CLUSTER),  # there is a draft already
        data={"starts_on": "01/08/2020"},
    ),
    "lawbook:compare-versions": Row(
        lambda world: {"rule": next_version(world).uuid, "other": issued(world).uuid},
        GET=only(200, "organiser", "leader"),
    ),
    "lawbook:new-clause": Row(of_draft, GET=OWN, POST=OWN),
    "lawbook:clause": Row(lambda world: {**of_draft(world), "number": 0}, GET=OWN, POST=OWNED, data=clause_typed),
    "lawbook:remove-clause": Row(
        lambda world: {**of_draft(world), "number": 0},
        POST=OWNED,
        data=lambda world: {"edition": draft(world).edition},
    ),
    "lawbook:rule-text": Row(
        of_draft,
        GET=OWN,
        POST=OWNED,
        data=lambda world: {"text": draft(world).text, "edition": draft(world).edition},
    ),
}
