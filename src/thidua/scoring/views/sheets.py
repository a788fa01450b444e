"""Pages of score sheets: the list, the grid that saves itself, one line, the print view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.audit.selectors import Change, changes_of, history_of
from thidua.core.days import HANOI
from thidua.core.errors import BadInput, Refused, Stale
from thidua.core.numbers import format_number
from thidua.core.text import Text, say
from thidua.cycles.rules import LATENESS_WORDS
from thidua.foundation import clock
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.models import Unit
from thidua.organisations.rules import Viewer
from thidua.scoring.facts.one_sheet import sheet_standing
from thidua.scoring.forms.evidence import FilesForm, LinkForm
from thidua.scoring.forms.sheets import (
    TypedLine,
    change_of,
    claim_words,
    conflict_of,
    keep_typed,
    problems_of,
    typed_line,
)
from thidua.scoring.models import Line, Sheet, VerificationAct
from thidua.scoring.policies.sheets import (
    deadline_of,
    may_change_line,
    may_choose_fields,
    may_recall,
    may_resubmit_line,
    may_submit,
)
from thidua.scoring.rules import Entry
from thidua.scoring.rules.states import SHEET, SHEET_TONES
from thidua.scoring.rules.verification import LINE
from thidua.scoring.selectors.evidence import citations_of, to_reuse
from thidua.scoring.selectors.sheet_view import Row, SheetView, acts_of, sheet_view
from thidua.scoring.selectors.sheets import (
    HandingIn,
    get_line_for,
    get_own_line_for,
    get_own_sheet_for,
    get_sheet_for,
    get_startable_table_for,
    handing_in,
    own_sheets,
    tables_overseen,
    tables_to_start,
)
from thidua.scoring.services.sheets import (
    LineChange,
    choose_fields,
    prepare_sheet,
    resubmit_line,
    save_line,
    save_lines,
)


@require_GET
def sheets_page(request: ViewerRequest) -> HttpResponse:
    """The viewer's own sheets, and for those who oversee a cluster who has handed in."""
    viewer: Viewer = request.viewer
    context = {
        "sheets": [_listed(HandingIn(sheet.unit, sheet, None)) for sheet in own_sheets(viewer)],
        "to_start": tables_to_start(viewer),
        "overseen": [(table, [_listed(one) for one in handing_in(viewer, table)]) for table in tables_overseen(viewer)],
    }
    return render(request, "scoring/sheets/list.html", context)


@dataclass(frozen=True, slots=True)
class Listed:
    """One sheet in a list: its state in words, never its figures."""

    unit: Unit
    sheet: Sheet | None
    deadline: date | None
    words: Text
    tone: str
    lateness: Text | None
    may_open: bool


def _listed(one: HandingIn) -> Listed:
    if one.sheet is None:
        return Listed(one.unit, None, one.deadline, say("Chưa lập phiếu"), "quiet", None, may_open=False)
    state = one.sheet.state
    sent = state != Sheet.State.DRAFT
    late = LATENESS_WORDS.get(one.sheet.lateness) if sent else None
    return Listed(one.unit, one.sheet, one.deadline, SHEET.states[state], SHEET_TONES[state], late, may_open=sent)


@require_POST
def start_sheet(request: ViewerRequest, table: UUID) -> HttpResponse:
    """Make the own unit's sheet under a table."""
    found, unit = get_startable_table_for(request.viewer, table)
    sheet = prepare_sheet(table=found, unit=unit, actor=request.viewer, now=clock.now())
    return redirect("scoring:sheet", sheet=sheet.uuid)


@require_http_methods(["GET", "POST"])
def sheet_page(request: ViewerRequest, sheet: UUID) -> HttpResponse:
    """The sheet as one grid; without script one button saves all of it."""
    if request.method == "POST":
        return _save_whole(request, sheet)
    return _show(request, sheet_view(request.viewer, get_sheet_for(request.viewer, sheet)))


def _save_whole(request: ViewerRequest, uuid: UUID) -> HttpResponse:
    viewer: Viewer = request.viewer
    sheet = get_own_sheet_for(viewer, uuid)
    before = sheet_view(viewer, sheet)
    typed: dict[int, TypedLine] = {}
    changes: list[LineChange] = []
    problems: dict[int, Any] = {}
    for row in before.rows:
        sent = typed_line(request.POST, row)
        if sent is None or not sent.touched or row.line is None:
            continue
        typed[row.line.pk] = sent
        change, faults = change_of(row.line, row.criterion, sent)
        if change is None:
            problems[row.line.pk] = faults
        else:
            changes.append(change)
    saved = save_lines(sheet=sheet, changes=changes, actor=viewer, now=clock.now())
    if saved.lines:
        n = len(saved.lines)
        messages.success(request, ngettext("Đã lưu %(n)s dòng.", "Đã lưu %(n)s dòng.", n) % {"n": n})
    elif not typed:
        messages.info(request, _("Không có thay đổi nào cần lưu."))
    problems |= saved.problems
    if not problems and not saved.conflicts:
        return redirect("scoring:sheet", sheet=uuid)
    view = sheet_view(viewer, get_own_sheet_for(viewer, uuid))
    for row in view.rows:
        key = row.line.pk if row.line else None
        if key in problems or key in saved.conflicts:
            keep_typed(row, typed[key])
            row.problems = tuple(problems.get(key, ()))
            if key in saved.conflicts:
                row.conflict = conflict_of(row, saved.conflicts[key])
    return _show(request, view, status=409 if saved.conflicts else 400)


