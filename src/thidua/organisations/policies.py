"""Who keeps units, people and accounts, who keeps a cluster, who delegates."""

from __future__ import annotations

from thidua.core.findings import Finding, granted, refused
from thidua.core.text import say
from thidua.organisations.rules import STATUTE, ClusterFacts, Viewer, leads, organises

ASK_ADMINISTRATOR = say("Hãy đề nghị người quản trị hệ thống thực hiện.")


def may_keep_units(viewer: Viewer) -> Finding:
    """The administrator keeps units, their names, places and reorganisations."""
    if viewer.is_administrator:
        return granted()
    return refused(say("Chỉ người quản trị hệ thống mới sửa được danh mục đơn vị."), ASK_ADMINISTRATOR)


def may_keep_people(viewer: Viewer) -> Finding:
    """The administrator keeps people and their posts."""
    if viewer.is_administrator:
        return granted()
    return refused(say("Chỉ người quản trị hệ thống mới sửa được cá nhân và chức vụ."), ASK_ADMINISTRATOR)


def may_keep_accounts(viewer: Viewer) -> Finding:
    """The administrator makes, resets and closes accounts."""
    if viewer.is_administrator:
        return granted()
    return refused(say("Chỉ người quản trị hệ thống mới quản lý được tài khoản."), ASK_ADMINISTRATOR)


def may_create_cluster(viewer: Viewer, organiser_id: int) -> Finding:
    """A unit's head or officer makes the clusters that the unit organises."""
    if viewer.works_at(organiser_id):
        return granted()
    return refused(say("Bạn chỉ lập được cụm do chính đơn vị mình tổ chức."))


def may_keep_cluster(viewer: Viewer, cluster: ClusterFacts) -> Finding:
    """The organiser's head or officer keeps members, leader and deputy. source: O1.1."""
    if organises(viewer, cluster):
        return granted()
    return refused(
        say("Chỉ cơ quan tổ chức cụm mới sửa được thành viên, cụm trưởng và cụm phó."),
        say("Hãy đề nghị cơ quan tổ chức cụm thực hiện."),
    )


def may_delegate(viewer: Viewer, cluster: ClusterFacts) -> Finding:
    """The leader hands tasks to the deputy and takes them back. source: O1.3."""
    if leads(viewer, cluster):
        return granted()
    return refused(say("Chỉ cụm trưởng mới ủy quyền hoặc rút ủy quyền được."), None, STATUTE)
