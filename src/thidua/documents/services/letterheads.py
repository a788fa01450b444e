"""What stands at the head and foot of a unit's papers, kept by the unit."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thidua.audit.services import record
from thidua.core.errors import Stale, require
from thidua.core.text import say
from thidua.documents.models import Letterhead
from thidua.documents.policies import may_keep_letterhead
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer


@transaction.atomic
def keep_letterhead(
    *,
    actor: Viewer,
    now: datetime,
    unit: Unit,
    edition: int,
    governing_body: str,
    place: str,
    symbol: str,
    head_title: str,
) -> Letterhead:
    """Change what stands at the head of a unit's papers; those already issued stay. Raises Refused, Stale."""
    require(may_keep_letterhead(actor, unit.pk))
    kept, _ = Letterhead.objects.select_for_update().get_or_create(unit=unit)
    if kept.edition != edition:
        raise Stale(say("Thể thức văn bản vừa được người khác sửa; hãy xem lại trước khi lưu."), kept)
    before = [kept.governing_body, kept.place, kept.symbol, kept.head_title]
    kept.governing_body, kept.place, kept.symbol, kept.head_title = governing_body, place, symbol, head_title
    kept.edition += 1
    kept.save()
    after = [governing_body, place, symbol, head_title]
    record(verb="keep-letterhead", actor=actor, subject=unit, at=now, data={"before": before, "after": after})
    return kept
