"""Pages of what is confirmed of voting and of procedures: the list, an award, the rules of meetings, a question."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import NOW, user_of
from tests.lawbook_world import PAPER
from tests.meetings_world import STARTS_AT, Conference, make_conference, opened
from tests.questions_world import ask
from tests.uploads import make_pdf
from thidua.foundation import clock
from thidua.lawbook.models import Confirmation
from thidua.lawbook.selectors.confirmations import Unread, unread_for
from thidua.lawbook.services.confirmations import confirm_provision
from thidua.meetings.models import Question

pytestmark = pytest.mark.django_db
FREE = "|Lệ chung của hội nghị; quy chế cụm không ghi"
#: A vote of councils under a practice, and an award that is voted on so in 2024, with a dossier nobody read.
COUNCIL, VOTED = "|Không thấy tỷ lệ do luật định; theo đa số của hội đồng", "bang-khen-bo-tinh"
DOSSIER = "luat-2022|Điều 84"
UNCERTAIN, DONE = "các nguồn chưa thống nhất", "đã được đối chiếu và xác nhận tại cơ quan"


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: STARTS_AT)


@pytest.fixture
def found() -> Conference:
    return make_conference()


@pytest.fixture
def reader(client: Client, found: Conference) -> Client:
    client.force_login(user_of(found.leader), backend="django.contrib.auth.backends.ModelBackend")
    return client


def seen(reader: Client, address: str, *args: object, **query: str) -> str:
    answer = reader.get(reverse(address, args=args), query)
    assert answer.status_code == 200, answer.content.decode()[:800]
    return answer.content.decode()


def cost(reader: Client, address: str, *args: object) -> int:
    seen(reader, address, *args)
    with CaptureQueriesContext(connection) as queries:
        seen(reader, address, *args)
    return len(queries)


def unread(found: Conference, key: str) -> Unread:
    return next(one for one in unread_for(found.leader) if one.key == key)


def confirm(found: Conference, key: str) -> Confirmation:
    one = unread(found, key)
    return confirm_provision(actor=found.leader, now=NOW, ref=one.ref, seen=one.mark, note="", paper=PAPER)


def free(found: Conference) -> Question:
    return ask(found, manner="hands", purpose="free", candidate_labels=("Báo cáo",), title="Thông qua báo cáo")


def test_the_list_says_what_is_voted_on_and_which_dossiers(found: Conference, reader: Client) -> None:
    page = seen(reader, "lawbook:unread")
    assert "Lệ chung của hội nghị; quy chế cụm không ghi" in page
    assert "biểu quyết: Quy chế hoạt động của Cụm thi đua 1" in page
    assert "hồ sơ: " in page


def test_every_provision_of_the_list_has_its_page(found: Conference, reader: Client) -> None:
    for one in unread_for(found.leader):
        assert str(one.provision.citation) in seen(reader, "lawbook:provision", one.ref).replace("&#x27;", "'")


def test_a_practice_is_held_against_the_paper_and_shown_as_confirmed_where_it_decides(
    found: Conference, reader: Client
) -> None:
    one = unread(found, FREE)
    confirming = seen(reader, "lawbook:confirm", one.ref)
    assert "Biểu quyết: Quy chế hoạt động của Cụm thi đua 1" in confirming
    assert "hơn 1/2 số người có mặt" in confirming
    paper = SimpleUploadedFile("quy-che.pdf", make_pdf())
    address = reverse("lawbook:confirm", args=[one.ref])
    assert reader.post(address, {"seen": one.mark, "paper": paper, "note": "Trang 2"}).status_code == 302
    assert "Đã xác nhận" in seen(reader, "lawbook:provision", one.ref)
    assert DONE in seen(reader, "meetings:rulebook", ngay="01/06/2020")
    kept = Confirmation.objects.get()
    answer = reader.post(reverse("lawbook:withdraw-confirmation", args=[kept.uuid]), {"reason": "Đọc nhầm trang."})
    assert answer.status_code == 302
    assert DONE not in seen(reader, "meetings:rulebook", ngay="01/06/2020")


def test_a_question_shows_how_sure_its_rule_is_by_now(found: Conference, reader: Client) -> None:
    opened(found)
    question = free(found)
    assert UNCERTAIN in seen(reader, "meetings:question", question.uuid)
    confirm(found, FREE)
    page = seen(reader, "meetings:question", question.uuid)
    assert DONE in page
    assert UNCERTAIN not in page


def test_the_quorum_of_a_rulebook_is_shown_as_confirmed(found: Conference, reader: Client) -> None:
    confirm(found, "|Quy chế cụm không ghi tỷ lệ; áp dụng mức 2/3 như các hội đồng cùng thời kỳ")
    assert f"({DONE})" in seen(reader, "meetings:rulebook", ngay="01/06/2020")


def test_an_award_shows_its_vote_and_its_dossier_as_confirmed(found: Conference, reader: Client) -> None:
    link = reverse("lawbook:provision", args=[unread(found, DOSSIER).ref])
    before = seen(reader, "lawbook:award", VOTED, ngay="01/06/2024")
    assert link in before
    assert "theo đa số của hội đồng" in before
    assert DONE not in before
    confirm(found, DOSSIER)
    with_dossier = seen(reader, "lawbook:award", VOTED, ngay="01/06/2024")
    assert link not in with_dossier
    confirm(found, COUNCIL)
    with_both = seen(reader, "lawbook:award", VOTED, ngay="01/06/2024")
    assert 0 < with_dossier.count(DONE) < with_both.count(DONE)


def test_a_doubted_rule_leads_to_what_nobody_read(found: Conference, reader: Client) -> None:
    link = reverse("lawbook:provision", args=[unread(found, "luat-2026|").ref])
    page = seen(reader, "lawbook:award", VOTED, ngay=f"{date(2026, 10, 1):%d/%m/%Y}")
    assert link in page[page.index("Trình tự xét") :]


def test_pages_cost_the_same_for_one_confirmation_and_for_three(found: Conference, reader: Client) -> None:
    opened(found)
    question = free(found)
    pages = (("meetings:rulebook",), ("meetings:question", question.uuid), ("lawbook:unread",))
    pages += (("lawbook:award", VOTED), ("lawbook:instrument", "luat-2026"))
    confirm(found, FREE)
    for_one = [cost(reader, *page) for page in pages]
    confirm(found, COUNCIL)
    confirm(found, "luat-2026|")
    assert [cost(reader, *page) for page in pages] == for_one
