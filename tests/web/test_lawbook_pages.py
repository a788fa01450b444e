"""The pages of the law and of local rules: what they tell, to whom, and what they cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import NOW, user_of
from tests.lawbook_world import AWARD, DAY, HEAD, PAPER, Place, drafted, make_place, published, stated
from tests.uploads import make_pdf
from thidua.foundation import clock
from thidua.law.rulebook import house
from thidua.lawbook.models import Confirmation, LocalRule
from thidua.lawbook.selectors.confirmations import unread_for
from thidua.lawbook.services.confirmations import confirm_provision
from thidua.lawbook.services.local_rules import draft_rule, save_clause
from thidua.organisations.rules import Viewer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW.replace(year=2025))


@pytest.fixture
def place() -> Place:
    return make_place()


def client_of(viewer: Viewer) -> Client:
    client = Client()
    client.force_login(user_of(viewer), backend="django.contrib.auth.backends.ModelBackend")
    return client


def seen(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:800]
    return answer.content.decode()


def cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def url(name: str, *args: object) -> str:
    return reverse(f"lawbook:{name}", args=args)


def test_the_catalogue_shows_the_law_of_the_day_in_the_address(place: Place) -> None:
    client = client_of(place.staff)
    page = seen(client, url("home"))
    assert "ngày 01/06/2025" in page
    assert "Lao động tiên tiến" in page
    assert "chưa đối chiếu với văn bản gốc" in page
    assert "ngày 01/01/2019" in seen(client, url("home") + "?ngay=01/01/2019")
    assert "Ngày không đọc được" in seen(client, url("home") + "?ngay=hôm+qua")


def test_every_award_can_be_read_on_every_day_of_change(place: Place) -> None:
    client, book = client_of(place.officer), house()
    days = [day for day in book.days_of_change() if day >= date(2014, 1, 1)]
    for number, award in enumerate(book.awards.values()):
        day = days[number * len(days) // len(book.awards)]
        page = seen(client, f"{url('award', award.code)}?ngay={day:%d/%m/%Y}")
        assert award.name in page
        assert "Tiêu chuẩn qua các thời kỳ" in page


def test_an_award_shows_what_the_place_added(place: Place) -> None:
    published(place)
    page = seen(client_of(place.staff), url("award", AWARD))
    assert "đã dự giờ đủ 18 tiết trong năm" in page
    assert "Điều 5 Quy chế thi đua của trường số 12/QC-MH" in page
    assert "đã dự giờ đủ 18 tiết trong năm" not in seen(client_of(place.stranger), url("award", AWARD))
    assert seen(client_of(place.staff), url("award", "khong-co"), 404)


def test_two_days_are_compared_and_nothing_changed_says_so(place: Place) -> None:
    client = client_of(place.officer)
    page = seen(client, url("differences") + "?tu=31/12/2023&den=01/01/2024")
    assert "Chiến sĩ thi đua cơ sở" in page
    assert "Không có gì thay đổi" in seen(client, url("differences") + "?tu=02/01/2024&den=03/01/2024")
    assert "Những ngày quy định thay đổi" in seen(client, url("differences"))
    seen(client, url("differences") + "?tu=xyz", 400)


def test_instruments_generals_and_words_can_be_read(place: Place) -> None:
    client = client_of(place.officer)
    assert "Luật Thi đua, khen thưởng 2022" in seen(client, url("instruments"))
    assert "Dùng ở" in seen(client, url("instrument", "luat-2022"))
    assert "Chuyển tiếp" in seen(client, url("generals"))
    assert "ưu tiên cá nhân nữ" in seen(client, url("generals"))
    assert "CSTĐCS" in seen(client, url("words"))


def test_a_provision_is_confirmed_on_its_page_and_taken_back(place: Place) -> None:
    client = client_of(place.above)
    found = unread_for(place.above)[0]
    assert str(found.provision.citation) in seen(client, url("unread"))
    assert "Xác nhận với văn bản gốc" in seen(client, url("provision", found.ref))
    address = url("confirm", found.ref)
    assert client.post(address, {"seen": found.mark}).status_code == 400
    paper = SimpleUploadedFile("trang-12.pdf", make_pdf())
    assert client.post(address, {"seen": found.mark, "paper": paper, "note": "Trang 12"}).status_code == 302
    kept = Confirmation.objects.get()
    page = seen(client, url("provision", found.ref))
    assert "Đã xác nhận" in page
    assert client.get(url("confirmation-file", kept.uuid))["Content-Disposition"].startswith("attachment")
    assert client.post(url("withdraw-confirmation", kept.uuid), {"reason": "Đọc nhầm điều."}).status_code == 302
    assert "đã rút" in seen(client, url("provision", found.ref))


def test_who_may_not_confirm_is_told_who_may(place: Place) -> None:
    found = unread_for(place.above)[0]
    client = client_of(place.officer)
    assert "đơn vị cấp cao nhất" in seen(client, url("provision", found.ref))
    seen(client, url("confirm", found.ref), 403)


def test_a_rule_goes_from_an_empty_form_to_being_in_force(place: Place) -> None:
    client = client_of(place.officer)
    seen(client, url("new-rule"))
    head = {
        "scope": f"unit-{place.school.pk}", "level": "unit", "title": "Quy chế thi đua", "number": "12/QC",
        "signed_on": "20/12/2024", "starts_on": "01/01/2025", "ends_on": "31/03/2026",
        "paper": SimpleUploadedFile("quy-che.pdf", make_pdf()),
    }  # fmt: skip
    assert client.post(url("new-rule"), head).status_code == 302
    rule = LocalRule.objects.get()
    assert "Chưa có điều khoản nào" in seen(client, url("rule", rule.uuid))
    step = url("new-clause", rule.uuid)
    assert "Lao động tiên tiến (cá nhân): quy định chi tiết tiêu chuẩn" in seen(client, step)
    assert "Hãy chọn một điều kiện" in seen(client, step + f"?opening={AWARD}|person|detail", 400)
    second = step + f"?opening={AWARD}|person|detail&condition=stated"
    assert "Nội dung cần xác nhận" in seen(client, second)
    clause = {
        "words": "đã dự giờ đủ 18 tiết", "who": "tổ trưởng", "place": "Điều 5", "starts_on": "01/01/2025",
        "ends_on": "31/03/2026", "edition": rule.edition,
    }  # fmt: skip
    early = client.post(second, {**clause, "starts_on": "01/12/2024"})
    assert early.status_code == 400
    assert "Hãy ghi từ ngày 01/01/2025 trở đi." in early.content.decode()
    assert client.post(second, clause).status_code == 302
    rule.refresh_from_db()
    issue = url("issue-rule", rule.uuid)
    assert "không sửa được nữa" in seen(client, issue)
    assert client.post(issue, {"seen": "cũ"}).status_code == 409
    assert client.post(issue, {"seen": rule.fingerprint}).status_code == 302
    page = seen(client, url("rule", rule.uuid))
    assert "Đã ban hành" in page
    assert "Lập bản mới" in page
    assert client.get(url("rule-file", rule.uuid)).status_code == 200


def test_a_clause_is_changed_and_removed_and_the_file_says_its_line(place: Place) -> None:
    client, rule = client_of(place.head), drafted(place)
    page = seen(client, url("clause", rule.uuid, 0))
    assert "đã dự giờ đủ 18 tiết trong năm" in page
    text = url("rule-text", rule.uuid)
    assert "additions:" in seen(client, text)
    wrong = rule.text.replace("fills: detail", "fills: quyen-loi")
    answer = client.post(text, {"text": wrong, "edition": rule.edition})
    assert answer.status_code == 400
    assert "dòng 1" in answer.content.decode()
    sent = SimpleUploadedFile("quy-dinh.yaml", rule.text.encode())
    assert client.post(text, {"file": sent, "edition": rule.edition}).status_code == 302
    assert client.get(url("rule-yaml", rule.uuid)).content.decode() == rule.text
    removed = client.post(url("remove-clause", rule.uuid, 0), {"edition": rule.edition + 1})
    assert removed.status_code == 302
    rule.refresh_from_db()
    assert rule.content == {"questions": [], "additions": []}


def test_a_clause_of_several_conditions_is_sent_to_the_file(place: Place) -> None:
    rule = drafted(place)
    rule.content["additions"][0]["requires"] = {"any": [{"registered": {}}, {"worked": {"months": "10"}}]}
    rule.save()
    answer = client_of(place.head).get(url("clause", rule.uuid, 0))
    assert answer.status_code == 302
    assert answer["Location"] == url("rule-text", rule.uuid)


def test_a_share_is_kept_by_name(place: Place) -> None:
    client, rule = client_of(place.officer), drafted(place)
    step = url("new-clause", rule.uuid) + f"?opening={AWARD}|person|quota"
    clause = {
        "percent": "80", "of": AWARD, "whose": "không quá 80 % số người", "place": "Điều 6", "starts_on": "01/01/2025",
        "ends_on": "31/03/2026", "edition": rule.edition,
    }  # fmt: skip
    assert client.post(step, clause).status_code == 302
    page = seen(client, url("rule", rule.uuid))
    key = f"ty-le:{AWARD}-2:80 %"
    assert "luật và nghị định không đặt tỷ lệ này" in page
    assert place.officer.name in seen(client, url("accept-warning", rule.uuid) + f"?key={key}")
    rule.refresh_from_db()
    kept = client.post(url("accept-warning", rule.uuid), {"key": key, "edition": rule.edition})
    assert kept.status_code == 302
    assert f"Người chịu trách nhiệm giữ lại: {place.officer.name}" in seen(client, url("rule", rule.uuid))


def test_versions_are_compared_and_a_rule_is_ended(place: Place) -> None:
    client, rule = client_of(place.officer), published(place)
    early = client.post(url("new-version", rule.uuid), {"starts_on": "01/01/2025"})
    assert early.status_code == 400
    assert client.post(url("new-version", rule.uuid), {"starts_on": "01/09/2025"}).status_code == 302
    new = LocalRule.objects.get(version=2)
    assert "từ ngày 01/09/2025" in seen(client, url("compare-versions", new.uuid, rule.uuid))
    given = {"from_day": "01/07/2025", "reason": "Có văn bản mới của Sở."}
    assert client.post(url("withdraw-rule", rule.uuid), given).status_code == 302
    assert "Có văn bản mới của Sở." in seen(client, url("rule", rule.uuid))


def test_pages_cost_the_same_for_one_row_and_for_three(place: Place) -> None:
    def more(number: int) -> LocalRule:
        head = replace(HEAD, title=f"Quy chế {number}")
        rule = draft_rule(actor=place.officer, now=NOW, scope=place.school, head=head, paper=PAPER)
        found = unread_for(place.above)[number]
        confirm_provision(actor=place.above, now=NOW, ref=found.ref, seen=found.mark, note="", paper=PAPER)
        for _ in range(number):
            rule = save_clause(actor=place.officer, now=NOW, rule=rule, edition=rule.edition, clause=stated())
        return rule

    client = client_of(place.officer)

    def costs(rule: LocalRule) -> list[int]:
        pages = [url(name) for name in ("home", "rules", "unread", "instruments", "generals")]
        pages += [url("award", AWARD), url("rule", rule.uuid), url("issue-rule", rule.uuid)]
        return [cost(client, page) for page in pages]

    for_one = costs(more(1))
    more(2)
    assert costs(more(3)) == for_one
    assert max(for_one) < 25


def test_somebody_without_a_post_is_told_so_at_the_door(place: Place) -> None:
    later = replace(place.staff, seats=())
    assert DAY
    user_of(later).person.posts.all().update(ends_on=date(2024, 12, 31))  # type: ignore[attr-defined]
    client = client_of(place.staff)
    assert "chưa giữ chức vụ nào" in seen(client, url("home"))
    seen(client, url("instruments"), 404)
