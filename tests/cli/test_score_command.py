"""`thidua score` on files: the worked example, and bad files that say file, row and cure."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from thidua.cli import main

TABLES = Path(__file__).parents[1] / "data" / "tables"
TABLE = TABLES / "SYNTHETIC_cum_so_gddt.csv"
SCORES = TABLES / "SYNTHETIC_cum1_scores.csv"
EXPECTED = list(csv.DictReader((TABLES / "SYNTHETIC_cum1_expected.csv").read_text("utf-8").splitlines()))


def score(
    capsys: pytest.CaptureFixture[str], *options: str, table: Path = TABLE, scores: Path = SCORES
) -> tuple[int, str, str]:
    code = main(["score", "--table", str(table), "--scores", str(scores), *options])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def as_json(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    code, out, _ = score(capsys, "--json", *options)
    assert code == 0
    return json.loads(out)


def outcome(one: dict[str, Any]) -> str:
    """The words of the expected file for where a unit ends up: the top is one flag, the next three a certificate."""
    if one["rank"] is None:
        failed = next(r["source"] for r in one["reasons"] if "không đạt" in r["sentence"])
        return f"{one['standing']} ({failed.split(',')[0].removeprefix('Tiêu chí ')})"
    if one["rank"] == 1 and one["tied"]:
        return "tie for leader -> re-vote between tied units; loser goes to Bằng khen"
    return "Cờ" if one["rank"] == 1 else "Bằng khen Bộ trưởng"


def columns(one: dict[str, Any]) -> dict[str, object]:
    """One unit of the answer under the columns of the expected file."""
    figures = {
        "applicable_max": one["applicable_max"],
        "self_total": one["claimed"]["total"],
        "verified_base": one["final"]["base"],
        "bonus": one["final"]["bonus"],
        "penalty": one["final"]["penalty"],
        "final_total": one["final"]["total"],
        "base_percent_of_applicable": one["final"]["base_percent"],
        "final_percent_of_applicable": one["final"]["total_percent"],
    }
    return {name: Decimal(value) for name, value in figures.items()} | {
        "unit_code": one["unit"],
        "eligible": "no" if one["rank"] is None else "yes",
        "rank_among_eligible": "" if one["rank"] is None else str(one["rank"]),
        "outcome": outcome(one),
    }


@pytest.mark.parametrize("leader", [(), ("--leader", "S3")])
def test_the_three_files_give_exactly_the_expected_table(
    capsys: pytest.CaptureFixture[str], leader: tuple[str, ...]
) -> None:
    found = [columns(one) for one in as_json(capsys, "--blank", "block", *leader)["units"]]
    words = ("unit_code", "eligible", "rank_among_eligible", "outcome")
    assert found == [{n: v if n in words else Decimal(v) for n, v in row.items()} for row in EXPECTED]


def test_the_text_is_an_aligned_vietnamese_table(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = score(capsys, "--awards", "4")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    head = next(n for n, one in enumerate(lines) if one.lstrip().startswith("Hạng"))
    end = lines[head].index("Tổng") + len("Tổng")
    assert [one[:end].split()[-1] for one in lines[head + 1 : head + 6]] == [
        "87,50",
        "87,50",
        "78,30",
        "63,90",
        "96,80",
    ]
    assert "1 (đồng hạng)  S1" in out
    assert "S5: Không xét: điều kiện X.1" in out
    assert "Đồng hạng 1: S1, S3" in out
    assert "vai trò chưa được kiểm tra" in out
    assert "Có 4 phần thưởng cho 4 đơn vị" in out


def test_with_the_leader_named_the_role_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert "chưa được kiểm tra" not in score(capsys, "--leader", "S3")[1]
    other = as_json(capsys, "--leader", "S1")
    bonus = {one["unit"]: one["final"]["bonus"] for one in other["units"]}
    assert (bonus["S3"], bonus["S1"]) == ("1", "2")
    assert any(one["key"] == "role" and one["unit"] == "S3" for one in other["checks"])
    code, _, err = score(capsys, "--leader", "S9")
    assert code == 2
    assert "S9" in err


@pytest.mark.parametrize(("blank", "total"), [("block", "4"), ("zero", "0"), ("self", "4")])
def test_the_policy_for_blanks(capsys: pytest.CaptureFixture[str], tmp_path: Path, blank: str, total: str) -> None:
    table, scores = tmp_path / "bảng tiêu chí.csv", tmp_path / "điểm.csv"
    table.write_text("criterion_code,criterion,max_points,method,verifier\n1,Một,5,rate,Vụ\n", "utf-8")
    scores.write_text("unit_code,criterion_code,self_score,verified_score\nA,1,4,\n", "utf-8")
    code, out, _ = score(capsys, "--blank", blank, "--json", table=table, scores=scores)
    found = json.loads(out)
    assert (code, found["units"][0]["final"]["total"], found["provisional"]) == (0, total, blank == "block")


def test_declared_sums_are_checked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    scores = tmp_path / "s.csv"
    scores.write_text("unit_code,criterion_code,self_score,verified_score\nA,B.II,10,10\n", "utf-8")
    nuoc_oa = TABLES / "nuoc_oa_mau02_lanh_dao_2026.csv"
    code, out, _ = score(capsys, "--declared", "A=30;B=70;total=100", table=nuoc_oa, scores=scores)
    assert code == 0
    assert "Nhóm B ghi tối đa 70, các tiêu chí cộng lại được 65." in out
    assert "Bảng ghi tổng 100, các tiêu chí cộng lại được 95." in out
    for wrong in ("A30", "A=ba mươi", "=3", "Z=3"):
        code, _, err = score(capsys, "--declared", wrong, table=nuoc_oa, scores=scores)
        assert code == 2
        assert "Hãy" in err


GOOD_HEAD = "unit_code,criterion_code,self_score,verified_score\n"


@pytest.mark.parametrize(
    ("content", "place", "said"),
    [
        (b"", "s.csv, dòng 1", "rỗng"),
        ((GOOD_HEAD + "S1,N1.1,4,4\n").encode("utf-16"), "s.csv, dòng 1", "CSV UTF-8"),
        ((GOOD_HEAD + "S1,N1.1,4,4\nS2,N1.1,").encode() + b"\xe1\xba\n", "s.csv, dòng 3", "CSV UTF-8"),
        (GOOD_HEAD.replace(",", "|").encode(), "s.csv, dòng 1", "dấu phân cách"),
        (b"unit_code,self_score\nS1,4\n", "s.csv, dòng 1", "Thiếu cột"),
        ((GOOD_HEAD + "S1,N1.1,4,4\nS1,N1.1,4,4\n").encode(), "s.csv, dòng 3", "ở dòng 2"),
        ((GOOD_HEAD + "S1,N9.9,4,4\n").encode(), "s.csv, dòng 2, cột “criterion_code”", "không có mã “N9.9”"),
        ((GOOD_HEAD + "S1,N1.1,4,40\n").encode(), "s.csv, dòng 2, cột “verified_score”", "từ 0 đến 4"),
        ((GOOD_HEAD + "S1,N1.1,4,bốn\n").encode(), "s.csv, dòng 2, cột “verified_score”", "không phải là số"),
        ((GOOD_HEAD + 'S1,N1.1,4,"4\n').encode(), "s.csv, dòng 2", "ngoặc kép"),
        ((GOOD_HEAD + "S1,N1.1,4,4,5,6\n").encode(), "s.csv, dòng 2", "nhiều hơn"),
    ],
)
def test_a_bad_file_ends_with_2_and_names_file_row_and_cure(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, place: str, said: str
) -> None:
    scores = tmp_path / "s.csv"
    scores.write_bytes(content)
    code, out, err = score(capsys, scores=scores)
    assert (code, out) == (2, "")
    assert err.startswith(place)
    assert said in err
    assert any(cure in err for cure in ("Hãy", "hãy", "Trong Excel", "Để trống"))


def test_every_problem_is_told_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    scores = tmp_path / "s.csv"
    scores.write_text(GOOD_HEAD + "S1,N9.9,4,4\nS1,N1.1,9,4\n,N1.1,4,4\n", "utf-8")
    assert [line.split(",")[1].strip() for line in score(capsys, scores=scores)[2].splitlines()] == [
        "dòng 2",
        "dòng 3",
        "dòng 4",
    ]


def test_a_file_from_excel_with_a_mark_and_semicolons_is_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    scores = tmp_path / "s.csv"
    scores.write_bytes("\ufeffMã đơn vị;Mã tiêu chí;Điểm tự chấm;Điểm thẩm định\r\nS1;N3.4;3,5;4\r\n".encode())
    code, out, _ = score(capsys, "--json", scores=scores)
    assert code == 0
    assert json.loads(out)["units"][0]["final"]["total"] == "4"


def test_a_missing_file_and_a_folder_are_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for path in (tmp_path / "không có.csv", tmp_path):
        code, _, err = score(capsys, table=path)
        assert code == 2
        assert path.name in err


def test_the_command_runs_without_django() -> None:
    program = (
        "import sys; from thidua.cli import main; "
        f"code = main(['score', '--table', {str(TABLE)!r}, '--scores', {str(SCORES)!r}]); "
        "assert not [m for m in sys.modules if m.split('.')[0] == 'django']; sys.exit(code)"
    )
    where = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, env=where)
    assert done.returncode == 0, done.stderr.decode()
    assert "87,50" in done.stdout.decode("utf-8")
