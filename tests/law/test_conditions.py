"""Single conditions: what an award must have been given for before it counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from thidua.core.errors import BadInput
from thidua.core.findings import Answer
from thidua.law.conditions import Case, HeldEarlier, Holds, MeasureAtLeast, SoManyOf
from thidua.law.facts import BASES, MERIT, SUDDEN, THEMATIC, Facts, Holding
from thidua.law.rulebook import read_texts

CODE = "bang-khen"


class Names:
    """Every code is its own name."""

    def award_name(self, code: str) -> str:
        return code

    measure_name = award_name


def case(*holdings: Holding, known: bool = True) -> Case:
    facts = Facts(year=2024, holdings=holdings, partial=frozenset() if known else frozenset({"holdings"}))
    return Case(facts, Names(), "x", date(2025, 6, 1), date(2025, 6, 1))  # type: ignore[arg-type]


def given(basis: str, year: int = 2024) -> Holding:
    return Holding(award=CODE, year=year, basis=basis)


@pytest.mark.parametrize("basis", BASES)
def test_any_basis_counts_where_nothing_is_said(basis: str) -> None:
    assert Holds(award=(CODE,)).evaluate(case(given(basis)), 2024).answer is Answer.GRANTED
    assert HeldEarlier(award=(CODE,)).evaluate(case(given(basis)), 2024).answer is Answer.GRANTED


@pytest.mark.parametrize("basis", [one for one in BASES if one != MERIT])
def test_only_merit_counts_where_merit_is_asked(basis: str) -> None:
    holds, earlier = Holds(award=(CODE,), bases=(MERIT,)), HeldEarlier(award=(CODE,), bases=(MERIT,))

    assert holds.evaluate(case(given(basis)), 2024).answer is Answer.REFUSED
    assert earlier.evaluate(case(given(basis)), 2024).answer is Answer.REFUSED
    assert holds.evaluate(case(given(basis), given(MERIT)), 2024).answer is Answer.GRANTED
    assert earlier.evaluate(case(given(basis), given(MERIT)), 2024).answer is Answer.GRANTED


def test_what_counts_is_said() -> None:
    found = HeldEarlier(award=(CODE,), bases=(MERIT,)).evaluate(case(given(SUDDEN)), 2024)
    several = Holds(award=(CODE,), bases=(SUDDEN, THEMATIC)).describe(Names())  # type: ignore[arg-type]

    assert str(found.sentence) == "chưa được tặng bang-khen (khen thưởng công trạng)"
    assert str(several) == "được tặng bang-khen (khen thưởng đột xuất hoặc phong trào, chuyên đề)"


def test_with_other_awards_unknown_the_answer_stays_open() -> None:
    open_ = case(given(THEMATIC), known=False)

    assert Holds(award=(CODE,), bases=(MERIT,)).evaluate(open_, 2024).answer is Answer.UNDETERMINED
    assert HeldEarlier(award=(CODE,), bases=(MERIT,)).evaluate(open_, 2024).answer is Answer.UNDETERMINED


def test_a_merit_award_that_is_too_young_is_told_with_its_year() -> None:
    found = HeldEarlier(award=(CODE,), bases=(MERIT,), years_ago=5).evaluate(
        case(given(THEMATIC, 2010), given(MERIT, 2022)), 2024
    )

    assert found.answer is Answer.REFUSED
    assert "năm học 2022–2023, chưa đủ 5 năm" in str(found.sentence)


LAW = """
instruments:
  - code: luat
    name: Luật mẫu
    number: "1"
    level: law
    issuer: Quốc hội
    signed: null
    from: 2000-01-01
    to: null
    confidence: seen
awards:
  - code: bang-khen
    name: Bằng khen
    short: BK
    kind: form
    level: Tỉnh
    group: bk-bt
    standards:
      - code: bk
        subject: person
        from: 2000-01-01
        to: null
        source: {{instrument: luat, confidence: seen}}
        summary: Đã được tặng.
        requires: {{held-earlier: {{award: [bang-khen], bases: {bases}}}}}
    deciders: []
"""


def test_bases_are_read_from_data() -> None:
    book = read_texts([("law.yaml", LAW.format(bases="[merit, long-service]"))])

    assert book.awards[CODE].standards[0].requires.bases == ("merit", "long-service")  # type: ignore[attr-defined]


@pytest.mark.parametrize("bases", ["[]", "[good]", "merit"])
def test_wrong_bases_are_a_problem_with_its_place(bases: str) -> None:
    with pytest.raises(BadInput, match="bases"):
        read_texts([("law.yaml", LAW.format(bases=bases))])


def test_what_reads_alike_is_said_once_whatever_else_was_asked() -> None:
    asked = SoManyOf(at_least=3, of=tuple(MeasureAtLeast(of="trong-nganh", years=Decimal(n)) for n in (20, 25, 15)))

    assert str(asked.evaluate(case(), 2024).sentence).count("chưa biết: trong-nganh") == 1
