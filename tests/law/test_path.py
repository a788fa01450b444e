"""One's own path: never earlier than the judged year, this year when granted, better facts never later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.small_law import small_law
from thidua.core.findings import Answer
from thidua.law.facts import COLLECTIVE, Discipline, Facts, Holding, Matter, Rating, Work
from thidua.law.judge import Dates
from thidua.law.path import Path, path, paths
from thidua.law.rulebook import house, thaw

BOOK = small_law()
TODAY = Dates(day=date(2025, 6, 1))
YEAR = 2024
AWARDS = ("tien-tien", "chien-si", "chien-si-tinh", "bang-khen", "huan-chuong")


def facts(**known: Any) -> Facts:
    """Somebody of whom everything is known and nothing has happened yet."""
    nothing: dict[str, Any] = {"holdings": (), "works": (), "disciplines": (), "matters": ()}
    return Facts(name="Bà Minh Hoạ", year=YEAR, **(nothing | known))


def rated(**years: str) -> dict[int, Rating]:
    return {int(year[1:]): Rating(year=int(year[1:]), rating=rating) for year, rating in years.items()}


def held(award: str, *years: int) -> tuple[Holding, ...]:
    return tuple(Holding(award=award, year=year) for year in years)


def told(found: Path) -> list[tuple[int, str]]:
    return [(one.year, str(one.sentence)) for one in found.needs]


def test_what_is_granted_now_is_reached_this_year_and_needs_nothing() -> None:
    found = path(BOOK, "tien-tien", facts(ratings=rated(y2024="tot")), TODAY)

    assert (found.earliest, found.needs, found.fixed, found.open_) == (YEAR, (), (), ())
    assert found.is_reached


def test_a_bad_rating_cannot_be_mended_this_year_and_the_next_year_can() -> None:
    found = path(BOOK, "tien-tien", facts(ratings=rated(y2024="hoan-thanh")), TODAY)

    assert found.earliest == 2025
    assert [str(one.sentence) for one in found.fixed] == [
        "năm học 2024–2025 chỉ được xếp loại hoàn thành nhiệm vụ, chưa đạt mức hoàn thành tốt nhiệm vụ"
    ]
    assert told(found) == [(2025, "được xếp loại từ mức hoàn thành tốt nhiệm vụ trở lên")]
    assert found.needs[0].by == date(2026, 8, 31)


def test_an_initiative_can_still_come_this_year() -> None:
    found = path(BOOK, "chien-si", facts(ratings=rated(y2024="tot")), TODAY)

    assert found.earliest == YEAR
    assert found.fixed == ()
    assert told(found) == [(YEAR, "có ít nhất 1 sáng kiến được cơ sở công nhận")]


def test_a_rating_that_is_not_written_down_yet_counts_as_open() -> None:
    found = path(BOOK, "chien-si", facts(), TODAY)

    assert found.earliest == YEAR
    assert told(found)[0] == (YEAR, "được xếp loại từ mức hoàn thành tốt nhiệm vụ trở lên")
    assert "hoặc" in told(found)[1][1]


def test_a_chain_of_three_years_says_what_each_year_must_bring() -> None:
    found = path(BOOK, "chien-si-tinh", facts(ratings=rated(y2024="tot"), holdings=held("chien-si", 2023)), TODAY)

    assert found.earliest == 2025
    assert told(found) == [
        (2024, "được tặng Chiến sĩ"),
        (2025, "được tặng Chiến sĩ"),
        (2025, "có ít nhất 1 sáng kiến có phạm vi ảnh hưởng trong bộ, ban, ngành, tỉnh"),
    ]
    assert [str(one.sentence) for one in found.fixed] == ["không có Chiến sĩ năm học 2022–2023"]


def test_a_year_that_broke_the_chain_begins_it_anew() -> None:
    broken = facts(ratings=rated(y2024="hoan-thanh"), holdings=held("chien-si", 2022, 2023))

    assert path(BOOK, "chien-si-tinh", broken, TODAY).earliest == 2027


def test_a_discipline_of_the_year_moves_what_asks_for_none() -> None:
    good = facts(ratings=rated(y2024="xuat-sac"), holdings=held("chien-si", 2022, 2023))
    disciplined = replace(good, disciplines=(Discipline(form="canh-cao", decided_on=date(2025, 1, 5)),))

    assert path(BOOK, "chien-si-tinh", good, TODAY).earliest == YEAR
    assert path(BOOK, "chien-si-tinh", disciplined, TODAY).earliest == 2025


def test_a_title_given_on_the_way_carries_a_later_one_and_a_form_is_given_once() -> None:
    start = facts(ratings=rated(y2024="tot"))
    found = path(BOOK, "huan-chuong", start, TODAY)

    # Chiến sĩ 2024, Bằng khen the year after, two years later with three years of Chiến sĩ.
    assert found.earliest == 2027
    assert path(BOOK, "huan-chuong", facts(holdings=held("huan-chuong", 2010)), TODAY).earliest is None


def test_a_change_of_the_law_that_is_known_is_said() -> None:
    found = path(BOOK, "huan-chuong", facts(), TODAY)

    assert [str(one) for one in found.doubts] == ["Từ ngày 01/01/2030 tiêu chuẩn Huân chương thay đổi."]


def test_where_the_text_is_not_known_the_path_says_by_which_law_it_looks_ahead() -> None:
    later = Dates(day=date(2031, 6, 1))
    found = path(BOOK, "huan-chuong", replace(facts(), year=2030), later)

    assert found.now.answer is Answer.UNDETERMINED
    assert found.earliest == 2033
    assert [str(one) for one in found.doubts] == [
        "Chưa có nội dung Luật mới về tiêu chuẩn Huân chương; lộ trình Huân chương chưa tính phần này.",
        "Lộ trình Huân chương tính theo Điều 5 Luật mẫu, là quy định trước ngày 01/01/2030.",
    ]


def test_a_dossier_handed_in_before_a_change_is_looked_at_by_the_law_it_keeps() -> None:
    plain = {section: list(rows) for section, rows in BOOK.plain.items()}
    plain["change-overs"] = [
        {
            "code": "chuyen-tiep", "name": "Luật mẫu", "boundary": "2030-01-01", "key": "submitted",
            "source": {"instrument": "luat-moi", "place": "Điều 10", "confidence": "recalled"},
        }
    ]  # fmt: skip
    book = thaw(plain, "chuyen-tiep")
    ready = replace(facts(holdings=(*held("chien-si", 2026, 2027, 2028), *held("bang-khen", 2026))), year=2028)
    dates = Dates(day=date(2030, 2, 1), submitted=date(2029, 12, 1))

    assert path(book, "huan-chuong", ready, dates).earliest == 2028
    assert path(book, "huan-chuong", ready, dates).is_reached


def test_a_collective_has_a_path_too() -> None:
    unit = Facts(subject=COLLECTIVE, name="Trường Minh Hoạ", year=YEAR, members=10, members_holding={"tien-tien": 6})

    found = path(BOOK, "tap-the", unit, TODAY)

    assert found.earliest == YEAR
    assert told(found) == [(YEAR, "có ít nhất 70 % cá nhân đạt Tiên tiến")]


def test_one_look_ahead_answers_for_every_award_of_the_house() -> None:
    start = Facts(name="Ông Minh Hoạ", year=YEAR, ratings={YEAR: Rating(year=YEAR, rating="hoan-thanh-tot")})

    found = paths(house(), start, TODAY)

    assert set(found) == {code for code, award in house().awards.items() if "person" in award.subjects}
    assert all(one.earliest is None or one.earliest >= YEAR for one in found.values())


RATINGS = st.dictionaries(st.integers(2019, 2024), st.sampled_from(["xuat-sac", "tot", "hoan-thanh"]), max_size=6)
HELD = st.sets(st.tuples(st.sampled_from(["tien-tien", "chien-si", "bang-khen"]), st.integers(2018, 2023)), max_size=8)
WORKS = st.sets(
    st.tuples(
        st.integers(2020, 2024), st.sampled_from(["initiative", "research"]), st.sampled_from(["unit", "nation"])
    ),
    max_size=4,
)
FORMS = st.sets(st.dates(date(2019, 9, 1), date(2025, 5, 31)), max_size=2)


@st.composite
def lives(draw: st.DrawFn) -> Facts:
    """Somebody's record, complete or not."""
    ratings = {year: Rating(year=year, rating=one) for year, one in draw(RATINGS).items()}
    holdings = tuple(Holding(award=award, year=year) for award, year in sorted(draw(HELD)))
    works = tuple(
        Work(key=f"{year}-{kind}-{scope}", year=year, kind=kind, scope=scope)
        for year, kind, scope in sorted(draw(WORKS))
    )
    disciplines = tuple(Discipline(form="canh-cao", decided_on=day) for day in sorted(draw(FORMS)))
    matters = draw(st.sampled_from([(), (Matter(kind="Đơn thư", since=date(2025, 5, 1)),), None]))
    groups = ("holdings", "works", "disciplines", "matters")
    partial = frozenset(draw(st.sets(st.sampled_from(groups))))
    return facts(
        ratings=ratings, holdings=holdings, works=works, disciplines=disciplines, matters=matters, partial=partial
    )


