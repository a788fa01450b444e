"""Issue a local rule, so that it decides from its day on; end it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import Refused, Stale, require
from thidua.core.findings import Answer, Finding, refused
from thidua.core.text import say
from thidua.lawbook.models import LocalRule
from thidua.lawbook.policies import may_keep_rule
from thidua.lawbook.rules.readiness import missing
from thidua.lawbook.selectors.rules import content_of, draft_of
from thidua.lawbook.services.local_rules import hold_draft
from thidua.lawbook.services.papers import given
from thidua.organisations.rules import Viewer

DAY = timedelta(days=1)


@transaction.atomic
def publish_rule(*, actor: Viewer, now: datetime, rule: LocalRule, seen: str) -> LocalRule:
    """Issue a draft: it never changes again, and from its day on takes the place of the version before it.

    `seen` is the fingerprint that was shown. Raises Refused with everything that is missing, Stale. vi: ban hành.
    """
    rule = hold_draft(actor, rule)
    if rule.fingerprint != seen:
        raise Stale(say("Bản dự thảo vừa thay đổi; hãy xem lại rồi ban hành."), rule)
    if lacks := missing(draft_of(rule, content_of(rule))):
        raise Refused(Finding(Answer.REFUSED, tuple(one.reason for one in lacks)))
    replaced = []
    for one in LocalRule.objects.select_for_update().filter(series=rule.series, state=LocalRule.State.PUBLISHED):
        last = rule.starts_on - DAY
        one.held_until = last if one.ends_on is None else min(one.ends_on, last)
        one.state = LocalRule.State.REPLACED
        one.save(update_fields=["held_until", "state"])
        replaced.append(one.version)
    rule.state = LocalRule.State.PUBLISHED
    rule.published_at, rule.published_by_id = now, actor.account_id
    rule.edition += 1
    rule.save(update_fields=["state", "published_at", "published_by", "edition"])
    data = {"fingerprint": rule.fingerprint, "starts_on": f"{rule.starts_on}", "replaced": replaced}
    data["accepted"] = [one["key"] for one in rule.accepted]
    record(verb="publish-local-rule", actor=actor, subject=rule, at=now, data=data)
    return rule


@transaction.atomic
def withdraw_rule(*, actor: Viewer, now: datetime, rule: LocalRule, from_day: date, reason: str) -> LocalRule:
    """End a rule from a day on (from its first day: as if it had never held), or drop a draft. The version before it
    does not come back by itself. Findings that were kept stay as they were. Raises Refused, BadInput. vi: bãi bỏ.
    """
    held = LocalRule.objects.select_for_update(of=("self",)).select_related("unit", "cluster").get(pk=rule.pk)
    require(may_keep_rule(actor, held))
    if held.state not in (LocalRule.State.DRAFT, LocalRule.State.PUBLISHED):
        raise Refused(refused(say("Bản này không còn hiệu lực.")))
    held.withdrawn_reason = given("reason", reason)
    last = from_day - DAY
    held.held_until = last if held.ends_on is None else min(held.ends_on, last)
    held.state, held.withdrawn_at = LocalRule.State.WITHDRAWN, now
    held.edition += 1
    held.save(update_fields=["held_until", "state", "withdrawn_at", "withdrawn_reason", "edition"])
    data = {"from": f"{from_day}", "fingerprint": held.fingerprint}
    record(verb="withdraw-local-rule", actor=actor, subject=held, at=now, reason=held.withdrawn_reason, data=data)
    return held
