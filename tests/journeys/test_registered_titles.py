"""Before 2024 who did not register was not considered: said only when it is known that nothing was registered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.eligibility_world import AT, School, make_school, make_teacher, rate
from tests.factories import make_cluster_one
from tests.registration_world import make_registration
from thidua.core.findings import Answer
from thidua.eligibility.facts.judging import dates_of, facts_of, judged, rules_for
from thidua.eligibility.models import Candidate, Review
from thidua.eligibility.services.reviews import Given, add_candidates, start_review
from thidua.law.judge import Judgement
from thidua.organisations.models import Unit
from thidua.records.rules import kinds
from thidua.records.services.rows import add_record
from thidua.registration.rules.registrations import AwardFacts, Content

pytestmark = pytest.mark.django_db
YEAR, DAY = 2019, date(2020, 6, 10)
LDTT, TTLDTT = "lao-dong-tien-tien", "tap-the-lao-dong-tien-tien"
FLAG = "co-thi-dua-bo-giao-duc"


def a_list(school: School, award: str) -> Review:
    """A list of the school year 2019–2020, looked at by the law of its day."""
    given = Given(name="Xét thi đua năm học 2019–2020", year=YEAR, awards=(award,), looked_on=DAY)
    return start_review(actor=replace(school.head, day=DAY), now=AT, unit=school.unit, given=given)


def found(candidate: Candidate, award: str) -> Judgement:
    """What the list finds of one candidate."""
    dates = dates_of(candidate.review)
    facts = facts_of(candidate.review, [candidate], dates.day)[candidate.pk]
    return judged(rules_for(candidate.review, dates.day), facts, [award], dates)[award]


def test_a_teacher_is_asked_refused_and_granted_as_registering_becomes_known() -> None:
    school = make_school(0)
    teacher = make_teacher(school, "Trần Thị Minh Hoạ")
    rate(school, teacher, YEAR, "hoan-thanh-tot")
    review, actor = a_list(school, LDTT), replace(school.head, day=DAY)
    add_candidates(actor=actor, now=AT, review=review, people=[teacher])
    candidate = Candidate.objects.get(review=review)

    unknown = found(candidate, LDTT)
    assert (unknown.answer, unknown.cause) == (Answer.UNDETERMINED, "missing")
    assert "chưa biết đã đăng ký Lao động tiên tiến năm học 2019–2020 hay chưa" in str(unknown.sentence)

    given = {"actor": actor, "now": AT, "subject": teacher}
    add_record(kind=kinds.CHECKED, values={"group": kinds.REGISTERED, "through": YEAR}, **given)
    refused = found(candidate, LDTT)
    assert refused.answer is Answer.REFUSED
    assert "không đăng ký Lao động tiên tiến năm học 2019–2020" in str(refused.sentence)
    assert "Điều 10" in str(refused.sentence)

    add_record(kind=kinds.REGISTERED, values={"award": LDTT, "year": YEAR}, **given)
    assert found(candidate, LDTT).answer is Answer.GRANTED


@pytest.mark.parametrize(("state", "award", "answer"), [
    ("accepted", TTLDTT, Answer.GRANTED), ("accepted", FLAG, Answer.REFUSED), ("sent", TTLDTT, Answer.UNDETERMINED),
])  # fmt: skip
def test_what_a_leader_accepted_in_a_cluster_counts_for_a_collective(state: str, award: str, answer: Answer) -> None:
    school, one = make_school(0), make_cluster_one()
    one.units["S4"] = school.unit
    make_registration(one, "S4", state, Content(awards=(AwardFacts(award),)))
    assert registering(school, school.unit) is answer


def test_a_collective_may_also_have_registered_in_its_own_record() -> None:
    school = make_school(0)
    assert registering(school, school.unit) is Answer.UNDETERMINED
    add_record(
        actor=replace(school.superior, day=DAY),
        now=AT,
        kind=kinds.REGISTERED,
        subject=school.unit,
        values={"award": TTLDTT, "year": YEAR},
    )
    assert registering(school, school.unit) is Answer.GRANTED


def registering(school: School, unit: Unit) -> Answer:
    """What the requirement of having registered finds; the others are of no account here."""
    review = a_list(school, TTLDTT)
    add_candidates(actor=replace(school.head, day=DAY), now=AT, review=review, units=[unit])
    judgement = found(Candidate.objects.get(review=review), TTLDTT)
    return next(step.answer for step in judgement.step.leaves() if step.kind == "registered")
