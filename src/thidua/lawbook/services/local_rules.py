"""Write what a unit or a cluster adds to the law, clause by clause or as a file. Nothing here is in force yet."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from thidua.audit.services import record
from thidua.core.days import Period
from thidua.core.errors import BadInput, Problem, Refused, Stale, require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.law.reading import Source
from thidua.law.rulebook import fingerprint_of, house
from thidua.lawbook.models import LocalRule
from thidua.lawbook.policies import may_keep_rule, may_keep_rules, scope_of
from thidua.lawbook.rules.composing import Clause, as_yaml, composed, redated, without
from thidua.lawbook.rules.local import read_plain, read_text
from thidua.lawbook.selectors.rules import content_of, draft_of, frame_of
from thidua.lawbook.services.papers import Upload, kept_paper
from thidua.organisations.models import Cluster, Unit
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors.units import name_on

LEVELS_OF_UNIT = ("province", "unit", "guide")
LEVELS_OF_CLUSTER = ("cluster", "guide")
Content = dict[str, list[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The paper that a rule stands in. vi: thông tin văn bản."""

    level: str
    title: str
    number: str
    signed_on: date | None
    starts_on: date
    ends_on: date | None


@transaction.atomic
def draft_rule(
    *, actor: Viewer, now: datetime, scope: Unit | Cluster, head: Head, paper: Upload | None = None
) -> LocalRule:
    """The first version of a document, without clauses yet. Raises Refused, BadInput. vi: lập quy định."""
    require(may_keep_rules(actor, scope))
    of = {"cluster": scope} if isinstance(scope, Cluster) else {"unit": scope}
    rule = LocalRule(series=uuid.uuid4(), version=1, created_by_id=actor.account_id, created_at=now, **of)
    rule.content = {"questions": [], "additions": []}
    _set_head(rule, head, paper, actor.day)
    rule.save()
    return _kept(rule, actor, now, "draft-local-rule")


@transaction.atomic
def new_version(*, actor: Viewer, now: datetime, rule: LocalRule, starts_on: date) -> LocalRule:
    """The next version of a document, beginning with the clauses of this one. Raises Refused, BadInput."""
    require(may_keep_rule(actor, rule))
    rows = LocalRule.objects.select_for_update().filter(series=rule.series)
    if rows.filter(state=LocalRule.State.DRAFT).exists():
        raise Refused(refused(say("Văn bản này đang có một bản dự thảo."), say("Hãy sửa tiếp bản dự thảo đó.")))
    last = rows.aggregate(last=Max("version"))["last"] or 0
    found = LocalRule(
        series=rule.series, version=last + 1, unit_id=rule.unit_id, cluster_id=rule.cluster_id,
        created_by_id=actor.account_id, created_at=now, content=rule.content,
        level=rule.level, title=rule.title, issuer=rule.issuer, starts_on=rule.starts_on, ends_on=rule.ends_on,
    )  # fmt: skip
    head = Head(level=rule.level, title=rule.title, number="", signed_on=None, starts_on=starts_on, ends_on=None)
    _set_head(found, head, None, actor.day)
    found.save()
    return _kept(found, actor, now, "draft-local-rule")


@transaction.atomic
def save_head(
    *, actor: Viewer, now: datetime, rule: LocalRule, edition: int, head: Head, paper: Upload | None = None
) -> LocalRule:
    """Change the paper of a draft; clauses that held as long as it follow its days. Raises Refused, Stale, BadInput."""
    rule = hold_draft(actor, rule, edition)
    before = rule.fingerprint
    _set_head(rule, head, paper, actor.day)
    return _saved(rule, actor, now, before)


@transaction.atomic
def save_clause(
    *, actor: Viewer, now: datetime, rule: LocalRule, edition: int, clause: Clause, replacing: int | None = None
) -> LocalRule:
    """Add a clause, or put one in the place of another. Raises Refused, Stale, BadInput. vi: thêm, sửa điều khoản."""
    rule = hold_draft(actor, rule, edition)
    if replacing is not None:
        _there(rule, replacing)
    return _with_content(rule, composed(clause, rule.content, replacing), actor, now)


@transaction.atomic
def remove_clause(*, actor: Viewer, now: datetime, rule: LocalRule, edition: int, number: int) -> LocalRule:
    """Take a clause out of a draft. Raises Refused, Stale, BadInput."""
    rule = hold_draft(actor, rule, edition)
    _there(rule, number)
    return _with_content(rule, without(rule.content, number), actor, now)


