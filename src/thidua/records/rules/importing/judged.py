"""What a row is held against, and what holding it against that gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from thidua.records.rules.importing.kinds import Kind
from thidua.records.rules.importing.notes import DOUBT, KEPT, TWICE, WRONG, Note
from thidua.records.rules.importing.outcomes import CHANGED, DECIDED, REFUSED, SAME, UNCLEAR
from thidua.records.rules.importing.people import People, Who
from thidua.records.rules.importing.reading import Against, UnitFacts
from thidua.records.rules.importing.stored import Stored, differences

#: What a record has when the row does not say it.
DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "awards": {"basis": "merit"},
    "works": {"kind": "initiative", "scope": "unit"},
}


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are held against: how cells are read, the people, the stored records by person and key."""

    against: Against
    people: People
    stored: Mapping[tuple[Any, ...], tuple[Stored, ...]] = field(default_factory=dict)
    #: Whoever acts, by number: nobody writes their own record.
    own: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Judged:
    """What a row would do: the outcome, what is said about it, and what is to be written.

    `person` is who is meant, `target` the stored record that changes; `values` are the fields to write,
    `person_values` those of the person, `authors` the authors that a work gains; `about` is everybody whose record it
    is, where that is more than one. `who` and `unit`: of somebody new.
    """

    outcome: str
    notes: tuple[Note, ...] = ()
    person: int | None = None
    target: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    person_values: Mapping[str, Any] = field(default_factory=dict)
    authors: tuple[int, ...] = ()
    about: frozenset[int] = frozenset()
    who: Who | None = None
    unit: UnitFacts | None = None


def outcome_of_notes(notes: Iterable[Note]) -> str:
    """The outcome that notes alone decide; empty when they decide nothing."""
    said = {note.what for note in notes}
    return next((outcome for what, outcome in ((WRONG, REFUSED), (DOUBT, UNCLEAR), (TWICE, SAME)) if what in said), "")


def who_of(values: Mapping[str, Any]) -> Who:
    """Whom a row names."""
    return Who(values.get("name", ""), values.get("staff_code", ""), values.get("born_on"), values["unit"].pk)


def held_against(kind: Kind, said: Mapping[str, Any], stored: Stored, known: Known, person: int | None) -> Judged:
    """A row's fields against the stored record: the same, changed, or decided and kept."""
    found = differences(kind.columns, said, stored, known.against.names)
    notes = tuple(found.values())
    if not found:
        return Judged(SAME, person=person, target=stored.pk)
    if any(note.what == KEPT for note in notes):
        return Judged(DECIDED, notes, person, stored.pk)
    return Judged(CHANGED, notes, person, stored.pk, {key: said[key] for key in found})
