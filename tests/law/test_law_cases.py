"""Every case of law in `cases/` comes out as an official expects, with the article."""

from __future__ import annotations

from pathlib import Path

import pytest

from thidua.law.cases import LawCase, carried_out, faults_of, read_cases
from thidua.law.rulebook import house

FOLDER = Path(__file__).parent / "cases"
CASES = read_cases((path.name, path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.yaml")))


@pytest.mark.parametrize("case", CASES, ids=[f"{case.file}: {case.name}" for case in CASES])
def test_case(case: LawCase) -> None:
    found = carried_out(house(), case)

    assert faults_of(case, found) == [], str(found.sentence)


def test_a_case_stands_once() -> None:
    names = [(case.file, case.name) for case in CASES]
    assert sorted(set(names)) == sorted(names)
