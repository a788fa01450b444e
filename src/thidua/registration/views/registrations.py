"""The pages of one registration: read it, write it, send it, ask to change it, withdraw it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.audit.selectors import history_of
from thidua.core.days import HANOI
from thidua.core.errors import BadInput, Problem, Refused, Stale, require
from thidua.cycles.rules import LATENESS_WORDS
from thidua.foundation import clock
from thidua.foundation.asking import Question, ask, sentence_of
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import oversees
from thidua.registration.facts.registrations import content_of, registration_stage
from thidua.registration.forms.registrations import ReasonForm, ResultForm, Typed, shown, typed
from thidua.registration.models import Registration
from thidua.registration.policies import registrations as policies
from thidua.registration.rules.awards import KINDS, award_name, awards_on, kind_of
from thidua.registration.rules.registrations import (
    ACCEPTED,
    DIRECTIONS,
    DRAFT,
    RETURNED,
    SENT,
    STATE_WORDS,
    TONES,
    WORK_KINDS,
    Checked,
    Content,
    checked,
)
from thidua.registration.selectors.registrations import (
    get_registration_for,
    get_work_for,
    get_year_for,
    last_content,
)
from thidua.registration.services import registrations as services

form_page = require_http_methods(["GET", "POST"])


@require_POST
def start(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """Begin the own unit's registration."""
    found = get_year_for(request.viewer, cycle)
    registration = services.start_registration(actor=request.viewer, now=clock.now(), cycle=found)
    return redirect("registration:edit", registration=registration.uuid)


@require_GET
def registration_page(request: ViewerRequest, registration: UUID) -> HttpResponse:
    """One registration with all that may be done with it now."""
    viewer, now = request.viewer, clock.now()
    found = get_registration_for(viewer, registration)
    cluster, stage = cluster_facts(found.cycle.cluster, viewer.day), registration_stage(found.cycle)
    own = viewer.works_at(found.unit_id)
    may_change = policies.may_change(viewer, found, stage, now)
    may_reopen = policies.may_reopen(viewer, found, stage, now)
    content = content_of(found)
    context = {
        "registration": found,
        "content": content,
        **_listed(viewer.day, found, content),
        "state": STATE_WORDS[found.state],
        "tone": TONES[found.state],
        "lateness": LATENESS_WORDS.get(found.lateness) if found.state in (SENT, ACCEPTED) else None,
        "deadline": stage.deadline(found.unit_id) if stage and found.state not in (SENT, ACCEPTED) else None,
        "own": own,
        "may_change": may_change,
        "may_send": policies.may_send(viewer, found, stage, now),
        "may_reopen": may_reopen,
        "why_not": (may_change if found.state in (DRAFT, RETURNED) else may_reopen) if own else None,
        "may_withdraw": policies.may_withdraw(viewer, found),
        "may_accept": policies.may_decide(viewer, cluster, found, "accept"),
        "may_note": policies.may_note_result(viewer, found),
        "checks": checked(content, last_content(found)) if may_change else None,
        "history": history_of(found.uuid) if own or oversees(viewer, cluster) else (),
    }
    return render(request, "registration/registration.html", context)


def _listed(day: date, registration: Registration, content: Content) -> dict[str, Any]:
    """The awards with their names and how sure the software is of each; works with their rows."""
    rows = []
    for one in content.awards:
        held = awards_on(day).get(one.code)
        doubt = held.confidence_words if held and not held.is_confirmed else None
        rows.append((KINDS[kind_of(one.code)], award_name(one.code), one.collective, doubt))
    return {
        "awards": rows,
        "works": [(work, WORK_KINDS[work.kind]) for work in registration.works.all()],
    }


@form_page
def edit_page(request: ViewerRequest, registration: UUID) -> HttpResponse:
    """Write the registration; it saves itself, and one button saves it without script."""
    found = get_registration_for(request.viewer, registration)
    require(policies.may_change(request.viewer, found, registration_stage(found.cycle), clock.now()))
    if request.method == "POST":
        return _save(request, found)
    return _edit(request, found, shown(content_of(found), found.edition))


def _save(request: ViewerRequest, registration: Registration) -> HttpResponse:
    sent, quiet = typed(request.POST), request.headers.get("X-Autosave") == "1"
    try:
        saved = services.save_registration(
            actor=request.viewer,
            now=clock.now(),
            registration=registration,
            edition=sent.edition,
            content=sent.content(),
        )
    except (BadInput, Refused, Stale) as fault:
        problems, status = _told(fault)
        if quiet:
            return JsonResponse({"sentence": " ".join(sentence_of(one) for one in problems)}, status=status)
        if isinstance(fault, Stale) and isinstance(fault.theirs, Registration):
            # What was typed stays; saving once more is saving over what the colleague wrote, and the page says so.
            sent = replace(sent, edition=fault.theirs.edition)
        return _edit(request, registration, sent, problems, status)
    if quiet:
        now = f"{clock.now().astimezone(HANOI):%H:%M}"
        told = _checks_told(checked(content_of(saved), last_content(saved)))
        return JsonResponse({"saved": now, "editions": {"edition": saved.edition}, "texts": told})
    messages.success(request, _("Đã lưu bản đăng ký."))
    next_page = "send" if request.POST.get("do") == "send" else "edit"
    return redirect(f"registration:{next_page}", registration=registration.uuid)


