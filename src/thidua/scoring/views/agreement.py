"""Pages of agreement: what goes round, who read it, what was adjusted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.audit.selectors import history_of
from thidua.core.errors import BadInput, Problem, Refused
from thidua.core.numbers import format_number
from thidua.cycles.facts import stage_facts
from thidua.cycles.rules import CIRCULATION
from thidua.foundation import clock
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import member_units
from thidua.scoring.forms.agreement import CirculationForm
from thidua.scoring.models import Circulation, CriteriaTable, Objection
from thidua.scoring.policies.agreement import may_circulate
from thidua.scoring.rules import BLANKS, STANDINGS, Criterion, Table
from thidua.scoring.rules import agreement as rules
from thidua.scoring.rules.frozen import fingerprint, shown_line
from thidua.scoring.selectors.agreement import (
    adjustments_for,
    get_agreed_table_for,
    get_circulation_for,
    get_table_to_circulate_for,
    latest_circulation,
    members_of,
    objections_of,
    readiness_to_circulate,
    state_of,
    tables_in_agreement,
)
from thidua.scoring.selectors.verification import sees_whole_table
from thidua.scoring.services.agreement import close_circulation, note_receipt, send_circulation
from thidua.scoring.views.refusals import told


@require_GET
def agreement_page(request: ViewerRequest) -> HttpResponse:
    """The tables that go round or went round, with their rounds."""
    now = clock.now()
    tables = [
        {
            "table": table,
            "rounds": [
                {"circulation": one, "state": rules.STATES[state_of(one, now)]}
                for one in sorted(table.circulations.all(), key=lambda one: -one.round)
            ],
            "oversees": sees_whole_table(request.viewer, table),
        }
        for table in tables_in_agreement(request.viewer)
    ]
    return render(request, "scoring/agreement/list.html", {"tables": tables})


@require_http_methods(["GET", "POST"])
def circulate_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Prepare a round: what is missing, then the last day, then send."""
    found = get_table_to_circulate_for(request.viewer, table)
    now = clock.now()
    missing = readiness_to_circulate(request.viewer, found, now)
    may = may_circulate(request.viewer, cluster_facts(found.cycle.cluster, request.viewer.day))
    stage = stage_facts(found.cycle).get(CIRCULATION)
    suggested = max(stage.deadline(), clock.today()) if stage else clock.today() + timedelta(days=7)
    form = CirculationForm(request.POST or None, initial={"objections_until": suggested})
    if not missing:
        del form.fields["provisional"]
    problems: tuple[Problem, ...] = ()
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                sent = send_circulation(
                    actor=request.viewer, now=now, table=found,
                    objections_until=form.cleaned_data["objections_until"],
                    provisional=form.cleaned_data.get("provisional", False),
                )  # fmt: skip
            except (BadInput, Refused) as error:
                problems, status = told(error)
            else:
                messages.success(request, _("Đã gửi bảng điểm cho mọi đơn vị thành viên."))
                return redirect("scoring:circulation", circulation=sent.uuid)
    context = {
        "table": found,
        "missing": missing,
        "may": may,
        "form": form,
        "problems": problems,
        "rounds": _rounds(found),
        "blank": BLANKS[found.blank],
    }
    return render(request, "scoring/agreement/circulate.html", context, status=status)


@require_GET
def circulation_page(request: ViewerRequest, circulation: UUID) -> HttpResponse:
    """The frozen version, the same for every member; the first look leaves a receipt."""
    found = get_circulation_for(request.viewer, circulation)
    note_receipt(actor=request.viewer, now=clock.now(), circulation=found)
    return _circulation(request, found)


@require_POST
def close_page(request: ViewerRequest, circulation: UUID) -> HttpResponse:
    """End a round after its date."""
    found = get_circulation_for(request.viewer, circulation)
    try:
        close_circulation(actor=request.viewer, now=clock.now(), circulation=found)
    except Refused as error:
        return _circulation(request, found, *told(error))
    messages.success(request, _("Đã kết thúc lần lấy ý kiến. Đơn vị không nêu ý kiến được coi là đồng ý."))
    return redirect("scoring:circulation", circulation=found.uuid)


