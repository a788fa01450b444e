"""What the pages of criteria tables share: the words at their head, the edition they were made from."""

from __future__ import annotations

from typing import Any

from thidua.foundation.requests import ViewerRequest
from thidua.scoring.models import CriteriaTable
from thidua.scoring.rules.table_states import TABLE, TABLE_TONES


def about(table: CriteriaTable) -> dict[str, Any]:
    """What every page of one table says at its head."""
    return {"table": table, "cycle": table.cycle, "state": TABLE.states[table.state], "tone": TABLE_TONES[table.state]}


def edition_of(request: ViewerRequest) -> int:
    """The edition a page was made from; a page without one is older than any."""
    text = request.POST.get("edition", "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1
