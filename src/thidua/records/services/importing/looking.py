"""Who looked at what is sensitive in a file or in what it would change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.organisations.rules import Viewer
from thidua.records.models import Import, ImportRow
from thidua.records.selectors.importing import sensitive_in


@transaction.atomic
def note_look_at_rows(*, actor: Viewer, now: datetime, imported: Import, rows: Iterable[ImportRow]) -> None:
    """Write down a look at rows that tell of disciplines or days of birth; nothing for others."""
    groups = sensitive_in(imported, rows)
    if groups:
        record(verb="look-at-sensitive", actor=actor, subject=imported, at=now, data={"groups": groups})