@transaction.atomic
def save_text(*, actor: Viewer, now: datetime, rule: LocalRule, edition: int, text: str, name: str) -> LocalRule:
    """Take the whole content from a YAML text, kept as it was written. Raises Refused, Stale, BadInput."""
    rule = hold_draft(actor, rule, edition)
    before = rule.fingerprint
    read = read_text(text, name, frame_of(rule), house())
    rule.content, rule.text = read.plain, text
    return _saved(rule, actor, now, before)


@transaction.atomic
def accept_warning(*, actor: Viewer, now: datetime, rule: LocalRule, edition: int, key: str) -> LocalRule:
    """Answer by name for keeping something that was warned of. Raises Refused, Stale, BadInput. vi: giữ lại."""
    rule = hold_draft(actor, rule, edition)
    found = next((one for one in draft_of(rule, content_of(rule)).warnings if one.key == key), None)
    if found is None:
        raise BadInput([Problem("key", say("Không còn cảnh báo này."), say("Hãy mở lại trang."))])
    before = rule.fingerprint
    kept = {"key": key, "sentence": str(found.sentence), "by": actor.name, "at": now.isoformat()}
    rule.accepted = [*(one for one in rule.accepted if one["key"] != key), kept]
    return _saved(rule, actor, now, before, verb="accept-local-warning")


def hold_draft(actor: Viewer, rule: LocalRule, edition: int | None = None) -> LocalRule:
    """The draft locked and read anew, for somebody who may write it and has seen its latest state.

    Raises Refused, Stale.
    """
    held = LocalRule.objects.select_for_update(of=("self",)).select_related("unit", "cluster").get(pk=rule.pk)
    require(may_keep_rule(actor, held))
    if held.state != LocalRule.State.DRAFT:
        raise Refused(refused(say("Bản đã ban hành không sửa được nữa."), say("Hãy lập bản mới.")))
    if edition is not None and held.edition != edition:
        raise Stale(say("Bản dự thảo vừa được người khác sửa; hãy xem lại trước khi lưu."), held)
    return held


def _with_content(rule: LocalRule, content: Content, actor: Viewer, now: datetime) -> LocalRule:
    before = rule.fingerprint
    read = read_plain(content, Source(str(say("Biểu mẫu"))), frame_of(rule), house())
    rule.content, rule.text = read.plain, as_yaml(read.plain)
    return _saved(rule, actor, now, before)


def _set_head(rule: LocalRule, head: Head, paper: Upload | None, day: date) -> None:
    scope = scope_of(rule)
    allowed = LEVELS_OF_CLUSTER if isinstance(scope, Cluster) else LEVELS_OF_UNIT
    if head.level not in allowed:
        raise BadInput([Problem("level", say("Cấp văn bản không hợp với nơi ban hành."), say("Hãy chọn cấp khác."))])
    if head.ends_on is not None and head.ends_on < head.starts_on:
        raise BadInput([Problem("ends_on", say("Ngày hết hiệu lực trước ngày có hiệu lực."))])
    if rule.starts_on is not None:
        old, new = Period(rule.starts_on, rule.ends_on), Period(head.starts_on, head.ends_on)
        rule.content = redated(rule.content, old, new)
        rule.text = as_yaml(rule.content) if old != new or not rule.text else rule.text
    rule.level, rule.title, rule.number = head.level, head.title, head.number
    rule.signed_on, rule.starts_on, rule.ends_on = head.signed_on, head.starts_on, head.ends_on
    rule.issuer = (name_on(scope, day) if isinstance(scope, Unit) else scope.name)[:150]
    if paper is not None:
        for name, value in kept_paper(paper).items():
            setattr(rule, name, value)
    rule.fingerprint = fingerprint_of_rule(rule)


def fingerprint_of_rule(rule: LocalRule) -> str:
    """SHA-256 of everything in a rule that decides or is cited."""
    paper = [rule.level, rule.title, rule.number, rule.issuer, f"{rule.signed_on}", f"{rule.starts_on}"]
    return fingerprint_of({**rule.content, "paper": [*paper, f"{rule.ends_on}", rule.paper_sha256]})


def _saved(rule: LocalRule, actor: Viewer, now: datetime, before: str, verb: str = "save-local-rule") -> LocalRule:
    rule.fingerprint = fingerprint_of_rule(rule)
    rule.edition += 1
    rule.save()
    return _kept(rule, actor, now, verb, before=before)


def _kept(rule: LocalRule, actor: Viewer, now: datetime, verb: str, **more: str) -> LocalRule:
    data = {"fingerprint": rule.fingerprint, "version": rule.version, "edition": rule.edition, **more}
    record(verb=verb, actor=actor, subject=rule, at=now, data=data)
    return rule


def _there(rule: LocalRule, number: int) -> None:
    if not 0 <= number < len(rule.content.get("additions", ())):
        raise BadInput([Problem("number", say("Không còn điều khoản này."), say("Hãy mở lại trang."))])
