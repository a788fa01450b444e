"""Voting on the screen: a code shown once, a ballot read again before it is sent, a list to find oneself in."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.ballots_world import Vote, make_vote, make_voters, make_yes_no_vote, options, plan_for
from tests.factories import NOW, user_of
from thidua.ballots.models import Envelope, Round
from thidua.ballots.services import new_ballot_token, open_round, prepare_round
from thidua.foundation import clock
from thidua.organisations.rules import Viewer

pytestmark = pytest.mark.django_db
CODE = re.compile(r"<code>((?:[0-9A-Z]{5}-){4}[0-9A-Z]{5})</code>")
TRACKER = re.compile(r"<code>((?:[0-9A-Z]{4}-){2}[0-9A-Z]{4})</code>")


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def as_(viewer: Viewer) -> Client:
    client = Client()
    client.force_login(user_of(viewer), backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, name: str, vote: Vote, status: int = 200) -> str:
    answer = client.get(reverse(f"ballots:{name}", args=[vote.round.uuid]))
    assert answer.status_code == status
    return answer.content.decode().split("<main")[1]


def send(client: Client, name: str, vote: Vote, status: int = 200, **data: object) -> str:
    answer = client.post(reverse(f"ballots:{name}", args=[vote.round.uuid]), data)
    assert answer.status_code == status, answer.content.decode().split("<main")[-1][:2000]
    return answer.content.decode().split("<main")[-1]


def value(shown: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', shown)
    assert found
    return found[1]


def test_the_committee_writes_the_code_down_and_types_it_back() -> None:
    vote = make_vote(opened=False)
    client = as_(vote.keeper)
    shown = page(client, "open", vote)
    code, key = CODE.search(shown)[1], value(shown, "key")  # type: ignore[index]
    wrong = send(client, "open", vote, 400, code=code[:-1], key=key)
    assert "25 chữ và số" in wrong
    assert code not in wrong.replace(code[:-1], "")
    mine = send(client, "open", vote, 400, code=vote.code, key=key)
    assert "không phải mã mà trang này đã hiện" in mine
    send(client, "open", vote, 302, code=code.lower(), key=key)
    assert vote.fresh().state == Round.State.OPEN
    assert code not in page(client, "round", vote)


def test_a_voter_reads_the_ballot_again_and_drops_it() -> None:
    vote = make_vote()
    client = as_(vote.voters[0])
    shown = page(client, "vote", vote)
    tracker, token = TRACKER.search(shown)[1], value(shown, "token")  # type: ignore[index]
    review = send(client, "vote", vote, step="review", token=token, chon="02")
    assert "<strong>Cần Thơ</strong>" in review
    assert tracker in review
    assert not Envelope.objects.exists()
    assert "checked" in send(client, "vote", vote, step="back", token=token, marks="--x--")
    done = send(client, "vote", vote, step="cast", token=token, marks="--x--")
    assert "Phiếu của bạn đã ở trong hòm phiếu" in done
    assert "Bạn không phải làm gì thêm trong vòng này." in done
    assert "bấm “Tìm mã phiếu của tôi” và gõ mã" in done
    assert tracker in done
    again = send(client, "vote", vote, step="cast", token=token, marks="x----")
    assert "lần gửi này không được tính thêm" in again
    assert Envelope.objects.count() == 1
    assert "Đã bỏ phiếu" in page(client, "vote", vote)


def test_letters_that_are_no_ballot_of_this_round_are_not_taken() -> None:
    vote = make_vote(seats=2)
    client = as_(vote.voters[0])
    token = value(page(client, "vote", vote), "token")
    for marks in ("", "x", "xxxxxx", "ynx--", "xxx--"):
        send(client, "vote", vote, 400, step="cast", token=token, marks=marks)
    assert not Envelope.objects.exists()


@pytest.mark.parametrize("step", ["review", "back", "cast"])
def test_pages_are_equally_long_whatever_is_ticked(step: str) -> None:
    vote = make_vote(options=options("Ba", "Trường Trung học phổ thông chuyên minh hoạ " * 5))
    sizes = set()
    for voter, place in zip(vote.voters, (0, 1, None, 1, 0), strict=True):
        marks = vote.marks(*([] if place is None else [place]))
        sent = {"chon": "--" if place is None else f"0{place}"} if step == "review" else {"marks": marks}
        address = reverse("ballots:vote", args=[vote.round.uuid])
        answer = as_(voter).post(address, {"step": step, "token": new_ballot_token(vote.round), **sent})
        assert answer.status_code == 200
        sizes.add((len(answer.content), len(str(sent))))
    assert len(sizes) == 1


def test_a_blank_ballot_is_told_before_it_is_sent() -> None:
    vote = make_vote()
    client = as_(vote.voters[0])
    token = value(page(client, "vote", vote), "token")
    assert "Chưa chọn dòng nào" in send(client, "vote", vote, 400, step="review", token=token)
    assert "Phiếu trắng được tính là phiếu không hợp lệ" in send(
        client, "vote", vote, step="review", token=token, chon="--"
    )


def test_too_many_ticks_keep_what_was_ticked() -> None:
    vote = make_vote(seats=2)
    client = as_(vote.voters[0])
    token = value(page(client, "vote", vote), "token")
    shown = send(client, "vote", vote, 400, step="review", token=token, chon=["00", "01", "03"])
    assert "Đã chọn 3, nhưng chỉ được chọn nhiều nhất 2" in shown
    assert shown.count("checked") == 3
    assert value(shown, "token") == token


def test_yes_no_ballot_needs_an_answer_for_each_name() -> None:
    vote = make_yes_no_vote()
    client = as_(vote.voters[0])
    token = value(page(client, "vote", vote), "token")
    assert "Chưa chọn ý nào" in send(client, "vote", vote, 400, step="review", token=token, y0="y")
    review = send(client, "vote", vote, step="review", token=token, y0="y", y1="a")
    assert "Lê Văn Minh Hoạ: Không có ý kiến" in review


def test_a_ballot_without_its_token_is_not_taken() -> None:
    vote = make_vote()
    shown = send(as_(vote.voters[0]), "vote", vote, 400, step="cast", token="AAAA-BBBB-CCCC:giả", marks="x----")
    assert "không phải do trang bỏ phiếu này cấp" in shown
    assert not Envelope.objects.exists()


def test_nothing_of_a_ballot_stays_in_session_cookie_or_history_and_nothing_is_cached() -> None:
    vote = make_vote()
    client = as_(vote.voters[0])
    answer = client.get(reverse("ballots:vote", args=[vote.round.uuid]))
    shown = answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    tracker, token = TRACKER.search(shown)[1], value(shown, "token")  # type: ignore[index]
    done = client.post(
        reverse("ballots:vote", args=[vote.round.uuid]), {"step": "cast", "token": token, "marks": "--x--"}
    )
    assert "no-store" in done["Cache-Control"]
    kept = " ".join(str(one.get_decoded()) for one in Session.objects.all()) + client.cookies.output()
    assert tracker not in kept
    assert "Cần Thơ" not in kept
    assert set(client.session.keys()) <= {"_auth_user_id", "_auth_user_backend", "_auth_user_hash"}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            assert tracker not in str(cursor.fetchall()), table


def test_no_figure_is_on_any_page_before_closing() -> None:
    vote = make_vote()
    for voter in vote.voters[:3]:
        vote.cast(voter, vote.marks(0))
    for viewer in (vote.voters[0], vote.keeper):
        shown = page(as_(viewer), "round", vote)
        assert "3/5" in shown
        assert "Kết quả kiểm phiếu" not in shown
        page(as_(viewer), "published", vote, 404)
        page(as_(viewer), "published_file", vote, 404)


def test_only_the_committee_sees_who_has_not_voted_yet() -> None:
    vote = make_vote()
    vote.cast(vote.voters[0], vote.marks(0))
    assert "Trên máy" in page(as_(vote.keeper), "round", vote)
    assert "Trên máy" not in page(as_(vote.voters[1]), "round", vote)
    assert "đã bỏ phiếu." not in page(as_(vote.keeper), "round", vote).lower().replace("ai đã bỏ phiếu", "")


def test_after_closing_everybody_finds_their_own_and_counts_again() -> None:
    vote = make_vote()
    trackers = [vote.cast(voter, vote.marks(n))[1] for n, voter in zip((0, 0, 1, 2, 2), vote.voters, strict=True)]
    client = as_(vote.keeper)
    assert "Kiểm phiếu" in page(client, "close", vote)
    send(client, "close", vote, 302, code=vote.code)
    voter = as_(vote.voters[3])
    assert "Kết quả kiểm phiếu" in page(voter, "round", vote)
    found = send(voter, "published", vote, tracker=trackers[3].lower().replace("-", " "))
    assert "Có trong danh sách" in found
    assert "Không có mã này" in send(voter, "published", vote, tracker="0000-0000-0000")
    answer = voter.get(reverse("ballots:published_file", args=[vote.round.uuid]))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]
    assert [row[0] for row in rows] == sorted(trackers)
    assert Counter(row[2] for row in rows) == {"Hà Nội": 2, "Thành phố Hồ Chí Minh": 1, "Cần Thơ": 2}


def test_paper_is_handed_out_counted_and_balanced_on_the_page() -> None:
    vote = make_vote()
    client = as_(vote.keeper)
    for voter in vote.voters[:2]:
        vote.cast(voter, vote.marks(0))
    entries = list(vote.round.roll.all())
    assert "Còn 3 người chưa bỏ phiếu." in page(client, "round", vote)
    for entry in entries[2:]:
        send(client, "paper", vote, 302, voter=str(entry.key))
    assert 'class="primary">Dừng nhận phiếu</button>' in page(client, "round", vote)
    assert "hãy dừng nhận phiếu trước" in page(client, "close", vote)
    send(client, "stop", vote, 302)
    assert "Phiếu giấy thu được trong hòm" in page(client, "close", vote)
    figures = {
        "replaced": 0,
        "unused": 0,
        "collected": 2,
        "invalid": 0,
        "n0y": 2,
        "n1y": 0,
        "n2y": 0,
        "n3y": 0,
        "n4y": 0,
    }
    shown = send(client, "close", vote, 400, code=vote.code, **figures)
    assert "thiếu 1 phiếu" in shown
    assert 'name="collected" value="2"' in shown
    send(client, "close", vote, 302, code=vote.code, **figures | {"collected": 3, "n1y": 1})
    assert vote.fresh().state == Round.State.CLOSED


def test_the_page_warns_when_one_paper_ballot_is_alone() -> None:
    vote = make_vote()
    assert "Chỉ có 1 phiếu giấy" not in page(as_(vote.keeper), "round", vote)
    vote.paper(vote.voters[0])
    assert "Chỉ có 1 phiếu giấy" in page(as_(vote.keeper), "round", vote)


def test_a_lost_code_ends_in_a_void_round_with_its_reason() -> None:
    vote = make_vote()
    client = as_(vote.keeper)
    assert "Mất mã" in page(client, "close", vote)
    send(client, "void", vote, 302, reason="Mất mã mở hòm phiếu")
    assert "Mất mã mở hòm phiếu" in page(as_(vote.voters[0]), "round", vote)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_rounds_asks_the_same_however_long_it_is(number: int) -> None:
    voters = make_voters(3)
    for _ in range(number):
        held = prepare_round(actor=voters[0], now=NOW, plan=plan_for(voters, voters[:1]))
        open_round(actor=voters[0], now=NOW, held=held, code=make_vote(2).code)
    client = as_(voters[1])
    client.get(reverse("ballots:home"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        shown = client.get(reverse("ballots:home")).content.decode()
    assert shown.count(reverse("ballots:home")) >= number
    ASKED.add(len(asked))
    assert len(ASKED) == 1


ASKED: set[int] = set()
