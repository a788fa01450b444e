"""A school with its head, its officer and a few teachers, and a list of theirs. Invented (dữ liệu minh hoạ)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from tests.factories import make_unit, make_viewer, user_of
from thidua.eligibility.models import Candidate, Review
from thidua.eligibility.services.reviews import Given, add_candidates, start_review
from thidua.organisations.models import Person, Post, Unit, UnitPlace
from thidua.organisations.rules import Viewer
from thidua.records.models import Authorship, AwardHeld, Checked, Discipline, Matter, Rating, Work

DAY = date(2025, 6, 10)
AT = datetime(2025, 6, 10, 3, 0, tzinfo=UTC)
YEAR = 2024
TITLES = ("lao-dong-tien-tien", "chien-si-thi-dua-co-so", "chien-si-thi-dua-bo-tinh")
GROUPS = ("holdings", "works", "disciplines", "matters")


@dataclass
class School:
    """The school, who works there, the list and who is on it."""

    unit: Unit
    above: Unit
    head: Viewer
    officer: Viewer
    superior: Viewer
    stranger: Viewer
    review: Review
    people: list[Person] = field(default_factory=list)

    def candidate(self, index: int = 0) -> Candidate:
        """The candidate that a teacher is."""
        return Candidate.objects.get(review=self.review, person=self.people[index], withdrawn_at=None)


def make_school(teachers: int = 1, awards: tuple[str, ...] = TITLES) -> School:
    """A school with so many teachers, each rated well and with everything looked through, all on one list."""
    above = make_unit("PGD-MH", "Phòng Giáo dục Minh Hoạ")
    unit = make_unit("TH-MH", "Trường Tiểu học Minh Hoạ", "TH Minh Hoạ")
    UnitPlace.objects.create(unit=unit, parent=above, starts_on=date(2000, 1, 1))
    head = make_viewer(unit, Post.Role.HEAD, DAY)
    given = Given(name="Xét thi đua năm học 2024–2025", year=YEAR, awards=awards, looked_on=DAY)
    school = School(
        unit,
        above,
        head,
        make_viewer(unit, day=DAY),
        make_viewer(above, day=DAY),
        make_viewer(make_unit("TH-KHAC", "Trường khác"), Post.Role.HEAD, DAY),
        start_review(actor=head, now=AT, unit=unit, given=given),
    )
    for number in range(teachers):
        school.people.append(make_teacher(school, f"Trần Thị Minh Hoạ {number + 1}"))
    add_candidates(actor=head, now=AT, review=school.review, people=school.people)
    return school


def make_teacher(school: School, name: str, rating: str = "hoan-thanh-tot") -> Person:
    """A teacher who has worked here for long, rated for the year, of whom every list was looked through."""
    person = Person.objects.create(full_name=name)
    Post.objects.create(
        person=person, unit=school.unit, role=Post.Role.STAFF, title="Giáo viên", starts_on=date(2010, 9, 1)
    )
    rate(school, person, YEAR, rating)
    for group in GROUPS:
        Checked.objects.create(person=person, group=group, through=YEAR, **by(school))
    return person


def by(school: School) -> dict[str, Any]:
    """Who wrote a row when."""
    return {"recorded_at": AT, "recorded_by": user_of(school.head)}


def rate(school: School, person: Person, year: int, rating: str) -> Rating:
    """How somebody was rated."""
    return Rating.objects.create(person=person, year=year, rating=rating, **by(school))


def give(school: School, person: Person, award: str, year: int, *works: Work) -> AwardHeld:
    """An award that somebody was given, with its decision."""
    paper = {"decision_number": f"{year}/QĐ-MH", "decision_on": date(year + 1, 1, 5), "body": "Phòng Giáo dục Minh Hoạ"}
    found = AwardHeld.objects.create(person=person, award=award, year=year, **paper, **by(school))
    found.works.set(works)
    return found


def work(school: School, person: Person, name: str, year: int = YEAR, scope: str = "unit") -> Work:
    """An initiative of somebody."""
    found = Work.objects.create(name=name, year=year, scope=scope, **by(school))
    Authorship.objects.create(work=found, person=person)
    return found


def disciplined(school: School, person: Person, decided_on: date = date(2025, 1, 15)) -> Discipline:
    """A warning, with its decision."""
    return Discipline.objects.create(
        person=person, form="canh-cao", decided_on=decided_on, decision_number="7/QĐ-KL", **by(school)
    )


def pending(school: School, person: Person) -> Matter:
    """Something that waits for a conclusion."""
    return Matter.objects.create(
        person=person, kind="Đơn tố cáo minh hoạ", since=date(2025, 5, 2), authority="Thanh tra Minh Hoạ", **by(school)
    )