def _edit(
    request: ViewerRequest,
    registration: Registration,
    kept: Typed,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    last = last_content(registration)
    context = {
        "registration": registration,
        "typed": kept,
        "problems": problems,
        "conflict": status == 409,
        "kinds": [
            (words, [(one, one.confidence_words) for one in awards_on(request.viewer.day).values() if one.kind == kind])
            for kind, words in KINDS.items()
        ],
        "directions": DIRECTIONS.items(),
        "work_kinds": WORK_KINDS.items(),
        "may_take_over": last is not None and content_of(registration) == Content(),
        "may_send": request.viewer.heads(registration.unit_id),
        "checks": _checks_told(checked(content_of(registration), last)).items(),
        "deadline": _deadline(registration),
    }
    return render(request, "registration/edit.html", context, status=status)


def _checks_told(checks: Checked) -> dict[str, str]:
    """What is missing and what is worth a look, by the place on the page that saving refreshes."""
    missing = " ".join(reason.sentence.render(_) for reason in checks.blocking)
    notices = " ".join(reason.sentence.render(_) for reason in checks.notices)
    return {
        "con-thieu": _("Còn thiếu, chưa gửi được: %(what)s") % {"what": missing} if missing else _("Đã đủ để gửi."),
        "nen-xem": _("Nên xem lại: %(what)s") % {"what": notices} if notices else "",
    }


def _deadline(registration: Registration) -> Any:
    stage = registration_stage(registration.cycle)
    return stage.deadline(registration.unit_id) if stage else None


def _told(fault: BadInput | Refused | Stale) -> tuple[tuple[Problem, ...], int]:
    if isinstance(fault, BadInput):
        return fault.problems, 400
    if isinstance(fault, Stale):
        return (Problem("", fault.sentence),), 409
    return tuple(Problem("", reason.sentence, reason.cure) for reason in fault.finding.reasons), 403


@require_POST
def take_over_page(request: ViewerRequest, registration: UUID) -> HttpResponse:
    """Start from what the unit registered last year."""
    found = get_registration_for(request.viewer, registration)
    services.take_over(actor=request.viewer, now=clock.now(), registration=found, edition=_edition(request))
    messages.success(request, _("Đã lấy lại nội dung đăng ký của năm trước; hãy xem lại từng dòng."))
    return redirect("registration:edit", registration=found.uuid)


@form_page
def send_page(request: ViewerRequest, registration: UUID) -> HttpResponse:
    """What is missing, then send."""
    viewer, now = request.viewer, clock.now()
    found = get_registration_for(viewer, registration)
    stage = registration_stage(found.cycle)
    require(policies.may_send(viewer, found, stage, now))
    if request.method == "POST":
        services.send_registration(actor=viewer, now=now, registration=found, edition=_edition(request))
        messages.success(request, _("Đã gửi bản đăng ký; cụm trưởng sẽ tiếp nhận hoặc trả lại kèm lý do."))
        return redirect("registration:registration", registration=found.uuid)
    checks = checked(content_of(found), last_content(found))
    context = {"registration": found, "checks": checks, "deadline": _deadline(found)}
    return render(request, "registration/send.html", context)


def _edition(request: ViewerRequest) -> int:
    text = request.POST.get("edition", "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1


@form_page
def reopen_page(request: ViewerRequest, registration: UUID) -> HttpResponse:
    """Ask to change what was sent, accepted or withdrawn."""
    viewer = request.viewer
    found = get_registration_for(viewer, registration)
    require(policies.may_reopen(viewer, found, registration_stage(found.cycle), clock.now()))
    question = Question(
        title=_("Xin sửa bản đăng ký"),
        lead=_("Bản đăng ký trở lại trạng thái đang soạn; sửa xong phải gửi lại và được tiếp nhận lại."),
        button=_("Mở để sửa"),
        back=reverse("registration:registration", args=[found.uuid]),
    )
    form = ReasonForm(request.POST if request.method == "POST" else None, initial={"edition": found.edition})
    return ask(
        request,
        question,
        form,
        lambda given: services.reopen_registration(actor=viewer, now=clock.now(), registration=found, **given),
        done=_("Bản đăng ký đã mở để sửa."),
        then=reverse("registration:edit", args=[found.uuid]),
    )


@form_page
def withdraw_page(request: ViewerRequest, registration: UUID) -> HttpResponse:
    """Withdraw the registration."""
    viewer = request.viewer
    found = get_registration_for(viewer, registration)
    require(policies.may_withdraw(viewer, found))
    question = Question(
        title=_("Rút bản đăng ký"),
        lead=_("Đơn vị không đăng ký thì không được xét khen thưởng của năm. Nội dung và lý do vẫn được lưu."),
        button=_("Rút bản đăng ký"),
        back=reverse("registration:registration", args=[found.uuid]),
        danger=True,
    )
    form = ReasonForm(request.POST if request.method == "POST" else None, initial={"edition": found.edition})
    return ask(
        request,
        question,
        form,
        lambda given: services.withdraw_registration(actor=viewer, now=clock.now(), registration=found, **given),
        done=_("Đã rút bản đăng ký."),
    )


@form_page
def result_page(request: ViewerRequest, work: UUID) -> HttpResponse:
    """Write down what came of a registered work or theme."""
    viewer = request.viewer
    found = get_work_for(viewer, work)
    require(policies.may_note_result(viewer, found.registration))
    question = Question(
        title=_("Ghi kết quả: %(name)s") % {"name": found.name},
        lead=_("Nêu ngắn gọn đã báo cáo khi nào, ở đâu, kết quả ra sao."),
        button=_("Lưu kết quả"),
        back=reverse("registration:registration", args=[found.registration.uuid]),
    )
    form = ResultForm(request.POST if request.method == "POST" else None, initial={"result": found.result})
    return ask(
        request,
        question,
        form,
        lambda given: services.note_result(actor=viewer, now=clock.now(), work=found, **given),
        done=_("Đã lưu kết quả."),
    )
