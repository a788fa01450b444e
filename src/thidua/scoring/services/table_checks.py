"""Warnings about a draft that somebody accepts by name."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import BadInput, Problem
from thidua.core.text import say
from thidua.organisations.rules import Viewer
from thidua.scoring.models import AcceptedCheck, CriteriaTable
from thidua.scoring.selectors.table_checks import WARNING, checks_of
from thidua.scoring.services.table_storing import account_of
from thidua.scoring.services.tables import open_draft


@transaction.atomic
def accept_check(*, actor: Viewer, now: datetime, table: CriteriaTable, edition: int, key: str) -> AcceptedCheck:
    """Take a warning upon oneself; it no longer stands in the way of publishing. Errors cannot be accepted.

    Raises Refused, Stale, BadInput. vi: chấp nhận cảnh báo.
    """
    draft = open_draft(actor, table, edition)
    found = next((one for one in checks_of(draft, actor.day) if one.key == key), None)
    if found is None or found.check.severity != WARNING or found.accepted is not None:
        raise BadInput(
            [
                Problem(
                    "", say("Cảnh báo này không còn, hoặc không chấp nhận được."), say("Hãy tải lại trang để xem lại.")
                )
            ]
        )
    accepted = AcceptedCheck.objects.create(
        table=draft, key=key, sentence=str(found.check.sentence), accepted_by_id=account_of(actor), accepted_at=now
    )
    record(verb="accept-check", actor=actor, subject=draft, at=now, data={"key": key, "sentence": accepted.sentence})
    return accepted


@transaction.atomic
def reopen_check(*, actor: Viewer, now: datetime, table: CriteriaTable, edition: int, key: str) -> None:
    """Take an acceptance back. Raises Refused, Stale, BadInput."""
    draft = open_draft(actor, table, edition)
    accepted = AcceptedCheck.objects.filter(table=draft, key=key).first()
    if accepted is None:
        raise BadInput([Problem("", say("Cảnh báo này chưa được ai chấp nhận."), say("Hãy tải lại trang để xem lại."))])
    sentence = accepted.sentence
    accepted.delete()
    record(verb="reopen-check", actor=actor, subject=draft, at=now, data={"key": key, "sentence": sentence})
