"""Issue a paper: it gets its number, its files and their hashes, and is never rendered again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from thidua.audit.services import record
from thidua.core.days import day_of
from thidua.core.errors import require
from thidua.documents.models import IssuedPaper
from thidua.documents.policies import may_issue
from thidua.foundation import files
from thidua.organisations.models import Cluster, Unit
from thidua.organisations.rules import Viewer
from thidua.papers import Paper, render_docx, render_pdf, to_json

Compose = Callable[[int | None, date | None], Paper]
Then = Callable[[IssuedPaper], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What a paper is issued as: by whom, about what, in which series of numbers, for whom."""

    unit: Unit
    kind: str
    symbol: str
    title: str
    about: UUID
    cluster: Cluster | None = None
    audience: str = "unit"


@transaction.atomic
def issue_paper(
    *, actor: Viewer, now: datetime, issue: Issue, compose: Compose, then: Then | None = None
) -> IssuedPaper:
    """Give the paper the next number of its series in the year, make both files and keep them.

    `compose` makes the paper once its number and day are known; `then` is done in the same transaction.
    Raises Refused.
    vi: phát hành văn bản. source: Nghị định 30/2020/NĐ-CP, Điều 15.
    """
    require(may_issue(actor, issue.unit.pk))
    issued_on = day_of(now)
    Unit.objects.select_for_update(no_key=True).get(pk=issue.unit.pk)  # one number at a time for a unit
    taken = IssuedPaper.objects.filter(unit=issue.unit, series=issue.symbol, year=issued_on.year)
    number = (taken.aggregate(last=Max("number"))["last"] or 0) + 1
    paper = compose(number, issued_on)
    data = to_json(paper)
    docx, pdf = render_docx(paper), render_pdf(paper, created_at=now)
    issued = IssuedPaper.objects.create(
        unit=issue.unit,
        cluster=issue.cluster,
        series=issue.symbol,
        symbol=issue.symbol,
        number=number,
        year=issued_on.year,
        kind=issue.kind,
        audience=issue.audience,
        title=issue.title[:300],
        about_uuid=issue.about,
        data=data,
        data_sha256=hashlib.sha256(data.encode()).hexdigest(),
        docx_sha256=files.put(docx),
        pdf_sha256=files.put(pdf),
        issued_on=issued_on,
        issued_at=now,
        issued_by_id=actor.account_id,
    )
    if then is not None:
        # Before the history is taken: whoever holds the rows that `then` wants may be waiting for the history.
        then(issued)
    hashes = {"data": issued.data_sha256, "docx": issued.docx_sha256, "pdf": issued.pdf_sha256}
    record(verb="issue-paper", actor=actor, subject=issued, at=now, data=hashes)
    return issued
