"""The case: opened from the ranked table, voted in the conference, concluded, and re-opened when something comes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from tests.factories import make_viewer
from tests.selection_world import (
    AT,
    DAY,
    PAPER,
    SECOND,
    TIED,
    Selecting,
    conclude_now,
    concluded_case,
    decide,
    make_selecting,
    opened_case,
)  # fmt: skip
from thidua.core.errors import BadInput, Refused, Stale
from thidua.organisations.models import Delegation
from thidua.registration.models import Registration
from thidua.scoring.models import Line
from thidua.selection.facts.case import inputs_of
from thidua.selection.models import Clause, Run, SelectionCase
from thidua.selection.rules.engine import run_clause
from thidua.selection.rules.keeping import inputs_from_json, outcome_to_json
from thidua.selection.services.case import conclude_case, open_case, retake_field
from thidua.selection.services.happenings import conclude_hold, note_hold, note_refusal, rule, take_back
from thidua.selection.services.votes import ask_vote

pytestmark = pytest.mark.django_db
FOUR = ("S1", "S2", "S3", "S4")


def test_the_founding_example_from_the_ranked_table_to_flag_and_three() -> None:
    """S1 and S3 lead with 87,5; S5 has 96,8 and is excluded; the tie of votes is voted again."""
    found = opened_case()
    need = found.sight.outcome.needs[0]
    assert (need.purpose, sorted(need.units), need.seats) == ("leading-unit", list(FOUR), 1)
    question = decide(found, TIED, SECOND)
    assert question.about_uuid == found.case.uuid
    outcome = found.sight.outcome
    assert outcome.units_with("flag") == ("S3",)
    assert outcome.units_with("commendation") == ("S1", "S2", "S4")
    assert [one.unit for one in outcome.excluded] == ["S5"]
    conclude_now(found)
    assert found.case.state == SelectionCase.State.CONCLUDED


def test_what_was_kept_runs_again_to_the_same_outcome_and_never_changes() -> None:
    found = concluded_case()
    run = found.case.runs.get(why="concluded")
    assert outcome_to_json(run_clause(inputs_from_json(run.inputs))) == run.outcome
    with pytest.raises(DatabaseError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(why="other")


def test_only_the_leader_or_a_deputy_with_the_task_opens_and_concludes() -> None:
    found = make_selecting()
    for unit in ("S1", "S4"):
        with pytest.raises(Refused):
            open_case(actor=found.person(unit), now=AT, ranking=found.ranking)
    Delegation.objects.create(
        cluster=found.one.cluster, task="selection", starts_on=DAY, ends_on=DAY, granted_at=AT,
        reason="Ủy quyền minh hoạ.",
        granted_by_id=found.leader.account_id,
    )  # fmt: skip
    case = open_case(actor=found.person("S1"), now=AT, ranking=found.ranking)
    assert case.state == SelectionCase.State.OPEN


def test_without_a_published_clause_no_case_is_opened() -> None:
    found = make_selecting()
    Clause.objects.all().delete()
    with pytest.raises(Refused, match="chưa ban hành điều khoản"):
        open_case(actor=found.leader, now=AT, ranking=found.ranking)


def test_a_case_is_opened_once() -> None:
    found = opened_case()
    with pytest.raises(Refused, match="đã được lập"):
        open_case(actor=found.leader, now=AT, ranking=found.ranking)


def test_it_is_not_concluded_before_the_vote_nor_when_something_changed_meanwhile() -> None:
    found = opened_case()
    with pytest.raises(Refused, match="Cần bỏ phiếu giữa"):
        conclude_now(found)
    seen = found.sight.mark
    decide(found, dict.fromkeys(("S1", "S2", "S3", "S4", "S5"), "S1"))
    with pytest.raises(Stale):
        conclude_case(actor=found.leader, now=AT, case=found.case, ranking=found.ranking, seen=seen)


def test_a_vote_is_asked_for_once_among_exactly_those_considered() -> None:
    found = opened_case()
    asked = ask_vote(actor=found.leader, now=AT, case=found.case, session=found.conference.session)
    assert sorted(asked.units) == list(FOUR)
    with pytest.raises(Refused, match="đã được đưa vào phiên họp"):
        ask_vote(actor=found.leader, now=AT, case=found.case, session=found.conference.session)


def test_scores_that_change_after_the_table_was_taken_are_taken_again_before_the_end() -> None:
    found = opened_case()
    decide(found, TIED, SECOND)
    line = Line.objects.get(sheet__unit__code="S4", criterion__code="A.1")
    line.verified = {"points": "70"}
    line.save(update_fields=["verified"])
    with pytest.raises(Refused, match="đã thay đổi từ khi lấy bảng xếp hạng"):
        conclude_now(found)
    retake_field(actor=found.leader, now=AT, case=found.case, ranking=found.ranking)
    conclude_now(found)
    assert [str(one.total) for one in found.sight.outcome.awards if one.unit == "S4"] == ["70.00"]


def test_who_did_not_register_is_not_considered_and_the_clause_says_so() -> None:
    found = make_selecting()
    cycle = found.one.cycle
    cycle.stages.create(step="registration", opens_on="2019-12-01", closes_on="2019-12-27")
    for code, unit in found.one.units.items():
        if code != "S2":
            Registration.objects.create(cycle=cycle, unit=unit, state="accepted")
    open_case(actor=found.leader, now=AT, ranking=found.ranking)
    excluded = {one.unit: one for one in found.sight.outcome.excluded}
    assert set(excluded) == {"S2", "S5"}
    assert "đăng ký" in str(excluded["S2"].sentence)
    assert excluded["S2"].citation.document


def test_a_unit_that_awaits_a_conclusion_is_held_and_comes_back_by_the_organisers_ruling() -> None:
    """Pending from the table; cleared after the conclusion; the statute says nothing, so the organiser decides."""
    found = opened_case(pending=("S2",))
    assert [one.unit for one in found.sight.outcome.held] == ["S2"]
    decide(found, {"S1": "S3", "S2": "S3", "S3": "S3", "S4": "S3", "S5": "S3"})
    conclude_now(found)
    hold = found.case.holds.get()
    conclude_hold(
        actor=found.organiser, now=AT, hold=hold, state="cleared", on=DAY, conclusion="Không có sai phạm.", paper=PAPER
    )
    assert found.case.state == SelectionCase.State.REOPENED
    assert found.case.runs.last().supplementary  # type: ignore[union-attr]
    assert "do cơ quan tổ chức cụm quyết định" in str(found.sight.outcome.needs[0].sentence)
    ruling = {"key": "late:S2", "answer": "extra-seat", "on": DAY, "reason": "Theo đề nghị của cụm.", "paper": PAPER}
    with pytest.raises(Refused):
        rule(actor=found.leader, now=AT, case=found.case, **ruling)  # type: ignore[arg-type]
    rule(actor=found.organiser, now=AT, case=found.case, **ruling)  # type: ignore[arg-type]
    conclude_now(found)
    assert [one.unit for one in found.sight.outcome.awards if one.by == "extra"] == ["S2"]


def test_a_flag_given_back_is_decided_by_the_organiser_and_the_vote_is_taken_again() -> None:
    found = concluded_case()
    s3 = found.one.units["S3"]
    note_refusal(
        actor=found.person("S3"), now=AT, case=found.case, unit=s3, prize="flag", on=DAY,
        reason="Nhường cho đơn vị bạn.", paper=PAPER,
    )  # fmt: skip
    assert found.case.state == SelectionCase.State.REOPENED
    rule(
        actor=found.organiser, now=AT, case=found.case, key="vacated:flag", answer="passed-down", on=DAY,
        reason="Suất Cờ chuyển cho đơn vị kế tiếp.", paper=PAPER,
    )  # fmt: skip
    assert sorted(found.sight.outcome.needs[0].units) == ["S1", "S2", "S4"]
    decide(found, dict.fromkeys(("S1", "S2", "S3", "S4", "S5"), "S1"))
    assert found.sight.outcome.units_with("flag") == ("S1",)
    assert found.sight.outcome.units_with("commendation") == ("S3", "S2", "S4")


def test_a_sign_of_wrongdoing_after_the_end_suspends_the_award_until_the_conclusion() -> None:
    found = concluded_case()
    s4 = found.one.units["S4"]
    hold = note_hold(
        actor=found.leader, now=AT, case=found.case, unit=s4, since=DAY, reason="Có đơn thư đang xác minh.", paper=PAPER
    )
    assert hold.after
    assert [one.unit for one in found.sight.outcome.awards if one.suspended] == ["S4"]
    conclude_hold(
        actor=found.organiser, now=AT, hold=hold, state="wrongdoing", on=DAY, conclusion="Có sai phạm.", paper=PAPER
    )
    assert "S4 không nhận" in str(found.sight.outcome.needs[0].sentence)


def test_nobody_holds_or_clears_their_own_unit() -> None:
    found = opened_case()
    given = {"since": DAY, "reason": "Có đơn thư đang xác minh.", "paper": PAPER}
    for actor, unit in ((found.leader, "S3"), (found.person("S1"), "S1"), (found.person("S4"), "S4")):
        with pytest.raises(Refused):
            note_hold(actor=actor, now=AT, case=found.case, unit=found.one.units[unit], **given)  # type: ignore[arg-type]
    note_hold(actor=found.person("S1"), now=AT, case=found.case, unit=found.one.units["S3"], **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"reason": " "}, "Chưa nêu rõ"),
        ({"on": DAY.replace(year=2021)}, "chưa tới"),
        ({"prize": "medal"}, "không có hình thức khen này"),
        ({"paper": ("virus.exe", b"MZ")}, "không nhận|không phải|PDF"),
    ],
)
def test_a_refusal_that_says_nothing_is_told_what_is_missing(changed: dict[str, object], told: str) -> None:
    found = opened_case()
    given = {"prize": "flag", "on": DAY, "reason": "Nhường cho đơn vị bạn.", "paper": PAPER} | changed
    with pytest.raises(BadInput, match=told):
        note_refusal(actor=found.leader, now=AT, case=found.case, unit=found.one.units["S4"], **given)  # type: ignore[arg-type]


def test_a_unit_of_another_cluster_cannot_decline_here(django_assert_max_num_queries: object) -> None:
    found: Selecting = opened_case()
    stranger = make_viewer(found.one.organiser)
    with pytest.raises(BadInput, match="không có trong bảng"):
        note_refusal(
            actor=stranger, now=AT, case=found.case, unit=found.one.organiser, prize="flag", on=DAY,
            reason="Không liên quan.", paper=PAPER,
        )  # fmt: skip


def test_inputs_are_read_from_the_case_alone() -> None:
    found = opened_case()
    again = inputs_of(found.case)
    assert replace(again, votes=()) == inputs_from_json(found.case.runs.get().inputs)


def test_a_concluded_case_keeps_its_table_and_is_not_concluded_twice() -> None:
    found = concluded_case()
    with pytest.raises(Refused, match="giữ nguyên bảng xếp hạng"):
        retake_field(actor=found.leader, now=AT, case=found.case, ranking=found.ranking)
    with pytest.raises(Refused, match="đã kết luận"):
        conclude_now(found)
    with pytest.raises(Refused, match="không cần bỏ phiếu"):
        ask_vote(actor=found.leader, now=AT, case=found.case, session=found.conference.session)


def test_what_changes_nothing_leaves_a_concluded_case_concluded() -> None:
    """S5 is excluded and declines a flag that it never had: kept on record, nothing re-opens."""
    found = concluded_case()
    note_refusal(
        actor=found.person("S5"), now=AT, case=found.case, unit=found.one.units["S5"], prize="flag", on=DAY,
        reason="Không nhận dù được xét.", paper=PAPER,
    )  # fmt: skip
    assert found.case.state == SelectionCase.State.CONCLUDED
    assert found.case.runs.count() == 3


def test_nothing_changes_any_more_in_an_archived_year() -> None:
    found = opened_case()
    cycle = found.one.cycle
    cycle.archived_at = AT
    cycle.save(update_fields=["archived_at"])
    with pytest.raises(Refused, match="lưu trữ"):
        note_hold(
            actor=found.organiser, now=AT, case=found.case, unit=found.one.units["S4"], since=DAY,
            reason="Có đơn thư đang xác minh.", paper=PAPER,
        )  # fmt: skip


def test_what_was_noted_by_mistake_is_taken_back_with_a_reason_and_can_be_noted_again() -> None:
    found = concluded_case()
    before = found.sight.outcome.units_with("flag")
    given = {"case": found.case, "unit": found.one.units["S3"], "prize": "flag", "on": DAY, "paper": PAPER}
    note_refusal(actor=found.person("S3"), now=AT, reason="Ghi nhầm ở hồ sơ này.", **given)  # type: ignore[arg-type]
    refusal = found.case.refusals.get()
    with pytest.raises(Refused):
        take_back(actor=found.person("S4"), now=AT, noted=refusal, reason="Không phải việc của tôi.")
    with pytest.raises(BadInput):
        take_back(actor=found.person("S3"), now=AT, noted=refusal, reason="")

    take_back(actor=found.person("S3"), now=AT, noted=refusal, reason="Ghi nhầm hình thức khen.")

    assert found.sight.outcome.units_with("flag") == before
    assert found.case.refusals.get().withdrawal.reason == "Ghi nhầm hình thức khen."
    with pytest.raises(Refused):
        take_back(actor=found.person("S3"), now=AT, noted=refusal, reason="Rút lại lần nữa.")
    note_refusal(actor=found.person("S3"), now=AT, reason="Nay từ chối thật.", **given)  # type: ignore[arg-type]
    assert found.sight.outcome.units_with("flag") == ()


def test_a_hold_noted_by_mistake_is_taken_back_while_there_is_no_conclusion() -> None:
    found = opened_case()
    given = {"case": found.case, "unit": found.one.units["S4"], "since": DAY, "paper": PAPER}
    hold = note_hold(actor=found.leader, now=AT, reason="Ghi nhầm đơn vị.", **given)  # type: ignore[arg-type]
    assert [one.unit for one in found.sight.outcome.held] == ["S4"]
    take_back(actor=found.leader, now=AT, noted=hold, reason="Ghi nhầm, đơn thư về đơn vị khác.")
    assert found.sight.outcome.held == ()
    again = note_hold(actor=found.leader, now=AT, reason="Có đơn thư về đơn vị này.", **given)  # type: ignore[arg-type]
    conclude_hold(
        actor=found.organiser, now=AT, hold=again, state="cleared", on=DAY, conclusion="Không có sai phạm.", paper=PAPER
    )
    again.refresh_from_db()
    with pytest.raises(Refused):
        take_back(actor=found.leader, now=AT, noted=again, reason="Đã có kết luận rồi.")
