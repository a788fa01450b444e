"""Pages of eligibility: the grid, a case, the summary sheet, findings that were kept, one's own path."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.eligibility_world import (
    AT,
    YEAR,
    School,
    disciplined,
    give,
    make_school,
    make_teacher,
    pending,
    rate,
    work,
)
from tests.factories import user_of
from tests.papers.reading import Word
from thidua.accounts.models import User
from thidua.audit.models import Event
from thidua.eligibility.models import KeptFinding, Review
from thidua.eligibility.services.concluding import conclude_review
from thidua.eligibility.services.reviews import add_candidates
from thidua.foundation import clock
from thidua.organisations.models import Person
from thidua.organisations.rules import Viewer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def school() -> School:
    return make_school(2)


def client_of(viewer: Viewer) -> Client:
    client = Client()
    client.force_login(user_of(viewer), backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(viewer: Viewer, name: str, *args: object, query: str = "") -> str:
    answer = client_of(viewer).get(reverse(f"eligibility:{name}", args=args) + query)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def concluded(school: School) -> Review:
    review = Review.objects.get(pk=school.review.pk)
    return conclude_review(actor=school.head, now=AT, review=review, edition=review.edition)


def test_an_officer_makes_a_list_and_puts_people_on_it(school: School) -> None:
    client = client_of(school.officer)
    sent = {
        "unit": school.unit.pk, "name": "Danh sách thử", "year": "2024", "looked_on": "10/06/2025",
        "awards": ["lao-dong-tien-tien", "chien-si-thi-dua-co-so"], "new_is_better": "",
    }  # fmt: skip
    answer = client.post(reverse("eligibility:new"), sent)
    made = Review.objects.get(name="Danh sách thử")

    assert answer.headers["Location"] == reverse("eligibility:add", args=[made.uuid])
    offered = client.get(answer.headers["Location"]).content.decode()
    assert school.people[0].full_name in offered
    answer = client.post(answer.headers["Location"], {"nguoi": [str(school.people[0].uuid)]})
    assert [one.person for one in made.candidates.all()] == [school.people[0]]
    assert "Đủ tiêu chuẩn" in client.get(answer.headers["Location"]).content.decode()


def test_a_list_without_awards_keeps_what_was_typed(school: School) -> None:
    sent = {"unit": school.unit.pk, "name": "Danh sách thử", "year": "2024", "looked_on": "10/06/2025"}
    answer = client_of(school.officer).post(reverse("eligibility:new"), sent)

    assert answer.status_code == 400
    assert "Hãy chọn ít nhất một danh hiệu" in answer.content.decode()
    assert "Danh sách thử" in answer.content.decode()


def test_the_grid_says_each_answer_in_words_and_counts_them(school: School) -> None:
    work(school, school.people[0], "Vườn rau của lớp")
    html = page(school.officer, "review", school.review.uuid)

    assert "Đủ tiêu chuẩn: 2" in html
    assert 'class="state good"' in html
    assert "Không đủ" in html
    assert "ưu tiên cá nhân nữ" in html
    assert reverse("eligibility:case", args=[school.candidate(0).uuid]) in html
    assert "Tỷ lệ tối đa" not in html or "%" in html


def test_the_filter_stands_in_the_address(school: School) -> None:
    work(school, school.people[0], "Vườn rau của lớp")

    shown = page(
        school.officer, "review", school.review.uuid, query="?danh-hieu=chien-si-thi-dua-co-so&ket-qua=granted"
    )
    nobody = page(school.officer, "review", school.review.uuid, query="?tim=khong co ai")
    strange = page(school.officer, "review", school.review.uuid, query="?ket-qua=la&danh-hieu=la&ngay=32/13/2025")

    assert school.people[0].full_name in shown
    assert school.people[1].full_name not in shown
    assert "Không có trường hợp nào khớp bộ lọc" in nobody
    assert school.people[1].full_name in strange


def test_another_day_can_be_asked_and_nothing_is_stored(school: School) -> None:
    html = page(school.officer, "review", school.review.uuid, query="?ngay=10/06/2027")

    assert "Đang xem như xét vào ngày 10/06/2027" in html
    assert "Chưa có văn bản" in html
    assert KeptFinding.objects.count() == 0


def test_a_case_is_told_with_sentence_clause_facts_and_what_is_missing(school: School) -> None:
    person = Person.objects.create(full_name="Lê Văn Chưa Rõ")
    person.posts.create(unit=school.unit, role="staff", title="Giáo viên", starts_on=date(2010, 9, 1))
    add_candidates(actor=school.head, now=AT, review=school.review, people=[person])
    case = school.review.candidates.get(person=person)

    html = page(school.head, "case", case.uuid)

    assert "Chưa kết luận được Lê Văn Chưa Rõ" in html
    assert "Luật Thi đua, khen thưởng 2022" in html
    assert "Còn thiếu dữ kiện" in html
    assert reverse("records:add_to_person", args=[person.uuid, "xep-loai"]) + "?nam=2024" in html


def test_a_used_initiative_is_warned_of_with_the_earlier_decision(school: School) -> None:
    person = school.people[0]
    found = work(school, person, "Máy bơm nước tự động")
    give(school, person, "giay-khen", 2023, found)

    html = page(school.officer, "case", school.candidate().uuid)
    grid = page(school.officer, "review", school.review.uuid)

    assert "Máy bơm nước tự động” đã dùng để tặng Giấy khen năm học 2023–2024" in html
    assert "2023/QĐ-MH ngày 05/01/2024" in html
    assert "↺" in grid


def test_discipline_is_shown_to_the_head_and_written_down_and_veiled_for_an_officer(school: School) -> None:
    # Until 2023 a discipline of the year bars the title itself.
    Review.objects.filter(pk=school.review.pk).update(year=2022, looked_on=date(2023, 6, 10))
    rate(school, school.people[0], 2022, "hoan-thanh-tot")
    disciplined(school, school.people[0], decided_on=date(2023, 1, 15))

    for_head = page(school.head, "case", school.candidate().uuid)
    looks = Event.objects.filter(verb="look-at-sensitive", subject_uuid=school.people[0].uuid)
    assert looks.count() == 1
    for_officer = page(school.officer, "case", school.candidate().uuid)

    assert "kỷ luật cảnh cáo" in for_head
    assert "kỷ luật cảnh cáo" not in for_officer
    assert "7/QĐ-KL" not in for_officer
    assert "có thông tin không hiển thị với vai trò này" in for_officer
    assert looks.count() == 1


def test_a_pending_matter_says_not_yet_and_only_those_who_may_read_why(school: School) -> None:
    pending(school, school.people[0])

    assert "Chưa xét" in page(school.officer, "review", school.review.uuid)
    assert "Đơn tố cáo minh hoạ" in page(school.superior, "case", school.candidate().uuid)
    for name in ("case", "case-print"):
        assert "Đơn tố cáo minh hoạ" not in page(school.officer, name, school.candidate().uuid)
    file = client_of(school.officer).get(reverse("eligibility:sheet", args=[school.candidate().uuid, "docx"]))
    assert "tố cáo minh hoạ" not in "\n".join(Word(file.content).lines())


def test_nobody_elsewhere_and_no_candidate_opens_a_list(school: School) -> None:
    account = User.objects.create(username="giao-vien", password="!")
    Person.objects.filter(pk=school.people[0].pk).update(account=account)
    teacher = Client()
    teacher.force_login(account, backend="django.contrib.auth.backends.ModelBackend")

    for client in (teacher, client_of(school.stranger)):
        assert client.get(reverse("eligibility:review", args=[school.review.uuid])).status_code == 404
        assert client.get(reverse("eligibility:case", args=[school.candidate().uuid])).status_code == 404
    assert teacher.get(reverse("eligibility:path")).status_code == 200


def test_somebody_who_left_is_no_longer_shown(school: School) -> None:
    person = school.people[0]
    person.posts.update(ends_on=date(2025, 5, 1))
    person.posts.create(
        unit_id=school.stranger.seats[0].unit_id, role="staff", title="Giáo viên", starts_on=date(2025, 5, 2)
    )

    html = page(school.officer, "review", school.review.uuid)

    assert "1 trường hợp nay thuộc đơn vị khác" in html
    assert client_of(school.officer).get(reverse("eligibility:case", args=[school.candidate().uuid])).status_code == 404


def test_concluding_says_what_will_happen_then_keeps_everything(school: School) -> None:
    before = page(school.officer, "conclude", school.review.uuid)
    client = client_of(school.officer)
    address = reverse("eligibility:conclude", args=[school.review.uuid])
    stale = client.post(address, {"edition": "0"})
    edition = Review.objects.get(pk=school.review.pk).edition
    done = client.post(address, {"edition": str(edition)})

    assert "không sửa, không xóa được" in before
    assert (stale.status_code, done.status_code) == (409, 302)
    assert KeptFinding.objects.count() == 6
    html = page(school.officer, "review", school.review.uuid)
    assert "Kết quả đã kết luận và lưu lúc" in html


def test_a_concluded_case_shows_what_was_kept_until_another_day_is_asked(school: School) -> None:
    concluded(school)
    pending(school, school.people[0])

    kept = page(school.head, "case", school.candidate().uuid)
    asked = page(school.head, "case", school.candidate().uuid, query="?ngay=11/06/2025")

    assert "Kết quả đã kết luận và lưu lúc" in kept
    assert "Đơn tố cáo minh hoạ" not in kept
    assert "Đơn tố cáo minh hoạ" in asked


def test_a_kept_finding_runs_again_the_same(school: School) -> None:
    concluded(school)
    finding = KeptFinding.objects.filter(award="lao-dong-tien-tien").latest("pk")

    html = page(school.head, "finding", finding.uuid, query="?chay-lai=1")

    assert "kết quả giống hệt kết luận này" in html
    assert "Đủ tiêu chuẩn" in html


def test_the_sheet_leaves_as_word_and_pdf(school: School) -> None:
    client = client_of(school.head)
    for form, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer = client.get(reverse("eligibility:sheet", args=[school.candidate().uuid, form]))
        assert answer.content.startswith(start)
    assert client.get(reverse("eligibility:sheet", args=[school.candidate().uuid, "txt"])).status_code == 404


def test_the_grid_leaves_as_excel(school: School) -> None:
    answer = client_of(school.officer).get(reverse("eligibility:workbook", args=[school.review.uuid]) + "?tim=hoạ 2")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))

    assert rows[0][:3] == ("TT", "Họ và tên, tập thể", "Lao động tiên tiến")
    assert [row[1] for row in rows[1:]] == [school.people[1].full_name]
    assert rows[1][2] == "Đủ tiêu chuẩn"


def test_a_collective_is_judged_by_what_its_members_reached(school: School) -> None:
    Review.objects.filter(pk=school.review.pk).update(awards=["tap-the-lao-dong-tien-tien", "lao-dong-tien-tien"])
    add_candidates(actor=school.head, now=AT, review=school.review, units=[school.unit])
    case = school.review.candidates.get(unit=school.unit)

    html = page(school.head, "case", case.uuid)

    assert 'id="tap-the-lao-dong-tien-tien"' in html
    assert 'id="lao-dong-tien-tien"' not in html


def test_my_path_says_what_i_have_and_what_the_next_title_needs(school: School) -> None:
    account = User.objects.create(username="giao-vien", password="!")
    person = school.people[0]
    Person.objects.filter(pk=person.pk).update(account=account)
    give(school, person, "chien-si-thi-dua-co-so", 2023)
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")

    html = client.get(reverse("eligibility:path")).content.decode()

    assert person.full_name in html
    assert "Chỉ bạn xem được trang này" in html
    assert "2023/QĐ-MH" in html
    assert "Danh hiệu gần nhất" in html
    assert client.get(reverse("eligibility:path") + "?nam=1999").status_code == 200
    assert client.get(reverse("eligibility:path") + f"?nam={YEAR}").status_code == 200


def test_the_path_of_a_merged_entry_is_that_of_the_human_being(school: School) -> None:
    account = User.objects.create(username="giao-vien", password="!")
    other = Person.objects.create(full_name="Trần T. Minh Hoạ", account=account, same_as=school.people[0])
    give(school, other, "giay-khen", 2021)
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")

    html = client.get(reverse("eligibility:path")).content.decode()

    assert school.people[0].full_name in html
    assert "2021/QĐ-MH" in html


def test_an_account_that_is_nobody_is_told_so() -> None:
    client = Client()
    client.force_login(
        User.objects.create(username="khong-ai", password="!"), backend="django.contrib.auth.backends.ModelBackend"
    )

    assert "Chưa có hồ sơ cá nhân" in client.get(reverse("eligibility:path")).content.decode()


def cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("state", ["draft", "concluded"])
def test_pages_cost_the_same_for_one_person_and_for_three(state: str) -> None:
    school = make_school(1)
    give(school, school.people[0], "giay-khen", 2022, work(school, school.people[0], "Sáng kiến đầu tiên"))
    if state == "concluded":
        concluded(school)
    client = client_of(school.officer)
    addresses = [
        reverse("eligibility:home"),
        reverse("eligibility:review", args=[school.review.uuid]),
        reverse("eligibility:workbook", args=[school.review.uuid]),
        reverse("eligibility:case", args=[school.candidate().uuid]),
    ]
    for_one = [cost(client, address) for address in addresses]
    Review.objects.filter(pk=school.review.pk).update(state="draft")
    more = [make_teacher(school, f"Phạm Văn Minh Hoạ {number}") for number in range(2)]
    for person in more:
        give(school, person, "giay-khen", 2022, work(school, person, f"Sáng kiến của {person}"))
    add_candidates(actor=school.head, now=AT, review=Review.objects.get(pk=school.review.pk), people=more)
    if state == "concluded":
        concluded(school)

    assert [cost(client, address) for address in addresses] == for_one
