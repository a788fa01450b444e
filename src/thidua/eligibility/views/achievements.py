"""What each award of a case is proposed for: typed on one page that saves itself. vi: thành tích đề nghị khen."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.core.days import HANOI
from thidua.core.errors import Problem, Stale, require
from thidua.eligibility.forms import reviews as forms
from thidua.eligibility.models import Candidate
from thidua.eligibility.policies import reviews as policies
from thidua.eligibility.selectors.cases import Rewarded, proposable
from thidua.eligibility.selectors.reviews import OneCase, get_case_for
from thidua.eligibility.services.achievements import write_achievements
from thidua.eligibility.views.cases import name_of
from thidua.foundation import clock
from thidua.foundation.asking import Question, accepted
from thidua.foundation.requests import ViewerRequest


@require_http_methods(["GET", "HEAD", "POST"])
def achievements_page(request: ViewerRequest, candidate: UUID) -> HttpResponse:
    """Write what each award is proposed for; what was rewarded before stands above it."""
    case = get_case_for(request.viewer, candidate)
    require(policies.may_change(request.viewer, case.review))
    offered, rewarded = proposable(case)
    if request.method != "POST":
        return _page(request, case, forms.AchievementsForm(offered, initial=case.candidate.achievements), rewarded)
    form, quiet = forms.AchievementsForm(offered, request.POST), request.headers.get("X-Autosave") == "1"
    edition = forms.edition_of(request.POST, case.candidate.edition)

    def write(typed: dict[str, str]) -> Candidate:
        actor, now = request.viewer, clock.now()
        return write_achievements(actor=actor, now=now, candidate=case.candidate, edition=edition, achievements=typed)

    try:
        if form.is_valid() and accepted(form, write):
            return _saved(request, case, quiet=quiet)
    except Stale as fault:
        if quiet:
            seen = _("Chưa lưu: thành tích vừa được người khác sửa. Hãy bấm “Lưu thành tích” để xem nội dung ấy.")
            return JsonResponse({"sentence": seen}, status=409)
        return _conflict(request, case, form, rewarded, fault)
    if quiet:
        return JsonResponse({"sentence": _("Chưa lưu: có ô chưa đúng. Hãy bấm “Lưu thành tích” để xem.")}, status=400)
    return _page(request, case, form, rewarded, status=400)


def _saved(request: ViewerRequest, case: OneCase, *, quiet: bool) -> HttpResponse:
    if not quiet:
        messages.success(request, _("Đã lưu thành tích."))
        return redirect("eligibility:case", candidate=case.candidate.uuid)
    case.candidate.refresh_from_db(fields=["edition"])
    at = clock.now().astimezone(HANOI)
    return JsonResponse({"saved": f"{at:%H:%M}", "editions": {"edition": str(case.candidate.edition)}})


def _conflict(
    request: ViewerRequest, case: OneCase, form: forms.AchievementsForm, rewarded: list[Rewarded], fault: Stale
) -> HttpResponse:
    """What was typed stays in the form, what stands now is above it; saving again is a choice with open eyes."""
    case.candidate.refresh_from_db(fields=["edition", "achievements"])
    held = case.candidate.achievements
    standing = [(str(field.label), held[code]) for code, field in form.fields.items() if code in held]
    problems = [Problem("", fault.sentence)]
    return _page(request, case, form, rewarded, status=409, problems=problems, conflict=True, standing=standing)


def _page(
    request: ViewerRequest,
    case: OneCase,
    form: forms.AchievementsForm,
    rewarded: list[Rewarded],
    status: int = 200,
    **more: object,
) -> HttpResponse:
    question = Question(
        title=_("Thành tích đề nghị khen: %(who)s") % {"who": name_of(case)},
        button=_("Lưu thành tích"),
        back=reverse("eligibility:case", args=[case.candidate.uuid]),
        lead=_("Ghi thành tích của từng danh hiệu, hình thức; phần mềm báo nếu thành tích đã được khen."),
    )
    told = {"question": question, "form": form, "edition": case.candidate.edition, "rewarded": rewarded}
    return render(request, "eligibility/achievements.html", {**told, **more}, status=status)
