"""Pages of verification: the grid, one line, pasted blocks, progress."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import push_url

from thidua.core.errors import BadInput, Problem, Refused, Stale
from thidua.core.text import say
from thidua.foundation import clock
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.facts import cluster_facts
from thidua.scoring.forms.verification import picked, picked_lines, typed_change
from thidua.scoring.models import CriteriaTable, Line
from thidua.scoring.policies.verification import may_verify
from thidua.scoring.rules import BLANKS
from thidua.scoring.rules import verification as rules
from thidua.scoring.rules.states import SHEET, SHEET_TONES
from thidua.scoring.rules.typed import shown_entry
from thidua.scoring.selectors.sheets import tables_overseen
from thidua.scoring.selectors.verification import (
    Grid,
    LineView,
    get_line_for,
    get_table_in_progress_for,
    get_table_to_verify_for,
    grid_for,
    lines_to_decide,
    progress_for,
    sees_whole_table,
    tables_to_verify,
    view_line,
)
from thidua.scoring.selectors.verification_block import KEEP, PlannedLine, plan_block
from thidua.scoring.services.verification import (
    Decision,
    accept_line,
    change_line,
    decide_lines,
    open_sheets,
    return_line,
)
from thidua.scoring.views.grid_rows import filtered, grid_page_rows
from thidua.scoring.views.refusals import told


@require_GET
def verification_page(request: ViewerRequest) -> HttpResponse:
    """The tables of which the viewer verifies something; for those who oversee a cluster, how far everybody is."""
    tables, overseen = tables_to_verify(request.viewer), tables_overseen(request.viewer)
    if len(tables) == 1:
        return redirect("scoring:verification_grid", table=tables[0].uuid)
    if not tables and len(overseen) == 1:
        return redirect("scoring:verification_progress", table=overseen[0].uuid)
    return render(request, "scoring/verification/list.html", {"tables": tables, "overseen": overseen})


@require_GET
def grid_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """The grid; looking at it opens the sheets handed in."""
    found = get_table_to_verify_for(request.viewer, table)
    return _grid(request, found)


def _grid(
    request: ViewerRequest, table: CriteriaTable, problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    open_sheets(actor=request.viewer, now=clock.now(), table=table)
    whole = grid_for(request.viewer, table)
    grid, chosen = filtered(whole, request.GET)
    heads, rows = grid_page_rows(grid, reverse("scoring:verification") + "dong/")
    done = _progress(whole)
    context = {
        "table": table,
        "grid": whole,
        "heads": heads,
        "rows": rows,
        "chosen": chosen,
        "states": [(code, words) for code, (words, _tone) in rules.CELL_WORDS.items()],
        "deadline": whole.deadline,
        "done": done,
        "blank": BLANKS[table.blank],
        "oversees": sees_whole_table(request.viewer, table),
        "problems": problems,
        "pick_unit": [(unit.code, unit.short_name) for unit in whole.units if unit.code in whole.results],
        "query": request.GET.urlencode(),
    }
    return render(request, "scoring/verification/grid.html", context, status=status)


def _progress(grid: Grid) -> rules.Progress:
    total = rules.Progress()
    for code, result in grid.results.items():
        mine = {c.code: result.lines[c.code] for c in grid.criteria if (code, c.code) in grid.mine}
        verdicts = {c: grid.lines[code, c].verdict for c in mine if (code, c) in grid.lines}
        total += rules.progress_of(mine, verdicts)
    return total


@require_POST
def accept_chosen(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Accept the ticked lines: one act for each, all or none."""
    found = get_table_to_verify_for(request.viewer, table)
    try:
        chosen = picked_lines(request.POST.getlist("chon"))
        lines = lines_to_decide(request.viewer, found, [one.line for one in chosen])
        decisions = [
            Decision(lines[one.line], rules.ACCEPT, one.claimed_edition, one.verified_edition) for one in chosen
        ]
        decide_lines(actor=request.viewer, now=clock.now(), table=found, decisions=decisions)
    except (BadInput, Stale, Refused) as error:
        return _grid(request, found, *told(error))
    n = len(chosen)
    messages.success(request, ngettext("Đã chấp nhận %(n)s dòng.", "Đã chấp nhận %(n)s dòng.", n) % {"n": n})
    return _to_grid(found, request.POST.get("loc", ""))


@require_GET
def line_page(request: ViewerRequest, line: UUID) -> HttpResponse:
    """One line with its evidence, and what may be done with it."""
    found = get_line_for(request.viewer, line)
    cluster = cluster_facts(found.sheet.table.cycle.cluster, request.viewer.day)
    if may_verify(request.viewer, cluster, found.criterion.verifier_unit_id, found.sheet.unit_id):
        open_sheets(actor=request.viewer, now=clock.now(), table=found.sheet.table)
    # Beside the grid the address stays that of the grid.
    return push_url(_line(request, found), False) if request.htmx else _line(request, found)


