"""Pages of the report of the year and of the hand-over."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.documents.pages import draft_file, draft_page
from thidua.foundation import clock
from thidua.foundation.downloads import file_answer
from thidua.foundation.requests import ViewerRequest
from thidua.reports.facts.handover import handover_facts, papers_of
from thidua.reports.rules import power_sentence
from thidua.reports.selectors import get_handover_year_for, get_report_year_for, handover_pack, year_rows
from thidua.reports.services import handover_draft, year_report_draft


@require_safe
def home_page(request: ViewerRequest) -> HttpResponse:
    """The years with a report or a hand-over to open."""
    return render(request, "reports/home.html", {"rows": year_rows(request.viewer)})


@require_http_methods(["GET", "POST"])
def year_report_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """The report of the year: finish its words, look at it, issue it."""
    found = get_report_year_for(request.viewer, cycle)
    return draft_page(
        request,
        year_report_draft(request.viewer, found, clock.now(), demonstration=settings.DEMONSTRATION),
        title=_("Báo cáo tổng kết và kết quả xét chọn"),
        back=reverse("reports:home"),
        file_url=lambda form: reverse("reports:year-report-file", args=[found.uuid, form]),
        lead=str(found),
    )


@require_safe
def year_report_file(request: ViewerRequest, cycle: UUID, form: str) -> HttpResponse:
    """The report as it stands, without a number."""
    found = get_report_year_for(request.viewer, cycle)
    draft = year_report_draft(request.viewer, found, clock.now(), demonstration=settings.DEMONSTRATION)
    return draft_file(request, draft, form)


@require_safe
def handover_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """What the next leader takes over, in one page."""
    found = get_handover_year_for(request.viewer, cycle)
    facts = handover_facts(request.viewer, found, clock.now(), demonstration=settings.DEMONSTRATION)
    draft = handover_draft(request.viewer, found, clock.now(), demonstration=settings.DEMONSTRATION)
    context = {
        "cycle": found,
        "facts": facts,
        "power": power_sentence(facts),
        "papers": papers_of(request.viewer, found),
        "may_issue": draft.may_issue,
    }
    return render(request, "reports/handover.html", context)


@require_http_methods(["GET", "POST"])
def handover_minutes_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """The minutes of the hand-over: look at them, issue them."""
    found = get_handover_year_for(request.viewer, cycle)
    return draft_page(
        request,
        handover_draft(request.viewer, found, clock.now(), demonstration=settings.DEMONSTRATION),
        title=_("Biên bản bàn giao nhiệm vụ cụm trưởng"),
        back=reverse("reports:handover", args=[found.uuid]),
        file_url=lambda form: reverse("reports:handover-file", args=[found.uuid, form]),
        lead=str(found),
    )


@require_safe
def handover_file(request: ViewerRequest, cycle: UUID, form: str) -> HttpResponse:
    """The minutes of the hand-over as they stand, without a number."""
    found = get_handover_year_for(request.viewer, cycle)
    draft = handover_draft(request.viewer, found, clock.now(), demonstration=settings.DEMONSTRATION)
    return draft_file(request, draft, form)


@require_safe
def handover_pack_file(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """Every paper of the year and the hand-over itself, in one file."""
    found = get_handover_year_for(request.viewer, cycle)
    draft = handover_draft(request.viewer, found, clock.now(), demonstration=settings.DEMONSTRATION)
    pack = handover_pack(request.viewer, found, draft.compose({}, None, None), clock.now())
    return file_answer(pack, "ho-so-ban-giao", "zip")
