"""Where a missing fact is written down: from the kind of condition to the kind of record. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from thidua.law.conditions import (
    DisciplineOver,
    HeldEarlier,
    Holds,
    MeasureAtLeast,
    NeverHeld,
    NoDiscipline,
    NoMemberDiscipline,
    NoPending,
    PartyRatingAtLeast,
    RatingAtLeast,
    Registered,
    Stated,
    WorkRecognised,
)
from thidua.law.conditions.combined import SERVED
from thidua.records.rules.kinds import AWARD, CHECKED, KINDS, MEASURE, RATING, REGISTERED, STATEMENT

#: For lists the missing word is that somebody looked through them; a single fact has a row of its own.
RECORD_OF: Mapping[str, str] = {
    RatingAtLeast.name: RATING,
    PartyRatingAtLeast.name: RATING,
    Holds.name: AWARD,
    HeldEarlier.name: CHECKED,
    NeverHeld.name: CHECKED,
    WorkRecognised.name: CHECKED,
    NoDiscipline.name: CHECKED,
    DisciplineOver.name: CHECKED,
    NoMemberDiscipline.name: CHECKED,
    SERVED: CHECKED,
    NoPending.name: CHECKED,
    Registered.name: REGISTERED,
    Stated.name: STATEMENT,
    MeasureAtLeast.name: MEASURE,
}


def cure_of(kind: str, *, of_person: bool) -> str:
    """The word in the address of the records where such a fact is written down; empty where there is none."""
    record = KINDS.get(RECORD_OF.get(kind, ""))
    if record is None or not (record.of_person if of_person else record.of_unit):
        return ""
    return record.slug
