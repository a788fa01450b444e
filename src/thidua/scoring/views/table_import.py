"""Pages that take a table over from a file, and files that go out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.core.errors import BadInput, require
from thidua.core.names import code_from
from thidua.foundation import clock
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.scoring.forms.tables import DeclaredForm, UploadForm
from thidua.scoring.models import CriteriaTable
from thidua.scoring.selectors.tables import get_table_for, may_of
from thidua.scoring.services.table_export import export_table, template
from thidua.scoring.services.table_import import (
    LIMITS,
    ImportPreview,
    Ticket,
    commit_import,
    preview_again,
    preview_import,
)
from thidua.scoring.views.table_heads import about

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_GET
def template_file(request: ViewerRequest) -> HttpResponse:
    """The template, for anybody who holds a post."""
    if not request.viewer.seats:
        raise NotThere
    return _file(template(), "mau-bang-tieu-chi", "xlsx")


@require_GET
def table_file(request: ViewerRequest, table: UUID, form: str) -> HttpResponse:
    """The table as Excel or CSV."""
    found = get_table_for(request.viewer, table)
    if form not in MEDIA_TYPES:
        raise NotThere
    return _file(export_table(found, form), f"{code_from(found.name)[:80]}-ban-{found.version}", form)


@require_http_methods(["GET", "POST"])
def import_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Choose a file; see what it would make of the draft; hold it against declared sums. Nothing is saved here."""
    found = get_table_for(request.viewer, table)
    require(may_of(request.viewer, found)["edit"])
    if request.method == "GET":
        return _show(request, found, UploadForm())
    if "ticket" in request.POST:
        return _again(request, found)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, found, form, status=400)
    file = form.cleaned_data["file"]
    try:
        # One byte more than may be tells that it is too large, without reading all of it.
        content = file.read(LIMITS.bytes + 1)
        preview = preview_import(actor=request.viewer, table=found, name=file.name, content=content)
    except BadInput as faults:
        return _show(request, found, UploadForm(), problems=faults.problems, status=400)
    return _show(request, found, UploadForm(), preview=preview, name=file.name)


@require_POST
def commit_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Save exactly what was seen."""
    found = get_table_for(request.viewer, table)
    require(may_of(request.viewer, found)["edit"])
    try:
        ticket = Ticket.read(request.POST.get("ticket", ""))
        commit_import(actor=request.viewer, now=clock.now(), table=found, ticket=ticket)
    except BadInput as faults:
        return _show(request, found, UploadForm(), problems=faults.problems, status=400)
    messages.success(request, _("Đã nhập bảng tiêu chí từ tệp “%(name)s”.") % {"name": ticket.name})
    return redirect("scoring:table", table=table)


def _again(request: ViewerRequest, table: CriteriaTable) -> HttpResponse:
    try:
        ticket = Ticket.read(request.POST["ticket"])
        first = preview_again(actor=request.viewer, table=table, ticket=ticket, declared={})
        form = DeclaredForm(request.POST, groups=_top(first))
        if not form.is_valid():
            return _show(request, table, UploadForm(), preview=first, name=ticket.name, declared=form, status=400)
        preview = preview_again(actor=request.viewer, table=table, ticket=ticket, declared=form.declared())
    except BadInput as faults:
        return _show(request, table, UploadForm(), problems=faults.problems, status=400)
    return _show(request, table, UploadForm(), preview=preview, name=ticket.name, declared=form)


def _show(
    request: ViewerRequest,
    table: CriteriaTable,
    form: UploadForm,
    *,
    preview: ImportPreview | None = None,
    name: str = "",
    declared: DeclaredForm | None = None,
    problems: Any = (),
    status: int = 200,
) -> HttpResponse:
    if preview is not None and declared is None:
        declared = DeclaredForm(groups=_top(preview), initial={"total": preview.table.declared_total})
    if preview is not None and preview.problems:
        problems, status = preview.problems, 400
    context = about(table) | {
        "form": form,
        "preview": preview,
        "name": name,
        "declared": declared,
        "problems": problems,
        "errors": [check for check in preview.checks if check.severity == "error"] if preview else [],
        "checks": [check for check in preview.checks if check.severity != "error"] if preview else [],
        "ticket": preview.ticket.signed() if preview and preview.ticket else "",
    }
    return render(request, "scoring/tables/import.html", context, status=status)


def _top(preview: ImportPreview) -> list[Any]:
    return [one for one in preview.table.criteria if one.is_group and not one.parent_code]


def _file(content: bytes, name: str, form: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=MEDIA_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
