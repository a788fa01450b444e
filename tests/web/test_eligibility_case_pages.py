"""A case before its awards: what each is proposed for, what was rewarded before, where a gap is filled."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.eligibility_world import AT, School, give, make_school, work
from tests.papers.reading import Word
from tests.web.test_eligibility_pages import client_of, concluded, page
from thidua.audit.models import Event
from thidua.eligibility.models import KeptFinding, Review
from thidua.foundation import clock
from thidua.law.conditions import Stated
from thidua.law.rulebook import house
from thidua.records.facts.catalogue import asked_choices, flat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def school() -> School:
    return make_school(1)


def test_a_link_that_cures_opens_a_page_that_knows_what_is_missing(school: School) -> None:
    Review.objects.filter(pk=school.review.pk).update(awards=["bang-khen-bo-tinh"])
    html = page(school.head, "case", school.candidate().uuid)
    question, code = "có thành tích xuất sắc trong phong trào thi đua do bộ", "phong-trao-bo-tinh"
    link = reverse("records:add_to_person", args=[school.people[0].uuid, "xac-nhan"]) + f"?nam=2024&amp;muc={code}"
    assert question in html
    assert link in html

    asked = client_of(school.head).get(link.replace("&amp;", "&")).content.decode()
    assert 'value="2024-2025"' in asked
    assert f'<option value="{code}" selected>' in asked
    assert "Người trả lời: Cơ quan phát động phong trào thi đua." in asked
    assert '<optgroup label="Bằng khen của Bộ trưởng, Chủ tịch Ủy ban nhân dân tỉnh">' in asked
    assert "tập thể vượt các chỉ tiêu" not in asked.lower()
    wrong = client_of(school.head).get(link.split("?")[0] + "?nam=hai&muc=khong-co")
    assert wrong.status_code == 200


def test_an_achievement_that_was_rewarded_is_warned_of_wherever_the_case_is_read(school: School) -> None:
    client, case = client_of(school.officer), school.candidate().uuid
    address = reverse("eligibility:achievements", args=[case])
    earlier = give(school, school.people[0], "giay-khen", 2023)
    type(earlier).objects.filter(pk=earlier.pk).update(achievement="Cứu học sinh đuối nước")

    asked = client.get(address).content.decode()
    done = client.post(address, {"edition": "0", "lao-dong-tien-tien": " Cứu học sinh  đuối nước. "})
    stale = client.post(address, {"edition": "0", "lao-dong-tien-tien": "Khác"})
    too_long = client.post(address, {"edition": "1", "lao-dong-tien-tien": "a" * 301})

    assert "Cứu học sinh đuối nước: Giấy khen, năm học 2023–2024" in asked
    assert (done.status_code, stale.status_code, too_long.status_code) == (302, 409, 400)
    beside = stale.content.decode()
    assert "Nội dung bạn nhập vẫn còn bên dưới" in beside
    assert "Lao động tiên tiến: Cứu học sinh đuối nước." in beside
    assert ">\nKhác</textarea>" in beside
    warning = "Thành tích “Cứu học sinh đuối nước” đã được tặng Giấy khen năm học 2023–2024"
    for name in ("case", "case-print"):
        html = page(school.officer, name, case)
        assert warning in html
        assert "Cứu học sinh đuối nước." in html
    assert "↺" in page(school.officer, "review", school.review.uuid)
    sheet = client.get(reverse("eligibility:sheet", args=[case, "docx"])).content
    assert "Lao động tiên tiến (thành tích đề nghị: Cứu học sinh đuối nước.)" in "\n".join(Word(sheet).lines())


def test_what_is_typed_saves_itself_and_nothing_new_leaves_no_event(school: School) -> None:
    client = client_of(school.officer)
    address = reverse("eligibility:achievements", args=[school.candidate().uuid])

    def typed(edition: str, text: str) -> tuple[int, dict[str, Any]]:
        sent = {"edition": edition, "lao-dong-tien-tien": text}
        answer = client.post(address, sent, headers={"X-Autosave": "1"})
        return answer.status_code, answer.json()

    assert typed("0", "Dạy lớp ghép") == (200, {"saved": "10:00", "editions": {"edition": "1"}})
    assert typed("1", "Dạy lớp ghép")[1]["editions"] == {"edition": "1"}
    status, told = typed("0", "Khác")
    assert (status, "Hãy bấm “Lưu thành tích” để xem" in told["sentence"]) == (409, True)
    assert "Chưa lưu" in typed("1", "a" * 301)[1]["sentence"]
    assert Event.objects.filter(verb="write-achievements").count() == 1


@pytest.mark.parametrize("subject", ["person", "collective"])
def test_every_question_that_a_title_can_ask_of_somebody_can_be_answered(subject: str) -> None:
    book = house()
    of_titles = [one.requires for award in book.awards.values() for one in award.standards if one.subject == subject]
    of_all = [one.requires for one in book.parts.generals if one.requires and subject in one.subjects]
    asked = {part.code for one in [*of_titles, *of_all] for part in one.walk() if isinstance(part, Stated)}

    assert asked <= set(dict(flat(asked_choices(subject))))
    assert "khong-co" not in dict(flat(asked_choices(subject, also="khong-co")))
    assert "la-nu" in dict(flat(asked_choices("collective", also="la-nu")))


def test_what_was_written_for_an_award_that_left_the_list_stays(school: School) -> None:
    client, case = client_of(school.officer), school.candidate()
    address = reverse("eligibility:achievements", args=[case.uuid])
    client.post(address, {"edition": "0", "lao-dong-tien-tien": "Dạy lớp ghép"})
    Review.objects.filter(pk=school.review.pk).update(awards=["chien-si-thi-dua-co-so"])

    stale = client.post(address, {"edition": "0", "chien-si-thi-dua-co-so": "Khác"})
    client.post(address, {"edition": "1", "chien-si-thi-dua-co-so": "Vườn rau"})

    case.refresh_from_db()
    assert (stale.status_code, "chưa ghi thành tích nào" in stale.content.decode()) == (409, True)
    assert case.achievements == {"lao-dong-tien-tien": "Dạy lớp ghép", "chien-si-thi-dua-co-so": "Vườn rau"}


def test_a_concluded_list_keeps_what_each_award_was_proposed_for(school: School) -> None:
    client, case = client_of(school.officer), school.candidate().uuid
    address = reverse("eligibility:achievements", args=[case])
    work(school, school.people[0], "Vườn rau của lớp")
    client.post(
        address, {"edition": "0", "lao-dong-tien-tien": "Dạy lớp ghép", "chien-si-thi-dua-co-so": "Dạy lớp ghép"}
    )
    concluded(school)

    kept = KeptFinding.objects.filter(candidate__uuid=case)
    assert {one.award: (one.achievement, one.doubled) for one in kept if one.achievement} == {
        "lao-dong-tien-tien": ("Dạy lớp ghép", False),
        "chien-si-thi-dua-co-so": ("Dạy lớp ghép", True),
    }
    assert "Thành tích đề nghị khen: Dạy lớp ghép" in page(school.officer, "case", case)
    assert client.post(address, {"edition": "1", "lao-dong-tien-tien": "Khác"}).status_code == 403
