"""Pages of evidence: a unit's cabinet, one piece, adding, citing, withdrawing, and the gate that files leave by."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.audit.selectors import history_of
from thidua.core.errors import BadInput, Problem, require
from thidua.core.text import say
from thidua.foundation import clock, files
from thidua.foundation.file_kinds import kind_by_media_type
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.scoring.facts.one_sheet import sheet_standing
from thidua.scoring.forms.evidence import FilesForm, LinkForm, PagesForm, content_of
from thidua.scoring.forms.sheets import ReasonForm, line_ids
from thidua.scoring.models import Evidence, Line, Sheet
from thidua.scoring.policies.sheets import may_change_line
from thidua.scoring.selectors.evidence import (
    cabinet,
    get_evidence_for,
    get_own_evidence_for,
    get_own_unit_for,
    get_own_use_for,
    lines_to_cite,
    own_units,
    uses_of,
    years_of,
    years_to_file_under,
)
from thidua.scoring.selectors.sheets import get_own_line_for
from thidua.scoring.services.evidence import (
    add_file,
    add_link,
    change_pages,
    cite_evidence,
    stop_citing,
    withdraw_evidence,
)
from thidua.scoring.views.sheets import show_line

# A file is never a page of ours: nothing in it runs, nothing in it loads anything.
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@require_GET
def cabinets_page(request: ViewerRequest) -> HttpResponse:
    """The cabinets of the viewer's units; with one unit its cabinet at once."""
    units = own_units(request.viewer)
    if len(units) == 1:
        return redirect("scoring:cabinet", unit=units[0].uuid)
    return render(request, "scoring/evidence/cabinets.html", {"units": units})


@require_http_methods(["GET", "POST"])
def cabinet_page(request: ViewerRequest, unit: UUID) -> HttpResponse:
    """Everything a unit has shown, and adding to it."""
    owner = get_own_unit_for(request.viewer, unit)
    if request.method == "POST":
        return _file_away(request, owner)
    return _show_cabinet(request, owner)


def _show_cabinet(request: ViewerRequest, unit: Unit, status: int = 200, **more: Any) -> HttpResponse:
    viewer: Viewer = request.viewer
    words, year = request.GET.get("tim", "")[:100], request.GET.get("nam", "")
    start_year = int(year) if year.isdigit() and len(year) == 4 else None
    context = {
        "unit": unit,
        "found": cabinet(viewer, unit, words=words, start_year=start_year),
        "years": years_of(unit),
        "words": words,
        "start_year": start_year,
        "places": years_to_file_under(unit),
        "files_form": FilesForm(),
        "link_form": LinkForm(prefix="link"),
    }
    return render(request, "scoring/evidence/cabinet.html", {**context, **more}, status=status)


def _file_away(request: ViewerRequest, unit: Unit) -> HttpResponse:
    places = years_to_file_under(unit)
    wanted = request.POST.get("year", "")
    sheet = next((one for one in places if str(one.uuid) == wanted), places[0] if places else None)
    if sheet is None:
        cure = say("Hãy lập phiếu tự chấm trước.")
        problems = [Problem("", say("Đơn vị chưa có phiếu chấm của năm nào để lưu minh chứng."), cure)]
        return _show_cabinet(request, unit, 400, problems=problems)
    added, forms, problems = _take(request, sheet)
    if problems or forms:
        return _show_cabinet(request, unit, 400, problems=problems, **forms)
    _say_added(request, len(added))
    return redirect("scoring:cabinet", unit=unit.uuid)


@require_POST
def add_evidence_page(request: ViewerRequest, line: UUID) -> HttpResponse:
    """Send files or a link for one line."""
    viewer: Viewer = request.viewer
    held = get_own_line_for(viewer, line)
    # A closed line takes nothing: asked before anything is kept.
    require(may_change_line(viewer, sheet_standing(held.sheet), held.verdict, clock.now()))
    added, forms, problems = _take(request, held.sheet, held)
    if problems or forms:
        return show_line(request, held, 400, problems=problems, **forms)
    _say_added(request, len(added))
    return redirect("scoring:line", line=line)


def _take(
    request: ViewerRequest, sheet: Sheet, line: Line | None = None
) -> tuple[list[Evidence], dict[str, Any], list[Problem]]:
    """Each file is a thing of its own: one that is refused does not lose the others, and is named."""
    viewer: Viewer = request.viewer
    now = clock.now()
    common: dict[str, Any] = {"unit": sheet.unit, "cycle": sheet.table.cycle, "actor": viewer, "now": now}
    added: list[Evidence] = []
    problems: list[Problem] = []
    if "link-link" in request.POST:
        form = LinkForm(request.POST, prefix="link")
        if not form.is_valid():
            return [], {"link_form": form}, []
        given = form.cleaned_data
        try:
            evidence = add_link(name=given["name"], link=given["link"], **common)
            _cite_on(line, evidence, given["pages"], viewer)
            added.append(evidence)
        except BadInput as fault:
            problems += fault.problems
            return added, {"link_form": form}, problems
        return added, {}, problems
    files_form = FilesForm(request.POST, request.FILES)
    if not files_form.is_valid():
        return [], {"files_form": files_form}, []
    for file in files_form.cleaned_data["file"]:
        try:
            evidence = add_file(name=file.name or "", content=content_of(file), **common)
            _cite_on(line, evidence, files_form.cleaned_data["pages"], viewer)
            added.append(evidence)
        except BadInput as fault:
            problems += fault.problems
    if problems and added:
        _say_added(request, len(added))
    return added, {}, problems


