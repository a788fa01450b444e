"""Pages that edit the rows of a draft: the editor of a criterion with its method, of a group, moving, removing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.core.errors import BadInput, Stale, require
from thidua.core.names import tidy
from thidua.core.numbers import NumberUnreadable, parse_number
from thidua.foundation import clock
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.rules import Viewer
from thidua.scoring.forms.method_base import MethodForm
from thidua.scoring.forms.methods import METHOD_CHOICES, METHOD_FORMS
from thidua.scoring.forms.tables import CriterionForm, GroupForm, RowForm, add_faults
from thidua.scoring.models import CriteriaTable, Criterion
from thidua.scoring.rules import FreeRating, GroupSum, Method, Unclear, method_from_json
from thidua.scoring.rules.grammar import Cell, cell_text, parse_cell
from thidua.scoring.selectors.tables import get_criterion_for, get_table_for, may_of, names_to_offer
from thidua.scoring.selectors.verifiers import Verifier, verifiers_by_label
from thidua.scoring.services.table_rows import (
    RowInput,
    add_criterion,
    change_criterion,
    move_criterion,
    remove_criterion,
)
from thidua.scoring.services.table_storing import verifier_of
from thidua.scoring.views.table_heads import about, edition_of


@dataclass(slots=True)
class Editor:
    """What the editor's page stands on: the draft, the row that is changed (None for a new one), its method."""

    table: CriteriaTable
    stored: Criterion | None
    form: RowForm
    method_form: MethodForm | None = None
    unclear: Unclear | None = None
    grammar: str = ""
    grammar_error: str = ""
    conflict: bool = False


@require_http_methods(["GET", "POST"])
def add_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """A new criterion."""
    return _criterion(request, _draft(request, table), None)


@require_http_methods(["GET", "POST"])
def add_group_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """A new group."""
    return _group(request, _draft(request, table), None)


@require_http_methods(["GET", "POST"])
def change_page(request: ViewerRequest, criterion: UUID) -> HttpResponse:
    """A criterion or a group of a draft."""
    stored = get_criterion_for(request.viewer, criterion)
    require(may_of(request.viewer, stored.table)["edit"])
    edit = _group if stored.kind == Criterion.Kind.GROUP else _criterion
    return edit(request, stored.table, stored)


@require_POST
def move_page(request: ViewerRequest, criterion: UUID) -> HttpResponse:
    """One place up or down within its group."""
    stored = get_criterion_for(request.viewer, criterion)
    require(may_of(request.viewer, stored.table)["edit"])
    way, edition = request.POST.get("way", ""), edition_of(request)
    move_criterion(actor=request.viewer, now=clock.now(), criterion=stored, edition=edition, way=way)
    return redirect(f"{_address(stored.table)}#{stored.uuid}")


@require_http_methods(["GET", "POST"])
def remove_page(request: ViewerRequest, criterion: UUID) -> HttpResponse:
    """Ask once more, then remove."""
    stored = get_criterion_for(request.viewer, criterion)
    require(may_of(request.viewer, stored.table)["edit"])
    problems: Any = ()
    if request.method == "POST":
        try:
            remove_criterion(actor=request.viewer, now=clock.now(), criterion=stored, edition=edition_of(request))
        except BadInput as faults:
            problems = faults.problems
        else:
            messages.success(request, _("Đã xóa “%(row)s”.") % {"row": stored})
            return redirect("scoring:table", table=stored.table.uuid)
    context = about(stored.table) | {"row": stored, "problems": problems}
    return render(request, "scoring/tables/remove.html", context, status=400 if problems else 200)


def _criterion(request: ViewerRequest, table: CriteriaTable, stored: Criterion | None) -> HttpResponse:
    groups = _groups(table, stored)
    known = method_from_json(stored.method) if stored else FreeRating()
    kind = request.POST.get("method_kind") or known.kind
    form_of = METHOD_FORMS.get(kind, METHOD_FORMS[FreeRating.kind])
    step = request.POST.get("step", "save")
    if request.method == "POST" and step == "save":
        form = CriterionForm(request.POST, groups=groups)
        editor = Editor(table, stored, form, form_of(request.POST, known))
        return _save_criterion(request, editor)
    initial = _initial(table, stored, request.GET.get("nhom", ""))
    editor = Editor(table, stored, CriterionForm(groups=groups), form_of(method=known))
    if isinstance(known, Unclear):
        editor.unclear = known
    if stored is not None:
        editor.grammar = _grammar(stored, known)
    if request.method == "POST":
        initial = _typed(request.POST) | {"edition": edition_of(request)}
        if step == "grammar":
            initial |= _read_grammar(request, editor)
    editor.form = CriterionForm(groups=groups, initial=initial)
    return _show(request, editor, status=400 if editor.grammar_error else 200)


def _save_criterion(request: ViewerRequest, editor: Editor) -> HttpResponse:
    form, method_form = editor.form, editor.method_form
    assert isinstance(form, CriterionForm)  # noqa: S101 - made just above
    assert method_form is not None  # noqa: S101
    # Both are asked, so that every fault shows at once.
    if not (form.is_valid() & method_form.is_valid()):
        return _show(request, editor, status=400)
    method = method_form.method
    if request.POST.get("drop_remarks"):
        method = replace(method, remarks=())
    row = form.row(method, _verifier(request.viewer, editor.stored, form.cleaned_data["verifier"]))
    return _save(request, editor, row)


