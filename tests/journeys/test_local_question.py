"""A school asks more than the law does, where the law leaves it open; somebody answers; the teacher's title follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.factories import NOW
from tests.lawbook_world import AWARD, DAY, Place, make_place, published
from tests.records_world import make_teacher
from thidua.law.judge import Dates, Judgement, judge
from thidua.lawbook.facts import rulebook_for
from thidua.organisations.models import Person
from thidua.records.facts import person_facts
from thidua.records.facts.catalogue import statement_choices
from thidua.records.rules import kinds
from thidua.records.services.rows import add_record

pytestmark = pytest.mark.django_db
YEAR = 2024


def judged(place: Place, teacher: Person, day: date = DAY) -> Judgement:
    facts = person_facts(teacher, YEAR, day)
    return judge(rulebook_for(place.school, day), AWARD, facts, Dates(day=day))


def write(place: Place, teacher: Person, kind: str, **values: object) -> None:
    add_record(actor=replace(place.head, day=DAY), now=NOW, kind=kind, subject=teacher, values=values)


def test_what_a_school_asks_is_answered_in_the_record_and_decides() -> None:
    place = make_place()
    teacher = make_teacher(place.school, "Lê Thị Minh Hoạ")
    for group in ("holdings", "works", "disciplines", "matters"):
        write(place, teacher, kinds.CHECKED, group=group, through=YEAR)
    write(place, teacher, kinds.RATING, year=YEAR, of="self", rating="hoan-thanh-tot")
    assert judged(place, teacher).answer.value == "granted"

    published(place)
    asked = judged(place, teacher)
    assert (asked.answer.value, asked.cause) == ("undetermined", "missing")
    assert "đã dự giờ đủ 18 tiết trong năm" in str(asked.sentence)

    code = next(code for code, words in statement_choices() if words == "Đã dự giờ đủ 18 tiết trong năm")
    write(place, teacher, kinds.STATEMENT, year=YEAR, code=code, answer=True)
    assert judged(place, teacher).answer.value == "granted"
