"""Local rules: written by those of the place, issued when complete, replaced at a day, never changed afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.factories import NOW, make_cluster_one, make_viewer
from tests.lawbook_world import AWARD, DAY, HEAD, PAPER, Place, drafted, make_place, published, stated
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused, Stale
from thidua.foundation.refusals import NotThere
from thidua.lawbook.facts import rulebook_for
from thidua.lawbook.models import LocalRule
from thidua.lawbook.rules.composing import Clause
from thidua.lawbook.selectors.rules import get_rule_for, rules_for, scopes_for
from thidua.lawbook.services.issuing import publish_rule, withdraw_rule
from thidua.lawbook.services.local_rules import (
    Head,
    accept_warning,
    draft_rule,
    new_version,
    remove_clause,
    save_clause,
    save_head,
    save_text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place()


def holding(place: Place, day: date = DAY) -> list[str]:
    book = rulebook_for(place.school, day)
    return [str(one.requires.describe(book)) for one in book.additions_on(AWARD, "person", day) if one.requires]


def test_issued_it_decides_at_the_unit_and_below_and_is_in_the_history_once_an_act(place: Place) -> None:
    rule = published(place)
    assert holding(place) == ["đã dự giờ đủ 18 tiết trong năm"]
    assert rulebook_for(place.other, DAY).additions_on(AWARD, "person", DAY) == ()
    verbs = list(Event.objects.filter(subject_uuid=rule.uuid).values_list("verb", flat=True))
    assert verbs == ["draft-local-rule", "save-local-rule", "publish-local-rule"]


def test_only_head_and_officer_of_the_unit_write_its_rules(place: Place) -> None:
    for actor in (place.above, place.stranger, place.staff):
        with pytest.raises(Refused, match="chính đơn vị đó nhập"):
            draft_rule(actor=actor, now=NOW, scope=place.school, head=HEAD)
    assert draft_rule(actor=place.head, now=NOW, scope=place.school, head=HEAD).state == "draft"
    assert [one.name for one in scopes_for(place.officer)] == ["Đơn vị minh hoạ TRUONG-MH"]
    assert scopes_for(place.staff) == []


def test_a_draft_is_seen_by_its_writers_and_the_issued_rule_by_those_it_touches(place: Place) -> None:
    rule = drafted(place)
    for viewer in (place.above, place.stranger, place.staff):
        with pytest.raises(NotThere):
            get_rule_for(viewer, rule.uuid)
    publish_rule(actor=place.head, now=NOW, rule=rule, seen=rule.fingerprint)
    for viewer in (place.above, place.staff, place.officer):
        assert get_rule_for(viewer, rule.uuid) == rule
    assert list(rules_for(place.stranger)) == []


def test_what_was_issued_never_changes(place: Place) -> None:
    rule = published(place)
    with pytest.raises(Refused, match="không sửa được nữa"):
        save_clause(actor=place.officer, now=NOW, rule=rule, edition=rule.edition, clause=stated())
    with pytest.raises(Refused, match="không sửa được nữa"):
        publish_rule(actor=place.officer, now=NOW, rule=rule, seen=rule.fingerprint)


def test_two_people_who_edit_at_once_do_not_overwrite_each_other(place: Place) -> None:
    rule = drafted(place)
    seen = rule.edition
    save_head(actor=place.officer, now=NOW, rule=rule, edition=seen, head=replace(HEAD, number="13/QC-MH"))
    with pytest.raises(Stale):
        remove_clause(actor=place.head, now=NOW, rule=rule, edition=seen, number=0)
    with pytest.raises(Stale):
        publish_rule(actor=place.head, now=NOW, rule=rule, seen=rule.fingerprint)


def test_it_is_not_issued_before_it_is_complete(place: Place) -> None:
    empty = Head(**{**{name: getattr(HEAD, name) for name in HEAD.__slots__}, "number": "", "signed_on": None})
    rule = draft_rule(actor=place.officer, now=NOW, scope=place.school, head=empty)
    with pytest.raises(Refused) as caught:
        publish_rule(actor=place.officer, now=NOW, rule=rule, seen=rule.fingerprint)
    assert len(caught.value.finding.reasons) == 4


def test_a_new_version_takes_the_place_of_the_old_at_its_day(place: Place) -> None:
    old = published(place)
    new = new_version(actor=place.officer, now=NOW, rule=old, starts_on=date(2025, 9, 1))
    with pytest.raises(Refused, match="đang có một bản dự thảo"):
        new_version(actor=place.officer, now=NOW, rule=old, starts_on=date(2025, 9, 1))
    head = replace(HEAD, starts_on=date(2025, 9, 1), number="45/QC-MH", signed_on=date(2025, 8, 20))
    new = save_head(actor=place.officer, now=NOW, rule=new, edition=new.edition, head=head, paper=PAPER)
    changed = replace(stated("đã dự giờ đủ 20 tiết"), starts_on=head.starts_on)
    new = save_clause(actor=place.officer, now=NOW, rule=new, edition=new.edition, clause=changed, replacing=0)
    publish_rule(actor=place.officer, now=NOW, rule=new, seen=new.fingerprint)
    old.refresh_from_db()
    assert (old.state, old.held_until) == ("replaced", date(2025, 8, 31))
    assert holding(place, date(2025, 8, 31)) == ["đã dự giờ đủ 18 tiết trong năm"]
    assert holding(place, date(2025, 9, 1)) == ["đã dự giờ đủ 20 tiết"]


def test_a_version_may_not_begin_before_the_one_in_force(place: Place) -> None:
    old = published(place)
    new = new_version(actor=place.officer, now=NOW, rule=old, starts_on=HEAD.starts_on)
    new = save_head(actor=place.officer, now=NOW, rule=new, edition=0, head=HEAD, paper=PAPER)
    with pytest.raises(Refused, match="bản mới phải áp dụng sau ngày đó"):
        publish_rule(actor=place.officer, now=NOW, rule=new, seen=new.fingerprint)


def test_a_rule_is_ended_at_a_day_or_as_if_it_had_never_held(place: Place) -> None:
    rule = published(place)
    with pytest.raises(BadInput):
        withdraw_rule(actor=place.officer, now=NOW, rule=rule, from_day=DAY, reason="")
    withdraw_rule(actor=place.officer, now=NOW, rule=rule, from_day=DAY, reason="Trái quy định mới.")
    assert holding(place, date(2025, 5, 31)) != []
    assert holding(place, DAY) == []
    LocalRule.objects.update(state="published", held_until=None)
    withdraw_rule(actor=place.officer, now=NOW, rule=rule, from_day=HEAD.starts_on, reason="Nhập nhầm văn bản.")
    assert holding(place, date(2025, 5, 31)) == []


def test_a_share_is_kept_only_by_somebody_who_answers_for_it(place: Place) -> None:
    rule = drafted(place)
    share = Clause(
        award=AWARD, subject="person", fills="quota", condition="quota", place="Điều 6", starts_on=HEAD.starts_on,
        ends_on=HEAD.ends_on, given={"percent": Decimal(80), "of": AWARD, "whose": "không quá 80 % số người"},
    )  # fmt: skip
    rule = save_clause(actor=place.officer, now=NOW, rule=rule, edition=rule.edition, clause=share)
    with pytest.raises(Refused, match="luật và nghị định không đặt tỷ lệ này"):
        publish_rule(actor=place.officer, now=NOW, rule=rule, seen=rule.fingerprint)
    key = f"ty-le:{AWARD}-2:80 %"
    rule = accept_warning(actor=place.officer, now=NOW, rule=rule, edition=rule.edition, key=key)
    assert rule.accepted[0]["by"] == place.officer.name
    publish_rule(actor=place.officer, now=NOW, rule=rule, seen=rule.fingerprint)
    assert rulebook_for(place.school, DAY).parts.additions[1].quota is not None


def test_the_file_and_the_form_say_the_same_and_every_fault_has_its_line(place: Place) -> None:
    rule = drafted(place)
    again = save_text(
        actor=place.officer, now=NOW, rule=rule, edition=rule.edition, text=rule.text, name="quy-che.yaml"
    )
    assert again.fingerprint == rule.fingerprint
    wrong = rule.text.replace("fills: detail", "fills: quyen-loi")
    with pytest.raises(BadInput, match=r"quy-che.yaml: additions\[1\].fills \(dòng 1\d\)"):
        save_text(actor=place.officer, now=NOW, rule=rule, edition=again.edition, text=wrong, name="quy-che.yaml")


def test_what_the_law_does_not_leave_open_is_refused_with_its_article(place: Place) -> None:
    rule = drafted(place)
    closed = replace(stated(), award="chien-si-thi-dua-co-so")
    with pytest.raises(BadInput, match=r"Luật Thi đua, khen thưởng 2022 không để cấp dưới|không để cấp dưới"):
        save_clause(actor=place.officer, now=NOW, rule=rule, edition=rule.edition, clause=closed)


def test_a_clusters_rules_are_written_by_organiser_or_leader_and_hold_for_its_members() -> None:
    one = make_cluster_one()
    head = replace(HEAD, level="cluster", starts_on=date(2020, 1, 1), ends_on=date(2023, 12, 31))
    for unit in (one.organiser, one.leader):
        assert draft_rule(actor=make_viewer(unit), now=NOW, scope=one.cluster, head=head)
    with pytest.raises(Refused, match="cơ quan tổ chức cụm hoặc cụm trưởng"):
        draft_rule(actor=make_viewer(one.deputy), now=NOW, scope=one.cluster, head=head)
    with pytest.raises(BadInput, match="Cấp văn bản"):
        draft_rule(actor=make_viewer(one.leader), now=NOW, scope=one.cluster, head=replace(head, level="unit"))


def test_a_paper_that_is_no_scan_is_refused(place: Place) -> None:
    with pytest.raises(BadInput):
        draft_rule(actor=place.officer, now=NOW, scope=place.school, head=HEAD, paper=("a.exe", b"MZ..."))
