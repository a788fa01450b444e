"""What a card shows: the record of one subject in sections, one query a section whatever the number of rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from thidua.audit.selectors import HistoryLine, history_of
from thidua.core.days import Period
from thidua.core.text import Text, say
from thidua.law.facts import Paper, paper_words
from thidua.organisations.models import Person, Post, Unit
from thidua.organisations.rules.lineage import successors
from thidua.organisations.selectors import NamedUnit, name_on, named, posts_of
from thidua.organisations.selectors.units import links
from thidua.records.facts.shown import Names, Shown
from thidua.records.models import Recorded, Work
from thidua.records.policies.records import may_add
from thidua.records.rules import kinds, standing
from thidua.records.rules.kinds import KINDS, Kind, field_words
from thidua.records.rules.standing import may_see
from thidua.records.selectors.gates import MODELS, OnFile

#: The columns of each kind, the one that names the row first.
COLUMNS: dict[str, tuple[str, ...]] = {
    kinds.RATING: ("year", "rating"),
    kinds.AWARD: ("award", "year", "basis"),
    kinds.REGISTERED: ("award", "year"),
    kinds.WORK: ("name", "kind", "scope", "year"),
    kinds.MEASURE: ("of", "years", "measured_on"),
    kinds.STATEMENT: ("code", "year", "answer"),
    kinds.CHECKED: ("group", "through"),
    kinds.DISCIPLINE: ("form", "decided_on", "ended_on"),
    kinds.MATTER: ("kind", "since", "authority", "concluded_on"),
    kinds.LEAVE: ("kind", "starts_on", "ends_on"),
}
ORDER = {kinds.DISCIPLINE: "-decided_on", kinds.MATTER: "-since", kinds.LEAVE: "-starts_on"}
PARTY_TITLE, PARTY_EMPTY = say("Xếp loại tổ chức đảng, đảng viên"), say("Chưa ghi xếp loại tổ chức đảng, đảng viên.")
#: Withdrawn rows come last on every database.
STANDING_FIRST = F("withdrawn_at").asc(nulls_first=True)
#: Groups in the order of the page.
PLAIN = (
    standing.RATINGS, standing.WORKS, standing.AWARDS, standing.REGISTERED, standing.MEASURES, standing.STATEMENTS,
    standing.CHECKED,
)  # fmt: skip
PRIVATE = (standing.PARTY, standing.DISCIPLINES, standing.MATTERS, standing.LEAVE)
OF_GROUP: dict[str, str] = {kind.group: kind.code for kind in KINDS.values()} | {standing.PARTY: kinds.RATING}


@dataclass(frozen=True, slots=True)
class Line:
    """One row as a section shows it."""

    uuid: UUID
    head: Shown
    cells: tuple[Shown, ...]
    paper: str
    withdrawn: str
    state: Text | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One group of rows with its heading; `add` says whether the viewer may write another."""

    kind: Kind
    title: Text
    empty: Text
    columns: tuple[Text, ...]
    lines: tuple[Line, ...]
    add: bool

    @property
    def anchor(self) -> str:
        """Where on the page it is."""
        return f"{self.kind.slug}-dang" if self.title is PARTY_TITLE else self.kind.slug


@dataclass(frozen=True, slots=True)
class PostLine:
    """One post through time: the unit under its name of then, and what became of it where it no longer stands."""

    post: Post
    unit: str
    now: bool
    became: tuple[NamedUnit, ...]


def posts_for(person: Person, day: date) -> list[PostLine]:
    """The posts of a human being, newest first, with the lineage of their units; the same cost for any number."""
    posts = list(posts_of(person))
    descent = links()
    after = {one.unit_id: successors(one.unit_id, descent, day) - {one.unit_id} for one in posts}
    wanted = {pk for found in after.values() for pk in found}
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=wanted).prefetch_related("names")}
    return [
        PostLine(
            one,
            name_on(one.unit, min(one.ends_on or day, day)),
            day in Period(one.starts_on, one.ends_on),
            tuple(named((units[pk] for pk in sorted(after[one.unit_id])), day)),
        )
        for one in posts
    ]