@require_POST
def accept_page(request: ViewerRequest, line: UUID) -> HttpResponse:
    """Accept one line."""
    return _decide(request, line, rules.ACCEPT)


@require_POST
def change_page(request: ViewerRequest, line: UUID) -> HttpResponse:
    """Set other figures, with a reason."""
    return _decide(request, line, rules.CHANGE)


@require_POST
def return_page(request: ViewerRequest, line: UUID) -> HttpResponse:
    """Give the line back, with a reason."""
    return _decide(request, line, rules.RETURN)


def _decide(request: ViewerRequest, uuid: UUID, act: str) -> HttpResponse:
    line = get_line_for(request.viewer, uuid)
    seen = picked(f"{uuid}.{request.POST.get('lan', '')}")
    what: dict[str, Any] = {
        "actor": request.viewer,
        "now": clock.now(),
        "line": line,
        "claimed_edition": seen.claimed_edition,
        "verified_edition": seen.verified_edition,
    }
    reason = request.POST.get("ly-do", "")
    try:
        if act == rules.ACCEPT:
            accept_line(**what)
        elif act == rules.RETURN:
            return_line(**what, reason=reason)
        else:
            criterion = view_line(request.viewer, line).criterion
            entry = typed_change(criterion, request.POST)
            if entry is None:
                wrong = say("Chưa nhập số liệu hoặc điểm thẩm định.")
                raise BadInput([Problem("", wrong, say("Hãy nhập ít nhất một ô."))])
            change_line(**what, entry=entry, reason=reason)
    except (BadInput, Stale, Refused) as error:
        return _line(request, get_line_for(request.viewer, uuid), act, *told(error))
    names = {"code": line.criterion.code, "unit": line.sheet.unit.code}
    messages.success(request, DONE[act]() % names)
    return _to_grid(line.sheet.table, request.POST.get("loc", ""))


DONE = {
    rules.ACCEPT: lambda: _("Đã chấp nhận %(code)s của %(unit)s."),
    rules.CHANGE: lambda: _("Đã ghi điểm thẩm định %(code)s của %(unit)s."),
    rules.RETURN: lambda: _("Đã trả lại %(code)s cho %(unit)s; đơn vị thấy lý do trên phiếu của mình."),
}


