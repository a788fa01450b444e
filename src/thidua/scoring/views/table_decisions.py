"""Pages where somebody decides about a table: verifiers, accepted warnings, what does not apply."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.core.errors import BadInput, require
from thidua.foundation import clock
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.rules import Viewer
from thidua.scoring.forms.tables import NotApplicableForm, ReasonForm, VerifiersForm, add_faults
from thidua.scoring.models import CriteriaTable, Criterion
from thidua.scoring.selectors.table_view import verifier_words
from thidua.scoring.selectors.tables import (
    decisions_of,
    get_not_applicable_for,
    get_table_for,
    may_of,
    members_of,
    names_to_offer,
    rows_of,
)
from thidua.scoring.selectors.verifiers import Verifier, verifiers_by_label
from thidua.scoring.services.not_applicable import decide_not_applicable, lift_not_applicable
from thidua.scoring.services.table_checks import accept_check, reopen_check
from thidua.scoring.services.table_verifiers import assign_verifiers
from thidua.scoring.views.table_heads import about, edition_of


@require_http_methods(["GET", "POST"])
def verifiers_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """For each label of the table the unit that verifies, once for all its rows."""
    viewer: Viewer = request.viewer
    found = get_table_for(viewer, table)
    require(may_of(viewer, found)["edit"])
    form = VerifiersForm(request.POST or None, labels=_labels(viewer, found), initial={"edition": found.edition})
    if request.method == "POST" and form.is_valid():
        verifiers = _read(viewer, form)
        if not form.errors:
            assign_verifiers(
                actor=viewer,
                now=clock.now(),
                table=found,
                edition=form.cleaned_data["edition"],
                verifiers=verifiers,
            )
            messages.success(request, _("Đã giao đơn vị thẩm định."))
            return redirect("scoring:table", table=table)
    context = about(found) | {"form": form, "names": names_to_offer(viewer)}
    return render(request, "scoring/tables/verifiers.html", context, status=400 if form.errors else 200)


@require_POST
def checks_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Accept a warning by name, or take that back."""
    found = get_table_for(request.viewer, table)
    require(may_of(request.viewer, found)["edit"])
    act = reopen_check if request.POST.get("act") == "reopen" else accept_check
    key = request.POST.get("key", "")
    act(actor=request.viewer, now=clock.now(), table=found, edition=edition_of(request), key=key)
    return redirect(f"{reverse('scoring:table', args=[table])}#kiem-tra")


@require_http_methods(["GET", "POST"])
def not_applicable_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """What does not apply, to whom, who said so and why; and the form for another decision."""
    viewer: Viewer = request.viewer
    found = get_table_for(viewer, table)
    may = may_of(viewer, found)["decide"]
    if request.method == "POST":
        require(may)
    rows, members = rows_of(found), members_of(found, viewer)
    initial = {"criterion": request.GET.get("tieu-chi", "")}
    form = NotApplicableForm(request.POST or None, criteria=rows, units=members, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = {str(row.uuid): row for row in rows}[form.cleaned_data["criterion"]]
        unit = {str(one.uuid): one for one in members}.get(form.cleaned_data["unit"])
        reason = form.cleaned_data["reason"]
        try:
            decide_not_applicable(actor=viewer, now=clock.now(), criterion=chosen, unit=unit, reason=reason)
        except BadInput as faults:
            add_faults(form, faults)
        else:
            messages.success(request, _("Đã ghi nhận tiêu chí không áp dụng."))
            return redirect("scoring:not_applicable", table=table)
    context = about(found) | {"decisions": decisions_of(found), "form": form, "may_decide": may}
    return render(request, "scoring/tables/not_applicable.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def lift_page(request: ViewerRequest, decision: UUID) -> HttpResponse:
    """Take a decision back, with a reason."""
    found = get_not_applicable_for(request.viewer, decision)
    table = found.criterion.table
    require(may_of(request.viewer, table)["decide"])
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        lift_not_applicable(actor=request.viewer, now=clock.now(), decision=found, reason=reason)
        messages.success(request, _("Đã bỏ quyết định không áp dụng."))
        return redirect("scoring:not_applicable", table=table.uuid)
    context = about(table) | {"decision": found, "form": form}
    return render(request, "scoring/tables/lift.html", context, status=400 if form.errors else 200)


def _labels(viewer: Viewer, table: CriteriaTable) -> dict[str, tuple[int, str]]:
    """Each label with its number of rows and who verifies them now."""
    found: dict[str, tuple[int, str]] = {}
    for row in rows_of(table):
        if row.kind == Criterion.Kind.GROUP or not row.verifier_label:
            continue
        count, now = found.get(row.verifier_label, (0, ""))
        if not now and (row.verifier_unit_id or row.verifier_role):
            now = str(verifier_words(viewer, row))
        found[row.verifier_label] = (count + 1, now)
    return found


def _read(viewer: Viewer, form: VerifiersForm) -> dict[str, Verifier]:
    """The units behind what was typed; what names nobody, or several, is a fault at its box."""
    given: dict[str, str] = form.given()
    known = verifiers_by_label(given.values(), viewer.day)
    verifiers: dict[str, Verifier] = {}
    for name, label in form.labels.items():
        typed: Any = given[label]
        if typed and typed not in known:
            form.add_error(
                name, _("Không có đơn vị nào tên như vậy, hoặc có nhiều đơn vị cùng tên. Hãy ghi mã đơn vị.")
            )
        else:
            verifiers[label] = known.get(typed, Verifier())
    return verifiers
