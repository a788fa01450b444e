"""What the frame, the home page and the board read; every number of queries is independent of units and sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from thidua.core.days import SchoolYear, day_of
from thidua.core.text import Text, say
from thidua.cycles.facts import stage_facts_of
from thidua.cycles.rules import StageFacts
from thidua.cycles.selectors import get_cycle_for
from thidua.desk.rules import (
    Awaited,
    BoardRow,
    CirculationFacts,
    Duty,
    PathStep,
    SheetFacts,
    VerifierFacts,
    YearFacts,
    awaited,
    board,
    duties,
    in_order,
    path,
)
from thidua.foundation.models import on_day
from thidua.foundation.refusals import NotThere
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Post, Unit
from thidua.organisations.rules import Viewer, leads, member_units, organises, oversees
from thidua.organisations.selectors.units import name_row_on
from thidua.scoring.policies.agreement import may_circulate
from thidua.scoring.selectors.tables import years_with_tables
from thidua.scoring.selectors.verification import ProgressOfAll
from thidua.scoring.selectors.year import YearOfScoring, progress_of_year, year_of_scoring

if TYPE_CHECKING:  # a year is handed on, never asked for here
    from thidua.cycles.models import Cycle

#: Where each step of the year begins, and under which addresses its pages are.
LANDINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "organisation": ("organisations:home", ("/to-chuc/",)),
    "days": ("cycles:years", ("/nam-thi-dua/",)),
    "criteria": ("scoring:tables", ("/cham-diem/bang-tieu-chi/",)),
    "scoring": ("scoring:sheets", ("/cham-diem/phieu/", "/cham-diem/minh-chung/")),
    "verification": ("scoring:verification", ("/cham-diem/tham-dinh/",)),
    "agreement": ("scoring:agreement", ("/cham-diem/lay-y-kien/",)),
    "ranking": ("selection:rankings", ("/xep-hang/",)),
    "papers": ("documents:papers", ("/van-ban/",)),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One year of one cluster, as the top bar offers it."""

    uuid: UUID
    label: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame shows: the year somebody is in, those to choose from, the path and the step one is at."""

    path: tuple[PathStep, ...] = ()
    current: PathStep | None = None
    cycle: Choice | None = None
    choices: tuple[Choice, ...] = ()
    titles: tuple[str, ...] = ()


def frame_for(viewer: Viewer, chosen: str, address: str, now: datetime) -> Frame:
    """The frame of a page at an address; `chosen` is the year picked in the top bar, else the newest."""
    years = [cycle for cycle, _ in years_with_tables(viewer)]
    choices = tuple(
        Choice(year.uuid, f"{year.start_year}–{year.start_year + 1} · {year.cluster.name}") for year in years
    )
    at = next((index for index, year in enumerate(years) if str(year.uuid) == chosen), 0)
    facts = None
    if years:
        cycle = years[at]
        facts = _facts(viewer, year_of_scoring(viewer, cycle, now), stage_facts_of([cycle])[cycle.pk], {}, None)
    steps = path(facts, now, landings())
    return Frame(
        steps,
        next((step for step in steps if address.startswith(LANDINGS[step.code][1])), None),
        choices[at] if years else None,
        choices,
        tuple(seat.title for seat in viewer.seats),
    )


def may_choose(viewer: Viewer, cycle: UUID) -> bool:
    """Whether the year is one of those that the top bar offers."""
    return any(year.uuid == cycle for year, _ in years_with_tables(viewer))


@dataclass(frozen=True, slots=True)
class Desk:
    """What somebody owes, by when, and what they wait for; `boards` are the clusters they may look over."""

    duties: tuple[Duty, ...]
    awaited: tuple[Awaited, ...]
    boards: tuple[Choice, ...]


def tasks_for(viewer: Viewer, now: datetime) -> Desk:
    """Everything the viewer owes and waits for, over all years that are not put away. vi: việc của tôi."""
    open_years = [cycle for cycle, _ in years_with_tables(viewer) if cycle.archived_at is None]
    stages = stage_facts_of(open_years)
    owed: list[Duty] = []
    waits: list[Awaited] = []
    boards: list[Choice] = []
    for cycle in open_years:
        scoring = year_of_scoring(viewer, cycle, now)
        progress = progress_of_year(viewer, scoring, now)
        label = label_of(cycle)
        facts = _facts(viewer, scoring, stages[cycle.pk], _names(viewer, scoring), progress, label)
        owed += duties(facts, now)
        waits += awaited(facts, now)
        if oversees(viewer, scoring.cluster):
            boards.append(Choice(cycle.uuid, label))
    return Desk(tuple(in_order(owed)), tuple(waits), tuple(boards))


@dataclass(frozen=True, slots=True)
class Board:
    """A cluster's members and how far each is; `sheets` are those that may be opened, by unit."""

    year: Choice
    rows: tuple[BoardRow, ...]
    verifiers: tuple[VerifierFacts, ...]
    sheets: Mapping[int, UUID]


