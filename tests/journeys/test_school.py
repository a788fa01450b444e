"""The invented school: each of its first teachers shows one thing that a head must explain at the meeting."""

from __future__ import annotations

import pytest

from thidua.demo.load import load_demonstration
from thidua.demo.school import AWARDS, DAY, JUDGED, SPELLED, TEACHERS
from thidua.law.double import Proposed, double_uses
from thidua.law.judge import Dates, Judgement, judge
from thidua.law.rulebook import house
from thidua.organisations.models import Person, Post
from thidua.records.facts import facts_of_people

pytestmark = pytest.mark.django_db
ADVANCED, _, PROVINCIAL, CERTIFICATE, MEDAL, _ = AWARDS


@pytest.fixture
def teachers() -> list[Person]:
    load_demonstration("school")
    posts = Post.objects.filter(unit__code="THPT-MINH-HOA", role=Post.Role.STAFF, person__same_as=None)
    return [post.person for post in posts.select_related("person").order_by("pk")]


def judged(person: Person, award: str) -> Judgement:
    facts = facts_of_people([person.pk], JUDGED, DAY)[person.pk]
    return judge(house(), award, facts, Dates(day=DAY))


def test_every_teacher_has_something_to_show(teachers: list[Person]) -> None:
    assert len(teachers) == TEACHERS
    answers = {
        (0, PROVINCIAL): ("granted", ""),
        (1, PROVINCIAL): ("refused", ""),
        (2, ADVANCED): ("refused", ""),
        (3, ADVANCED): ("undetermined", "pending"),
        (4, ADVANCED): ("undetermined", "missing"),
        (5, ADVANCED): ("granted", ""),
        (6, ADVANCED): ("refused", ""),
        (7, ADVANCED): ("refused", ""),
        (9, MEDAL): ("granted", ""),
    }
    found = {}
    for number, award in answers:
        one = judged(teachers[number], award)
        found[number, award] = (one.answer.value, one.cause)

    assert found == answers
    assert "Thanh tra Sở" in str(judged(teachers[3], ADVANCED).sentence)


def test_an_initiative_that_carried_a_title_is_asked_about_when_a_form_leans_on_it(teachers: list[Person]) -> None:
    facts = facts_of_people([teachers[0].pk], JUDGED, DAY)[teachers[0].pk]

    found = double_uses(house(), facts, [Proposed(CERTIFICATE)], Dates(day=DAY))

    assert found
    assert found[0].earlier is not None
    assert "-SGDĐT" in str(found[0].sentence)


def test_somebody_under_two_spellings_is_one_person(teachers: list[Person]) -> None:
    kept = teachers[8]

    assert kept.full_name == SPELLED[0]
    assert [one.full_name for one in kept.also_known_as.all()] == [SPELLED[1]]
