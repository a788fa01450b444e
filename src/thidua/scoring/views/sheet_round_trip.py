"""The own sheet as an Excel file: away, filled in, back, differences, taken over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.core.errors import BadInput, Problem, Stale
from thidua.core.names import code_from
from thidua.core.text import say
from thidua.foundation import clock, files
from thidua.foundation.file_kinds import XLSX
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.rules import Viewer
from thidua.scoring.forms.sheets import WorkbookForm, claim_words, line_ids
from thidua.scoring.models import Sheet
from thidua.scoring.selectors.sheets import get_own_sheet_for
from thidua.scoring.services.sheet_round_trip import Difference, Differences, differences, make_workbook, take_over
from thidua.scoring.workbook.sheets import LIMITS

SALT = "scoring.sheet-workbook"
KEPT_FOR = 24 * 3600


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A difference in words."""

    difference: Difference
    before: str
    after: str


@require_GET
def download_workbook(request: ViewerRequest, sheet: UUID) -> HttpResponse:
    """The sheet to fill in away from the network."""
    found = get_own_sheet_for(request.viewer, sheet)
    content = make_workbook(actor=request.viewer, now=clock.now(), sheet=found)
    answer = HttpResponse(content, content_type=XLSX.media_type)
    answer["Content-Disposition"] = f'attachment; filename="phieu-tu-cham-{code_from(found.unit.code)}.xlsx"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_http_methods(["GET", "POST"])
def upload_workbook(request: ViewerRequest, sheet: UUID) -> HttpResponse:
    """Send the filled-in file and see what it would change; nothing is saved yet."""
    found = get_own_sheet_for(request.viewer, sheet)
    if request.method == "GET":
        return _ask(request, found, WorkbookForm())
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, found, form, 400)
    file = form.cleaned_data["file"]
    try:
        if (file.size or 0) > LIMITS.bytes:
            wrong = say("Tệp lớn hơn {limit} MB.", limit=LIMITS.bytes // 2**20)
            raise BadInput([Problem("", wrong, say("Hãy tải lại tệp từ trang này rồi điền lại."))])
        content = file.read()
        changes = differences(actor=request.viewer, now=clock.now(), sheet=found, name=file.name or "", content=content)
    except BadInput as fault:
        return _ask(request, found, form, 400, problems=fault.problems)
    token = _token(request.viewer, found, files.put(content), file.name or "")
    return _preview(request, found, changes, token)


@require_POST
def accept_workbook(request: ViewerRequest, sheet: UUID) -> HttpResponse:
    """Take the chosen changes over."""
    found = get_own_sheet_for(request.viewer, sheet)
    token = request.POST.get("file", "")
    kept = _kept(request.viewer, found, token)
    if kept is None:
        problem = Problem("", say("Bản xem trước đã quá hạn."), say("Hãy tải tệp lên lại."))
        return _ask(request, found, WorkbookForm(), 400, problems=[problem])
    given: dict[str, Any] = {
        "actor": request.viewer, "now": clock.now(), "sheet": found,
        "name": kept["name"], "content": files.read(kept["sha256"]),
    }  # fmt: skip
    chosen = line_ids(request.POST.getlist("line"))
    try:
        lines = take_over(**given, sha256=kept["sha256"], chosen=chosen, editions=_editions(request))
    except (BadInput, Stale) as fault:
        again = differences(**given)
        problems = fault.problems if isinstance(fault, BadInput) else (Problem("", fault.sentence),)
        return _preview(request, found, again, token, 409 if isinstance(fault, Stale) else 400, problems=problems)
    n = len(lines)
    said = ngettext("Đã nhận thay đổi của %(n)s dòng từ tệp.", "Đã nhận thay đổi của %(n)s dòng từ tệp.", n)
    messages.success(request, said % {"n": n})
    return redirect("scoring:sheet", sheet=sheet)


def _ask(request: ViewerRequest, sheet: Sheet, form: WorkbookForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {"sheet": sheet, "form": form, "takes": _("Các thay đổi được cho xem trước khi nhận."), **more}
    return render(request, "scoring/sheets/upload.html", context, status=status)


def _preview(
    request: ViewerRequest, sheet: Sheet, changes: Differences, token: str, status: int = 200, **more: Any
) -> HttpResponse:
    shown = [
        ShownDifference(one, claim_words(one.criterion, one.before), claim_words(one.criterion, one.after))
        for one in changes.lines
    ]
    context = {"sheet": sheet, "changes": changes, "shown": shown, "token": token, **more}
    return render(request, "scoring/sheets/differences.html", context, status=status)


def _token(viewer: Viewer, sheet: Sheet, sha256: str, name: str) -> str:
    told = {"sheet": str(sheet.uuid), "user": viewer.user_id, "sha256": sha256, "name": name[:200]}
    return signing.dumps(told, salt=SALT)


def _kept(viewer: Viewer, sheet: Sheet, token: str) -> dict[str, str] | None:
    """What the preview was made from; only for the same person and the same sheet."""
    try:
        told = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    same = told["sheet"] == str(sheet.uuid) and told["user"] == viewer.user_id
    return told if same else None


def _editions(request: ViewerRequest) -> dict[UUID, int]:
    found = {}
    for name in request.POST:
        text = request.POST.get(name, "")
        if name.startswith("edition-") and text.isdigit() and len(text) < 10:
            for uuid in line_ids([name.removeprefix("edition-")]):
                found[uuid] = int(text)
    return found
