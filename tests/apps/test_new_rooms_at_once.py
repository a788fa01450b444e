"""Two people press at the same moment: one act counts, the other is told, nothing is done twice or half.

On SQLite writers queue; on PostgreSQL these tests show that the locks of the services are where they must be.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest
from django.db import transaction

from tests.at_once import at_once
from tests.ballots_world import make_vote
from tests.factories import NOW, TODAY, make_cluster_one, make_viewer
from tests.meetings_world import STARTS_AT, make_conference, on_the_day, opened
from tests.minutes_world import AFTER, CHAIR, SECRETARY, held_conference, minutes_now, person, shown, submitted
from tests.questions_world import LATER, ask, leader_of, vote
from tests.registration_world import FULL, IN_TIME, add_stage, head_of
from thidua.audit.models import Event
from thidua.audit.selectors import chain_break
from thidua.audit.services import record
from thidua.ballots.models import CountedBallot, Envelope, RollEntry, Round
from thidua.ballots.services import new_box_code, open_round
from thidua.ballots.services.voting import CAST
from thidua.core.errors import BadInput, Refused, Stale
from thidua.documents.models import IssuedPaper, Signature
from thidua.documents.services import issue_draft, sign_on_screen
from thidua.meetings.models import Council, Minutes, Poll, Presence, Question, Session
from thidua.meetings.selectors.minutes import minutes_draft, signed, signing_of
from thidua.meetings.services import minutes as minutes_services
from thidua.meetings.services import sessions
from thidua.meetings.services.attendance import note_arrival, note_own_arrival
from thidua.meetings.services.councils import conference_of
from thidua.meetings.services.questions import conclude, start_round
from thidua.registration.models import Override, Registration
from thidua.registration.services import registrations
from thidua.registration.services.overrides import decide_override

pytestmark = pytest.mark.django_db(transaction=True)
DAY = STARTS_AT.date()


@pytest.fixture(autouse=True)
def _one_chain(transactional_db: None) -> Iterator[None]:
    """Whatever came of it, the history holds together."""
    yield
    assert chain_break() is None


def test_chair_secretary_and_the_person_note_one_arrival_once() -> None:
    found = opened(make_conference(), "S3")
    guest, late = found.voter("S1"), found.voter("S2")
    chair, secretary = on_the_day(found.leader, DAY), on_the_day(found.people["S1"], DAY)
    came = at_once(
        partial(note_arrival, actor=chair, now=LATER, participant=late),
        partial(note_arrival, actor=secretary, now=LATER, participant=late),
        partial(note_own_arrival, actor=on_the_day(found.people["S2"], DAY), now=LATER, session=found.session),
        partial(note_arrival, actor=chair, now=LATER, participant=guest),
    )
    assert all(isinstance(one, Presence | BadInput) for one in came)
    assert Counter(Presence.objects.values_list("participant__unit__code", flat=True)) == {"S1": 1, "S2": 1, "S3": 1}


def test_a_cluster_has_one_conference_though_two_prepare_its_first_session() -> None:
    one = make_cluster_one()
    leaders = [make_viewer(one.leader) for _ in range(3)]
    came = at_once(*(partial(conference_of, actor=who, now=NOW, cluster=one.cluster) for who in leaders))
    assert came == [Council.objects.get()] * 3
    assert Event.objects.filter(verb="create-council").count() == 1


def test_minutes_that_consider_a_unit_all_the_same_are_written_down_once() -> None:
    one = make_cluster_one()
    add_stage(one.cycle)
    given = {"now": NOW, "cycle": one.cycle, "unit": one.units["S4"], "ground": "unregistered"}
    given |= {"minutes": "05/BB-CTĐ", "minuted_on": TODAY, "reason": "Đơn vị mới sáp nhập"}
    came = at_once(*(partial(decide_override, actor=make_viewer(one.leader), **given) for _ in range(3)))
    assert Counter(type(one) for one in came) == {Override: 1, BadInput: 2}


def test_a_registration_is_started_once_and_received_or_returned_but_not_both() -> None:
    one = make_cluster_one()
    add_stage(one.cycle)
    head, again = head_of(one, "S4"), head_of(one, "S4")
    leaders = [head_of(one, "S3"), head_of(one, "S3")]
    both = at_once(
        *(partial(registrations.start_registration, actor=who, now=IN_TIME, cycle=one.cycle) for who in (head, again))
    )
    found = Registration.objects.get()
    assert both == [found, found]
    given = {"now": IN_TIME, "registration": found}
    found = registrations.save_registration(actor=head, **given, edition=found.edition, content=FULL)
    found = registrations.send_registration(actor=head, **given, edition=found.edition)
    given |= {"edition": found.edition}
    came = at_once(
        *(partial(registrations.accept_registration, actor=who, **given) for who in leaders),
        partial(registrations.return_registration, actor=leaders[0], **given, reason="Bổ sung số liệu"),
        partial(registrations.reopen_registration, actor=head, **given, reason="Bổ sung số liệu"),
    )
    assert Counter(type(one) for one in came)[Registration] == 1
    assert all(isinstance(one, Registration | Refused | Stale) for one in came)
    assert Registration.objects.get().edition == found.edition + 1


def test_one_round_begins_though_two_start_it_and_though_two_questions_wait() -> None:
    found = opened(make_conference())
    first, second = ask(found, "S1", "S2"), ask(found, "S3", "S4", title="Suy tôn đơn vị dẫn đầu, lần hai")
    actors = leader_of(found), on_the_day(found.people["S1"], DAY)
    starts = [(actor, question) for question in (first, second) for actor in actors]
    came = at_once(
        *(partial(start_round, actor=who, now=LATER, question=what, back_url="/hoi-nghi/") for who, what in starts)
    )
    assert Counter(type(one) for one in came) == {Round: 1, Refused: 3}
    assert Poll.objects.count() == Round.objects.count() == 1
    assert Round.objects.get().roll.count() == 5


def test_a_session_does_not_end_under_a_vote_that_begins() -> None:
    found = opened(make_conference())
    question = ask(found, "S1", "S2")
    at_once(
        partial(start_round, actor=leader_of(found), now=LATER, question=question, back_url="/hoi-nghi/"),
        partial(sessions.end_session, actor=leader_of(found), now=LATER, session=found.session),
    )
    assert (Session.objects.get().state, Round.objects.count()) in (("open", 1), ("ended", 0))


def test_who_votes_while_the_box_is_opened_is_counted_or_told_no() -> None:
    held = make_vote(8)
    acts = [partial(held.cast, voter, held.marks(place % 5)) for place, voter in enumerate(held.voters)]
    *votes, closed, stopped = at_once(*acts, held.close, held.stop)
    told = [one for one in votes if isinstance(one, tuple)]
    assert all(isinstance(one, tuple | Refused) for one in votes)
    assert isinstance(closed, Round)
    assert stopped is None or isinstance(stopped, Refused)
    assert {how for how, _ in told} <= {CAST}
    assert {tracker for _, tracker in told} == set(CountedBallot.objects.values_list("tracker", flat=True))
    assert RollEntry.objects.filter(way="screen").count() == len(told)
    assert Envelope.objects.count() == 0


def test_a_box_is_opened_for_votes_with_one_code_and_counted_once() -> None:
    held = make_vote(2, opened=False)
    codes = held.code, new_box_code()
    came = at_once(*(partial(open_round, actor=held.keeper, now=NOW, held=held.round, code=code) for code in codes))
    assert Counter(type(one) for one in came) == {Round: 1, Refused: 1}
    held.round, held.code = held.fresh(), codes[[type(one) for one in came].index(Round)]
    held.cast(held.voters[0], held.marks(1))
    came = at_once(held.close, held.close)
    assert Counter(type(one) for one in came) == {Round: 1, Refused: 1}
    assert CountedBallot.objects.count() == 1


def test_a_voter_has_a_ballot_on_screen_or_on_paper_but_not_both() -> None:
    held = make_vote(3)
    acts = [
        act for voter in held.voters for act in (partial(held.cast, voter, held.marks(0)), partial(held.paper, voter))
    ]
    at_once(*acts)
    ways = Counter(RollEntry.objects.values_list("way", flat=True))
    assert ways["screen"] + ways["paper"] == 3
    assert Envelope.objects.count() == ways["screen"]


def test_a_question_is_concluded_once() -> None:
    found = opened(make_conference())
    question = ask(found, "S1", "S2")
    vote(found, question, dict.fromkeys(found.one.units, "S1"))
    actors = leader_of(found), on_the_day(found.people["S1"], DAY)
    came = at_once(*(partial(conclude, actor=who, now=LATER, question=question) for who in actors))
    assert Counter(type(one) for one in came) == {Question: 1, Refused: 1}
    assert Event.objects.filter(verb="conclude-question").count() == 1


def test_two_sign_at_once_each_once_however_often_they_press() -> None:
    found = held_conference(votes=False)
    shown(found)
    submitted(found)
    who = {"secretary": person(found, SECRETARY), "chair": person(found, CHAIR)}
    signings = [
        (actor, signing_of(actor, found.session, minutes_now(found), capacity, on_paper=False))
        for capacity, actor in who.items()
        for _ in range(2)
    ]
    came = at_once(*(partial(sign_on_screen, actor=a, now=AFTER, signing=what, confirmed=True) for a, what in signings))
    assert Counter(type(one) for one in came) == {Signature: 2, Refused: 2}
    assert signed(found.session, minutes_now(found)) == set(who)


def test_a_signature_and_another_act_of_the_same_person_do_not_wait_for_each_other() -> None:
    found = held_conference(votes=False)
    submitted(found, read_out=True)
    actor = person(found, SECRETARY)
    signing = signing_of(actor, found.session, minutes_now(found), "secretary", on_paper=False)

    def in_another_window() -> Event:
        with transaction.atomic():
            return record(verb="edit-paper", actor=actor, subject=found.session, at=AFTER)

    sign = partial(sign_on_screen, actor=actor, now=AFTER, signing=signing, confirmed=True)
    came = at_once(in_another_window, sign, in_another_window, in_another_window)
    assert Counter(type(one) for one in came) == {Signature: 1, Event: 3}


def test_minutes_are_issued_or_reopened_but_not_both() -> None:
    found = held_conference(votes=False)
    shown(found)
    minutes, leader = submitted(found), person(found, CHAIR)
    for capacity, code in (("secretary", SECRETARY), ("chair", CHAIR)):
        signing = signing_of(person(found, code), found.session, minutes, capacity, on_paper=False)
        sign_on_screen(actor=person(found, code), now=AFTER, signing=signing, confirmed=True)
    draft, issuing = minutes_draft(leader, found.session, minutes, demonstration=True), threading.Event()

    def issue() -> IssuedPaper:
        return issue_draft(actor=leader, now=AFTER, draft=draft, then=noted)

    def noted(paper: IssuedPaper) -> None:
        given = {"session": found.session, "text_sha256": minutes.text_sha256, "paper": paper.uuid}
        issuing.set()
        time.sleep(0.2)
        minutes_services.note_issued(actor=leader, now=AFTER, **given)

    def reopen() -> Minutes:
        assert issuing.wait(20)
        return minutes_services.reopen_minutes(
            actor=person(found, SECRETARY), now=AFTER, session=found.session, edition=minutes.edition,
            reason="Sửa cách ghi tên đơn vị",
        )  # fmt: skip

    came = at_once(issue, reopen)
    assert {type(one) for one in came} in ({IssuedPaper, Stale}, {Stale, Minutes})
    assert (Minutes.objects.get().state, IssuedPaper.objects.count()) in (("issued", 1), ("draft", 0))
