"""A registration looked through, its window, and totals that always equal the rows below them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thidua.core.days import HANOI
from thidua.core.findings import Answer
from thidua.cycles.rules import LATE, ON_TIME, PERMITTED, ExtensionFacts, StageFacts
from thidua.registration.rules import registrations as rules
from thidua.registration.rules.awards import award_name, awards_on, in_order, of_kind
from thidua.registration.rules.registrations import AwardFacts, Content, Entry, TargetFacts, WorkFacts

FLAG, MERIT = AwardFacts("co-thi-dua-bo-giao-duc"), AwardFacts("bang-khen-bo-giao-duc")
TARGET = TargetFacts("Tỷ lệ trường đạt chuẩn quốc gia", Decimal(65), "%", rules.AT_LEAST)
STAGE = StageFacts("registration", date(2019, 12, 1), date(2019, 12, 27), (ExtensionFacts(4, date(2020, 1, 5)),))


def at(day: date, hour: int = 10, minute: int = 0, second: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=HANOI)


def sentences(reasons: tuple[object, ...]) -> str:
    return " ".join(str(reason.sentence) for reason in reasons)  # type: ignore[attr-defined]


def test_every_title_says_where_it_stands_on_a_day_and_how_sure_that_is() -> None:
    found = awards_on(date(2019, 12, 20))
    assert found["co-thi-dua-bo-giao-duc"].is_confirmed
    assert not found["bang-khen-bo-giao-duc"].is_confirmed
    assert "chưa đối chiếu" in str(found["bang-khen-bo-giao-duc"].confidence_words)
    assert "Nghị định 91/2017/NĐ-CP" in found["co-thi-dua-chinh-phu"].source
    assert of_kind("title", ["giay-khen", "tap-the-lao-dong-xuat-sac"]) == ["tap-the-lao-dong-xuat-sac"]


def test_only_what_the_law_of_the_day_gives_to_a_collective_can_be_registered() -> None:
    before, after = awards_on(date(2023, 12, 31)), awards_on(date(2024, 1, 1))
    assert set(after) - set(before) == {"co-thi-dua-dai-hoc-quoc-gia"}
    assert "chien-si-thi-dua-co-so" not in after
    assert before["tap-the-lao-dong-tien-tien"].source != after["tap-the-lao-dong-tien-tien"].source


def test_titles_stand_before_forms_the_highest_first() -> None:
    kinds = [one.kind for one in awards_on(date(2019, 12, 20)).values()]
    assert kinds == sorted(kinds, reverse=True)
    assert in_order(["giay-khen", "da-bo", "bang-khen-thu-tuong", "co-thi-dua-chinh-phu"]) == [
        "co-thi-dua-chinh-phu", "bang-khen-thu-tuong", "giay-khen", "da-bo",
    ]  # fmt: skip
    assert (award_name("giay-khen"), award_name("da-bo")) == ("Giấy khen", "da-bo")


def test_no_title_without_targets_and_no_targets_without_a_title() -> None:
    found = rules.checked(Content())
    assert not found.finding
    assert "Chưa chọn danh hiệu" in sentences(found.blocking)
    assert "Chưa có chỉ tiêu" in sentences(found.blocking)
    assert rules.checked(Content((FLAG,), (TARGET,))).finding


def test_a_target_without_a_figure_is_only_worth_a_look() -> None:
    vague = (TargetFacts("Nâng cao chất lượng"), TargetFacts("Số trường", Decimal(3)))
    unmeasured = TargetFacts("Số giải", Decimal(12), "", rules.AT_LEAST)
    found = rules.checked(Content((FLAG,), (*vague, unmeasured), (WorkFacts(rules.WORK, "Trường học xanh"),)))
    assert found.finding
    told = sentences(found.notices)
    for words in ("chưa có con số", "chưa nêu chiều so sánh", "chưa nêu đơn vị tính", "thời gian, địa điểm"):
        assert words in told


def test_what_was_registered_last_year_is_held_beside_it() -> None:
    last = Content((FLAG, MERIT), (TARGET, TargetFacts("Bỏ học", Decimal("0.5"), "%", rules.AT_MOST)))
    lower = TargetFacts("tỷ lệ trường đạt chuẩn  QUỐC GIA", Decimal(60), "%", rules.AT_LEAST)
    more_dropouts = TargetFacts("Bỏ học", Decimal(1), "%", rules.AT_MOST)
    told = sentences(rules.checked(Content((FLAG,), (lower, more_dropouts)), last).notices)
    assert "Năm trước đơn vị đăng ký “Bằng khen của Bộ trưởng Bộ Giáo dục và Đào tạo”" in told
    assert "(≥ 65 % → ≥ 60 %)" in told
    assert "(≤ 0,5 % → ≤ 1 %)" in told
    assert rules.checked(Content((FLAG,), (TARGET,)), Content((FLAG,), (TARGET,))).notices == ()


def test_the_last_day_counts_whole_and_only_an_extension_goes_beyond_it() -> None:
    assert rules.may_write_now(STAGE, at(date(2019, 12, 27), 23, 59, 59), 5)
    closed = rules.may_write_now(STAGE, at(date(2019, 12, 28), 0), 5)
    assert not closed
    assert "gia hạn" in str(closed.reasons[0].cure)
    assert rules.may_write_now(STAGE, at(date(2020, 1, 5)), 4)
    assert not rules.may_write_now(STAGE, at(date(2019, 11, 30)), 4)
    assert not rules.may_write_now(None, at(date(2019, 12, 2)), 4)


def test_a_returned_registration_is_answered_after_the_last_day_too() -> None:
    later = at(date(2020, 1, 20))
    assert rules.may_write_now(STAGE, later, 5, rules.RETURNED)
    assert rules.lateness_of(STAGE, later, 5, answering=ON_TIME) == ON_TIME
    assert rules.lateness_of(STAGE, at(date(2020, 1, 5)), 4) == PERMITTED
    assert rules.lateness_of(STAGE, later, 5) == LATE


def test_a_change_after_acceptance_must_be_accepted_anew() -> None:
    assert rules.REGISTRATION.target("reopen") == rules.DRAFT
    assert not rules.REGISTRATION.may("accept", rules.DRAFT)
    assert not rules.REGISTRATION.may("send", rules.ACCEPTED)
    refusal = rules.REGISTRATION.may("return", rules.ACCEPTED)
    assert (refusal.answer, "Đã tiếp nhận" in str(refusal)) == (Answer.REFUSED, True)


contents = st.builds(
    Content,
    awards=st.lists(
        st.sampled_from([AwardFacts(code) for code in awards_on(date(2020, 6, 1))]), max_size=6, unique=True
    ).map(tuple),
    targets=st.lists(st.just(TARGET), max_size=4).map(tuple),
    works=st.lists(st.just(WorkFacts(rules.WORK, "Công trình")), max_size=3).map(tuple),
)
entries = st.lists(
    st.builds(
        Entry,
        unit_id=st.integers(1, 60),
        name=st.just("Sở minh hoạ"),
        state=st.sampled_from(list(rules.STATE_WORDS)),
        content=contents,
    ),
    max_size=12,
)


@given(entries)
def test_totals_always_equal_the_rows_below_them(rows: list[Entry]) -> None:
    totals = rules.totals_of(rows)
    listed = [award.code for one in rows for award in one.content.awards]
    assert totals.awards == len(listed) == sum(totals.by_award.values())
    assert all(totals.by_award[code] == listed.count(code) for code in set(listed))
    assert sum(totals.by_state.values()) == totals.members == len(rows)
    assert totals.targets == sum(len(one.content.targets) for one in rows)
    assert totals.works == sum(len(one.content.works) for one in rows)
    assert rules.handed_in(rows) <= totals.members
