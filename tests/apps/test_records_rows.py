"""Rows of a record: written, corrected, withdrawn, concluded, cancelled; each change is one event in the history."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.records_world import (
    BEST,
    DECISION,
    GOOD,
    NOW,
    TODAY,
    VALUES,
    YEAR,
    Records,
    make_records,
    make_row,
    make_teacher,
    one_row,
)
from tests.uploads import make_pdf
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused, Stale
from thidua.foundation import files
from thidua.foundation.refusals import NotThere
from thidua.records.models import AwardHeld, Rating, Work
from thidua.records.rules import kinds
from thidua.records.services.conclusions import cancel_award, conclude_matter
from thidua.records.services.rows import Paper, add_record, correct_record, withdraw_record

pytestmark = pytest.mark.django_db
PAPER = Paper("12/QĐ-MH", date(2024, 8, 1), "Sở minh hoạ")


@pytest.fixture
def world() -> Records:
    return make_records()


def add(world: Records, kind: str, role: str = "head", **more: Any) -> Any:
    values = VALUES[kind] | more.pop("values", {})
    return add_record(actor=world.viewer(role), now=NOW, kind=kind, subject=world.teacher, values=values, **more)


def last() -> Event:
    return Event.objects.latest("number")


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_every_kind_is_written_corrected_and_withdrawn_with_one_event_each(world: Records, kind: str) -> None:
    row = add(world, kind)
    head = world.viewer("head")
    assert (last().verb, last().data["of"]) == (f"add-{kind}", str(world.teacher.uuid))
    correct_record(
        actor=head, now=NOW, one=one_row(head, kind, row), edition=0, values=VALUES[kind], paper=Paper("3/QĐ", TODAY)
    )
    assert last().verb == f"correct-{kind}"
    assert last().data["after"]["decision_number"] == "3/QĐ"
    assert last().data["before"]["decision_number"] == ""
    withdraw_record(actor=head, now=NOW, one=one_row(head, kind, row), edition=1, reason="Ghi nhầm người")
    row.refresh_from_db()
    assert (last().verb, last().reason, row.edition) == (f"withdraw-{kind}", "Ghi nhầm người", 2)
    assert row.withdrawn_at == NOW
    assert Event.objects.count() == 3


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_who_keeps_a_kind_writes_it_and_nobody_else(world: Records, kind: str) -> None:
    refused = ["staff", "other_head", "administrator"]
    if kinds.KINDS[kind].is_sensitive or kind == kinds.STATEMENT:
        refused.append("officer")
    for role in refused:
        with pytest.raises(Refused):
            add(world, kind, role)
    assert Event.objects.count() == 0
    add(world, kind, "above")


def test_nobody_writes_in_their_own_record(world: Records) -> None:
    with pytest.raises(Refused, match="của chính mình"):
        add_record(
            actor=world.viewer("head"),
            now=NOW,
            kind=kinds.RATING,
            subject=world.person("head"),
            values=VALUES[kinds.RATING],
        )


def test_a_row_with_a_decision_is_corrected_only_with_a_reason(world: Records) -> None:
    row = add(world, kinds.AWARD, paper=PAPER)
    head = world.viewer("head")
    one = one_row(head, kinds.AWARD, row)
    with pytest.raises(BadInput, match="lý do"):
        correct_record(actor=head, now=NOW, one=one, edition=0, values={"year": 2022})
    correct_record(actor=head, now=NOW, one=one, edition=0, values={"year": 2022}, reason="Ghi nhầm năm")
    assert (last().reason, last().data["before"], last().data["after"]) == (
        "Ghi nhầm năm",
        {"year": "2023"},
        {"year": "2022"},
    )
    row.refresh_from_db()
    assert (row.decision_number, row.edition) == ("12/QĐ-MH", 1)


def test_an_award_for_what_was_rewarded_before_is_written_only_by_somebody_who_saw_that(world: Records) -> None:
    work, feat = add(world, kinds.WORK), "Cứu học sinh đuối nước"
    earlier = add(world, kinds.AWARD, paper=PAPER, values={"achievement": feat, "works": [work]})
    events, more = Event.objects.count(), {"year": 2022, "achievement": "CỨU HỌC SINH ĐUỐI NƯỚC", "works": [work]}

    with pytest.raises(BadInput) as error:
        add(world, kinds.AWARD, values=more)
    assert [one.place for one in error.value.problems] == ["again", "again"]
    assert "12/QĐ-MH ngày 01/08/2024" in str(error.value.problems[0].sentence)
    assert (Event.objects.count(), AwardHeld.objects.count()) == (events, 1)

    second = add(world, kinds.AWARD, values=more, again=True)
    assert len(last().data["used_again"]) == 2
    head = world.viewer("head")
    withdraw_record(actor=head, now=NOW, one=one_row(head, kinds.AWARD, earlier), edition=0, reason="Ghi nhầm người")
    correct_record(actor=head, now=NOW, one=one_row(head, kinds.AWARD, second), edition=0, values={"achievement": feat})
    assert "used_again" not in last().data


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(world: Records) -> None:
    row = add(world, kinds.RATING)
    head = world.viewer("head")
    one = one_row(head, kinds.RATING, row)
    correct_record(actor=head, now=NOW, one=one, edition=0, values={"rating": BEST})
    with pytest.raises(Stale):
        correct_record(actor=head, now=NOW, one=one, edition=0, values={"rating": GOOD})
    with pytest.raises(Stale):
        withdraw_record(actor=head, now=NOW, one=one, edition=0, reason="Ghi nhầm")
    row.refresh_from_db()
    assert row.rating == BEST


def test_a_withdrawn_row_is_not_touched_again_and_leaves_its_place_free(world: Records) -> None:
    row = add(world, kinds.RATING)
    with pytest.raises(BadInput, match="đã được ghi"):
        add(world, kinds.RATING)
    head = world.viewer("head")
    with pytest.raises(BadInput, match="lý do"):
        withdraw_record(actor=head, now=NOW, one=one_row(head, kinds.RATING, row), edition=0, reason=" ")
    withdraw_record(actor=head, now=NOW, one=one_row(head, kinds.RATING, row), edition=0, reason="Ghi nhầm")
    with pytest.raises(Refused, match="đã được rút"):
        correct_record(actor=head, now=NOW, one=one_row(head, kinds.RATING, row), edition=1, values={})
    add(world, kinds.RATING)
    assert Rating.objects.filter(person=world.teacher).count() == 2


def test_a_row_that_stands_once_is_counted_over_merged_entries(world: Records) -> None:
    twin = make_teacher(world.school, "Dang Thi Anh")
    make_row(kinds.RATING, twin, world.viewer("head"))
    add(world, kinds.RATING, values={"year": YEAR - 1})
    twin.same_as = world.teacher
    twin.save()
    with pytest.raises(BadInput, match="đã được ghi"):
        add(world, kinds.RATING)
    with pytest.raises(BadInput, match="đã được ghi"):
        add_record(actor=world.viewer("head"), now=NOW, kind=kinds.RATING, subject=twin, values=VALUES[kinds.RATING])


def test_faults_name_their_fields_and_nothing_is_written(world: Records) -> None:
    with pytest.raises(BadInput) as wrong:
        add(world, kinds.DISCIPLINE, values={"decided_on": TODAY + timedelta(days=1)}, paper=Paper("1/QĐ"))
    assert [problem.place for problem in wrong.value.problems] == ["decided_on", "decision_on"]
    assert Event.objects.count() == 0


def test_a_file_is_judged_by_its_content_and_kept_by_its_hash(world: Records) -> None:
    with pytest.raises(BadInput, match="Không nhận ra loại tệp"):
        add(world, kinds.RATING, paper=Paper(file_name="quyet-dinh.pdf", content=b"khong phai PDF"))
    row = add(world, kinds.RATING, paper=Paper("1/QĐ", TODAY, file_name="../quyết định.PDF", content=make_pdf()))
    assert row.paper_name == "quyết định.PDF"
    assert files.is_intact(row.paper_sha256)
    head = world.viewer("head")
    one = one_row(head, kinds.RATING, row)
    correct_record(actor=head, now=NOW, one=one, edition=0, values={"rating": BEST}, reason="Sửa mức")
    row.refresh_from_db()
    assert files.is_intact(row.paper_sha256)


def test_a_work_has_authors_with_shares(world: Records) -> None:
    mate = make_teacher(world.other, "Lê Văn Bình")
    authors = [(world.teacher, Decimal(60)), (mate, Decimal(40))]
    work = add(world, kinds.WORK, authors=authors)
    assert last().data["after"]["authors"] == "Đặng Thị Ánh (60 %); Lê Văn Bình (40 %)"
    head = world.viewer("head")
    one = one_row(head, kinds.WORK, work)
    for wrong in ([(world.teacher, Decimal(60)), (mate, Decimal(41))], [(mate, None), (mate, None)], []):
        with pytest.raises(BadInput):
            correct_record(actor=head, now=NOW, one=one, edition=0, values={}, authors=wrong)
    assert Work.objects.get().authorships.count() == 2
    # A head of any author's unit may look at it; nobody else.
    assert one_row(world.viewer("other_head"), kinds.WORK, work)
    with pytest.raises(NotThere):
        one_row(world.viewer("staff"), kinds.WORK, work)


def test_an_award_rests_on_works(world: Records) -> None:
    work = add(world, kinds.WORK)
    award = add(world, kinds.AWARD, values={"works": [work]}, paper=PAPER)
    assert list(award.works.all()) == [work]
    assert last().data["after"]["works"] == "Đổi mới giờ học"


def test_a_matter_is_concluded_once_with_its_paper(world: Records) -> None:
    matter = add(world, kinds.MATTER)
    head = world.viewer("head")
    one = one_row(head, kinds.MATTER, matter)
    with pytest.raises(BadInput) as wrong:
        conclude_matter(
            actor=head, now=NOW, one=one, edition=0, concluded_on=date(2025, 2, 1), violation=False, document=""
        )
    assert [problem.place for problem in wrong.value.problems] == ["concluded_on", "document"]
    conclude_matter(actor=head, now=NOW, one=one, edition=0, concluded_on=TODAY, violation=True, document="5/KL-TTr")
    assert last().verb == "conclude-matter"
    with pytest.raises(Refused, match="đã có kết luận"):
        conclude_matter(
            actor=head, now=NOW, one=one, edition=1, concluded_on=TODAY, violation=True, document="5/KL-TTr"
        )


def test_an_award_is_cancelled_on_a_ground_of_the_law(world: Records) -> None:
    award = add(world, kinds.AWARD, paper=PAPER)
    head = world.viewer("head")
    one = one_row(head, kinds.AWARD, award)
    given = {"actor": head, "now": NOW, "one": one, "edition": 0, "reason": "Kết luận thanh tra"}
    with pytest.raises(BadInput, match="căn cứ"):
        cancel_award(cancelled_on=TODAY, ground="vi-thich", **given)
    with pytest.raises(BadInput, match="trước ngày"):
        cancel_award(cancelled_on=date(2024, 7, 31), ground="false-papers", **given)
    cancel_award(cancelled_on=TODAY, ground="false-papers", **given)
    held = AwardHeld.objects.get()
    assert (held.cancelled_on, held.cancelled_ground, last().verb) == (TODAY, "false-papers", "cancel-award")
    with pytest.raises(Refused, match="đã bị hủy bỏ"):
        cancel_award(cancelled_on=TODAY, ground="false-papers", **{**given, "edition": 1})


def test_an_officer_says_that_titles_are_complete_but_not_disciplines(world: Records) -> None:
    add(world, kinds.CHECKED, "officer")
    with pytest.raises(Refused):
        add(world, kinds.CHECKED, "officer", values={"group": "disciplines"})
    add(world, kinds.CHECKED, "head", values={"group": "disciplines"})


def test_how_a_party_organisation_was_rated_is_kept_by_heads(world: Records) -> None:
    with pytest.raises(Refused):
        add(world, kinds.RATING, "officer", values={"of": "party-organisation"})
    row = add(world, kinds.RATING, "head", values={"of": "party-organisation"})
    with pytest.raises(NotThere):
        one_row(world.viewer("officer"), kinds.RATING, row)


def test_records_of_a_collective_are_kept_by_its_people_and_those_above(world: Records) -> None:
    given = {"now": NOW, "kind": kinds.RATING, "subject": world.school, "values": VALUES[kinds.RATING]}
    for role in ("other_head", "staff", "administrator"):
        with pytest.raises(Refused):
            add_record(actor=world.viewer(role), **given)
    row = add_record(actor=world.viewer("officer"), **given)
    assert (row.unit, row.person, DECISION["body"]) == (world.school, None, "Sở GDĐT minh hoạ")  # type: ignore[attr-defined]
