"""A clause is read strictly: the founding statute word for word, and every fault named at once."""

import re
from datetime import date
from pathlib import Path

import pytest

from thidua.core.errors import BadInput
from thidua.selection.rules.clause import NOT_SAID, SCORE, VOTE, clause_to_json
from thidua.selection.rules.clause_reading import load_clause, read_clause

CLAUSES = Path(__file__).parents[2] / "src" / "thidua" / "selection" / "data" / "clauses"
CLUSTER_ONE = CLAUSES / "cum-1-2019-2020.toml"


def faults(text: str) -> str:
    with pytest.raises(BadInput) as caught:
        load_clause(text)
    return str(caught.value)


def test_the_clause_of_cluster_one_says_what_its_statute_says() -> None:
    clause = load_clause(CLUSTER_ONE.read_text("utf-8"))
    flag, commendation = clause.prizes
    assert (flag.seats, flag.by) == (1, VOTE)
    assert (commendation.seats, commendation.by) == (3, SCORE)
    assert str(clause.cite(flag.provision)) == "Mục IV.2 Quy chế hoạt động của Cụm thi đua 1 năm học 2019-2020"
    # What the statute leaves open is not invented.
    assert {flag.vacated, commendation.vacated, clause.late} == {NOT_SAID}
    assert clause.starts_on == date(2019, 12, 27)


@pytest.mark.parametrize("path", sorted(CLAUSES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_clause_in_the_house_survives_being_stored(path: Path) -> None:
    clause = load_clause(path.read_text("utf-8"))
    assert read_clause(clause_to_json(clause)) == clause


def test_every_fault_is_named_with_its_place() -> None:
    text = CLUSTER_ONE.read_text("utf-8")
    broken = text.replace("seats = 3", 'seats = "ba"').replace('by = "vote"', 'by = "bốc thăm"')
    broken = broken.replace('code = "commendation"', 'code = "flag"').replace(
        "starts_on = 2019-12-27", 'starts_on = "hôm qua"'
    )
    told = faults(broken + '\nvacatd = "left-empty"\n')
    for place in ("prizes[2].seats", "prizes[1].by", "starts_on", "prizes[2].vacatd", "Mã “flag” dùng cho hai"):
        assert place in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = ", "không đúng cú pháp TOML"),
        ("", "ít nhất một hình thức khen"),
        ("considered = 3", "phải là một bảng dữ liệu"),
        ("[considered]\ngates = 'table'", "phải là một danh sách"),
        ("[considered]\ngates = ['thời tiết']", "Không có lựa chọn “thời tiết”"),
        ("[[prizes]]\ncode = 'CỜ'\nseats = true", "Mã “CỜ” không dùng được"),
    ],
)
def test_a_file_that_is_no_clause_is_told_what_is_missing(text: str, told: str) -> None:
    assert told in faults(text)


def test_a_provision_that_the_statute_makes_is_quoted() -> None:
    text = re.sub(r'words = "Cụm thi đua số 1 chọn.*"', 'words = ""', CLUSTER_ONE.read_text("utf-8"))
    assert "prizes[1].words" in faults(text)
