"""Dossiers, deadlines, publicity and proposers by their days, and a reader that takes nothing on trust."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from thidua.core.errors import BadInput
from thidua.law.procedures import (
    DATA,
    EDUCATION,
    EVERYBODY,
    OTHERS,
    Dossier,
    Due,
    deadlines_on,
    dossier_on,
    house_procedures,
    lost_procedure_references,
    proposers_on,
    publicity_on,
)
from thidua.law.procedures_file import read
from thidua.law.provenance import SEEN, UNCERTAIN
from thidua.law.rulebook import house

TEXT = DATA.read_text(encoding="utf-8")
FIGHTER, NATIONAL = "chien-si-thi-dua-co-so", "chien-si-thi-dua-toan-quoc"
FLAG, MERIT = "co-thi-dua-chinh-phu", "bang-khen-thu-tuong"


def dossier(award: str, subject: str, day: date) -> Dossier:
    found = dossier_on(award, subject, day)
    assert found
    return found


def papers(found: Dossier) -> list[str]:
    return [one.paper for one in found.parts or ()]


@pytest.mark.parametrize(("day", "sets", "place"), [
    (date(2017, 9, 30), None, "Điều 84 Luật Thi đua, khen thưởng 2003"),
    (date(2017, 10, 1), 2, "Điều 49 Nghị định 91/2017/NĐ-CP"),
    (date(2023, 12, 31), 2, "Điều 49 Nghị định 91/2017/NĐ-CP"),
    (date(2024, 1, 1), 1, "Điều 33 Nghị định 98/2023/NĐ-CP"),
    (date(2025, 6, 30), 1, "Điều 33 Nghị định 98/2023/NĐ-CP"),
    (date(2025, 7, 1), 1, "Nghị định 152/2025/NĐ-CP"),
])  # fmt: skip
def test_the_national_title_needs_what_the_decree_of_the_day_says(day: date, sets: int | None, place: str) -> None:
    found = dossier(NATIONAL, "person", day)

    assert (found.sets, str(found.provision.citation)) == (sets, place)


def test_the_grassroots_title_needs_the_ballot_and_either_an_initiative_or_an_excellent_year() -> None:
    found = dossier(FIGHTER, "person", date(2024, 6, 1))
    assert papers(found) == ["to-trinh", "bao-cao", "bien-ban-phieu", "sang-kien-hoac-hoan-thanh-xuat-sac"]
    assert found.provision.confidence == SEEN
    before = dossier(FIGHTER, "person", date(2023, 12, 31))
    assert "chung-nhan-sang-kien" in papers(before)
    assert before.sets == 1
    province = dossier(FIGHTER, "person", date(2025, 7, 1))
    assert (province.sets, province.sets_by) == (None, "Ủy ban nhân dân tỉnh")


def test_orders_went_from_three_sets_to_one() -> None:
    order = "huan-chuong-lao-dong-hang-ba"
    assert dossier(order, "collective", date(2023, 12, 31)).sets == 3
    assert dossier(order, "collective", date(2024, 1, 1)).sets == 1
    assert [dossier(award, "collective", date(2020, 6, 1)).sets for award in (FLAG, MERIT)] == [2, 2]


def test_a_text_that_nobody_read_is_not_an_empty_list() -> None:
    for day in (date(2024, 2, 15), date(2026, 4, 1), date(2026, 4, 2)):
        found = dossier("bang-khen-bo-giao-duc", "collective", day)
        assert not found.is_known
        assert found.parts is None
        assert found.provision.confidence == UNCERTAIN
        assert "chưa đọc được" in found.note
    due = [one.due for one in deadlines_on("bang-khen-bo-giao-duc", date(2024, 6, 1))]
    assert due == [Due()]
    assert "chưa đọc được" in str(due[0].words)


def test_from_the_law_of_2026_on_everything_is_uncertain() -> None:
    before, after = (dossier(FIGHTER, "person", day) for day in (date(2026, 9, 30), date(2026, 10, 1)))
    assert before.provision.confidence == SEEN
    assert (papers(after), after.provision.confidence) == (papers(before), UNCERTAIN)
    assert "06/2026/QH16" in after.note
    assert {one.provision.confidence for one in deadlines_on(FLAG, date(2026, 10, 1))} == {UNCERTAIN}


def test_every_award_has_a_dossier_on_every_day_on_which_it_can_be_given() -> None:
    kept = house_procedures()
    days = {date(2014, 1, 1)}
    for rule in kept.rules():
        days |= {rule.period.start, rule.period.end or rule.period.start}
        days |= {rule.period.end + timedelta(days=1)} if rule.period.end else set()
    missing = [
        (award.code, subject, day)
        for award in house().awards.values()
        for subject in award.subjects
        for day in sorted(days)
        if award.standard_on(subject, day) and dossier_on(award.code, subject, day) is None
    ]
    assert missing == []


@pytest.mark.parametrize(("award", "day", "scope", "last"), [
    (NATIONAL, date(2020, 6, 1), EVERYBODY, date(2020, 10, 31)),
    (FLAG, date(2020, 6, 1), OTHERS, date(2020, 3, 30)),
    (FLAG, date(2020, 6, 1), EDUCATION, date(2020, 10, 14)),
    (MERIT, date(2020, 6, 1), OTHERS, date(2020, 6, 30)),
    (MERIT, date(2020, 6, 1), EDUCATION, date(2020, 10, 14)),
    ("co-thi-dua-bo-giao-duc", date(2020, 10, 1), EDUCATION, date(2020, 8, 30)),
    ("co-thi-dua-bo-giao-duc", date(2024, 2, 14), OTHERS, date(2024, 1, 30)),
    (NATIONAL, date(2024, 6, 1), EVERYBODY, date(2024, 12, 31)),
    (FLAG, date(2024, 6, 1), OTHERS, date(2024, 6, 30)),
    (FLAG, date(2024, 6, 1), EDUCATION, date(2024, 12, 31)),
])  # fmt: skip
def test_the_last_day_in_time(award: str, day: date, scope: str, last: date) -> None:
    found = [one.due.last_day(day.year) for one in deadlines_on(award, day) if one.scope == scope]
    assert last in found


def test_what_is_due_in_working_days_or_months_is_no_day_of_the_year() -> None:
    told = {str(one.due.words) for one in deadlines_on(MERIT, date(2020, 6, 1))}
    assert told == {"chậm nhất ngày 30/06", "trước ngày 15/10", "trong 20 ngày làm việc", "trong 6 tháng"}
    assert [one.due.last_day(2026) for one in deadlines_on(FIGHTER, date(2026, 1, 1))] == [None]


def test_a_province_binds_only_itself() -> None:
    day, award = date(2026, 6, 1), "co-thi-dua-bo-tinh"
    assert deadlines_on(award, day) == ()
    there = deadlines_on(award, day, only_in="Bắc Ninh")
    assert [one.due.last_day(2026) for one in there] == [date(2026, 7, 9), date(2026, 12, 9)]
    assert not any(one.only_in for one in publicity_on(award, day))
    assert [one.working_days for one in publicity_on(award, day, only_in="Hà Nội") if one.only_in] == [7]


def test_publicity_before_and_after_the_change_of_law() -> None:
    assert [one.working_days for one in publicity_on(NATIONAL, date(2023, 12, 31)) if one.working_days] == [10]
    assert [one.working_days for one in publicity_on(NATIONAL, date(2024, 1, 1)) if one.working_days] == [10, 10]
    assert [one.working_days for one in publicity_on("bang-khen-bo-giao-duc", date(2020, 9, 30))] == []
    assert [one.working_days for one in publicity_on("bang-khen-bo-giao-duc", date(2020, 10, 1))] == [7]
    workplace = "khoản 6 Điều 46 Luật Thực hiện dân chủ ở cơ sở 2022"
    cited = [
        [str(one.provision.citation) for one in publicity_on(FIGHTER, date(2023, *day))] for day in ((6, 30), (7, 1))
    ]
    assert cited == [[], [workplace]]


def test_a_school_proposes_and_does_not_decide() -> None:
    found = proposers_on(FIGHTER, date(2020, 1, 1))
    assert any("sự nghiệp" in one.who and "Giám đốc sở" in one.addressee for one in found)
    department = proposers_on("bang-khen-bo-giao-duc", date(2024, 2, 15))
    assert any("công trạng" in one.note for one in department)
    assert proposers_on("bang-khen-bo-giao-duc", date(2024, 2, 14)) != department


def test_every_award_that_is_named_is_an_award_of_the_law() -> None:
    assert list(lost_procedure_references(house(), house_procedures())) == []
    wrong = read(TEXT.replace("awards: [chien-si-thi-dua-co-so]", "awards: [chien-si]", 1), "dossiers.yaml", house())
    assert "“chien-si”" in str(next(lost_procedure_references(house(), wrong)).sentence)


@pytest.mark.parametrize(("old", "new", "told"), [
    ("    parts: unknown", "    parts: []", "ít nhất 1 mục"),
    ("    parts: unknown", "    parts: none", "cần một danh sách"),
    ("    sets: 2\n", "", "Thiếu mục “sets”"),
    ("    sets: 2\n", "    sets: two\n", "số nguyên"),
    ("    to: 2017-09-30\n", "", "Thiếu mục “to”"),
    ("to: 2017-09-30", "to: 2013-09-30", "Ngày hết hiệu lực trước"),
    ("{paper: y-kien-cap-uy}", "{paper: y-kien}", "Không có mã “y-kien”"),
    ("{paper: y-kien-cap-uy}", "{paper: y-kien-cap-uy, why: x}", "Không có mục nào tên “why”"),
    ("instrument: nd-91-2017, place: Điều 49", "instrument: nd-91, place: Điều 49", "Không có mã “nd-91”"),
    ("confidence: recalled", "confidence: R", "cần một mã"),
    ("    due: {by: 10-31}", "    due: {by: 10-32}", "tháng và ngày"),
    ("    due: {by: 10-31}", "    due: {by: 10-31, before: 10-31}", "đúng một trong các mục"),
    ("    due: {by: 10-31}", "    due: {on: 10-31}", "đúng một trong các mục"),
    ("due: {working-days: 20}", "due: {working-days: 0}", "từ 1 đến 365"),
    ("scope: education", "scope: schools", "Không có mã “schools”"),
    ("subjects: [person]", "subjects: [people]", "Không có mã “people”"),
    ("  - code: danh-hieu-2017", "  - code: danh-hieu-2014", "được ghi hai lần"),
    ("    from: 2017-10-01\n", "    from: 2017-09-30\n", "cùng có hiệu lực"),
    ("    step: Trình Chính phủ", "    step: Trình Chính phủ\n    step: Trình", "được ghi hai lần"),
])  # fmt: skip
def test_what_is_not_understood_is_refused_with_its_place(old: str, new: str, told: str) -> None:
    assert old in TEXT
    with pytest.raises(BadInput) as caught:
        read(TEXT.replace(old, new, 1), "dossiers.yaml", house())

    problem = caught.value.problems[0]
    assert told in str(problem.sentence)
    assert str(problem.place).startswith("dossiers.yaml: ")
    assert "(dòng " in str(problem.place)


def test_the_list_of_titles_ranks_every_award_of_the_law() -> None:
    ranked = house().plain["precedence"]
    assert sorted(ranked) == sorted(house().awards)
    assert list(house().awards) == ranked