@given(lives(), st.sampled_from(AWARDS))
def test_never_before_the_judged_year_and_this_year_when_granted(life: Facts, award: str) -> None:
    found = path(BOOK, award, life, TODAY, horizon=8)

    assert found.earliest is None or found.earliest >= YEAR
    if found.now.answer is Answer.GRANTED:
        assert found.earliest == YEAR
    assert all(YEAR <= need.year <= (found.earliest or YEAR) for need in found.needs)
    if found.now.answer is Answer.REFUSED and not found.now.step.mendable:
        assert found.earliest != YEAR


@given(lives(), st.sampled_from(AWARDS), st.sampled_from(["rating", "work", "title"]))
def test_better_facts_never_come_later(life: Facts, award: str, better: str) -> None:
    if better == "rating":
        more = replace(life, ratings={**life.ratings, YEAR: Rating(year=YEAR, rating="xuat-sac")})
    elif better == "work":
        more = replace(life, works=(*(life.works or ()), Work(key="moi", year=YEAR, scope="nation")))
    else:
        more = replace(life, holdings=(*(life.holdings or ()), *held("chien-si", 2023), *held("bang-khen", 2022)))

    before, after = (path(BOOK, award, one, TODAY, horizon=8).earliest for one in (life, more))

    assert before is None or (after is not None and after <= before)


