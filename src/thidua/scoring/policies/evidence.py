"""Who may show, cite and withdraw evidence."""

from __future__ import annotations

from collections.abc import Collection

from thidua.core.findings import Finding, granted, refused
from thidua.core.text import say
from thidua.organisations.rules import Viewer


def may_add_evidence(viewer: Viewer, unit_id: int) -> Finding:
    """Whether the viewer may put evidence into the unit's own cabinet: whoever works there, at any time."""
    if viewer.works_at(unit_id):
        return granted()
    return refused(say("Chỉ người của đơn vị mới thêm được minh chứng cho đơn vị."))


def may_withdraw_evidence(
    viewer: Viewer, unit_id: int, already_withdrawn: bool, handed_in_with: Collection[str]
) -> Finding:
    """Whether the viewer may withdraw a piece of evidence; `handed_in_with` are the criteria already sent with it.

    What a verifier may have read stays readable; a unit that sent the wrong paper adds the right one.
    """
    if not viewer.works_at(unit_id):
        return refused(say("Chỉ người của đơn vị mới rút được minh chứng của đơn vị."))
    if already_withdrawn:
        return refused(say("Minh chứng này đã được rút."))
    if handed_in_with:
        return refused(
            say(
                "Minh chứng đang nằm trong phiếu đã gửi (tiêu chí {codes}) nên không rút được.",
                codes=sorted(handed_in_with),
            ),
            say("Hãy thu hồi phiếu, hoặc chờ đơn vị thẩm định trả lại dòng đó."),
        )
    return granted()
