"""What every change to a session has in common: the lock, the right, the edition, and after the invitation a reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from thidua.audit.services import record
from thidua.core.errors import Refused, Stale, require
from thidua.core.findings import refused
from thidua.core.text import Text, say
from thidua.meetings.models import Session
from thidua.meetings.policies.sessions import may_prepare, may_run
from thidua.meetings.rules.sessions import FLOW
from thidua.organisations.rules import Viewer
from thidua.organisations.services.checks import reason_given


def locked(session: Session) -> Session:
    """The session, read anew and locked until the use case is done."""
    rows = Session.objects.select_for_update(of=("self",)).select_related("council__cluster", "council__unit", "cycle")
    return rows.get(pk=session.pk)


def changeable(actor: Viewer, session: Session, reason: str, edition: int | None = None) -> Session:
    """The session, locked, when the actor may change it: freely while it is prepared, with a reason once called.

    Raises Refused, BadInput, Stale (when `edition` is not the one that stands).
    """
    session = locked(session)
    if session.state == Session.State.OPEN:
        require(may_run(actor, session))
    else:
        require(may_prepare(actor, session))
    not_archived(session)
    if session.state != Session.State.DRAFT:
        require(FLOW.may("change", session.state))
        reason_given(reason)
    same_edition(session, edition)
    return session


def changed(
    actor: Viewer, now: datetime, session: Session, words: Text, reason: str, data: dict[str, Any] | None = None
) -> None:
    """Count the edition on and record the change; after the invitation it is also told on the session's page."""
    session.edition += 1
    if session.state != Session.State.DRAFT:
        told = {"at": now.isoformat(), "words": str(words), "reason": reason.strip()}
        session.changes = [*session.changes, told]
    session.save(update_fields=["edition", "changes"])
    kept = {"change": str(words), **(data or {})}
    record(verb="change-session", actor=actor, subject=session, at=now, reason=reason.strip(), data=kept)


def same_edition(session: Session, edition: int | None) -> None:
    """Nobody changes or sends something else than what was read."""
    if edition is not None and edition != session.edition:
        sentence = say("Phiên họp vừa được người khác sửa nên phần của bạn chưa được lưu; hãy xem lại rồi làm tiếp.")
        raise Stale(sentence, session)


def not_archived(session: Session) -> None:
    """Nothing changes in a year that was archived."""
    if session.cycle is not None and session.cycle.archived_at is not None:
        raise Refused(refused(say("Năm thi đua này đã được đưa vào lưu trữ nên phiên họp không thay đổi được nữa.")))
