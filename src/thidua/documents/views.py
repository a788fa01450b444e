"""Pages of issued papers: the list, one paper, its files, a unit's letterhead."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.audit.selectors import history_of
from thidua.core.errors import require
from thidua.core.names import code_from
from thidua.documents.forms import LetterheadForm
from thidua.documents.policies import may_keep_letterhead
from thidua.documents.selectors import get_paper_for, letterhead_of, own_units, papers_for
from thidua.documents.services import keep_letterhead
from thidua.foundation import clock, files
from thidua.foundation.downloads import file_answer
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.selectors.units import get_unit_for

PAPER_FORMS = ("docx", "pdf")


@require_GET
def paper_list(request: ViewerRequest) -> HttpResponse:
    """Every paper that the viewer may read."""
    return render(
        request, "documents/papers.html", {"papers": papers_for(request.viewer), "units": own_units(request.viewer)}
    )


@require_GET
def paper_page(request: ViewerRequest, paper: UUID) -> HttpResponse:
    """One paper: number, day, hashes, files, history."""
    issued = get_paper_for(request.viewer, paper)
    return render(request, "documents/paper.html", {"paper": issued, "history": history_of(issued.uuid)})


@require_GET
def paper_file(request: ViewerRequest, paper: UUID, form: str) -> HttpResponse:
    """The file as it was issued, byte for byte."""
    issued = get_paper_for(request.viewer, paper)
    if form not in PAPER_FORMS:
        raise NotThere
    content = files.read(issued.docx_sha256 if form == "docx" else issued.pdf_sha256)
    return file_answer(content, f"{issued.number:02d}-{code_from(issued.symbol)}-{code_from(issued.title)[:60]}", form)


@require_http_methods(["GET", "POST"])
def letterhead_page(request: ViewerRequest, unit: UUID) -> HttpResponse:
    """What stands at the head and foot of the unit's papers."""
    owner = get_unit_for(request.viewer, unit)
    require(may_keep_letterhead(request.viewer, owner.pk))
    kept = letterhead_of(owner)
    names = ("governing_body", "place", "symbol", "head_title", "edition")
    form = LetterheadForm(request.POST or None, initial={name: getattr(kept, name) for name in names})
    if request.method == "POST" and form.is_valid():
        keep_letterhead(actor=request.viewer, now=clock.now(), unit=owner, **form.cleaned_data)
        messages.success(request, _("Đã lưu thể thức văn bản."))
        return redirect("documents:letterhead", unit=unit)
    status = 400 if form.errors else 200
    return render(request, "documents/letterhead.html", {"unit": owner, "form": form}, status=status)
