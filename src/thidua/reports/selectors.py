"""The years whose report or hand-over somebody may open, each through one gate."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from thidua.core.findings import Finding
from thidua.cycles.selectors import cycles_for, get_cycle_for
from thidua.foundation import files
from thidua.foundation.refusals import NotThere
from thidua.organisations.facts import cluster_facts
from thidua.organisations.rules import Viewer, oversees
from thidua.papers import Paper, render_docx, render_pdf
from thidua.reports.facts.handover import papers_of
from thidua.reports.facts.people import coming_offices
from thidua.reports.rules import may_read_handover, may_read_report

if TYPE_CHECKING:
    from thidua.cycles.models import Cycle

#: A fixed moment inside the pack's files, so that the same content is the same pack.
STAMP = (2000, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year on the list of reports, and what of it the viewer may open."""

    cycle: Cycle
    report: Finding
    handover: Finding


def year_rows(viewer: Viewer) -> list[YearRow]:
    """The years of which the viewer may open something, newest first."""
    rows = []
    for cycle in cycles_for(viewer):
        cluster = cluster_facts(cycle.cluster, viewer.day)
        row = YearRow(
            cycle, may_read_report(viewer, cluster), may_read_handover(viewer, cluster, coming_offices(cycle))
        )
        if row.report or row.handover:
            rows.append(row)
    return rows


def get_report_year_for(viewer: Viewer, uuid: UUID) -> Cycle:
    """A year whose report the viewer may make; NotThere for everybody without a place above its members."""
    cycle = get_cycle_for(viewer, uuid)
    if not oversees(viewer, cluster_facts(cycle.cluster, viewer.day)):
        raise NotThere
    return cycle


def get_handover_year_for(viewer: Viewer, uuid: UUID) -> Cycle:
    """A year whose hand-over the viewer may read."""
    cycle = get_cycle_for(viewer, uuid)
    if not may_read_handover(viewer, cluster_facts(cycle.cluster, viewer.day), coming_offices(cycle)):
        raise NotThere
    return cycle


def handover_pack(viewer: Viewer, cycle: Cycle, contents: Paper, now: datetime) -> bytes:
    """The hand-over with every paper of the year in both forms, as one file. vi: hồ sơ bàn giao trọn gói."""
    pack = io.BytesIO()
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "00-bien-ban-ban-giao.pdf", render_pdf(contents, created_at=now))
        _put(archive, "00-bien-ban-ban-giao.docx", render_docx(contents))
        for place, paper in enumerate(reversed(papers_of(viewer, cycle)), start=1):
            name = f"{place:02d}-{paper.kind}-{paper.number:02d}-{paper.symbol}".replace("/", "-")
            _put(archive, f"{name}.pdf", files.read(paper.pdf_sha256))
            _put(archive, f"{name}.docx", files.read(paper.docx_sha256))
    return pack.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_DEFLATED)
