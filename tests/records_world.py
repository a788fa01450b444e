"""A department with two schools, somebody in every role, and rows of records; all invented (dữ liệu minh hoạ)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tests.factories import make_unit, make_viewer, user_of
from thidua.organisations.models import Person, Post, Unit, UnitPlace
from thidua.organisations.rules import Viewer
from thidua.records.models import (
    Authorship,
    AwardHeld,
    Checked,
    Discipline,
    Leave,
    Matter,
    Measure,
    Rating,
    Recorded,
    RegisteredTitle,
    Statement,
    Work,
)
from thidua.records.rules import kinds
from thidua.records.selectors.gates import OneRow, get_row_for

TODAY = date(2025, 6, 1)
NOW = datetime(2025, 6, 1, 3, 0, tzinfo=UTC)  # 10:00 in Hanoi
YEAR = 2024
SINCE = date(2020, 9, 1)
LDTT, CSTDCS = "lao-dong-tien-tien", "chien-si-thi-dua-co-so"
GOOD, BEST = "hoan-thanh-tot", "hoan-thanh-xuat-sac"
QUESTION, SERVICE = "pham-chat-dao-duc", "trong-nganh"
DECISION = {"decision_number": "12/QĐ-MH", "decision_on": date(2024, 8, 1), "body": "Sở GDĐT minh hoạ"}
#: What the page of each kind sends, besides the signed paper.
TYPED: dict[str, dict[str, str]] = {
    kinds.RATING: {"year": "2024-2025", "of": "self", "rating": GOOD},
    kinds.AWARD: {"award": LDTT, "year": "2023-2024", "basis": "merit"},
    kinds.REGISTERED: {"award": LDTT, "year": "2024-2025"},
    kinds.WORK: {"name": "Đổi mới giờ học", "kind": "initiative", "scope": "unit", "year": "2024-2025"},
    kinds.MEASURE: {"of": SERVICE, "years": "12,5", "measured_on": "01/06/2025"},
    kinds.STATEMENT: {"year": "2024-2025", "code": QUESTION, "answer": "yes"},
    kinds.CHECKED: {"group": "holdings", "through": "2024-2025"},
    kinds.DISCIPLINE: {"form": "khien-trach", "decided_on": "01/02/2025"},
    kinds.MATTER: {"kind": "Đơn phản ánh", "since": "01/03/2025", "authority": "Thanh tra"},
    kinds.LEAVE: {"kind": "unpaid-leave", "starts_on": "01/10/2024", "ends_on": "31/10/2024"},
}
VALUES: dict[str, dict[str, Any]] = {
    kinds.RATING: {"year": YEAR, "of": "self", "rating": GOOD},
    kinds.AWARD: {"award": LDTT, "year": 2023, "basis": "merit", "achievement": ""},
    kinds.REGISTERED: {"award": LDTT, "year": YEAR},
    kinds.WORK: {"name": "Đổi mới giờ học", "kind": "initiative", "scope": "unit", "year": YEAR, "recognised_on": None},
    kinds.MEASURE: {"of": SERVICE, "years": Decimal("12.5"), "measured_on": TODAY},
    kinds.STATEMENT: {"year": YEAR, "code": QUESTION, "answer": True},
    kinds.CHECKED: {"group": "holdings", "through": YEAR},
    kinds.DISCIPLINE: {"form": "khien-trach", "decided_on": date(2025, 2, 1), "ended_on": None},
    kinds.MATTER: {"kind": "Đơn phản ánh", "since": date(2025, 3, 1), "authority": "Thanh tra", "expected_on": None},
    kinds.LEAVE: {"kind": "unpaid-leave", "starts_on": date(2024, 10, 1), "ends_on": date(2024, 10, 31)},
}


@dataclass
class Records:
    """A department over two schools; `viewers` by role, `teacher` a person of the first school without any rights."""

    department: Unit
    school: Unit
    other: Unit
    viewers: dict[str, Viewer]
    teacher: Person

    def viewer(self, role: str) -> Viewer:
        return self.viewers[role]

    def person(self, role: str) -> Person:
        return Person.objects.get(account=user_of(self.viewers[role]))


def make_records() -> Records:
    """The department, the schools and their people."""
    department = make_unit("SO-MH", "Sở Giáo dục và Đào tạo Minh Hoạ", "Sở MH")
    school = make_unit("THCS-1", "Trường Trung học cơ sở Hoa Sen", "THCS Hoa Sen")
    other = make_unit("THCS-2", "Trường Trung học cơ sở Hoa Mai", "THCS Hoa Mai")
    for unit in (school, other):
        UnitPlace.objects.create(unit=unit, parent=department, starts_on=date(2000, 1, 1))
    post = {"day": TODAY, "starts_on": SINCE}
    viewers = {
        "administrator": make_viewer(make_unit("QT-MH", "Bộ phận quản trị"), Post.Role.ADMINISTRATOR, **post),
        "above": make_viewer(department, **post),
        "head": make_viewer(school, Post.Role.HEAD, **post),
        "officer": make_viewer(school, **post),
        "staff": make_viewer(school, Post.Role.STAFF, **post),
        "other_head": make_viewer(other, Post.Role.HEAD, **post),
    }
    return Records(department, school, other, viewers, make_teacher(school, "Đặng Thị Ánh"))


def make_teacher(unit: Unit, name: str, starts_on: date = SINCE, **fields: Any) -> Person:
    """Somebody who works at a unit and keeps nothing."""
    person = Person.objects.create(full_name=name, **fields)
    Post.objects.create(person=person, unit=unit, role=Post.Role.STAFF, title="Giáo viên", starts_on=starts_on)
    return person


MODELS: dict[str, type[Recorded]] = {
    kinds.RATING: Rating, kinds.AWARD: AwardHeld, kinds.WORK: Work, kinds.DISCIPLINE: Discipline,
    kinds.MATTER: Matter, kinds.LEAVE: Leave, kinds.MEASURE: Measure, kinds.STATEMENT: Statement,
    kinds.CHECKED: Checked, kinds.REGISTERED: RegisteredTitle,
}  # fmt: skip


def make_row(kind: str, subject: Person | Unit, by: Viewer, **changes: Any) -> Any:
    """A row of a kind as the table holds it, nobody asked."""
    fields = {**VALUES[kind], "recorded_at": NOW, "recorded_by_id": by.account_id, **changes}
    if kind == kinds.WORK:
        row = MODELS[kind].objects.create(**fields)  # type: ignore[attr-defined]
        Authorship.objects.create(work=row, person=subject)
        return row
    fields["person" if isinstance(subject, Person) else "unit"] = subject
    return MODELS[kind].objects.create(**fields)  # type: ignore[attr-defined]


def fill(subject: Person, by: Viewer, number: int = 1) -> None:
    """So many rows of every kind; years differ, so that what stands once a year can."""
    for n in range(number):
        for kind in kinds.KINDS:
            years = {"year": YEAR - n} if "year" in VALUES[kind] else {}
            if kind == kinds.CHECKED:
                years = {"group": kinds.CHECKED_OF_PERSON[n]}
            make_row(kind, subject, by, **years)


def one_row(viewer: Viewer, kind: str, row: Recorded) -> OneRow:
    """A row as a page gets it."""
    return get_row_for(viewer, kinds.KINDS[kind].slug, row.uuid)
