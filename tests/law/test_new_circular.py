"""A new circular is absorbed by data alone: the answers change on its day and not before. Invented circular.

This is the example of docs/huong-dan/thong-tu-moi.md: no line of Python changes.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from thidua.core.findings import Answer
from thidua.law.facts import Facts, Rating
from thidua.law.judge import Dates, judge
from thidua.law.rulebook import Rulebook, house, house_texts, read_texts

DAY = date(2026, 3, 1)
#: What an officer adds: the paper itself, and the standard that it changes.
CIRCULAR = """
instruments:
  - code: tt-99-2026-minh-hoa
    name: Thông tư 99/2026/TT-BGDĐT (minh hoạ)
    number: 99/2026/TT-BGDĐT
    level: sector-circular
    issuer: Bộ Giáo dục và Đào tạo
    signed: 2026-01-15
    from: 2026-03-01
    to: null
    confidence: seen
additions:
  - code: ldtt-99-2026-minh-hoa
    award: lao-dong-tien-tien
    subject: person
    fills: detail
    from: 2026-03-01
    to: 2026-04-01
    source: {instrument: tt-99-2026-minh-hoa, place: khoản 2 Điều 3, confidence: seen}
    requires:
      worked: {months: 11}
"""
GOOD = Facts(
    year=2023,
    name="Cô Trần Thị Minh Hoạ",
    ratings={year: Rating(year=year, rating="hoan-thanh-tot") for year in range(2014, 2027)},
    months={year: Decimal(12) for year in range(2014, 2027)},
    registered={year: frozenset({"lao-dong-tien-tien"}) for year in range(2014, 2027)},
    holdings=(),
    works=(),
    disciplines=(),
    matters=(),
)
TEN_MONTHS = Facts(
    year=2025,
    ratings={2025: Rating(year=2025, rating="hoan-thanh-tot")},
    months={2025: Decimal(10)},
    holdings=(),
    works=(),
    disciplines=(),
    matters=(),
)


def with_circular() -> Rulebook:
    return read_texts([*house_texts(), ("thong-tu-99.yaml", CIRCULAR)])


def test_the_answer_changes_on_the_day_of_the_circular_and_not_before() -> None:
    book = with_circular()

    before = judge(book, "lao-dong-tien-tien", TEN_MONTHS, Dates(day=DAY - timedelta(days=1)))
    after = judge(book, "lao-dong-tien-tien", TEN_MONTHS, Dates(day=DAY))

    assert before.answer is Answer.GRANTED
    assert after.answer is Answer.REFUSED
    assert "Thông tư 99/2026/TT-BGDĐT (minh hoạ)" in str(after.sentence)
    assert "cần ít nhất 11 tháng" in str(after.sentence)


def test_what_was_decided_by_the_old_rules_stays_as_it_was() -> None:
    """A rulebook that was frozen before the circular knows nothing of it."""
    old, new = house(), with_circular()

    assert judge(old, "lao-dong-tien-tien", TEN_MONTHS, Dates(day=DAY)).answer is Answer.GRANTED
    assert old.fingerprint() != new.fingerprint()


def test_whoever_worked_long_enough_notices_nothing() -> None:
    facts = Facts(year=2025, ratings=TEN_MONTHS.ratings, months={2025: Decimal(12)}, disciplines=(), matters=())

    for day in (DAY - timedelta(days=1), DAY):
        assert judge(with_circular(), "lao-dong-tien-tien", facts, Dates(day=day)).answer is Answer.GRANTED
