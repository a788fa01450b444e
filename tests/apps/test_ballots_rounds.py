"""A round from plan to result: opened with a code nobody stores, one ballot a voter, closed only when it balances."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from tests.ballots_world import UNITS, Vote, make_vote, make_voters, make_yes_no_vote, options, plan_for, voter_facts
from tests.factories import NOW
from thidua.audit.models import Event
from thidua.ballots.models import CountedBallot, Envelope, RollEntry, Round
from thidua.ballots.rules import Count, PaperFigures
from thidua.ballots.selectors import open_rounds_of, progress_of, published_ballots, result_of, rounds_about
from thidua.ballots.services import (
    abandon_round,
    cast_ballot,
    new_ballot_token,
    new_box_code,
    open_round,
    prepare_round,
    take_paper_back,
    void_round,
)
from thidua.core.errors import BadInput, Refused
from thidua.foundation.refusals import NotThere

pytestmark = pytest.mark.django_db


def counts(vote: Vote) -> dict[str, int]:
    result = result_of(vote.fresh())
    assert result is not None
    return {one.option.label: one.yes for one in result.counts if one.yes}


def test_five_departments_choose_the_leading_unit() -> None:
    vote = make_vote()
    trackers = [
        vote.cast(voter, vote.marks(place))[1] for voter, place in zip(vote.voters, (2, 2, 2, 0, 0), strict=True)
    ]
    assert result_of(vote.fresh()) is None
    vote.close()

    result = result_of(vote.fresh())
    assert result is not None
    assert (result.issued, result.collected, result.valid, result.invalid, result.unused) == (5, 5, 5, 0, 0)
    assert counts(vote) == {"Cần Thơ": 3, "Hà Nội": 2}
    assert result.not_voted == ()
    listed = published_ballots(vote.fresh())
    assert [one.tracker for one in listed] == sorted(trackers)
    assert {one.tracker: str(one.words[0]) for one in listed}[trackers[0]] == "Cần Thơ"
    assert not Envelope.objects.exists()


def test_a_second_vote_of_the_same_voter_changes_nothing() -> None:
    vote = make_vote()
    assert vote.cast(vote.voters[0], vote.marks(0))[0] == "cast"
    assert vote.cast(vote.voters[0], vote.marks(1))[0] == "already"
    vote.close()
    assert counts(vote) == {"Hà Nội": 1}


def test_nobody_outside_the_roll_votes() -> None:
    vote = make_vote()
    with pytest.raises(NotThere):
        vote.cast(make_voters(1)[0], vote.marks(0))
    with pytest.raises(NotThere):  # to count is not to vote
        vote.cast(vote.keeper, vote.marks(0))


def test_too_many_choices_are_refused_with_a_sentence_and_a_blank_ballot_is_invalid() -> None:
    vote = make_vote(seats=2)
    with pytest.raises(BadInput, match="Đã chọn 3, nhưng chỉ được chọn nhiều nhất 2"):
        vote.cast(vote.voters[0], vote.marks(0, 1, 2))
    assert not Envelope.objects.exists()
    assert not RollEntry.objects.exclude(way="").exists()
    vote.cast(vote.voters[0], vote.marks(0, 1))
    vote.cast(vote.voters[1], vote.marks())
    vote.close()
    result = result_of(vote.fresh())
    assert result is not None
    assert (result.valid, result.invalid, result.invalid_reasons) == (1, 1, ("Phiếu trắng (không hợp lệ): 1",))


def test_yes_no_and_no_opinion_for_each_name() -> None:
    vote = make_yes_no_vote(3)
    for voter, marks in zip(vote.voters, ("yn", "ya", "yy"), strict=True):
        vote.cast(voter, marks)
    with pytest.raises(BadInput, match="Chưa trả lời"):
        _half(make_yes_no_vote(1))
    vote.close()
    result = result_of(vote.fresh())
    assert result is not None
    assert [(one.yes, one.no, one.abstained) for one in result.counts] == [(3, 0, 0), (1, 1, 1)]


def _half(vote: Vote) -> None:
    vote.cast(vote.voters[0], "y")


def test_a_token_of_another_round_is_not_taken() -> None:
    vote, other = make_vote(), make_vote()
    with pytest.raises(BadInput, match="không phải do trang bỏ phiếu này cấp"):
        cast_ballot(
            actor=vote.voters[0], now=NOW, held=vote.round, marks=vote.marks(0), token=new_ballot_token(other.round)
        )


def test_the_code_is_stored_nowhere_and_no_other_opens_the_box() -> None:
    vote = make_vote()
    vote.cast(vote.voters[0], vote.marks(0))
    mine, vote.code = vote.code, new_box_code()
    with pytest.raises(BadInput, match="không phải mã mở hòm phiếu của vòng này"):
        vote.close()
    vote.code = mine[:-1]
    with pytest.raises(BadInput, match="25 chữ và số"):
        vote.close()
    vote.code = mine.lower().replace("-", " ")
    vote.close()
    assert counts(vote) == {"Hà Nội": 1}


def test_only_keepers_open_and_close() -> None:
    vote = make_vote(opened=False)
    with pytest.raises(Refused, match="ban kiểm phiếu"):
        open_round(actor=vote.voters[0], now=NOW, held=vote.round, code=vote.code)
    vote = make_vote()
    vote.keeper = vote.voters[0]
    with pytest.raises(Refused, match="ban kiểm phiếu"):
        vote.close()


def test_what_is_missing_before_opening_is_named() -> None:
    voter = make_voters(1)[0]
    held = prepare_round(actor=voter, now=NOW, plan=plan_for([], [voter], options=options("Chỉ một")))
    with pytest.raises(Refused, match=r"chưa đủ tên.*chưa có ai"):
        open_round(actor=voter, now=NOW, held=held, code=new_box_code())


def test_a_late_arrival_waits_for_the_next_round() -> None:
    late = make_voters(1)[0]
    voters = make_voters(3)
    plan = plan_for(voters, voters[:1])
    plan_with = plan_for(voters, voters[:1], about=plan.about, voters=(*plan.voters, voter_facts(late, present=False)))
    held = prepare_round(actor=voters[0], now=NOW, plan=plan_with)
    assert held.roll.count() == 3
    held = open_round(actor=voters[0], now=NOW, held=held, code=new_box_code())
    with pytest.raises(Refused, match="đang mở"):
        prepare_round(actor=voters[0], now=NOW, plan=plan_with)
    with pytest.raises(NotThere):
        cast_ballot(actor=late, now=NOW, held=held, marks="x----", token=new_ballot_token(held))
    assert open_rounds_of(late) == []
    assert open_rounds_of(voters[1]) == [held]


def test_preparing_again_before_opening_takes_the_newer_roll() -> None:
    voters = make_voters(4)
    plan = plan_for(voters[:3], voters[:1])
    first = prepare_round(actor=voters[0], now=NOW, plan=plan)
    again = prepare_round(actor=voters[0], now=NOW, plan=plan_for(voters, voters[:1], about=plan.about))
    assert again.pk == first.pk
    assert again.roll.count() == 4


def test_one_person_twice_on_the_roll_is_refused() -> None:
    voters = make_voters(2)
    twice = tuple(voter_facts(one) for one in (*voters, voters[0]))
    with pytest.raises(BadInput, match="mỗi người chỉ có một phiếu"):
        prepare_round(actor=voters[0], now=NOW, plan=plan_for(voters, voters[:1], voters=twice))


def test_a_roll_changed_behind_the_software_stops_the_closing() -> None:
    vote = make_vote()
    vote.cast(vote.voters[0], vote.marks(0))
    RollEntry.objects.create(round=vote.round, key=uuid4(), label="Người lạ")
    with pytest.raises(Refused, match="không còn đúng như khi mở vòng"):
        vote.close()


def test_an_envelope_too_many_or_too_few_stops_the_closing() -> None:
    vote = make_vote()
    vote.cast(vote.voters[0], vote.marks(0))
    stuffed = Envelope.objects.create(round=vote.round, sealed=b"nhet them")
    with pytest.raises(Refused, match="1 người đã bỏ phiếu nhưng hòm có 2 phiếu"):
        vote.close()
    stuffed.delete()
    Envelope.objects.all().delete()
    with pytest.raises(Refused, match="1 người đã bỏ phiếu nhưng hòm có 0 phiếu"):
        vote.close()


def test_an_envelope_that_was_changed_counts_as_invalid_and_is_published() -> None:
    vote = make_vote()
    vote.cast(vote.voters[0], vote.marks(0))
    Envelope.objects.update(sealed=b"doi ruot")
    vote.close()
    result = result_of(vote.fresh())
    assert result is not None
    assert (result.valid, result.invalid, result.invalid_reasons) == (0, 1, ("Không đọc được (không hợp lệ): 1",))


def test_paper_and_screen_in_one_round() -> None:
    vote = make_vote()
    for voter in vote.voters[:2]:
        vote.cast(voter, vote.marks(0))
    for voter in vote.voters[2:]:
        vote.paper(voter)
    with pytest.raises(Refused, match="đã nhận phiếu giấy nên không bỏ phiếu trên máy"):
        vote.cast(vote.voters[2], vote.marks(0))
    with pytest.raises(Refused, match="đã bỏ phiếu trên máy"):
        vote.paper(vote.voters[0])
    with pytest.raises(Refused, match="Còn đang nhận phiếu"):
        vote.close()
    vote.stop()
    paper = PaperFigures(
        replaced=1, unused=1, collected=2, invalid=1, invalid_reasons="1 phiếu gạch hết các tên",
        counts=tuple(Count(name, n) for name, n in zip(vote.round.names, (0, 1, 0, 0, 0), strict=True)),
    )  # fmt: skip
    vote.close(paper=paper)
    result = result_of(vote.fresh())
    assert result is not None
    assert (result.issued, result.collected, result.unused) == (6, 4, 2)
    assert (result.valid, result.invalid, result.invalid_reasons) == (3, 1, ("1 phiếu gạch hết các tên",))
    assert counts(vote) == {"Hà Nội": 2, UNITS[1]: 1}


def test_it_does_not_close_until_paper_balances_and_the_difference_is_named() -> None:
    vote = make_vote()
    vote.paper(vote.voters[0])
    vote.stop()
    with pytest.raises(Refused, match="thiếu 1 phiếu"):
        vote.close()
    assert vote.fresh().state == Round.State.OPEN
    assert not CountedBallot.objects.exists()


def test_a_paper_ballot_handed_back_lets_the_voter_use_the_screen() -> None:
    vote = make_vote()
    vote.paper(vote.voters[0])
    key = vote.round.roll.get(account=vote.voters[0].user_id).key
    take_paper_back(actor=vote.keeper, now=NOW, held=vote.round, voter=key)
    assert vote.cast(vote.voters[0], vote.marks(0))[0] == "cast"


def test_after_stopping_nobody_votes() -> None:
    vote = make_vote()
    vote.stop()
    with pytest.raises(Refused, match="đã dừng nhận phiếu"):
        vote.cast(vote.voters[0], vote.marks(0))
    assert open_rounds_of(vote.voters[0]) == []


def test_a_round_is_made_void_with_a_reason_and_stays() -> None:
    vote = make_vote()
    vote.cast(vote.voters[0], vote.marks(0))
    with pytest.raises(BadInput, match="lý do"):
        void_round(actor=vote.keeper, now=NOW, round=vote.round, reason=" ")
    abandon_round(actor=vote.keeper, now=NOW, held=vote.round, reason="Mất mã mở hòm phiếu")
    held = vote.fresh()
    assert (held.state, held.void_reason) == ("void", "Mất mã mở hòm phiếu")
    assert result_of(held) is None
    assert Envelope.objects.count() == 1  # sealed for ever, never deleted
    again = prepare_round(actor=vote.keeper, now=NOW, plan=plan_for(vote.voters, [vote.keeper], about=held.about_uuid))
    assert rounds_about(held.about_uuid) == [held, again]


def test_a_closed_round_is_void_only_by_the_room_above() -> None:
    vote = make_vote()
    vote.cast(vote.voters[0], vote.marks(0))
    vote.close()
    with pytest.raises(Refused, match="ban kiểm phiếu không hủy được"):
        abandon_round(actor=vote.keeper, now=NOW, held=vote.round, reason="Nhầm danh sách")
    void_round(actor=vote.voters[0], now=NOW, round=vote.round, reason="Nhầm danh sách người bỏ phiếu")
    assert result_of(vote.fresh()) is None
    assert CountedBallot.objects.count() == 1


def test_counted_ballots_only_grow() -> None:
    vote = make_vote()
    vote.cast(vote.voters[0], vote.marks(0))
    vote.close()
    with pytest.raises(IntegrityError), transaction.atomic():
        CountedBallot.objects.update(marks="-x---")
    with pytest.raises(IntegrityError), transaction.atomic():
        CountedBallot.objects.all().delete()


def test_the_history_says_who_voted_and_never_what() -> None:
    vote = make_vote()
    _, tracker = vote.cast(vote.voters[0], vote.marks(0))
    vote.close()
    event = Event.objects.get(verb="cast-ballot")
    assert (event.actor_id, event.subject_uuid, event.data) == (
        vote.voters[0].user_id,
        vote.round.uuid,
        {"way": "screen"},
    )
    told = " ".join(f"{one.data} {one.reason} {one.subject_label}" for one in Event.objects.all())
    assert tracker not in told
    assert vote.code not in told


def test_progress_counts_people_and_nothing_else() -> None:
    vote = make_vote()
    vote.cast(vote.voters[0], vote.marks(0))
    vote.paper(vote.voters[1])
    progress = progress_of(vote.round)
    assert (progress.on_roll, progress.voted, progress.waiting, progress.screen, progress.paper) == (5, 2, 3, 1, 1)


def test_the_box_of_sqlite_has_no_hidden_numbers() -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'ballots_envelope'")
        assert cursor.fetchone()[0].endswith("WITHOUT ROWID")
