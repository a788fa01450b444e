"""Shares of a list: rounded down and said so, never more than the share, unknown where the base is not in the list."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.law.small_law import small_law
from thidua.core.findings import Answer
from thidua.law.model import Standard
from thidua.law.quotas import QuotaFinding, quota_findings

BOOK = small_law()


def standard(code: str) -> Standard:
    found = BOOK.awards[code].standard_on("person", date(2025, 6, 1))
    assert found is not None
    return found


def found_for(**counts: int) -> QuotaFinding:
    said = {code.replace("_", "-"): count for code, count in counts.items()}
    (found,) = quota_findings(BOOK, {"chien-si": standard("chien-si")}, said)
    return found


def test_within_the_share_the_sum_is_told_all_the_same() -> None:
    found = found_for(chien_si=10, tien_tien=70)

    assert (found.most, found.is_over) == (10, False)
    assert str(found.finding) == (
        "Chiến sĩ: 10 người đủ tiêu chuẩn, tối đa 10 (15 % của 70 Tiên tiến, đã làm tròn xuống)."
    )


def test_over_the_share_is_a_warning_with_the_numbers_and_the_clause() -> None:
    found = found_for(chien_si=13, tien_tien=80)

    assert found.is_over
    assert str(found.finding.reasons[0].sentence) == (
        "Chiến sĩ: 13 người đủ tiêu chuẩn, vượt 1 so với tối đa 12 (15 % của 80 Tiên tiến, không phải làm tròn)."
    )
    assert str(found.finding.reasons[0].cure) == "Hội đồng chọn không quá 12 người; phần mềm không tự chọn."
    assert str(found.provision.citation) == "khoản 2 Điều 2 Luật mẫu"


def test_without_the_base_in_the_list_nothing_is_concluded() -> None:
    found = found_for(chien_si=3)

    assert (found.finding.answer, found.most) == (Answer.UNDETERMINED, None)
    assert "Hãy đưa Tiên tiến vào danh sách" in str(found.finding.reasons[0].cure)


def test_a_standard_without_a_share_says_nothing() -> None:
    assert quota_findings(BOOK, {"tien-tien": standard("tien-tien")}, {"tien-tien": 80}) == ()


@given(st.integers(0, 500), st.integers(0, 500))
def test_never_more_than_the_share(count: int, base: int) -> None:
    found = found_for(chien_si=count, tien_tien=base)

    assert found.most is not None
    assert found.most <= Fraction(15, 100) * base < found.most + 1
    assert found.is_over == (count > Fraction(15, 100) * base)
