"""The pages that take records over from Excel, as people walk through them."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import user_of
from tests.import_world import AT, DAY, STAFF_HEADS, Schools, compared, make_person, make_schools, workbook
from thidua.audit.models import Event
from thidua.foundation import clock
from thidua.organisations.models import Person
from thidua.organisations.rules import Viewer
from thidua.records.models import Import
from thidua.records.services.importing import chunks

pytestmark = pytest.mark.django_db
ROWS = [
    ("Lê Minh Hoạ", "MH1", "01/02/1990", "", "Giáo viên", "01/09/2020"),
    ("Trần Minh Hoạ", "MH2", "31/02/1990", "", "Giáo viên", "01/09/2020"),
]


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def schools() -> Schools:
    return make_schools()


def client_of(viewer: Viewer) -> Client:
    client = Client()
    client.force_login(user_of(viewer), backend="django.contrib.auth.backends.ModelBackend")
    return client


def bring(client: Client, schools: Schools, *rows: tuple[str, ...], heads: tuple[str, ...] = STAFF_HEADS) -> object:
    file = SimpleUploadedFile("danh-sach.xlsx", workbook(heads, *rows))
    address = reverse("records:import_start", args=["can-bo-giao-vien"])
    return client.post(address, {"unit": str(schools.school.uuid), "file": file})


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_file_is_brought_compared_looked_at_and_written_without_script(schools: Schools) -> None:
    client = client_of(schools.head)
    page = bring(client, schools, *ROWS)["Location"]
    assert "Đã so sánh 0/2 dòng" in text(client, page)
    assert client.post(f"{page}tiep/")["Location"] == page
    shown = text(client, page)
    assert "Ghi vào hồ sơ" in shown
    assert "“31/02/1990” không phải là một ngày." in shown
    assert "C3" in shown
    assert "1 dòng chưa ghi được" in shown
    assert client.post(f"{page}ghi/")["Location"] == page
    assert "Đã ghi 0/1 dòng" in text(client, page)
    client.post(f"{page}tiep/")
    assert "Đã ghi vào hồ sơ" in text(client, page)
    assert Person.objects.filter(staff_code="MH1").exists()
    assert not Person.objects.filter(staff_code="MH2").exists()


def test_the_page_does_the_next_rows_itself_and_goes_on_when_done(
    schools: Schools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks.do_next, "__kwdefaults__", {"size": 1})
    client = client_of(schools.head)
    page = bring(client, schools, *ROWS)["Location"]
    first = client.post(f"{page}tiep/", headers={"HX-Request": "true"})
    assert "Đã so sánh 1/2 dòng" in first.content.decode()
    assert "hx-post" in first.content.decode()
    assert "<html" not in first.content.decode()
    last = client.post(f"{page}tiep/", headers={"HX-Request": "true"})
    assert last["HX-Redirect"] == page


def test_a_hundred_rows_a_page_and_outcomes_as_filters_in_the_address(schools: Schools) -> None:
    many = [(f"Lê Minh Hoạ {n}", f"MH{n}", "", "", "Giáo viên", "01/09/2020") for n in range(120)]
    imported = compared(
        schools.head, schools.school, "staff", workbook(STAFF_HEADS, *many, ("", "", "", "", "Thiếu", ""))
    )
    client, page = client_of(schools.head), reverse("records:import", args=[imported.uuid])
    assert "Dòng 1–100 trong 121" in text(client, page)
    assert "Dòng 101–120 trong 120: Mới" in text(client, f"{page}?kq=moi&trang=2")
    assert "Dòng 1–1 trong 1: Có ô sai" in text(client, f"{page}?kq=o-sai")
    assert "Dòng 101–121 trong 121" in text(client, f"{page}?kq=x&trang=99")


def test_rows_to_mend_are_downloaded(schools: Schools) -> None:
    imported = compared(schools.head, schools.school, "staff", workbook(STAFF_HEADS, *ROWS))
    answer = client_of(schools.head).get(reverse("records:import_mend", args=[imported.uuid]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet[2]][:2] == ["Trần Minh Hoạ", "MH2"]


def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(schools: Schools) -> None:
    client = client_of(schools.head)
    answer = bring(client, schools, ("x",), heads=("Linh tinh",))
    assert answer.status_code == 400
    assert "Không thấy dòng tiêu đề" in answer.content.decode()
    address = reverse("records:import_start", args=["can-bo-giao-vien"])
    wrong = client.post(address, {"unit": str(schools.school.uuid), "file": SimpleUploadedFile("a.xlsx", b"%PDF")})
    assert "không phải là tệp Excel" in wrong.content.decode()
    assert Import.objects.count() == 0


def test_columns_that_mean_nothing_are_named(schools: Schools) -> None:
    client = client_of(schools.head)
    page = bring(
        client, schools, ("1", "Lê An", "Giáo viên", "01/09/2020"), heads=("STT", "Họ tên", "Chức vụ", "Từ ngày")
    )
    assert "“STT”" in text(client, page["Location"])


def test_disciplines_are_offered_only_to_those_who_may_see_them(schools: Schools) -> None:
    home = reverse("records:imports")
    assert "Kỷ luật" in text(client_of(schools.head), home)
    assert "Kỷ luật" in text(client_of(schools.above), home)
    officer = client_of(schools.officer)
    assert "Kỷ luật" not in text(officer, home)
    assert officer.get(reverse("records:import_start", args=["ky-luat"])).status_code == 404


def test_a_colleague_does_not_see_what_another_brought_but_the_head_does(schools: Schools) -> None:
    imported = compared(schools.head, schools.school, "staff", workbook(STAFF_HEADS, *ROWS))
    page = reverse("records:import", args=[imported.uuid])
    assert client_of(schools.officer).get(page).status_code == 404
    assert client_of(schools.above).get(page).status_code == 200
    assert "tep.xlsx" not in text(client_of(schools.officer), reverse("records:imports"))


def test_a_look_at_what_is_sensitive_is_written_down(schools: Schools) -> None:
    make_person("Lê Minh Hoạ", schools.school, "MH1", DAY)
    make_person("Trần Minh Hoạ", schools.school, "MH2")
    client = client_of(schools.head)

    def looks(kind: str, heads: tuple[str, ...], *row: str) -> list[list[str]]:
        imported = compared(schools.head, schools.school, kind, workbook(heads, row))
        client.get(reverse("records:import", args=[imported.uuid]))
        events = Event.objects.filter(verb="look-at-sensitive", subject_uuid=imported.uuid)
        return [event.data["groups"] for event in events]

    assert looks("staff", STAFF_HEADS, "Lê Minh Hoạ", "MH1", "01/02/1990", "", "Giáo viên", "") == [["birth"]]
    assert looks("staff", STAFF_HEADS, "Trần Minh Hoạ", "MH2", "", "", "Giáo viên", "") == []
    heads = ("Họ và tên", "Mã định danh", "Hình thức kỷ luật", "Ngày quyết định")
    assert looks("disciplines", heads, "Trần Minh Hoạ", "MH2", "Khiển trách", "01/03/2024") == [["disciplines"]]


def test_a_discarded_file_cannot_be_written(schools: Schools) -> None:
    imported = compared(schools.head, schools.school, "staff", workbook(STAFF_HEADS, *ROWS))
    client, page = client_of(schools.head), reverse("records:import", args=[imported.uuid])
    assert "Không dòng nào của tệp được ghi" in text(client, f"{page}huy/")
    client.post(f"{page}huy/")
    assert client.get(f"{page}ghi/").status_code == 403
    assert "Đã hủy, không ghi gì" in text(client, reverse("records:imports"))


def test_the_preview_costs_the_same_for_one_row_and_for_thirty(schools: Schools) -> None:
    make_person("Lê Minh Hoạ", schools.school, "MH1", DAY)
    client = client_of(schools.head)

    def cost(count: int) -> int:
        rows = [(f"Lê Minh Hoạ {n}", f"CH{count}-{n}", "", "", "Giáo viên", "01/09/2020") for n in range(count)]
        imported = compared(schools.head, schools.school, "staff", workbook(STAFF_HEADS, *rows))
        page = reverse("records:import", args=[imported.uuid])
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    assert cost(1) == cost(30)