def _cite_on(line: Line | None, evidence: Evidence, pages: str, viewer: Viewer) -> None:
    if line is not None:
        cite_evidence(lines=[line], evidence=evidence, pages=pages, actor=viewer, now=clock.now())


def _say_added(request: ViewerRequest, n: int) -> None:
    messages.success(request, ngettext("Đã nhận %(n)s minh chứng.", "Đã nhận %(n)s minh chứng.", n) % {"n": n})


@require_POST
def reuse_evidence_page(request: ViewerRequest, line: UUID) -> HttpResponse:
    """Cite evidence from the unit's cabinet, of this year or an earlier one, on a line."""
    viewer: Viewer = request.viewer
    held = get_own_line_for(viewer, line)
    chosen = [get_own_evidence_for(viewer, one) for one in line_ids(request.POST.getlist("evidence"))]
    if not chosen:
        problem = Problem("", say("Chưa chọn minh chứng nào."), say("Hãy đánh dấu ít nhất một minh chứng trong tủ."))
        return show_line(request, held, 400, problems=[problem])
    pages = request.POST.get("pages", "")
    for evidence in chosen:
        cite_evidence(lines=[held], evidence=evidence, pages=pages, actor=viewer, now=clock.now())
    _say_added(request, len(chosen))
    return redirect("scoring:line", line=line)


@require_GET
def evidence_page(request: ViewerRequest, evidence: UUID) -> HttpResponse:
    """One piece of evidence: its hash, where it is cited, its history."""
    return _show_evidence(request, get_evidence_for(request.viewer, evidence))


def _show_evidence(request: ViewerRequest, evidence: Evidence, status: int = 200, **more: Any) -> HttpResponse:
    viewer: Viewer = request.viewer
    own = viewer.works_at(evidence.unit_id)
    kind = kind_by_media_type(evidence.media_type)
    context = {
        "evidence": evidence,
        "kind": kind,
        "own": own,
        "intact": files.is_intact(evidence.sha256) if evidence.sha256 else None,
        "uses": uses_of(viewer, evidence),
        "open_lines": lines_to_cite(evidence) if own and evidence.withdrawn_at is None else [],
        "pages_form": PagesForm(prefix="cite"),
        "reason_form": ReasonForm(),
        "history": history_of(evidence.uuid) if own else [],
    }
    return render(request, "scoring/evidence/evidence.html", {**context, **more}, status=status)


@require_GET
def evidence_file(request: ViewerRequest, evidence: UUID) -> HttpResponse:
    """The file as it came, byte for byte, through the gate; a PDF or a picture may be looked at with `?xem`."""
    found = get_evidence_for(request.viewer, evidence)
    kind = kind_by_media_type(found.media_type)
    if not found.sha256 or kind is None:
        raise NotThere
    shown = kind.shown_by_browser and "xem" in request.GET
    answer = HttpResponse(files.read(found.sha256), content_type=kind.media_type)
    manner = "inline" if shown else "attachment"
    answer["Content-Disposition"] = (
        f"{manner}; filename=\"minh-chung{kind.extension}\"; filename*=UTF-8''{quote(found.name)}"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = FILE_POLICY if shown else f"{FILE_POLICY}; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def cite_evidence_page(request: ViewerRequest, evidence: UUID) -> HttpResponse:
    """Cite one piece of evidence on several lines at once."""
    viewer: Viewer = request.viewer
    found = get_own_evidence_for(viewer, evidence)
    lines = [get_own_line_for(viewer, one) for one in line_ids(request.POST.getlist("line"))]
    if not lines:
        problem = Problem("", say("Chưa chọn tiêu chí nào."), say("Hãy đánh dấu ít nhất một tiêu chí."))
        return _show_evidence(request, found, 400, problems=[problem])
    cite_evidence(lines=lines, evidence=found, pages=request.POST.get("cite-pages", ""), actor=viewer, now=clock.now())
    n = len(lines)
    messages.success(request, ngettext("Đã dẫn vào %(n)s tiêu chí.", "Đã dẫn vào %(n)s tiêu chí.", n) % {"n": n})
    return redirect("scoring:evidence", evidence=evidence)


@require_POST
def change_pages_page(request: ViewerRequest, use: UUID) -> HttpResponse:
    """Correct the pages of a citation."""
    found = get_own_use_for(request.viewer, use)
    change_pages(use=found, pages=request.POST.get("pages", ""), actor=request.viewer, now=clock.now())
    messages.success(request, _("Đã lưu số trang."))
    return redirect("scoring:line", line=found.line.uuid)


@require_POST
def stop_citing_page(request: ViewerRequest, use: UUID) -> HttpResponse:
    """Take a citation off a line; the evidence stays in the cabinet."""
    found = get_own_use_for(request.viewer, use)
    stop_citing(use=found, actor=request.viewer, now=clock.now())
    messages.success(request, _("Đã bỏ dẫn minh chứng khỏi dòng này; minh chứng vẫn còn trong tủ."))
    return redirect("scoring:line", line=found.line.uuid)


@require_POST
def withdraw_evidence_page(request: ViewerRequest, evidence: UUID) -> HttpResponse:
    """Take a piece of evidence out of use, with a reason."""
    found = get_own_evidence_for(request.viewer, evidence)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            withdraw_evidence(evidence=found, reason=form.cleaned_data["reason"], actor=request.viewer, now=clock.now())
        except BadInput as fault:
            for problem in fault.problems:
                form.add_error("reason", str(problem))
        else:
            messages.success(request, _("Đã rút minh chứng; tệp và lịch sử vẫn được lưu."))
            return redirect("scoring:evidence", evidence=evidence)
    return _show_evidence(request, found, 400, reason_form=form)