def get_board_for(viewer: Viewer, uuid: UUID, now: datetime) -> Board:
    """The board of a cluster's year, for those who oversee the cluster."""
    cycle = get_cycle_for(viewer, uuid)
    if not oversees(viewer, cluster_facts(cycle.cluster, viewer.day)):
        raise NotThere
    scoring = year_of_scoring(viewer, cycle, now)
    progress = progress_of_year(viewer, scoring, now)
    facts = _facts(viewer, scoring, stage_facts_of([cycle])[cycle.pk], _names(viewer, scoring), progress)
    verified = {}
    if progress:
        verified = {one.unit.unit_id: (one.progress.verified, one.progress.required) for one in progress.units}
    return Board(
        Choice(cycle.uuid, label_of(cycle)),
        board(facts, verified, now),
        facts.verifiers,
        {unit: sheet.uuid for unit, sheet in scoring.sheets.items() if facts.handed_in(unit)},
    )


@dataclass(frozen=True, slots=True)
class Persona:
    """One of the people of the demonstration, as the sign-in page lists them."""

    username: str
    name: str
    role: Text
    place: str


ROLE_WORDS: dict[str, Text] = {
    Post.Role.HEAD: say("Lãnh đạo đơn vị"),
    Post.Role.OFFICER: say("Cán bộ, chuyên viên"),
    Post.Role.OBSERVER: say("Người theo dõi"),
    Post.Role.ADMINISTRATOR: say("Quản trị hệ thống"),
}


def demonstration_personas(now: datetime) -> tuple[Persona, ...]:
    """Who can be entered by a click in a demonstration: people with a post today and an account without a password."""
    day = day_of(now)
    posts = (
        Post.objects.filter(on_day(day), person__account__is_active=True)
        .select_related("person__account", "unit")
        .prefetch_related("unit__names")
        .order_by("pk")
    )
    return tuple(
        Persona(
            post.person.account.username,
            post.person.full_name,
            ROLE_WORDS[post.role],
            f"{post.title}, {_short_name(post.unit, day)}",
        )
        for post in posts
        if not post.person.account.has_usable_password()
    )


def label_of(cycle: Cycle) -> str:
    """A year and its cluster in few words."""
    return f"{SchoolYear(cycle.start_year)} · {cycle.cluster.name}"


def landings() -> dict[str, str]:
    """The address where each step begins."""
    found = {}
    for step, (name, _) in LANDINGS.items():
        try:
            found[step] = reverse(name)
        except NoReverseMatch:
            continue
    return found


def _facts(
    viewer: Viewer,
    scoring: YearOfScoring,
    stages: Mapping[str, StageFacts],
    names: Mapping[int, str],
    progress: ProgressOfAll | None,
    label: str = "",
) -> YearFacts:
    cluster, asked = scoring.cluster, scoring.circulation
    circulation = None
    if asked:
        circulation = CirculationFacts(
            asked.state, asked.objections_until, asked.opened_by, asked.open_objections, asked.to_sign
        )
    return YearFacts(
        label=label,
        stages=stages,
        members=cluster.members,
        names=names,
        mine=member_units(viewer, cluster),
        working=viewer.working_units,
        organises=organises(viewer, cluster),
        oversees=oversees(viewer, cluster),
        leads=leads(viewer, cluster),
        may_circulate=bool(may_circulate(viewer, cluster)),
        published=scoring.table is not None,
        has_draft=scoring.has_draft,
        sheets={
            unit: SheetFacts(sheet.state, sheet.lateness == "late", sheet.returned)
            for unit, sheet in scoring.sheets.items()
        },
        verifiers=tuple(
            # A returned line waits for its unit, not for the verifier.
            VerifierFacts(one.unit_id, one.name, one.progress.remaining - one.progress.returned, one.is_late)
            for one in (progress.verifiers if progress else ())
        ),
        circulation=circulation,
    )


def _names(viewer: Viewer, scoring: YearOfScoring) -> dict[int, str]:
    units = Unit.objects.filter(pk__in=scoring.cluster.members).prefetch_related("names")
    found = {unit.pk: name_row_on(unit.names.all(), viewer.day) for unit in units}
    return {pk: name.short_name for pk, name in found.items() if name}


def _short_name(unit: Unit, day: date) -> str:
    name = name_row_on(unit.names.all(), day)
    return name.short_name if name else unit.code
