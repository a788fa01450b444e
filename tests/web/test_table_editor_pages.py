"""A criterion and its way of scoring are written in boxes; what a colleague changed meanwhile is shown, not lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from tests.factories import NOW, ClusterOne, make_cluster_one, make_verifiers, make_viewer
from tests.web.table_pages import (
    address,
    edition,
    filled_in,
    page,
    sent,
    signed_in,
    words,
)
from thidua.foundation import clock
from thidua.organisations.rules import Viewer
from thidua.scoring.models import CriteriaTable, Criterion
from thidua.scoring.rules import Bands, FreeRating, Measure, method_from_json
from thidua.scoring.rules.grammar import parse_method
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


# ---------------------------------------------------------------- by hand


def test_a_criterion_is_written_with_boxes_only(client: Client, draft: CriteriaTable):
    make_verifiers()
    client.post(address("add_group", draft), {"edition": 0, "code": "N", "label": "Nhiệm vụ", "declared": "9,5"})
    text = page(
        client.post(address("add_criterion", draft), sent(draft, method_kind="bands", step="kind", maximum="4"))
    )
    assert 'name="m-0-0"' in text
    assert "Còn lại được" in text
    bands = {
        "method_kind": "bands", "m-measured": "percent", "m-0-0": ">=", "m-0-1": "60", "m-0-2": "4", "m-1-0": ">",
        "m-1-1": "50,5", "m-1-2": "3", "m-2-0": ">=", "m-2-1": "", "m-2-2": "", "m-otherwise": "1",
    }  # fmt: skip
    answer = client.post(
        address("add_criterion", draft),
        sent(draft, parent="N", maximum="4", verifier="vu gdtrh", evidence="báo cáo", **bands),
    )
    assert answer.status_code == 302, words(answer.content.decode())
    row = Criterion.objects.get(code="N.1")
    assert method_from_json(row.method) == parse_method("band(x%: >=60->4; >50.5->3; else 1)")
    assert (row.verifier_unit.code, row.parent.code) == ("VU-B", "N")
    assert Criterion.objects.get(code="N").declared == Decimal("9.5")
    shown = words(page(client.get(address("table", draft))))
    assert "Nhóm N ghi tối đa 9,5, các tiêu chí cộng lại được 4" in shown


EXAMPLES = [
    "rate(0..2; step=0.25) with reason", "yes_no", "levels(mức 3->4; khác->0)", "band(x: >=3->2.5; else 0)",
    "band(x=đã làm/được giao*100: 100->4; >=90->3)", "linear: (x/100)*max", "linear: MIN(bài báo/người,1)*max",
    "threshold(x%>=70 -> max else 0)", "vs_target: MIN(A/T,1)*max", "rank(1->4; 2->3.5; ties share the better rank)",
    "rank(1->4; lower is better; ties share the better rank)", "count(unit=0.05; cap=3)",
    "count(thành phố=0.5; quốc gia=1; cap=5)", "derived: MAX(0,10-0.5*chậm-1*thiếu)", "penalty(per=0.5; cap=3)",
    "derived: MAX(0,max-MIN(7.5*T/(0.2*15*N),7.5))", "gate(fail -> pending)", "gate(yes -> excluded)",
]  # fmt: skip


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_way_of_scoring_opens_in_boxes_and_saves_unchanged(client: Client, draft: CriteriaTable, text: str):
    """What the editor shows for a method, sent back untouched, is the same method."""
    method = parse_method(text, Decimal(5))
    kind = "gate" if method.kind == "gate" else "base"
    row = Criterion.objects.create(
        table=draft, code="N.1", order=0, label="Tiêu chí", kind=kind, maximum=5, method=method.to_json()
    )
    form = page(client.get(address("change_criterion", row)))
    data = filled_in(form) | {"step": "save"}
    answer = client.post(address("change_criterion", row), data)
    assert answer.status_code == 302, words(answer.content.decode())
    row.refresh_from_db()
    assert method_from_json(row.method) == method
    assert (row.kind, row.label, row.maximum) == (kind, "Tiêu chí", None if kind == "gate" else 5)


def test_the_notation_of_files_fills_the_boxes(client: Client, draft: CriteriaTable):
    text = "không áp dụng(cụm 1); bậc(x%: >=60->4; còn lại 1); hệ số x2"
    shown = page(client.post(address("add_criterion", draft), sent(draft, step="grammar", grammar=text)))
    data = filled_in(shown)
    assert (data["m-0-1"], data["m-otherwise"], data["weight"], data["na_scopes"]) == ("60", "1", "2", "cụm 1")
    refused = page(
        client.post(address("add_criterion", draft), sent(draft, step="grammar", grammar="tùy tình hình")), 400
    )
    assert "Không dùng được cách ghi này" in refused
    assert not draft.criteria.exists()


def test_faults_stand_beside_their_boxes_and_what_was_typed_stays(client: Client, draft: CriteriaTable):
    answer = client.post(
        address("add_criterion", draft),
        sent(draft, code="N 1", maximum="năm", method_kind="levels", **{"m-0-0": "đủ", "m-0-1": "bốn"}),
    )
    text = page(answer, 400)
    assert "không phải là số" in text
    assert "Dòng 1: “bốn” không phải là số" in text
    assert 'value="năm"' in text
    assert 'value="bốn"' in text


def test_an_unclear_row_is_cured_by_choosing(client: Client, draft: CriteriaTable):
    method = parse_method("derived: MIN(max, AVG(member total))", Decimal(5))
    row = Criterion.objects.create(
        table=draft, code="N.1", order=0, label="Tiêu chí", kind="base", maximum=5, method=method.to_json()
    )
    assert "phần mềm không tự đoán" in page(client.get(address("change_criterion", row)))
    answer = client.post(address("change_criterion", row), sent(draft, label="Tiêu chí", **{"m-step": "0,5"}))
    assert answer.status_code == 302
    row.refresh_from_db()
    assert method_from_json(row.method) == FreeRating(step=Decimal("0.5"))


def test_a_remark_of_the_source_stays_until_somebody_drops_it(client: Client, draft: CriteriaTable):
    method = Bands(Measure(), (), Decimal(1), remarks=("source text also states linear x*max",))
    method = parse_method("band(x%: >=60->5; else 1); source text also states linear x*max")
    row = Criterion.objects.create(
        table=draft, code="N.1", order=0, label="Tiêu chí", kind="base", maximum=5, method=method.to_json()
    )
    data = filled_in(page(client.get(address("change_criterion", row)))) | {"step": "save"}
    client.post(address("change_criterion", row), data)
    row.refresh_from_db()
    assert method_from_json(row.method).remarks
    client.post(address("change_criterion", row), data | {"edition": edition(draft), "drop_remarks": "1"})
    row.refresh_from_db()
    assert not method_from_json(row.method).remarks


def test_the_later_of_two_officers_keeps_what_was_typed_and_sees_what_stands(client: Client, draft: CriteriaTable):
    client.post(address("add_criterion", draft), sent(draft))
    row = draft.criteria.get()
    old = edition(draft)
    client.post(address("change_criterion", row), sent(draft, maximum="6"))
    text = page(client.post(address("change_criterion", row), sent(draft, maximum="7", edition=old)), 409)
    assert "người khác sửa" in text
    assert "điểm tối đa 6" in words(text)
    assert 'value="7"' in text
    row.refresh_from_db()
    assert row.maximum == 6
    client.post(address("change_criterion", row), filled_in(text) | {"step": "save"})
    row.refresh_from_db()
    assert row.maximum == 7


def test_rows_move_and_go(client: Client, draft: CriteriaTable):
    for code in ("N.1", "N.2"):
        client.post(address("add_criterion", draft), sent(draft, code=code))
    second = draft.criteria.get(code="N.2")
    client.post(address("move_criterion", second), {"edition": edition(draft), "way": "up"})
    assert [row.code for row in draft.criteria.order_by("order")] == ["N.2", "N.1"]
    assert "Xóa N.2?" in page(client.get(address("remove_criterion", second)))
    client.post(address("remove_criterion", second), {"edition": edition(draft)})
    assert [row.code for row in draft.criteria.all()] == ["N.1"]
