"""The closed vocabulary of conditions. A rule that needs a new word gets a new class here, never an expression."""

from thidua.law.conditions.base import Case, Condition, Words
from thidua.law.conditions.collective import MembersHolding, MembersRated, NoMemberDiscipline, NotDissolved
from thidua.law.conditions.combined import All, Any, EachYear, SoManyOf, SomeYears
from thidua.law.conditions.conduct import DisciplineOver, NoDiscipline, NoPending
from thidua.law.conditions.holding import HeldEarlier, Holds, NeverHeld
from thidua.law.conditions.service import (
    MeasureAtLeast,
    PartyRatingAtLeast,
    RatingAtLeast,
    Registered,
    Stated,
    Worked,
)
from thidua.law.conditions.whole import Meets, TextUnavailable
from thidua.law.conditions.work import WorkRecognised

#: Every condition that stands alone, by the word that names it in the data.
SINGLE: dict[str, type[Condition]] = {
    kind.name: kind
    for kind in (
        RatingAtLeast,
        PartyRatingAtLeast,
        Holds,
        HeldEarlier,
        NeverHeld,
        WorkRecognised,
        NoDiscipline,
        DisciplineOver,
        NoPending,
        Worked,
        Registered,
        Stated,
        MeasureAtLeast,
        Meets,
        MembersHolding,
        MembersRated,
        NoMemberDiscipline,
        NotDissolved,
        TextUnavailable,
    )
}
#: Those that are made of others.
COMBINED: dict[str, type[Condition]] = {kind.name: kind for kind in (All, Any, SoManyOf, EachYear, SomeYears)}

__all__ = [
    "COMBINED",
    "SINGLE",
    "All",
    "Any",
    "Case",
    "Condition",
    "DisciplineOver",
    "EachYear",
    "HeldEarlier",
    "Holds",
    "MeasureAtLeast",
    "Meets",
    "MembersHolding",
    "MembersRated",
    "NeverHeld",
    "NoDiscipline",
    "NoMemberDiscipline",
    "NoPending",
    "NotDissolved",
    "PartyRatingAtLeast",
    "RatingAtLeast",
    "Registered",
    "SoManyOf",
    "SomeYears",
    "Stated",
    "TextUnavailable",
    "Words",
    "WorkRecognised",
    "Worked",
]
