"""Pages of a list: make it, read its grid, put people on it, conclude it, withdraw it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.selectors import history_of
from thidua.core.errors import require
from thidua.eligibility.forms import reviews as forms
from thidua.eligibility.models import Review
from thidua.eligibility.policies import reviews as policies
from thidua.eligibility.rules import states
from thidua.eligibility.rules.states import STATE_WORDS, TONES
from thidua.eligibility.rules.telling import WORDS
from thidua.eligibility.selectors import reviews as selectors
from thidua.eligibility.selectors.adding import to_add, typed_to_add
from thidua.eligibility.selectors.grid import grid_for
from thidua.eligibility.services import reviews as services
from thidua.eligibility.services.concluding import conclude_review
from thidua.foundation import clock
from thidua.foundation.asking import Question, accepted, ask
from thidua.foundation.requests import ViewerRequest
from thidua.law.facts import year_of, year_words
from thidua.organisations.selectors import name_on
from thidua.records.facts import grouped_award_choices

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def review_page(request: ViewerRequest, review: UUID) -> HttpResponse:
    """People by awards; the filter stands in the address, so a view can be sent to a colleague."""
    viewer, found = request.viewer, selectors.get_review_for(request.viewer, review)
    day, day_form = forms.as_of(request.GET)
    grid = grid_for(viewer, found, day)
    chosen = forms.filter_of(request.GET, found.awards)
    shown = [(row, row.along(grid.columns)) for row in grid.rows if chosen.lets(row)]
    context = {
        **_head(found),
        "grid": grid,
        "rows": shown,
        "filter": chosen,
        "answers": [(key, words) for key, (words, _tone) in WORDS.items()],
        "day": day,
        "day_form": day_form,
        # The gate has said that the viewer keeps this list; what is left to ask is its state.
        "may_change": states.may_change(found.state),
        "may_conclude": states.may_conclude(found.state, len(grid.rows)),
        "may_withdraw": states.may_go(found.state, states.WITHDRAWN),
        "withdrawn": selectors.withdrawn_from(found),
        "events": history_of(found.uuid),
        "query": request.GET.urlencode(),
    }
    return render(request, "eligibility/review.html", context)


def _head(review: Review) -> dict[str, object]:
    return {
        "review": review,
        "unit_name": name_on(review.unit, review.looked_on),
        "year_said": year_words(review.year),
        "state": STATE_WORDS[review.state],
        "tone": TONES[review.state],
    }


@form_page
def new_page(request: ViewerRequest) -> HttpResponse:
    """Make a list."""
    viewer = request.viewer
    require(policies.may_begin(viewer))
    units = selectors.units_to_review(viewer)
    today = clock.today()
    begin = {"looked_on": today, "year": year_of(today), "unit": units[0].pk if units else None}
    data = request.POST if request.method == "POST" else None
    form = forms.ReviewForm(viewer.day, grouped_award_choices(), units, data, initial=begin)
    if form.is_bound and form.is_valid():
        made: list[Review] = []

        def act(cleaned: dict[str, object]) -> None:
            given = form.given(cleaned)
            made.append(
                services.start_review(actor=viewer, now=clock.now(), unit=cleaned["unit"], given=given)  # type: ignore[arg-type]
            )

        if accepted(form, act):
            messages.success(request, _("Đã lập danh sách. Hãy thêm người được xét."))
            return redirect("eligibility:add", review=made[0].uuid)
    question = Question(
        title=_("Lập danh sách xét tiêu chuẩn"),
        button=_("Lập danh sách"),
        back=reverse("eligibility:home"),
        lead=_("Chọn năm học, danh hiệu, hình thức và các ngày; người được xét thêm ở bước sau."),
    )
    status = 400 if form.errors else 200
    return render(request, "foundation/ask.html", {"question": question, "form": form}, status=status)


@form_page
def edit_page(request: ViewerRequest, review: UUID) -> HttpResponse:
    """Change the awards or the days of a draft."""
    viewer, found = request.viewer, selectors.get_review_for(request.viewer, review)
    require(policies.may_change(viewer, found))
    data = request.POST if request.method == "POST" else None
    form = forms.ReviewForm(viewer.day, grouped_award_choices(), None, data, initial=forms.ReviewForm.shown(found))
    edition = forms.edition_of(request.POST, found.edition)
    return ask(
        request,
        Question(title=_("Sửa danh sách"), button=_("Lưu"), back=reverse("eligibility:review", args=[found.uuid])),
        form,
        lambda cleaned: services.change_review(
            actor=viewer, now=clock.now(), review=found, edition=edition, given=form.given(cleaned)
        ),
        done=_("Đã lưu danh sách."),
        template="eligibility/edit.html",
        edition=edition,
    )


@form_page
def add_page(request: ViewerRequest, review: UUID) -> HttpResponse:
    """Put people and collectives on a list, from those whose records the viewer keeps."""
    viewer, found = request.viewer, selectors.get_review_for(request.viewer, review)
    require(policies.may_change(viewer, found))
    text, unit = request.GET.get("tim", "").strip()[:120], request.GET.get("don-vi", "")
    offered = to_add(viewer, found, text, unit)
    if request.method == "POST":
        people, units = typed_to_add(offered, request.POST)
        added = services.add_candidates(actor=viewer, now=clock.now(), review=found, people=people, units=units)
        messages.success(request, _("Đã thêm %(n)s vào danh sách.") % {"n": added})
        return redirect("eligibility:review", review=found.uuid)
    return render(request, "eligibility/add.html", {**_head(found), "offered": offered, "text": text})


@form_page
def conclude_page(request: ViewerRequest, review: UUID) -> HttpResponse:
    """Say what concluding means, then do it."""
    viewer, found = request.viewer, selectors.get_review_for(request.viewer, review)
    grid = grid_for(viewer, found, found.looked_on)
    may = policies.may_conclude(viewer, found, len(grid.rows))
    require(may)
    if request.method == "POST":
        edition = forms.edition_of(request.POST, -1)
        conclude_review(actor=viewer, now=clock.now(), review=found, edition=edition)
        messages.success(request, _("Đã kết luận và lưu danh sách."))
        return redirect("eligibility:review", review=found.uuid)
    return render(request, "eligibility/conclude.html", {**_head(found), "grid": grid, "again": found.rounds > 0})


@form_page
def withdraw_page(request: ViewerRequest, review: UUID) -> HttpResponse:
    """Take a list back."""
    viewer, found = request.viewer, selectors.get_review_for(request.viewer, review)
    require(policies.may_withdraw(viewer, found))
    question = Question(
        title=_("Rút danh sách"),
        button=_("Rút danh sách"),
        back=reverse("eligibility:review", args=[found.uuid]),
        lead=_("Danh sách không bị xóa: kết luận đã lưu vẫn xem được, cùng lý do rút."),
        danger=True,
    )
    form = forms.ReasonForm(request.POST if request.method == "POST" else None)
    return ask(
        request,
        question,
        form,
        lambda cleaned: services.withdraw_review(actor=viewer, now=clock.now(), review=found, reason=cleaned["reason"]),
        done=_("Đã rút danh sách."),
    )
