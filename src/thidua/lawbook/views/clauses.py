"""The clauses of a draft: one at a time by a guided form, or all of them as a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.core.days import Period
from thidua.core.errors import BadInput, Problem
from thidua.core.text import say
from thidua.foundation import clock
from thidua.foundation.asking import Question, ask
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.law.rulebook import house
from thidua.lawbook.forms.local_rules import LARGEST_TEXT, ClauseForm, OpeningForm, TextForm, clause_of
from thidua.lawbook.models import LocalRule
from thidua.lawbook.rules.composing import CONDITION_WORDS, Opening, begun, openings
from thidua.lawbook.selectors.rules import get_rule_for
from thidua.lawbook.services import local_rules
from thidua.lawbook.views.local_rules import draft_for


@require_http_methods(["GET", "POST"])
def new_clause_page(request: ViewerRequest, rule: UUID) -> HttpResponse:
    """A clause in two steps: where it fits and by which condition (in the address), then what that needs."""
    found = draft_for(request, rule)
    offered = openings(house(), Period(found.starts_on, found.ends_on))
    first = OpeningForm(request.GET if "opening" in request.GET else None, openings=offered)
    if not first.is_valid():
        context = {"tab": "rules", "rule": found, "form": first, "offered": offered}
        status = 400 if first.errors else 200
        return render(request, "lawbook/opening.html", context, status=status)
    chosen = next(one for one in offered if one.key == first.cleaned_data["opening"])
    shown = {"starts_on": found.starts_on, "ends_on": found.ends_on, "edition": found.edition}
    return _clause(request, found, chosen.key, first.cleaned_data["condition"], shown, None, chosen)


@require_http_methods(["GET", "POST"])
def clause_page(request: ViewerRequest, rule: UUID, number: int) -> HttpResponse:
    """Change a clause that the form can show."""
    found = draft_for(request, rule)
    if number >= len(found.content.get("additions", ())):
        raise NotThere
    shown = begun(number, found.content)
    if shown is None:
        messages.info(request, _("Điều khoản này ghép nhiều điều kiện, hãy sửa trong tệp dữ liệu."))
        return redirect("lawbook:rule-text", rule=rule)
    shown["edition"] = found.edition
    return _clause(request, found, shown["opening"], shown["condition"], shown, number, None)


def _clause(
    request: ViewerRequest,
    rule: LocalRule,
    opening: str,
    condition: str,
    shown: dict[str, Any],
    number: int | None,
    chosen: Opening | None,
) -> HttpResponse:
    form = ClauseForm(request.POST or None, condition=condition, book=house(), initial=shown)

    def act(given: dict[str, Any]) -> None:
        local_rules.save_clause(
            actor=request.viewer, now=clock.now(), rule=rule, edition=given["edition"],
            clause=clause_of(opening, condition, given), replacing=number,
        )  # fmt: skip

    question = Question(
        title=_("Thêm điều khoản") if number is None else _("Sửa điều khoản"),
        button=_("Lưu điều khoản"),
        back=reverse("lawbook:rule", args=[rule.uuid]),
        lead=CONDITION_WORDS[condition],
    )
    return ask(
        request, question, form, act, done=_("Đã lưu điều khoản."), template="lawbook/clause.html", chosen=chosen,
        rule=rule, tab="rules",
    )  # fmt: skip


@require_POST
def remove_clause(request: ViewerRequest, rule: UUID, number: int) -> HttpResponse:
    """Take a clause out of a draft."""
    found = draft_for(request, rule)
    edition = request.POST.get("edition", "")
    local_rules.remove_clause(
        actor=request.viewer, now=clock.now(), rule=found, edition=int(edition) if edition.isdigit() else -1,
        number=number,
    )  # fmt: skip
    messages.success(request, _("Đã bỏ điều khoản."))
    return redirect("lawbook:rule", rule=rule)


@require_http_methods(["GET", "POST"])
def text_page(request: ViewerRequest, rule: UUID) -> HttpResponse:
    """All clauses as a YAML text, typed or sent; everything wrong in it is named with its line."""
    found = draft_for(request, rule)
    form = TextForm(request.POST or None, request.FILES or None, initial={"text": found.text, "edition": found.edition})
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            text, name = _sent(form.cleaned_data)
            edition = form.cleaned_data["edition"]
            local_rules.save_text(
                actor=request.viewer, now=clock.now(), rule=found, edition=edition, text=text, name=name
            )
        except BadInput as error:
            problems = error.problems
        else:
            messages.success(request, _("Đã đọc và lưu các điều khoản."))
            return redirect("lawbook:rule", rule=rule)
    context = {"tab": "rules", "rule": found, "form": form, "problems": problems}
    return render(request, "lawbook/text.html", context, status=400 if problems or form.errors else 200)


def _sent(given: dict[str, Any]) -> tuple[str, str]:
    file = given["file"]
    if not file:
        return given["text"].replace("\r\n", "\n"), str(_("Nội dung đã nhập"))
    if (file.size or 0) > LARGEST_TEXT:
        raise BadInput([Problem("file", say("Tệp quá lớn đối với một quy định."), say("Hãy gửi tệp .yaml."))])
    try:
        return str(file.read().decode("utf-8-sig")), file.name or "tệp"
    except UnicodeDecodeError as error:
        cure = say("Hãy lưu tệp ở dạng văn bản UTF-8.")
        raise BadInput([Problem("file", say("Tệp không phải là văn bản đọc được."), cure)]) from error


@require_GET
def yaml_file(request: ViewerRequest, rule: UUID) -> HttpResponse:
    """The content of a version as a file."""
    found = get_rule_for(request.viewer, rule)
    answer = HttpResponse(found.text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="quy-dinh-ban-{found.version}.yaml"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
