"""The pages of a score sheet as an officer of Hải Phòng meets them, with and without script."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests.factories import NOW
from tests.sheets import fill
from tests.web.sheet_office import Office, autosave, boxes, browser, sent
from thidua.foundation import clock
from thidua.scoring.models import Line, Sheet, SheetOpening, VerificationAct

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_first_of_june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def office() -> Office:
    return Office()


def test_the_grid_asks_for_what_each_method_needs_and_explains_itself(office: Office) -> None:
    page = browser(office.an).get(office.page()).content.decode()
    assert "Theo bậc: ≥ 60 %: 4 điểm" in page
    assert "bước 0,5" in page
    for label in ("Tỷ lệ", "Điểm", "Chỉ tiêu", "Kết quả thực hiện", "Số lần", "Giá trị dùng để xếp hạng"):
        assert label in page
    assert "không áp dụng" in page
    assert "không chọn" in page
    assert "chỉ dành cho đơn vị giữ vai trò" in page
    assert "05/06/2020" in page
    assert "còn 4 ngày" in page
    assert "Gửi phiếu tự chấm" in page


def test_a_row_saves_itself_and_says_when_with_new_sums(office: Office) -> None:
    line = office.line("N1.1")
    answer = autosave(browser(office.an), line, percent="61,5")
    assert answer.status_code == 200
    said = answer.json()
    assert said["saved"] == "10:00"
    assert said["editions"][f"{line.uuid}.edition"] == "1"
    assert said["texts"]["tong-cong"] == "4,00"
    assert said["texts"][f"diem-{line.uuid}"] == "4"
    assert "61,5 %" in said["texts"][f"giai-{line.uuid}"]
    assert said["texts"]["nhom-1"] == "4,00"
    assert office.line("N1.1").claimed == {"percent": "61.5"}
    page = browser(office.binh).get(office.page()).content.decode()
    assert 'value="61,5"' in page


@pytest.mark.parametrize(("typed", "points"), [("4,5", "4,5"), ("4.5", "4,5"), ("0", "0")])
def test_both_decimal_marks_and_a_true_zero(office: Office, typed: str, points: str) -> None:
    line = office.line("N1.2")
    said = autosave(browser(office.an), line, points=typed).json()
    assert said["texts"][f"diem-{line.uuid}"] == points


def test_emptying_a_box_is_not_scored_again(office: Office) -> None:
    client = browser(office.an)
    autosave(client, office.line("N1.2"), points="3")
    said = autosave(client, office.line("N1.2"), points="").json()
    assert said["texts"][f"diem-{office.line('N1.2').uuid}"] == "chưa chấm"
    assert office.line("N1.2").claimed is None


@pytest.mark.parametrize(
    ("code", "typed", "words"),
    [
        ("N1.2", {"points": "bốn"}, "“bốn” không phải là số"),
        ("N1.2", {"points": "4,7"}, "không theo bước chấm 0,5"),
        ("N1.2", {"points": "6"}, "từ 0 đến 5"),
        ("N1.4", {"actual": "5", "target": ""}, "Chưa nhập Chỉ tiêu"),
        ("N1.3", {"level": "<script>"}, "không có trong các mức"),
    ],
)
def test_bad_input_is_told_beside_the_row_and_nothing_is_saved(
    office: Office, code: str, typed: dict[str, str], words: str
) -> None:
    answer = autosave(browser(office.an), office.line(code), **typed)
    assert answer.status_code == 400
    assert words in answer.json()["html"]
    assert "<script>" not in answer.json()["html"]
    assert office.line(code).claimed is None


def test_two_people_on_one_line_see_both_values_and_one_chooses(office: Office) -> None:
    stale = office.line("N1.2")
    autosave(browser(office.an), stale, points="4")
    binh = browser(office.binh)
    answer = autosave(binh, stale, points="3")
    assert answer.status_code == 409
    html = answer.json()["html"]
    assert office.an.name in html
    assert "10:00 01/06/2020" in html
    assert "Điểm: 4 điểm" in html
    keep = re.search(rf'name="{stale.uuid}\.keep" value="(\d+)"', html)
    assert keep is not None
    assert office.line("N1.2").claimed == {"points": "4"}
    data = sent(stale, points="3") | {f"{stale.uuid}.keep": keep[1]}
    answer = binh.post(reverse("scoring:save_line", kwargs={"line": stale.uuid}), data)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#hang-{stale.uuid}")
    assert office.line("N1.2").claimed == {"points": "3"}


def test_without_script_one_button_saves_the_whole_sheet(office: Office) -> None:
    client = browser(office.an)
    data = boxes(client.get(office.page()))
    data[f"{office.line('N1.1').uuid}.v.percent"] = "55"
    data[f"{office.line('N1.3').uuid}.v.level"] = "đủ"
    data[f"{office.line('B.1').uuid}.note"] = "Chưa có"
    answer = client.post(office.page(), data, follow=True)
    assert "Đã lưu 3 dòng." in answer.content.decode()
    assert office.line("N1.1").claimed == {"percent": "55"}
    assert office.line("N1.2").claimed is None
    assert (office.line("B.1").claimed, office.line("B.1").note) == (None, "Chưa có")
    assert Line.objects.filter(sheet=office.sheet, edition__gt=0).count() == 3


def test_an_untouched_row_of_an_old_page_overwrites_nobody(office: Office) -> None:
    an = browser(office.an)
    data = boxes(an.get(office.page()))
    autosave(browser(office.binh), office.line("N1.2"), points="5")
    data[f"{office.line('N1.1').uuid}.v.percent"] = "55"
    assert an.post(office.page(), data).status_code == 302
    assert office.line("N1.2").claimed == {"points": "5"}


def test_a_whole_sheet_with_a_fault_and_a_conflict_keeps_what_was_typed(office: Office) -> None:
    an = browser(office.an)
    data = boxes(an.get(office.page()))
    autosave(browser(office.binh), office.line("N1.2"), points="5")
    data[f"{office.line('N1.1').uuid}.v.percent"] = "năm lăm"
    data[f"{office.line('N1.2').uuid}.v.points"] = "2"
    data[f"{office.line('N1.3').uuid}.v.level"] = "đủ"
    answer = an.post(office.page(), data)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Đã lưu 1 dòng." in page
    assert 'value="năm lăm"' in page
    assert "“năm lăm” không phải là số" in page
    assert office.binh.name in page
    assert office.line("N1.2").claimed == {"points": "5"}
    again = boxes(answer)
    assert again[f"{office.line('N1.2').uuid}.v.points"] == "2"
    assert an.post(office.page(), again).status_code == 409
    again[f"{office.line('N1.1').uuid}.v.percent"] = "55"
    again[f"{office.line('N1.2').uuid}.keep"] = "1"
    assert an.post(office.page(), again).status_code == 302
    assert office.line("N1.2").claimed == {"points": "2"}


def test_optional_fields_are_chosen_on_the_page(office: Office) -> None:
    client = browser(office.an)
    address = reverse("scoring:choose_fields", kwargs={"sheet": office.sheet.uuid})
    assert client.post(address, {"code": ["N2.2"], "was": ""}).status_code == 302
    office.sheet.refresh_from_db()
    assert office.sheet.chosen_fields == ["N2.2"]
    assert 'value="N2.2|"' in client.get(office.page()).content.decode()
    assert client.post(address, {"code": [], "was": ""}).status_code == 409
    assert client.post(address, {"code": [], "was": "N2.2|"}).status_code == 302


def test_before_handing_in_every_missing_line_has_its_link(office: Office) -> None:
    client = browser(office.an)
    fill(office.sheet)
    Line.objects.filter(sheet=office.sheet, criterion__code="N1.3").update(claimed=None)
    address = reverse("scoring:submit_sheet", kwargs={"sheet": office.sheet.uuid})
    page = client.get(address).content.decode()
    assert "N1.3 Rà soát mạng lưới: chưa chấm." in page
    assert reverse("scoring:line", kwargs={"line": office.line("N1.3").uuid}) in page
    assert "chưa có minh chứng (quyết định công nhận)" in page
    assert "Gửi phiếu</button>" not in page
    refused = client.post(address)
    assert refused.status_code == 403
    assert "N1.3 Rà soát mạng lưới: chưa chấm." in refused.content.decode()
    autosave(client, office.line("N1.3"), level="đủ")
    page = client.get(address).content.decode()
    assert "để trống được hiểu là không có: B.1, P.1" in page
    assert "thu hồi được cho đến khi có đơn vị thẩm định mở phiếu" in page
    done = client.post(address, follow=True).content.decode()
    assert "Đã gửi phiếu tự chấm (đúng hạn)." in done
    assert "Đúng hạn" in done


def test_late_is_told_before_and_after(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2020, 6, 5, 17, 0, tzinfo=UTC))
    client = browser(office.an)
    fill(office.sheet)
    address = reverse("scoring:submit_sheet", kwargs={"sheet": office.sheet.uuid})
    assert "Đã quá hạn ngày 05/06/2020: phiếu được ghi là gửi muộn." in client.get(address).content.decode()
    assert "quá hạn 1 ngày" in client.get(office.page()).content.decode()
    assert "(muộn)" in client.post(address, follow=True).content.decode()


def test_taking_back_asks_why_and_ends_when_a_verifier_opens(office: Office) -> None:
    office.submit()
    client = browser(office.an)
    address = reverse("scoring:recall_sheet", kwargs={"sheet": office.sheet.uuid})
    assert "Thu hồi phiếu" in client.get(office.page()).content.decode()
    wrong = client.post(address, {"reason": ".."})
    assert wrong.status_code == 400
    assert "Chưa ghi lý do" in wrong.content.decode()
    assert client.post(address, {"reason": "Nhầm số liệu"}).status_code == 302
    office.submit()
    SheetOpening.objects.create(sheet=office.sheet, unit=office.verifier, opened_by_id=office.an.user_id, opened_at=NOW)
    assert client.get(address).status_code == 403
    assert client.post(address, {"reason": "Nhầm số liệu"}).status_code == 403


def test_a_returned_line_shows_its_reason_and_goes_back_alone(office: Office) -> None:
    """ANTQ: the reason of a return was checked and then thrown away."""
    office.submit()
    Sheet.objects.filter(pk=office.sheet.pk).update(state="verifying")
    line = office.line("N1.2")
    Line.objects.filter(pk=line.pk).update(verdict="returned", reason="Thiếu kế hoạch năm học")
    VerificationAct.objects.create(
        line=line, act="returned", reason="Thiếu kế hoạch năm học", unit=office.verifier, acted_by_id=office.an.user_id,
        acted_at=NOW,
    )  # fmt: skip
    client = browser(office.an)
    page = client.get(office.page()).content.decode()
    assert "Thiếu kế hoạch năm học" in page
    assert "hết ngày 20/06/2020" in page
    assert f"{office.line('N1.1').uuid}.v.percent" not in page
    assert f"{line.uuid}.v.points" in page
    detail = reverse("scoring:line", kwargs={"line": line.uuid})
    assert "Gửi lại dòng này" in client.get(detail).content.decode()
    assert autosave(client, office.line("N1.2"), points="1,5").status_code == 200
    assert autosave(client, office.line("N1.1"), percent="99").status_code == 403
    assert client.post(reverse("scoring:resubmit_line", kwargs={"line": line.uuid})).status_code == 302
    page = client.get(detail).content.decode()
    assert "Thiếu kế hoạch năm học" in page
    assert "Chờ thẩm định" in page
    assert "Điểm: 0 điểm" in page
    assert "Điểm: 1,5 điểm" in page


def test_a_page_printed_on_paper_has_every_line_and_the_sums(office: Office) -> None:
    fill(office.sheet)
    page = browser(office.an).get(reverse("scoring:print_sheet", kwargs={"sheet": office.sheet.uuid})).content.decode()
    assert "N1.1" in page
    assert "10,60" in page
    assert "tính theo cả cụm" in page
