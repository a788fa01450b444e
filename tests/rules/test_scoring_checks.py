"""Checks that each caught a real fault, and files of scores."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.rules.scoring_material import (
    LEADER,
    both,
    claimed,
    group,
    known_table,
    line,
    sheet,
    table_of,
    worked_example,
)
from thidua.core.errors import BadInput
from thidua.scoring.rules import (
    Check,
    Entry,
    LineFacts,
    SheetFacts,
    Table,
    check_results,
    check_table,
    parse_method,
    points,
    read_csv,
    read_score_rows,
    with_declared,
)

D = Decimal
STATED = {"A": D(30), "B": D(70), "total": D(100)}


def keys(checks: list[Check]) -> set[tuple[str, str]]:
    return {(one.key, one.criterion_code) for one in checks}


@pytest.mark.parametrize(
    ("name", "group_code", "sentences"),
    [
        ("nuoc_oa_mau02_lanh_dao_2026", "B", ("Nhóm B ghi tối đa 70", "65", "Bảng ghi tổng 100", "95")),
        ("nuoc_oa_mau03_giao_vien_2026", "A", ("Nhóm A ghi tối đa 30", "30,5", "Bảng ghi tổng 100", "100,5")),
    ],
)
def test_both_faults_of_nuoc_oa_are_named(name: str, group_code: str, sentences: tuple[str, str, str, str]) -> None:
    found = check_table(with_declared(known_table(name), STATED))
    sums = [one for one in found if one.key in ("sum", "total")]
    part, part_sum, whole, whole_sum = sentences
    assert [str(one.sentence) for one in sums] == [
        f"{part}, các tiêu chí cộng lại được {part_sum}.",
        f"{whole}, các tiêu chí cộng lại được {whole_sum}.",
    ]
    assert sums[0].criterion_code == group_code
    assert all(one.severity == "warning" and str(one.cure) for one in sums)


def test_the_two_formulas_of_nuoc_oa_are_named() -> None:
    found = check_table(known_table("nuoc_oa_mau03_giao_vien_2026"))
    assert {one.criterion_code for one in found if one.key == "two-formulas"} == {"B.1", "B.2", "B.3"}


def test_the_hai_phong_table_and_the_invented_ones_add_up() -> None:
    hai_phong = with_declared(
        known_table("dh_hai_phong_vien_chuc_quy"), {"g1": D(20), "g2": D(60), "g3": D(20), "total": D(100)}
    )
    assert check_table(hai_phong) == []
    assert check_table(replace(known_table("SYNTHETIC_cum_so_gddt"), declared_total=D(100))) == []
    assert check_table(replace(known_table("SYNTHETIC_khoi_truong_tieu_hoc"), declared_total=D(100))) == []


def test_a_stated_maximum_needs_its_group() -> None:
    with pytest.raises(BadInput, match="không có nhóm Z"):
        with_declared(known_table("dh_hai_phong_vien_chuc_quy"), {"Z": D(20)})


@pytest.mark.parametrize(
    ("table", "key", "severity"),
    [
        (table_of(), "empty", "error"),
        (table_of(line("1"), line("1")), "duplicate-code", "error"),
        (table_of(line("1", parent="Z")), "parent", "error"),
        (table_of(group("A", parent="B"), group("B", parent="A"), line("1")), "loop", "error"),
        (table_of(line("1", method=parse_method("theo phụ lục"))), "unclear", "error"),
        (table_of(line("1", maximum="0")), "maximum", "error"),
        (table_of(line("1", method=parse_method("levels(tốt->9; khá->2)"))), "reach", "error"),
        (table_of(line("1", method=parse_method("count(unit=1; cap=3)"))), "reach", "warning"),
        (table_of(line("1", method=parse_method("band(x%: >=85->4; >=95->5; else 0)"))), "bands", "error"),
        (table_of(line("1", method=parse_method("band(x%: >=85->5; <70->1; else 0)"))), "bands", "error"),
        (table_of(line("1", method=parse_method("band(x%: >=95->5; >=85->4)"))), "bands", "warning"),
        (table_of(line("1", method=parse_method("band(x%: >=95->5; >=85->1; else 3)"))), "bands", "warning"),
        (table_of(line("1", method=parse_method("band(x%: >=95->3; >=85->5; else 0)"))), "bands", "warning"),
        (table_of(replace(line("1"), verifier="")), "verifier", "warning"),
        (table_of(replace(line("1"), verifier="not stated")), "verifier", "warning"),
        (table_of(line("1", weight=D(0))), "weight", "error"),
        (table_of(line("1", receivers=LEADER)), "receivers", "error"),
        (table_of(group("A"), line("1")), "empty-group", "warning"),
        (table_of(replace(line("X", "gate", None), kind="base")), "kind", "error"),
        (table_of(line("1"), blank="sometimes"), "settings", "error"),
    ],
)
def test_each_fault_of_a_table_is_found_with_a_cure(table: Table, key: str, severity: str) -> None:
    found = [one for one in check_table(table) if one.key == key]
    assert [one.severity for one in found][:1] == [severity]
    assert all(str(one.cure) for one in found)


def test_an_open_edge_above_a_closed_one_at_the_same_mark_is_no_fault() -> None:
    rule = parse_method("band(x%: >50->5; >=50->4; else 0)")
    assert "bands" not in {one.key for one in check_table(table_of(line("1", method=rule)))}


def test_a_percentage_typed_as_points_and_a_line_verified_for_nobody() -> None:
    table = table_of(line("12"), line("13"), line("14", optional=True))
    sheets = [sheet(unit, {"12": LineFacts(points(5), points("0.04"))}) for unit in "ABC"]
    found = check_results(table, sheets)
    assert [(one.key, one.unit) for one in found if one.key == "suspicious"] == [("suspicious", u) for u in "ABC"]
    assert ("verified-for-nobody", "13") in keys(found)
    assert ("verified-for-nobody", "14") not in keys(found)


def test_before_anything_is_verified_nobody_is_blamed() -> None:
    assert check_results(table_of(line("1")), [sheet("A", {"1": claimed("5")})]) == []


def test_a_role_bonus_without_the_role_and_ranks_that_do_not_reach() -> None:
    rule = parse_method("rank(1->5; 2->4; ties share the better rank)")
    table = table_of(line("1", method=rule), line("B", "bonus", "2", receivers=LEADER))
    sheets = [sheet(unit, {"1": both(Entry({"value": D(1)})), "B": both("2")}) for unit in "ABC"]
    assert {("role", "B"), ("ranks", "1")} <= keys(check_results(table, sheets))
    assert ("role", "B") not in keys(check_results(table, [replace(one, roles=LEADER) for one in sheets]))


def test_one_flag_and_three_certificates_for_five_units_of_which_one_is_excluded() -> None:
    table, sheets = worked_example()
    assert ("awards", "") in keys(check_results(table, sheets, awards=4))
    assert ("awards", "") not in keys(check_results(table, sheets, awards=3))


# Files of scores

TABLE = table_of(
    line("1", method=parse_method("rate(step=0.5)")), line("2", method=parse_method("levels(mức 3->5; khác->0)")),
    line("3", method=parse_method("yes_no")), line("4", method=parse_method("vs_target: MIN(A/T,1)*max")),
    line("X", "gate", None), line("Y", "gate", None, parse_method("gate(yes -> excluded)")), group("G"),
    line("5", parent="G"),
)  # fmt: skip
HEAD = "unit_code,criterion_code,self_score,verified_score,reason_if_changed"


def scores(*lines: str, head: str = HEAD) -> list[tuple[int, dict[str, str]]]:
    return [(number, dict(cells)) for number, cells in read_csv("\n".join([head, *lines]).encode())]


def test_scores_are_read_as_people_write_them() -> None:
    rows = scores(
        'A,1,"4,5",4.5,', "A,2,Mức 3,khac,đổi mức", "A,3,có,không,thiếu QĐ", "A,X,pass,đạt,",
        "A,Y,có,fail,", "A,5,NA,NA,", "B,1,0,,", "B,2,,,",
    )  # fmt: skip
    reading = read_score_rows(rows, TABLE, roles={"A": LEADER})
    first, second = reading.require()
    assert first.lines == {
        "1": both("4.5"),
        "2": LineFacts(Entry({"level": "mức 3"}), Entry({"level": "khác"})),
        "3": LineFacts(Entry({"done": True}), Entry({"done": False})),
        "X": both(Entry({"answer": "pass"})),
        "Y": both(Entry({"answer": "yes"})),
    }
    assert (first.not_applicable, first.roles) == ({"5"}, LEADER)
    # A true zero is an answer, an empty cell is none.
    assert second.lines == {"1": claimed("0")}
    assert reading.warnings == ()


def test_a_row_may_hold_the_quantities_instead_of_points() -> None:
    head = f"{HEAD},claimed.actual,claimed.target,verified.actual,verified.target,claimed.level,verified.answer"
    rows = scores("A,4,,,,3,4,2,4,,", "A,2,,,,,,,,mức 3,", "A,X,,,,,,,,,pass", head=head)
    (found,) = read_score_rows(rows, TABLE).require()
    assert found.lines["4"] == LineFacts(
        Entry({"actual": D(3), "target": D(4)}), Entry({"actual": D(2), "target": D(4)})
    )
    assert found.lines["2"] == claimed(Entry({"level": "mức 3"}))
    assert found.lines["X"] == LineFacts(None, Entry({"answer": "pass"}))


@pytest.mark.parametrize(
    ("rows", "place", "said"),
    [
        (["A,99,1,1,"], "dòng 2, cột “criterion_code”", "không có mã “99”"),
        (["A,G,1,1,"], "dòng 2, cột “criterion_code”", "là nhóm"),
        ([",1,1,1,"], "dòng 2, cột “unit_code”", "Thiếu mã đơn vị"),
        (["A,1,1,1,", "A,1,2,2,"], "dòng 3, cột “criterion_code”", "đã có tiêu chí 1 ở dòng 2"),
        (["A,1,9,1,"], "dòng 2, cột “self_score”", "ngoài khoảng"),
        (["A,1,1,-1,"], "dòng 2, cột “verified_score”", "ngoài khoảng"),
        (["A,1,4.3,4,"], "dòng 2, cột “self_score”", "bước chấm"),
        (["A,1,bốn,4,"], "dòng 2, cột “self_score”", "không phải là số"),
        (["A,1,NA,4,"], "dòng 2, cột “verified_score”", "không áp dụng"),
        (["A,X,maybe,pass,"], "dòng 2, cột “self_score”", "không phải là kết luận"),
    ],
)
def test_a_wrong_score_is_named_with_its_cell_and_cure(rows: list[str], place: str, said: str) -> None:
    problems = read_score_rows(scores(*rows), TABLE).problems
    assert any(one.place == place and said in str(one.sentence) and one.cure for one in problems)


def test_a_verified_figure_need_not_lie_on_the_step() -> None:
    (found,) = read_score_rows(scores("A,1,4,0.375,kiểm tra lại"), TABLE).require()
    assert found.lines["1"].verified == points("0.375")


def test_points_and_quantities_in_one_row_are_refused() -> None:
    rows = scores("A,4,3,,,3", head=f"{HEAD},claimed.actual")
    assert "vừa ghi điểm" in str(read_score_rows(rows, TABLE).problems[0].sentence)


def test_a_change_without_a_reason_is_told() -> None:
    told = read_score_rows(scores("A,1,4,3,", "B,1,4,3,thiếu minh chứng"), TABLE).warnings
    assert [str(one) for one in told] == ["A, 1: điểm thẩm định khác điểm tự chấm nhưng không ghi lý do."]


def test_a_leader_who_is_not_in_the_file_is_a_problem() -> None:
    assert "Z" in str(read_score_rows(scores("A,1,4,4,"), TABLE, roles={"Z": LEADER}).problems[0])


def test_the_worked_example_is_read_without_a_word() -> None:
    _, sheets = worked_example()
    assert [one.unit for one in sheets] == ["S1", "S2", "S3", "S4", "S5"]
    assert all(isinstance(one, SheetFacts) and one.not_applicable == {"N3.5a", "N3.5b"} for one in sheets)