def _circulation(
    request: ViewerRequest, found: Circulation, problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    now = clock.now()
    cluster = cluster_facts(found.table.cycle.cluster, request.viewer.day)
    objections = objections_of(found)
    still_open = sum(one.closed_at is None for one in objections)
    closed = found.closed_at is not None
    state = rules.circulation_state(found.objections_until, now, still_open, closed=closed)
    words, tone = rules.STATES[state]
    may_object = rules.may_object(found.objections_until, now, closed=closed)
    latest = latest_circulation(found.table)
    context = {
        "circulation": found,
        "table": found.table,
        "snapshot": found.snapshot,
        "intact": fingerprint(found.snapshot) == found.fingerprint,
        "units": _summaries(found.snapshot),
        "rows": frozen_rows(found.snapshot, _objected(objections)),
        "members": members_of(found, now),
        "objections": [told_objection(one) for one in objections],
        "state": words,
        "tone": tone,
        "is_open": state == rules.OPEN,
        "is_settling": state == rules.SETTLING,
        "objecting": bool(may_object and member_units(request.viewer, cluster)),
        "may_close": may_circulate(request.viewer, cluster) and state == rules.AGREED,
        "is_latest": latest is not None and latest.pk == found.pk,
        "oversees": sees_whole_table(request.viewer, found.table),
        "blank": BLANKS[found.snapshot["table"]["blank"]],
        "problems": problems,
        "events": history_of(found.uuid),
    }
    return render(request, "scoring/agreement/circulation.html", context, status=status)


@require_GET
def adjustments_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """The report of adjustments."""
    found = get_agreed_table_for(request.viewer, table)
    rows = [
        {"one": one, "outcome": rules.OUTCOMES.get(one.outcome), "is_objection": one.source == "objection"}
        for one in adjustments_for(request.viewer, found)
    ]
    context = {"table": found, "rows": rows, "circulation": latest_circulation(found), "blank": BLANKS[found.blank]}
    return render(request, "scoring/agreement/adjustments.html", context)


def told_objection(one: Objection) -> dict[str, Any]:
    """An objection with its outcome in words."""
    words, tone = rules.OUTCOMES.get(one.outcome if one.closed_at else "", (None, "wait"))
    return {"one": one, "words": words, "tone": tone}


def frozen_rows(snapshot: Mapping[str, Any], objected: Mapping[str, int]) -> list[dict[str, Any]]:
    """The frozen table: groups and criteria down, units across, with the number of objections on each line."""
    table = Table.from_json(snapshot["table"])
    rows = []
    for criterion in table.criteria:
        if criterion.is_group:
            sums = [unit["figures"]["groups"].get(criterion.code) for unit in snapshot["units"]]
            cells = [{"group": _number(one[1]) if one else ""} for one in sums]
        else:
            cells = [_frozen_cell(criterion, unit["lines"].get(criterion.code), objected) for unit in snapshot["units"]]
        rows.append({"criterion": criterion, "cells": cells})
    return rows


def _frozen_cell(criterion: Criterion, line: Mapping[str, Any] | None, objected: Mapping[str, int]) -> dict[str, Any]:
    if line is None or line["basis"] == "not_applicable":
        return {"absent": True}
    claimed, counted = shown_line(criterion, line, "claimed"), shown_line(criterion, line, "counted")
    return {
        "address": line["address"],
        "claimed": claimed,
        "counted": counted,
        "differs": str(claimed) != str(counted),
        "unverified": line["unverified"],
        "objections": objected.get(line["address"], 0),
    }


def _objected(objections: list[Objection]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in objections:
        if one.outcome != Objection.Outcome.WITHDRAWN or one.closed_at is None:
            found[str(one.line.uuid)] = found.get(str(one.line.uuid), 0) + 1
    return found


def _summaries(snapshot: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = []
    for unit in snapshot["units"]:
        figures = unit["figures"]
        found.append(
            {
                "name": unit["name"],
                "short_name": unit["short_name"],
                "claimed": _number(figures["claimed"]["total"]),
                "total": _number(figures["final"]["total"]),
                "percent": _number(figures["final"]["percent"]) if figures["final"]["percent"] else "",
                "rank": figures["rank"],
                "tied": figures["tied"],
                "standing": STANDINGS[figures["standing"]],
                "reasons": figures["reasons"],
                "handed_in": unit["sheet_state"] not in ("", "draft"),
            }
        )
    return found


def _number(text: str) -> str:
    return format_number(Decimal(text))


def _rounds(table: CriteriaTable) -> list[dict[str, Any]]:
    now = clock.now()
    return [
        {"circulation": one, "state": rules.STATES[state_of(one, now)]} for one in table.circulations.order_by("-round")
    ]
