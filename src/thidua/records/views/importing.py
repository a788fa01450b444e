"""Pages that take records over from Excel: bring a file, follow the work on it, look, write."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.audit.selectors import history_of
from thidua.core.errors import BadInput, require
from thidua.core.text import Text, say
from thidua.foundation import clock
from thidua.foundation.downloads import file_answer
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.records.forms.importing import ImportForm
from thidua.records.models import Import
from thidua.records.policies.importing import may_apply, may_discard
from thidua.records.rules.importing import FAULTY, KINDS, OUTCOME_WORDS, WRITTEN, Kind, grouped
from thidua.records.selectors.importing import (
    PAGE,
    get_import_for,
    imports_for,
    kinds_for,
    page_of_rows,
    progress_of,
    rows_shown,
    rows_to_mend,
    tallies,
    units_to_import_for,
)
from thidua.records.services import importing
from thidua.records.spreadsheets import LIMITS

STATES: dict[str, tuple[Text, str]] = {
    Import.State.READING: (say("Đang so sánh"), "wait"),
    Import.State.COMPARED: (say("Chờ xem và ghi"), "warn"),
    Import.State.APPLYING: (say("Đang ghi vào hồ sơ"), "wait"),
    Import.State.DONE: (say("Đã ghi vào hồ sơ"), "good"),
    Import.State.DISCARDED: (say("Đã hủy, không ghi gì"), "quiet"),
}


@require_GET
def imports_page(request: ViewerRequest) -> HttpResponse:
    """The kinds of file that the viewer may bring, and the files on their way."""
    kinds = kinds_for(request.viewer)
    if not kinds:
        raise NotThere
    found = [(one, KINDS[one.kind].name, *STATES[one.state], grouped(one.total)) for one in imports_for(request.viewer)]
    return render(
        request, "records/import_list.html", {"kinds": [(kind, SLUGS[kind.key]) for kind in kinds], "imports": found}
    )


@require_GET
def template_file(request: ViewerRequest, kind: str) -> HttpResponse:
    """The template of a kind of file."""
    found = _kind(request, kind)
    return file_answer(importing.template(found), f"mau-{SLUGS[found.key]}", "xlsx")


@require_http_methods(["GET", "POST"])
def start_page(request: ViewerRequest, kind: str) -> HttpResponse:
    """Bring a file of one kind."""
    found = _kind(request, kind)
    units = units_to_import_for(request.viewer, found.key)
    if request.method == "GET":
        return _start(request, found, ImportForm(units=units))
    form = ImportForm(request.POST, request.FILES, units=units)
    if not form.is_valid():
        return _start(request, found, form, status=400)
    file = form.cleaned_data["file"]
    try:
        # One byte more than may be tells that it is too large, without reading all of it.
        content = file.read(LIMITS.bytes + 1)
        started = importing.start_import(
            actor=request.viewer,
            now=clock.now(),
            unit=form.cleaned_data["unit"],
            kind=found.key,
            name=file.name,
            content=content,
        )
    except BadInput as faults:
        return _start(request, found, form, problems=faults.problems, status=400)
    if started.unused:
        names = "; ".join(f"“{one}”" for one in started.unused)
        messages.info(request, _("Các cột sau không được dùng đến: %(names)s.") % {"names": names})
    return redirect("records:import", uuid=started.imported.uuid)


def _start(
    request: ViewerRequest, kind: Kind, form: ImportForm, *, problems: Any = (), status: int = 200
) -> HttpResponse:
    context = {"kind": kind, "slug": SLUGS[kind.key], "form": form, "problems": problems}
    return render(request, "records/import_start.html", context, status=status)


@require_GET
def import_page(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """How far a file is; once compared, what it would do, row by row."""
    found = get_import_for(request.viewer, uuid)
    kind, (state, tone) = KINDS[found.kind], STATES[found.state]
    context: dict[str, Any] = {
        "imported": found,
        "kind": kind,
        "state": state,
        "tone": tone,
        "total": grouped(found.total),
    }
    if found.state in (Import.State.READING, Import.State.APPLYING):
        return render(request, "records/import_progress.html", context | _progress(found))
    counted = tallies(found)
    chosen = _OUTCOMES_BY_SLUG.get(request.GET.get("kq", ""), "")
    chosen = chosen if chosen in {one.outcome for one in counted} else ""
    rows = sum(one.rows for one in counted if not chosen or one.outcome == chosen)
    paginator = Paginator(range(rows), PAGE)
    page = paginator.get_page(request.GET.get("trang"))
    listed = page_of_rows(found, chosen, page.number)
    importing.note_look_at_rows(actor=request.viewer, now=clock.now(), imported=found, rows=listed)
    context |= {
        "total": grouped(found.total),
        "tallies": [(one, grouped(one.rows), _query(one.outcome, 1)) for one in counted],
        "chosen": chosen,
        "chosen_words": OUTCOME_WORDS[chosen] if chosen else "",
        "rows": rows_shown(found, listed),
        "page": page,
        "all_rows": grouped(rows),
        "previous": _query(chosen, page.number - 1) if page.has_previous() else "",
        "next": _query(chosen, page.number + 1) if page.has_next() else "",
        "faulty": grouped(sum(one.rows for one in counted if one.outcome in FAULTY)),
        "has_faulty": any(one.outcome in FAULTY for one in counted),
        "to_write": grouped(sum(one.rows for one in counted if one.outcome in WRITTEN)),
        "may_apply": may_apply(found) and any(one.outcome in WRITTEN for one in counted),
        "may_discard": may_discard(found),
        "written": grouped(found.applied),
        "history": history_of(found.uuid)[:30],
    }
    return render(request, "records/import_preview.html", context)


@require_POST
def step_page(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Do the next rows. Asked by the page itself, the answer is the new progress; by a button, the page anew."""
    found = get_import_for(request.viewer, uuid)
    found = importing.do_next(actor=request.viewer, now=clock.now(), imported=found)
    working = found.state in (Import.State.READING, Import.State.APPLYING)
    if request.htmx and working:
        return render(request, "records/import_working.html", {"imported": found} | _progress(found))
    page = reverse("records:import", args=[found.uuid])
    return HttpResponse(headers={"HX-Redirect": page}) if request.htmx else redirect(page)


