"""Pages of councils: the entrance of this room, a council as of a day, its seats."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.selectors import history_of
from thidua.core.errors import require
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.foundation import clock
from thidua.foundation.asking import DayField, Question, ask
from thidua.foundation.requests import ViewerRequest
from thidua.meetings.forms.councils import CouncilForm, EndMandateForm, MandateForm
from thidua.meetings.models import Council
from thidua.meetings.policies.sessions import may_keep
from thidua.meetings.rules.councils import ROLES
from thidua.meetings.selectors.councils import council_card, cycles_to_call_for, sessions_by_year
from thidua.meetings.selectors.sessions import councils_for, get_council_for, get_mandate_for
from thidua.meetings.services import councils as services
from thidua.organisations.selectors import people_for

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def home(request: ViewerRequest) -> HttpResponse:
    """Sessions by year, what is still to come first, and the bodies that meet."""
    viewer = request.viewer
    cycles = cycles_to_call_for(viewer)
    context = {
        "years": sessions_by_year(viewer),
        "councils": list(councils_for(viewer)),
        "cycles": cycles,
        "may_create": bool(viewer.working_units),
    }
    return render(request, "meetings/home.html", context)


@require_safe
def council_page(request: ViewerRequest, council: UUID) -> HttpResponse:
    """One body with its members as of a day, today unless another is asked for."""
    found = get_council_for(request.viewer, council)
    day = _day_asked(request)
    may = may_keep(request.viewer, found)
    seats_people = found.kind == Council.Kind.COUNCIL
    context = {
        "council": found,
        "day": day,
        "card": council_card(request.viewer, found, day),
        "may_seat": bool(may) and seats_people,
        "may_call": bool(may) and seats_people,
        "seats_people": seats_people,
        "events": history_of(found.uuid),
    }
    return render(request, "meetings/council.html", context)


@form_page
def new_council(request: ViewerRequest) -> HttpResponse:
    """Set up a council of one of the viewer's units."""
    viewer = request.viewer
    if not viewer.working_units:
        require(refused(say("Chỉ người làm việc tại đơn vị mới lập được hội đồng của đơn vị mình.")))
    form = CouncilForm(viewer, request.POST if request.method == "POST" else None)
    question = Question(
        _("Lập hội đồng"), _("Lập hội đồng"), reverse("meetings:home"), _("Thành viên được ghi nhận ở bước sau.")
    )
    made: list[Council] = []
    done = _("Đã lập hội đồng. Hãy thêm từng thành viên theo quyết định.")
    answer = ask(
        request,
        question,
        form,
        lambda typed: made.append(services.create_council(actor=viewer, now=clock.now(), **typed)),
        done=done,
    )
    return redirect("meetings:council", council=made[0].uuid) if made else answer


@form_page
def add_mandate_page(request: ViewerRequest, council: UUID) -> HttpResponse:
    """Seat a person by a decision."""
    viewer, found = request.viewer, get_council_for(request.viewer, council)
    require(may_keep(viewer, found))
    services.require_people(found)
    form = MandateForm(people_for(viewer), viewer, found, request.POST if request.method == "POST" else None)
    question = Question(
        _("Thêm thành viên hội đồng"), _("Thêm thành viên"), reverse("meetings:council", args=[council]), found.name
    )
    return ask(
        request,
        question,
        form,
        lambda typed: services.add_mandate(actor=viewer, now=clock.now(), council=found, **typed),
        done=_("Đã thêm thành viên hội đồng."),
    )


@form_page
def end_mandate_page(request: ViewerRequest, mandate: UUID) -> HttpResponse:
    """Somebody sits until a day."""
    viewer, found = request.viewer, get_mandate_for(request.viewer, mandate)
    require(may_keep(viewer, found.council))
    lead = say("{person}, {role}, {council}", person=found.person, role=ROLES[found.role], council=found.council)
    question = Question(
        _("Kết thúc nhiệm kỳ"), _("Kết thúc nhiệm kỳ"),
        reverse("meetings:council", args=[found.council.uuid]), lead,
    )  # fmt: skip
    form = EndMandateForm(request.POST if request.method == "POST" else None)
    return ask(
        request,
        question,
        form,
        lambda typed: services.end_mandate(actor=viewer, now=clock.now(), mandate=found, **typed),
        done=_("Đã ghi ngày kết thúc nhiệm kỳ; nhiệm kỳ vẫn được lưu."),
    )


def _day_asked(request: ViewerRequest) -> date:
    try:
        return DayField(required=False).clean(request.GET.get("ngay", "").strip()) or request.viewer.day
    except ValidationError:
        return request.viewer.day
