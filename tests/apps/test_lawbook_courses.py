"""A voting rule or a dossier is confirmed with the paper: it shows in meetings, until withdrawn or changed."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import NOW
from tests.lawbook_world import PAPER
from tests.meetings_world import Conference, called, make_conference, opened
from tests.questions_world import ask, hands, start
from thidua.law import rulebook, voting
from thidua.law.courses import COURSES
from thidua.law.provenance import CONFIRMED, SEEN, UNCERTAIN, provision_key
from thidua.law.voting_file import read
from thidua.lawbook.facts import confirmed_keys, general_rulebook
from thidua.lawbook.models import Confirmation
from thidua.lawbook.selectors.confirmations import CHANGED, OPEN, Unread, unread_for
from thidua.lawbook.selectors.confirmations import CONFIRMED as DONE
from thidua.lawbook.services.confirmations import confirm_provision, withdraw_confirmation
from thidua.lawbook.services.freezing import keep_rules, whole_fingerprint
from thidua.meetings.facts.rulebooks import rule_of, rulebooks_in_force
from thidua.meetings.models import Question

pytestmark = pytest.mark.django_db
#: Of the statute of cluster 1, which says nothing of it.
FREE = "|Lệ chung của hội nghị; quy chế cụm không ghi"
DAY = date(2020, 6, 3)


@pytest.fixture
def found() -> Conference:
    return make_conference()


def unread(found: Conference, key: str = FREE) -> Unread:
    return next(one for one in unread_for(found.leader) if one.key == key)


def confirm(found: Conference, key: str = FREE) -> Confirmation:
    one = unread(found, key)
    return confirm_provision(actor=found.leader, now=NOW, ref=one.ref, seen=one.mark, note="", paper=PAPER)


def withdraw(found: Conference, kept: Confirmation) -> None:
    withdraw_confirmation(actor=found.leader, now=NOW, confirmation=kept, reason="Đọc nhầm trang.")


def free(found: Conference) -> Question:
    """A question that rests on what nobody read."""
    return ask(found, manner="hands", purpose="free", candidate_labels=("Báo cáo tổng kết",), title="Thông qua báo cáo")


def confidence_of(question: Question) -> str:
    rule = rule_of(question)
    assert rule
    return rule.provision.confidence


def in_force() -> str:
    book = next(one for one in rulebooks_in_force(DAY) if one.code == "cum-1-2019")
    entry = book.entry_for("free")
    assert entry
    return entry.provision.confidence


def test_the_list_names_voting_and_procedures_with_their_kind(found: Conference) -> None:
    kinds = {str(what) for one in unread_for(found.leader) for what, _ in one.decides_on if what}
    assert {"biểu quyết", "hồ sơ", "thời hạn", "văn bản chưa đọc được"} <= kinds <= {str(one) for one in COURSES}
    (decides,) = unread(found).decides_on
    assert decides[0] in COURSES
    assert decides[1].endswith("Thông qua nội dung của phiên họp")


def test_it_is_confirmed_in_the_rules_in_force_and_withdrawn_it_is_as_before(found: Conference) -> None:
    assert (unread(found).state, in_force()) == (OPEN, UNCERTAIN)
    kept = confirm(found)
    assert (unread(found).state, in_force()) == (DONE, CONFIRMED)
    withdraw(found, kept)
    assert (unread(found).state, in_force()) == (OPEN, UNCERTAIN)


def test_a_session_keeps_what_was_confirmed_on_the_day_it_was_called(found: Conference) -> None:
    kept = confirm(found)
    entries = {one["code"]: one["confidence"] for one in called(found).session.rules["entries"]}
    assert entries == {"bau-chon": SEEN, "bau-cum-truong": SEEN, "thong-qua": CONFIRMED}
    assert found.session.rules["quorum"]["confidence"] == UNCERTAIN
    withdraw(found, kept)
    found.session.refresh_from_db()
    assert found.session.rules["entries"][-1]["confidence"] == CONFIRMED


def test_a_question_freezes_what_is_confirmed_when_voting_begins(found: Conference) -> None:
    opened(found)
    question = free(found)
    assert confidence_of(question) == UNCERTAIN
    kept = confirm(found)
    assert confidence_of(question) == CONFIRMED
    withdraw(found, kept)
    assert confidence_of(question) == UNCERTAIN
    kept = confirm(found)
    hands(found, question, **{"Báo cáo tổng kết": (5, 0, 0)})
    question.refresh_from_db()
    assert question.rule["confidence"] == CONFIRMED
    withdraw(found, kept)
    assert confidence_of(question) == CONFIRMED


def test_what_was_frozen_unconfirmed_stays_so(found: Conference) -> None:
    opened(found)
    question = free(found)
    hands(found, question, **{"Báo cáo tổng kết": (5, 0, 0)})
    question.refresh_from_db()
    confirm(found)
    assert question.rule["confidence"] == UNCERTAIN
    assert confidence_of(question) == UNCERTAIN


def test_changed_data_are_not_confirmed(found: Conference, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(found)
    question = free(found)
    confirm(found)
    text = voting.DATA.read_text(encoding="utf-8")
    changed = text.replace("share: 1/2, base: present, over: true", "share: 3/4, base: present", 1)
    kept = read(changed, "voting.yaml", rulebook.house())
    monkeypatch.setattr(voting, "house_voting", lambda: kept)
    assert confirmed_keys() == frozenset()
    assert (unread(found).state, in_force(), confidence_of(question)) == (CHANGED, UNCERTAIN, UNCERTAIN)
    confirm(found)
    assert in_force() == CONFIRMED
    # The session froze the former sentence: what is confirmed of the new one says nothing of it.
    assert confidence_of(question) == UNCERTAIN


def test_a_rule_that_was_read_needs_nobody(found: Conference) -> None:
    question = ask(opened(found), "S1", "S2")
    assert confidence_of(question) == SEEN
    start(found, question)
    question.refresh_from_db()
    assert question.rule["confidence"] == SEEN


def test_a_finding_s_rulebook_is_not_another_one_for_what_is_confirmed_beside_it(found: Conference) -> None:
    before = whole_fingerprint(general_rulebook())
    confirm(found)
    book = general_rulebook()
    assert FREE in book.confirmed
    assert whole_fingerprint(book) == before
    assert keep_rules(book).confirmed == []
    award = next(one for one in book.awards.values() if not one.standards[0].provision.is_sure)
    confirm(found, provision_key(award.standards[0].provision))
    assert whole_fingerprint(general_rulebook()) != before
