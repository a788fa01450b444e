"""The year of a pledge: drafted, commented on, signed by five heads, voided by one letter, signed anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories import NOW, TODAY, ClusterOne, make_cluster_one, make_unit, make_viewer
from tests.pledge_world import WORDS, add_step, make_draft, make_head, make_signing, sign, sign_all
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused, Stale
from thidua.cycles.models import Cycle, Stage
from thidua.documents.services import sign_on_paper, sign_on_screen
from thidua.organisations.models import Delegation, Membership
from thidua.organisations.rules import Viewer
from thidua.registration.facts.pledges import pledge_signed_units, signings_of
from thidua.registration.models import Pledge
from thidua.registration.rules import pledges as rules
from thidua.registration.services import pledges as services

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 minh hoa %%EOF"


@pytest.fixture
def one() -> ClusterOne:
    return make_cluster_one()


@pytest.fixture
def leader(one: ClusterOne) -> Viewer:
    return make_viewer(one.leader)


def states(pledge: Pledge) -> list[str]:
    pledge.refresh_from_db()
    return [one.state for one in signings_of(pledge, TODAY)]


def reopened(pledge: Pledge, leader: Viewer) -> Pledge:
    return services.reopen_pledge(actor=leader, now=NOW, pledge=pledge, reason="Sửa một chữ theo góp ý.")


def test_the_leader_begins_from_the_words_of_the_form(one: ClusterOne, leader: Viewer) -> None:
    add_step(one)
    pledge = services.start_pledge(actor=leader, now=NOW, cycle=one.cycle)

    assert "Căn cứ Quy chế hoạt động của Cụm thi đua số 1" in pledge.preamble
    with pytest.raises(BadInput):
        services.start_pledge(actor=leader, now=NOW, cycle=one.cycle)


def test_a_year_without_the_step_has_no_pledge_here(one: ClusterOne, leader: Viewer) -> None:
    assert pledge_signed_units(one.cycle) is None
    with pytest.raises(BadInput):
        services.start_pledge(actor=leader, now=NOW, cycle=one.cycle)


def test_last_years_contents_and_targets_are_taken_over(one: ClusterOne, leader: Viewer) -> None:
    make_draft(one, leader)
    following = Cycle.objects.create(cluster=one.cluster, start_year=2020)
    Stage.objects.create(cycle=following, step="pledge", opens_on=date(2021, 1, 1), closes_on=date(2021, 2, 15))

    pledge = services.start_pledge(actor=leader, now=NOW, cycle=following, take_over=True)

    assert [item.text for item in pledge.items.all()] == list(WORDS.contents)
    assert pledge.targets.get(text="Tỷ lệ lên lớp").direction == "at-least"
    assert "2020–2021" in pledge.preamble
    assert pledge.signed_on is None


def test_only_the_leader_drafts_or_the_deputy_to_whom_it_was_delegated(one: ClusterOne, leader: Viewer) -> None:
    deputy = make_viewer(one.deputy)
    add_step(one)
    for stranger in (deputy, make_viewer(one.units["S4"]), make_viewer(one.organiser)):
        with pytest.raises(Refused):
            services.start_pledge(actor=stranger, now=NOW, cycle=one.cycle)
    Delegation.objects.create(
        cluster=one.cluster, task="registration", reason="Ủy quyền", starts_on=TODAY, ends_on=TODAY,
        granted_by_id=leader.account_id, granted_at=NOW,
    )  # fmt: skip

    assert services.start_pledge(actor=deputy, now=NOW, cycle=one.cycle).state == rules.DRAFT


def test_nobody_overwrites_what_somebody_else_wrote(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_draft(one, leader)
    mine = replace(WORDS, promise="Lời của tôi.")

    with pytest.raises(Stale):
        services.save_pledge(actor=leader, now=NOW, pledge=pledge, edition=pledge.edition - 1, words=mine)

    pledge.refresh_from_db()
    assert pledge.promise == WORDS.promise


def test_members_comment_until_the_day_and_each_comment_is_answered(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_draft(one, leader)
    member = make_viewer(one.units["S4"])
    with pytest.raises(Refused):
        services.make_comment(actor=member, now=NOW, pledge=pledge, place="", text="Sớm quá.")
    services.ask_comments(actor=leader, now=NOW, pledge=pledge, until=TODAY)
    comment = services.make_comment(actor=member, now=NOW, pledge=pledge, place="Nội dung 1", text="Nêu rõ hơn.")
    late = NOW + timedelta(days=1)
    with pytest.raises(Refused):
        services.make_comment(actor=member, now=late, pledge=pledge, place="", text="Muộn.")
    with pytest.raises(Refused, match="Còn 1 ý kiến"):
        services.open_signing(actor=leader, now=late, pledge=pledge, edition=pledge.edition)
    with pytest.raises(BadInput):
        services.answer_comment(actor=leader, now=NOW, comment=comment, outcome="taken", answer=" ")

    services.answer_comment(actor=leader, now=NOW, comment=comment, outcome="taken", answer="Đã sửa nội dung 1.")
    opened = services.open_signing(actor=leader, now=late, pledge=pledge, edition=pledge.edition)

    assert opened.state == rules.SIGNING
    assert Event.objects.filter(verb="comment-pledge", reason="Nêu rõ hơn.").count() == 1
    assert pledge.comments.get().answer == "Đã sửa nội dung 1."


def test_an_unready_draft_is_not_opened(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_draft(one, leader, replace(WORDS, contents=(), place=""))

    with pytest.raises(Refused) as error:
        services.open_signing(actor=leader, now=NOW, pledge=pledge, edition=pledge.edition)
    assert len(error.value.finding.reasons) == 2


def test_what_is_open_for_signing_is_what_the_leader_read(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_draft(one, leader)
    with pytest.raises(Stale):
        services.open_signing(actor=leader, now=NOW, pledge=pledge, edition=pledge.edition - 1)


def test_five_heads_sign(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_signing(one, leader)
    assert pledge_signed_units(one.cycle) == frozenset()

    sign_all(pledge, one.units.values())

    assert states(pledge) == [rules.SIGNED] * 5
    assert pledge_signed_units(one.cycle) == frozenset({unit.pk for unit in one.units.values()})


def test_one_changed_letter_voids_every_signature_and_each_head_signs_anew(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_signing(one, leader)
    heads = {code: make_head(unit) for code, unit in one.units.items()}
    for code, unit in one.units.items():
        sign(pledge, unit, heads[code])
    reopened(pledge, leader)
    assert pledge_signed_units(one.cycle) == frozenset()

    changed = replace(WORDS, promise=WORDS.promise.replace("Chúng", "chúng"))
    pledge = services.save_pledge(actor=leader, now=NOW, pledge=pledge, edition=pledge.edition, words=changed)
    pledge = services.open_signing(actor=leader, now=NOW, pledge=pledge, edition=pledge.edition)
    assert states(pledge) == [rules.VOID] * 5
    assert pledge_signed_units(one.cycle) == frozenset()

    sign(pledge, one.units["S4"], heads["S4"])
    assert states(pledge).count(rules.SIGNED) == 1
    assert Event.objects.get(verb="reopen-pledge").data["signed"] == [unit.pk for unit in one.units.values()]


def test_a_letter_changed_behind_the_pages_voids_too(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_signing(one, leader)
    sign_all(pledge, one.units.values())

    pledge.items.filter(order=0).update(text="Đổi mới, sáng tạo trong dạy và học")

    assert states(pledge) == [rules.VOID] * 5
    assert pledge_signed_units(one.cycle) == frozenset()


def test_a_pledge_reopened_and_not_changed_keeps_its_signatures(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_signing(one, leader)
    sign(pledge, one.units["S4"])
    reopened(pledge, leader)

    services.open_signing(actor=leader, now=NOW, pledge=pledge, edition=pledge.edition)

    assert pledge_signed_units(one.cycle) == frozenset({one.units["S4"].pk})


def test_only_a_head_signs_and_only_for_the_own_unit(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_signing(one, leader)
    s4, s5 = one.units["S4"], one.units["S5"]
    for stranger, unit in ((make_viewer(s4), s4), (make_head(s5), s4), (leader, s4), (make_head(one.organiser), s4)):
        signing = services.signing_of(stranger, pledge, unit, on_paper=False)
        with pytest.raises(Refused):
            sign_on_screen(actor=stranger, now=NOW, signing=signing, confirmed=True)

    head = make_head(s4)
    sign(pledge, s4, head)
    assert not services.signing_of(head, pledge, s4, on_paper=False).may
    assert pledge_signed_units(one.cycle) == frozenset({s4.pk})


def test_the_leader_brings_the_scan_of_a_member_and_the_deputy_the_leaders(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_signing(one, leader)
    assert not services.signing_of(leader, pledge, one.units["S4"], on_paper=True).may  # nobody is known as its head
    for unit in (one.units["S4"], one.leader):
        make_head(unit)
    deputy = make_viewer(one.deputy)
    assert not services.signing_of(make_viewer(one.units["S5"]), pledge, one.units["S4"], on_paper=True).may
    assert not services.signing_of(leader, pledge, one.leader, on_paper=True).may
    assert services.signing_of(make_viewer(one.organiser), pledge, one.leader, on_paper=True).may
    assert not services.signing_of(make_viewer(one.organiser), pledge, one.units["S4"], on_paper=True).may

    for actor, unit in ((leader, one.units["S4"]), (deputy, one.leader)):
        signing = services.signing_of(actor, pledge, unit, on_paper=True)
        sign_on_paper(actor=actor, now=NOW, signing=signing, signed_on=TODAY, name="ban-ky.pdf", content=PDF)

    assert pledge_signed_units(one.cycle) == frozenset({one.units["S4"].pk, one.leader.pk})


def test_a_member_that_joins_later_signs_the_same_text(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_signing(one, leader)
    sign_all(pledge, one.units.values())
    new = make_unit("S6", "Sở Giáo dục và Đào tạo thứ sáu")
    Membership.objects.create(cluster=one.cluster, unit=new, order=9, starts_on=TODAY)

    last = signings_of(pledge, TODAY)[-1]
    assert (last.state, last.joined_later) == (rules.MISSING, True)
    sign(pledge, new)
    assert states(pledge) == [rules.SIGNED] * 6


def test_a_unit_that_left_is_not_waited_for(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_signing(one, leader)
    one.cluster.memberships.filter(unit=one.units["S5"]).update(ends_on=TODAY - timedelta(days=1))

    assert states(pledge) == [rules.MISSING] * 4 + [rules.LEFT]
    assert not services.signing_of(make_head(one.units["S5"]), pledge, one.units["S5"], on_paper=False).may


def test_signing_ends_with_a_note_when_somebody_is_missing(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_signing(one, leader)
    sign_all(pledge, [one.units[code] for code in ("S1", "S2", "S3", "S4")])
    with pytest.raises(BadInput):
        services.close_signing(actor=leader, now=NOW, pledge=pledge, note="")

    services.close_signing(actor=leader, now=NOW, pledge=pledge, note="Đơn vị S5 vắng mặt.")

    assert one.units["S5"].pk not in (pledge_signed_units(one.cycle) or ())
    pledge.refresh_from_db()
    assert not services.signing_of(make_head(one.units["S5"]), pledge, one.units["S5"], on_paper=False).may
    services.resume_signing(actor=leader, now=NOW, pledge=pledge, reason="S5 đề nghị ký bổ sung.")
    pledge.refresh_from_db()
    sign(pledge, one.units["S5"])
    assert len(pledge_signed_units(one.cycle) or ()) == 5


def test_nothing_changes_in_a_year_that_was_archived(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_draft(one, leader)
    one.cycle.archived_at = NOW
    one.cycle.save()

    with pytest.raises(Refused):
        services.ask_comments(actor=leader, now=NOW, pledge=pledge, until=TODAY)
    Pledge.objects.update(state=rules.SIGNING)
    pledge.refresh_from_db()
    assert not services.signing_of(make_head(one.leader), pledge, one.leader, on_paper=False).may
