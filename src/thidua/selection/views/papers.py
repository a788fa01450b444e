"""The request for flag and commendations: edit its words, look at it, issue it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.core.errors import require
from thidua.documents.pages import draft_file, draft_page
from thidua.documents.services import Draft
from thidua.foundation import clock
from thidua.foundation.requests import ViewerRequest
from thidua.organisations.rules import oversees
from thidua.selection.policies.case import may_select
from thidua.selection.selectors.case import cluster_of, get_sight_for
from thidua.selection.services.papers import proposal_draft


@require_http_methods(["GET", "POST"])
def proposal_page(request: ViewerRequest, table: UUID) -> HttpResponse:
    """The draft of the request."""
    return draft_page(
        request,
        _draft(request, table),
        title=_("Tờ trình đề nghị khen thưởng"),
        back=reverse("selection:case", args=[table]),
        file_url=lambda form: reverse("selection:proposal-file", args=[table, form]),
    )


@require_GET
def proposal_file(request: ViewerRequest, table: UUID, form: str) -> HttpResponse:
    """The draft as PDF or Word."""
    return draft_file(request, _draft(request, table), form)


def _draft(request: ViewerRequest, table: UUID) -> Draft:
    sight = get_sight_for(request.viewer, table, clock.now())
    cluster = cluster_of(request.viewer, sight.table)
    if not oversees(request.viewer, cluster):
        require(may_select(request.viewer, cluster))
    return proposal_draft(request.viewer, sight, demonstration=settings.DEMONSTRATION)
