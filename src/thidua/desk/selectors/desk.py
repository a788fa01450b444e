"""What the frame, the home page and the board read; every number of queries is independent of units and sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from thidua.core.days import SchoolYear, day_of
from thidua.core.text import Text, say
from thidua.cycles.facts import stage_facts_of
from thidua.cycles.rules import CONFERENCE, StageFacts
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
    board_steps,
    duties,
    in_order,
    path,
    ranking_open,
)
from thidua.desk.rules.calls import called
from thidua.desk.selectors.calls import calls_for
from thidua.desk.selectors.opening import pledge_in, registrations_in
from thidua.desk.selectors.selecting import conference_has_ended, is_selected, selection_calls
from thidua.foundation.models import on_day, valid_on
from thidua.foundation.refusals import NotThere
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Cluster, Membership, Office, Post, Unit
from thidua.organisations.rules import (
    ADMINISTRATOR,
    DEPUTY,
    LEADER,
    OBSERVER,
    STAFF,
    Viewer,
    leads,
    member_units,
    organises,
    oversees,
)
from thidua.organisations.selectors.units import name_on, name_row_on
from thidua.scoring.policies.agreement import may_circulate
from thidua.scoring.selectors.tables import years_with_tables
from thidua.scoring.selectors.verification import ProgressOfAll
from thidua.scoring.selectors.year import YearOfScoring, progress_of_year, verifying_units, year_of_scoring

if TYPE_CHECKING:  # a year is handed on, never asked for here
    from thidua.cycles.models import Cycle

#: Where each step of the year begins; ranking has a page for each table and none before.
LANDINGS: dict[str, str] = {
    "organisation": "organisations:home",
    "days": "cycles:years",
    "criteria": "scoring:tables",
    "registration": "registration:home",
    "pledge": "registration:pledges",
    "scoring": "scoring:sheets",
    "verification": "scoring:verification",
    "agreement": "scoring:agreement",
    "meetings": "meetings:home",
    "papers": "documents:papers",
    "records": "records:home",
    "eligibility": "eligibility:home",
    "lawbook": "lawbook:home",
    "reports": "reports:home",
}
#: Under which addresses the pages of a step are, where that is not its landing.
ELSEWHERE: dict[str, str] = {
    "/nam-thi-dua/": "organisation",
    "/bo-phieu/": "meetings",
    "/cham-diem/minh-chung/": "scoring",
    "/xep-hang/": "ranking",
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
    facts, urls = None, landings()
    if years:
        cycle = years[at]
        scoring = year_of_scoring(viewer, cycle, now)
        facts = _facts(viewer, cycle, scoring, stage_facts_of([cycle])[cycle.pk], {}, None)
        if scoring.table and ranking_open(facts, now):
            urls["ranking"] = reverse("selection:ranking", args=[scoring.table.uuid])
            urls["selection"] = reverse("selection:case", args=[scoring.table.uuid])
    steps = path(facts, now, urls)
    current = step_at(address, urls)
    return Frame(
        steps,
        next((step for step in steps if step.code == current), None),
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
    owed = list(called(calls_for(viewer, now)))
    waits: list[Awaited] = []
    boards: list[Choice] = []
    for cycle in open_years:
        scoring = year_of_scoring(viewer, cycle, now)
        progress = progress_of_year(viewer, scoring, now)
        label = label_of(cycle)
        facts = _facts(viewer, cycle, scoring, stages[cycle.pk], _names(viewer, scoring), progress, label)
        owed += duties(facts, now)
        asked = selection_calls(viewer, cycle, scoring.table, scoring.cluster, stages[cycle.pk], now)
        owed += called(asked, label)
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
    steps: tuple[Text, ...] = ()


def get_board_for(viewer: Viewer, uuid: UUID, now: datetime) -> Board:
    """The board of a cluster's year, for those who oversee the cluster."""
    cycle = get_cycle_for(viewer, uuid)
    if not oversees(viewer, cluster_facts(cycle.cluster, viewer.day)):
        raise NotThere
    scoring = year_of_scoring(viewer, cycle, now)
    progress = progress_of_year(viewer, scoring, now)
    facts = _facts(viewer, cycle, scoring, stage_facts_of([cycle])[cycle.pk], _names(viewer, scoring), progress)
    verified = {}
    if progress:
        verified = {one.unit.unit_id: (one.progress.verified, one.progress.required) for one in progress.units}
    return Board(
        Choice(cycle.uuid, label_of(cycle)),
        board(facts, verified, now),
        facts.verifiers,
        {unit: sheet.uuid for unit, sheet in scoring.sheets.items() if facts.handed_in(unit)},
        board_steps(facts),
    )


