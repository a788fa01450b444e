"""Which rulebook somebody reads: the law with what is added at their own unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thidua.foundation.refusals import NotThere
from thidua.law.model import Award, Instrument
from thidua.law.rulebook import Rulebook
from thidua.lawbook.facts import general_rulebook, rulebook_for
from thidua.lawbook.policies import may_read_law
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.organisations.selectors.units import name_on


@dataclass(frozen=True, slots=True)
class Reading:
    """A rulebook with the day it is read on, and the unit whose additions are in it (none: the law alone)."""

    book: Rulebook
    day: date
    unit: str = ""


def reading_for(viewer: Viewer, day: date) -> Reading:
    """The law of a day as it is at the viewer's unit. Raises NotThere for somebody without a post."""
    if not may_read_law(viewer):
        raise NotThere
    working = sorted(viewer.working_units) or [seat.unit_id for seat in viewer.seats if seat.role != "administrator"]
    unit = Unit.objects.prefetch_related("names").filter(pk=working[0]).first() if working else None
    if unit is None:
        return Reading(general_rulebook(), day)
    return Reading(rulebook_for(unit, day), day, name_on(unit, day))


def get_award_for(viewer: Viewer, day: date, code: str) -> tuple[Reading, Award]:
    """One title or form as the viewer reads it."""
    reading = reading_for(viewer, day)
    if code not in reading.book.awards:
        raise NotThere
    return reading, reading.book.awards[code]


def get_instrument_for(viewer: Viewer, code: str) -> tuple[Reading, Instrument]:
    """One instrument, also the paper of a local rule that touches the viewer."""
    reading = reading_for(viewer, viewer.day)
    if code not in reading.book.instruments:
        raise NotThere
    return reading, reading.book.instruments[code]
