"""One initiative, one achievement, one reward: what is warned of, how weighty, with the earlier decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.law.small_law import small_law
from thidua.law.double import (
    ACHIEVEMENT,
    BASIS,
    CLEAR,
    DISPUTED,
    STATE_LEVEL,
    USED_ONCE,
    WORK,
    DoubleUse,
    Proposed,
    double_uses,
    provision_on,
    reused,
)
from thidua.law.facts import LONG_SERVICE, MERIT, SUDDEN, THEMATIC, Facts, Holding, Paper, Rating
from thidua.law.facts import Work as Initiative
from thidua.law.judge import Dates
from thidua.law.provenance import SECONDHAND, SEEN, UNCERTAIN
from thidua.law.rulebook import house

BOOK = small_law()
TODAY = Dates(day=date(2025, 6, 1))
YEAR = 2024
PAPER = Paper(number="12/QĐ-MH", day=date(2024, 7, 1), body="Sở Minh Hoạ")
PUMP = Initiative(key="bom-nuoc", year=YEAR, name="Máy bơm nước tự động")
LAMP = Initiative(key="den-hoc", year=YEAR, name="Đèn học tiết kiệm điện")
TITLE_USED = Holding(award="chien-si", year=2023, paper=PAPER, works=("bom-nuoc",))


def facts(**known: Any) -> Facts:
    nothing: dict[str, Any] = {"ratings": {YEAR: Rating(year=YEAR, rating="tot")}, "holdings": (), "works": (PUMP,)}
    return Facts(name="Bà Minh Hoạ", year=YEAR, **(nothing | known))


def warned(known: Facts, *awards: str) -> tuple[DoubleUse, ...]:
    return double_uses(BOOK, known, [Proposed(award) for award in awards], TODAY)


def test_nothing_used_before_nothing_is_said() -> None:
    assert warned(facts(), "chien-si", "bang-khen") == ()


def test_what_carried_a_title_does_not_carry_a_form_and_the_earlier_decision_is_named() -> None:
    (found,) = warned(facts(holdings=(TITLE_USED,)), "bang-khen")

    assert (found.kind, found.weight, found.earlier) == (WORK, CLEAR, TITLE_USED)
    assert str(found.sentence) == (
        "Sáng kiến, đề tài “Máy bơm nước tự động” đã dùng để tặng Chiến sĩ năm học 2023–2024 "
        "(12/QĐ-MH ngày 01/07/2024, Sở Minh Hoạ); hãy xem có được dùng lại cho Bằng khen không."
    )
    assert str(found.provision.citation) == "điểm c khoản 5 mục III Công văn 5007/BNV-TĐKT"


def test_from_title_to_title_practice_is_divided_and_the_warning_is_weaker() -> None:
    (found,) = warned(facts(holdings=(TITLE_USED,)), "chien-si")

    assert (found.weight, found.provision.confidence) == (DISPUTED, UNCERTAIN)
    assert "chưa thống nhất" in str(found.sentence)


def test_another_initiative_carries_it_and_nothing_is_said() -> None:
    assert warned(facts(holdings=(TITLE_USED,), works=(PUMP, LAMP)), "bang-khen", "chien-si") == ()


def test_an_excellent_rating_carries_it_and_nothing_is_said() -> None:
    rated = {YEAR: Rating(year=YEAR, rating="xuat-sac")}

    assert warned(facts(holdings=(TITLE_USED,), ratings=rated), "chien-si") == ()


def test_a_cancelled_award_used_nothing_up() -> None:
    cancelled = replace(TITLE_USED, cancelled_on=date(2024, 12, 1))

    assert warned(facts(holdings=(cancelled, Holding(award="chien-si", year=2022))), "bang-khen") == ()


def test_the_award_itself_once_given_is_no_double_use() -> None:
    given_now = Holding(award="chien-si", year=YEAR, paper=PAPER, works=("bom-nuoc",))

    assert warned(facts(holdings=(given_now,)), "chien-si") == ()


def test_one_list_does_not_put_one_initiative_under_a_title_and_a_form() -> None:
    earlier = Holding(award="chien-si", year=2022)

    (found,) = warned(facts(holdings=(earlier,)), "chien-si", "bang-khen")

    assert str(found.sentence) == (
        "Sáng kiến, đề tài “Máy bơm nước tự động” đang là căn cứ của cả Chiến sĩ và Bằng khen; chỉ dùng được cho một."
    )


def test_one_achievement_is_rewarded_once() -> None:
    earlier = Holding(award="bang-khen", year=2023, paper=PAPER, achievement="cuu-nguoi-duoi-nuoc")
    proposed = [Proposed("bang-khen-nuoc", "cuu-nguoi-duoi-nuoc")]

    (found,) = double_uses(BOOK, facts(holdings=(earlier,)), proposed, TODAY)

    assert found.earlier == earlier
    assert (str(found.provision.citation), found.provision.confidence) == (
        "điểm c khoản 2 Điều 5 Luật Thi đua, khen thưởng 2022", SEEN,
    )  # fmt: skip


def test_an_achievement_is_the_same_however_it_is_written() -> None:
    earlier = Holding(award="bang-khen", year=2023, paper=PAPER, achievement="Cứu học sinh đuối nước, tháng 5/2024")
    known = facts(holdings=(earlier,))

    def warnings(achievement: str, award: str = "bang-khen-nuoc") -> list[str]:
        return [one.kind for one in double_uses(BOOK, known, [Proposed(award, achievement)], TODAY)]

    assert warnings("cứu học sinh đuối nước (tháng 5/2024)") == [ACHIEVEMENT]
    assert warnings("Cứu học sinh đuối nước, tháng 6/2024") == []
    assert warnings("") == warnings(" … ") == []


def test_the_award_once_given_for_an_achievement_is_no_double_use() -> None:
    given_now = Holding(award="bang-khen-nuoc", year=YEAR, paper=PAPER, achievement="Cứu người")

    assert double_uses(BOOK, facts(holdings=(given_now,)), [Proposed("bang-khen-nuoc", "Cứu người")], TODAY) == ()


def test_two_awards_proposed_for_one_achievement_are_told() -> None:
    proposed = [Proposed("bang-khen", "Cứu người"), Proposed("bang-khen-nuoc", "cứu người")]

    (found,) = (one for one in double_uses(BOOK, facts(), proposed, TODAY) if one.kind == ACHIEVEMENT)

    assert (found.award, found.earlier) == ("bang-khen-nuoc", None)
    assert str(found.sentence) == (
        "Thành tích “cứu người” đang được đề nghị cả Bằng khen và Bằng khen Nhà nước; "
        "một thành tích không khen thưởng hai lần."
    )


def test_an_award_that_is_written_down_tells_of_the_earlier_decision() -> None:
    earlier = Holding(award="bang-khen", year=2023, paper=PAPER, works=("bom-nuoc",), achievement="Cứu người")
    other = Holding(award="chien-si", year=2022, works=("den-hoc",))
    given_now = Holding(award="chien-si", year=YEAR, works=("bom-nuoc",), achievement="cứu người")
    names = {"bom-nuoc": "Máy bơm nước tự động"}

    found = reused(BOOK, given_now, [earlier, other], names, TODAY.day)
    cancelled = reused(BOOK, given_now, [replace(earlier, cancelled_on=date(2024, 12, 1))], names, TODAY.day)

    assert [(one.kind, one.earlier) for one in found] == [(WORK, earlier), (ACHIEVEMENT, earlier)]
    assert "12/QĐ-MH ngày 01/07/2024" in str(found[1].sentence)
    assert cancelled == ()


def test_the_place_is_that_of_the_day() -> None:
    book = house()
    earlier = Holding(award="giay-khen", year=2018, achievement="mot-viec")
    known = Facts(year=2019, holdings=(earlier,))

    def place(day: date) -> tuple[str, str]:
        (found,) = double_uses(book, known, [Proposed("lao-dong-tien-tien", "mot-viec")], Dates(day=day))
        return str(found.provision.citation), found.provision.confidence

    assert place(date(2020, 6, 1)) == ("Điều 6 Luật Thi đua, khen thưởng 2003", SEEN)
    assert place(date(2025, 6, 1)) == ("điểm c khoản 2 Điều 5 Luật Thi đua, khen thưởng 2022", SEEN)


def test_a_quoted_letter_is_never_called_read() -> None:
    assert provision_on(house(), USED_ONCE, date(2025, 6, 1)).confidence == SECONDHAND
    assert provision_on(house(), USED_ONCE, date(2020, 6, 1)).confidence == UNCERTAIN


def test_what_was_given_on_a_theme_does_not_count_upward() -> None:
    theme = Holding(award="chien-si", year=2023, paper=PAPER, basis=THEMATIC)

    (found,) = warned(facts(holdings=(theme,)), "bang-khen")

    assert (found.kind, found.earlier) == (BASIS, theme)
    assert "khoản 3 Điều 4" in str(found.provision.citation)


def test_no_two_forms_of_the_state_in_one_year() -> None:
    held = (Holding(award="bang-khen-nuoc", year=YEAR, paper=PAPER), Holding(award="bang-khen", year=2020))

    kinds = [(one.kind, one.award) for one in warned(facts(holdings=held), "huan-chuong")]
    both = [one.kind for one in warned(facts(), "huan-chuong", "bang-khen-nuoc")]

    assert kinds == [(STATE_LEVEL, "huan-chuong")]
    assert both == [STATE_LEVEL]


def test_in_the_law_a_sudden_feat_or_long_service_is_left_out_of_the_two_in_a_year() -> None:
    book, day = house(), Dates(day=date(2022, 6, 1))

    def warned_of(basis: str) -> list[str]:
        known = Facts(year=2021, holdings=(Holding(award="bang-khen-thu-tuong", year=2021, basis=basis),))
        found = double_uses(book, known, [Proposed("huan-chuong-lao-dong-hang-ba")], day)
        return [one.kind for one in found if one.kind == STATE_LEVEL]

    assert warned_of(MERIT) == [STATE_LEVEL]
    assert warned_of(SUDDEN) == warned_of(LONG_SERVICE) == []


@given(st.lists(st.sampled_from(["chien-si", "bang-khen", "tien-tien"]), unique=True), st.booleans())
def test_the_order_of_the_list_changes_nothing(awards: list[str], used: bool) -> None:  # noqa: FBT001
    known = facts(holdings=(TITLE_USED,) if used else (Holding(award="chien-si", year=2022),))

    forwards, backwards = warned(known, *awards), warned(known, *reversed(awards))

    assert sorted(map(str, (one.sentence for one in forwards))) == sorted(map(str, (one.sentence for one in backwards)))
