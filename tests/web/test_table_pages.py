"""The organiser makes the criteria of cluster 1 on screen, from a file and by hand, without a line of code."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import NOW, ClusterOne, make_cluster_one, make_unit, make_verifiers, make_viewer
from tests.web.table_pages import (
    CLUSTER,
    NUOC_OA,
    TABLES,
    address,
    edition,
    page,
    sent,
    signed_in,
    ticket_in,
    upload,
    words,
)
from thidua.foundation import clock
from thidua.organisations.rules import Viewer
from thidua.scoring.models import CriteriaTable, Criterion, NotApplicable
from thidua.scoring.rules import FreeRating
from thidua.scoring.services.tables import create_table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_days_of_self_scoring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def one() -> ClusterOne:
    return make_cluster_one()


@pytest.fixture
def officer(one: ClusterOne) -> Viewer:
    return make_viewer(one.organiser)


@pytest.fixture
def client(officer: Viewer) -> Client:
    return signed_in(officer)


@pytest.fixture
def draft(one: ClusterOne, officer: Viewer) -> CriteriaTable:
    return create_table(actor=officer, now=NOW, cycle=one.cycle, name="Bảng tiêu chí cụm 1")


# ---------------------------------------------------------------- the way through


def test_from_nothing_to_a_published_table_by_file(one: ClusterOne, client: Client):
    for code, short in (("VU-1", "Vụ KHTC"), ("VU-2", "Vụ TĐKT"), ("VU-3", "Thanh tra Bộ")):
        make_unit(code, short, short)
    page(client.get(reverse("scoring:tables")))
    assert "Chưa có bảng tiêu chí" in page(client.get(address("year_tables", one.cycle)))
    answer = client.post(address("create_table", one.cycle), {"name": "Bảng tiêu chí 2019–2020", "source": ""})
    table = CriteriaTable.objects.get()
    assert answer.url == address("table", table)
    preview = page(client.post(address("import_table", table), upload()))
    assert "Tệp có 36 tiêu chí" in words(preview)
    assert "“đơn vị nhận báo cáo” (1)" in words(preview)
    assert not table.criteria.exists()
    answer = client.post(address("commit_import", table), {"ticket": ticket_in(preview)})
    assert answer.url == address("table", table)
    shown = words(page(client.get(address("table", table))))
    assert "Theo bậc: ≥ 60 %: 4 điểm" in shown
    assert "100; áp dụng cho cụm: 94" in shown
    assert "Không áp dụng" in shown
    text = page(client.get(address("table_verifiers", table)))
    boxes = dict(
        zip(
            re.findall(r'name="(label-\d+)"', text), re.findall(r'<label for="id_label-\d+">([^<]+)', text), strict=True
        )
    )
    assigned = dict.fromkeys(boxes, "VU-3") | {"edition": edition(table)}
    assert client.post(address("table_verifiers", table), assigned).status_code == 302
    assert "Chưa ghi số và ngày của văn bản" in page(client.get(address("publish_table", table)))
    early = client.post(address("publish_table", table), {"edition": edition(table)})
    assert "Chưa ban hành được" in page(early, 403)
    settings = {
        "edition": edition(table), "name": "Bảng tiêu chí 2019–2020", "document_number": "5350/BGDĐT", "blank": "block",
        "document_on": "29/11/2019", "declared_total": "100", "rank_on": "auto", "awards": "4",
    }  # fmt: skip
    assert client.post(address("table_settings", table), settings).status_code == 302
    ready = page(client.get(address("publish_table", table)))
    assert "5 đơn vị thành viên" in words(ready)
    assert client.post(address("publish_table", table), {"edition": edition(table)}).status_code == 302
    table.refresh_from_db()
    assert table.state == "published"
    member = words(page(signed_in(make_viewer(one.units["S4"])).get(address("table", table))))
    assert table.fingerprint[:16] in member
    assert "Sửa" not in member


def test_the_sums_of_nuoc_oa_are_named_when_the_document_is_held_against_them(client: Client, draft: CriteriaTable):
    first = page(client.post(address("import_table", draft), upload(NUOC_OA)))
    assert "cộng lại được" not in first
    again = page(
        client.post(
            address("import_table", draft),
            {"ticket": ticket_in(first), "group-0": "30", "group-1": "70", "total": "100"},
        )
    )
    assert "Nhóm B ghi tối đa 70, các tiêu chí cộng lại được 65." in again
    assert "Bảng ghi tổng 100, các tiêu chí cộng lại được 95." in again
    client.post(address("commit_import", draft), {"ticket": ticket_in(again)})
    shown = page(client.get(address("table", draft)))
    assert "các tiêu chí cộng lại được 65" in shown
    key = re.findall(r'name="key" value="(sum:[^"]+)"', shown)[0]
    client.post(address("table_checks", draft), {"edition": edition(draft), "key": key, "act": "accept"})
    assert "chấp nhận lúc" in page(client.get(address("table", draft)))
    client.post(address("table_checks", draft), {"edition": edition(draft), "key": key, "act": "reopen"})
    assert "chấp nhận lúc" not in page(client.get(address("table", draft)))


def test_wrong_rows_are_listed_with_their_cells_and_nothing_is_kept(client: Client, draft: CriteriaTable):
    rows = (TABLES / f"{CLUSTER}.csv").read_text("utf-8").replace(",4,base,band", ",bốn,base,band").encode()
    text = page(client.post(address("import_table", draft), upload(content=rows)), 400)
    assert "<strong>Ô E2:</strong>" in text
    assert 'name="ticket"' not in text
    assert not draft.criteria.exists()


@pytest.mark.parametrize(
    ("content", "called", "said"),
    [
        (b"%PDF-1.7", "bang.xlsx", "Đây là tệp PDF"),
        (b"", "bang.xlsx", "rỗng"),
        (b"PK" + b"x" * (5 * 2**20), "bang.xlsx", "lớn hơn 5 MB"),
        (b"a,b,c\n1,2,3\n", "bang.csv", "Không thấy dòng tiêu đề"),
        (b"ma\n" + b"N1\n" * 3000, "bang.csv", "hơn 2000 dòng"),
    ],
)
def test_files_that_cannot_be_read_say_what_to_do(
    client: Client, draft: CriteriaTable, content: bytes, called: str, said: str
):
    assert said in page(client.post(address("import_table", draft), upload(content=content, called=called)), 400)


def test_no_file_and_a_made_up_ticket_are_told(client: Client, draft: CriteriaTable):
    assert "alert" in page(client.post(address("import_table", draft), {}), 400)
    assert "Bản xem trước không còn dùng được" in page(
        client.post(address("commit_import", draft), {"ticket": "made-up"}), 400
    )


# ---------------------------------------------------------------- decisions


def test_what_does_not_apply_is_decided_and_lifted_with_reasons(one: ClusterOne, client: Client, draft: CriteriaTable):
    client.post(address("add_criterion", draft), sent(draft))
    row = draft.criteria.get()
    wrong = page(client.post(address("not_applicable", draft), {"criterion": row.uuid, "unit": "", "reason": ""}), 400)
    assert "Lý do" in wrong
    data = {"criterion": row.uuid, "unit": one.units["S4"].uuid, "reason": "Không có trường PTDTNT"}
    client.post(address("not_applicable", draft), data)
    decision = NotApplicable.objects.get()
    assert "Không có trường PTDTNT" in page(client.get(address("not_applicable", draft)))
    client.post(address("lift_not_applicable", decision), {"reason": "Đã thành lập trường"})
    assert not NotApplicable.objects.exists()
    assert "Đã thành lập trường" in page(client.get(address("table", draft)))


def test_the_leader_decides_the_member_only_reads(one: ClusterOne, client: Client, draft: CriteriaTable):
    client.post(address("add_criterion", draft), sent(draft))
    data = {"criterion": draft.criteria.get().uuid, "unit": "", "reason": "Cụm không có nội dung này"}
    leader = signed_in(make_viewer(one.leader))
    assert leader.post(address("not_applicable", draft), data).status_code == 302
    assert leader.get(address("add_criterion", draft)).status_code == 403
    observer = signed_in(make_viewer(one.organiser, "observer"))
    assert observer.get(address("not_applicable", draft)).status_code == 200
    assert observer.post(address("not_applicable", draft), data).status_code == 403


def test_an_unknown_verifier_is_asked_about_again(client: Client, draft: CriteriaTable):
    make_verifiers()
    client.post(address("add_criterion", draft), sent(draft, verifier="Ban lạ"))
    shown = page(client.get(address("table", draft)))
    assert "chưa giao" in shown
    wrong = {"edition": edition(draft), "label-0": "Ban không có"}
    assert "Hãy ghi mã đơn vị" in page(client.post(address("table_verifiers", draft), wrong), 400)
    client.post(address("table_verifiers", draft), {"edition": edition(draft), "label-0": "VU-A"})
    assert draft.criteria.get().verifier_unit.code == "VU-A"


def test_giving_up_and_starting_from_an_earlier_table(one: ClusterOne, client: Client, draft: CriteriaTable):
    page(client.post(address("withdraw_table", draft), {"edition": 0, "reason": ""}), 400)
    client.post(address("withdraw_table", draft), {"edition": 0, "reason": "Lập nhầm"})
    assert "Đã hủy dự thảo" in page(client.get(address("year_tables", one.cycle)))
    source = CriteriaTable.objects.create(
        cycle=one.cycle, name="Bảng cũ", version=5, state="replaced", fingerprint="x" * 64, published_at=NOW
    )
    Criterion.objects.create(
        table=source, code="N.1", order=0, label="Cũ", kind="base", maximum=5, method=FreeRating().to_json()
    )
    form = page(client.get(address("create_table", one.cycle) + f"?tu={source.uuid}"))
    assert f'value="{source.uuid}" selected' in form
    client.post(address("create_table", one.cycle), {"name": "Bảng mới", "source": source.uuid})
    new = CriteriaTable.objects.get(name="Bảng mới")
    assert (new.version, new.predecessor) == (6, source)
    new.criteria.update(maximum=4)
    changed = words(page(client.get(address("table_changes", new))))
    assert "Điểm tối đa: 5 → 4" in changed


# ---------------------------------------------------------------- files, speed, words


@pytest.mark.parametrize(("form", "starts"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbfgroup_code,")])
def test_files_go_out_to_keep_and_are_never_shown(client: Client, draft: CriteriaTable, form: str, starts: bytes):
    client.post(address("add_criterion", draft), sent(draft))
    answer = client.get(address("table_file", draft, form))
    assert answer.content.startswith(starts)
    assert answer["Content-Disposition"] == f'attachment; filename="bang-tieu-chi-cum-1-ban-1.{form}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(address("table_file", draft, "pdf")).status_code == 404
    assert client.get(reverse("scoring:table_template")).content.startswith(b"PK")


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        page(client.get(path))
    return len(caught)


@pytest.mark.parametrize("name", ["table", "not_applicable", "table_verifiers", "publish_table", "table_changes"])
def test_the_number_of_queries_is_the_same_for_one_row_and_many(
    one: ClusterOne, officer: Viewer, client: Client, draft: CriteriaTable, name: str
):
    verifiers = make_verifiers()

    def add(code: str) -> None:
        row = Criterion.objects.create(
            table=draft, code=code, order=draft.criteria.count(), label="x", kind="base", maximum=5,
            method=FreeRating().to_json(), verifier_label=f"Đơn vị {code}", verifier_unit=verifiers["A"],
        )  # fmt: skip
        NotApplicable.objects.create(
            criterion=row, unit=one.units["S4"], reason="x", decided_by_id=officer.user_id, decided_at=NOW
        )

    add("N.1")
    path = address(name, draft)
    queries(client, path)
    few = queries(client, path)
    for number in range(2, 9):
        add(f"N.{number}")
    assert queries(client, path) == few


def test_the_lists_ask_the_same_number_of_queries(one: ClusterOne, client: Client, draft: CriteriaTable):
    paths = [reverse("scoring:tables"), address("year_tables", one.cycle)]
    for path in paths:
        queries(client, path)
    before = [queries(client, path) for path in paths]
    for version in (2, 3):
        CriteriaTable.objects.create(
            cycle=one.cycle,
            name=f"Bảng {version}",
            version=version,
            state="replaced",
            published_at=NOW,
            fingerprint="x",
        )
        type(one.cycle).objects.create(cluster=one.cluster, start_year=2010 + version)
    assert [queries(client, path) for path in paths] == before


def test_no_raw_word_of_the_machine_is_shown(client: Client, draft: CriteriaTable):
    preview = page(client.post(address("import_table", draft), upload()))
    client.post(address("commit_import", draft), {"ticket": ticket_in(preview)})
    raw = {"draft", "block", "auto", "free-rating", "bands", "base", "penalty", "excluded", "pending", "leader", "None"}
    for name in ("table", "not_applicable", "publish_table", "table_settings", "table_verifiers"):
        shown = words(page(client.get(address(name, draft))).split("<main", 1)[1])
        assert not raw & set(re.findall(r"[\w-]+", shown)), name
    row = draft.criteria.get(code="N1.1")
    assert not raw & set(
        re.findall(r"[\w-]+", words(page(client.get(address("change_criterion", row))).split("<main")[1]))
    )
