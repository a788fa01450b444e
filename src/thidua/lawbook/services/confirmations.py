"""Confirm a provision with the paper in hand; withdraw what was confirmed by mistake."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import Refused, Stale, require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.lawbook.models import Confirmation
from thidua.lawbook.policies import may_confirm
from thidua.lawbook.selectors.confirmations import get_unread_for
from thidua.lawbook.services.papers import Upload, given, kept_paper
from thidua.organisations.rules import Viewer


@transaction.atomic
def confirm_provision(*, actor: Viewer, now: datetime, ref: str, seen: str, note: str, paper: Upload) -> Confirmation:
    """Say that a provision reads in the paper as it does here; `seen` is the content that was shown.

    Holds for exactly that content. Raises Refused, Stale, BadInput, NotThere. vi: xác nhận điều khoản.
    """
    require(may_confirm(actor))
    unread = get_unread_for(actor, ref)
    if unread.mark != seen:
        raise Stale(say("Nội dung điều khoản vừa thay đổi; hãy đối chiếu lại trước khi xác nhận."), unread)
    if Confirmation.objects.filter(provision=unread.key, content_fingerprint=seen, withdrawn_at=None).exists():
        raise Refused(refused(say("Điều khoản này đã được xác nhận.")))
    kept = kept_paper(paper)
    found = Confirmation.objects.create(
        provision=unread.key, citation=str(unread.provision.citation), content_fingerprint=seen, note=note.strip(),
        confirmed_by_id=actor.account_id, confirmed_at=now, **kept,
    )  # fmt: skip
    data = {"provision": unread.key, "content": seen, "paper": found.paper_sha256, "note": found.note}
    record(verb="confirm-provision", actor=actor, subject=found, at=now, data=data)
    return found


@transaction.atomic
def withdraw_confirmation(*, actor: Viewer, now: datetime, confirmation: Confirmation, reason: str) -> Confirmation:
    """Take a confirmation back; it stays in the history. Raises Refused, BadInput. vi: rút xác nhận."""
    require(may_confirm(actor))
    found = Confirmation.objects.select_for_update().get(pk=confirmation.pk)
    if found.withdrawn_at is not None:
        raise Refused(refused(say("Xác nhận này đã được rút.")))
    found.withdrawn_reason = given("reason", reason)
    found.withdrawn_at, found.withdrawn_by_id = now, actor.account_id
    found.save(update_fields=["withdrawn_reason", "withdrawn_at", "withdrawn_by"])
    data = {"provision": found.provision, "content": found.content_fingerprint}
    record(verb="withdraw-confirmation", actor=actor, subject=found, at=now, reason=found.withdrawn_reason, data=data)
    return found
