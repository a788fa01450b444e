"""Papers of a session: files judged by their content, or the PDF of a paper that was issued."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from thidua.core.errors import Refused
from thidua.core.findings import refused
from thidua.core.text import say
from thidua.foundation import files
from thidua.foundation.file_kinds import PDF, judge, safe_name
from thidua.meetings.models import Session, SessionPaper
from thidua.meetings.services.changing import changeable, changed
from thidua.organisations.rules import Viewer
from thidua.organisations.services.checks import bad, reason_given

if TYPE_CHECKING:
    from thidua.documents.models import IssuedPaper


@transaction.atomic
def add_paper(
    *, actor: Viewer, now: datetime, session: Session, name: str, content: bytes, reason: str = ""
) -> SessionPaper:
    """Lay a file before the session, judged by its content. Raises Refused, BadInput. vi: tài liệu họp."""
    session = changeable(actor, session, reason)
    kind = judge(content, name)
    return _laid(actor, now, session, safe_name(name, kind), files.put(content), len(content), kind.media_type, reason)


@transaction.atomic
def add_issued_paper(
    *, actor: Viewer, now: datetime, session: Session, paper: IssuedPaper, reason: str = ""
) -> SessionPaper:
    """Lay the PDF of an issued paper before the session; the caller has passed the paper's gate. Raises Refused."""
    session = changeable(actor, session, reason)
    size = len(files.read(paper.pdf_sha256))
    name = safe_name(f"{paper.title}.pdf", PDF)
    return _laid(actor, now, session, name, paper.pdf_sha256, size, PDF.media_type, reason)


@transaction.atomic
def withdraw_paper(*, actor: Viewer, now: datetime, paper: SessionPaper, reason: str) -> SessionPaper:
    """Take a paper back, with a reason; file and record stay. Raises Refused, BadInput."""
    session = changeable(actor, paper.session, reason)
    reason = reason_given(reason)
    paper = SessionPaper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.withdrawn_at is not None:
        raise Refused(refused(say("Tài liệu này đã được rút.")))
    paper.withdrawn_at, paper.withdrawn_reason = now, reason
    paper.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    changed(actor, now, session, say("Rút tài liệu: {name}", name=paper.name), reason, {"sha256": paper.sha256})
    return paper


def _laid(
    actor: Viewer, now: datetime, session: Session, name: str, sha256: str, size: int, media_type: str, reason: str
) -> SessionPaper:
    if session.papers.filter(sha256=sha256, withdrawn_at__isnull=True).exists():
        raise bad("file", say("Tài liệu này đã có trong danh sách."), say("Hãy chọn tệp khác."))
    paper = SessionPaper.objects.create(
        session=session,
        name=name[:250],
        sha256=sha256,
        size=size,
        media_type=media_type,
        added_by_id=actor.account_id,
        added_at=now,
    )
    changed(actor, now, session, say("Thêm tài liệu: {name}", name=paper.name), reason, {"sha256": sha256})
    return paper
