"""Records on the screen: found, read, written one question a page; what is sensitive leaves a trace of who looked."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import user_of
from tests.records_world import DECISION, NOW, TYPED, YEAR, Records, fill, make_records, make_row, make_teacher
from tests.uploads import make_pdf
from thidua.audit.models import Event
from thidua.foundation import clock
from thidua.organisations.models import Person
from thidua.records.models import AwardHeld, Matter, Rating, Work
from thidua.records.rules import kinds
from thidua.records.rules.kinds import KINDS

pytestmark = pytest.mark.django_db
PAPER = {"decision_number": "12/QĐ-MH", "decision_on": "01/08/2024", "body": "Sở GDĐT minh hoạ"}


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def world() -> Records:
    return make_records()


def as_(world: Records, role: str) -> Client:
    client = Client()
    client.force_login(user_of(world.viewer(role)), backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, name: str, *arguments: object, status: int = 200, query: str = "") -> str:
    answer = client.get(reverse(f"records:{name}", args=arguments) + query)
    assert answer.status_code == status
    return str(answer.content.decode().split("<main")[-1])


def send(client: Client, to: str, /, *arguments: object, status: int = 302, **data: Any) -> str:
    answer = client.post(reverse(f"records:{to}", args=arguments), data)
    assert answer.status_code == status, answer.content.decode().split("<main")[-1]
    return str(answer.content.decode())


def typed(kind: str, world: Records, **more: Any) -> dict[str, Any]:
    authors = {"authors": world.teacher.full_name} if kind == kinds.WORK else {}
    return {**TYPED[kind], **authors, **more}


def test_people_are_found_without_diacritics_and_by_unit(world: Records) -> None:
    make_teacher(world.other, "Lê Văn Bình")
    head, above = as_(world, "head"), as_(world, "above")
    assert "Đặng Thị Ánh" in page(head, "home", query="?tim=dang+anh")
    assert "Lê Văn Bình" not in page(head, "home")
    assert "Không tìm thấy ai" in page(head, "home", query="?tim=binh")
    both = page(above, "home")
    assert both.index("Đặng Thị Ánh") < both.index("Lê Văn Bình")
    one = page(above, "home", query=f"?don-vi={world.other.uuid}")
    assert "Lê Văn Bình" in one
    assert "Đặng Thị Ánh" not in one


def test_fifty_people_a_page(world: Records) -> None:
    for n in range(60):
        make_teacher(world.school, f"Nguyễn Văn {n:02}")
    head = as_(world, "head")
    assert page(head, "home").count('<th scope="row">') == 50
    assert "Trang 2 / 2" in page(head, "home", query="?trang=2")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_asked_on_one_page_and_kept(world: Records, kind: str) -> None:
    head, slug = as_(world, "head"), KINDS[kind].slug
    asked = page(head, "add_to_person", world.teacher.uuid, slug)
    assert str(KINDS[kind].adding) in asked
    assert "multipart/form-data" in asked
    send(head, "add_to_person", world.teacher.uuid, slug, **typed(kind, world))
    card = page(head, "private" if KINDS[kind].is_sensitive else "person", world.teacher.uuid)
    assert str(KINDS[kind].empty) not in card
    event = Event.objects.exclude(verb="look-at-sensitive").get()
    assert event.verb == f"add-{kind}"
    uuid = event.subject_uuid
    shown = page(head, "correct", slug, uuid)
    assert 'name="edition" value="0"' in shown
    send(head, "correct", slug, uuid, **typed(kind, world, edition="0", **PAPER))
    row = page(head, "row", slug, uuid)
    assert "<del>–</del> → <ins>12/QĐ-MH</ins>" in row
    send(head, "correct", slug, uuid, status=409, **typed(kind, world, edition="0", reason="Ghi nhầm"))
    assert "Hãy" not in send(head, "withdraw", slug, uuid, edition="1", reason="Ghi nhầm người")
    assert "Đã rút lúc 10:00 01/06/2025. Lý do: Ghi nhầm người" in page(head, "row", slug, uuid)


def test_a_decided_row_needs_a_reason_and_what_was_typed_is_kept(world: Records) -> None:
    head = as_(world, "head")
    row = make_row(kinds.AWARD, world.teacher, world.viewer("head"), **DECISION)
    wrong = send(head, "correct", "danh-hieu", row.uuid, status=400, **typed(kinds.AWARD, world, edition="0", **PAPER))
    assert "Lý do" in wrong
    assert 'value="2023-2024"' in wrong
    wrong = send(head, "add_to_person", world.teacher.uuid, "xep-loai", status=400, year="hai nghìn", of="self")
    assert "hãy nhập như 2024-2025" in wrong
    assert Event.objects.count() == 0


def test_an_achievement_that_was_rewarded_is_told_before_the_second_award_is_written(world: Records) -> None:
    head = as_(world, "head")
    first = typed(kinds.AWARD, world, achievement="Cứu học sinh đuối nước", **PAPER)
    second = {**first, "year": "2021", "decision_number": "13/QĐ-MH"}
    address = ("add_to_person", world.teacher.uuid, KINDS[kinds.AWARD].slug)
    send(head, *address, **first)

    html = send(head, *address, status=400, **second, file=SimpleUploadedFile("qd.pdf", make_pdf()))
    assert "hãy chọn lại tệp trước khi ghi" in html
    assert "Thành tích “Cứu học sinh đuối nước” đã được tặng" in html
    assert '<input type="checkbox" name="again"' in html
    assert 'value="13/QĐ-MH"' in html
    send(head, *address, again="on", **second)
    assert AwardHeld.objects.count() == 2


def test_a_work_is_written_with_its_authors_and_shares(world: Records) -> None:
    head = as_(world, "head")
    mate = make_teacher(world.school, "Lê Văn Bình", staff_code="GV-02")
    two = f"{world.teacher.full_name}; 62,5\nGV-02; 37,5"
    send(head, "add_to_person", world.teacher.uuid, "sang-kien", **typed(kinds.WORK, world, authors=two))
    work = Work.objects.get()
    card = page(head, "row", "sang-kien", work.uuid)
    assert "62,5 %" in card
    assert reverse("records:person", args=[mate.uuid]) in card
    assert "Chưa danh hiệu, hình thức nào lấy làm căn cứ." in card
    send(head, "add_to_person", world.teacher.uuid, "danh-hieu", **typed(kinds.AWARD, world, works=[str(work.uuid)]))
    assert list(AwardHeld.objects.get().works.all()) == [work]
    assert "Lao động tiên tiến" in page(head, "row", "sang-kien", work.uuid)
    asked = page(head, "correct", "sang-kien", work.uuid)
    assert "GV-02; 37,5" in asked
    wrong = send(
        head, "correct", "sang-kien", work.uuid, status=400, **typed(kinds.WORK, world, authors="Ai đó", edition="0")
    )
    assert "Không tìm thấy “Ai đó”" in wrong


def test_a_matter_is_concluded_and_an_award_is_cancelled_on_the_page(world: Records) -> None:
    head = as_(world, "head")
    matter = make_row(kinds.MATTER, world.teacher, world.viewer("head"))
    award = make_row(kinds.AWARD, world.teacher, world.viewer("head"), **DECISION)
    assert "Đang chờ kết luận" in page(head, "row", "vu-viec", matter.uuid)
    send(head, "conclude", matter.uuid, edition="0", concluded_on="01/06/2025", violation="no", document="5/KL-TTr")
    assert Matter.objects.get().violation is False
    row = page(head, "row", "vu-viec", matter.uuid)
    assert "Đã kết luận" in row
    assert "<ins>5/KL-TTr</ins>" in row
    assert 'name="violation"' in page(head, "correct", "vu-viec", matter.uuid)
    send(head, "cancel", award.uuid, edition="0", cancelled_on="01/06/2025", ground="false-papers", reason="QĐ 9/2025")
    assert "Giả mạo hồ sơ, giấy tờ" in page(head, "row", "danh-hieu", award.uuid)
    assert "Đã bị hủy bỏ" in page(head, "person", world.teacher.uuid)
    page(head, "cancel", award.uuid, status=403)


def test_a_paper_leaves_through_the_gate_of_its_row(world: Records) -> None:
    head = as_(world, "head")
    content = make_pdf()
    file = SimpleUploadedFile("quyết định.pdf", content)
    send(head, "add_to_person", world.teacher.uuid, "ky-luat", **typed(kinds.DISCIPLINE, world, file=file, **PAPER))
    uuid = Event.objects.get().subject_uuid
    address = reverse("records:paper", args=["ky-luat", uuid])
    answer = head.get(address)
    assert (answer.content, answer["Content-Type"]) == (content, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment")
    assert Event.objects.filter(verb="look-at-sensitive").count() == 1
    for role in ("officer", "staff", "other_head", "administrator"):
        assert as_(world, role).get(address).status_code == 404
    wrong = SimpleUploadedFile("la.pdf", b"khong phai")
    text = send(
        head, "add_to_person", world.teacher.uuid, "xep-loai", status=400, **typed(kinds.RATING, world, file=wrong)
    )
    assert "Không nhận ra loại tệp" in text
    assert not Rating.objects.exists()


def test_what_is_sensitive_is_on_a_page_of_its_own_and_each_look_is_one_event(world: Records) -> None:
    Person.objects.filter(pk=world.teacher.pk).update(born_on="1990-02-03")
    fill(world.teacher, world.viewer("head"))
    head = as_(world, "head")
    card = page(head, "person", world.teacher.uuid)
    for hidden in ("03/02/1990", "Khiển trách", "Đơn phản ánh", "Nghỉ không hưởng lương"):
        assert hidden not in card
    assert Event.objects.count() == 0
    private = page(head, "private", world.teacher.uuid)
    for shown in ("03/02/1990", "Khiển trách", "Đơn phản ánh", "Nghỉ không hưởng lương"):
        assert shown in private
    assert Event.objects.count() == 1
    assert "đã xem thông tin nhạy cảm" in page(head, "person", world.teacher.uuid)
    officer = as_(world, "officer")
    page(officer, "private", world.teacher.uuid, status=404)
    assert "Xem thông tin riêng" not in page(officer, "person", world.teacher.uuid)
    page(officer, "add_to_person", world.teacher.uuid, "ky-luat", status=403)


def test_ones_own_record_is_whole_to_read_and_leaves_no_trace(world: Records) -> None:
    person = world.person("staff")
    fill(person, world.viewer("head"))
    staff = as_(world, "staff")
    mine = page(staff, "own")
    for shown in ("Khiển trách", "Đơn phản ánh", "Lao động tiên tiến", "Đổi mới giờ học", "12,5 năm"):
        assert shown in mine
    assert "/ghi/" not in mine
    assert Event.objects.count() == 0
    page(staff, "person", world.teacher.uuid, status=404)
    page(staff, "add_to_person", person.uuid, "xep-loai", status=403)
    assert "Xem hồ sơ của tôi" in page(staff, "home")
    assert "Danh sách hồ sơ cá nhân" not in page(staff, "home")


def test_the_administrator_sees_identity_and_no_record(world: Records) -> None:
    fill(world.teacher, world.viewer("head"))
    administrator = as_(world, "administrator")
    card = page(administrator, "person", world.teacher.uuid)
    assert "Sửa mã định danh" in card
    for hidden in ("Lao động tiên tiến", "Đổi mới giờ học", "Hoàn thành tốt"):
        assert hidden not in card
    private = page(administrator, "private", world.teacher.uuid)
    assert "Ngày sinh" in private
    assert "Khiển trách" not in private
    row = Rating.objects.get()
    page(administrator, "row", "xep-loai", row.uuid, status=404)
    page(administrator, "unit", world.school.uuid, status=404)
    send(administrator, "identity", world.teacher.uuid, staff_code="GV-01", born_on="03/02/1990", reason="Hồ sơ gốc")
    assert "GV-01" in page(administrator, "person", world.teacher.uuid)


def test_two_entries_are_compared_joined_and_parted(world: Records) -> None:
    twin = make_teacher(world.other, "Dang Thi Anh", staff_code="GV-88")
    administrator = as_(world, "administrator")
    chosen = page(administrator, "merge_choose", twin.uuid)
    assert reverse("records:merge", args=[twin.uuid, world.teacher.uuid]) in chosen
    both = page(administrator, "merge", twin.uuid, world.teacher.uuid)
    for shown in ("Đặng Thị Ánh", "Dang Thi Anh", "GV-88", "Trường Trung học cơ sở Hoa Mai"):
        assert shown in both
    send(administrator, "merge", twin.uuid, world.teacher.uuid, status=400, reason="")
    send(administrator, "merge", twin.uuid, world.teacher.uuid, reason="Cùng một người")
    card = page(administrator, "person", world.teacher.uuid)
    assert "còn ghi là" in card
    assert "Hoàn tác gộp" in card
    other_head = as_(world, "other_head")
    answer = other_head.get(reverse("records:person", args=[twin.uuid]))
    assert answer["Location"] == reverse("records:person", args=[world.teacher.uuid])
    found = page(other_head, "home", query="?tim=dang")
    assert found.count('<th scope="row">') == 1
    assert "“Dang Thi Anh”" in found
    again = page(administrator, "merge", world.teacher.uuid, twin.uuid)
    assert "Chưa gộp được hai thẻ này" in again
    send(administrator, "part", twin.uuid, reason="Hai người")
    page(other_head, "person", world.teacher.uuid, status=404)


def test_a_collective_has_a_card_of_its_own(world: Records) -> None:
    officer, head = as_(world, "officer"), as_(world, "head")
    send(officer, "add_to_unit", world.school.uuid, "xep-loai", **TYPED[kinds.RATING])
    card = page(officer, "unit", world.school.uuid)
    assert "Hoàn thành tốt nhiệm vụ" in card
    assert "Sáng kiến, đề tài" not in card
    page(officer, "unit_private", world.school.uuid, status=404)
    send(head, "add_to_unit", world.school.uuid, "vu-viec", **TYPED[kinds.MATTER])
    assert "Đơn phản ánh" in page(head, "unit_private", world.school.uuid)
    given = {"award": "tap-the-lao-dong-tien-tien", "year": "2024-2025"}
    send(officer, "add_to_unit", world.school.uuid, "dang-ky", status=400, **TYPED[kinds.REGISTERED])  # of a person
    send(officer, "add_to_unit", world.school.uuid, "dang-ky", **given)
    send(officer, "add_to_unit", world.school.uuid, "ra-soat", group="registered", through="2024-2025")
    assert "Tập thể lao động tiên tiến" in page(officer, "unit", world.school.uuid)
    page(head, "add_to_unit", world.school.uuid, "sang-kien", status=404)
    page(head, "add_to_unit", world.other.uuid, "xep-loai", status=404)


def test_pages_cost_the_same_for_one_row_of_each_kind_and_for_three(world: Records) -> None:
    head = world.viewer("head")
    client = as_(world, "head")
    fill(world.teacher, head)
    make_row(kinds.RATING, world.school, head)
    twin = make_teacher(world.school, "Dang Thi Anh")
    twin.same_as = world.teacher
    twin.save()
    work = Work.objects.get()
    pages = [
        reverse("records:home"),
        reverse("records:person", args=[world.teacher.uuid]),
        reverse("records:private", args=[world.teacher.uuid]),
        reverse("records:unit", args=[world.school.uuid]),
        reverse("records:row", args=["sang-kien", work.uuid]),
    ]

    def costs() -> list[int]:
        found = []
        for address in pages:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    for_one = costs()
    make_row(kinds.RATING, world.teacher, head, year=YEAR - 1)
    for kind in KINDS:
        if kind not in (kinds.RATING, kinds.CHECKED, kinds.STATEMENT, kinds.REGISTERED):
            make_row(kind, world.teacher, head)
            make_row(kind, world.teacher, head)
    for n in (1, 2):
        make_row(kinds.REGISTERED, world.teacher, head, year=YEAR - n)
        make_row(kinds.RATING, world.school, head, year=YEAR - n)
        mate = make_teacher(world.school, f"Lê Văn {n}")
        twin = make_teacher(world.school, f"Le Van {n}")
        twin.same_as = mate
        twin.save()
        work.authorships.create(person=mate)
    assert costs() == for_one


def test_without_a_post_there_is_nothing_to_see(world: Records) -> None:
    person = world.person("head")
    person.posts.all().delete()
    client = as_(world, "head")
    assert "Chưa có hồ sơ nào để xem" in page(client, "home")
    assert "Chưa có hồ sơ nào để xem" in page(client, "own")
    page(client, "person", person.uuid, status=404)
