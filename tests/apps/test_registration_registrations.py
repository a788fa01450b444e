"""A unit registers, the leader receives or returns; who did not register is not considered, unless minuted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import NOW, TODAY, ClusterOne, make_unit, make_viewer
from tests.registration_world import FLAG, FULL, IN_TIME, MERIT, add_stage, head_of, make_registration
from thidua.audit.models import Event
from thidua.core.days import HANOI
from thidua.core.errors import BadInput, Refused, Stale
from thidua.core.findings import Answer
from thidua.cycles.models import Cycle, Extension, Stage
from thidua.foundation.refusals import NotThere
from thidua.organisations.models import Cluster, Delegation, Post
from thidua.organisations.rules import Viewer
from thidua.registration.facts.registrations import accepted_awards, content_of
from thidua.registration.facts.standing import consideration_findings
from thidua.registration.models import Registration, Work
from thidua.registration.rules.registrations import AwardFacts, Content, TargetFacts, totals_of
from thidua.registration.selectors.registrations import entries_for, get_registration_for, last_content, registration_of
from thidua.registration.services import registrations as services
from thidua.registration.services.overrides import decide_override, withdraw_override

pytestmark = pytest.mark.django_db
LATER = datetime(2020, 1, 3, 9, 0, tzinfo=HANOI)


@pytest.fixture
def stage(one: ClusterOne) -> Stage:
    return add_stage(one.cycle)


@pytest.fixture
def head(one: ClusterOne, stage: Stage) -> Viewer:
    return head_of(one, "S4")


@pytest.fixture
def leader(one: ClusterOne) -> Viewer:
    return head_of(one, "S3")


@pytest.fixture
def deputy(one: ClusterOne) -> Viewer:
    return head_of(one, "S1")


def last() -> Event:
    return Event.objects.latest("number")


def written(one: ClusterOne, actor: Viewer, content: Content = FULL) -> Registration:
    found = services.start_registration(actor=actor, now=IN_TIME, cycle=one.cycle)
    return services.save_registration(
        actor=actor, now=IN_TIME, registration=found, edition=found.edition, content=content
    )


def sent(one: ClusterOne, actor: Viewer) -> Registration:
    found = written(one, actor)
    return services.send_registration(actor=actor, now=IN_TIME, registration=found, edition=found.edition)


def accepted(one: ClusterOne, actor: Viewer, leader: Viewer) -> Registration:
    found = sent(one, actor)
    return services.accept_registration(actor=leader, now=IN_TIME, registration=found, edition=found.edition)


def test_a_unit_writes_sends_and_the_leader_accepts(one: ClusterOne, head: Viewer, leader: Viewer) -> None:
    found = accepted(one, head, leader)
    assert (found.state, found.lateness, found.accepted_at) == ("accepted", "on-time", IN_TIME)
    assert content_of(Registration.objects.get()) == FULL
    verbs = list(Event.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["start-registration", "save-registration", "send-registration", "accept-registration"]
    again = services.start_registration(actor=head, now=IN_TIME, cycle=one.cycle)
    assert again.pk == found.pk


def test_an_officer_writes_but_only_the_head_sends(one: ClusterOne, head: Viewer) -> None:
    officer = make_viewer(one.units["S4"], day=IN_TIME.date())
    found = written(one, officer)
    with pytest.raises(Refused, match="thủ trưởng"):
        services.send_registration(actor=officer, now=IN_TIME, registration=found, edition=found.edition)


def test_what_is_missing_keeps_it_from_being_sent(one: ClusterOne, head: Viewer) -> None:
    found = services.start_registration(actor=head, now=IN_TIME, cycle=one.cycle)
    with pytest.raises(Refused, match="Chưa chọn danh hiệu"):
        services.send_registration(actor=head, now=IN_TIME, registration=found, edition=0)


def test_what_cannot_be_read_is_not_saved(one: ClusterOne, head: Viewer) -> None:
    for wrong, words in (
        (replace(FULL, awards=(replace(FLAG, code="khong-co"),)), "Chưa chọn danh hiệu"),
        (replace(FULL, awards=(FLAG, replace(FLAG, collective=" "))), "hai lần"),
        (replace(FULL, targets=(TargetFacts(" "),)), "chưa có nội dung chỉ tiêu"),
        (replace(FULL, targets=(replace(FULL.targets[0], amount=services.LARGEST),)), "quá lớn"),
        (replace(FULL, works=(replace(FULL.works[0], name=""),)), "chưa có tên"),
    ):
        with pytest.raises(BadInput, match=words):
            written(one, head, wrong)
    assert content_of(Registration.objects.get()) == Content()


def test_what_a_colleague_saved_meanwhile_is_not_overwritten(one: ClusterOne, head: Viewer) -> None:
    found = written(one, head)
    with pytest.raises(Stale):
        services.save_registration(actor=head, now=IN_TIME, registration=found, edition=0, content=Content())
    assert content_of(Registration.objects.get()) == FULL
    services.save_registration(actor=head, now=IN_TIME, registration=found, edition=1, content=FULL)
    assert Registration.objects.get().edition == 1, "nothing changed, so nothing is written"


def test_a_return_keeps_its_reason_and_is_answered_after_the_last_day(
    one: ClusterOne, head: Viewer, leader: Viewer
) -> None:
    found = sent(one, head)
    with pytest.raises(BadInput):
        services.return_registration(actor=leader, now=LATER, registration=found, edition=2, reason=" ")
    services.return_registration(actor=leader, now=LATER, registration=found, edition=2, reason="Nêu rõ chỉ tiêu 2")
    assert (last().reason, registration_of(one.cycle, one.units["S4"]).reason) == ("Nêu rõ chỉ tiêu 2",) * 2  # type: ignore[union-attr]
    services.save_registration(
        actor=head, now=LATER, registration=found, edition=3, content=replace(FULL, awards=(FLAG,))
    )
    answered = services.send_registration(actor=head, now=LATER, registration=found, edition=4)
    assert (answered.state, answered.lateness, answered.reason) == ("sent", "on-time", "Nêu rõ chỉ tiêu 2")


def test_the_leader_decides_on_what_was_read(one: ClusterOne, head: Viewer, leader: Viewer) -> None:
    found = sent(one, head)
    services.reopen_registration(actor=head, now=IN_TIME, registration=found, edition=2, reason="Nhầm số")
    services.send_registration(actor=head, now=IN_TIME, registration=found, edition=3)
    with pytest.raises(Stale):
        services.accept_registration(actor=leader, now=IN_TIME, registration=found, edition=2)


def test_nobody_receives_the_own_registration(one: ClusterOne, head: Viewer, leader: Viewer, deputy: Viewer) -> None:
    own = sent(one, leader)
    with pytest.raises(Refused, match="chính đơn vị cụm trưởng"):
        services.accept_registration(actor=leader, now=IN_TIME, registration=own, edition=2)
    assert services.accept_registration(actor=deputy, now=IN_TIME, registration=own, edition=2).state == "accepted"
    other = sent(one, head)
    with pytest.raises(Refused, match="ủy quyền"):
        services.accept_registration(actor=deputy, now=IN_TIME, registration=other, edition=2)
    Delegation.objects.create(
        cluster=one.cluster, task="registration", starts_on=date(2019, 12, 1), ends_on=date(2019, 12, 31),
        granted_by_id=leader.account_id, granted_at=IN_TIME,
    )  # fmt: skip
    assert services.accept_registration(actor=deputy, now=IN_TIME, registration=other, edition=2).state == "accepted"


def test_after_the_last_day_only_an_extension_opens_the_window(one: ClusterOne, head: Viewer, stage: Stage) -> None:
    closed = datetime(2019, 12, 28, 0, 0, tzinfo=HANOI)
    found = written(one, head)
    with pytest.raises(Refused, match="Đã hết hạn đăng ký"):
        services.send_registration(actor=head, now=closed, registration=found, edition=1)
    Extension.objects.create(
        stage=stage, unit=one.units["S4"], closes_on=date(2020, 1, 5), reason="Bão",
        granted_by_id=head.account_id, granted_at=closed,
    )  # fmt: skip
    assert services.send_registration(actor=head, now=LATER, registration=found, edition=1).lateness == "permitted"
    with pytest.raises(Refused, match="Đã hết hạn đăng ký"):
        services.start_registration(actor=head_of(one, "S5"), now=LATER, cycle=one.cycle)


def test_the_last_second_of_the_last_day_is_in_time(one: ClusterOne, head: Viewer) -> None:
    found = written(one, head)
    last_second = datetime(2019, 12, 27, 23, 59, 59, tzinfo=HANOI)
    assert services.send_registration(actor=head, now=last_second, registration=found, edition=1).lateness == "on-time"


def test_a_change_after_acceptance_must_be_accepted_again(one: ClusterOne, head: Viewer, leader: Viewer) -> None:
    found = accepted(one, head, leader)
    with pytest.raises(Refused):
        services.save_registration(actor=head, now=IN_TIME, registration=found, edition=3, content=Content())
    opened = services.reopen_registration(
        actor=head, now=IN_TIME, registration=found, edition=3, reason="Nâng chỉ tiêu"
    )
    assert (opened.state, opened.accepted_at, opened.reason) == ("draft", None, "Nâng chỉ tiêu")
    with pytest.raises(NotThere):
        get_registration_for(leader, found.uuid)


def test_a_withdrawal_is_on_record_and_can_be_taken_back_in_time(one: ClusterOne, head: Viewer, leader: Viewer) -> None:
    found = accepted(one, head, leader)
    services.withdraw_registration(actor=head, now=LATER, registration=found, edition=3, reason="Không đủ điều kiện")
    assert (last().verb, last().reason) == ("withdraw-registration", "Không đủ điều kiện")
    assert content_of(Registration.objects.get()) == FULL
    with pytest.raises(Refused, match="Đã hết hạn"):
        services.reopen_registration(actor=head, now=LATER, registration=found, edition=4, reason="Đổi ý")


def test_last_years_registration_can_be_taken_over(one: ClusterOne, head: Viewer) -> None:
    before = Cycle.objects.create(cluster=one.cluster, start_year=2018)
    make_registration(one, "S4", content=replace(FULL, awards=(FLAG,)), cycle=before)
    found = services.start_registration(actor=head, now=IN_TIME, cycle=one.cycle)
    taken = services.take_over(actor=head, now=IN_TIME, registration=found, edition=0)
    content = content_of(taken)
    assert (content.awards, content.targets) == ((FLAG,), FULL.targets)
    assert [(one.name, one.when_where) for one in content.works] == [(FULL.works[0].name, "")]
    assert last_content(taken) is not None
    with pytest.raises(BadInput, match="đã có nội dung"):
        services.take_over(actor=head, now=IN_TIME, registration=taken, edition=1)


def test_results_of_works_stay_when_the_registration_is_changed(one: ClusterOne, head: Viewer, leader: Viewer) -> None:
    found = accepted(one, head, leader)
    services.note_result(actor=head, now=IN_TIME, work=Work.objects.get(), result="Đã báo cáo ngày 12/12/2019")
    services.reopen_registration(actor=head, now=IN_TIME, registration=found, edition=3, reason="Bổ sung")
    services.save_registration(
        actor=head, now=IN_TIME, registration=found, edition=4, content=replace(FULL, awards=(MERIT,))
    )
    assert Work.objects.get().result == "Đã báo cáo ngày 12/12/2019"
    with pytest.raises(Refused, match="đã được tiếp nhận"):
        services.note_result(actor=head, now=IN_TIME, work=Work.objects.get(), result="")


def test_drafts_are_the_units_own_and_accepted_ones_everybodys(one: ClusterOne, stage: Stage) -> None:
    rows = {code: make_registration(one, code, state) for code, state in (("S4", "draft"), ("S5", "sent"))}
    rows["S2"] = make_registration(one, "S2", "accepted")
    member, leader = make_viewer(one.units["S4"]), make_viewer(one.leader)
    organiser, stranger = make_viewer(one.organiser), make_viewer(make_unit("XA"))
    seen = {
        who: {code for code, row in rows.items() if _sees(viewer, row)}
        for who, viewer in (("member", member), ("leader", leader), ("organiser", organiser), ("none", stranger))
    }
    assert seen == {"member": {"S4", "S2"}, "leader": {"S5", "S2"}, "organiser": {"S5", "S2"}, "none": set()}
    assert totals_of(entries_for(member, one.cycle)).awards == 2, "the own draft is in no sum"
    assert totals_of(entries_for(organiser, one.cycle)).by_state == {"missing": 2, "draft": 1, "sent": 1, "accepted": 1}


def _sees(viewer: Viewer, registration: Registration) -> bool:
    try:
        get_registration_for(viewer, registration.uuid)
    except NotThere:
        return False
    return True


def test_an_archived_year_changes_no_more(one: ClusterOne, head: Viewer, leader: Viewer) -> None:
    found = sent(one, head)
    Cycle.objects.filter(pk=one.cycle.pk).update(archived_at=NOW)
    for use in (services.accept_registration, services.return_registration):
        with pytest.raises(Refused, match="lưu trữ"):
            use(actor=leader, now=IN_TIME, registration=found, edition=2, **_reason(use))  # type: ignore[operator]
    with pytest.raises(Refused, match="lưu trữ"):
        services.withdraw_registration(actor=head, now=IN_TIME, registration=found, edition=2, reason="Thôi")


def _reason(use: object) -> dict[str, str]:
    return {"reason": "Bổ sung"} if use is services.return_registration else {}


def test_who_is_considered_follows_from_the_rows(one: ClusterOne, stage: Stage) -> None:
    make_registration(one, "S4", "accepted")
    make_registration(one, "S5", "sent")
    found = consideration_findings(one.cycle, TODAY)
    answers = {code: found[unit.pk].answer for code, unit in one.units.items()}
    assert answers["S4"] is Answer.GRANTED
    assert answers["S5"] is Answer.UNDETERMINED
    assert {answers[code] for code in ("S1", "S2", "S3")} == {Answer.REFUSED}


def test_a_year_without_registering_considers_everybody(one: ClusterOne) -> None:
    assert all(consideration_findings(one.cycle, TODAY).values())


def test_minutes_lift_a_refusal_until_they_are_taken_back(one: ClusterOne, stage: Stage) -> None:
    leader, deputy, unit = make_viewer(one.leader), make_viewer(one.deputy), one.units["S2"]
    call = {
        "now": NOW, "cycle": one.cycle, "unit": unit, "ground": "unregistered", "minutes": "02/BB-CTĐ1",
        "minuted_on": TODAY - timedelta(days=2), "reason": "Hồ sơ thất lạc do bão",
    }  # fmt: skip
    with pytest.raises(Refused):
        decide_override(actor=deputy, **call)
    for wrong in ({"minutes": " "}, {"minuted_on": TODAY + timedelta(days=1)}, {"reason": ""}, {"ground": "unsigned"}):
        with pytest.raises(BadInput):
            decide_override(actor=leader, **{**call, **wrong})
    override = decide_override(actor=leader, **call)
    lifted = consideration_findings(one.cycle, TODAY)[unit.pk]
    assert lifted
    assert "biên bản 02/BB-CTĐ1" in str(lifted)
    with pytest.raises(BadInput, match="đã có một quyết định"):
        decide_override(actor=leader, **call)
    withdraw_override(actor=leader, now=NOW, override=override, reason="Hội nghị xem xét lại")
    assert not consideration_findings(one.cycle, TODAY)[unit.pk]
    assert last().verb == "withdraw-override"


def test_about_the_leaders_own_unit_the_deputy_writes_it_down(one: ClusterOne, stage: Stage) -> None:
    call = {
        "now": NOW, "cycle": one.cycle, "unit": one.leader, "ground": "unregistered", "minutes": "02/BB-CTĐ1",
        "minuted_on": TODAY, "reason": "Theo nghị quyết hội nghị",
    }  # fmt: skip
    with pytest.raises(Refused, match="cụm phó"):
        decide_override(actor=make_viewer(one.leader, Post.Role.HEAD), **call)
    assert decide_override(actor=make_viewer(one.deputy), **call).unit == one.leader


def test_what_units_registered_is_told_by_year_once_it_was_accepted(
    one: ClusterOne, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    earlier = Cycle.objects.create(cluster=one.cluster, start_year=2018)
    other = Cycle.objects.create(
        cluster=Cluster.objects.create(code="cum-2", name="Cụm thi đua số 2", organiser=one.organiser), start_year=2019
    )
    inner = AwardFacts(MERIT.code, "Tổ Toán")
    make_registration(one, "S4", content=Content(awards=(FLAG, inner)))
    make_registration(one, "S4", cycle=earlier)
    make_registration(one, "S4", cycle=other, content=Content(awards=(MERIT,)))
    make_registration(one, "S5", content=Content(awards=(inner,)))
    make_registration(one, "S2", "sent")
    units = {code: unit.pk for code, unit in one.units.items()}
    with django_assert_num_queries(1):
        found = accepted_awards(units.values(), 2019)
    assert found == {units["S4"]: {2018: {FLAG.code, MERIT.code}, 2019: {FLAG.code, MERIT.code}}}
    assert accepted_awards([units["S4"], units["S5"]], 2018) == {units["S4"]: {2018: {FLAG.code, MERIT.code}}}
