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
from thidua.law.facts import DISCIPLINES, HOLDINGS, MATTERS, MEMBER_DISCIPLINES, WORKS
from thidua.law.steps import Step
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


#: Which list somebody must have looked through.
GROUP_OF: Mapping[str, str] = {
    HeldEarlier.name: HOLDINGS,
    NeverHeld.name: HOLDINGS,
    WorkRecognised.name: WORKS,
    NoDiscipline.name: DISCIPLINES,
    DisciplineOver.name: DISCIPLINES,
    NoMemberDiscipline.name: MEMBER_DISCIPLINES,
    SERVED: DISCIPLINES,
    NoPending.name: MATTERS,
}


def known_of(step: Step) -> dict[str, str]:
    """What the page of the records can fill in already: the year, and the question, the measure or the list."""
    about = GROUP_OF.get(step.kind, step.about)
    return {"nam": str(step.year)} | ({"muc": about} if about else {})


def cure_of(kind: str, *, of_person: bool) -> str:
    """The word in the address of the records where such a fact is written down; empty where there is none."""
    record = KINDS.get(RECORD_OF.get(kind, ""))
    if record is None or not (record.of_person if of_person else record.of_unit):
        return ""
    return record.slug
