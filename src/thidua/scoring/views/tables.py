"""Pages of criteria tables: the years, the tables of a year, one table, its head, publishing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.audit.selectors import history_of
from thidua.core.errors import BadInput, Refused, require
from thidua.core.findings import Finding
from thidua.foundation import clock
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.rules import Viewer
from thidua.scoring.facts.table import table_facts
from thidua.scoring.forms.tables import NewTableForm, SettingsForm, WithdrawForm, add_faults
from thidua.scoring.models import CriteriaTable
from thidua.scoring.rules import BLANKS, RANK_ON
from thidua.scoring.rules.table_changes import table_changes
from thidua.scoring.rules.table_states import TABLE, TABLE_TONES
from thidua.scoring.selectors.table_checks import Obstacle, checks_of, obstacles_of
from thidua.scoring.selectors.table_view import table_view
from thidua.scoring.selectors.tables import (
    get_table_for,
    get_year_of_tables_for,
    may_draft_in,
    may_of,
    members_of,
    sources_for,
    tables_of,
    years_with_tables,
)
from thidua.scoring.services.table_publication import may_replace, publish_table
from thidua.scoring.services.tables import (
    change_settings,
    clone_table,
    create_table,
    settings_of,
    withdraw_table,
)
from thidua.scoring.views.table_heads import about, edition_of


@require_GET
def years_page(request: ViewerRequest) -> HttpResponse:
    """The years whose criteria concern the viewer."""
    return render(request, "scoring/tables/years.html", {"years": years_with_tables(request.viewer)})


@require_GET
def year_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """The versions of a year's table."""
    year = get_year_of_tables_for(request.viewer, cycle)
    tables = [(table, TABLE.states[table.state], TABLE_TONES[table.state]) for table in tables_of(request.viewer, year)]
    context = {"cycle": year, "tables": tables, "may_draft": may_draft_in(request.viewer, year)}
    return render(request, "scoring/tables/year.html", context)


@require_http_methods(["GET", "POST"])
def create_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """Start a draft, blank or from an earlier table."""
    viewer: Viewer = request.viewer
    year = get_year_of_tables_for(viewer, cycle)
    require(may_draft_in(viewer, year))
    sources = {str(table.uuid): table for table in sources_for(viewer, year)}
    initial = {"name": _("Bảng tiêu chí thi đua %(year)s") % {"year": year}, "source": request.GET.get("tu", "")}
    form = NewTableForm(request.POST or None, sources=sources.values(), initial=initial)
    if request.method == "POST" and form.is_valid():
        name, source = form.cleaned_data["name"], sources.get(form.cleaned_data["source"])
        try:
            if source is None:
                table = create_table(actor=viewer, now=clock.now(), cycle=year, name=name)
            else:
                table = clone_table(actor=viewer, now=clock.now(), cycle=year, source=source, name=name)
        except BadInput as faults:
            add_faults(form, faults)
        else:
            messages.success(request, _("Đã lập bản dự thảo. Hãy nhập từ tệp hoặc thêm từng tiêu chí."))
            return redirect("scoring:table", table=table.uuid)
    return render(
        request, "scoring/tables/create.html", {"cycle": year, "form": form}, status=400 if form.errors else 200
    )


@require_GET
def table_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """The table as a tree, with checks beside the rows."""
    found = get_table_for(request.viewer, table)
    may = may_of(request.viewer, found)
    context = about(found) | {
        "view": table_view(request.viewer, found),
        "may": may,
        "blank_words": BLANKS[found.blank],
        "rank_words": RANK_ON[found.rank_on],
        "history": history_of(found.uuid),
    }
    return render(request, "scoring/tables/table.html", context)


@require_http_methods(["GET", "POST"])
def settings_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """What stands at the head of a draft."""
    found = get_table_for(request.viewer, table)
    require(may_of(request.viewer, found)["edit"])
    values = settings_of(found)
    initial = {name: getattr(values, name) for name in values.__slots__} | {"edition": found.edition}
    form = SettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_settings(
                actor=request.viewer,
                now=clock.now(),
                table=found,
                edition=form.cleaned_data["edition"],
                settings=form.settings(),
            )
        except BadInput as faults:
            add_faults(form, faults)
        else:
            messages.success(request, _("Đã lưu thông tin chung."))
            return redirect("scoring:table", table=table)
    context = about(found) | {"form": form}
    return render(request, "scoring/tables/settings.html", context, status=400 if form.errors else 200)


@require_GET
def changes_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """What differs from the table it was made from."""
    found = get_table_for(request.viewer, table)
    before = found.predecessor
    if before is not None:
        before = get_table_for(request.viewer, before.uuid)
    changes = table_changes(table_facts(before), table_facts(found)) if before else ()
    context = about(found) | {"before": before, "changes": changes}
    return render(request, "scoring/tables/changes.html", context)


@require_http_methods(["GET", "POST"])
def publish_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """What is still missing; when nothing is, what publishing will do; then publish."""
    viewer: Viewer = request.viewer
    found = get_table_for(viewer, table)
    require(may_of(viewer, found)["edit"])
    earlier = CriteriaTable.objects.filter(cycle=found.cycle_id, state=CriteriaTable.State.PUBLISHED).first()
    obstacles = obstacles_of(found, checks_of(found, viewer.day))
    replacing = may_replace(earlier) if earlier is not None else None
    refusal: Finding | None = None
    if request.method == "POST":
        try:
            publish_table(actor=viewer, now=clock.now(), table=found, edition=edition_of(request))
        except Refused as caught:
            refusal = caught.finding
        else:
            messages.success(request, _("Đã ban hành bảng tiêu chí. Các đơn vị thành viên đã có phiếu tự chấm."))
            return redirect("scoring:table", table=table)
    context = about(found) | {
        "obstacles": [_cured(found, one) for one in obstacles],
        "earlier": earlier,
        "replacing": replacing,
        "ready": not obstacles and (replacing is None or bool(replacing)),
        "members": members_of(found, viewer),
        "refused": refusal is not None,
    }
    return render(request, "scoring/tables/publish.html", context, status=200 if refusal is None else 403)


@require_http_methods(["GET", "POST"])
def withdraw_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Give a draft up, with a reason."""
    found = get_table_for(request.viewer, table)
    require(may_of(request.viewer, found)["edit"])
    form = WithdrawForm(request.POST or None, initial={"edition": found.edition})
    if request.method == "POST" and form.is_valid():
        withdraw_table(actor=request.viewer, now=clock.now(), table=found, **form.cleaned_data)
        messages.success(request, _("Đã hủy bản dự thảo."))
        return redirect("scoring:year_tables", cycle=found.cycle.uuid)
    context = about(found) | {"form": form}
    return render(request, "scoring/tables/withdraw.html", context, status=400 if form.errors else 200)


def _cured(table: CriteriaTable, one: Obstacle) -> dict[str, Any]:
    """An obstacle with the address where it is cured."""
    names = {"verifiers": "scoring:table_verifiers", "settings": "scoring:table_settings", "checks": "scoring:table"}
    if one.part == "row" and one.criterion_code:
        row = table.criteria.filter(code=one.criterion_code).first()
        url = reverse("scoring:change_criterion", args=[row.uuid]) if row else ""
    else:
        url = reverse(names.get(one.part, "scoring:table"), args=[table.uuid])
        url += "#kiem-tra" if one.part == "checks" else ""
    return {"sentence": one.reason.sentence, "cure": one.reason.cure, "url": url}
