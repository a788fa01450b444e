"""What pages of a meeting and of a selection ask of the database: no more for three rows than for one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import user_of
from tests.meetings_world import BEFORE, Conference, called, make_conference, opened, person_of
from tests.questions_world import LATER, ask, ask_about_people, hands, leader_of, vote
from tests.selection_world import AT, PAPER, opened_case
from thidua.foundation import clock
from thidua.meetings.services.participants import name_representative
from thidua.meetings.services.questions import conclude, void_poll
from thidua.organisations.rules import Viewer
from thidua.selection.services.happenings import note_hold

pytestmark = pytest.mark.django_db
PAGES = ("session", "questions", "papers", "minutes", "minutes_draft", "attendance")


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)


@pytest.fixture
def found() -> Conference:
    """The conference, going on, everybody there."""
    return opened(make_conference())


def client_of(viewer: Viewer) -> Client:
    client = Client()
    client.force_login(user_of(viewer), backend="django.contrib.auth.backends.ModelBackend")
    return client


def cost(client: Client, address: str) -> int:
    """How many queries a page costs when it is asked for the second time."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def costs(found: Conference, names: tuple[str, ...], about: object) -> dict[str, int]:
    client = client_of(leader_of(found))
    return {name: cost(client, reverse(f"meetings:{name}", args=[about])) for name in names}


def decide(found: Conference, number: int) -> None:
    """One question voted on in secret and one by hand, both concluded."""
    secret = ask(found, "S1", "S2", title=f"Nội dung bỏ phiếu kín {number}")
    vote(found, secret, dict.fromkeys(found.one.units, "S1"))
    shown = ask_about_people(found, "Trần Thị Minh Hoạ", "Lê Văn Minh Hoạ", purpose="free", title=f"Giơ tay {number}")
    hands(found, shown, **dict.fromkeys(("Trần Thị Minh Hoạ", "Lê Văn Minh Hoạ"), (5, 0, 0)))
    for question in (secret, shown):
        conclude(actor=leader_of(found), now=LATER, question=question)


def test_the_pages_of_a_session_cost_the_same_for_one_question_of_each_kind_and_for_three(found: Conference) -> None:
    decide(found, 1)
    for_one = costs(found, PAGES, found.session.uuid)
    decide(found, 2)
    decide(found, 3)

    assert costs(found, PAGES, found.session.uuid) == for_one


def test_the_page_of_a_question_costs_the_same_for_one_secret_round_and_for_three(found: Conference) -> None:
    question = ask(found, "S1", "S2", "S3")
    tie = dict(zip(("S1", "S2", "S4", "S5"), ("S1", "S1", "S2", "S2"), strict=True))
    vote(found, question, tie)
    for_one = costs(found, ("question",), question.uuid)
    vote(found, question, tie)
    vote(found, question, tie)

    assert costs(found, ("question",), question.uuid) == for_one


def test_the_page_of_a_question_costs_the_same_for_one_count_of_hands_and_for_three(found: Conference) -> None:
    question = ask_about_people(found, "Trần Thị Minh Hoạ", "Lê Văn Minh Hoạ", purpose="free")
    counts = dict.fromkeys(("Trần Thị Minh Hoạ", "Lê Văn Minh Hoạ"), (3, 2, 0))
    hands(found, question, **counts)
    for_one = costs(found, ("question",), question.uuid)
    for _ in range(2):
        void_poll(actor=leader_of(found), now=LATER, question=question, reason="Đếm nhầm một tay")
        hands(found, question, **counts)

    assert costs(found, ("question",), question.uuid) == for_one


def test_home_costs_the_same_for_one_meeting_to_go_to_and_for_three(found: Conference) -> None:
    member = client_of(found.people["S5"])
    for_one = cost(member, reverse("desk:home"))
    for title in ("Hội nghị giữa năm", "Hội nghị bất thường"):
        more = make_conference(found.one, title=title)
        name_representative(
            actor=more.leader, now=BEFORE, participant=more.voter("S5"), person=person_of(found.people["S5"])
        )
        called(more)

    assert cost(member, reverse("desk:home")) == for_one
    assert "Hội nghị giữa năm" in member.get(reverse("desk:home")).content.decode()


def test_the_case_costs_the_same_for_one_vote_and_one_held_unit_and_for_three() -> None:
    case = opened_case()
    pages = [reverse(f"selection:{name}", args=[case.table.uuid]) for name in ("case", "holds", "case-print")]

    def more(number: int, unit: str) -> None:
        decide(case.conference, number)
        note_hold(
            actor=case.organiser, now=AT, case=case.case, unit=case.one.units[unit], since=AT.date(),
            reason="Có đơn thư đang xác minh.", paper=PAPER,
        )  # fmt: skip

    more(1, "S1")
    organiser = client_of(case.organiser)
    for_one = [cost(organiser, page) for page in pages]
    more(2, "S2")
    more(3, "S4")

    assert [cost(organiser, page) for page in pages] == for_one
