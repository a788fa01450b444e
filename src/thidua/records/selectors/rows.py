"""What the page of one row shows: every value, its paper, authors, and each change with before and after."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.audit.rules.words import told
from thidua.audit.selectors import HistoryLine, changes_of, history_of
from thidua.core.text import Text
from thidua.organisations.models import Person
from thidua.organisations.rules import Viewer
from thidua.records.facts.reach import own_entries
from thidua.records.facts.shown import Names, Shown
from thidua.records.models import AwardHeld, Work
from thidua.records.rules import kinds
from thidua.records.rules.kinds import FIELDS, PAPER_FIELDS, field_words
from thidua.records.selectors.gates import OneRow
from thidua.records.selectors.people import people_kept_by

CANCELLED = ("cancelled_on", "cancelled_ground", "cancelled_reason")
#: The events that keep what stood before, by kind.
CHANGING = {kinds.MATTER: ("conclude-matter",), kinds.AWARD: ("cancel-award",)}


@dataclass(frozen=True, slots=True)
class Value:
    """One value with what it is called."""

    words: Text
    shown: Shown


@dataclass(frozen=True, slots=True)
class Changed:
    """One value before and after a change."""

    words: Text
    before: Shown
    after: Shown


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a row's history with what it changed."""

    line: HistoryLine
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Author:
    """An author of a work; `opens` where the viewer may open the person's card."""

    person: Person
    share: str
    opens: bool


def values_of(one: OneRow, names: Names) -> list[Value]:
    """Every value of a row that has one, the paper last."""
    kind = one.kind.code
    fields = [*FIELDS[kind], *PAPER_FIELDS, *(name for name in CANCELLED if kind == kinds.AWARD)]
    found = [(name, names.shown(kind, name, getattr(one.row, name))) for name in fields]
    return [Value(field_words(kind, name), shown) for name, shown in found if shown]


def told_of(one: OneRow, names: Names) -> list[Told]:
    """The history of a row, newest first, each correction with before and after."""
    kind = one.kind.code
    verbs = (f"correct-{kind}", *CHANGING.get(kind, ()))
    kept = {
        (change.at, told(verb, change.who)): change.data for verb in verbs for change in changes_of(one.row.uuid, verb)
    }
    return [Told(line, _changes(kind, kept.get((line.at, line.words)), names)) for line in history_of(one.row.uuid)]


def authors_of(viewer: Viewer, work: Work) -> list[Author]:
    """Who made a work, in the order of the paper, with their shares."""
    rows = list(work.authorships.select_related("person__same_as").order_by("pk"))
    people = [one.person.same_as or one.person for one in rows]
    open_ones = set(people_kept_by(viewer).filter(pk__in=[one.pk for one in people]).values_list("pk", flat=True))
    open_ones |= own_entries(viewer)
    return [
        Author(person, f"{one.share.normalize():f}".replace(".", ",") if one.share else "", person.pk in open_ones)
        for one, person in zip(rows, people, strict=True)
    ]


def awards_resting_on(work: Work) -> list[AwardHeld]:
    """What was given for a work, as far as it stands: one work supports one title."""
    return list(work.used_for.filter(withdrawn_at=None).order_by("year", "pk"))


def _changes(kind: str, data: dict[str, dict[str, str]] | None, names: Names) -> tuple[Changed, ...]:
    if not data:
        return ()
    before, after = data.get("before", {}), data.get("after", {})
    shown = [name for name in after if name != "paper_sha256" and before.get(name) != after[name]]
    return tuple(
        Changed(field_words(kind, n), names.shown(kind, n, before.get(n)), names.shown(kind, n, after[n]))
        for n in shown
    )
