"""Minuted overrides: write one down, take one back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.core.errors import require
from thidua.foundation import clock
from thidua.foundation.asking import Question, ask
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.facts import cluster_facts
from thidua.organisations.models import Unit
from thidua.registration.forms.registrations import OverrideForm, WithdrawOverrideForm
from thidua.registration.models import Override
from thidua.registration.policies.registrations import may_override
from thidua.registration.selectors.registrations import get_override_for, get_year_for
from thidua.registration.services.overrides import decide_override, withdraw_override


@require_http_methods(["GET", "POST"])
def decide_page(request: ViewerRequest, cycle: UUID) -> HttpResponse:
    """Write down that minutes decided to consider a unit all the same."""
    viewer = request.viewer
    found = get_year_for(viewer, cycle)
    cluster = cluster_facts(found.cluster, viewer.day)
    mine = [unit for unit in cluster.members if may_override(viewer, cluster, unit)]
    if not mine:
        require(may_override(viewer, cluster))
    units = {str(unit.uuid): unit for unit in Unit.objects.filter(pk__in=mine).prefetch_related("names")}
    form = OverrideForm(units.values(), request.POST if request.method == "POST" else None)
    question = Question(
        title=_("Đưa đơn vị vào xét theo biên bản"),
        lead=_(
            "Chỉ dùng khi hội nghị đã quyết định và ghi vào biên bản. Quyết định, lý do và người ghi hiện cho cả cụm."
        ),
        button=_("Ghi quyết định"),
        back=reverse("registration:year", args=[found.uuid]),
    )

    def act(given: dict[str, Any]) -> Override:
        unit = units[given.pop("unit")]
        return decide_override(actor=viewer, now=clock.now(), cycle=found, unit=unit, **given)

    return ask(request, question, form, act, done=_("Đã ghi quyết định đưa đơn vị vào xét."))


@require_http_methods(["GET", "POST"])
def withdraw_page(request: ViewerRequest, override: UUID) -> HttpResponse:
    """Take a minuted override back."""
    viewer = request.viewer
    found = get_override_for(viewer, override)
    require(may_override(viewer, cluster_facts(found.cycle.cluster, viewer.day), found.unit_id))
    question = Question(
        title=_("Hủy quyết định đưa vào xét: %(unit)s") % {"unit": found.unit},
        lead=_("Quyết định vẫn hiện trong danh sách cùng lý do hủy."),
        button=_("Hủy quyết định"),
        back=reverse("registration:year", args=[found.cycle.uuid]),
        danger=True,
    )
    form = WithdrawOverrideForm(request.POST if request.method == "POST" else None)
    return ask(
        request,
        question,
        form,
        lambda given: withdraw_override(actor=viewer, now=clock.now(), override=found, **given),
        done=_("Đã hủy quyết định."),
    )
