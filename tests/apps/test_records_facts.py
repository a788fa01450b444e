"""What the law reads of people and collectives: what is not known stays unknown; queries do not grow with people."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.records_world import (
    BEST,
    CSTDCS,
    DECISION,
    GOOD,
    LDTT,
    NOW,
    QUESTION,
    SERVICE,
    TODAY,
    YEAR,
    Records,
    fill,
    make_records,
    make_row,
    make_teacher,
)
from thidua.law import facts as law
from thidua.organisations.models import Lineage, Person, Post, Reorganisation
from thidua.records.facts import collective_facts, facts_of_people, person_facts
from thidua.records.models import Matter
from thidua.records.rules import kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Records:
    return make_records()


def facts(person: Person, year: int = YEAR, day: date = TODAY) -> law.Facts:
    return person_facts(person, year, day)


def test_nothing_written_is_not_known_and_not_none(world: Records) -> None:
    found = facts(world.teacher)
    assert (found.holdings, found.works, found.disciplines, found.matters) == (None, None, None, None)
    assert not any(found.knows(group) for group in law.GROUPS)
    assert found.months == dict.fromkeys(range(2020, YEAR + 1), 12)
    assert (found.name, found.subject, found.registered) == ("Đặng Thị Ánh", "person", {})


def test_some_rows_are_some_and_somebody_says_when_they_are_all(world: Records) -> None:
    head = world.viewer("head")
    make_row(kinds.AWARD, world.teacher, head, year=2022, **DECISION)
    found = facts(world.teacher)
    assert [one.award for one in found.holdings or ()] == [LDTT]
    assert found.partial == {law.HOLDINGS}
    checked = make_row(kinds.CHECKED, world.teacher, head, through=YEAR - 1)
    assert not facts(world.teacher).knows(law.HOLDINGS)
    assert facts(world.teacher, YEAR - 1).knows(law.HOLDINGS)
    checked.through = YEAR
    checked.save()
    assert facts(world.teacher).knows(law.HOLDINGS)
    make_row(kinds.CHECKED, world.teacher, head, group="disciplines")
    assert facts(world.teacher).disciplines == ()
    checked.withdrawn_at, checked.withdrawn_reason = NOW, "Nhầm"
    checked.save()
    assert not facts(world.teacher).knows(law.HOLDINGS)


def test_every_kind_becomes_what_the_law_reads(world: Records) -> None:
    head = world.viewer("head")
    work = make_row(kinds.WORK, world.teacher, head, **DECISION)
    award = make_row(kinds.AWARD, world.teacher, head, achievement="ho-so-2023", cancelled_on=TODAY, **DECISION)
    award.works.add(work)
    for kind in (kinds.RATING, kinds.DISCIPLINE, kinds.MATTER, kinds.LEAVE, kinds.MEASURE, kinds.STATEMENT):
        make_row(kind, world.teacher, head)
    make_row(kinds.RATING, world.teacher, head, of="party-organisation", rating=BEST)
    make_row(kinds.MEASURE, world.teacher, head, years=Decimal(10), measured_on=date(2023, 1, 1))
    found = facts(world.teacher)
    paper = law.Paper(number="12/QĐ-MH", day=date(2024, 8, 1), body="Sở GDĐT minh hoạ")
    assert found.ratings == {YEAR: law.Rating(year=YEAR, rating=GOOD)}
    assert found.party_ratings == {YEAR: BEST}
    assert found.works == (law.Work(key=str(work.uuid), year=YEAR, name="Đổi mới giờ học", paper=paper),)
    assert found.holdings == (
        law.Holding(
            award=LDTT, year=2023, paper=paper, works=(str(work.uuid),), achievement="ho-so-2023", cancelled_on=TODAY
        ),
    )
    assert found.disciplines == (law.Discipline(form="khien-trach", decided_on=date(2025, 2, 1)),)
    assert found.matters == (law.Matter(kind="Đơn phản ánh", since=date(2025, 3, 1), authority="Thanh tra"),)
    assert found.months[YEAR] == 11
    assert found.measures == {SERVICE: Decimal("12.50")}
    assert found.stated == {QUESTION: True}


def test_a_day_in_the_past_does_not_see_what_came_later(world: Records) -> None:
    fill(world.teacher, world.viewer("head"))
    make_row(kinds.AWARD, world.teacher, world.viewer("head"), award=CSTDCS, **DECISION)
    before = facts(world.teacher, 2023, date(2024, 7, 31))
    assert [one.award for one in before.holdings or ()] == [LDTT]
    assert (before.disciplines, before.matters, before.measures, before.stated) == (None, None, {}, {})


def test_withdrawn_rows_are_not_facts(world: Records) -> None:
    for kind in kinds.KINDS:
        make_row(kind, world.teacher, world.viewer("head"), withdrawn_at=NOW, withdrawn_reason="Ghi nhầm")
    assert facts(world.teacher) == law.Facts(
        name="Đặng Thị Ánh", year=YEAR, months=dict.fromkeys(range(2020, 2025), 12)
    )


def test_merged_entries_are_one_human_being(world: Records) -> None:
    head = world.viewer("head")
    twin = make_teacher(world.other, "Dang Thi Anh", starts_on=date(2018, 9, 1))
    make_row(kinds.AWARD, twin, head, year=2021)
    make_row(kinds.WORK, twin, head)
    twin.same_as = world.teacher
    twin.save()
    both = facts_of_people([world.teacher.pk, twin.pk], YEAR, TODAY)
    assert both[world.teacher.pk] == both[twin.pk] == facts(twin)
    assert [one.year for one in both[twin.pk].holdings or ()] == [2021]
    assert len(both[twin.pk].works or ()) == 1
    assert min(both[twin.pk].months) == 2018
    assert both[twin.pk].name == "Đặng Thị Ánh"


def test_registered_awards_come_from_whoever_knows_them(world: Records) -> None:
    registered = {YEAR: frozenset({LDTT})}
    assert person_facts(world.teacher, YEAR, TODAY, registered).registered == registered
    assert collective_facts(world.school, YEAR, TODAY, registered).registered == registered
    twin = make_teacher(world.other, "Dang Thi Anh", same_as=world.teacher)
    assert person_facts(twin, YEAR, TODAY, registered).registered == registered


@pytest.mark.parametrize("of", ["teacher", "school"])
def test_a_year_of_registering_is_known_by_its_rows_or_by_whoever_looked_through(world: Records, of: str) -> None:
    head, subject = world.viewer("head"), getattr(world, of)

    def known(year: int = YEAR, day: date = TODAY) -> dict[int, frozenset[str]]:
        ask = person_facts if of == "teacher" else collective_facts
        return dict(ask(subject, year, day, {2019: frozenset({CSTDCS})}).registered)

    make_row(kinds.REGISTERED, subject, head, year=2022)
    make_row(kinds.REGISTERED, subject, head, year=2019, **DECISION)
    assert known() == {2019: {LDTT, CSTDCS}, 2022: {LDTT}}
    assert known(2023, date(2024, 7, 31)) == {2019: {CSTDCS}, 2022: {LDTT}}, "a paper signed later is not seen"
    checked = make_row(kinds.CHECKED, subject, head, group="registered", through=2021)
    assert {year: known()[year] for year in (2018, 2021, 2022)} == {2018: set(), 2021: set(), 2022: {LDTT}}
    assert not known().keys() & {2023, 2024}
    assert max(known(2020)) == 2022
    assert 2021 not in known(2020)
    checked.withdrawn_at, checked.withdrawn_reason = NOW, "Nhầm"
    checked.save()
    assert known().keys() == {2019, 2022}


def test_thirty_people_cost_as_many_queries_as_one(world: Records) -> None:
    people = [world.teacher, *(make_teacher(world.school, f"Nguyễn Văn {n}") for n in range(29))]
    for person in people:
        fill(person, world.viewer("head"), 2)
    costs = []
    for number in (1, 3, 30):
        with CaptureQueriesContext(connection) as queries:
            found = facts_of_people([one.pk for one in people[:number]], YEAR, TODAY)
        costs.append(len(queries))
        assert len(found) == number
    assert len(set(costs)) == 1, costs


def test_a_unit_that_ended_without_a_successor_is_dissolved_from_that_day(world: Records) -> None:
    ended = {"kind": "abolished", "happened_on": TODAY, "recorded_at": NOW, "decision_number": "9/QĐ-MH"}
    act = Reorganisation.objects.create(**ended)
    Lineage.objects.create(reorganisation=act, source=world.other, target=None)

    assert collective_facts(world.other, YEAR, TODAY).dissolved_on == TODAY
    assert collective_facts(world.other, YEAR, TODAY - timedelta(days=1)).dissolved_on is None
    Lineage.objects.filter(reorganisation=act).update(target=world.school)
    assert collective_facts(world.other, YEAR, TODAY).dissolved_on is None


def test_a_collective_counts_its_members(world: Records) -> None:
    head = world.viewer("head")
    second = make_teacher(world.school, "Lê Văn Bình")
    gone = make_teacher(world.school, "Trần Thị Chi")
    Post.objects.filter(person=gone).update(ends_on=date(2024, 6, 30))
    make_row(kinds.AWARD, world.teacher, head, year=YEAR)
    make_row(kinds.AWARD, second, head, year=YEAR, cancelled_on=TODAY)
    make_row(kinds.AWARD, gone, head, year=YEAR)
    make_row(kinds.RATING, world.teacher, head)
    make_row(kinds.RATING, second, head, rating=BEST)
    make_row(kinds.RATING, world.school, head, rating=BEST)
    make_row(kinds.AWARD, world.school, head, award="tap-the-lao-dong-tien-tien")
    make_row(kinds.DISCIPLINE, second, head)
    found = collective_facts(world.school, YEAR, TODAY)
    assert (found.subject, found.name) == ("collective", "Trường Trung học cơ sở Hoa Sen")
    assert found.members == 5  # head, officer, staff and the two teachers
    assert found.members_holding == {LDTT: 1}
    assert found.members_rated == {GOOD: 1, BEST: 1}
    assert found.ratings[YEAR].rating == BEST
    assert [one.award for one in found.holdings or ()] == ["tap-the-lao-dong-tien-tien"]
    assert [one.form for one in found.member_disciplines or ()] == ["khien-trach"]
    assert not found.knows(law.MEMBER_DISCIPLINES)


def test_disciplines_of_members_are_known_when_each_was_looked_through(world: Records) -> None:
    head = world.viewer("head")
    assert collective_facts(world.other, YEAR, TODAY).member_disciplines is None
    member = world.person("other_head")
    make_row(kinds.CHECKED, member, head, group="disciplines")
    assert collective_facts(world.other, YEAR, TODAY).member_disciplines == ()
    make_row(kinds.DISCIPLINE, member, head)
    assert collective_facts(world.other, YEAR, TODAY).knows(law.MEMBER_DISCIPLINES)
    make_row(kinds.CHECKED, world.school, head, group="member_disciplines")
    assert collective_facts(world.school, YEAR, TODAY).knows(law.MEMBER_DISCIPLINES)


def test_a_collective_without_posts_has_no_known_members(world: Records) -> None:
    Post.objects.filter(unit=world.other).delete()
    found = collective_facts(world.other, YEAR, TODAY)
    assert (found.members, found.members_holding, found.members_rated) == (None, {}, {})


def test_a_collective_costs_the_same_for_one_member_and_for_thirty(world: Records) -> None:
    costs = []
    for number in (0, 2, 27):
        for n in range(number):
            fill(make_teacher(world.school, f"Phạm Thị {n}"), world.viewer("head"))
        make_row(kinds.MATTER, world.school, world.viewer("head"))
        with CaptureQueriesContext(connection) as queries:
            found = collective_facts(world.school, YEAR, TODAY)
        costs.append(len(queries))
    assert found.members == 33
    assert len(set(costs)) == 1, costs
    assert Matter.objects.filter(unit=world.school).count() == 3