@dataclass(frozen=True, slots=True)
class Persona:
    """One of the people of the demonstration, as the sign-in page lists them."""

    username: str
    name: str
    role: Text
    place: str


CAPACITIES: dict[str, Text] = {
    ADMINISTRATOR: say("Quản trị hệ thống"),
    OBSERVER: say("Người theo dõi"),
    LEADER: say("Cụm trưởng"),
    DEPUTY: say("Cụm phó"),
    "member": say("Đơn vị thành viên"),
    "organiser": say("Cơ quan tổ chức cụm"),
    "verifier": say("Đơn vị thẩm định"),
    STAFF: say("Giáo viên, nhân viên"),
    "": say("Cán bộ ngoài cụm"),
}


def demonstration_personas(now: datetime) -> tuple[Persona, ...]:
    """Who can be entered by a click in a demonstration: people with a post today and an account without a password."""
    day = day_of(now)
    places = _places_of_units(day)
    posts = (
        Post.objects.filter(on_day(day), person__account__is_active=True)
        .select_related("person__account", "unit")
        .prefetch_related("unit__names")
        .order_by("pk")
    )
    found = []
    for post in posts:
        account = post.person.account
        if account is None or account.has_usable_password():
            continue
        own = post.role if post.role in (ADMINISTRATOR, OBSERVER, STAFF) else places.get(post.unit_id, "")
        place = f"{post.title}, {name_on(post.unit, day)}"
        found.append(Persona(account.username, post.person.full_name, CAPACITIES[own], place))
    order = list(CAPACITIES)[2:] + list(CAPACITIES)[:2]
    rank = {CAPACITIES[capacity]: number for number, capacity in enumerate(order)}
    return tuple(sorted(found, key=lambda persona: rank[persona.role]))


def _places_of_units(day: date) -> dict[int, str]:
    """What each unit is in the clusters of a day, the nearest to leading first."""
    places = dict.fromkeys(verifying_units(), "verifier")
    places |= dict.fromkeys(Cluster.objects.values_list("organiser", flat=True), "organiser")
    places |= dict.fromkeys(valid_on(Membership.objects.all(), day).values_list("unit", flat=True), "member")
    return places | dict(valid_on(Office.objects.all(), day).values_list("unit", "kind"))


def label_of(cycle: Cycle) -> str:
    """A year and its cluster in few words."""
    return f"{SchoolYear(cycle.start_year)} · {cycle.cluster.name}"


def landings() -> dict[str, str]:
    """The address where each step begins."""
    return {step: reverse(name) for step, name in LANDINGS.items()}


def step_at(address: str, urls: Mapping[str, str]) -> str:
    """The step whose pages an address belongs to; empty outside the year."""
    begins = {url: step for step, url in urls.items()} | ELSEWHERE
    # The nearest: the pledge lies under the address of registering.
    nearest = max((start for start in begins if start and address.startswith(start)), key=len, default="")
    return begins.get(nearest, "")


def _facts(
    viewer: Viewer,
    cycle: Cycle,
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
            asked.state,
            asked.objections_until,
            asked.opened_by,
            asked.open_objections,
            asked.to_sign,
            reverse("scoring:circulation", args=[asked.uuid]),
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
            unit: SheetFacts(
                sheet.state, sheet.lateness == "late", sheet.returned, reverse("scoring:sheet", args=[sheet.uuid])
            )
            for unit, sheet in scoring.sheets.items()
        },
        verifiers=tuple(
            # A returned line waits for its unit, not for the verifier.
            VerifierFacts(one.unit_id, one.name, one.progress.remaining - one.progress.returned, one.is_late)
            for one in (progress.verifiers if progress else ())
        ),
        circulation=circulation,
        registrations=registrations_in(viewer, cycle, cluster, stages),
        pledge=pledge_in(viewer, cycle, cluster, stages),
        conference_ended=CONFERENCE in stages and conference_has_ended(viewer, cycle),
        selected=is_selected(scoring.table),
    )


def _names(viewer: Viewer, scoring: YearOfScoring) -> dict[int, str]:
    units = Unit.objects.filter(pk__in=scoring.cluster.members).prefetch_related("names")
    found = {unit.pk: name_row_on(unit.names.all(), viewer.day) for unit in units}
    return {pk: name.short_name for pk, name in found.items() if name}
