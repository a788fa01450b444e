"""Cluster no. 1: five invented cities, a tie at the top, an excluded top scorer, a line raised by its verifier."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.rules.scoring_material import TABLES, worked_example
from thidua.core.findings import Answer
from thidua.scoring.rules import ClusterResult, Entry, LineFacts, SheetFacts, UnitResult, points, score_cluster

EXPECTED = {
    row["unit_code"]: row
    for row in csv.DictReader((TABLES / "SYNTHETIC_cum1_expected.csv").read_text("utf-8").splitlines())
}


@pytest.fixture(scope="module")
def result() -> ClusterResult:
    table, sheets = worked_example()
    return score_cluster(table, sheets)


def figures(unit: UnitResult) -> dict[str, Decimal | None]:
    final = unit.final
    return {
        "applicable_max": unit.applicable_max,
        "self_total": unit.claimed.total,
        "verified_base": final.base,
        "bonus": final.bonus,
        "penalty": final.penalty,
        "final_total": final.total,
        "base_percent_of_applicable": final.base_percent,
        "final_percent_of_applicable": final.total_percent,
        "rank_among_eligible": None if unit.rank is None else Decimal(unit.rank),
    }


def changed(sheets: tuple[SheetFacts, ...], unit: str, code: str, line: LineFacts) -> list[SheetFacts]:
    """The sheets with one line of one unit changed."""
    return [replace(one, lines={**one.lines, code: line}) if one.unit == unit else one for one in sheets]


@pytest.mark.parametrize("unit", sorted(EXPECTED))
def test_every_figure_is_the_expected_one(result: ClusterResult, unit: str) -> None:
    row = EXPECTED[unit]
    found = result.unit(unit)
    expected = {name: Decimal(row[name]) if row[name] else None for name in figures(found)}
    assert figures(found) == expected
    assert (row["eligible"] == "yes") == (found.rank is not None)
    assert row["outcome"].startswith("tie for leader") == (found.tied and found.rank == 1)
    assert ("excluded (X.1)" in row["outcome"]) == (found.standing == "excluded")


def test_the_order_is_that_of_the_expected_file(result: ClusterResult) -> None:
    assert [one.unit for one in result.units] == list(EXPECTED)


def test_the_tie_is_shown_and_not_broken(result: ClusterResult) -> None:
    assert [(one.unit, one.rank, one.tied) for one in result.units[:3]] == [
        ("S1", 1, True),
        ("S3", 1, True),
        ("S2", 3, False),
    ]
    assert any("S1, S3" in str(one) and "không tự phân định" in str(one) for one in result.warnings)


def test_the_excluded_unit_keeps_its_score_and_is_told_why(result: ClusterResult) -> None:
    out = result.unit("S5")
    assert (out.final.total, out.rank) == (Decimal("96.8"), None)
    assert out.finding.answer is Answer.REFUSED
    reason = out.finding.reasons[0]
    assert "X.1" in str(reason.sentence)
    assert "Đảng bộ cơ quan đạt HTXSNV" in str(reason.sentence)
    assert str(reason.citation).startswith("Tiêu chí X.1")


def test_gates_nobody_answered_keep_the_ranking_provisional(result: ClusterResult) -> None:
    # The file says nothing about registration (X.2) and pending signs of wrongdoing (X.3).
    assert result.provisional
    assert result.open_lines == 10
    assert {one.standing for one in result.units} == {"undetermined", "excluded"}
    assert result.unit("S1").unverified == ("X.2", "X.3")


def test_with_every_gate_answered_the_ranking_is_final() -> None:
    table, sheets = worked_example()
    passed = LineFacts(None, Entry({"answer": "pass"}))
    known = [replace(one, lines={**one.lines, "X.2": passed, "X.3": passed}) for one in sheets]
    found = score_cluster(table, known)
    assert not found.provisional
    assert [one.standing for one in found.units] == ["eligible"] * 4 + ["excluded"]
    assert [one.rank for one in found.units] == [1, 1, 3, 4, None]


def test_a_pending_unit_stands_apart_with_its_reason() -> None:
    table, sheets = worked_example()
    found = score_cluster(table, changed(sheets, "S1", "X.3", LineFacts(None, Entry({"answer": "fail"}))))
    assert found.unit("S1").standing == "pending"
    assert found.unit("S1").rank is None
    assert found.unit("S3").rank == 1
    assert "chờ kết luận" in str(found.unit("S1").finding)
    assert [one.unit for one in found.units] == ["S3", "S2", "S4", "S1", "S5"]


def test_a_verifier_may_raise_a_score(result: ClusterResult) -> None:
    line = result.unit("S3").lines["N3.4"]
    assert (line.claimed, line.verified, line.counted, line.basis) == (Decimal("3.5"), 4, 4, "verified")


def test_without_the_leaders_role_its_bonus_counts_nothing() -> None:
    table, sheets = worked_example(leader="S1")
    found = score_cluster(table, sheets)
    line = found.unit("S3").lines["B.2"]
    assert (line.counted, found.unit("S3").final.bonus) == (0, 1)
    assert "cụm trưởng" in str(line.verified_sentence)
    assert found.unit("S1").tied is False


def test_before_verification_the_unit_that_claims_most_leads() -> None:
    table, sheets = worked_example()
    bare = [replace(one, lines={c: LineFacts(f.claimed) for c, f in one.lines.items()}) for one in sheets]
    found = score_cluster(table, bare)
    assert found.provisional
    assert [(one.unit, one.final.total) for one in found.units[:2]] == [("S1", 89), ("S3", 88)]
    # What S5 admits against itself holds meanwhile, and says that nobody has verified it.
    assert "tự khai, chưa thẩm định" in str(found.unit("S5").finding)


def test_a_corrected_leader_is_recalculated_as_a_whole() -> None:
    table, sheets = worked_example()
    found = score_cluster(table, changed(sheets, "S1", "N1.1", LineFacts(points(4), points(3))))
    assert [(one.unit, one.rank) for one in found.units] == [("S3", 1), ("S1", 2), ("S2", 3), ("S4", 4), ("S5", None)]