@require_http_methods(["GET", "POST"])
def apply_page(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Say once more what will be written, then begin."""
    found = get_import_for(request.viewer, uuid)
    require(may_apply(found))
    if request.method == "POST":
        importing.begin_writing(actor=request.viewer, now=clock.now(), imported=found)
        return redirect("records:import", uuid=found.uuid)
    counted = [(one, grouped(one.rows)) for one in tallies(found)]
    context = {
        "imported": found,
        "kind": KINDS[found.kind],
        "written": [(one, rows) for one, rows in counted if one.outcome in WRITTEN],
        "left": [(one, rows) for one, rows in counted if one.outcome not in WRITTEN],
    }
    return render(request, "records/import_apply.html", context)


@require_http_methods(["GET", "POST"])
def discard_page(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """Leave a file unwritten."""
    found = get_import_for(request.viewer, uuid)
    require(may_discard(found))
    if request.method == "POST":
        importing.discard(actor=request.viewer, now=clock.now(), imported=found)
        messages.success(request, _("Đã hủy lần nhập; hồ sơ không thay đổi."))
        return redirect("records:imports")
    return render(request, "records/import_discard.html", {"imported": found, "kind": KINDS[found.kind]})


@require_GET
def mend_file(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    """The rows that are to be mended, as Excel."""
    found = get_import_for(request.viewer, uuid)
    if found.state == Import.State.READING:
        raise NotThere
    faulty = rows_to_mend(found).iterator(chunk_size=2000)
    importing.note_look_at_rows(actor=request.viewer, now=clock.now(), imported=found, rows=faulty)
    return file_answer(importing.rows_to_mend(found), f"dong-loi-{SLUGS[found.kind]}", "xlsx")


#: The kinds of file as words in addresses and names of files.
SLUGS = {
    "staff": "can-bo-giao-vien",
    "ratings": "xep-loai",
    "awards": "khen-thuong",
    "registered": "dang-ky",
    "works": "sang-kien",
    "disciplines": "ky-luat",
}
#: Outcomes as words in addresses.
OUTCOME_SLUGS = {
    "refused-row": "o-sai",
    "unclear": "chua-ro",
    "decided": "da-co-quyet-dinh",
    "changed": "thay-doi",
    "new": "moi",
    "same": "giong-het",
    "waiting": "chua-so-sanh",
}
_OUTCOMES_BY_SLUG = {slug: outcome for outcome, slug in OUTCOME_SLUGS.items()}
_KINDS_BY_SLUG = {slug: KINDS[key] for key, slug in SLUGS.items()}


def _kind(request: ViewerRequest, slug: str) -> Kind:
    kind = _KINDS_BY_SLUG.get(slug)
    if kind is None or kind not in kinds_for(request.viewer):
        raise NotThere
    return kind


def _query(outcome: str, page: int) -> str:
    chosen = {"kq": OUTCOME_SLUGS[outcome]} if outcome else {}
    return urlencode(chosen | ({"trang": page} if page > 1 else {}))


def _progress(imported: Import) -> dict[str, Any]:
    progress = progress_of(imported)
    done, total = grouped(progress.done), grouped(progress.total)
    told = (
        say("Đã ghi {done}/{total} dòng", done=done, total=total)
        if progress.writing
        else say("Đã so sánh {done}/{total} dòng", done=done, total=total)
    )
    return {"progress": progress, "told": told, "step_url": reverse("records:import_step", args=[imported.uuid])}
