"""Who may draft, publish and read criteria tables, and who decides that a criterion does not apply."""

from __future__ import annotations

from thidua.core.findings import Citation, Finding, granted, refused
from thidua.core.text import say
from thidua.organisations.rules import ClusterFacts, Viewer, may_act_as_leader, organises, oversees
from thidua.scoring.rules.table_states import DRAFT, PUBLISHED, REPLACED, TABLE

SOURCE = Citation("Quy chế hoạt động của cụm thi đua")


def may_read_tables(viewer: Viewer, cluster: ClusterFacts, *, had_place: bool, verifies: bool) -> Finding:
    """Whether the tables of a cluster's year may be known of at all.

    `had_place`: the viewer's unit had a place in the cluster in that school year; `verifies`: it verifies a criterion.
    """
    if oversees(viewer, cluster) or had_place or verifies:
        return granted()
    return refused(say("Bảng tiêu chí này không dành cho đơn vị của bạn."))


def may_read_table(viewer: Viewer, cluster: ClusterFacts, state: str, *, had_place: bool, verifies: bool) -> Finding:
    """Those who oversee the cluster read drafts too; members and verifiers read what was published."""
    if oversees(viewer, cluster):
        return granted()
    if state in (PUBLISHED, REPLACED) and (had_place or verifies):
        return granted()
    return refused(say("Bảng tiêu chí này chưa ban hành hoặc không dành cho đơn vị của bạn."))


def may_draft_table(viewer: Viewer, cluster: ClusterFacts, *, archived: bool) -> Finding:
    """Only the organiser drafts criteria tables, and never for a year that was put away. source: S1, kế hoạch cụm."""
    if not organises(viewer, cluster):
        return refused(say("Chỉ cơ quan tổ chức cụm mới lập và sửa bảng tiêu chí."), None, SOURCE)
    if archived:
        return refused(say("Năm thi đua này đã lưu trữ nên không sửa được."))
    return granted()


def may_edit_table(viewer: Viewer, cluster: ClusterFacts, state: str, *, archived: bool) -> Finding:
    """A draft may be edited by the organiser; what was published is never edited again."""
    drafting = may_draft_table(viewer, cluster, archived=archived)
    if not drafting or state == DRAFT:
        return drafting
    return refused(
        say("Bảng tiêu chí đang ở trạng thái “{state}” nên không sửa được.", state=TABLE.states[state]),
        say("Hãy lập bản mới từ bảng này rồi sửa trên bản mới."),
    )


def may_decide_not_applicable(
    viewer: Viewer, cluster: ClusterFacts, state: str, unit_id: int | None, *, scoring_started: bool, archived: bool
) -> Finding:
    """The organiser, or the leader (the deputy by delegation), before scoring starts; nobody about their own unit.

    source: domain/scoring §5, “decided before scoring by named authority”; features A5.30.
    """
    if not organises(viewer, cluster):
        acting = may_act_as_leader(viewer, cluster, "not-applicable", unit_id)
        if not acting:
            return acting
    if unit_id is not None and viewer.works_at(unit_id):
        return refused(say("Không ai được quyết định về chính đơn vị mình."))
    if archived:
        return refused(say("Năm thi đua này đã lưu trữ nên không sửa được."))
    if state not in (DRAFT, PUBLISHED):
        return refused(say("Bảng tiêu chí này không còn hiệu lực nên không quyết định thêm được."))
    if scoring_started:
        return refused(
            say("Đã có đơn vị nhập điểm cho tiêu chí này nên không thay đổi được việc áp dụng."),
            say("Việc không áp dụng phải quyết định trước khi chấm; nếu cần, hãy ban hành bản bảng tiêu chí mới."),
        )
    return granted()