def _show(request: ViewerRequest, view: SheetView, status: int = 200) -> HttpResponse:
    viewer: Viewer = request.viewer
    now = clock.now()
    standing = sheet_standing(view.sheet)
    for row in view.rows:
        if row.may_change and row.line:
            row.may_change = bool(may_change_line(viewer, standing, row.line.verdict, now)) and not row.closed_words
    context = {
        "view": view,
        "sheet": view.sheet,
        "own": viewer.works_at(view.sheet.unit_id),
        "state": SHEET.states[view.sheet.state],
        "tone": SHEET_TONES[view.sheet.state],
        # Once it is handed in, the last day has done its work; how it was met stands below.
        "deadline": deadline_of(standing) if view.sheet.state == Sheet.State.DRAFT else None,
        "correct_by": deadline_of(standing, Line.Verdict.RETURNED),
        "may_change": any(row.may_change for row in view.rows),
        "may_submit": may_submit(viewer, standing, now),
        "may_recall": may_recall(viewer, standing),
        "may_choose": may_choose_fields(viewer, standing, now),
        "lateness": LATENESS_WORDS.get(view.sheet.lateness, ""),
        "returned": [row for row in view.rows if row.came_back],
        "refused_rows": [row for row in view.rows if row.problems or row.conflict],
        "history": history_of(view.sheet.uuid),
    }
    return render(request, "scoring/sheets/sheet.html", context, status=status)


@require_POST
def save_line_page(request: ViewerRequest, line: UUID) -> HttpResponse:
    """Save one row: by itself as one types, or by its button."""
    viewer: Viewer = request.viewer
    held = get_own_line_for(viewer, line)
    view = sheet_view(viewer, held.sheet)
    row = view.row_of(held)
    typed = typed_line(request.POST, row)
    if typed is None:
        raise BadInput([])
    quiet = request.headers.get("X-Autosave") == "1"
    try:
        change, problems = change_of(held, row.criterion, typed)
        if change is None:
            raise BadInput(problems)
        if typed.touched:
            save_line(
                line=held, entry=change.entry, note=change.note, edition=change.edition, actor=viewer, now=clock.now()
            )
    except (BadInput, Refused, Stale) as fault:
        return _row_refused(request, view, row, typed, fault, quiet)
    if not quiet:
        messages.success(request, _("Đã lưu dòng %(code)s.") % {"code": row.criterion.code})
        return _back(request, held)
    return JsonResponse(_row_saved(sheet_view(viewer, get_own_sheet_for(viewer, held.sheet.uuid)), held))


def _row_refused(
    request: ViewerRequest, view: SheetView, row: Row, typed: TypedLine, fault: Exception, quiet: bool
) -> HttpResponse:
    keep_typed(row, typed)
    status, view_line = 400, row.line
    assert view_line is not None  # noqa: S101 - a row that was sent has a line
    if isinstance(fault, Stale):
        row.conflict, status = conflict_of(row, fault), 409
    elif isinstance(fault, Refused):
        row.problems, status = problems_of(fault.finding), 403
    elif isinstance(fault, BadInput):
        row.problems = fault.problems
    if not quiet:
        return _show(request, view, status)
    said = {
        "sentence": _("Chưa lưu dòng này."),
        "html": render_to_string(
            "scoring/sheets/row_refused.html", {"row": row, "form_id": f"dong-{view_line.uuid}"}, request=request
        ),
    }
    return JsonResponse(said, status=status)


def _row_saved(view: SheetView, line: Line) -> dict[str, Any]:
    row = view.row_of(line)
    name = line.uuid
    return {
        "saved": f"{clock.now().astimezone(HANOI):%H:%M}",
        "editions": {f"{name}.edition": str(row.edition), f"{name}.was": row.mark},
        "texts": texts_of(view, row),
    }


