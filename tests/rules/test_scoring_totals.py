"""From lines to totals: blanks, caps, weights, what does not apply, and what never depends on order."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.scoring_material import LEADER, both, claimed, group, line, sheet, table_of
from thidua.core.findings import Answer
from thidua.scoring.rules import (
    NOT_APPLICABLE,
    NOT_SCORED,
    ClusterResult,
    Entry,
    Gate,
    LineFacts,
    SheetFacts,
    Table,
    VsTarget,
    parse_method,
    points,
    score_cluster,
)

D = Decimal


def only(table: Table, one: SheetFacts) -> ClusterResult:
    return score_cluster(table, [one])


def test_not_scored_zero_and_not_applicable_are_three_things() -> None:
    table = table_of(line("1"), line("2"), line("3"))
    found = only(table, sheet("A", {"2": both("0")}, not_applicable=frozenset({"3"}))).unit("A")
    assert [found.lines[code].counted for code in "123"] == [NOT_SCORED, 0, NOT_APPLICABLE]
    assert found.unverified == ("1",)
    assert found.applicable_max == 10


@pytest.mark.parametrize(
    ("blank", "total", "provisional", "basis"),
    [("block", "7", True, "claimed"), ("zero", "3", False, "zero"), ("self", "7", False, "claimed")],
)
def test_the_three_policies_for_a_blank(blank: str, total: str, provisional: bool, basis: str) -> None:
    table = table_of(line("1"), line("2"), blank=blank)
    found = only(table, sheet("A", {"1": both("3"), "2": claimed("4")}))
    unit = found.unit("A")
    assert (unit.final.total, found.provisional, unit.lines["2"].basis) == (D(total), provisional, basis)
    assert unit.unverified == ("2",)
    assert any("chưa thẩm định" in str(one) for one in found.warnings)


def test_a_line_nobody_answered_stays_open_when_the_claim_counts() -> None:
    found = only(table_of(line("1"), blank="self"), sheet("A", {}))
    assert (found.provisional, found.open_lines, found.unit("A").lines["1"].basis) == (True, 1, "open")


def test_under_zero_an_unverified_penalty_stays() -> None:
    # Otherwise a verifier who does nothing would reward the unit that declared its own fault.
    table = table_of(line("1"), line("P", "penalty", "3", parse_method("penalty(per=1; cap=3)")), blank="zero")
    found = only(table, sheet("A", {"1": both("5"), "P": claimed(Entry({"count": D(2)}))})).unit("A")
    assert (found.final.penalty, found.final.total) == (2, 3)


def test_bonus_and_penalty_are_only_asked_for_when_claimed() -> None:
    table = table_of(line("1"), line("B", "bonus", "2"), line("P", "penalty", "3"))
    assert not only(table, sheet("A", {"1": both("5")})).provisional
    assert only(table, sheet("A", {"1": both("5"), "B": claimed("2")})).unit("A").unverified == ("B",)
    found_by_verifier = only(table, sheet("A", {"1": both("5"), "P": LineFacts(None, points(1))}))
    assert found_by_verifier.unit("A").final.total == 4


def test_the_order_of_caps_and_weights() -> None:
    table = table_of(
        group("A", cap=D(8), weight=D(2)), line("A.1", parent="A"), line("A.2", parent="A"),
        line("3", maximum="10", weight=D(3)),
        group("B", cap=D(3)), line("B.1", "bonus", parent="B"), line("B.2", "bonus", parent="B"),
        group("P", cap=D(1)), line("P.1", "penalty", parent="P"),
    )  # fmt: skip
    lines = {"A.1": "5", "A.2": "4", "3": "7.5", "B.1": "2", "B.2": "2", "P.1": "4"}
    found = only(table, sheet("A", {code: both(value) for code, value in lines.items()})).unit("A")
    # min(5 + 4, 8) × 2 = 16; 7.5 × 3 = 22.5; bonus min(4, 3); penalty min(4, 1).
    assert (found.final.base, found.final.bonus, found.final.penalty, found.final.total) == (D("38.5"), 3, 1, D("40.5"))
    assert found.groups["A"] == (16, 16)
    assert found.applicable_max == 16 + 30
    assert found.lines["3"].counted == D("7.5")
    assert found.lines["3"].worth == D("22.5")


def test_a_penalty_inside_a_group_of_base_lines_goes_to_the_penalties() -> None:
    table = table_of(group("I"), line("I.1", parent="I"), line("I.y", "penalty", "2", parent="I"))
    found = only(table, sheet("A", {"I.1": both("4"), "I.y": both("1.5")})).unit("A")
    assert (found.groups["I"], found.final.penalty, found.final.total) == ((4, 4), D("1.5"), D("2.5"))


def test_the_total_never_falls_below_zero_and_stops_at_the_ceiling() -> None:
    penalties = table_of(line("1"), line("P", "penalty", None, parse_method("penalty(per=2; no cap)")))
    assert only(penalties, sheet("A", {"1": both("5"), "P": both(Entry({"count": D(9)}))})).unit("A").final.total == 0
    with_bonus = table_of(line("1"), line("B", "bonus"), ceiling=D(7))
    assert only(with_bonus, sheet("A", {"1": both("5"), "B": both("5")})).unit("A").final.total == 7
    open_top = replace(with_bonus, ceiling=None)
    assert only(open_top, sheet("A", {"1": both("5"), "B": both("5")})).unit("A").final.total_percent == 200


def test_points_are_rounded_half_up_line_by_line() -> None:
    table = table_of(line("1", method=VsTarget()), line("2", method=VsTarget()))
    third = Entry({"actual": D(1), "target": D(8)})  # 0.625 → 0.63
    assert only(table, sheet("A", {"1": both(third), "2": both(third)})).unit("A").final.base == D("1.26")


def test_not_applicable_leaves_the_maximum_and_percent_decides_when_maxima_differ() -> None:
    table = table_of(line("1", maximum="90"), line("2", maximum="10"))
    city = sheet("Thành phố", {"1": both("81")}, not_applicable=frozenset({"2"}))
    mountain = sheet("Miền núi", {"1": both("80"), "2": both("5")})
    found = score_cluster(table, [city, mountain])
    assert found.rank_basis == "percent"
    assert [(one.unit, one.final.total_percent) for one in found.units] == [("Thành phố", 90), ("Miền núi", 85)]
    assert score_cluster(replace(table, rank_on="points"), [city, mountain]).units[0].unit == "Miền núi"


def test_a_group_that_does_not_apply_takes_its_lines_with_it() -> None:
    table = table_of(group("DT"), line("DT.1", parent="DT"), line("1"))
    found = only(table, sheet("A", {"1": both("5"), "DT.1": both("5")}, not_applicable=frozenset({"DT"}))).unit("A")
    assert (found.applicable_max, found.final.total, found.lines["DT.1"].basis) == (5, 5, "not_applicable")


def test_an_optional_field_counts_only_for_those_who_chose_it() -> None:
    table = table_of(line("1"), line("2", optional=True))
    facts = {"1": both("5"), "2": both("4")}
    assert only(table, sheet("A", facts)).unit("A").applicable_max == 5
    chosen = only(table, sheet("A", facts, chosen=frozenset({"2"}))).unit("A")
    assert (chosen.applicable_max, chosen.final.total) == (10, 9)


def test_nothing_applicable_has_no_percent() -> None:
    found = only(table_of(line("1")), sheet("A", {}, not_applicable=frozenset({"1"}))).unit("A")
    assert (found.applicable_max, found.final.total_percent) == (0, None)


def test_a_bonus_for_the_leader_needs_the_role() -> None:
    table = table_of(line("1"), line("B", "bonus", "2", receivers=LEADER))
    facts = {"1": both("5"), "B": both("2")}
    assert only(table, sheet("A", facts, roles=LEADER)).unit("A").final.total == 7
    without = only(table, sheet("A", facts)).unit("A")
    assert (without.final.total, without.claimed.total) == (5, 5)
    assert "chỉ dành cho" in str(without.lines["B"].verified_sentence)


def test_an_unanswered_gate_is_neither_passed_nor_failed() -> None:
    table = table_of(line("1"), line("X", "gate", None))
    found = only(table, sheet("A", {"1": both("5")}))
    unit = found.unit("A")
    assert (unit.standing, unit.finding.answer, found.provisional) == ("undetermined", Answer.UNDETERMINED, True)
    for blank in ("block", "zero"):
        told = sheet("A", {"1": both("5"), "X": claimed(Entry({"answer": "pass"}))})
        assert only(replace(table, blank=blank), told).unit("A").standing == "undetermined"
    assert only(replace(table, blank="self"), told).unit("A").standing == "eligible"


def test_exclusion_weighs_more_than_waiting() -> None:
    table = table_of(line("X", "gate", None), line("Y", "gate", None, Gate("pending")))
    failed = {"X": both(Entry({"answer": "fail"})), "Y": both(Entry({"answer": "fail"}))}
    found = only(table, sheet("A", failed)).unit("A")
    assert found.standing == "excluded"
    assert len(found.finding.reasons) == 2


def test_cohort_lines_are_worked_out_in_both_worlds() -> None:
    table = table_of(line("1", maximum="4", method=parse_method("rank(1->4; 2->3; ties share the better rank)")))
    first, second = Entry({"value": D(95)}), Entry({"value": D(93)})
    corrected = sheet("A", {"1": LineFacts(first, Entry({"value": D(90)}))})
    found = score_cluster(table, [corrected, sheet("B", {"1": both(second)})])
    assert [(u.unit, u.lines["1"].claimed, u.lines["1"].counted) for u in found.units] == [("B", 3, 4), ("A", 4, 3)]
    assert "hạng 2" in str(found.unit("A").lines["1"].verified_sentence)


def test_a_unit_that_a_line_does_not_concern_stays_out_of_the_comparison() -> None:
    table = table_of(line("1", maximum="4", method=parse_method("rank(1->4; 2->3; ties share the better rank)")))
    out = sheet("A", {"1": both(Entry({"value": D(99)}))}, not_applicable=frozenset({"1"}))
    found = score_cluster(table, [out, sheet("B", {"1": both(Entry({"value": D(90)}))})])
    assert found.unit("B").lines["1"].counted == 4


def test_lines_the_table_does_not_know_are_told_and_not_counted() -> None:
    found = only(table_of(line("1")), sheet("A", {"1": both("5"), "lạ": both("5")}))
    assert found.unit("A").final.total == 5
    assert any("lạ" in str(one) for one in found.warnings)


def test_a_unit_has_one_sheet() -> None:
    with pytest.raises(ValueError, match="một phiếu"):
        score_cluster(table_of(line("1")), [sheet("A", {}), sheet("A", {})])


# Properties

RANKED = parse_method("rank(1->5; 2->4; 3->3; 4->2; 5->1; 6->0; ties share the better rank)")
HALF_OR_FULL = parse_method("band(x%: >=90->5; >=50->2; else 0)")
MIXED = table_of(
    group("N", cap=D(9)), line("N.1", parent="N"), line("N.2", parent="N", method=HALF_OR_FULL),
    line("K", method=RANKED), line("T", method=VsTarget(cluster_best=True)), line("W", weight=D(2)),
    group("B", cap=D(3)), line("B.1", "bonus", parent="B"), line("B.2", "bonus", parent="B", receivers=LEADER),
    line("P", "penalty", "3", parse_method("penalty(per=0.5; cap=3)")), line("X", "gate", None),
    line("O", optional=True),
)  # fmt: skip
HALVES = st.integers(0, 10).map(lambda n: points(D(n) / 2))
QUANTITIES = {
    "N.1": HALVES, "N.2": st.integers(0, 100).map(lambda n: Entry({"percent": D(n)})),
    "K": st.integers(80, 85).map(lambda n: Entry({"value": D(n)})),
    "T": st.integers(0, 30).map(lambda n: Entry({"actual": D(n), "target": D(10)})),
    "W": HALVES, "B.1": HALVES, "B.2": HALVES, "O": HALVES,
    "P": st.integers(0, 9).map(lambda n: Entry({"count": D(n)})),
    "X": st.sampled_from(["pass", "pass", "pass", "fail"]).map(lambda a: Entry({"answer": a})),
}  # fmt: skip


@st.composite
def clusters(draw: st.DrawFn) -> list[SheetFacts]:
    sheets = []
    for number in range(draw(st.integers(1, 6))):
        lines = {}
        for code, entries in QUANTITIES.items():
            told, checked = draw(st.none() | entries), draw(st.none() | entries)
            if told or checked:
                lines[code] = LineFacts(told, checked)
        exempt = frozenset(draw(st.sets(st.sampled_from(["N.2", "W", "K"]), max_size=2)))
        roles = LEADER if draw(st.booleans()) else frozenset()
        chosen = frozenset({"O"}) if draw(st.booleans()) else frozenset()
        sheets.append(SheetFacts(f"U{number}", lines, roles, exempt, chosen))
    return sheets


few = settings(max_examples=40)
BLANK = st.sampled_from(["block", "zero", "self"])


@few
@given(clusters(), BLANK, st.randoms())
def test_the_order_of_units_and_of_edits_never_changes_the_table(
    sheets: list[SheetFacts], blank: str, draw: random.Random
) -> None:
    table = replace(MIXED, blank=blank)
    shuffled = []
    for one in sheets:
        lines = list(one.lines.items())
        draw.shuffle(lines)
        shuffled.append(replace(one, lines=dict(lines)))
    draw.shuffle(shuffled)
    assert score_cluster(table, shuffled) == score_cluster(table, sheets)


@few
@given(clusters(), BLANK)
def test_totals_conserve_and_are_exact(sheets: list[SheetFacts], blank: str) -> None:
    for unit in score_cluster(replace(MIXED, blank=blank), sheets).units:
        for world, totals in ((0, unit.claimed), (1, unit.final)):
            worth = {c: (one.claimed_worth, one.worth)[world] for c, one in unit.lines.items()}
            group_n = min(worth["N.1"] + worth["N.2"], D(9))
            assert unit.groups["N"][world] == group_n
            assert totals.base == group_n + worth["K"] + worth["T"] + worth["W"] + worth["O"]
            assert totals.bonus == min(worth["B.1"] + worth["B.2"], D(3))
            assert totals.penalty == worth["P"]
            assert totals.total == max(D(0), totals.base + totals.bonus - totals.penalty)
            assert totals.base <= unit.applicable_max
        figures = [*unit.final, *unit.claimed, unit.applicable_max, *(v for pair in unit.groups.values() for v in pair)]
        figures += [value for one in unit.lines.values() for value in (one.claimed, one.counted, one.worth)]
        assert not any(isinstance(value, float) for value in figures)


@few
@given(clusters(), BLANK)
def test_what_does_not_apply_or_is_not_scored_never_counts(sheets: list[SheetFacts], blank: str) -> None:
    for unit in score_cluster(replace(MIXED, blank=blank), sheets).units:
        for found in unit.lines.values():
            if not isinstance(found.counted, Decimal):
                assert found.worth == 0
            assert (found.basis == "not_applicable") == (found.counted is NOT_APPLICABLE)
            assert (found.basis == "open") <= (found.counted is NOT_SCORED)
            assert found.is_open <= found.unverified


@few
@given(clusters())
def test_a_single_unit_scores_as_in_the_batch_where_nothing_compares_units(sheets: list[SheetFacts]) -> None:
    alone = Table("t", "t", tuple(one for one in MIXED.criteria if not one.method.needs_cluster))
    known = [replace(one, lines={c: f for c, f in one.lines.items() if c not in ("K", "T")}) for one in sheets]
    batch = score_cluster(alone, known)
    for one in known:
        single = score_cluster(alone, [one]).units[0]
        assert single._replace(rank=None, tied=False) == batch.unit(one.unit)._replace(rank=None, tied=False)


@few
@given(clusters())
def test_ranks_are_competition_ranks(sheets: list[SheetFacts]) -> None:
    found = score_cluster(MIXED, sheets)
    ranked = [one for one in found.units if one.rank is not None]
    figure = {
        one.unit: one.final.total if found.rank_basis == "points" else one.final.total_percent or D(0) for one in ranked
    }
    for one in ranked:
        assert one.rank == 1 + sum(1 for other in ranked if figure[other.unit] > figure[one.unit])
        assert one.tied == (sum(1 for other in ranked if figure[other.unit] == figure[one.unit]) > 1)
    assert all(one.standing in ("excluded", "pending") for one in found.units if one.rank is None)


@few
@given(clusters(), st.sampled_from(["N.1", "W", "B.1"]))
def test_more_points_on_a_line_never_lower_the_total(sheets: list[SheetFacts], code: str) -> None:
    before = score_cluster(MIXED, sheets)
    raised = [replace(one, lines={**one.lines, code: LineFacts(None, points(5))}) for one in sheets]
    after = score_cluster(MIXED, raised)
    for one in sheets:
        if not (code == "W" and "W" in one.not_applicable):
            assert after.unit(one.unit).final.total >= before.unit(one.unit).final.total
