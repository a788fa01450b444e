"""What an award that is about to be written down rests on and another award of the same subject rests on already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from thidua.law.double import DoubleUse, reused
from thidua.law.facts import Holding
from thidua.law.rulebook import house
from thidua.organisations.models import Person, Unit
from thidua.organisations.selectors import entries_of
from thidua.records.facts.people import holding
from thidua.records.models import STANDS, AwardHeld


def used_before(
    subject: Person | Unit, values: Mapping[str, Any], day: date, but: int | None = None
) -> tuple[DoubleUse, ...]:
    """The works and the achievement in `values` that another award stands on, with its decision; `but` is left out.

    vi: sáng kiến, thành tích đã được khen. source: domain/law.md X8, X9.
    """
    works = {str(one.uuid): one.name for one in values.get("works", ())}
    given = Holding(
        award=values.get("award", ""),
        year=values.get("year", 0),
        works=tuple(works),
        achievement=values.get("achievement", ""),
    )
    if not given.works and not given.achievement:
        return ()
    whose = {"unit": subject} if isinstance(subject, Unit) else {"person__in": entries_of([subject.pk])}
    rows = (
        AwardHeld.objects.filter(STANDS, **whose).exclude(pk=but or 0).order_by("year", "pk").prefetch_related("works")
    )
    others = [holding(row, {row.pk: [str(one.uuid) for one in row.works.all()]}) for row in rows]
    return reused(house(), given, others, works, day)
