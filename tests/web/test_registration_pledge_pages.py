"""The pages of the pledge, as the leader, a member and a head walk through them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories import NOW, PASSWORD, TODAY, ClusterOne, make_cluster_one, make_letterhead, make_viewer, user_of
from tests.pledge_world import WORDS, add_step, make_draft, make_head, make_signing, sign_all
from thidua.cycles.models import Cycle, Stage
from thidua.documents.models import IssuedPaper, Signature
from thidua.documents.rules import text_fingerprint
from thidua.foundation import clock
from thidua.organisations.rules import Viewer
from thidua.registration.facts.pledges import pledge_facts, pledge_signed_units
from thidua.registration.models import Pledge, PledgeComment
from thidua.registration.rules import pledges as rules
from thidua.registration.services import pledges as services

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def one() -> ClusterOne:
    return make_cluster_one()


@pytest.fixture
def leader(one: ClusterOne) -> Viewer:
    return make_viewer(one.leader)


def browser(viewer: Viewer) -> Client:
    client = Client()
    client.force_login(user_of(viewer), backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name: str, one: ClusterOne, **more: Any) -> str:
    return reverse(f"registration:{name}", kwargs={"cycle": one.cycle.uuid, **more})


def typed(edition: int, **changed: str) -> dict[str, str]:
    return {
        "preamble": WORDS.preamble, "contents": "Nội dung một\n\nNội dung hai", "promise": WORDS.promise,
        "place": WORDS.place, "signed_on": "15/06/2020", "edition": str(edition),
        "target-TOTAL_FORMS": "2", "target-INITIAL_FORMS": "0",
        "target-0-text": "Tỷ lệ lên lớp", "target-0-amount": "98,5", "target-0-measure": "%",
        "target-0-direction": "at-least", **changed,
    }  # fmt: skip


def test_the_leader_begins_and_writes_the_draft(one: ClusterOne, leader: Viewer) -> None:
    add_step(one)
    client = browser(leader)
    assert "Lập dự thảo" in client.get(address("pledge", one)).content.decode()
    client.post(address("start_pledge", one))

    answer = client.post(address("edit_pledge", one), typed(0))

    assert answer.status_code == 302
    pledge = Pledge.objects.get()
    assert [item.text for item in pledge.items.all()] == ["Nội dung một", "Nội dung hai"]
    assert "98,5" in client.get(address("edit_pledge", one)).content.decode()
    assert "Tỷ lệ lên lớp: từ 98,5 % trở lên" in client.get(address("pledge", one)).content.decode()


def test_the_draft_saves_itself_and_tells_a_conflict_without_losing_what_was_typed(
    one: ClusterOne, leader: Viewer
) -> None:
    pledge = make_draft(one, leader)
    client = browser(leader)
    quiet = {"X-Autosave": "1"}

    first = client.post(address("edit_pledge", one), typed(pledge.edition), headers=quiet)
    assert first.json() == {"saved": "10:00", "editions": {"edition": str(pledge.edition + 1)}}
    stale = client.post(address("edit_pledge", one), typed(pledge.edition, promise="Của tôi"), headers=quiet)
    assert stale.status_code == 409
    assert "người khác sửa" in stale.json()["sentence"]

    page = client.post(address("edit_pledge", one), typed(pledge.edition, promise="Của tôi"))
    assert page.status_code == 409
    assert "Của tôi" in page.content.decode()
    assert f'name="edition" value="{pledge.edition + 1}"' in page.content.decode()


def test_what_cannot_be_read_stays_typed(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_draft(one, leader)

    page = browser(leader).post(address("edit_pledge", one), typed(pledge.edition, **{"target-0-amount": "chín mươi"}))

    assert page.status_code == 400
    assert "chín mươi" in page.content.decode()


def test_a_draft_is_the_leaders_until_it_goes_round(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_draft(one, leader)
    member = browser(make_viewer(one.units["S4"]))
    assert WORDS.contents[0] not in member.get(address("pledge", one)).content.decode()

    services.ask_comments(actor=leader, now=NOW, pledge=pledge, until=TODAY)

    assert WORDS.contents[0] in member.get(address("pledge", one)).content.decode()


def test_a_member_comments_and_the_leader_answers(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_draft(one, leader)
    browser(leader).post(address("ask_pledge_comments", one), {"until": "01/06/2020"})
    member = browser(make_viewer(one.units["S4"]))
    place = f"Nội dung 1: {WORDS.contents[0]}"
    assert member.post(address("comment_pledge", one), {"place": place, "text": " "}).status_code == 400
    member.post(address("comment_pledge", one), {"place": place, "text": "Nêu rõ hơn."})
    comment = PledgeComment.objects.get()
    assert comment.place == place

    back = reverse("registration:answer_pledge_comment", kwargs={"comment": comment.uuid})
    browser(leader).post(back, {"outcome": "declined", "answer": "Đã đủ rõ."})

    page = member.get(address("pledge", one)).content.decode()
    assert "Không tiếp thu" in page
    assert "Đã đủ rõ." in page
    assert pledge.comments.count() == 1


def test_opening_shows_what_is_missing_and_the_text_to_sign(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_draft(one, leader)
    services.ask_comments(actor=leader, now=NOW, pledge=pledge, until=TODAY)

    page = browser(leader).get(address("open_pledge", one)).content.decode()
    assert "Còn trong thời hạn góp ý" in page
    assert "CÁC ĐƠN VỊ" in page
    refused = browser(leader).post(address("open_pledge", one), {"edition": str(pledge.edition)})
    assert refused.status_code == 403


def test_a_head_signs_with_the_password_and_the_page_shows_who_is_missing(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_signing(one, leader)
    head = make_head(one.units["S4"])
    user = user_of(head)
    user.set_password(PASSWORD)
    user.save()
    client = browser(head)
    assert "0/5" in client.get(address("pledge", one)).content.decode()
    sign_here = address("sign_pledge", one, unit=one.units["S4"].uuid)
    seen = text_fingerprint(rules.pledge_text(pledge_facts(pledge, TODAY)))
    assert "Tỷ lệ lên lớp: từ 98,5 % trở lên" in client.get(sign_here).content.decode()
    assert client.post(sign_here, {"seen": seen, "secret": "sai"}).status_code == 400

    assert client.post(sign_here, {"seen": seen, "secret": PASSWORD}).status_code == 302

    page = client.get(address("pledge", one)).content.decode()
    assert "1/5" in page
    assert "mục IV.3" in page.lower() or "Mục IV.3" in page
    assert seen[:12] in page


def test_a_changed_letter_shows_on_the_page(one: ClusterOne, leader: Viewer) -> None:
    pledge = make_signing(one, leader)
    sign_all(pledge, one.units.values())
    client = browser(leader)
    client.post(address("reopen_pledge", one), {"reason": "Sửa một chữ."})
    pledge.refresh_from_db()

    client.post(address("edit_pledge", one), typed(pledge.edition))

    page = client.get(address("pledge", one)).content.decode()
    assert page.count("Không còn hiệu lực: nội dung đã thay đổi") == 5
    assert "Sửa một chữ." in page


def test_the_leader_brings_a_scan_and_members_can_take_it(one: ClusterOne, leader: Viewer) -> None:
    make_signing(one, leader)
    make_head(one.units["S5"])
    client = browser(leader)
    here = address("bring_pledge_scan", one, unit=one.units["S5"].uuid)
    seen = text_fingerprint(rules.pledge_text(pledge_facts(Pledge.objects.get(), TODAY)))
    content = b"%PDF-1.4 minh hoa %%EOF"
    scan = SimpleUploadedFile("ky.pdf", content)

    assert client.post(here, {"seen": seen, "signed_on": "01/06/2020", "scan": scan}).status_code == 302

    signature = Signature.objects.get()
    assert pledge_signed_units(one.cycle) == frozenset({one.units["S5"].pk})
    member = browser(make_viewer(one.units["S4"]))
    assert member.get(address("pledge_scan", one, signature=signature.uuid)).content == content
    assert browser(make_viewer(one.units["S4"])).get(here).status_code == 403


def test_the_sheet_is_issued_for_the_whole_cluster(one: ClusterOne, leader: Viewer) -> None:
    make_letterhead(one.leader)
    pledge = make_signing(one, leader)
    sign_all(pledge, [one.units["S4"]])
    client = browser(leader)
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert client.get(address("pledge_sheet_file", one, form=form)).content.startswith(begins)

    client.post(address("pledge_sheet", one), {"do": "issue"})

    paper = IssuedPaper.objects.get(kind="pledge-sheet")
    assert paper.audience == "cluster"
    assert all(unit.names.get().name in paper.data for unit in one.units.values())
    assert "Đã ký trên hệ thống" in paper.data
    assert str(paper) in browser(make_viewer(one.units["S4"])).get(address("pledge", one)).content.decode()


def test_a_draft_sheet_is_not_issued(one: ClusterOne, leader: Viewer) -> None:
    make_letterhead(one.leader)
    make_draft(one, leader)
    assert browser(leader).post(address("pledge_sheet", one), {"do": "issue"}).status_code == 403
    assert not IssuedPaper.objects.exists()


def test_the_list_of_years_asks_the_same_however_many_there_are(
    one: ClusterOne, leader: Viewer, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_draft(one, leader)
    client = browser(leader)
    client.get(reverse("registration:pledges"))
    with django_assert_max_num_queries(100) as first:
        client.get(reverse("registration:pledges"))
    for start in (2018, 2017):
        cycle = Cycle.objects.create(cluster=one.cluster, start_year=start)
        days = {"opens_on": date(start + 1, 1, 1), "closes_on": date(start + 1, 2, 15)}
        Stage.objects.create(cycle=cycle, step="pledge", **days)
    one.cluster.memberships.update(starts_on=date(2017, 9, 1))

    with django_assert_max_num_queries(len(first)) as third:
        page = client.get(reverse("registration:pledges")).content.decode()
    assert len(third) == len(first)
    assert page.count("Chưa lập") == 2


def test_the_table_of_signatures_asks_the_same_however_many_units_sign(
    leader: Viewer, one: ClusterOne, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    pledge = make_signing(one, leader)
    client = browser(leader)
    sign_all(pledge, [one.units["S1"]])
    client.get(address("pledge", one))
    with django_assert_max_num_queries(100) as first:
        client.get(address("pledge", one))
    sign_all(pledge, [one.units["S2"], one.units["S4"]])

    with django_assert_max_num_queries(len(first)):
        client.get(address("pledge", one))


def test_the_same_question_about_comments(
    leader: Viewer, one: ClusterOne, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    pledge = make_draft(one, leader)
    services.ask_comments(actor=leader, now=NOW, pledge=pledge, until=TODAY + timedelta(days=3))
    counts = []
    for number, code in enumerate(("S4", "S5", "S1")):
        services.make_comment(
            actor=make_viewer(one.units[code]), now=NOW, pledge=pledge, place="", text=f"Ý kiến {number}."
        )
        client = browser(leader)
        client.get(address("pledge", one))
        with django_assert_max_num_queries(100) as asked:
            client.get(address("pledge", one))
        counts.append(len(asked))

    assert counts == counts[:1] * 3