def _line(
    request: ViewerRequest, line: Line, act: str = "", problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    view = view_line(request.viewer, line)
    cluster = cluster_facts(line.sheet.table.cycle.cluster, request.viewer.day)
    mine = may_verify(request.viewer, cluster, line.criterion.verifier_unit_id, line.sheet.unit_id)
    circulated = line.sheet.table.circulations.exists()
    may = {
        one: rules.may_take(one, line.verdict, claimed=view.claimed is not None, circulated=circulated)
        for one in (rules.ACCEPT, rules.CHANGE, rules.RETURN)
    }
    state = rules.cell_state(line.verdict, view.result)
    words = rules.LINE.states.get(state, rules.CELL_WORDS[state][0])
    context = {
        "view": view,
        "line": line,
        "unit_name": str(line.sheet.unit),
        "state": words,
        "tone": rules.CELL_WORDS[state][1],
        "mine": mine,
        "may": may,
        "may_any": bool(mine) and any(may.values()),
        "claimed": rules.shown_figure(view.criterion, view.claimed, view.result.claimed),
        "verified": rules.shown_figure(view.criterion, view.verified, view.result.verified) if view.verified else None,
        "boxes": _boxes(view, request.POST if act == rules.CHANGE else None),
        "direct": view.criterion.method.kind not in ("gate", "free-rating"),
        "typed": request.POST,
        "reason": request.POST.get("ly-do", ""),
        "act": act,
        "problems": problems,
        "loc": request.POST.get("loc") or _grid_query(request, line.sheet.table),
        "acts": [_told_act(one) for one in view.acts],
    }
    return render(request, "scoring/verification/line.html", context, status=status)


def _boxes(view: LineView, typed: Any) -> list[dict[str, Any]]:
    fields = view.criterion.method.fields()
    shown = shown_entry(fields, view.verified or view.claimed)
    return [
        {"field": one, "text": typed.get(f"so.{one.name}", "") if typed else shown[one.name], "id": f"so-{one.name}"}
        for one in fields
    ]


def _told_act(act: Any) -> dict[str, Any]:
    words, tone = rules.LINE.states[act.act], rules.CELL_WORDS[act.act][1]
    return {"words": words, "tone": tone, "act": act}


def _grid_query(request: ViewerRequest, table: CriteriaTable) -> str:
    """The filters of the grid that one came from, so that one gets back to the same view."""
    came = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    return came.query if came.path == reverse("scoring:verification_grid", args=[table.uuid]) else ""


def _to_grid(table: CriteriaTable, query: str) -> HttpResponseRedirect:
    address = reverse("scoring:verification_grid", args=[table.uuid])
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


@require_POST
def paste_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """What a pasted block would do; nothing is saved yet."""
    found = get_table_to_verify_for(request.viewer, table)
    open_sheets(actor=request.viewer, now=clock.now(), table=found)
    grid = grid_for(request.viewer, found)
    units = [unit.code for unit in grid.units if unit.code in grid.results]
    block = rules.cells_of(request.POST.get("khoi", ""))
    start = (request.POST.get("don-vi", ""), request.POST.get("tieu-chi", ""))
    cells, problems = rules.place_block(block, units, [one.code for one in grid.criteria], start)
    planned, faults = plan_block(request.viewer, grid, cells)
    wrong = (*problems, *faults)
    return _preview(request, found, planned, wrong, 400 if wrong else 200, may_save=not wrong)


@require_POST
def save_block(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Carry out a block that was looked through: the same reading as the preview, all or none."""
    found = get_table_to_verify_for(request.viewer, table)
    grid = grid_for(request.viewer, found)
    where = {stored.uuid: pair for pair, stored in grid.lines.items()}
    seen = [picked(text) for text in request.POST.getlist("dong")]
    texts = request.POST.getlist("so")
    if len(texts) != len(seen):
        return _grid(request, found, (Problem("", say("Trang gửi lên không đầy đủ."), say("Hãy dán lại.")),), 400)
    lines_to_decide(request.viewer, found, [one.line for one in seen])
    cells = [
        rules.Cell(*where[one.line], text, ", ".join(where[one.line])) for one, text in zip(seen, texts, strict=True)
    ]
    planned, problems = plan_block(request.viewer, grid, cells)
    common = request.POST.get("ly-do-chung", "")
    editions = {one.line: one for one in seen}
    decisions = [
        Decision(
            one.line,
            one.act,
            editions[one.line.uuid].claimed_edition,
            editions[one.line.uuid].verified_edition,
            one.entry if one.act == rules.CHANGE else None,
            request.POST.get(f"ly-do.{one.line.uuid}", "") or (common if one.act == rules.CHANGE else ""),
        )
        for one in planned
        if one.act != KEEP
    ]
    try:
        if problems:
            raise BadInput(problems)
        decide_lines(actor=request.viewer, now=clock.now(), table=found, decisions=decisions)
    except (BadInput, Stale, Refused) as error:
        faults, status = told(error)
        return _preview(request, found, planned, faults, status, may_save=not problems)
    n = len(decisions)
    messages.success(request, ngettext("Đã ghi %(n)s dòng.", "Đã ghi %(n)s dòng.", n) % {"n": n})
    return _to_grid(found, "")


def _preview(
    request: ViewerRequest,
    table: CriteriaTable,
    planned: list[PlannedLine],
    problems: tuple[Problem, ...],
    status: int,
    *,
    may_save: bool,
) -> HttpResponse:
    words = {rules.ACCEPT: _("Chấp nhận"), rules.CHANGE: _("Điều chỉnh"), KEEP: _("Giữ nguyên")}
    rows = [
        {"plan": one, "act": words[one.act], "reason": request.POST.get(f"ly-do.{one.line.uuid}", "")}
        for one in planned
    ]
    context = {
        "table": table,
        "rows": rows,
        "problems": problems,
        "to_save": sum(1 for one in planned if one.act != KEEP) if may_save else 0,
        "changes": sum(1 for one in planned if one.act == rules.CHANGE),
        "block": request.POST.get("khoi", ""),
        "common": request.POST.get("ly-do-chung", ""),
    }
    return render(request, "scoring/verification/paste.html", context, status=status)


@require_GET
def progress_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """How far verification is, by unit and by verifier, and who is late."""
    found = get_table_in_progress_for(request.viewer, table)
    progress = progress_for(request.viewer, found, clock.now())
    units = [
        (one, SHEET.states.get(one.sheet_state), SHEET_TONES.get(one.sheet_state, "quiet")) for one in progress.units
    ]
    context = {"table": found, "progress": progress, "units": units, "blank": BLANKS[found.blank]}
    return render(request, "scoring/verification/progress.html", context)
