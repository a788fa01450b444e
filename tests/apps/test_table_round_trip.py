"""A table written by hand goes out as a file and comes back as the same table, whatever was written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.apps.tables_at_work import grown
from tests.factories import NOW, ClusterOne
from thidua.organisations.rules import Viewer
from thidua.scoring.facts.table import table_facts
from thidua.scoring.models import CriteriaTable
from thidua.scoring.rules import GroupSum
from thidua.scoring.rules.grammar import parse_method
from thidua.scoring.services.table_export import export_table
from thidua.scoring.services.table_import import commit_import, preview_import
from thidua.scoring.services.table_rows import RowInput
from thidua.scoring.services.tables import create_table

pytestmark = pytest.mark.django_db
METHODS = [
    "rate(step=0.5)", "yes_no", "levels(đủ, đúng hạn->3; khác->0)", "band(x%: >=60->4; >50.5->3; else 1)",
    "linear: (x/100)*max", "vs_target: MIN(A/T,1)*max", "rank(1->4; 2->3.5; ties share the better rank)",
    "count(thành phố=0.5; quốc gia=1; cap=5)", "derived: MAX(0,max-0.5*chậm)", "penalty(per=0.5; cap=3)",
    "gate(fail -> pending)",
]  # fmt: skip
points = st.decimals(Decimal("0.01"), Decimal(99), places=2)
words = st.text("aăâbcđêôơư =+-@\"';,.%", min_size=1, max_size=25).filter(lambda text: text.strip())


@st.composite
def rows(draw: Any) -> list[RowInput]:
    """Two groups, one inside the other, and criteria in them."""
    found = [
        RowInput(code="N", label="Nhiệm vụ", kind="group", method=GroupSum(), declared=draw(st.none() | points)),
        RowInput(
            code="N.M", label="Mục nhỏ", kind="group", method=GroupSum(), parent="N", cap=draw(st.none() | points)
        ),
    ]
    for number in range(draw(st.integers(1, 5))):
        method = parse_method(draw(st.sampled_from(METHODS)), Decimal(5))
        kind = {"gate": "gate", "penalty": "penalty"}.get(method.kind) or draw(st.sampled_from(["base", "bonus"]))
        found.append(
            RowInput(
                code=f"{draw(st.sampled_from(['N', 'K']))}.{number}",
                label=draw(words),
                kind=kind,
                method=method,
                parent=draw(st.sampled_from(["N", "N.M"])),
                maximum=None if kind == "gate" else draw(points),
                weight=draw(st.sampled_from([Decimal(1), Decimal(2)])) if kind == "base" else Decimal(1),
                optional=draw(st.booleans()),
                verifier=draw(st.sampled_from(["", "Vụ TĐKT"])),
                evidence=draw(words),
                note=draw(words),
                na_scopes=tuple(draw(st.sampled_from([[], ["cụm 2"], ["cụm 2", "cụm 3"]]))),
                receivers=frozenset({"leader"}) if kind == "bonus" and draw(st.booleans()) else frozenset(),
            )  # fmt: skip
        )
    return found


def plain(table: CriteriaTable) -> str:
    return replace(table_facts(table), code="", name="").fingerprint()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(written=rows(), form=st.sampled_from(["xlsx", "csv"]))
def test_written_by_hand_out_and_back(one: ClusterOne, officer: Viewer, written: list[RowInput], form: str):
    CriteriaTable.objects.all().delete()
    first = grown(create_table(actor=officer, now=NOW, cycle=one.cycle, name="Bảng"), officer, *written)
    file, mark = export_table(first, form), plain(first)
    CriteriaTable.objects.all().delete()
    second = create_table(actor=officer, now=NOW, cycle=one.cycle, name="Bảng")
    preview = preview_import(actor=officer, table=second, name=f"bang.{form}", content=file)
    assert preview.problems == ()
    assert preview.ticket is not None
    commit_import(actor=officer, now=NOW, table=second, ticket=preview.ticket)
    assert plain(second) == mark
