"""Pages of objections: raise one on a line, read one, propose its outcome, sign, withdraw."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.audit.selectors import history_of
from thidua.core.errors import BadInput, Problem, Refused, Stale
from thidua.core.findings import Finding
from thidua.foundation import clock
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.facts import cluster_facts
from thidua.scoring.forms.agreement import typed_figure
from thidua.scoring.models import Circulation, Line, Objection
from thidua.scoring.policies.agreement import may_object, may_settle, may_withdraw
from thidua.scoring.rules import Criterion, Entry, Gate, Table
from thidua.scoring.rules import agreement as rules
from thidua.scoring.rules.frozen import shown_entry, shown_line
from thidua.scoring.selectors.agreement import (
    frozen_line,
    frozen_unit,
    get_circulated_line_for,
    get_objection_for,
    objections_of,
    panel_words,
)
from thidua.scoring.services.agreement import (
    mark_of,
    propose_outcome,
    raise_objection,
    sign_outcome,
    withdraw_objection,
)
from thidua.scoring.views.agreement import told_objection
from thidua.scoring.views.refusals import told


@require_http_methods(["GET", "POST"])
def object_page(request: ViewerRequest, circulation: UUID, line: UUID) -> HttpResponse:
    """One line of the frozen version, what was said about it, and a box to object."""
    found, stored = get_circulated_line_for(request.viewer, circulation, line)
    if request.method == "GET":
        return _line(request, found, stored)
    try:
        raise_objection(
            actor=request.viewer, now=clock.now(), circulation=found, line=stored,
            text=request.POST.get("y-kien", ""), proposed=typed_figure(_criterion(found, stored), request.POST),
        )  # fmt: skip
    except (BadInput, Refused) as error:
        return _line(request, found, stored, *told(error))
    messages.success(request, _("Đã gửi ý kiến. Mọi đơn vị trong cụm thấy ý kiến này và kết quả giải quyết."))
    return redirect("scoring:circulation", circulation=found.uuid)


def _line(
    request: ViewerRequest, circulation: Circulation, line: Line, problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    kept = frozen_line(circulation, line)
    criterion = _criterion(circulation, line)
    cluster = cluster_facts(circulation.table.cycle.cluster, request.viewer.day)
    may = may_object(request.viewer, cluster)
    in_time = rules.may_object(circulation.objections_until, clock.now(), closed=circulation.closed_at is not None)
    context = {
        "circulation": circulation,
        "line": line,
        "unit": frozen_unit(circulation, line.sheet.unit.code),
        "kept": kept,
        "criterion": criterion,
        "claimed": shown_line(criterion, kept, "claimed"),
        "counted": shown_line(criterion, kept, "counted"),
        "is_gate": isinstance(criterion.method, Gate),
        "may": in_time if may else may,
        "objections": [told_objection(one) for one in objections_of(circulation) if one.line_id == line.pk],
        "typed": request.POST,
        "text": request.POST.get("y-kien", ""),
        "problems": problems,
    }
    return render(request, "scoring/agreement/line.html", context, status=status)


@require_GET
def objection_page(request: ViewerRequest, objection: UUID) -> HttpResponse:
    """One objection, its outcome as it stands, and who has signed."""
    return _objection(request, get_objection_for(request.viewer, objection))


@require_POST
def withdraw_page(request: ViewerRequest, objection: UUID) -> HttpResponse:
    """Take an objection back."""
    found = get_objection_for(request.viewer, objection)
    try:
        withdraw_objection(
            actor=request.viewer, now=clock.now(), objection=found, reason=request.POST.get("ly-do-rut", "")
        )
    except (BadInput, Refused) as error:
        return _objection(request, found, *told(error))
    messages.success(request, _("Đã rút ý kiến."))
    return redirect("scoring:objection", objection=found.uuid)


@require_POST
def propose_page(request: ViewerRequest, objection: UUID) -> HttpResponse:
    """Write an outcome and sign it."""
    found = get_objection_for(request.viewer, objection)
    try:
        propose_outcome(
            actor=request.viewer, now=clock.now(), objection=found,
            outcome=request.POST.get("ket-qua", ""), reason=request.POST.get("ly-do", ""),
            entry=typed_figure(_criterion(found.circulation, found.line), request.POST),
            seen=request.POST.get("xem", ""),
        )  # fmt: skip
    except (BadInput, Refused, Stale) as error:
        return _objection(request, get_objection_for(request.viewer, objection), *told(error))
    messages.success(request, _("Đã ghi đề xuất và chữ ký của bạn; kết quả có hiệu lực khi bên còn lại ký."))
    return redirect("scoring:objection", objection=found.uuid)


@require_POST
def sign_page(request: ViewerRequest, objection: UUID) -> HttpResponse:
    """Sign the outcome as it stands."""
    found = get_objection_for(request.viewer, objection)
    try:
        signed = sign_outcome(actor=request.viewer, now=clock.now(), objection=found, seen=request.POST.get("xem", ""))
    except (BadInput, Refused, Stale) as error:
        return _objection(request, get_objection_for(request.viewer, objection), *told(error))
    if signed.closed_at:
        messages.success(request, _("Hai bên đã thống nhất; kết quả có hiệu lực."))
    else:
        messages.info(request, _("Đã ký. Còn chờ chữ ký của bên còn lại."))
    return redirect("scoring:objection", objection=found.uuid)


def _objection(
    request: ViewerRequest, found: Objection, problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    circulation, line = found.circulation, found.line
    criterion = _criterion(circulation, line)
    kept = frozen_line(circulation, line)
    cluster = cluster_facts(circulation.table.cycle.cluster, request.viewer.day)
    is_open = found.closed_at is None
    signatures = list(found.signatures.select_related("unit", "signed_by__person").order_by("pk"))
    mine = any(request.viewer.works_at(one.unit_id) for one in signatures)
    may: Finding = may_settle(request.viewer, cluster, line.sheet.unit_id, found.raised_by_unit_id)
    context = told_objection(found) | {
        "objection": found,
        "circulation": circulation,
        "unit": frozen_unit(circulation, line.sheet.unit.code),
        "criterion": criterion,
        "claimed": shown_line(criterion, kept, "claimed"),
        "counted": shown_line(criterion, kept, "counted"),
        "proposed": _shown(criterion, found.proposed),
        "outcome": rules.OUTCOMES.get(found.outcome),
        "outcome_figure": _shown(criterion, found.outcome_entry),
        "outcomes": [(code, rules.OUTCOMES[code][0]) for code in (rules.UPHELD, rules.DISMISSED)],
        "signatures": [(one, rules.CAPACITIES[one.capacity]) for one in signatures],
        "panel": panel_words(request.viewer, found),
        "is_open": is_open,
        "may": may,
        "may_propose": is_open and bool(may),
        "may_sign": is_open and bool(may) and bool(found.outcome) and not mine,
        "may_withdraw": bool(may_withdraw(request.viewer, found.raised_by_unit_id, is_open=is_open)),
        "seen": mark_of(found),
        "is_gate": isinstance(criterion.method, Gate),
        "typed": request.POST,
        "reason": request.POST.get("ly-do", ""),
        "chosen": request.POST.get("ket-qua", ""),
        "problems": problems,
        "events": history_of(found.uuid),
    }
    return render(request, "scoring/agreement/objection.html", context, status=status)


def _criterion(circulation: Circulation, line: Line) -> Criterion:
    return Table.from_json(circulation.snapshot["table"]).by_code[line.criterion.code]


def _shown(criterion: Criterion, kept: dict[str, Any] | None) -> Any:
    return shown_entry(criterion, Entry.from_json(kept)) if kept else None
