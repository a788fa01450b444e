"""The pledge sheet as a draft paper: every word of it was signed, so none is edited on the way."""

from __future__ import annotations

from datetime import date

from thidua.core.findings import Finding, all_of, granted, refused
from thidua.core.text import say
from thidua.documents.facts import leading_unit, letterhead_facts
from thidua.documents.rules import symbol_of, text_fingerprint
from thidua.documents.services import Draft, Issue
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import Viewer
from thidua.registration.facts.pledges import UnitSigning, is_in_force, pledge_facts, signings_of
from thidua.registration.models import Pledge
from thidua.registration.papers.pledge_sheet import CODE, SheetFacts, SignLine, pledge_sheet
from thidua.registration.policies import pledges as policies
from thidua.registration.rules import pledges as rules
from thidua.registration.selectors.pledges import head_of

KIND = "pledge-sheet"
WAYS = {"screen": "Đã ký trên hệ thống", "paper": "Đã ký trên giấy"}


def pledge_sheet_draft(viewer: Viewer, pledge: Pledge, *, demonstration: bool) -> Draft:
    """The sheet as it would be issued today under the leader's letterhead. vi: dự thảo bảng ký kết giao ước."""
    cluster = pledge.cycle.cluster
    unit = leading_unit(cluster, viewer.day)
    letterhead = letterhead_facts(unit, viewer.day)
    facts = pledge_facts(pledge, viewer.day)
    sheet = SheetFacts(
        facts,
        tuple(_line(one, viewer.day) for one in signings_of(pledge, viewer.day) if one.state != rules.LEFT),
        text_fingerprint(rules.pledge_text(facts)),
        demonstration,
    )
    return Draft(
        issue=Issue(
            unit=unit,
            kind=KIND,
            symbol=symbol_of(letterhead, CODE),
            title=f"Bảng ký kết giao ước thi đua {cluster.name}, năm học {facts.year}",
            about=pledge.uuid,
            cluster=cluster,
            audience="cluster",
        ),
        compose=lambda _words, number, day: pledge_sheet(sheet, letterhead, number, day),
        may_issue=all_of([policies.may_keep(viewer, cluster_facts(cluster, viewer.day)), _text_is_fixed(pledge)]),
    )


def _text_is_fixed(pledge: Pledge) -> Finding:
    if is_in_force(pledge):
        return granted()
    return refused(
        say("Giao ước còn là dự thảo; chỉ phát hành sau khi mở ký kết."), say("Hãy mở ký kết rồi phát hành.")
    )


def _line(one: UnitSigning, day: date) -> SignLine:
    signature = one.signature if one.state == rules.SIGNED else None
    if signature is not None:
        head = f"{signature.signer_name}, {signature.signer_title}".rstrip(", ")
        return SignLine(one.name, head, signature.signed_on, WAYS[signature.way])
    post = head_of(one.unit_id, day)
    return SignLine(one.name, f"{post.person.full_name}, {post.title}" if post else "", None, "Chưa ký")