def texts_of(view: SheetView, row: Row) -> dict[str, str]:
    """Everything on the page that a saved row changes, by the place it stands in."""
    claimed = view.result.claimed
    texts = {
        "tong-co-so": format_number(claimed.base, 2),
        "tong-thuong": format_number(claimed.bonus, 2),
        "tong-tru": format_number(claimed.penalty, 2),
        "tong-cong": format_number(claimed.total, 2),
        "tong-ty-le": format_number(claimed.total_percent, 2) if claimed.total_percent is not None else "",
    }
    for number, one in enumerate(view.rows, 1):
        if one.criterion.is_group and one.group is not None:
            texts[f"nhom-{number}"] = render_to_string("scoring/sheets/points.html", {"row": one}).strip()
    if row.line:
        texts[f"diem-{row.line.uuid}"] = render_to_string("scoring/sheets/points.html", {"row": row}).strip()
        texts[f"giai-{row.line.uuid}"] = render_to_string("scoring/sheets/sentence.html", {"row": row}).strip()
    return texts


@require_POST
def choose_fields_page(request: ViewerRequest, sheet: UUID) -> HttpResponse:
    """Set the unit's optional fields."""
    found = get_own_sheet_for(request.viewer, sheet)
    chosen, was = request.POST.getlist("code"), [code for code in request.POST.get("was", "").split("|") if code]
    choose_fields(sheet=found, codes=chosen, was=was, actor=request.viewer, now=clock.now())
    messages.success(request, _("Đã lưu nội dung tự chọn."))
    return redirect("scoring:sheet", sheet=sheet)


@require_GET
def print_sheet(request: ViewerRequest, sheet: UUID) -> HttpResponse:
    """The sheet as it prints on A4."""
    view = sheet_view(request.viewer, get_sheet_for(request.viewer, sheet))
    return render(request, "scoring/sheets/print.html", {"view": view, "sheet": view.sheet})


@require_GET
def line_page(request: ViewerRequest, line: UUID) -> HttpResponse:
    """One line: figures, evidence, what the verifier said, who changed what."""
    return show_line(request, get_line_for(request.viewer, line))


def show_line(request: ViewerRequest, line: Line, status: int = 200, **more: Any) -> HttpResponse:
    """The page of one line; `more` are forms and problems of a refused step."""
    viewer: Viewer = request.viewer
    now = clock.now()
    standing = sheet_standing(line.sheet)
    view = sheet_view(viewer, line.sheet)
    row = view.row_of(line)
    own = viewer.works_at(line.sheet.unit_id)
    may_change = may_change_line(viewer, standing, line.verdict, now)
    row.may_change = bool(may_change) and not row.closed_words
    context = {
        "view": view,
        "row": row,
        "line": row.line,
        "sheet": line.sheet,
        "own": own,
        "uses": citations_of(line),
        "reusable": to_reuse(viewer, line) if row.may_change else [],
        "acts": [ShownAct(act, LINE.states[act.act]) for act in acts_of(line)],
        "changes": [_shown_change(row, change) for change in changes_of(line.uuid, "save-line")],
        "line_id": str(line.uuid),
        "whole_url": reverse("scoring:sheet", kwargs={"sheet": line.sheet.uuid}) if own else "",
        "deadline": deadline_of(standing, line.verdict) if _is_owed(line) else None,
        "may_resubmit": may_resubmit_line(viewer, standing, line.verdict, now),
        "history": history_of(line.uuid),
        "files_form": FilesForm(),
        "link_form": LinkForm(prefix="link"),
    }
    return render(request, "scoring/sheets/line.html", {**context, **more}, status=status)


@dataclass(frozen=True, slots=True)
class ShownAct:
    """What a verifier did, in words."""

    act: VerificationAct
    words: Text


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One saved change of a line, in words."""

    who: str
    at: datetime
    before: str
    after: str


def _shown_change(row: Row, change: Change) -> ShownChange:
    def words(side: str) -> str:
        claimed = change.data["claimed"][side]
        told = claim_words(row.criterion, Entry.from_json(claimed) if claimed is not None else None)
        note = change.data["note"][side]
        return f"{told}. {note}" if note else told

    return ShownChange(change.who, change.at, words("before"), words("after"))


@require_POST
def resubmit_line_page(request: ViewerRequest, line: UUID) -> HttpResponse:
    """Hand a returned line in again."""
    held = get_own_line_for(request.viewer, line)
    resubmit_line(line=held, actor=request.viewer, now=clock.now())
    messages.success(request, _("Đã gửi lại dòng %(code)s để thẩm định.") % {"code": held.criterion.code})
    return redirect("scoring:line", line=line)


def _back(request: ViewerRequest, line: Line) -> HttpResponseRedirect:
    if request.POST.get("from") == "line":
        return HttpResponseRedirect(reverse("scoring:line", kwargs={"line": line.uuid}))
    return HttpResponseRedirect(reverse("scoring:sheet", kwargs={"sheet": line.sheet.uuid}) + f"#hang-{line.uuid}")


def _is_owed(line: Line) -> bool:
    """Whether the unit still has something to do on a line: before handing in, and after a return."""
    return line.sheet.state == Sheet.State.DRAFT or line.verdict == Line.Verdict.RETURNED
