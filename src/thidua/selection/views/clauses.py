"""Pages of a cluster's clause: read it, write a new version by form or file, publish it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.audit.selectors import history_of
from thidua.core.errors import BadInput, Problem, require
from thidua.core.text import say
from thidua.foundation import clock
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.models import Cluster
from thidua.selection.facts.clauses import clause_in_force, house_clause
from thidua.selection.forms.clauses import (
    LARGEST_CLAUSE,
    PRIZES,
    ClauseFileForm,
    ClauseForm,
    begun,
    prizes_begun,
    typed_clause,
)
from thidua.selection.models import Clause as StoredClause
from thidua.selection.policies.case import may_keep_clause
from thidua.selection.rules.clause import BYS, GATES, LATE, TIES, VACATED, Clause
from thidua.selection.rules.clause_reading import load_clause, read_clause
from thidua.selection.selectors.clauses import clauses_of, get_clause_for, get_cluster_for
from thidua.selection.services.clauses import draft_clause, publish_clause, save_clause


@require_GET
def clauses_page(request: ViewerRequest, cluster: UUID) -> HttpResponse:
    """The versions of a cluster's clause; which one is in force."""
    found, facts = get_cluster_for(request.viewer, cluster)
    context = {
        "cluster": found,
        "clauses": clauses_of(request.viewer, found, facts),
        "in_force": clause_in_force(found, request.viewer.day),
        "may_keep": may_keep_clause(request.viewer, facts),
    }
    return render(request, "selection/clauses.html", context)


@require_GET
def clause_page(request: ViewerRequest, clause: UUID) -> HttpResponse:
    """One version, read as sentences with the statute's own words."""
    stored, facts = get_clause_for(request.viewer, clause)
    content = read_clause(stored.content)
    context = {
        "stored": stored,
        "clause": content,
        "gates": [GATES[gate] for gate in content.gates],
        "late": LATE[content.late],
        "prizes": [(one, BYS[one.by], TIES[one.tie], VACATED[one.vacated]) for one in content.prizes],
        "may_keep": may_keep_clause(request.viewer, facts),
        "events": history_of(stored.uuid),
    }
    return render(request, "selection/clause.html", context)


@require_http_methods(["GET", "POST"])
def new_clause_page(request: ViewerRequest, cluster: UUID) -> HttpResponse:
    """Write a new version, starting from the one in force or from the founding example."""
    found, facts = get_cluster_for(request.viewer, cluster)
    require(may_keep_clause(request.viewer, facts))
    base = _start(found, request)
    form, prizes = _forms(request, base, 0)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid() and prizes.is_valid():
        try:
            typed = typed_clause(form.cleaned_data, [one.cleaned_data for one in prizes])
            stored = draft_clause(actor=request.viewer, now=clock.now(), cluster=found, clause=typed)
        except BadInput as error:
            problems = error.problems
        else:
            messages.success(request, _("Đã lưu bản dự thảo."))
            return redirect("selection:clause", clause=stored.uuid)
    return _form_page(request, found, form, prizes, problems)


@require_http_methods(["GET", "POST"])
def edit_clause_page(request: ViewerRequest, clause: UUID) -> HttpResponse:
    """Change a draft."""
    stored, facts = get_clause_for(request.viewer, clause)
    require(may_keep_clause(request.viewer, facts))
    form, prizes = _forms(request, read_clause(stored.content), stored.edition)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid() and prizes.is_valid():
        try:
            typed = typed_clause(form.cleaned_data, [one.cleaned_data for one in prizes])
            edition = form.cleaned_data["edition"]
            save_clause(actor=request.viewer, now=clock.now(), stored=stored, clause=typed, edition=edition)
        except BadInput as error:
            problems = error.problems
        else:
            messages.success(request, _("Đã lưu bản dự thảo."))
            return redirect("selection:clause", clause=stored.uuid)
    return _form_page(request, stored.cluster, form, prizes, problems, stored)


@require_http_methods(["GET", "POST"])
def clause_file_page(request: ViewerRequest, cluster: UUID) -> HttpResponse:
    """A new version from a TOML file; everything wrong in it is named."""
    found, facts = get_cluster_for(request.viewer, cluster)
    require(may_keep_clause(request.viewer, facts))
    form = ClauseFileForm(request.POST or None, request.FILES or None)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            clause = load_clause(_text_of(form.cleaned_data["file"]))
            stored = draft_clause(actor=request.viewer, now=clock.now(), cluster=found, clause=clause)
        except BadInput as error:
            problems = error.problems
        else:
            messages.success(request, _("Đã đọc tệp và lưu bản dự thảo; hãy xem lại rồi ban hành."))
            return redirect("selection:clause", clause=stored.uuid)
    status = 400 if problems or form.errors else 200
    context = {"cluster": found, "form": form, "problems": problems}
    return render(request, "selection/clause_file.html", context, status=status)


@require_POST
def publish_page(request: ViewerRequest, clause: UUID) -> HttpResponse:
    """Publish a draft."""
    stored, _facts = get_clause_for(request.viewer, clause)
    seen = request.POST.get("seen", "")
    publish_clause(actor=request.viewer, now=clock.now(), stored=stored, seen=seen)
    messages.success(request, _("Đã ban hành điều khoản bình xét."))
    return redirect("selection:clause", clause=stored.uuid)


def _start(cluster: Cluster, request: ViewerRequest) -> Clause:
    current = clause_in_force(cluster, request.viewer.day)
    return read_clause(current.content) if current else house_clause()


def _forms(request: ViewerRequest, clause: Clause, edition: int) -> tuple[ClauseForm, Any]:
    if request.method == "POST":
        return ClauseForm(request.POST), PRIZES(request.POST, prefix="prize")
    return ClauseForm(initial=begun(clause, edition)), PRIZES(initial=prizes_begun(clause), prefix="prize")


def _form_page(
    request: ViewerRequest,
    cluster: Cluster,
    form: ClauseForm,
    prizes: Any,
    problems: tuple[Problem, ...],
    stored: StoredClause | None = None,
) -> HttpResponse:
    wrong = bool(problems or form.errors or any(prizes.errors))
    context = {"cluster": cluster, "form": form, "prizes": prizes, "problems": problems, "stored": stored}
    return render(request, "selection/clause_form.html", context, status=400 if wrong else 200)


def _text_of(sent: Any) -> str:
    if (sent.size or 0) > LARGEST_CLAUSE:
        raise BadInput([Problem("file", say("Tệp quá lớn đối với một điều khoản."), say("Hãy gửi tệp .toml."))])
    try:
        return str(sent.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        cure = say("Hãy lưu tệp ở dạng văn bản UTF-8.")
        raise BadInput([Problem("file", say("Tệp không phải là văn bản đọc được."), cure)]) from error
