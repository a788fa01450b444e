"""What a row about an initiative or a piece of research would do, with its authors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from thidua.core.names import fold
from thidua.core.text import say
from thidua.records.rules.importing.judged import DEFAULTS, Judged, Known, held_against
from thidua.records.rules.importing.kinds import Kind
from thidua.records.rules.importing.notes import CHANGE, DOUBT, KEPT, TOLD, WRONG, Note
from thidua.records.rules.importing.outcomes import CHANGED, DECIDED, NEW, REFUSED, UNCLEAR
from thidua.records.rules.importing.people import Who, match_known
from thidua.records.rules.importing.stored import Stored
from thidua.records.rules.importing.words import nobody

_NOT_COMPARED = ("unit", "authors", "work", "year")


def judge_work(kind: Kind, values: Mapping[str, Any], known: Known) -> Judged:
    """Which work the row means: same name, same year and an author in common; many works share a name."""
    authors, notes = _authors(values, known)
    if notes:
        return Judged(REFUSED if any(note.what == WRONG for note in notes) else UNCLEAR, notes)
    first = next(iter(authors))
    stored = _same_work(known.stored.get((fold(values["work"]), values["year"]), ()), set(authors))
    if stored is None:
        said = {key: value for key, value in values.items() if key not in ("unit", "authors")}
        values = {**DEFAULTS[kind.key], **said}
        return Judged(NEW, person=first, values=values, authors=tuple(authors), about=frozenset(authors))
    said = {key: value for key, value in values.items() if key not in _NOT_COMPARED}
    judged = replace(held_against(kind, said, stored, known, first), about=frozenset(authors) | set(stored.authors))
    more = tuple(pk for pk in authors if pk not in stored.authors)
    told = _missing(stored, authors)
    if not more:
        return replace(judged, notes=(*judged.notes, *told))
    all_names = [*stored.authors.values(), *(authors[pk] for pk in more)]
    gained = Note(
        KEPT if stored.decided else CHANGE,
        "authors",
        before="; ".join(stored.authors.values()),
        after="; ".join(all_names),
    )
    notes = (*judged.notes, gained, *told)
    if stored.decided:
        return replace(judged, outcome=DECIDED, notes=notes)
    return replace(judged, outcome=CHANGED, notes=notes, authors=more)


def _authors(values: Mapping[str, Any], known: Known) -> tuple[dict[int, str], tuple[Note, ...]]:
    """The authors by number with their names; what is wrong or in doubt about any of them."""
    found: dict[int, str] = {}
    notes = []
    for one in values["authors"]:
        match = match_known(Who(one.name, one.staff_code, None, values["unit"].pk), known.people)
        if match.doubt:
            cure = say("Hãy ghi mã định danh trong ngoặc sau tên tác giả.")
            notes.append(Note(DOUBT, "authors", match.doubt.sentence, cure))
        elif match.person is None:
            notes.append(nobody("authors", one.name or one.staff_code, values["unit"]))
        else:
            found[match.person.pk] = match.person.name
    return found, tuple(notes)


def _same_work(works: tuple[Stored, ...], authors: set[int]) -> Stored | None:
    shared = [one for one in works if authors & set(one.authors)]
    return min(shared, key=lambda one: (-len(authors & set(one.authors)), one.pk), default=None)


def _missing(stored: Stored, authors: Mapping[int, str]) -> tuple[Note, ...]:
    others = [name for pk, name in stored.authors.items() if pk not in authors]
    if not others:
        return ()
    told = say("Phần mềm còn ghi tác giả: {names}; không ai bị bỏ đi.", names=others)
    return (Note(TOLD, "authors", told),)
