"""Write what judged rows say into the records, many at a time; runs inside the transaction of a chunk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from thidua.core.names import fold, sort_key, tidy
from thidua.organisations.models import Person, Post
from thidua.organisations.rules import Viewer
from thidua.records.models import Authorship, AwardHeld, Discipline, Rating, Recorded, RegisteredTitle, Work
from thidua.records.rules.importing import (
    AWARDS,
    DISCIPLINES,
    RATINGS,
    REGISTERED,
    STAFF,
    WORKS,
    WRITTEN,
    Judged,
    identity,
)

_TOGETHER = 500
_MODELS: Mapping[str, type[Recorded]] = {
    RATINGS: Rating,
    AWARDS: AwardHeld,
    REGISTERED: RegisteredTitle,
    DISCIPLINES: Discipline,
    WORKS: Work,
}


def write(kind: str, judged: dict[int, Judged], actor: Viewer, now: datetime) -> None:
    """Write the rows that are new or changed; `judged` gets the number of everybody who is added."""
    rows = {number: one for number, one in judged.items() if one.outcome in WRITTEN}
    if kind == STAFF:
        judged.update(_write_staff(rows))
        return
    made = {"recorded_at": now, "recorded_by_id": actor.account_id}
    model = _MODELS[kind]
    new = [one for one in rows.values() if one.target is None]
    stored = model._default_manager.bulk_create([model(**_fields(kind, one), **made) for one in new])
    changed = [one for one in rows.values() if one.target is not None]
    _change(kind, model, [one for one in changed if one.values])
    if kind == WORKS:
        gains = [(work.pk, one.authors) for work, one in zip(stored, new, strict=True)]
        gains += [(one.target, one.authors) for one in changed if one.target is not None]
        Authorship.objects.bulk_create(
            Authorship(work_id=pk, person_id=who) for pk, authors in gains for who in authors
        )


def _fields(kind: str, one: Judged) -> dict[str, Any]:
    """The fields of a new record."""
    values = dict(one.values)
    if kind == WORKS:
        name = values.pop("work")
        return {"name": name, "search_text": fold(name), **_recognised(values)}
    if kind == DISCIPLINES and values.get("decision_number"):
        values["decision_on"] = values["decided_on"]
    return {"person_id": one.person, **values}


def _recognised(values: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, "recognised_on": values["decision_on"]} if "decision_on" in values else dict(values)


def _change(kind: str, model: type[Recorded], changed: Iterable[Judged]) -> None:
    by_target = {one.target: dict(one.values) for one in changed}
    if not by_target:
        return
    found = list(model._default_manager.select_for_update().filter(pk__in=by_target))
    names = {"edition"}
    for record in found:
        values = by_target[record.pk]
        if kind == WORKS:
            values = _recognised(values)
        if kind == DISCIPLINES and values.get("decision_number"):
            values["decision_on"] = record.decided_on  # type: ignore[attr-defined]
        for name, value in values.items():
            setattr(record, name, value)
        record.edition += 1
        names |= set(values)
    model._default_manager.bulk_update(found, sorted(names), batch_size=_TOGETHER)


def _write_staff(rows: Mapping[int, Judged]) -> dict[int, Judged]:
    """Add who is new, complete who is known, then the posts of both."""
    added = _add_people([one for one in rows.values() if one.person is None])
    found = {
        number: replace(one, person=added[identity(one.who)]) if one.person is None and one.who else one
        for number, one in rows.items()
    }
    _complete([one for one in found.values() if one.person_values])
    Post.objects.bulk_create(
        Post(person_id=one.person, unit_id=one.unit.pk, role=Post.Role.STAFF, **one.values)
        for one in found.values()
        if one.unit is not None and one.person is not None
    )
    by_target = {one.target: one.values for one in found.values() if one.target is not None and one.values}
    posts = list(Post.objects.select_for_update().filter(pk__in=by_target)) if by_target else []
    for post in posts:
        for name, value in by_target[post.pk].items():
            setattr(post, name, value)
    if posts:
        Post.objects.bulk_update(posts, ["title", "starts_on"], batch_size=_TOGETHER)
    return found


def _add_people(rows: Iterable[Judged]) -> dict[tuple[Any, ...], int]:
    """One person for all rows that name one, with whatever any of them says."""
    new: dict[tuple[Any, ...], Person] = {}
    for one in rows:
        if one.who is None:
            continue
        person = new.setdefault(identity(one.who), _named(Person(staff_code=one.who.staff_code or None), one.who.name))
        person.born_on = person.born_on or one.who.born_on
    Person.objects.bulk_create(new.values())
    return {key: person.pk for key, person in new.items()}


def _complete(rows: Iterable[Judged]) -> None:
    values: dict[int, dict[str, Any]] = {}
    for one in rows:
        if one.person is not None:
            values.setdefault(one.person, {}).update(one.person_values)
    if not values:
        return
    people = list(Person.objects.select_for_update().filter(pk__in=values))
    for person in people:
        given = values[person.pk]
        person.born_on = given.get("born_on", person.born_on)
        person.staff_code = given.get("staff_code", person.staff_code)
        if "name" in given:
            _named(person, given["name"])
    fields = ["full_name", "search_text", "sort_key", "born_on", "staff_code"]
    Person.objects.bulk_update(people, fields, batch_size=_TOGETHER)


def _named(person: Person, name: str) -> Person:
    """What `Person.save` does, for people that are stored many at a time."""
    person.full_name = tidy(name)
    person.search_text, person.sort_key = fold(person.full_name), sort_key(person.full_name)
    return person
