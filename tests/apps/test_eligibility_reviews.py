"""Lists: who keeps them, what may be changed, what is kept when one is concluded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.eligibility_world import (
    AT,
    DAY,
    TITLES,
    YEAR,
    School,
    disciplined,
    give,
    make_school,
    make_teacher,
    pending,
    rate,
    work,
)
from tests.factories import make_viewer
from thidua.audit.models import Event
from thidua.audit.services.append_only import unguarded
from thidua.core.errors import BadInput, Refused, Stale
from thidua.eligibility.facts.judging import facts_of_kept, rerun, told_of_kept
from thidua.eligibility.models import Candidate, KeptFinding, Review
from thidua.eligibility.selectors.adding import to_add
from thidua.eligibility.selectors.grid import grid_for
from thidua.eligibility.selectors.reviews import get_case_for, get_review_for, latest_findings, reviews_for
from thidua.eligibility.services.concluding import conclude_review
from thidua.eligibility.services.reviews import (
    Given,
    add_candidates,
    change_review,
    start_review,
    withdraw_candidate,
    withdraw_review,
)
from thidua.foundation.refusals import NotThere
from thidua.law import rulebook
from thidua.law.facts_file import facts_to_plain
from thidua.lawbook.facts import rules_of
from thidua.organisations.models import Person, Post

pytestmark = pytest.mark.django_db
GIVEN = Given(name="Xét thi đua", year=YEAR, awards=TITLES, looked_on=DAY)


@pytest.fixture
def school() -> School:
    return make_school(2)


def current(school: School) -> Review:
    return Review.objects.get(pk=school.review.pk)


def conclude(school: School) -> Review:
    return conclude_review(actor=school.officer, now=AT, review=current(school), edition=current(school).edition)


def answers(school: School, person: Person) -> dict[str, str]:
    found = {one.award: one for one in latest_findings(current(school)) if one.candidate.person_id == person.pk}
    return {award: one.answer for award, one in found.items()}


def test_heads_officers_and_those_above_keep_lists_nobody_else(school: School) -> None:
    observer = make_viewer(school.unit, Post.Role.OBSERVER, DAY)
    staff = make_viewer(school.unit, Post.Role.STAFF, DAY)
    administrator = make_viewer(school.unit, Post.Role.ADMINISTRATOR, DAY)

    for keeper in (school.head, school.officer, school.superior):
        assert get_review_for(keeper, school.review.uuid) == school.review
        assert school.review in reviews_for(keeper)
        start_review(actor=keeper, now=AT, unit=school.unit, given=GIVEN)
    for other in (school.stranger, observer, staff, administrator):
        with pytest.raises(NotThere):
            get_review_for(other, school.review.uuid)
        with pytest.raises(NotThere):
            get_case_for(other, school.candidate().uuid)
        with pytest.raises(Refused):
            start_review(actor=other, now=AT, unit=school.unit, given=GIVEN)
        assert list(reviews_for(other)) == []


def test_every_act_leaves_one_event(school: School) -> None:
    before = Event.objects.count()
    review = current(school)
    change_review(actor=school.officer, now=AT, review=review, edition=review.edition, given=GIVEN)
    withdraw_candidate(actor=school.officer, now=AT, candidate=school.candidate(1), reason="Chuyển công tác")
    conclude(school)
    withdraw_review(actor=school.head, now=AT, review=current(school), reason="Lập nhầm")

    verbs = list(Event.objects.order_by("number").values_list("verb", flat=True)[before:])
    assert verbs == ["change-review", "withdraw-candidate", "conclude-review", "withdraw-review"]


def test_what_is_typed_wrong_is_named_and_nothing_is_written(school: School) -> None:
    with pytest.raises(BadInput) as error:
        start_review(actor=school.head, now=AT, unit=school.unit, given=replace(GIVEN, awards=(), name=" "))

    assert [one.place for one in error.value.problems] == ["name", "awards"]
    with pytest.raises(BadInput):
        withdraw_review(actor=school.head, now=AT, review=current(school), reason="  ")
    assert current(school).state == Review.State.DRAFT


def test_somebody_is_on_a_list_once_whatever_the_spelling(school: School) -> None:
    twin = Person.objects.create(full_name="Trần T. Minh Hoạ", same_as=school.people[0])

    added = add_candidates(actor=school.head, now=AT, review=school.review, people=[twin, school.people[0]])

    assert added == 0
    assert Candidate.objects.filter(review=school.review).count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.create(review=school.review, person=school.people[0], added_by_id=1, added_at=AT)


def test_only_those_whose_records_are_kept_are_offered_and_nobody_twice(school: School) -> None:
    newcomer = make_teacher(school, "Phạm Văn Minh Hoạ")

    offered = to_add(school.officer, current(school), "", "")

    names = {one.full_name for one in offered.people}
    assert newcomer.full_name in names
    assert not names & {one.full_name for one in school.people}
    assert [one.pk for one in to_add(school.officer, current(school), "pham", "").people] == [newcomer.pk]
    assert [unit.pk for unit, _ in offered.units] == [school.unit.pk]


def test_a_list_that_changed_meanwhile_is_not_concluded(school: School) -> None:
    seen = current(school).edition
    add_candidates(actor=school.head, now=AT, review=school.review, people=[make_teacher(school, "Người mới")])

    with pytest.raises(Stale):
        conclude_review(actor=school.officer, now=AT, review=school.review, edition=seen)
    assert KeptFinding.objects.count() == 0


def test_concluding_keeps_every_finding_with_facts_days_trace_and_one_rulebook(school: School) -> None:
    work(school, school.people[0], "Vườn rau của lớp")

    conclude(school)

    findings = list(KeptFinding.objects.all())
    assert len(findings) == 6
    assert len({one.rules_id for one in findings}) == 1
    assert answers(school, school.people[0]) == dict(zip(TITLES, ("granted", "granted", "refused"), strict=True))
    one = next(one for one in findings if one.award == TITLES[0])
    assert facts_to_plain(facts_of_kept(one)) == one.facts
    assert rules_of(one.rules.fingerprint).awards[TITLES[0]]
    assert one.dates["day"] == {"day": "2025-06-10"}
    assert "Căn cứ" in str(told_of_kept(one).sentence)


def test_a_kept_finding_is_neither_changed_nor_deleted(school: School) -> None:
    conclude(school)

    assert "eligibility_keptfinding" not in unguarded(connection)
    for act in (
        lambda: KeptFinding.objects.update(answer="granted"),
        lambda: KeptFinding.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_kept_finding_runs_again_the_same_after_records_and_law_have_changed(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    conclude(school)
    findings = list(KeptFinding.objects.select_related("rules"))
    rate(school, school.people[0], YEAR - 1, "hoan-thanh")
    disciplined(school, school.people[0])
    stricter = changed_house()
    monkeypatch.setattr(rulebook, "house", lambda: stricter)

    assert all(rerun(one).same and not rerun(one).reworded for one in findings)
    # The same list judged anew under the changed law comes out otherwise: the law did change.
    review = start_review(actor=school.head, now=AT, unit=school.unit, given=GIVEN)
    add_candidates(actor=school.head, now=AT, review=review, people=school.people)
    again = grid_for(school.head, review)
    assert {cell.key for row in again.rows for cell in row.cells if cell.award == TITLES[0]} == {"refused"}


def changed_house() -> rulebook.Rulebook:
    """The law of the house, but everybody needs the best rating for the first title."""
    plain = {section: list(rows) for section, rows in rulebook.house().plain.items()}
    plain["awards"] = [
        {**award, "standards": [{**one, "requires": {"rating": {"at-least": "hoan-thanh-xuat-sac"}}} for one in
                                award["standards"]]} if award["code"] == TITLES[0] else award
        for award in plain["awards"]
    ]  # fmt: skip
    return rulebook.thaw(plain, "changed")


def test_a_pending_matter_is_not_yet_and_the_list_is_concluded_again_when_it_ends(school: School) -> None:
    matter = pending(school, school.people[0])
    conclude(school)
    first = answers(school, school.people[0])
    matter.concluded_on, matter.violation, matter.document = date(2025, 6, 9), False, "Kết luận 5"
    matter.save()

    conclude(school)

    assert set(first.values()) == {"undetermined", "refused"}
    assert answers(school, school.people[0])[TITLES[0]] == "granted"
    assert current(school).rounds == 2
    assert KeptFinding.objects.count() == 12


def test_a_concluded_list_shows_what_was_kept_and_another_day_is_judged_anew(school: School) -> None:
    conclude(school)
    pending(school, school.people[0])

    kept, anew = grid_for(school.head, current(school)), grid_for(school.head, current(school), date(2025, 6, 11))

    assert kept.kept
    assert not anew.kept
    assert {row.name: row.cells[0].key for row in kept.rows} != {row.name: row.cells[0].key for row in anew.rows}


def test_a_collective_is_judged_by_its_members(school: School) -> None:
    given = replace(GIVEN, awards=("tap-the-lao-dong-tien-tien", *TITLES))
    review = start_review(actor=school.head, now=AT, unit=school.unit, given=given)
    add_candidates(actor=school.head, now=AT, review=review, units=[school.unit], people=school.people[:1])

    grid = grid_for(school.head, review)

    assert [[cell.award for cell in row.cells] for row in grid.rows] == [["tap-the-lao-dong-tien-tien"], list(TITLES)]


def test_the_share_of_a_title_is_counted_over_the_whole_list(school: School) -> None:
    for person in school.people:
        work(school, person, f"Sáng kiến của {person}")

    quotas = grid_for(school.head, current(school)).quotas

    for one in quotas:
        assert one.count == 2 or one.award != TITLES[1]
        assert one.finding.reasons[0].citation is not None


def test_a_used_initiative_marks_its_cell(school: School) -> None:
    give(school, school.people[0], "giay-khen", 2023, work(school, school.people[0], "Máy bơm"))

    rows = {
        row.name: {cell.award: cell.double for cell in row.cells} for row in grid_for(school.head, current(school)).rows
    }

    assert rows[school.people[0].full_name][TITLES[1]]
    assert not any(rows[school.people[1].full_name].values())
