"""Preview and issue the papers of scoring."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.core.errors import require
from thidua.documents.selectors import papers_about
from thidua.documents.services import Compose
from thidua.foundation import clock
from thidua.foundation.downloads import file_answer
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.papers import render_docx, render_pdf
from thidua.scoring.selectors.agreement import adjustments_for, get_agreed_table_for
from thidua.scoring.selectors.sheets import get_sheet_for
from thidua.scoring.services.papers import (
    compose_adjustments,
    compose_sheet,
    issue_adjustments,
    issue_sheet,
    may_issue_adjustments,
    may_issue_sheet,
)


def _preview(compose: Compose, name: str, form: str) -> HttpResponse:
    if form not in ("pdf", "docx"):
        raise NotThere
    paper = compose(None, None)
    return file_answer(render_pdf(paper) if form == "pdf" else render_docx(paper), name, form)


@require_GET
def sheet_preview(request: ViewerRequest, sheet: UUID, form: str) -> HttpResponse:
    """The score sheet as it would be issued now, without a number."""
    found = get_sheet_for(request.viewer, sheet)
    compose = compose_sheet(request.viewer, found, clock.today(), demonstration=settings.DEMONSTRATION)
    return _preview(compose, "du-thao-bang-tu-cham-diem", form)


@require_http_methods(["GET", "POST"])
def issue_sheet_page(request: ViewerRequest, sheet: UUID) -> HttpResponse:
    """The paper of a sheet: look at it, then issue it."""
    found = get_sheet_for(request.viewer, sheet)
    finding = may_issue_sheet(request.viewer, found)
    if request.method == "POST":
        require(finding)
        paper = issue_sheet(actor=request.viewer, now=clock.now(), sheet=found, demonstration=settings.DEMONSTRATION)
        messages.success(request, _("Đã phát hành văn bản."))
        return redirect("documents:paper", paper=paper.uuid)
    shown = {"sheet": found, "finding": finding, "papers": papers_about(request.viewer, found.uuid)}
    return render(request, "scoring/papers/sheet.html", shown)


@require_GET
def adjustments_preview(request: ViewerRequest, table: UUID, form: str) -> HttpResponse:
    """The report of adjustments as it would be issued now, without a number."""
    found = get_agreed_table_for(request.viewer, table)
    adjustments = adjustments_for(request.viewer, found)
    compose = compose_adjustments(found, adjustments, clock.today(), demonstration=settings.DEMONSTRATION)
    return _preview(compose, "du-thao-bao-cao-dieu-chinh", form)


@require_http_methods(["GET", "POST"])
def issue_adjustments_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """The report of adjustments: look at it, then issue it."""
    found = get_agreed_table_for(request.viewer, table)
    finding = may_issue_adjustments(request.viewer, found)
    adjustments = adjustments_for(request.viewer, found)
    if request.method == "POST":
        require(finding)
        paper = issue_adjustments(
            actor=request.viewer,
            now=clock.now(),
            table=found,
            adjustments=adjustments,
            demonstration=settings.DEMONSTRATION,
        )
        messages.success(request, _("Đã phát hành văn bản."))
        return redirect("documents:paper", paper=paper.uuid)
    shown = {
        "table": found,
        "finding": finding,
        "count": len(adjustments),
        "papers": [one for one in papers_about(request.viewer, found.uuid) if one.kind == "adjustments"],
    }
    return render(request, "scoring/papers/adjustments.html", shown)