@given(lives(), st.sampled_from(AWARDS))
def test_a_discipline_never_comes_earlier(life: Facts, award: str) -> None:
    worse = replace(life, disciplines=(*(life.disciplines or ()), Discipline(form="canh-cao", decided_on=TODAY.day)))

    before, after = (path(BOOK, award, one, TODAY, horizon=8).earliest for one in (life, worse))

    assert after is None or (before is not None and before <= after)


@pytest.mark.parametrize("award", AWARDS)
def test_everything_that_is_needed_is_enough(award: str) -> None:
    """When the years bring what the path asks for, the judge says yes in the year it named."""
    start = facts(ratings=rated(y2024="hoan-thanh"))
    found = path(BOOK, award, start, TODAY)
    assert found.earliest is not None
    years = range(YEAR + 1, found.earliest + 1)
    later = replace(
        start,
        year=found.earliest,
        ratings={**start.ratings, **{year: Rating(year=year, rating="xuat-sac") for year in years}},
        holdings=tuple(Holding(award=code, year=year) for year in years for code in ("chien-si", "bang-khen")),
        works=tuple(Work(key=str(year), year=year, scope="nation") for year in years),
    )

    assert path(BOOK, award, later, Dates(day=date(found.earliest + 1, 6, 1))).is_reached
