"""Clusters: members, leader and deputy by dated decisions."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import NOW, TODAY, ClusterOne, make_cluster_one, make_unit, make_viewer
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused
from thidua.organisations import selectors, services
from thidua.organisations.facts import office_gaps
from thidua.organisations.models import Cluster, Membership, Office, Post
from thidua.organisations.rules import Viewer

pytestmark = pytest.mark.django_db

NEXT_YEAR = date(2020, 9, 1)
PAPER = {"decision_number": "20/QĐ-MH", "decision_on": date(2020, 8, 20)}


@pytest.fixture
def one() -> ClusterOne:
    return make_cluster_one()


@pytest.fixture
def officer(one: ClusterOne) -> Viewer:
    return make_viewer(one.organiser)


def last() -> Event:
    return Event.objects.latest("number")


def set_office(
    one: ClusterOne, officer: Viewer, code: str, kind: str, starts_on: date, ends_on: date | None = None
) -> Office:
    return services.set_office(
        actor=officer,
        now=NOW,
        cluster=one.cluster,
        unit=one.units[code],
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        **PAPER,
    )


def test_an_organiser_makes_a_cluster_and_gives_it_members(one: ClusterOne, officer: Viewer) -> None:
    cluster = services.create_cluster(
        actor=officer, now=NOW, organiser=one.organiser, code="khoi-2", name="Khối thi đua số 2"
    )
    assert (last().verb, last().subject_uuid) == ("create-cluster", cluster.uuid)
    for code in ("S4", "S5"):
        services.add_member(
            actor=officer, now=NOW, cluster=cluster, unit=one.units[code], starts_on=TODAY, ends_on=None, **PAPER
        )
    assert [m.unit.code for m in selectors.memberships_of(cluster)] == ["S4", "S5"]
    assert last().data == {"unit": "S5", "from": "2020-06-01", "to": "", "decision": "20/QĐ-MH"}
    both = make_viewer(one.units["S4"])
    assert list(selectors.clusters_of(both)) == [one.cluster, cluster], "a unit sits in several clusters at once"


def test_old_years_show_the_clusters_of_that_year(one: ClusterOne, officer: Viewer) -> None:
    membership = Membership.objects.get(unit=one.units["S5"])
    services.end_membership(
        actor=officer, now=NOW, membership=membership, ends_on=date(2020, 8, 31), reason="Chia lại cụm"
    )
    assert last().verb == "end-membership"
    assert one.units["S5"].pk in one.facts(TODAY).members
    assert one.units["S5"].pk not in one.facts(NEXT_YEAR).members
    viewer = make_viewer(one.units["S5"])
    assert list(selectors.clusters_of(viewer)) == [one.cluster]
    assert list(selectors.clusters_of(viewer, on=NEXT_YEAR)) == []


def test_a_unit_is_not_a_member_twice_at_once(one: ClusterOne, officer: Viewer) -> None:
    with pytest.raises(BadInput, match="đã là thành viên"):
        services.add_member(
            actor=officer, now=NOW, cluster=one.cluster, unit=one.units["S4"], starts_on=TODAY, ends_on=None, **PAPER
        )
    with pytest.raises(BadInput, match="số quyết định"):
        services.add_member(
            actor=officer,
            now=NOW,
            cluster=one.cluster,
            unit=make_unit("S6"),
            starts_on=TODAY,
            ends_on=None,
            decision_number=" ",
            decision_on=None,
        )
    assert Membership.objects.count() == 5


def test_the_offices_are_handed_over_on_a_date(one: ClusterOne, officer: Viewer) -> None:
    set_office(one, officer, "S4", "leader", NEXT_YEAR)
    set_office(one, officer, "S3", "deputy", NEXT_YEAR)
    old_day, new_day = one.facts(date(2020, 8, 31)), one.facts(NEXT_YEAR)
    assert (old_day.leader, old_day.deputy) == (one.units["S3"].pk, one.units["S1"].pk)
    assert (new_day.leader, new_day.deputy) == (one.units["S4"].pk, one.units["S3"].pk)
    assert last().verb == "set-office"


@pytest.mark.parametrize(
    ("code", "kind", "starts_on"),
    [("S4", "leader", date(2020, 8, 31)), ("S4", "deputy", TODAY), ("S3", "deputy", date(2020, 7, 1))],
)
def test_overlapping_offices_are_refused(
    one: ClusterOne, officer: Viewer, code: str, kind: str, starts_on: date
) -> None:
    with pytest.raises(BadInput, match="đang là cụm"):
        set_office(one, officer, code, kind, starts_on)
    assert Office.objects.count() == 2
    assert Event.objects.count() == 0


def test_a_stranger_to_the_cluster_does_not_lead_it(one: ClusterOne, officer: Viewer) -> None:
    one.units["S6"] = make_unit("S6")
    with pytest.raises(BadInput, match="không phải là thành viên"):
        set_office(one, officer, "S6", "leader", NEXT_YEAR)


def test_gaps_in_the_offices_are_stated(one: ClusterOne, officer: Viewer) -> None:
    set_office(one, officer, "S4", "leader", date(2020, 9, 15), date(2021, 8, 31))
    found = office_gaps(one.cluster, date(2020, 6, 1), date(2021, 8, 31))
    assert [(kind, gap.start, gap.end) for kind, gap in found] == [
        ("leader", date(2020, 9, 1), date(2020, 9, 14)),
        ("deputy", date(2020, 9, 1), date(2021, 8, 31)),
    ]
    assert office_gaps(one.cluster, TODAY, date(2020, 8, 31)) == ()


def test_an_office_ends_sooner_never_later(one: ClusterOne, officer: Viewer) -> None:
    office = Office.objects.get(kind="deputy")
    with pytest.raises(Refused, match="không kéo dài được"):
        services.end_office(actor=officer, now=NOW, office=office, ends_on=date(2020, 12, 31), reason="Thử")
    services.end_office(actor=officer, now=NOW, office=office, ends_on=date(2020, 6, 30), reason="Xin thôi")
    assert one.facts(date(2020, 7, 1)).deputy is None
    assert (last().verb, last().reason) == ("end-office", "Xin thôi")


def test_a_member_in_office_does_not_leave_before_its_term(one: ClusterOne, officer: Viewer) -> None:
    membership = Membership.objects.get(unit=one.leader)
    with pytest.raises(BadInput, match="còn là cụm trưởng"):
        services.end_membership(actor=officer, now=NOW, membership=membership, ends_on=TODAY, reason="Thử")


@pytest.mark.parametrize("place", ["leader", "deputy", "stranger", "observer"])
def test_only_the_organiser_keeps_the_cluster(one: ClusterOne, place: str) -> None:
    viewer = {
        "leader": lambda: make_viewer(one.leader, Post.Role.HEAD),
        "deputy": lambda: make_viewer(one.deputy),
        "stranger": lambda: make_viewer(make_unit("KHAC")),
        "observer": lambda: make_viewer(one.organiser, Post.Role.OBSERVER),
    }[place]()
    with pytest.raises(Refused, match="cơ quan tổ chức cụm"):
        set_office(one, viewer, "S4", "leader", NEXT_YEAR)
    with pytest.raises(Refused, match="đơn vị mình tổ chức"):
        services.create_cluster(actor=viewer, now=NOW, organiser=one.organiser, code="x", name="X")
    assert Event.objects.count() == 0


def test_the_organiser_hands_the_cluster_over(one: ClusterOne, officer: Viewer) -> None:
    new = make_unit("VU-2")
    services.change_organiser(actor=officer, now=NOW, cluster=one.cluster, organiser=new, reason="Sắp xếp lại")
    assert Cluster.objects.get().organiser == new
    with pytest.raises(Refused):
        services.correct_cluster(actor=officer, now=NOW, cluster=one.cluster, name="Cụm một", reason="Thử")
    services.correct_cluster(actor=make_viewer(new), now=NOW, cluster=one.cluster, name="Cụm một", reason="Tên gọn")
    assert (last().verb, last().data["after"]) == ("correct-cluster", "Cụm một")


def test_clusters_of_a_viewer_take_pairs_from_higher_rooms(one: ClusterOne) -> None:
    verifier = make_unit("VU-GDTRH")
    viewer = make_viewer(verifier)
    assert list(selectors.clusters_of(viewer)) == []
    assert list(selectors.clusters_of(viewer, also=[(verifier.pk, one.cluster.pk)])) == [one.cluster]
    assert list(selectors.clusters_of(viewer, also=[(one.leader.pk, one.cluster.pk)])) == []


@pytest.mark.parametrize("place", ["organiser", "observer", "member", "leader"])
def test_everybody_with_a_place_finds_the_cluster(one: ClusterOne, place: str) -> None:
    unit = {"organiser": one.organiser, "observer": one.organiser, "member": one.units["S4"], "leader": one.leader}[
        place
    ]
    viewer = make_viewer(unit, Post.Role.OBSERVER if place == "observer" else Post.Role.OFFICER)
    assert list(selectors.clusters_of(viewer)) == [one.cluster]
