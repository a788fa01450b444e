"""Pages on which a sheet is handed in and taken back: first what is missing, then one sentence, then the button."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.core.errors import BadInput, require
from thidua.core.findings import Reason
from thidua.core.text import Text
from thidua.cycles.rules import LATE, LATENESS_WORDS, PERMITTED, lateness
from thidua.foundation import clock
from thidua.foundation.requests import ViewerRequest
from thidua.scoring.facts.one_sheet import sheet_standing
from thidua.scoring.forms.sheets import ReasonForm
from thidua.scoring.models import Sheet
from thidua.scoring.policies.sheets import Missing, deadline_of, may_recall, may_submit
from thidua.scoring.selectors.sheets import get_own_sheet_for
from thidua.scoring.services.sheets import recall_sheet, sheet_readiness, submit_sheet


@dataclass(frozen=True, slots=True)
class LinkedReason:
    """A reason with the page that cures it."""

    sentence: Text
    cure: Text | None
    url: str


@require_http_methods(["GET", "POST"])
def submit_sheet_page(request: ViewerRequest, sheet: UUID) -> HttpResponse:
    """What is missing, what will happen, and the button."""
    found = get_own_sheet_for(request.viewer, sheet)
    now = clock.now()
    if request.method == "POST":
        sent = submit_sheet(sheet=found, actor=request.viewer, now=now)
        words = LATENESS_WORDS[sent.lateness]
        messages.success(request, _("Đã gửi phiếu tự chấm (%(lateness)s).") % {"lateness": str(words).lower()})
        return redirect("scoring:sheet", sheet=sheet)
    standing = sheet_standing(found)
    require(may_submit(request.viewer, standing, now))
    ready = sheet_readiness(found)
    deadline, stage = deadline_of(standing), standing.self_scoring
    late = lateness(now, deadline, stage.closes_on) if deadline and stage else ""
    places = _places(found)
    context = {
        "sheet": found,
        "blocking": [_linked(missing, places) for missing in ready.blocking],
        "notices": [_linked(missing, places) for missing in ready.notices],
        "silent": ready.silent,
        "deadline": deadline,
        "is_late": late == LATE,
        "is_permitted": late == PERMITTED,
    }
    return render(request, "scoring/sheets/submit.html", context)


@require_http_methods(["GET", "POST"])
def recall_sheet_page(request: ViewerRequest, sheet: UUID) -> HttpResponse:
    """Why the sheet is taken back."""
    found = get_own_sheet_for(request.viewer, sheet)
    require(may_recall(request.viewer, sheet_standing(found)))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            recall_sheet(sheet=found, reason=form.cleaned_data["reason"], actor=request.viewer, now=clock.now())
        except BadInput as fault:
            for problem in fault.problems:
                form.add_error("reason", str(problem))
        else:
            messages.success(request, _("Đã thu hồi phiếu; đơn vị có thể sửa và gửi lại."))
            return redirect("scoring:sheet", sheet=sheet)
    status = 400 if form.errors else 200
    return render(request, "scoring/sheets/recall.html", {"sheet": found, "form": form}, status=status)


def _places(sheet: Sheet) -> dict[str, str]:
    lines = sheet.lines.values_list("criterion__code", "uuid")
    return {code: reverse("scoring:line", kwargs={"line": uuid}) for code, uuid in lines}


def _linked(missing: Missing, places: dict[str, str]) -> LinkedReason:
    reason: Reason = missing.reason
    return LinkedReason(reason.sentence, reason.cure, places.get(missing.code, ""))
