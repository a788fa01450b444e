"""The ranked table on screen: who sees it, what it tells, where its numbers come from."""

from decimal import Decimal

import pytest
from django.test import Client

from tests.factories import NOW, ClusterOne, make_cluster_one, make_unit, make_viewer, user_of
from thidua.cycles.models import Cycle
from thidua.organisations.models import Post, Unit
from thidua.organisations.rules import Viewer
from thidua.scoring.models import CriteriaTable, Criterion, Line, Sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> ClusterOne:
    return make_cluster_one()


def scored_table(one: ClusterOne, codes: tuple[str, ...] = ("A.1", "A.2")) -> CriteriaTable:
    """A published table with free ratings, where every unit claims 4 and a verifier gave 3 to S2's first line."""
    table = CriteriaTable.objects.create(
        cycle=one.cycle, name="Bảng tiêu chí minh hoạ", state="published", fingerprint="x" * 64, published_at=NOW
    )
    group = Criterion.objects.create(
        table=table, code="A", order=0, label="Nhóm A", kind="group", method={"kind": "group"}
    )
    rows = [
        Criterion.objects.create(
            table=table, parent=group, code=code, order=order, label=f"Tiêu chí {code}", kind="base",
            maximum=Decimal(5), method={"kind": "free-rating"},
        )
        for order, code in enumerate(codes, start=1)
    ]  # fmt: skip
    verifier = user_of(make_viewer(one.organiser))
    for code, unit in one.units.items():
        sheet = Sheet.objects.create(table=table, unit=unit, state="verifying", submitted_at=NOW)
        for row in rows:
            changed = code == "S2" and row.code == codes[0]
            Line.objects.create(
                sheet=sheet, criterion=row, claimed={"points": "4"}, verified={"points": "3" if changed else "4"},
                verdict="changed" if changed else "accepted", reason="Thiếu minh chứng" if changed else "",
                verified_by=verifier, verified_at=NOW,
            )  # fmt: skip
    return table


def signed_in(viewer: Viewer) -> Client:
    client = Client()
    client.force_login(user_of(viewer))
    return client


