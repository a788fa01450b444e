"""Evidence comes in judged by its content, leaves only through the gate, and is never shown as a page of ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import NOW, make_cluster_one, make_viewer, user_of
from tests.sheets import fill, line_of, make_sheets, make_table
from tests.uploads import make_docx, make_pdf, make_png
from thidua.foundation import clock, files
from thidua.organisations.rules import Viewer
from thidua.scoring.models import Evidence, EvidenceUse, Line, Sheet
from thidua.scoring.services.evidence import add_file, cite_evidence
from thidua.scoring.services.sheets import submit_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_first_of_june(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.MEDIA_ROOT = str(tmp_path)


class Office:
    """Hải Phòng, its sheet and its browser."""

    def __init__(self) -> None:
        self.one = make_cluster_one()
        self.table, self.verifier = make_table(self.one)
        self.sheet: Sheet = make_sheets(self.one, self.table, make_viewer(self.one.organiser))["S4"]
        self.an = make_viewer(self.one.units["S4"])
        self.client = browser(self.an)

    def line(self, code: str = "N1.1") -> Line:
        return line_of(self.sheet, code)

    def send(self, *uploads: SimpleUploadedFile, code: str = "N1.1", pages: str = "") -> Any:
        address = reverse("scoring:add_evidence", kwargs={"line": self.line(code).uuid})
        return self.client.post(address, {"file": list(uploads), "pages": pages}, follow=True)

    def shown(self) -> Evidence:
        """A piece of evidence on N1.1."""
        given = {"actor": self.an, "now": NOW}
        evidence = add_file(unit=self.sheet.unit, cycle=self.one.cycle, name="QĐ 12.pdf", content=make_pdf(), **given)
        cite_evidence(lines=[self.line()], evidence=evidence, pages="3–5", **given)
        return evidence


def browser(viewer: Viewer) -> Client:
    client = Client()
    client.force_login(user_of(viewer), backend="django.contrib.auth.backends.ModelBackend")
    return client


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    # What the browser says of the kind is a lie on purpose: only the content counts.
    return SimpleUploadedFile(name, content, content_type="text/html")


@pytest.fixture
def office() -> Office:
    return Office()


def test_several_files_come_in_at_once_and_their_hashes_are_shown(office: Office) -> None:
    answer = office.send(upload(make_pdf(), "Báo cáo.pdf"), upload(make_png(), "ảnh.png"), pages="trang 3–5")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Đã nhận 2 minh chứng." in page
    for evidence in Evidence.objects.all():
        assert evidence.sha256[:16] in page
        assert files.is_intact(evidence.sha256)
    assert "trang 3–5" in page
    assert Evidence.objects.get(name="Báo cáo.pdf").media_type == "application/pdf"


def test_one_bad_file_among_good_ones_is_named_and_the_good_ones_stay(office: Office) -> None:
    answer = office.send(upload(make_pdf(), "tot.pdf"), upload(b"MZ" + b"\0" * 99, "xau.pdf"))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Đã nhận 1 minh chứng." in page
    assert "xau.pdf" in page
    assert "tệp chương trình" in page
    assert [one.name for one in Evidence.objects.all()] == ["tot.pdf"]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "rong.pdf", "rỗng"),
        (b"<svg onload='x'/>", "anh.png", "SVG"),
        (make_docx({"word/vbaProject.bin": b"x"}), "cv.docx", "macro"),
        (b"%PDF-1.4" + b"x" * (20 * 2**20), "lon.pdf", "lớn hơn mức cho phép là 20 MB"),
    ],
)
def test_a_hostile_file_is_refused_with_what_to_do(office: Office, content: bytes, name: str, words: str) -> None:
    answer = office.send(upload(content, name))
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert Evidence.objects.count() == 0


def test_nothing_chosen_is_told_beside_the_field(office: Office) -> None:
    answer = office.send()
    assert answer.status_code == 400
    assert Evidence.objects.count() == 0


def test_a_link_shows_where_it_leads_and_gives_nothing_away(office: Office) -> None:
    address = reverse("scoring:add_evidence", kwargs={"line": office.line().uuid})
    data = {"link-link": "https://haiphong.edu.vn/a?b=<c>", "link-name": "", "link-pages": ""}
    assert office.client.post(address, data).status_code == 400
    data["link-link"] = "https://haiphong.edu.vn/a"
    page = office.client.post(address, data, follow=True).content.decode()
    assert 'href="https://haiphong.edu.vn/a" rel="noopener noreferrer nofollow"' in page
    assert "(haiphong.edu.vn)" in page
    wrong = office.client.post(address, data | {"link-link": "javascript:alert(1)"})
    assert wrong.status_code == 400
    assert "https:// hoặc http://" in wrong.content.decode()
    assert 'href="javascript' not in wrong.content.decode()


def test_a_file_leaves_byte_for_byte_and_can_do_nothing(office: Office) -> None:
    evidence = office.shown()
    address = reverse("scoring:evidence_file", kwargs={"evidence": evidence.uuid})
    answer = office.client.get(address)
    assert answer.content == make_pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''Q%C4%90%2012.pdf" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    looked = office.client.get(address, {"xem": ""})
    assert looked["Content-Disposition"].startswith("inline; ")
    assert "default-src 'none'" in looked["Content-Security-Policy"]
    assert looked["X-Content-Type-Options"] == "nosniff"


def test_an_office_file_is_always_downloaded(office: Office) -> None:
    office.send(upload(make_docx(), "Kế hoạch.docx"))
    address = reverse("scoring:evidence_file", kwargs={"evidence": Evidence.objects.get().uuid})
    assert office.client.get(address, {"xem": ""})["Content-Disposition"].startswith("attachment; ")


def test_a_link_has_no_file(office: Office) -> None:
    link = Evidence.objects.create(
        unit=office.sheet.unit, cycle=office.one.cycle, name="Trang tin", link="https://a.vn", added_at=NOW,
        added_by_id=office.an.user_id,
    )  # fmt: skip
    assert office.client.get(reverse("scoring:evidence_file", kwargs={"evidence": link.uuid})).status_code == 404
    assert office.client.get(reverse("scoring:evidence", kwargs={"evidence": link.uuid})).status_code == 200


def test_a_verifier_opens_the_file_once_the_sheet_is_handed_in(office: Office) -> None:
    evidence = office.shown()
    verifier = browser(make_viewer(office.verifier))
    member = browser(make_viewer(office.one.units["S5"]))
    address = reverse("scoring:evidence_file", kwargs={"evidence": evidence.uuid})
    assert verifier.get(address).status_code == 404
    fill(office.sheet)
    submit_sheet(sheet=office.sheet, actor=office.an, now=NOW)
    assert verifier.get(address).status_code == 200
    page = verifier.get(reverse("scoring:evidence", kwargs={"evidence": evidence.uuid})).content.decode()
    assert "N1.1" in page
    assert "Rút minh chứng" not in page
    assert member.get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_forged_ids_of_evidence_change_nothing(office: Office) -> None:
    evidence = office.shown()
    use = EvidenceUse.objects.get()
    theirs = line_of(office.table.sheets.get(unit=office.one.units["S5"]), "N1.1")
    other = browser(make_viewer(office.one.units["S5"]))
    steps: list[tuple[str, dict[str, Any]]] = [
        (reverse("scoring:change_pages", kwargs={"use": use.uuid}), {"pages": "9"}),
        (reverse("scoring:stop_citing", kwargs={"use": use.uuid}), {}),
        (reverse("scoring:withdraw_evidence", kwargs={"evidence": evidence.uuid}), {"reason": "phá minh chứng"}),
        (reverse("scoring:cite_evidence", kwargs={"evidence": evidence.uuid}), {"line": [theirs.uuid]}),
        (reverse("scoring:reuse_evidence", kwargs={"line": theirs.uuid}), {"evidence": [evidence.uuid]}),
        (reverse("scoring:reuse_evidence", kwargs={"line": office.line().uuid}), {"evidence": [evidence.uuid]}),
        (reverse("scoring:cabinet", kwargs={"unit": office.sheet.unit.uuid}), {"link-link": "https://a.vn"}),
    ]
    for address, data in steps:
        assert other.post(address, data).status_code == 404, address
    own = office.client.post(steps[3][0], {"line": [theirs.uuid]})
    assert own.status_code == 404
    assert list(EvidenceUse.objects.values_list("line", "pages", "withdrawn_at")) == [(office.line().pk, "3–5", None)]


def test_from_the_cabinet_one_paper_goes_on_many_lines(office: Office) -> None:
    cabinet = reverse("scoring:cabinet", kwargs={"unit": office.sheet.unit.uuid})
    assert office.client.get(reverse("scoring:cabinets"))["Location"] == cabinet
    page = office.client.post(cabinet, {"file": upload(make_pdf(), "Quyết định.pdf"), "year": str(office.sheet.uuid)})
    assert page.status_code == 302
    assert "Quyết định.pdf" in office.client.get(cabinet, {"tim": "quyet"}).content.decode()
    assert "Quyết định.pdf" not in office.client.get(cabinet, {"nam": "2018"}).content.decode()
    evidence = Evidence.objects.get()
    address = reverse("scoring:cite_evidence", kwargs={"evidence": evidence.uuid})
    lines = [str(office.line(code).uuid) for code in ("N1.1", "N1.2")]
    assert office.client.post(address, {"line": lines, "cite-pages": "trang 2"}).status_code == 302
    assert list(EvidenceUse.objects.values_list("pages", flat=True)) == ["2", "2"]
    assert office.client.post(address, {}).status_code == 400
    again = reverse("scoring:reuse_evidence", kwargs={"line": office.line("N1.3").uuid})
    detail = reverse("scoring:line", kwargs={"line": office.line("N1.3").uuid})
    assert "Dùng lại minh chứng" in office.client.get(detail).content.decode()
    assert office.client.post(again, {"evidence": [str(evidence.uuid)], "pages": ""}).status_code == 302
    assert office.client.post(again, {"evidence": ["khong-phai-ma"]}).status_code == 400


def test_withdrawing_asks_why_and_says_what_stays(office: Office) -> None:
    evidence = office.shown()
    address = reverse("scoring:withdraw_evidence", kwargs={"evidence": evidence.uuid})
    assert office.client.post(address, {"reason": ""}).status_code == 400
    assert office.client.post(address, {"reason": ".."}).status_code == 400
    page = office.client.post(address, {"reason": "Gửi nhầm tệp"}, follow=True).content.decode()
    assert "Lý do: Gửi nhầm tệp" in page
    assert "Đã rút" in page
    assert office.client.get(reverse("scoring:evidence_file", kwargs={"evidence": evidence.uuid})).status_code == 200


def test_a_file_damaged_in_the_store_is_told(office: Office, tmp_path: Path) -> None:
    evidence = office.shown()
    next(path for path in tmp_path.rglob("*") if path.is_file()).write_bytes(b"khac")
    page = office.client.get(reverse("scoring:evidence", kwargs={"evidence": evidence.uuid})).content.decode()
    assert "không còn đúng nội dung ban đầu" in page


def test_after_handing_in_a_line_takes_no_more_files(office: Office) -> None:
    fill(office.sheet)
    submit_sheet(sheet=office.sheet, actor=office.an, now=NOW)
    answer = office.send(upload(make_pdf(), "muon.pdf"))
    assert answer.status_code == 403
    assert Evidence.objects.count() == 0


def test_the_cabinet_needs_the_same_queries_for_one_and_three_papers(office: Office) -> None:
    def count() -> int:
        address = reverse("scoring:cabinet", kwargs={"unit": office.sheet.unit.uuid})
        with CaptureQueriesContext(connection) as counted:
            assert office.client.get(address).status_code == 200
        return len(counted)

    office.shown()
    one = count()
    for n in range(2):
        given = {"unit": office.sheet.unit, "cycle": office.one.cycle, "actor": office.an, "now": NOW}
        add_file(name=f"{n}.pdf", content=make_pdf(str(n).encode()), **given)
    assert count() == one
