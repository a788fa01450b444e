"""Criteria tables from files: the known tables, the same file back, every fault named with its place and cure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.scoring_material import TABLES, group, known_table, line, table_of
from thidua.core.errors import BadInput
from thidua.scoring.rules import METHODS as METHODS_BY_KIND
from thidua.scoring.rules import (
    TABLE_COLUMNS,
    TABLE_HEADINGS,
    Bands,
    Cell,
    CountTimesUnit,
    Criterion,
    Edge,
    FreeRating,
    Gate,
    Levels,
    Linear,
    Method,
    Penalty,
    Table,
    Unclear,
    VsTarget,
    YesNo,
    cell_text,
    parse_cell,
    parse_method,
    read_csv,
    read_table_rows,
    table_to_rows,
)

D = Decimal
KNOWN = sorted(path for path in TABLES.glob("*.csv") if "cum1" not in path.name)
HEAD = ",".join(TABLE_COLUMNS)
ROW = "N1,Quy mô,N1.1,Trường chuẩn,4,base,yes_no,QĐ,Vụ KHTC,"


def rows_of(*lines: str, head: str = HEAD) -> list[tuple[int, dict[str, str]]]:
    return [(number, dict(cells)) for number, cells in read_csv("\n".join([head, *lines]).encode())]


def bare(table: Table) -> Table:
    """The table as a database would give it back: without the cells of its file."""
    return replace(table, criteria=tuple(replace(one, cells=()) for one in table.criteria))


def numbered(rows: list[dict[str, str]]) -> list[tuple[int, dict[str, str]]]:
    return list(enumerate(rows, 2))


@pytest.mark.parametrize("path", KNOWN, ids=lambda path: path.stem)
def test_a_known_table_is_read_and_given_back_as_the_same_file(path: Path) -> None:
    rows = read_csv(path.read_bytes())
    reading = read_table_rows(rows, code="t")
    assert reading.problems == ()
    assert table_to_rows(reading.table) == [dict(cells) for _, cells in rows]
    assert Table.from_json(reading.table.to_json()) == reading.table


@pytest.mark.parametrize("path", KNOWN, ids=lambda path: path.stem)
def test_rows_written_anew_read_as_the_same_table(path: Path) -> None:
    table = bare(read_table_rows(read_csv(path.read_bytes()), code="t").require())
    again = read_table_rows(numbered(table_to_rows(table)), code="t").require()
    assert bare(again) == table
    assert again.fingerprint() == table.fingerprint()


@pytest.mark.parametrize(
    ("name", "unclear"),
    [
        ("nuoc_oa_mau02_lanh_dao_2026", 0),
        ("nuoc_oa_mau03_giao_vien_2026", 0),
        ("dh_hai_phong_vien_chuc_quy", 0),
        ("dh_kpi_ca_nhan_PARTIAL", 0),
        ("dh_kpi_cap_khoa_PARTIAL", 8),
        ("bo_10234_2008_so_gddt_linh_vuc", 15),
        ("dong_nai_prototype_giao_duc", 5),
        ("hcm_so_gddt_thanh_tra_2022_PARTIAL", 3),
        ("qd_4725_2022_chuyen_doi_so_PARTIAL", 2),
    ],
)
def test_rows_whose_method_is_unclear_are_reported_and_never_guessed(name: str, unclear: int) -> None:
    reading = read_table_rows(read_csv((TABLES / f"{name}.csv").read_bytes()))
    assert len(reading.unclear) == unclear
    for code in reading.unclear:
        method = reading.table.by_code[code].method
        assert isinstance(method, Unclear)
        assert method.why
        assert any(str(one).startswith(f"{code}: Chưa rõ cách chấm") for one in reading.warnings)


def test_the_tree_of_nuoc_oa() -> None:
    table = known_table("nuoc_oa_mau02_lanh_dao_2026")
    assert table.ancestors("A.I.1.a") == ("A.I.1", "A.I", "A")
    assert table.ancestors("B.II") == ("B",)
    assert table.by_code["B"].label == "B. Kết quả thực hiện nhiệm vụ"
    assert (table.by_code["C"].cap, table.by_code["D"].cap) == (7, 5)
    assert [one.code for one in table.children[""]] == ["A", "B", "C", "D"]


def test_the_tree_of_four_levels_has_its_parents() -> None:
    table = known_table("cong_an_cum_346_2025_ANALOGUE")
    assert table.ancestors("A.II.1.a") == ("A.II.1", "A.II", "A")
    assert (table.by_code["A"].declared, table.by_code["A.II.1"].declared) == (700, 60)
    assert table.by_code["A.II.2"].parent_code == "A.II"


def test_the_table_of_the_worked_example() -> None:
    table = known_table("SYNTHETIC_cum_so_gddt")
    assert sum(one.weighted_maximum for one in table.scored if one.kind == "base") == 100
    assert table.by_code["B"].cap == 5
    assert table.by_code["B.2"].receivers == {"leader"}
    assert table.by_code["N3.5a"].na_scopes == ("cụm 1",)
    assert table.by_code["X.3"].method == Gate("pending")
    assert (table.by_code["P.2"].maximum, table.by_code["X.1"].kind) == (None, "gate")


def test_a_coefficient_is_taken_out_of_the_maximum_that_holds_it() -> None:
    table = known_table("bo_2015_2016_dai_hoc_linh_vuc_PARTIAL")
    training = table.by_code["01"]
    assert (training.maximum, training.weight, training.weighted_maximum) == (10, 3, 30)
    assert sum(one.weighted_maximum for one in table.scored) == 200


def test_two_formulas_for_one_criterion_use_the_bands_and_say_so() -> None:
    reading = read_table_rows(read_csv((TABLES / "nuoc_oa_mau03_giao_vien_2026.csv").read_bytes()))
    method = reading.table.by_code["B.1"].method
    assert isinstance(method, Bands)
    assert any(str(one).startswith("B.1: Nguồn nêu hai công thức") for one in reading.warnings)


def test_vietnamese_headings_kinds_and_methods_read_the_same() -> None:
    head = ",".join(TABLE_HEADINGS.values())
    vietnamese = rows_of(
        'N1,Quy mô,N1.1,Trường chuẩn,"4,5",điểm chính,chấm tự do(bước=0.5),QĐ,Vụ KHTC,',
        "N1,Quy mô,N1.2,Phòng kiên cố,5,Điểm chính,bậc(x%: ≥95→5; ≥85→4; còn lại 1),QĐ,Vụ KHTC,",
        "B,Thưởng,B.1,Cụm trưởng,2,điểm thưởng,chấm tự do(0..2; chỉ cụm trưởng),,Vụ TĐKT,",
        "P,Trừ,P.1,Nộp chậm,3,điểm trừ,trừ(mỗi lần=0.5; trần=3),,Văn phòng,",
        "X,Điều kiện,X.1,Đảng bộ,0,điều kiện,điều kiện(không đạt -> loại),,Vụ TĐKT,",
        head=head,
    )
    table = read_table_rows(vietnamese).require()
    assert table.by_code["N1.1"].maximum == D("4.5")
    assert table.by_code["N1.1"].method == FreeRating(step=D("0.5"))
    steps = (Edge(">=", D(95), D(5)), Edge(">=", D(85), D(4)))
    assert table.by_code["N1.2"].method == Bands(edges=steps, otherwise=D(1))
    assert table.by_code["B.1"].receivers == {"leader"}
    assert table.by_code["P.1"].method == Penalty((("", D("0.5")),), D(3))
    assert table.by_code["X.1"].kind == "gate"


@pytest.mark.parametrize(
    ("rows", "place", "said"),
    [
        (["N1,Quy mô,,Trường chuẩn,4,base,yes_no,,,"], "dòng 2, cột “criterion_code”", "Thiếu mã"),
        (["N1,Quy mô,N1.1,,4,base,yes_no,,,"], "dòng 2, cột “criterion”", "Thiếu tên"),
        (["N1,Quy mô,N1.1,Trường,bốn,base,yes_no,,,"], "dòng 2, cột “max_points”", "không phải là số"),
        (["N1,Quy mô,N1.1,Trường,-4,base,yes_no,,,"], "dòng 2, cột “max_points”", "ngoài khoảng"),
        (["N1,Quy mô,N1.1,Trường,400000,base,yes_no,,,"], "dòng 2, cột “max_points”", "ngoài khoảng"),
        (["N1,Quy mô,N1.1,Trường,,base,yes_no,,,"], "dòng 2, cột “max_points”", "Thiếu điểm tối đa"),
        (["N1,Quy mô,N1.1,Trường,4,lạ,yes_no,,,"], "dòng 2, cột “kind”", "không có"),
        (["N1,Quy mô,N1.1,Trường,4,gate,yes_no,,,"], "dòng 2, cột “kind”", "không đi với"),
        (["N1,Quy mô,N1.1,Trường,4,base,,,,"], "dòng 2, cột “method”", "Thiếu cách chấm"),
        ([ROW, ROW], "dòng 3, cột “criterion_code”", "đã có ở dòng 2"),
        (["N1,Quy mô,N1.1,Trường,10,base,yes_no; coefficient x3,,,"], "dòng 2, cột “max_points”", "không chia hết"),
    ],
)
def test_a_wrong_row_is_named_with_its_cell_and_cure(rows: list[str], place: str, said: str) -> None:
    reading = read_table_rows(rows_of(*rows))
    assert any(one.place == place and said in str(one.sentence) and one.cure for one in reading.problems)
    with pytest.raises(BadInput):
        reading.require()


def test_all_problems_come_at_once_and_a_spreadsheet_names_its_own_cells() -> None:
    rows = rows_of("N1,Quy mô,N1.1,Trường,bốn,base,yes_no,,,", "N1,Quy mô,N1.2,,4,lạ,yes_no,,,")
    places = [one.place for one in read_table_rows(rows, place=lambda row, column: f"Ô {column}{row}").problems]
    assert places == ["Ô max_points2", "Ô criterion3", "Ô kind3"]


def test_missing_columns_and_doubled_columns_are_named() -> None:
    missing = read_table_rows(rows_of("N1.1,Trường", head="Mã tiêu chí,Tiêu chí"))
    assert [str(one.sentence) for one in missing.problems] == [
        "Thiếu cột “max_points” hoặc “Điểm tối đa”.",
        "Thiếu cột “method” hoặc “Cách chấm”.",
    ]
    doubled = read_table_rows(rows_of("1,1,a,4,yes_no", head="criterion_code,Mã tiêu chí,criterion,max_points,method"))
    assert "Hai cột" in str(doubled.problems[0].sentence)
    assert "Thiếu cột" in str(read_table_rows([]).problems[0].sentence)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "rỗng"),
        (b"   \n", "rỗng"),
        ("criterion_code,criterion\n1,Trường".encode("utf-16"), "UTF-16"),
        (
            b"criterion_code,criterion\n1,Tr\xdd\xf6ng chu\xe2n",
            "không ghi bằng bảng mã UTF-8",
        ),
        (b"PK\x03\x04rest", "tệp Excel"),
        (b"criterion_code|criterion\n1|a", "dấu phân cách"),
        (b'criterion_code,criterion\n1,"a', "ngoặc kép"),
        (b"criterion_code,criterion\n1,a,b,c", "nhiều hơn 2 cột"),
    ],
)
def test_a_file_that_is_no_readable_csv_says_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_csv(content)
    assert said in str(refused.value)
    assert refused.value.problems[0].cure


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_excel_saves_with_a_mark_and_other_delimiters(mark: str) -> None:
    content = f"\ufeffcriterion_code{mark}criterion\r\nN1.1{mark}Trường\r\n".encode()
    assert read_csv(content) == [(2, {"criterion_code": "N1.1", "criterion": "Trường"})]


def test_a_cell_over_several_lines_keeps_the_row_numbers() -> None:
    rows = read_csv(b'a,b\n1,"x\ny"\n\n2,z\n')
    assert [number for number, _ in rows] == [2, 5]


# The grammar


@pytest.mark.parametrize(
    "text",
    [
        "theo hướng dẫn", "rate(step=)", "band()", "band(x%: else 1)", "levels()", "linear: 2*x+1", "count()",
        "rank(1->4; 3->2)", "threshold(x -> max)", "gate(fail)", "derived: __import__('os')", "vs_target: A/T",
        "penalty(cap=3)", "rate(step=0.5; x=1)", "derived: MAX(0,10-0.5*late+missing)",
        "penalty: MIN(7*T/(0.2*15*N),8)",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_unclear(text: str) -> None:
    method = parse_method(text, D(5))
    assert isinstance(method, Unclear)
    assert method.text == text
    assert method.why


@given(st.text(max_size=60))
def test_any_text_is_either_read_or_unclear_and_never_a_crash(text: str) -> None:
    cell = parse_cell(text, D(5))
    assert isinstance(cell.method, Method)
    if not isinstance(cell.method, Unclear):
        assert parse_cell(cell_text(cell), D(5)) == cell


AMOUNT = st.integers(1, 400).map(lambda n: D(n) / 4)
LABEL = st.text("abcđêư 1", min_size=1, max_size=8).map(str.strip).filter(bool)
SIGNS = st.sampled_from([">=", ">", "<", "<="])
METHODS = st.one_of(
    st.builds(FreeRating, step=AMOUNT, with_reason=st.booleans()),
    st.just(YesNo()), st.just(Linear()), st.builds(VsTarget, cluster_best=st.booleans()),
    st.builds(Levels, st.lists(st.tuples(LABEL, AMOUNT), min_size=1, max_size=4).map(tuple)),
    st.builds(Bands, edges=st.lists(st.builds(Edge, SIGNS, AMOUNT, AMOUNT), min_size=1).map(tuple)),
    st.builds(CountTimesUnit, AMOUNT.map(lambda n: (("", n),)), st.none() | AMOUNT),
    st.builds(Penalty, AMOUNT.map(lambda n: (("", n),)), st.none() | AMOUNT),
    st.builds(Gate, st.sampled_from(["excluded", "pending"]), st.sampled_from(["fail", "yes", "no"])),
)  # fmt: skip


@given(METHODS, st.integers(1, 3), st.booleans(), st.sampled_from([(), ("cụm 1",)]))
def test_every_method_is_written_so_that_it_is_read_back(
    method: Method, weight: int, optional: bool, scopes: tuple[str, ...]
) -> None:
    cell = Cell(method, D(weight), optional, frozenset(), scopes)
    assert replace(parse_cell(cell_text(cell), D(5)), warnings=()) == cell


def _trees() -> Iterator[Table]:
    yield table_of(group("A", declared=D(10), cap=D(9)), line("A.1", parent="A"), line("A.2", parent="A", weight=D(2)))
    yield table_of(group("Nhóm một"), group("con", parent="Nhóm một"), line("a", parent="con"), line("b"))
    yield table_of(group("trống"), line("1", optional=True, na_scopes=("cụm 1",)), line("X", "gate", None))
    yield table_of(
        group("B", cap=D(5)), line("B.1", "bonus", "2", receivers=frozenset({"leader", "deputy"}), parent="B")
    )


@pytest.mark.parametrize("table", list(_trees()))
def test_a_table_made_on_screen_is_written_and_read_back(table: Table) -> None:
    again = read_table_rows(numbered(table_to_rows(table)), code=table.code, name=table.name).require()
    plain = {one.code: replace(one, cells=(), order=0, method=one.method) for one in again.criteria}
    for one in table.criteria:
        found = plain[one.code]
        shown = (found.parent_code, found.label, found.kind, found.maximum, found.weight, found.cap, found.declared)
        assert shown == (one.parent_code, one.label, one.kind, one.maximum, one.weight, one.cap, one.declared)
        assert (found.optional, found.receivers, found.na_scopes) == (one.optional, one.receivers, one.na_scopes)


def test_the_fingerprint_sees_every_deciding_change_and_no_other() -> None:
    table = known_table("SYNTHETIC_cum_so_gddt")
    first = table.criteria[1]
    assert bare(table).fingerprint() == table.fingerprint()

    def changed(one: Criterion) -> str:
        return replace(table, criteria=(table.criteria[0], one, *table.criteria[2:])).fingerprint()

    assert changed(replace(first, maximum=D("4.00"))) == table.fingerprint()
    for other in (replace(first, maximum=D(5)), replace(first, verifier="Thanh tra"), replace(first, method=YesNo())):
        assert changed(other) != table.fingerprint()
    assert replace(table, blank="zero").fingerprint() != table.fingerprint()


def _documented_methods() -> list[str]:
    """What the table of methods in the documentation tells people to write."""
    text = (TABLES.parents[2] / "docs" / "scoring-columns.md").read_text("utf-8")
    part = text[text.index("### Methods") : text.index("Around a method")]
    cells = [cell for row in part.splitlines() if row.startswith("| `") for cell in row.split(" | ")[:2]]
    return [one for cell in cells for one in re.findall(r"`([^`]+)`", cell) if "…" not in one]


def test_every_documented_method_is_understood() -> None:
    documented = _documented_methods()
    assert len(documented) > 30
    for text in documented:
        assert not isinstance(parse_method(text, D(5)), Unclear), text
    known = {type(parse_method(text, D(5))).kind for text in documented}
    assert known == set(METHODS_BY_KIND) - {"unclear"}
