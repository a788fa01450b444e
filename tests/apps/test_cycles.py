"""A cluster's year: opened, its deadlines stated, chosen and extended, and put away, never deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, TODAY, ClusterOne, make_cluster_one, make_unit, make_viewer
from thidua.audit.models import Event
from thidua.core.days import HANOI
from thidua.core.errors import BadInput, Refused, Stale
from thidua.core.findings import Answer
from thidua.cycles import rules, services
from thidua.cycles.facts import stage_facts, stage_facts_of
from thidua.cycles.models import Cycle, Extension, Stage, StatedDeadline
from thidua.cycles.selectors import cycles_for, get_cycle_for, year_rows
from thidua.foundation.refusals import NotThere
from thidua.organisations.models import Membership, Post
from thidua.organisations.rules import Viewer
from thidua.organisations.services import delegate

pytestmark = pytest.mark.django_db

PLAN = ("Kế hoạch số 01/KH-CTĐ1", date(2020, 6, 5))
STATUTE = ("Quy chế số 02/QC-CTĐ1", date(2020, 6, 10))


@pytest.fixture
def one() -> ClusterOne:
    return make_cluster_one()


@pytest.fixture
def officer(one: ClusterOne) -> Viewer:
    return make_viewer(one.organiser)


@pytest.fixture
def leader(one: ClusterOne) -> Viewer:
    return make_viewer(one.leader, Post.Role.HEAD)


def stage(one: ClusterOne, step: str = rules.SELF_SCORING) -> Stage:
    return one.cycle.stages.get(step=step)


def last() -> Event:
    return Event.objects.latest("number")


def state(one: ClusterOne, actor: Viewer, paper: tuple[str, date]) -> StatedDeadline:
    return services.state_deadline(actor=actor, now=NOW, stage=stage(one), document=paper[0], closes_on=paper[1])


def choose(one: ClusterOne, actor: Viewer, stated: StatedDeadline, **changed: Any) -> StatedDeadline:
    call = {"stated": stated, "seen": 2, "reason": "Quy chế do hội nghị thông qua"}
    return services.choose_deadline(actor=actor, now=NOW, stage=stage(one), **{**call, **changed})


def extend(one: ClusterOne, actor: Viewer, unit: str | None, day: date, reason: str = "Mất điện do bão") -> Extension:
    about = one.units[unit] if unit else None
    return services.extend_deadline(actor=actor, now=NOW, stage=stage(one), unit=about, closes_on=day, reason=reason)


def next_years_days(one: ClusterOne) -> dict[str, tuple[date, date]]:
    moved = {step: rules.shifted(facts, 1) for step, facts in stage_facts(one.cycle).items()}
    return {step: (facts.opens_on, facts.closes_on) for step, facts in moved.items()}


def test_a_new_year_takes_over_last_years_days_a_year_later(one: ClusterOne, officer: Viewer) -> None:
    extend(one, officer, None, date(2020, 6, 12))
    cycle = services.open_cycle(actor=officer, now=NOW, cluster=one.cluster, start_year=2020, days=next_years_days(one))
    facts = stage_facts(cycle)
    assert list(facts) == [step for step in rules.STEPS if step not in rules.OPTIONAL_STEPS]
    assert facts[rules.SELF_SCORING] == rules.StageFacts(rules.SELF_SCORING, date(2021, 5, 1), date(2021, 6, 5))
    assert (last().verb, last().subject_uuid) == ("open-cycle", cycle.uuid)


def test_a_year_is_opened_once_with_days_for_every_step(one: ClusterOne, officer: Viewer) -> None:
    days = next_years_days(one)
    del days[rules.RANKED]
    with pytest.raises(BadInput) as caught:
        services.open_cycle(actor=officer, now=NOW, cluster=one.cluster, start_year=2019, days=days)
    places = [problem.place for problem in caught.value.problems]
    assert (places[0], places[-1]) == ("ranked-opens_on", "start_year")
    assert Cycle.objects.count() == 1
    assert Event.objects.count() == 0


def test_the_wrong_years_days_are_noticed(one: ClusterOne, officer: Viewer) -> None:
    with pytest.raises(BadInput, match="nằm ngoài năm học 2022–2023"):
        services.open_cycle(actor=officer, now=NOW, cluster=one.cluster, start_year=2022, days=next_years_days(one))


@pytest.mark.parametrize("place", ["leader", "member", "stranger", "observer"])
def test_only_the_organiser_opens_and_archives(one: ClusterOne, place: str) -> None:
    viewer = {
        "leader": lambda: make_viewer(one.leader, Post.Role.HEAD),
        "member": lambda: make_viewer(one.units["S4"], Post.Role.HEAD),
        "stranger": lambda: make_viewer(make_unit("KHAC")),
        "observer": lambda: make_viewer(one.organiser, Post.Role.OBSERVER),
    }[place]()
    with pytest.raises(Refused, match="cơ quan tổ chức cụm"):
        services.open_cycle(actor=viewer, now=NOW, cluster=one.cluster, start_year=2020, days=next_years_days(one))
    with pytest.raises(Refused):
        services.archive_cycle(actor=viewer, now=NOW, cycle=one.cycle, reason="Thử")


def add_step(one: ClusterOne, actor: Viewer, step: str, opens_on: date, closes_on: date, **changed: Any) -> Stage:
    call = {"reason": "Cụm ký giao ước trong phần mềm từ năm nay", **changed}
    return services.add_step(
        actor=actor, now=NOW, cycle=one.cycle, step=step, opens_on=opens_on, closes_on=closes_on, **call
    )


def test_a_step_that_the_year_was_opened_without_is_added_later(one: ClusterOne, officer: Viewer) -> None:
    add_step(one, officer, rules.PLEDGE, date(2020, 1, 5), date(2020, 1, 31))
    assert list(stage_facts(one.cycle))[:3] == [rules.CRITERIA, rules.PLEDGE, rules.SELF_SCORING]
    assert (last().verb, last().subject_uuid) == ("add-step", one.cycle.uuid)
    assert last().data == {"step": "pledge", "days": ["2020-01-05", "2020-01-31"]}
    with pytest.raises(BadInput, match="đã có bước này"):
        add_step(one, officer, rules.PLEDGE, date(2020, 1, 5), date(2020, 1, 31))


@pytest.mark.parametrize(
    ("step", "opens_on", "closes_on", "sentence"),
    [
        (rules.PLEDGE, date(2019, 10, 1), date(2019, 10, 5), "mở trước bước"),
        (rules.PLEDGE, date(2020, 5, 20), date(2020, 5, 25), "“Tự chấm điểm” mở trước bước “Ký kết giao ước"),
        (rules.CONFERENCE, date(2020, 7, 20), date(2020, 7, 10), "trước ngày đầu"),
        (rules.RANKED, date(2020, 7, 20), date(2020, 7, 21), "đã có bước này"),
        ("khac", date(2020, 7, 20), date(2020, 7, 21), "đã có bước này"),
    ],
)
def test_an_added_step_keeps_the_order_of_the_year(
    one: ClusterOne, officer: Viewer, step: str, opens_on: date, closes_on: date, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        add_step(one, officer, step, opens_on, closes_on)
    assert one.cycle.stages.count() == 5


def test_only_the_organiser_adds_a_step_and_none_to_an_archived_year(one: ClusterOne, officer: Viewer) -> None:
    days = (date(2020, 7, 10), date(2020, 7, 20))
    with pytest.raises(Refused, match="cơ quan tổ chức cụm"):
        add_step(one, make_viewer(one.leader, Post.Role.HEAD), rules.CONFERENCE, *days)
    with pytest.raises(BadInput):
        add_step(one, officer, rules.CONFERENCE, *days, reason=" ")
    services.archive_cycle(actor=officer, now=NOW, cycle=one.cycle, reason="Đã tổng kết")
    with pytest.raises(Refused, match="lưu trữ"):
        add_step(one, officer, rules.CONFERENCE, *days)


def set_days(one: ClusterOne, actor: Viewer, step: str, opens_on: date, closes_on: date, **changed: Any) -> Stage:
    found = stage(one, step)
    call = {"seen": (found.opens_on, found.closes_on), "reason": "Điều chỉnh kế hoạch", **changed}
    return services.set_stage_days(actor=actor, now=NOW, stage=found, opens_on=opens_on, closes_on=closes_on, **call)


def test_the_days_of_a_step_to_come_are_moved_with_a_reason(one: ClusterOne, officer: Viewer) -> None:
    set_days(one, officer, rules.RANKED, date(2020, 7, 3), date(2020, 7, 10))
    assert stage(one, rules.RANKED).closes_on == date(2020, 7, 10)
    assert last().data == {"before": ["2020-07-01", "2020-07-05"], "after": ["2020-07-03", "2020-07-10"]}
    with pytest.raises(BadInput, match="lý do|trống"):
        set_days(one, officer, rules.RANKED, date(2020, 7, 3), date(2020, 7, 11), reason=" ")


def test_a_step_that_is_open_is_extended_not_moved(one: ClusterOne, officer: Viewer) -> None:
    with pytest.raises(BadInput, match="đã mở từ ngày 01/05/2020"):
        set_days(one, officer, rules.SELF_SCORING, date(2020, 5, 1), date(2020, 6, 1))


def test_two_people_moving_the_same_days_see_each_other(one: ClusterOne, officer: Viewer) -> None:
    shown = stage(one, rules.RANKED)
    set_days(one, officer, rules.RANKED, date(2020, 7, 3), date(2020, 7, 10))
    with pytest.raises(Stale, match="người khác sửa"):
        set_days(one, officer, rules.RANKED, date(2020, 7, 2), date(2020, 7, 9), seen=(shown.opens_on, shown.closes_on))
    assert stage(one, rules.RANKED).opens_on == date(2020, 7, 3)


def test_plan_and_statute_disagree_and_somebody_has_to_choose(one: ClusterOne, officer: Viewer, leader: Viewer) -> None:
    state(one, officer, STATUTE)
    assert stage(one).closes_on == date(2020, 6, 10)
    assert rules.deadline_finding(stage_facts(one.cycle)[rules.SELF_SCORING])
    state(one, leader, PLAN)
    facts = stage_facts(one.cycle)[rules.SELF_SCORING]
    assert rules.deadline_finding(facts).answer is Answer.UNDETERMINED
    assert facts.closes_on == date(2020, 6, 5), "the earlier day holds until somebody chooses"
    assert last().verb == "state-deadline"

    chosen = StatedDeadline.objects.get(document=STATUTE[0])
    with pytest.raises(BadInput, match="trống"):
        choose(one, leader, chosen, reason="")
    choose(one, leader, chosen)
    facts = stage_facts(one.cycle)[rules.SELF_SCORING]
    assert rules.deadline_finding(facts)
    assert facts.closes_on == date(2020, 6, 10)
    chosen.refresh_from_db()
    assert (chosen.chosen_by_id, chosen.chosen_reason) == (leader.user_id, "Quy chế do hội nghị thông qua")
    assert (last().verb, last().data["before"], last().data["after"]) == ("choose-deadline", "2020-06-05", "2020-06-10")


def test_a_new_paper_that_disagrees_opens_the_question_again(one: ClusterOne, officer: Viewer) -> None:
    chosen, _ = state(one, officer, STATUTE), state(one, officer, PLAN)
    choose(one, officer, chosen)
    state(one, officer, ("Công văn số 15", date(2020, 6, 10)))
    assert rules.deadline_finding(stage_facts(one.cycle)[rules.SELF_SCORING]), "it says the chosen day too"
    state(one, officer, ("Công văn số 20", date(2020, 6, 12)))
    assert not rules.deadline_finding(stage_facts(one.cycle)[rules.SELF_SCORING])
    assert last().data["set_aside"] == [STATUTE[0]]
    with pytest.raises(Stale, match="thêm văn bản"):
        choose(one, officer, chosen)
    choose(one, officer, chosen, seen=4)


def test_there_is_nothing_to_choose_where_papers_agree(one: ClusterOne, officer: Viewer) -> None:
    paper = state(one, officer, PLAN)
    with pytest.raises(BadInput, match="không cần chọn"):
        choose(one, officer, paper, seen=1)
    with pytest.raises(BadInput, match="đã được ghi"):
        state(one, officer, PLAN)


def test_the_papers_day_is_not_changed_by_hand(one: ClusterOne, officer: Viewer) -> None:
    ranked = stage(one, rules.RANKED)
    services.state_deadline(actor=officer, now=NOW, stage=ranked, document="Quy chế", closes_on=date(2020, 7, 5))
    with pytest.raises(BadInput, match="theo văn bản đã ghi"):
        set_days(one, officer, rules.RANKED, date(2020, 7, 1), date(2020, 7, 20))
    set_days(one, officer, rules.RANKED, date(2020, 7, 2), date(2020, 7, 5))


def test_an_extension_is_true_at_the_next_look(one: ClusterOne, officer: Viewer) -> None:
    extend(one, officer, "S4", date(2020, 6, 9))
    facts = stage_facts(one.cycle)[rules.SELF_SCORING]
    assert facts.deadline(one.units["S4"].pk) == date(2020, 6, 9)
    assert facts.deadline(one.units["S5"].pk) == date(2020, 6, 5)
    late_evening = datetime(2020, 6, 9, 23, 59, 59, tzinfo=HANOI)
    said = [
        rules.lateness(moment, facts.deadline(one.units["S4"].pk), facts.closes_on)
        for moment in (late_evening, late_evening + timedelta(seconds=1))
    ]
    assert said == [rules.PERMITTED, rules.LATE]
    assert (last().verb, last().reason) == ("extend-deadline", "Mất điện do bão")
    assert last().data == {"unit": "S4", "before": "2020-06-05", "after": "2020-06-09"}


@pytest.mark.parametrize(
    ("day", "reason"), [(date(2020, 6, 5), "Bão"), (date(2020, 6, 1), "Bão"), (date(2020, 6, 9), " ")]
)
def test_an_extension_is_later_and_has_a_reason(one: ClusterOne, officer: Viewer, day: date, reason: str) -> None:
    with pytest.raises(BadInput):
        extend(one, officer, None, day, reason)
    assert Extension.objects.count() == 0


def test_the_leaders_own_extension_is_for_the_deputy(one: ClusterOne, leader: Viewer) -> None:
    deputy, day = make_viewer(one.deputy, Post.Role.HEAD), date(2020, 6, 9)
    with pytest.raises(Refused, match="cụm phó thực hiện"):
        extend(one, leader, "S3", day)
    extend(one, deputy, "S3", day)
    with pytest.raises(Refused, match="ủy quyền"):
        extend(one, deputy, "S4", day)
    delegate(
        actor=leader,
        now=NOW,
        cluster=one.cluster,
        task="deadlines",
        starts_on=TODAY,
        ends_on=date(2020, 6, 30),
        reason="Đi công tác",
    )
    extend(one, deputy, "S4", day)
    with pytest.raises(Refused, match="chính đơn vị mình"):
        extend(one, deputy, "S1", day)


@pytest.mark.parametrize("code", ["S4", "S1"])
def test_members_decide_no_deadline(one: ClusterOne, code: str) -> None:
    viewer = make_viewer(one.units[code], Post.Role.HEAD)
    for act in (lambda: extend(one, viewer, code, date(2020, 6, 9)), lambda: state(one, viewer, PLAN)):
        with pytest.raises(Refused):
            act()
    assert Event.objects.count() == 0


def test_an_archived_year_is_read_for_ever_and_changes_no_more(one: ClusterOne, officer: Viewer) -> None:
    services.archive_cycle(actor=officer, now=NOW, cycle=one.cycle, reason="Đã tổng kết")
    assert last().verb == "archive-cycle"
    assert get_cycle_for(officer, one.cycle.uuid).archived_at == NOW
    for act in (lambda: extend(one, officer, None, date(2020, 6, 9)), lambda: state(one, officer, PLAN)):
        with pytest.raises(Refused, match="lưu trữ"):
            act()
    with pytest.raises(Refused, match="lưu trữ"):
        services.archive_cycle(actor=officer, now=NOW, cycle=one.cycle, reason="Lần nữa")


def test_a_year_in_use_cannot_be_deleted(one: ClusterOne) -> None:
    with pytest.raises(ProtectedError):
        one.cycle.delete()
    assert Cycle.objects.count() == 1


def test_years_are_listed_for_who_was_there(one: ClusterOne, officer: Viewer) -> None:
    Membership.objects.filter(unit=one.units["S5"]).update(ends_on=date(2020, 8, 31))
    services.open_cycle(actor=officer, now=NOW, cluster=one.cluster, start_year=2020, days=next_years_days(one))
    years = {code: [c.start_year for c in cycles_for(make_viewer(one.units[code]))] for code in ("S4", "S5")}
    assert years == {"S4": [2020, 2019], "S5": [2019]}
    assert [c.start_year for c in cycles_for(officer)] == [2020, 2019]
    later = replace(make_viewer(one.units["S5"]), day=date(2026, 3, 1))
    assert [c.start_year for c in cycles_for(later)] == [2019], "the year stays readable after leaving"
    verifier = make_viewer(make_unit("VU-GDTH"))
    assert cycles_for(verifier) == []
    assert len(cycles_for(verifier, also=[(next(iter(verifier.working_units)), one.cluster.pk)])) == 2


def test_without_a_post_there_is_no_year(one: ClusterOne) -> None:
    with pytest.raises(NotThere):
        get_cycle_for(Viewer(None, "", TODAY), one.cycle.uuid)
    assert cycles_for(Viewer(None, "", TODAY)) == []


def test_facts_cost_three_queries_however_many_years_and_extensions(
    one: ClusterOne, officer: Viewer, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        stage_facts(one.cycle)
    for day in range(6, 12):
        extend(one, officer, None, date(2020, 6, day))
    second = services.open_cycle(
        actor=officer, now=NOW, cluster=one.cluster, start_year=2020, days=next_years_days(one)
    )
    with django_assert_num_queries(3):
        facts = stage_facts_of([one.cycle, second])
    assert len(facts[one.cycle.pk][rules.SELF_SCORING].extensions) == 6


def test_the_page_of_a_year_costs_the_same_with_more_extensions(one: ClusterOne, officer: Viewer) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            for row in year_rows(officer, one.cycle, NOW):
                assert all(e.unit and str(e.unit) and e.granted_by.person.full_name for e in row.extensions)
        return len(caught)

    extend(one, officer, "S4", date(2020, 6, 9))
    first = queries()
    for code in ("S2", "S5"):
        extend(one, officer, code, date(2020, 6, 9))
    assert queries() == first