def seen(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[:600]
    return answer.content.decode()


@pytest.fixture
def in_june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.foundation.clock.now", lambda: NOW)


@pytest.mark.usefixtures("in_june")
def test_the_leader_sees_ranks_ties_and_where_a_cell_came_from(one: ClusterOne) -> None:
    table = scored_table(one)
    leader = signed_in(make_viewer(one.leader))
    page = seen(leader, f"/xep-hang/{table.uuid}/")
    assert "bằng điểm, cùng hạng" in page
    assert "8,00" in page
    assert "↕" in page
    cell = seen(leader, f"/xep-hang/{table.uuid}/o/S2/A.1/")
    assert "Tiêu chí A.1" in cell
    unit = seen(leader, f"/xep-hang/{table.uuid}/don-vi/S2/")
    assert "7,00 + 0,00 − 0,00 = 7,00" in unit
    for path in ("in", "so-sanh", "thu"):
        seen(leader, f"/xep-hang/{table.uuid}/{path}/")
    seen(leader, f"/xep-hang/{table.uuid}/so-sanh/?don-vi=S2")


@pytest.mark.usefixtures("in_june")
def test_a_what_if_moves_the_ranks_in_the_address_only(one: ClusterOne) -> None:
    table = scored_table(one)
    leader = signed_in(make_viewer(one.leader))
    before = Line.objects.values_list("verified", flat=True).count()
    page = seen(leader, f"/xep-hang/{table.uuid}/thu/?thu=S2:A.1%3D5")
    assert 'data-unit="S2"' in page
    assert "9,00" in page
    assert Line.objects.filter(verified={"points": "5"}).count() == 0
    assert Line.objects.count() == before
    refused = seen(leader, f"/xep-hang/{table.uuid}/thu/?don-vi=S2&tieu-chi=A.1&diem=9", 400)
    assert "từ 0 đến 5" in refused


@pytest.mark.usefixtures("in_june")
def test_members_wait_for_the_circulated_version_and_strangers_learn_nothing(one: ClusterOne) -> None:
    table = scored_table(one)
    member = signed_in(make_viewer(one.units["S2"]))
    assert "khi cụm trưởng gửi bảng điểm lấy ý kiến" in seen(member, f"/xep-hang/{table.uuid}/", 403)
    stranger = signed_in(make_viewer(make_unit("NGOAI")))
    seen(stranger, f"/xep-hang/{table.uuid}/", 404)
    administrator = signed_in(make_viewer(one.organiser, Post.Role.ADMINISTRATOR))
    seen(administrator, f"/xep-hang/{table.uuid}/", 404)
    observer = signed_in(make_viewer(one.organiser, Post.Role.OBSERVER))
    seen(observer, f"/xep-hang/{table.uuid}/")


@pytest.mark.usefixtures("in_june")
def test_the_same_figures_leave_as_workbook_and_as_papers(one: ClusterOne) -> None:
    table = scored_table(one)
    leader = signed_in(make_viewer(one.leader))
    assert leader.get(f"/xep-hang/{table.uuid}/bang-tong-hop.xlsx").content[:2] == b"PK"
    assert leader.get(f"/xep-hang/{table.uuid}/bang-tong-hop.pdf").content[:4] == b"%PDF"
    assert leader.get(f"/xep-hang/{table.uuid}/bang-tong-hop.docx").content[:2] == b"PK"
    assert leader.get(f"/xep-hang/{table.uuid}/bang-tong-hop.exe").status_code == 404


@pytest.mark.usefixtures("in_june")
def test_the_page_costs_the_same_for_one_criterion_and_three(one: ClusterOne, django_assert_max_num_queries) -> None:
    leader = signed_in(make_viewer(one.leader))
    counts = []
    for codes in (("A.1",), ("B.1", "B.2", "B.3")):
        CriteriaTable.objects.update(state="replaced", version=2)
        table = scored_table(one, codes)
        with django_assert_max_num_queries(90) as queries:
            seen(leader, f"/xep-hang/{table.uuid}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.usefixtures("in_june")
def test_a_percentage_typed_as_points_is_pointed_out_by_the_units_name(one: ClusterOne) -> None:
    table = scored_table(one)
    Line.objects.filter(sheet__unit__code="S4", criterion__code="A.2").update(verified={"points": "0.04"})
    page = seen(signed_in(make_viewer(one.leader)), f"/xep-hang/{table.uuid}/")
    assert "Hải Phòng, A.2: 0,04 trên 5 điểm." in page
    assert "Có thể tỷ lệ bị ghi thành điểm" in page


def test_units_have_a_name_of_the_day(one: ClusterOne) -> None:
    assert str(Unit.objects.get(code="S3")).startswith("Sở Giáo dục")


@pytest.mark.usefixtures("in_june")
def test_this_year_stands_beside_the_last_one_unit_by_unit_and_line_by_line(one: ClusterOne) -> None:
    table = scored_table(one)
    leader = signed_in(make_viewer(one.leader))
    assert "Chưa có năm trước nào" in seen(leader, f"/xep-hang/{table.uuid}/cac-nam/")

    last_year = Cycle.objects.create(cluster=one.cluster, start_year=2018)
    scored_table(ClusterOne(one.cluster, last_year, one.organiser, one.units))

    page = seen(leader, f"/xep-hang/{table.uuid}/cac-nam/?don-vi=S2")
    assert "2018–2019" in page
    assert "<polyline" in page
    assert "Tiêu chí A.2" in page
    assert "Chưa có năm trước nào" not in page
    seen(leader, f"/xep-hang/{table.uuid}/cac-nam/?don-vi=KHONG-CO", 404)
