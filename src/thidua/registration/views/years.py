"""The pages of a year: who registered what, the sums, the file, the list as a paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.audit.selectors import history_of
from thidua.core.days import SchoolYear, is_past
from thidua.core.errors import require
from thidua.core.findings import Answer
from thidua.core.text import Text, say
from thidua.cycles.facts import stage_facts_of
from thidua.cycles.policies import still_open
from thidua.cycles.rules import LATENESS_WORDS, PLEDGE, REGISTRATION, StageFacts
from thidua.cycles.selectors import own_unit
from thidua.documents.pages import draft_file, draft_page
from thidua.documents.selectors import papers_about
from thidua.foundation import clock
from thidua.foundation.downloads import file_answer
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import ClusterFacts, Viewer, oversees
from thidua.registration.facts.registrations import registration_stage
from thidua.registration.facts.standing import consideration_findings
from thidua.registration.models import Registration
from thidua.registration.policies.registrations import may_override, may_prepare_list, may_start
from thidua.registration.rules.registrations import ACCEPTED, SENT, STATE_WORDS, TONES, handed_in, totals_of
from thidua.registration.rules.standing import GROUNDS
from thidua.registration.selectors.registrations import (
    Listed,
    entries_for,
    get_year_for,
    listed_for,
    overrides_for,
    years_for,
)
from thidua.registration.services.papers import list_draft
from thidua.registration.tables import award_rows, sum_rows, target_rows, work_rows
from thidua.registration.workbook import registrations_workbook

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle


@require_GET
def home_page(request: ViewerRequest) -> HttpResponse:
    """The years that the viewer's clusters register for, with where the own unit stands."""
    viewer = request.viewer
    cycles = years_for(viewer)
    stages = stage_facts_of(cycles)
    mine = Registration.objects.filter(cycle__in=cycles, unit__in=viewer.working_units)
    own = {one.cycle_id: one for one in mine}
    rows = [
        {
            "cycle": cycle,
            "school_year": SchoolYear(cycle.start_year),
            "registers": REGISTRATION in stages[cycle.pk],
            "pledges": PLEDGE in stages[cycle.pk],
            "own": own.get(cycle.pk),
            "state": _state_of(own.get(cycle.pk)),
        }
        for cycle in cycles
    ]
    return render(request, "registration/home.html", {"rows": rows})


def _state_of(registration: Registration | None) -> tuple[Text, str] | None:
    return (STATE_WORDS[registration.state], TONES[registration.state]) if registration else None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A member in the overview: state, how it stands to the last day, what it registered."""

    listed: Listed
    words: Text
    tone: str
    late: Text | None
    overdue: bool


def _rows(listed: list[Listed], stage: StageFacts | None, now: datetime) -> Iterator[ShownRow]:
    for one in listed:
        state = one.entry.state
        due = stage is not None and state not in (SENT, ACCEPTED) and is_past(stage.deadline(one.unit.pk), now)
        late = LATENESS_WORDS.get(one.entry.lateness) if state in (SENT, ACCEPTED) else None
        yield ShownRow(one, STATE_WORDS[state], TONES[state], late, due)


@require_GET
def year_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """One year: what the own unit does next, who registered what, who is considered."""
    viewer, now = request.viewer, clock.now()
    found = get_year_for(viewer, cycle)
    cluster = cluster_facts(found.cluster, viewer.day)
    stage = registration_stage(found)
    listed = listed_for(viewer, found)
    unit = own_unit(viewer, cluster)
    overseeing = oversees(viewer, cluster)
    overrides = list(overrides_for(found))
    own = next((one.registration for one in listed if one.unit.pk == unit), None)
    context = {
        **_shown(viewer, found, listed, stage, now),
        "own": own,
        "own_state": _state_of(own),
        "is_member": unit is not None,
        "deadline": stage.deadline(unit) if stage and not (own and own.state in (SENT, ACCEPTED)) else None,
        "may_start": may_start(viewer, cluster, found, stage, now) if unit and own is None else None,
        "oversees": overseeing,
        "standing": _standing(viewer, found, listed) if overseeing else (),
        "overrides": [(one, GROUNDS[one.ground]) for one in overrides],
        "may_override": still_open(found.archived_at) and bool(_overridable(viewer, cluster)),
        "papers": papers_about(viewer, found.uuid),
        "history": history_of(*(one.uuid for one in overrides)) if overseeing else (),
    }
    return render(request, "registration/year.html", context)


def _overridable(viewer: Viewer, cluster: ClusterFacts) -> list[int]:
    return [unit for unit in cluster.members if may_override(viewer, cluster, unit)]


#: What is concluded of a unit, in words and tone.
CONCLUSIONS: dict[Answer, tuple[Text, str]] = {
    Answer.GRANTED: (say("Được xét theo biên bản"), "good"),
    Answer.REFUSED: (say("Không được xét"), "bad"),
    Answer.UNDETERMINED: (say("Chưa kết luận"), "wait"),
}


def _standing(viewer: Viewer, cycle: Cycle, listed: list[Listed]) -> list[dict[str, Any]]:
    """Who is not considered or not yet, and who only by minutes; those in order need no line."""
    names = {one.unit.pk: one.entry.name for one in listed}
    found = consideration_findings(cycle, viewer.day)
    return [
        {"name": names.get(unit, ""), "conclusion": CONCLUSIONS[finding.answer], "reasons": finding.reasons}
        for unit, finding in found.items()
        if finding.reasons
    ]


def _shown(
    viewer: Viewer, cycle: Cycle, listed: list[Listed], stage: StageFacts | None, now: datetime
) -> dict[str, Any]:
    entries = [one.entry for one in listed]
    return {
        "cycle": cycle,
        "school_year": SchoolYear(cycle.start_year),
        "stage": stage,
        "rows": list(_rows(listed, stage, now)),
        "totals": totals_of(entries),
        "handed_in": handed_in(entries),
        "sums": sum_rows(entries, viewer.day),
        "awards": award_rows(entries),
        "targets": target_rows(entries),
        "works": work_rows(entries),
    }


@require_GET
def print_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """Everything the viewer may see of a year on paper."""
    found = get_year_for(request.viewer, cycle)
    viewer = request.viewer
    context = _shown(viewer, found, listed_for(viewer, found), registration_stage(found), clock.now())
    return render(request, "registration/print.html", context)


@require_GET
def workbook(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """The same rows as an Excel file."""
    found = get_year_for(request.viewer, cycle)
    content = registrations_workbook(entries_for(request.viewer, found))
    return file_answer(content, f"dang-ky-thi-dua-{found.start_year}", "xlsx")


@require_http_methods(["GET", "POST"])
def list_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """The registration list: edit its words, look at it, issue it."""
    found = get_year_for(request.viewer, cycle)
    require(may_prepare_list(request.viewer, cluster_facts(found.cluster, request.viewer.day)))
    draft = list_draft(request.viewer, found, clock.now(), demonstration=settings.DEMONSTRATION)
    return draft_page(
        request,
        draft,
        title=_("Danh sách đăng ký thi đua"),
        back=reverse("registration:year", args=[found.uuid]),
        file_url=lambda form: reverse("registration:list-file", args=[found.uuid, form]),
        lead=str(found),
    )


@require_GET
def list_file(request: ViewerRequest, cycle: UUID, form: str) -> HttpResponse:
    """The registration list as it stands, without a number."""
    found = get_year_for(request.viewer, cycle)
    require(may_prepare_list(request.viewer, cluster_facts(found.cluster, request.viewer.day)))
    draft = list_draft(request.viewer, found, clock.now(), demonstration=settings.DEMONSTRATION)
    return draft_file(request, draft, form)
