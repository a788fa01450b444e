"""The invitation as a paper."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.core.errors import require
from thidua.documents.pages import draft_file, draft_page
from thidua.documents.services import Draft
from thidua.foundation import clock
from thidua.foundation.requests import ViewerRequest
from thidua.meetings.policies.sessions import may_prepare
from thidua.meetings.selectors.sessions import get_session_for
from thidua.meetings.services.invitation import invitation_draft


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Read, word and issue the invitation."""
    return draft_page(
        request,
        _draft(request, session),
        title=_("Giấy mời"),
        back=reverse("meetings:session", args=[session]),
        file_url=lambda form: reverse("meetings:invitation_file", args=[session, form]),
    )


@require_safe
def invitation_file(request: ViewerRequest, session: UUID, form: str) -> HttpResponse:
    """The invitation as it stands, Word or PDF."""
    return draft_file(request, _draft(request, session), form)


def _draft(request: ViewerRequest, session: UUID) -> Draft:
    """For who prepares the session; everybody else reads the issued paper."""
    found = get_session_for(request.viewer, session)
    require(may_prepare(request.viewer, found))
    return invitation_draft(request.viewer, found, clock.today(), demonstration=settings.DEMONSTRATION)
