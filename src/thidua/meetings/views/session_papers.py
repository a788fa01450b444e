"""Pages of a session's papers, and the gate that they leave by."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.core.errors import require
from thidua.documents.selectors import get_paper_for, papers_for
from thidua.foundation import clock, files
from thidua.foundation.asking import Question, accepted, ask
from thidua.foundation.file_kinds import LARGEST_FILE, too_large
from thidua.foundation.requests import ViewerRequest
from thidua.meetings.forms.fields import ReasonForm
from thidua.meetings.forms.sessions import IssuedPaperForm, PaperForm
from thidua.meetings.models import Session
from thidua.meetings.policies.sessions import may_prepare, may_run
from thidua.meetings.selectors.sessions import get_session_for, get_session_paper_for
from thidua.meetings.services import session_papers as services

form_page = require_http_methods(["GET", "HEAD", "POST"])
MOST_OFFERED = 100


@form_page
def papers_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """The papers, and laying a file before the session."""
    found = _session(request, session)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PaperForm(found, *sent)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        file = given.pop("file")
        now = clock.now()
        if accepted(
            form,
            lambda _typed: services.add_paper(
                actor=request.viewer, now=now, session=found, name=file.name or "", content=_content(file), **given
            ),
        ):
            messages.success(request, _("Đã thêm tài liệu."))
            return redirect("meetings:session_papers", session=session)
    return _show(request, found, form=form, status=400 if form.errors else 200)


@require_POST
def issued_page(request: ViewerRequest, session: UUID) -> HttpResponse:
    """Lay an issued paper before the session."""
    found = _session(request, session)
    form = _issued_form(request, found, request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        paper = get_paper_for(request.viewer, UUID(given.pop("paper")))
        now = clock.now()
        if accepted(
            form,
            lambda _typed: services.add_issued_paper(
                actor=request.viewer, now=now, session=found, paper=paper, **given
            ),
        ):
            messages.success(request, _("Đã thêm tài liệu."))
            return redirect("meetings:session_papers", session=session)
    return _show(request, found, issued_form=form, status=400)


def _show(request: ViewerRequest, session: Session, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "session": session,
        "papers": list(session.papers.all()),
        "form": PaperForm(session),
        "issued_form": more.get("issued_form") or _issued_form(request, session),
    }
    return render(request, "meetings/session_papers.html", {**context, **more}, status=status)


def _issued_form(request: ViewerRequest, session: Session, typed: object = None) -> IssuedPaperForm:
    offered = papers_for(request.viewer)[:MOST_OFFERED]
    return IssuedPaperForm(offered, session, typed, auto_id="issued_%s")


@form_page
def withdraw_page(request: ViewerRequest, paper: UUID) -> HttpResponse:
    """Take a paper back, with a reason."""
    found = get_session_paper_for(request.viewer, paper)
    _may_change(request, found.session)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    back = reverse("meetings:session_papers", args=[found.session.uuid])
    return ask(
        request,
        Question(_("Rút tài liệu"), _("Rút tài liệu"), back, found.name, danger=True),
        form,
        lambda typed: services.withdraw_paper(actor=request.viewer, now=clock.now(), paper=found, **typed),
        done=_("Đã rút tài liệu; tệp và lịch sử vẫn được lưu."),
    )


@require_safe
def paper_file(request: ViewerRequest, paper: UUID) -> HttpResponse:
    """The file as it came, for whoever may see the session; never shown inside the site."""
    found = get_session_paper_for(request.viewer, paper)
    answer = HttpResponse(files.read(found.sha256), content_type=found.media_type)
    answer["Content-Disposition"] = f"attachment; filename=\"tai-lieu\"; filename*=UTF-8''{quote(found.name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _content(file: UploadedFile) -> bytes:
    size = file.size or 0
    if size > LARGEST_FILE:
        raise too_large(file.name or "", size)
    return file.read()


def _session(request: ViewerRequest, uuid: UUID) -> Session:
    found = get_session_for(request.viewer, uuid)
    _may_change(request, found)
    return found


def _may_change(request: ViewerRequest, session: Session) -> None:
    may = may_run if session.state == Session.State.OPEN else may_prepare
    require(may(request.viewer, session))
