"""Every case of law in `cases/` comes out as an official expects, with the article."""

from __future__ import annotations

import pytest

from tests.law.reading_cases import LawCase, law_cases
from thidua.law.judge import judge
from thidua.law.rulebook import house

CASES = law_cases()


@pytest.mark.parametrize("case", CASES, ids=[f"{case.file}: {case.name}" for case in CASES])
def test_case(case: LawCase) -> None:
    found = judge(house(), case.award, case.facts, case.dates)

    assert found.answer.value == case.expect, str(found.sentence)
    assert found.cause == (case.cause or ("missing" if case.expect == "undetermined" else "")), str(found.sentence)
    if case.standard:
        assert found.standard is not None
        assert found.standard.code == case.standard
    said = " ".join([str(found.sentence), *(str(reason.citation) for reason in found.finding.reasons)])
    assert case.cites in said
    assert case.says in str(found.sentence)
    assert case.doubts in " ".join(str(doubt) for doubt in found.doubts)


def test_a_case_stands_once() -> None:
    names = [(case.file, case.name) for case in CASES]
    assert sorted(set(names)) == sorted(names)
