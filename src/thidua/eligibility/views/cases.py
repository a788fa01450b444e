"""One case: each award with its sentence, its clause, its facts, what is missing; findings that were kept."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.core.errors import require
from thidua.eligibility.facts.judging import facts_of_kept, rerun, told_of_kept
from thidua.eligibility.facts.standing import hidden_from
from thidua.eligibility.forms import reviews as forms
from thidua.eligibility.policies import reviews as policies
from thidua.eligibility.rules.cures import cure_of, known_of
from thidua.eligibility.rules.own_path import YEARS_ON_SHEET, held_by_year
from thidua.eligibility.rules.states import STATE_WORDS, TONES, may_change
from thidua.eligibility.rules.telling import WORDS, key_of
from thidua.eligibility.rules.veiling import SENSITIVE, touches, veiled
from thidua.eligibility.selectors.cases import CaseSight, case_sight, unknown_steps
from thidua.eligibility.selectors.reviews import OneCase, findings_about, get_case_for, get_finding_for
from thidua.eligibility.services import reviews as services
from thidua.foundation import clock
from thidua.foundation.asking import Question, ask
from thidua.foundation.requests import ViewerRequest
from thidua.law.facts import year_words
from thidua.law.steps import Step
from thidua.organisations.selectors import name_on
from thidua.records.services.looking import note_look


@require_safe
def case_page(request: ViewerRequest, candidate: UUID) -> HttpResponse:
    """One candidate: what the law says of each award, and what else must be known."""
    case = get_case_for(request.viewer, candidate)
    day, day_form = forms.as_of(request.GET)
    sight = looked_at(request, case_sight(case, day))
    history = [
        (one, WORDS[key_of(one.answer, one.cause)], sight.book.award_name(one.award))
        for one in findings_about(request.viewer, case)
    ]
    context = {
        **shown(sight),
        "day": day,
        "day_form": day_form,
        "may_change": may_change(case.review.state),
        "history": history,
    }
    return render(request, "eligibility/case.html", context)


@require_safe
def print_page(request: ViewerRequest, candidate: UUID) -> HttpResponse:
    """The summary sheet for the decider, on A4. vi: phiếu tóm tắt hồ sơ. source: features A8.53."""
    case = get_case_for(request.viewer, candidate)
    sight = looked_at(request, case_sight(case, forms.as_of(request.GET)[0]))
    years = held_by_year(sight.facts, sight.book, case.review.year)[:YEARS_ON_SHEET]
    return render(request, "eligibility/case_print.html", {**shown(sight), "years": years})


def looked_at(request: ViewerRequest, sight: CaseSight) -> CaseSight:
    """Write down that somebody else's sensitive records were looked at, as the records themselves do."""
    note_look(actor=request.viewer, now=clock.now(), on_file=sight.case.on_file, groups=sight.looked_at)
    return sight


def shown(sight: CaseSight) -> dict[str, object]:
    """What every view of a case shows."""
    case = sight.case
    return {
        "case": case,
        "review": case.review,
        "name": name_of(case),
        "unit_name": name_on(case.review.unit, case.review.looked_on),
        "year_said": year_words(case.review.year),
        "state": STATE_WORDS[case.review.state],
        "tone": TONES[case.review.state],
        "sight": sight,
        "told": [(one, sight.doubles_of(one.award), sight.achievements.get(one.award, "")) for one in sight.told],
        "missing": [(one.cure, _cure_url(case, one)) for one in unknown_steps(sight)],
        "own_case": case.standing.own,
        "law": list(dict.fromkeys((one.law_day, one.law) for one in sight.told)),
    }


def name_of(case: OneCase) -> str:
    """What the candidate is called."""
    one = case.candidate
    return one.person.full_name if one.person else name_on(one.unit, case.review.looked_on) if one.unit else ""


def _cure_url(case: OneCase, step: Step) -> str:
    """The page of the records where a missing fact is written down, begun with what is known of it; else empty."""
    slug = cure_of(step.kind, of_person=case.candidate.person is not None)
    subject = case.candidate.person or case.candidate.unit
    if not slug or subject is None:
        return ""
    page = "records:add_to_person" if case.candidate.person else "records:add_to_unit"
    return f"{reverse(page, args=[subject.uuid, slug])}?{urlencode(known_of(step))}"


@require_safe
def finding_page(request: ViewerRequest, finding: UUID) -> HttpResponse:
    """One kept finding with its trace; run again from what was stored when asked. vi: chạy lại."""
    row, case = get_finding_for(request.viewer, finding)
    hidden = hidden_from(case.standing, SENSITIVE)
    told = told_of_kept(row)
    groups = touches(told) - hidden
    note_look(actor=request.viewer, now=clock.now(), on_file=case.on_file, groups=groups)
    again = rerun(row) if "chay-lai" in request.GET else None
    context = {
        "finding": row,
        "case": case,
        "review": case.review,
        "name": name_of(case),
        "year_said": year_words(facts_of_kept(row).year),
        "one": veiled(told, hidden),
        "again": again,
        "again_told": veiled(again.told, hidden) if again else None,
    }
    return render(request, "eligibility/finding.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_page(request: ViewerRequest, candidate: UUID) -> HttpResponse:
    """Take somebody off a draft."""
    viewer, case = request.viewer, get_case_for(request.viewer, candidate)
    require(policies.may_change(viewer, case.review))
    question = Question(
        title=_("Đưa ra khỏi danh sách"),
        button=_("Đưa ra khỏi danh sách"),
        back=reverse("eligibility:review", args=[case.review.uuid]),
        lead=name_of(case),
        danger=True,
    )
    form = forms.ReasonForm(request.POST if request.method == "POST" else None)
    return ask(
        request,
        question,
        form,
        lambda cleaned: services.withdraw_candidate(
            actor=viewer, now=clock.now(), candidate=case.candidate, reason=cleaned["reason"]
        ),
        done=_("Đã đưa ra khỏi danh sách."),
    )
