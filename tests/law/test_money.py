"""What an award is worth: multiple times base salary of the day of the decision, rounded up; and which of several."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.days import Period
from thidua.core.findings import Answer
from thidua.law.money import STEP, Given, Payment, dong, own_amounts, reward, rewards, worth
from thidua.law.rulebook import house, read_texts, thaw

BOOK = house()
PERSON, COLLECTIVE = "person", "collective"
LDTT, CSTDCS, CSTDBT = "lao-dong-tien-tien", "chien-si-thi-dua-co-so", "chien-si-thi-dua-bo-tinh"
TTLDTT, BKBT, COBT = "tap-the-lao-dong-tien-tien", "bang-khen-bo-tinh", "co-thi-dua-bo-tinh"
YEAR = Period(date(2025, 9, 1), date(2026, 8, 31))
THREE = Period(date(2023, 9, 1), date(2026, 8, 31))
DAY = date(2026, 11, 22)


def amount(award: str, subject: str, day: str) -> Decimal | None:
    return reward(BOOK, award, subject, date.fromisoformat(day)).amount


@pytest.mark.parametrize(
    ("award", "subject", "day", "expected"),
    [
        # The examples of a decision signed on 2026-11-22.
        (CSTDCS, PERSON, "2026-11-22", 2_530_000),
        (LDTT, PERSON, "2026-11-22", 760_000),
        (TTLDTT, COLLECTIVE, "2026-11-22", 2_030_000),
        (BKBT, PERSON, "2026-11-22", 3_800_000),
        (BKBT, COLLECTIVE, "2026-11-22", 7_590_000),
        (COBT, COLLECTIVE, "2026-11-22", 20_240_000),
        # Most tables on the web print 702.000, unrounded.
        (LDTT, PERSON, "2025-06-10", 710_000),
        # The certificate of a ministry or province rose from 1.0 to 1.5 on 2024-01-01.
        (BKBT, PERSON, "2023-12-31", 1_800_000),
        (BKBT, PERSON, "2024-01-01", 2_700_000),
        (BKBT, COLLECTIVE, "2023-12-31", 3_600_000),
        (BKBT, COLLECTIVE, "2024-01-01", 5_400_000),
        # The flags fell with NĐ 91/2017.
        (COBT, COLLECTIVE, "2017-09-30", 20_150_000),
        (COBT, COLLECTIVE, "2017-10-01", 10_400_000),
        # Nothing changed with NĐ 152/2025.
        (CSTDCS, PERSON, "2025-06-30", 2_340_000),
        (CSTDCS, PERSON, "2025-07-01", 2_340_000),
        ("chien-si-thi-dua-toan-quoc", PERSON, "2026-11-22", 11_390_000),
        ("co-thi-dua-chinh-phu", COLLECTIVE, "2026-11-22", 30_360_000),
        ("co-thi-dua-dai-hoc-quoc-gia", COLLECTIVE, "2026-11-22", 15_180_000),
        ("tap-the-lao-dong-xuat-sac", COLLECTIVE, "2026-11-22", 3_800_000),
        ("bang-khen-thu-tuong", PERSON, "2026-11-22", 8_860_000),
        ("huan-chuong-lao-dong-hang-ba", PERSON, "2026-11-22", 11_390_000),
        ("huan-chuong-lao-dong-hang-ba", COLLECTIVE, "2026-11-22", 22_770_000),
        ("giay-khen", PERSON, "2026-11-22", 760_000),
        ("ky-niem-chuong-giao-duc", PERSON, "2026-11-22", 1_520_000),
    ],
)
def test_amounts(award: str, subject: str, day: str, expected: int) -> None:
    assert amount(award, subject, day) == expected


@pytest.mark.parametrize(
    ("last", "first", "before", "after"),
    [
        ("2016-04-30", "2016-05-01", 1_150_000, 1_210_000),
        ("2017-06-30", "2017-07-01", 1_210_000, 1_300_000),
        ("2018-06-30", "2018-07-01", 1_300_000, 1_390_000),
        ("2019-06-30", "2019-07-01", 1_390_000, 1_490_000),
        ("2020-06-30", "2020-07-01", 1_490_000, 1_490_000),  # the rise announced for that day never came
        ("2023-06-30", "2023-07-01", 1_490_000, 1_800_000),
        ("2024-06-30", "2024-07-01", 1_800_000, 2_340_000),
        ("2026-06-30", "2026-07-01", 2_340_000, 2_530_000),
    ],
)
def test_both_sides_of_each_base_salary(last: str, first: str, before: int, after: int) -> None:
    assert amount(CSTDCS, PERSON, last) == before
    assert amount(CSTDCS, PERSON, first) == after


def test_the_sum_is_told_with_its_clauses() -> None:
    found = reward(BOOK, LDTT, PERSON, DAY)

    assert str(found.sentence) == (
        "Lao động tiên tiến (cá nhân): 0,3 lần mức lương cơ sở 2.530.000 đồng, bằng 759.000 đồng, "
        "làm tròn lên hàng chục nghìn là 760.000 đồng."
    )
    assert [str(one.citation) for one in found.provisions] == [
        "Điều 50 Nghị định 152/2025/NĐ-CP",
        "Nghị định 161/2026/NĐ-CP",
    ]
    assert found.multiple == Decimal("0.3")
    assert found.base == 2_530_000
    assert not found.at_most
    assert found.doubts == ()
    assert "làm tròn" not in str(reward(BOOK, CSTDCS, PERSON, DAY).sentence)


def test_a_limit_is_told_as_a_limit() -> None:
    found = reward(BOOK, "ky-niem-chuong-giao-duc", PERSON, DAY)

    assert found.at_most
    assert "không quá 0,6 lần mức lương cơ sở" in str(found.sentence)


def test_what_was_not_compared_is_said() -> None:
    before = reward(BOOK, LDTT, PERSON, date(2016, 6, 1))

    assert [str(one).partition(":")[0] for one in before.doubts] == [
        "Nghị định 42/2010/NĐ-CP",
        "Nghị định 47/2016/NĐ-CP",
    ]


@pytest.mark.parametrize(
    ("award", "subject", "day", "said"),
    [
        (LDTT, COLLECTIVE, "2026-11-22", "Chưa có mức tiền thưởng Lao động tiên tiến (tập thể)"),
        (BKBT, PERSON, "2017-09-30", "ngày 30/09/2017"),
        ("ky-niem-chuong-giao-duc", PERSON, "2023-12-31", "Chưa có mức tiền thưởng"),
        ("co-thi-dua-dai-hoc-quoc-gia", COLLECTIVE, "2023-12-31", "Chưa có mức tiền thưởng"),
        (CSTDCS, PERSON, "2013-12-31", "Chưa có mức tiền thưởng"),
    ],
)
def test_what_is_not_known_is_undetermined(award: str, subject: str, day: str, said: str) -> None:
    found = reward(BOOK, award, subject, date.fromisoformat(day))

    assert found.finding.answer is Answer.UNDETERMINED
    assert (found.amount, found.multiple, found.base, found.provisions) == (None, None, None, ())
    assert said in str(found.sentence)
    assert found.finding.reasons[0].cure is not None


def test_an_unknown_award_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        reward(BOOK, "huy-hieu", PERSON, DAY)


def test_a_day_without_a_base_salary_is_undetermined() -> None:
    plain = dict(BOOK.plain)
    plain["salaries"] = [one for one in plain["salaries"] if one["from"] != "2026-07-01"]
    found = reward(thaw(plain, "law"), LDTT, PERSON, DAY)

    assert found.finding.answer is Answer.UNDETERMINED
    assert "Chưa có mức lương cơ sở ngày 22/11/2026" in str(found.sentence)


# Several at one time.


def one(award: str, subject: str = PERSON, period: Period = YEAR, achievement: str = "", day: date = DAY) -> Given:
    return Given(award=award, subject=subject, decided_on=day, period=period, achievement=achievement)


def paid(*given_: Given) -> list[Decimal | None]:
    return [payment.amount for payment in rewards(BOOK, given_)]


def test_of_two_titles_for_the_same_year_only_the_higher_is_paid() -> None:
    found = rewards(BOOK, [one(LDTT), one(CSTDCS)])

    assert [payment.amount for payment in found] == [0, 2_530_000]
    assert found[0].finding.answer is Answer.REFUSED
    assert "chỉ thưởng mức cao nhất: Chiến sĩ thi đua cơ sở (cá nhân)" in str(found[0].finding)
    assert str(found[0].finding.reasons[0].citation) == "Điều 50 Nghị định 152/2025/NĐ-CP"
    assert found[0].reward.amount == 760_000, "what it would be worth alone stays known"


def test_titles_for_different_times_are_both_paid() -> None:
    assert paid(one(CSTDCS), one(CSTDBT, period=THREE)) == [2_530_000, 7_590_000]


def test_a_title_and_a_form_are_both_paid() -> None:
    assert paid(one(CSTDCS), one(BKBT)) == [2_530_000, 3_800_000]


def test_forms_for_different_achievements_are_both_paid() -> None:
    assert paid(one("giay-khen", achievement="cứu người"), one(BKBT, achievement="hội giảng")) == [760_000, 3_800_000]
    assert paid(one("giay-khen", achievement="hội giảng"), one(BKBT, achievement="hội giảng")) == [0, 3_800_000]


def test_the_same_award_twice_for_one_achievement_is_paid_once() -> None:
    assert paid(one(LDTT), one(LDTT)) == [760_000, 0]


def test_what_cannot_be_compared_stays_open() -> None:
    old = date(2013, 12, 31)

    assert paid(one(LDTT, day=old), one(CSTDCS), one(BKBT)) == [None, None, 3_800_000]
    assert paid(one(LDTT, day=old)) == [None]


def test_nothing_given_nothing_paid() -> None:
    assert rewards(BOOK, []) == ()


# Properties.

TIMES = st.decimals(0, 100, places=3)
BASES = st.decimals(0, 10**9, places=2)
KNOWN = sorted({(row.award, row.subject) for row in BOOK.parts.multiples})
DAYS = st.dates(date(2014, 1, 1), date(2030, 12, 31))


@given(TIMES, BASES)
def test_rounded_up_to_the_next_step_and_no_further(times: Decimal, base: Decimal) -> None:
    product, rounded = worth(times, base)

    assert product == times * base
    assert rounded % STEP == 0
    assert product <= rounded < product + STEP


@given(st.decimals(0, 10**15, allow_nan=False, places=10), st.decimals(0, 10**15, allow_nan=False, places=10))
def test_nothing_is_lost_on_the_way(times: Decimal, base: Decimal) -> None:
    product, rounded = worth(times, base)
    exact = Fraction(times) * Fraction(base)

    assert Fraction(product) == exact
    assert exact <= Fraction(rounded) < exact + Fraction(STEP)


@given(TIMES, TIMES, BASES)
def test_a_higher_multiple_is_never_worth_less(one_: Decimal, other: Decimal, base: Decimal) -> None:
    low, high = sorted([one_, other])

    assert worth(low, base)[1] <= worth(high, base)[1]


@settings(max_examples=200)
@given(st.sampled_from(KNOWN), DAYS)
def test_known_amounts_follow_from_multiple_and_base(known: tuple[str, str], day: date) -> None:
    found = reward(BOOK, *known, day)

    if found.amount is None:
        assert found.finding.answer is Answer.UNDETERMINED
    else:
        assert found.finding
        assert found.multiple is not None
        assert found.base is not None
        assert found.amount >= found.multiple * found.base
        assert found.amount % STEP == 0


@settings(max_examples=200)
@given(st.sampled_from([award for award, subject in KNOWN if subject == PERSON]), DAYS)
def test_a_collective_gets_more_than_a_person_where_both_can(award: str, day: date) -> None:
    alone, together = reward(BOOK, award, PERSON, day), reward(BOOK, award, COLLECTIVE, day)

    if alone.amount is not None and together.amount is not None:
        assert together.amount >= alone.amount
        assert together.multiple == 2 * (alone.multiple or 0)


@settings(max_examples=200)
@given(
    st.lists(
        st.builds(
            one,
            st.sampled_from([award for award, subject in KNOWN if subject == PERSON]),
            period=st.sampled_from([YEAR, THREE]),
            achievement=st.sampled_from(["", "hội giảng"]),
        ),
        max_size=6,
    )
)
def test_each_time_and_achievement_is_paid_once_for_titles_and_once_for_forms(given_: list[Given]) -> None:
    payments = rewards(BOOK, given_)

    def key(payment: Payment) -> tuple[object, ...]:
        return BOOK.awards[payment.given.award].kind, payment.given.period, payment.given.achievement

    assert [payment.given for payment in payments] == given_
    for group in {key(payment) for payment in payments}:
        within = [payment for payment in payments if key(payment) == group]
        best = max(payment.reward.amount or 0 for payment in within)
        assert [payment.amount for payment in within if payment.amount] == [best]


# The data.


def test_base_salaries_follow_each_other_without_a_gap() -> None:
    rows = sorted(BOOK.parts.salaries, key=lambda row: row.period.start)

    for before, after in zip(rows, rows[1:], strict=False):
        assert before.period.end is not None
        assert (after.period.start - before.period.end).days == 1
        assert after.amount > before.amount
    assert rows[-1].period.end is None


def test_every_award_has_an_amount_today_for_everybody_it_can_be_given_to() -> None:
    missing = [
        (code, subject)
        for code, award in BOOK.awards.items()
        for subject in award.subjects
        if award.standard_on(subject, DAY) is not None and reward(BOOK, code, subject, DAY).amount is None
    ]

    assert missing == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0", "0"), ("700", "700"), ("760000", "760.000"), ("2530000.00", "2.530.000"), ("1234567.5", "1.234.567,5")],
)
def test_amounts_are_printed_as_offices_print_them(value: str, expected: str) -> None:
    assert dong(Decimal(value)) == expected


def test_money_is_read_exactly_from_data() -> None:
    text = """
instruments:
  - {code: nd, name: Nghị định, number: '1', level: decree, issuer: Chính phủ, signed: null, from: 2020-01-01,
     to: null, confidence: seen}
salaries:
  - {from: 2020-01-01, to: null, amount: 1490000.10, source: {instrument: nd, confidence: seen}}
"""

    assert read_texts([("money.yaml", text)]).parts.salaries[0].amount == Decimal("1490000.10")


def test_a_commune_chairmans_certificate_has_an_amount_of_its_own() -> None:
    (who,) = own_amounts(BOOK, "giay-khen", PERSON)

    here = reward(BOOK, "giay-khen", PERSON, date(2023, 12, 31), who)
    assert (here.multiple, here.amount) == (Decimal("0.15"), 270_000)
    assert "do Chủ tịch Ủy ban nhân dân cấp xã tặng" in str(here.sentence)
    assert reward(BOOK, "giay-khen", PERSON, date(2023, 12, 31)).multiple == Decimal("0.3")
    assert reward(BOOK, "giay-khen", PERSON, date(2025, 7, 1), who).amount is None
    assert own_amounts(BOOK, LDTT, PERSON) == ()
