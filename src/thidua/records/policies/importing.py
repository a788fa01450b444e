"""Who brings files into the records, and who sees what a file would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thidua.core.findings import NO_ACCESS, Finding, granted, refused
from thidua.core.text import say
from thidua.organisations.rules import Viewer
from thidua.records.rules import importing, standing
from thidua.records.rules.standing import Standing, may_keep

if TYPE_CHECKING:
    from thidua.records.models import Import

#: The group of records that a kind of file writes.
GROUP_OF = {
    importing.STAFF: standing.IDENTITY,
    importing.RATINGS: standing.RATINGS,
    importing.AWARDS: standing.AWARDS,
    importing.REGISTERED: standing.REGISTERED,
    importing.WORKS: standing.WORKS,
    importing.DISCIPLINES: standing.DISCIPLINES,
}


def may_import(standing_to_unit: Standing, kind: str) -> Finding:
    """Head and officers of the unit or of one above it; disciplines only those who may see them. vi: nhập tệp."""
    return may_keep(standing_to_unit, GROUP_OF[kind])


def may_see_import(viewer: Viewer, standing_to_unit: Standing, imported: Import) -> Finding:
    """Whoever brought the file, and those to whom everything in it is open: the head and the units above."""
    if not may_import(standing_to_unit, imported.kind):
        return refused(NO_ACCESS)
    open_to = standing_to_unit.head or standing_to_unit.above
    return granted() if open_to or imported.created_by_id == viewer.user_id else refused(NO_ACCESS)


def may_apply(imported: Import) -> Finding:
    """A file is written once every row was compared and looked at."""
    if imported.state == "compared":
        return granted()
    if imported.state == "reading":
        return refused(say("Tệp còn đang được so sánh."), say("Hãy so sánh xong rồi mới ghi vào hồ sơ."))
    return refused(say("Lần nhập này đã được ghi hoặc đã hủy."), say("Hãy tải tệp lên lại nếu cần nhập tiếp."))


def may_discard(imported: Import) -> Finding:
    """As long as nothing of it was written."""
    if imported.state in ("reading", "compared"):
        return granted()
    return refused(say("Lần nhập này đã bắt đầu ghi vào hồ sơ nên không hủy được."), None)
