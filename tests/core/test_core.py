"""The shared words, on examples an official would recognise."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.days import HANOI, Period, SchoolYear, day_of, is_past
from thidua.core.findings import Answer, all_of, granted, refused, undetermined
from thidua.core.names import code_from, fold, sort_key, tidy
from thidua.core.numbers import NumberUnreadable, format_number, parse_number, round_half_up
from thidua.core.text import say
from thidua.core.workflow import Workflow, step


@pytest.mark.parametrize(
    ("typed", "read"),
    [("4,75", "4.75"), ("4.75", "4.75"), (" 92 % ", "92"), ("0", "0"), ("1.234,5", "1234.5"), ("−2", "-2")],
)
def test_numbers_are_read_as_officials_type_them(typed: str, read: str) -> None:
    assert parse_number(typed) == Decimal(read)


@pytest.mark.parametrize("typed", ["", "  ", "năm", "4,7,5", "1e3", "NaN", "Infinity", "=1+1", "1" * 40])
def test_what_is_no_number_is_refused_in_vietnamese(typed: str) -> None:
    with pytest.raises(NumberUnreadable, match="nhập"):
        parse_number(typed)


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=4))
def test_a_number_written_is_read_back_the_same(value: Decimal) -> None:
    assert parse_number(format_number(value)) == value


def test_rounding_is_half_up_on_exact_decimals() -> None:
    assert round_half_up(Decimal("0.125")) == Decimal("0.13")
    assert format_number(Decimal("87.50")) == "87,5"
    assert format_number(Decimal("87.5"), 2) == "87,50"
    assert format_number(Decimal("100")) == "100"


def test_a_deadline_includes_its_whole_day_in_vietnam() -> None:
    due = date(2020, 6, 10)
    assert not is_past(due, datetime(2020, 6, 10, 23, 59, 59, tzinfo=HANOI))
    assert is_past(due, datetime(2020, 6, 11, 0, 0, 0, tzinfo=HANOI))
    assert day_of(datetime(2020, 6, 10, 17, 0, 0, tzinfo=UTC)) == date(2020, 6, 11)


def test_school_years_and_periods() -> None:
    assert str(SchoolYear.parse("2019-2020")) == "2019–2020"
    with pytest.raises(ValueError, match="liền nhau"):
        SchoolYear.parse("2019-2021")
    assert date(2020, 5, 31) in Period(date(2019, 8, 1), date(2020, 5, 31))
    assert Period(date(2019, 8, 1)).overlaps(Period(date(2030, 1, 1)))
    assert not Period(date(2019, 8, 1), date(2020, 1, 1)).overlaps(Period(date(2020, 1, 2)))


def test_names_are_found_without_marks_and_sorted_the_vietnamese_way() -> None:
    assert fold("Đặng Thị ÁNH") == "dang thi anh"
    assert code_from("Cụm thi đua số 1") == "cum-thi-dua-so-1"
    assert tidy("  Nguyễn   Văn A ") == "Nguyễn Văn A"
    names = ["Trần Văn Yên", "Lê Thị Ân", "Đỗ Đức An", "Phạm Ăn", "Võ Đông", "Vũ Dung", "Ngô Bình", "Đỗ Đức Ạn"]
    given_names = [name.split()[-1] for name in sorted(names, key=sort_key)]
    assert given_names == ["An", "Ạn", "Ăn", "Ân", "Bình", "Dung", "Đông", "Yên"]


def test_findings_keep_every_reason_that_is_not_a_yes() -> None:
    no, unknown = refused(say("Chưa đăng ký.")), undetermined(say("Chưa có kết luận."))
    assert all_of([granted(), granted()]).answer is Answer.GRANTED
    assert all_of([granted(), unknown]).answer is Answer.UNDETERMINED
    both = all_of([granted(say("Có mặt.")), unknown, no])
    assert both.answer is Answer.REFUSED
    assert str(both) == "Chưa có kết luận. Chưa đăng ký."


def test_a_sentence_translates_its_pattern_and_keeps_its_values() -> None:
    sentence = say("Còn {n} dòng, hạn {day}, đạt {points} điểm.", n=3, day=date(2020, 6, 5), points=Decimal("4.50"))
    assert str(sentence) == "Còn 3 dòng, hạn 05/06/2020, đạt 4,5 điểm."
    english = {sentence.pattern: "{n} lines left, due {day}, {points} points."}
    assert sentence.render(lambda p: english[p]) == "3 lines left, due 05/06/2020, 4,5 points."


def test_a_workflow_refuses_a_step_from_the_wrong_state() -> None:
    flow = Workflow({"draft": say("Bản nháp"), "sent": say("Đã gửi")}, (step("send", "draft", to="sent"),))
    assert flow.may("send", "draft")
    assert flow.target("send") == "sent"
    assert "Đã gửi" in str(flow.may("send", "sent"))
