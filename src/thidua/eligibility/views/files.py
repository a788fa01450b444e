"""Files that leave: the grid as Excel, the summary sheet of a case as Word or PDF."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from thidua.core.names import code_from
from thidua.eligibility.forms import reviews as forms
from thidua.eligibility.papers.sheet import sheet_paper
from thidua.eligibility.selectors.cases import case_sight
from thidua.eligibility.selectors.grid import grid_for
from thidua.eligibility.selectors.reviews import get_case_for, get_review_for
from thidua.eligibility.selectors.sheets import sheet_facts
from thidua.eligibility.views.cases import looked_at, name_of
from thidua.eligibility.workbook import grid_workbook
from thidua.foundation import clock
from thidua.foundation.downloads import file_answer
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.papers import render_docx, render_pdf


@require_GET
def workbook(request: ViewerRequest, review: UUID) -> HttpResponse:
    """The grid as an Excel file: the rows that the filter shows, one sheet for the counts."""
    found = get_review_for(request.viewer, review)
    grid = grid_for(request.viewer, found, forms.as_of(request.GET)[0])
    chosen = forms.filter_of(request.GET, found.awards)
    return file_answer(grid_workbook(found, grid, chosen), "bang-xet-tieu-chuan", "xlsx")


@require_GET
def sheet(request: ViewerRequest, candidate: UUID, form: str) -> HttpResponse:
    """The summary sheet for the decider, without a number: a working paper. vi: phiếu tóm tắt hồ sơ."""
    if form not in ("pdf", "docx"):
        raise NotThere
    case = get_case_for(request.viewer, candidate)
    sight = looked_at(request, case_sight(case, forms.as_of(request.GET)[0]))
    name = name_of(case)
    paper = sheet_paper(
        sheet_facts(sight, name, request.viewer.name, request.viewer.day, demonstration=settings.DEMONSTRATION)
    )
    content = render_pdf(paper, created_at=clock.now()) if form == "pdf" else render_docx(paper)
    return file_answer(content, f"phieu-tom-tat-{code_from(name)[:60]}", form)
