"""How a page gets a person, a collective or a row of their records: not there and not yours are the same."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from thidua.foundation.refusals import NotThere
from thidua.organisations.models import Person, Unit
from thidua.organisations.rules import Viewer
from thidua.records.facts.reach import standing_to_person, standing_to_unit, standings_to_people
from thidua.records.models import (
    AwardHeld,
    Checked,
    Discipline,
    Leave,
    Matter,
    Measure,
    Rating,
    Recorded,
    RegisteredTitle,
    Statement,
    Work,
)
from thidua.records.rules import kinds
from thidua.records.rules.kinds import BY_SLUG, Kind, group_of
from thidua.records.rules.standing import IDENTITY, Standing, may_see

MODELS: dict[str, type[Recorded]] = {
    kinds.RATING: Rating,
    kinds.AWARD: AwardHeld,
    kinds.REGISTERED: RegisteredTitle,
    kinds.WORK: Work,
    kinds.DISCIPLINE: Discipline,
    kinds.MATTER: Matter,
    kinds.LEAVE: Leave,
    kinds.MEASURE: Measure,
    kinds.STATEMENT: Statement,
    kinds.CHECKED: Checked,
}


@dataclass(frozen=True, slots=True)
class OnFile:
    """One subject of records and how the viewer stands to it."""

    subject: Person | Unit
    standing: Standing

    @property
    def person(self) -> Person:
        """The subject as a person."""
        assert isinstance(self.subject, Person)  # noqa: S101 - the gate that made it says so
        return self.subject

    @property
    def unit(self) -> Unit:
        """The subject as a unit."""
        assert isinstance(self.subject, Unit)  # noqa: S101 - the gate that made it says so
        return self.subject

    @property
    def is_person(self) -> bool:
        """Whether a person, not a collective."""
        return isinstance(self.subject, Person)


@dataclass(frozen=True, slots=True)
class OneRow:
    """One row of somebody's record, whose, and how the viewer stands to them."""

    row: Recorded
    kind: Kind
    on_file: OnFile

    @property
    def group(self) -> str:
        """The group that opens it."""
        return group_of(self.kind.code, getattr(self.row, "of", "self"))


def get_person_for(viewer: Viewer, uuid: UUID) -> OnFile:
    """A person's record under the kept entry, for themself, those who keep it, and the administrator (identity)."""
    person = Person.objects.select_related("same_as", "account").filter(uuid=uuid).first()
    return _on_file(viewer, person.same_as or person) if person else _nothing()


def get_entry_for(viewer: Viewer, uuid: UUID) -> Person:
    """One entry of a person as it stands, merged or not; for the administrator, who keeps identity."""
    person = Person.objects.select_related("same_as", "account").filter(uuid=uuid).first()
    if person is None or not viewer.is_administrator:
        raise NotThere
    return person


def get_unit_for(viewer: Viewer, uuid: UUID) -> OnFile:
    """A collective's record, for those who keep it."""
    unit = Unit.objects.prefetch_related("names").filter(uuid=uuid).first()
    if unit is None:
        return _nothing()
    found = OnFile(unit, standing_to_unit(viewer, unit))
    return found if found.standing.keeps else _nothing()


def get_row_for(viewer: Viewer, slug: str, uuid: UUID) -> OneRow:
    """One row of a record, its group open to the viewer. A work opens through any of its authors."""
    kind = BY_SLUG.get(slug)
    if kind is None:
        raise NotThere
    row = MODELS[kind.code]._default_manager.filter(uuid=uuid).first()
    if row is None:
        raise NotThere
    found = OneRow(row, kind, _owner(viewer, row))
    if not may_see(found.on_file.standing, found.group):
        raise NotThere
    return found


def _owner(viewer: Viewer, row: Recorded) -> OnFile:
    if isinstance(row, Work):
        return _through_an_author(viewer, row)
    unit = getattr(row, "unit", None)
    if unit is not None:
        return OnFile(unit, standing_to_unit(viewer, unit))
    person: Person = row.person  # type: ignore[attr-defined]
    return _on_file(viewer, person.same_as or person)


def _through_an_author(viewer: Viewer, work: Work) -> OnFile:
    """The author whose record the viewer keeps, else the viewer as author; keeping goes before seeing."""
    authors = [one.person for one in work.authorships.select_related("person__same_as").order_by("pk")]
    people = [one.same_as or one for one in authors]
    standings = standings_to_people(viewer, [one.pk for one in people])
    found = [OnFile(one, standings[one.pk]) for one in people if standings[one.pk].keeps or standings[one.pk].own]
    found.sort(key=lambda one: (one.standing.own, not one.standing.keeps))
    return found[0] if found else _nothing()


def _on_file(viewer: Viewer, person: Person) -> OnFile:
    found = OnFile(person, standing_to_person(viewer, person))
    return found if may_see(found.standing, IDENTITY) else _nothing()


def _nothing() -> OnFile:
    raise NotThere
