"""The leader's answer to a registration: accept it, or return it with a reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.core.errors import require
from thidua.foundation import clock
from thidua.foundation.asking import Question, ask
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.facts import cluster_facts
from thidua.registration.forms.registrations import ReasonForm
from thidua.registration.policies.registrations import may_decide
from thidua.registration.selectors.registrations import get_registration_for
from thidua.registration.services import registrations as services


@require_POST
def accept(request: ViewerRequest, registration: UUID) -> HttpResponse:
    """Accept a registration as it was read."""
    found = get_registration_for(request.viewer, registration)
    text = request.POST.get("edition", "")
    edition = int(text) if text.isdecimal() and len(text) < 10 else -1
    services.accept_registration(actor=request.viewer, now=clock.now(), registration=found, edition=edition)
    messages.success(request, _("Đã tiếp nhận bản đăng ký."))
    return redirect("registration:year", cycle=found.cycle.uuid)


@require_http_methods(["GET", "POST"])
def return_page(request: ViewerRequest, registration: UUID) -> HttpResponse:
    """Return a registration and say why."""
    viewer = request.viewer
    found = get_registration_for(viewer, registration)
    require(may_decide(viewer, cluster_facts(found.cycle.cluster, viewer.day), found, "return"))
    question = Question(
        title=_("Trả lại bản đăng ký của %(unit)s") % {"unit": found.unit},
        lead=_("Đơn vị đọc lý do, sửa và gửi lại, kể cả khi đã hết hạn đăng ký."),
        button=_("Trả lại"),
        back=reverse("registration:registration", args=[found.uuid]),
    )
    form = ReasonForm(request.POST if request.method == "POST" else None, initial={"edition": found.edition})
    return ask(
        request,
        question,
        form,
        lambda given: services.return_registration(actor=viewer, now=clock.now(), registration=found, **given),
        done=_("Đã trả lại bản đăng ký kèm lý do."),
        then=reverse("registration:year", args=[found.cycle.uuid]),
    )