def sections_for(on_file: OnFile, groups: Iterable[str], names: Names) -> list[Section]:
    """The sections of a record that are open to the viewer, in order."""
    return [_section(on_file, group, names) for group in groups if _applies(on_file, group)]


def rows_of(on_file: OnFile, kind: str) -> QuerySet[Any]:
    """Every row of a kind in a record, of merged entries too, withdrawn ones as well, newest first."""
    rows: QuerySet[Any] = MODELS[kind]._default_manager.all()
    order = ORDER.get(kind) or (
        "-through" if kind == kinds.CHECKED else "-measured_on" if kind == kinds.MEASURE else "-year"
    )
    if not on_file.is_person:
        return rows.filter(unit=on_file.unit).order_by(STANDING_FIRST, order, "pk")
    if kind == kinds.WORK:
        mine = Person.objects.filter(_entries(on_file))
        return rows.filter(authorships__person__in=mine).distinct().order_by(STANDING_FIRST, order, "pk")
    return rows.filter(_entries(on_file, "person__")).order_by(STANDING_FIRST, order, "pk")


def works_of(on_file: OnFile) -> list[Work]:
    """The works that an award of a person can rest on."""
    return list(rows_of(on_file, kinds.WORK).filter(withdrawn_at=None)) if on_file.is_person else []


def history_for(on_file: OnFile, sections: Iterable[Section]) -> list[HistoryLine]:
    """Who did what with the rows that are shown; those concerned and those who judge also read who looked."""
    uuids = [line.uuid for section in sections for line in section.lines]
    if may_see(on_file.standing, standing.DISCIPLINES):
        uuids.append(on_file.subject.uuid)
    return history_of(*uuids)


def _applies(on_file: OnFile, group: str) -> bool:
    kind = KINDS[OF_GROUP[group]]
    fits = kind.of_person if on_file.is_person else kind.of_unit
    return fits and bool(may_see(on_file.standing, group))


def _section(on_file: OnFile, group: str, names: Names) -> Section:
    kind = KINDS[OF_GROUP[group]]
    party = group == standing.PARTY
    rows = rows_of(on_file, kind.code)
    if kind.code == kinds.RATING:
        rows = rows.filter(of=kinds.PARTY if party else kinds.SELF)
    given = {"of": kinds.PARTY if party else kinds.SELF}
    return Section(
        kind,
        PARTY_TITLE if party else kind.title,
        PARTY_EMPTY if party else kind.empty,
        tuple(field_words(kind.code, name) for name in COLUMNS[kind.code]),
        tuple(_line(row, kind.code, names) for row in rows),
        bool(may_add(on_file.standing, kind.code, given)),
    )


def _line(row: Recorded, kind: str, names: Names) -> Line:
    head, *cells = (names.shown(kind, name, getattr(row, name)) for name in COLUMNS[kind])
    paper = paper_words(Paper(number=row.decision_number, day=row.decision_on, body=row.body))
    return Line(row.uuid, head, tuple(cells), paper, row.withdrawn_reason, state_of(row))


def state_of(row: Recorded) -> Text | None:
    """What became of a row, in words; nothing for one that simply stands."""
    if row.withdrawn_at is not None:
        return say("Đã rút")
    if getattr(row, "cancelled_on", None) is not None:
        return say("Đã bị hủy bỏ")
    if hasattr(row, "concluded_on"):
        return say("Đã kết luận") if row.concluded_on else say("Đang chờ kết luận")
    return None


def _entries(on_file: OnFile, prefix: str = "") -> Q:
    root = on_file.subject.pk
    return Q(**{f"{prefix}pk": root}) | Q(**{f"{prefix}same_as": root})
