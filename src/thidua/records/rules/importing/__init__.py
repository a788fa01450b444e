"""What a row of an Excel file means for people's records, and what it would change. Pure."""

from thidua.records.rules.importing.in_file import in_file
from thidua.records.rules.importing.judged import Judged, Known
from thidua.records.rules.importing.judging import identity, judge, settled
from thidua.records.rules.importing.kinds import (
    AWARDS,
    DISCIPLINES,
    KINDS,
    RATINGS,
    REGISTERED,
    STAFF,
    WORKS,
    Column,
    Kind,
    fold_heading,
)
from thidua.records.rules.importing.names import Names
from thidua.records.rules.importing.notes import Note
from thidua.records.rules.importing.outcomes import (
    CHANGED,
    DECIDED,
    FAULTY,
    NEW,
    OUTCOME_WORDS,
    OUTCOMES,
    REFUSED,
    SAME,
    TONES,
    UNCLEAR,
    WAITING,
    WRITTEN,
    grouped,
)
from thidua.records.rules.importing.people import Entry, People, Place, PostFacts, gathered
from thidua.records.rules.importing.reading import Against, UnitFacts, read_authors, read_day, staff_code
from thidua.records.rules.importing.stored import Stored

__all__ = [
    "AWARDS",
    "Against",
    "CHANGED",
    "DECIDED",
    "DISCIPLINES",
    "FAULTY",
    "KINDS",
    "NEW",
    "OUTCOMES",
    "OUTCOME_WORDS",
    "RATINGS",
    "REFUSED",
    "REGISTERED",
    "SAME",
    "STAFF",
    "TONES",
    "UNCLEAR",
    "WAITING",
    "WORKS",
    "WRITTEN",
    "Column",
    "Entry",
    "Judged",
    "Kind",
    "Known",
    "Names",
    "Note",
    "People",
    "Place",
    "PostFacts",
    "Stored",
    "UnitFacts",
    "gathered",
    "fold_heading",
    "grouped",
    "identity",
    "in_file",
    "judge",
    "read_authors",
    "read_day",
    "settled",
    "staff_code",
]
