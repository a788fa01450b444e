"""Who looked at what is sensitive: written down once a page. vi: nhật ký xem thông tin nhạy cảm."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.organisations.rules import Viewer
from thidua.records.rules.standing import look_is_noted
from thidua.records.selectors.gates import OnFile


@transaction.atomic
def note_look(*, actor: Viewer, now: datetime, on_file: OnFile, groups: Iterable[str]) -> None:
    """Write down that somebody looked at sensitive groups of somebody else's record; nothing for one's own."""
    noted = sorted(group for group in groups if look_is_noted(on_file.standing, group))
    if noted:
        record(verb="look-at-sensitive", actor=actor, subject=on_file.subject, at=now, data={"groups": noted})
