"""Who may issue and read papers."""

from __future__ import annotations

from thidua.core.findings import Finding, granted, refused
from thidua.core.text import say
from thidua.documents.rules import LetterheadFacts
from thidua.organisations.rules import ClusterFacts, Viewer, oversees


def may_issue(viewer: Viewer, unit_id: int) -> Finding:
    """A unit's papers are issued by those who work there; what the paper says is guarded where it is made."""
    if viewer.works_at(unit_id):
        return granted()
    return refused(
        say("Chỉ người của đơn vị mới phát hành được văn bản mang tên đơn vị mình."),
        say("Hãy lưu dự thảo rồi báo đơn vị đó phát hành."),
    )


def may_keep_letterhead(viewer: Viewer, unit_id: int) -> Finding:
    """The same people keep the unit's letterhead."""
    if viewer.works_at(unit_id):
        return granted()
    return refused(say("Chỉ người của đơn vị mới sửa được thể thức văn bản của đơn vị mình."))


def may_read(viewer: Viewer, unit_id: int, audience: str, cluster: ClusterFacts | None) -> Finding:
    """The issuing unit reads its papers; so do those who oversee the cluster, and members when it is for all."""
    if viewer.works_at(unit_id):
        return granted()
    if cluster is not None:
        if oversees(viewer, cluster):
            return granted()
        if audience == "cluster" and any(viewer.works_at(member) for member in cluster.members):
            return granted()
    return refused(say("Văn bản này không dành cho đơn vị của bạn."))


def may_carry(letterhead: LetterheadFacts) -> Finding:
    """A paper needs a place, a symbol and the title of its signer before it can be issued."""
    if letterhead.is_complete:
        return granted()
    return refused(
        say("Đơn vị phát hành chưa khai thể thức văn bản (địa danh, chữ viết tắt, chức danh người ký)."),
        say("Hãy khai trong mục Văn bản rồi phát hành lại."),
    )
