"""Rules of units and clusters: the list, one version, its paper, issuing, ending, comparing versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.audit.selectors import history_of
from thidua.core.errors import BadInput, Problem, require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.foundation import clock
from thidua.foundation.asking import Question, accepted, ask
from thidua.foundation.refusals import NotThere
from thidua.foundation.requests import ViewerRequest
from thidua.law.rulebook import house
from thidua.lawbook.forms.law import upload_of
from thidua.lawbook.forms.local_rules import HeadForm, VersionForm, WithdrawForm, head_of, head_shown
from thidua.lawbook.models import LocalRule
from thidua.lawbook.policies import may_keep_rule, may_read_law
from thidua.lawbook.rules.composing import begun
from thidua.lawbook.rules.local import warnings
from thidua.lawbook.rules.readiness import ACCEPT, CLAUSE, HEAD, TEXT, Lack, changes, missing
from thidua.lawbook.rules.words import LEVEL_WORDS, STATES
from thidua.lawbook.selectors.rules import (
    content_of,
    draft_of,
    get_rule_for,
    rules_for,
    scope_name,
    scopes_for,
    versions_of,
)
from thidua.lawbook.services import issuing, local_rules
from thidua.lawbook.views.confirmations import kept_file

WITH_PAPER = "lawbook/ask_paper.html"
DRAFT = LocalRule.State.DRAFT


@require_GET
def rules_page(request: ViewerRequest) -> HttpResponse:
    """The rules that touch the viewer, document by document."""
    if not may_read_law(request.viewer):
        raise NotThere
    rows = [
        (one, scope_name(one, request.viewer.day), LEVEL_WORDS[one.level], *STATES[one.state])
        for one in rules_for(request.viewer)
    ]
    context = {"tab": "rules", "rows": rows, "may": bool(scopes_for(request.viewer))}
    return render(request, "lawbook/rules.html", context)


@require_GET
def rule_page(request: ViewerRequest, rule: UUID) -> HttpResponse:
    """One version: its paper, its clauses in words, and for writers what is missing before it is issued."""
    found = get_rule_for(request.viewer, rule)
    content = content_of(found)
    draft = draft_of(found, content)
    versions = [(one, *STATES[one.state]) for one in versions_of(request.viewer, found)]
    is_draft = found.state == DRAFT
    clauses = [
        (number, one, is_draft and begun(number, found.content) is not None)
        for number, one in enumerate(content.told.values())
    ]
    context = {
        "tab": "rules",
        "rule": found,
        "name": scope_name(found, request.viewer.day),
        "level": LEVEL_WORDS[found.level],
        "state": STATES[found.state],
        "is_draft": is_draft,
        "clauses": clauses,
        "questions": content.read.questions if content.read else (),
        "problems": content.problems,
        "missing": cured(found, missing(draft)) if is_draft else (),
        "versions": versions,
        "may": may_keep_rule(request.viewer, found),
        "events": history_of(found.uuid),
    }
    return render(request, "lawbook/rule.html", context)


@require_http_methods(["GET", "POST"])
def new_rule_page(request: ViewerRequest) -> HttpResponse:
    """Enter a new document of a unit or a cluster."""
    if not may_read_law(request.viewer):
        raise NotThere
    scopes = {one.key: one for one in scopes_for(request.viewer)}
    if not scopes:
        require(refused(say("Quy định của đơn vị do thủ trưởng, chuyên viên của chính đơn vị đó nhập.")))
    shown = {"starts_on": request.viewer.day}
    form = HeadForm(request.POST or None, request.FILES or None, scopes=scopes.values(), initial=shown)
    made: list[LocalRule] = []

    def act(given: dict[str, Any]) -> None:
        scope = scopes[given["scope"]].thing
        made.append(
            local_rules.draft_rule(
                actor=request.viewer, now=clock.now(), scope=scope, head=head_of(given), paper=upload_of(given)
            )
        )

    question = Question(
        title=_("Nhập quy định của đơn vị, cụm"),
        button=_("Lưu và nhập điều khoản"),
        back=reverse("lawbook:rules"),
        lead=_("Ghi thông tin của văn bản đã ký; các điều khoản nhập ở bước sau."),
    )
    return _made(request, question, form, act, made, _("Đã lưu thông tin văn bản."))


def _made(
    request: ViewerRequest,
    question: Question,
    form: Form,
    act: Callable[[dict[str, Any]], None],
    made: list[LocalRule],
    done: str,
) -> HttpResponse:
    """Ask, and go on to the page of what was made."""
    if request.method == "POST" and form.is_valid() and accepted(form, act):
        messages.success(request, done)
        return redirect("lawbook:rule", rule=made[0].uuid)
    context = {"question": question, "form": form, "tab": "rules"}
    return render(request, WITH_PAPER, context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def head_page(request: ViewerRequest, rule: UUID) -> HttpResponse:
    """Change the paper of a draft."""
    found = draft_for(request, rule)
    cluster = found.cluster_id is not None
    form = HeadForm(request.POST or None, request.FILES or None, initial=head_shown(found), cluster=cluster)

    def act(given: dict[str, Any]) -> None:
        local_rules.save_head(
            actor=request.viewer, now=clock.now(), rule=found, edition=given["edition"] or 0, head=head_of(given),
            paper=upload_of(given),
        )  # fmt: skip

    kept = _("Đã có tệp {name}; gửi tệp khác sẽ thay tệp này.").format(name=found.paper_name)
    question = Question(
        title=_("Thông tin văn bản"),
        button=_("Lưu"),
        back=reverse("lawbook:rule", args=[rule]),
        lead=kept if found.paper_name else "",
    )
    return ask(request, question, form, act, done=_("Đã lưu thông tin văn bản."), template=WITH_PAPER, tab="rules")


@require_http_methods(["GET", "POST"])
def issue_page(request: ViewerRequest, rule: UUID) -> HttpResponse:
    """What is missing; or what will happen, and then the issuing itself."""
    found = draft_for(request, rule)
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        issuing.publish_rule(actor=request.viewer, now=clock.now(), rule=found, seen=seen)
        messages.success(request, _("Đã ban hành quy định."))
        return redirect("lawbook:rule", rule=rule)
    content = content_of(found)
    draft = draft_of(found, content)
    before = versions_of(request.viewer, found).filter(state=LocalRule.State.PUBLISHED).first()
    context = {
        "tab": "rules",
        "rule": found,
        "name": scope_name(found, request.viewer.day),
        "missing": cured(found, missing(draft)),
        "clauses": content.told.values(),
        "before": before,
    }
    return render(request, "lawbook/issue.html", context)


@require_http_methods(["GET", "POST"])
def accept_page(request: ViewerRequest, rule: UUID) -> HttpResponse:
    """Answer by name for keeping something that was warned of."""
    found = draft_for(request, rule)
    content = content_of(found)
    listed = warnings(content.read, house()) if content.read else ()
    key = request.POST.get("key", "") or request.GET.get("key", "")
    warned = next((one for one in listed if one.key == key), None)
    if warned is None:
        raise NotThere
    if request.method == "POST":
        edition = int(request.POST.get("edition", "0") or 0)
        local_rules.accept_warning(actor=request.viewer, now=clock.now(), rule=found, edition=edition, key=key)
        messages.success(request, _("Đã ghi tên người chịu trách nhiệm."))
        return redirect("lawbook:rule", rule=rule)
    return render(request, "lawbook/accept.html", {"tab": "rules", "rule": found, "warned": warned})


@require_http_methods(["GET", "POST"])
def withdraw_page(request: ViewerRequest, rule: UUID) -> HttpResponse:
    """End a rule, or drop a draft."""
    found = get_rule_for(request.viewer, rule)
    require(may_keep_rule(request.viewer, found))
    form = WithdrawForm(request.POST or None, initial={"from_day": request.viewer.day})

    def act(given: dict[str, Any]) -> None:
        issuing.withdraw_rule(
            actor=request.viewer, now=clock.now(), rule=found, from_day=given["from_day"], reason=given["reason"]
        )

    question = Question(
        title=_("Bỏ bản dự thảo") if found.state == DRAFT else _("Bãi bỏ quy định"),
        button=_("Bỏ bản dự thảo") if found.state == DRAFT else _("Bãi bỏ"),
        back=reverse("lawbook:rule", args=[rule]),
        lead=_("Bản trước đó không tự có hiệu lực trở lại. Kết luận đã lưu trước đây vẫn giữ nguyên."),
        danger=True,
    )
    return ask(request, question, form, act, done=_("Đã ghi nhận."), tab="rules")


@require_http_methods(["GET", "POST"])
def version_page(request: ViewerRequest, rule: UUID) -> HttpResponse:
    """Begin the next version with the clauses of this one."""
    found = get_rule_for(request.viewer, rule)
    require(may_keep_rule(request.viewer, found))
    form = VersionForm(request.POST or None)
    made: list[LocalRule] = []

    def act(given: dict[str, Any]) -> None:
        if given["starts_on"] <= found.starts_on:
            cure = say("Hãy ghi ngày sau {day}.", day=found.starts_on)
            raise BadInput([Problem("starts_on", say("Bản mới phải áp dụng sau bản này."), cure)])
        made.append(
            local_rules.new_version(actor=request.viewer, now=clock.now(), rule=found, starts_on=given["starts_on"])
        )

    question = Question(
        title=_("Lập bản mới"),
        button=_("Lập bản mới"),
        back=reverse("lawbook:rule", args=[rule]),
        lead=_("Bản mới bắt đầu bằng các điều khoản của bản này; khi ban hành, nó thay bản này từ ngày áp dụng."),
    )
    return _made(request, question, form, act, made, _("Đã lập bản mới."))


@require_GET
def compare_page(request: ViewerRequest, rule: UUID, other: UUID) -> HttpResponse:
    """What differs between two versions of one document."""
    new, old = get_rule_for(request.viewer, rule), get_rule_for(request.viewer, other)
    if old.series != new.series:
        raise NotThere
    found = changes(content_of(old).told, content_of(new).told)
    context = {"tab": "rules", "rule": new, "old": old, "changes": found}
    return render(request, "lawbook/compare.html", context)


@require_GET
def rule_file(request: ViewerRequest, rule: UUID) -> HttpResponse:
    """The signed paper."""
    found = get_rule_for(request.viewer, rule)
    return kept_file(found.paper_sha256, found.paper_name, found.paper_media_type)


def cured(rule: LocalRule, lacks: Iterable[Lack]) -> list[dict[str, Any]]:
    """What is missing, each with the page that cures it."""
    pages = {HEAD: "rule-head", CLAUSE: "new-clause", TEXT: "rule-text", ACCEPT: "accept-warning"}
    found = []
    for one in lacks:
        address = reverse(f"lawbook:{pages[one.where]}", args=[rule.uuid])
        url = f"{address}?{urlencode({'key': one.key})}" if one.key else address
        found.append({"sentence": one.sentence, "cure": one.cure, "url": url})
    return found


def draft_for(request: ViewerRequest, rule: UUID) -> LocalRule:
    """A version that the viewer may write and that is still a draft; otherwise it is said why not."""
    found = get_rule_for(request.viewer, rule)
    require(may_keep_rule(request.viewer, found))
    if found.state != DRAFT:
        require(refused(say("Bản đã ban hành không sửa được nữa."), say("Hãy lập bản mới.")))
    return found