def _group(request: ViewerRequest, table: CriteriaTable, stored: Criterion | None) -> HttpResponse:
    groups = _groups(table, stored)
    if request.method == "POST":
        form = GroupForm(request.POST, groups=groups)
        editor = Editor(table, stored, form)
        if not form.is_valid():
            return _show(request, editor, status=400)
        return _save(request, editor, form.row(method_from_json(stored.method) if stored else GroupSum()))
    initial = _initial(table, stored, request.GET.get("nhom", ""))
    return _show(request, Editor(table, stored, GroupForm(groups=groups, initial=initial)))


def _save(request: ViewerRequest, editor: Editor, row: RowInput) -> HttpResponse:
    values: dict[str, Any] = {"actor": request.viewer, "now": clock.now(), "row": row}
    values["edition"] = editor.form.cleaned_data["edition"]
    try:
        if editor.stored is None:
            saved = add_criterion(table=editor.table, **values)
        else:
            saved = change_criterion(criterion=editor.stored, **values)
    except BadInput as faults:
        add_faults(editor.form, faults)
        return _show(request, editor, status=400)
    except Stale as stale:
        return _show_conflict(request, editor, stale)
    messages.success(request, _("Đã lưu “%(row)s”.") % {"row": saved})
    return redirect(f"{_address(editor.table)}#{saved.uuid}")


def _show_conflict(request: ViewerRequest, editor: Editor, stale: Stale) -> HttpResponse:
    """What was typed stays; beside it what stands now. Saving again is then a choice made knowingly."""
    table = stale.theirs
    assert isinstance(table, CriteriaTable)  # noqa: S101 - what open_draft hands over
    data = request.POST.copy()
    data["edition"] = str(table.edition)
    form_type: Any = type(editor.form)
    editor.form = form_type(data, groups=_groups(table, editor.stored))
    editor.conflict = True
    if editor.stored is not None:
        editor.stored = table.criteria.select_related("parent").filter(pk=editor.stored.pk).first()
    editor.form.add_error(None, str(stale.sentence))
    return _show(request, editor, status=409)


def _show(request: ViewerRequest, editor: Editor, status: int = 200) -> HttpResponse:
    is_group = isinstance(editor.form, GroupForm)
    method = method_from_json(editor.stored.method) if editor.stored and not is_group else None
    context = about(editor.table) | {
        "editor": editor,
        "row": editor.stored,
        "form": editor.form,
        "is_group": is_group,
        "method_form": editor.method_form,
        "method_kind": editor.method_form.kind if editor.method_form else "",
        "method_choices": METHOD_CHOICES,
        "described": method.describe() if method else None,
        "names": [] if is_group else names_to_offer(request.viewer),
    }
    return render(request, "scoring/tables/row.html", context, status=status)


def _read_grammar(request: ViewerRequest, editor: Editor) -> dict[str, Any]:
    """Fill the fields from the notation of files; what it does not say stays as typed."""
    text = tidy(request.POST.get("grammar", ""))[:1000]
    try:
        maximum = parse_number(request.POST.get("maximum", ""))
    except NumberUnreadable:
        maximum = None
    cell = parse_cell(text, maximum)
    editor.grammar = text
    if cell.method.kind not in METHOD_FORMS:
        why = cell.method.describe().render(_)
        editor.grammar_error = _("Không dùng được cách ghi này. %(why)s") % {"why": why}
        return {}
    editor.method_form = METHOD_FORMS[cell.method.kind](method=cell.method)
    editor.unclear = None
    around: dict[str, Any] = {}
    if cell.weight != 1:
        around["weight"] = cell.weight
    if cell.optional:
        around["optional"] = True
    if cell.receivers:
        around["receivers"] = sorted(cell.receivers)
    if cell.na_scopes:
        around["na_scopes"] = "; ".join(cell.na_scopes)
    return around


def _grammar(stored: Criterion, method: Method) -> str:
    return cell_text(Cell(method, stored.weight, stored.optional, frozenset(stored.receivers), tuple(stored.na_scopes)))


def _initial(table: CriteriaTable, stored: Criterion | None, group: str) -> dict[str, Any]:
    if stored is None:
        return {"edition": table.edition, "parent": group, "kind": "base"}
    names = ("code", "label", "kind", "maximum", "cap", "declared", "optional", "receivers", "note")
    weight = None if stored.weight == 1 else stored.weight.normalize()
    return {name: getattr(stored, name) for name in names} | {
        "edition": table.edition,
        "parent": stored.parent.code if stored.parent else "",
        "weight": weight,
        "verifier": stored.verifier_label,
        "evidence": stored.evidence_asked,
        "na_scopes": "; ".join(stored.na_scopes),
    }


def _typed(data: QueryDict) -> dict[str, Any]:
    """What was typed, to be shown again without judging it yet."""
    return {name: data.get(name, "") for name in CriterionForm.base_fields} | {
        "receivers": data.getlist("receivers"),
        "optional": "optional" in data,
    }


def _groups(table: CriteriaTable, stored: Criterion | None) -> list[Criterion]:
    groups = table.criteria.filter(kind=Criterion.Kind.GROUP).order_by("order")
    return [one for one in groups if stored is None or one.pk != stored.pk]


def _verifier(viewer: Viewer, stored: Criterion | None, label: str) -> Verifier:
    found = verifiers_by_label([label], viewer.day).get(label)
    if found is None and stored is not None and stored.verifier_label == label:
        return verifier_of(stored)
    return found or Verifier()


def _draft(request: ViewerRequest, table: UUID) -> CriteriaTable:
    found = get_table_for(request.viewer, table)
    require(may_of(request.viewer, found)["edit"])
    return found


def _address(table: CriteriaTable) -> str:
    return reverse("scoring:table", args=[table.uuid])
