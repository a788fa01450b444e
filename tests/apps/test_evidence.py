"""A unit shows a paper once, cites it where it counts, and never loses it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.factories import NOW, make_cluster_one, make_viewer
from tests.sheets import fill, line_of, make_sheets, make_table
from tests.uploads import make_jpeg, make_pdf
from thidua.audit.models import Event
from thidua.core.errors import BadInput, Refused
from thidua.cycles.models import Cycle
from thidua.foundation import files
from thidua.foundation.refusals import NotThere
from thidua.organisations.rules import Viewer
from thidua.scoring.models import Evidence, EvidenceUse, Line, Sheet
from thidua.scoring.rules import Entry
from thidua.scoring.selectors.evidence import cabinet, get_evidence_for, lines_to_cite, to_reuse
from thidua.scoring.services.evidence import (
    add_file,
    add_link,
    change_pages,
    cite_evidence,
    stop_citing,
    withdraw_evidence,
)
from thidua.scoring.services.sheets import recall_sheet, save_line, submit_sheet

pytestmark = pytest.mark.django_db
NAME = "Quyết định công nhận trường chuẩn.pdf"


class Cabinet:
    """Hải Phòng (S4) and its cabinet."""

    def __init__(self) -> None:
        self.one = make_cluster_one()
        self.table, self.verifier = make_table(self.one)
        self.unit = self.one.units["S4"]
        self.an = make_viewer(self.unit)
        self.sheet: Sheet = make_sheets(self.one, self.table, make_viewer(self.one.organiser))["S4"]

    def line(self, code: str) -> Line:
        return line_of(self.sheet, code)

    def add(self, content: bytes = b"", name: str = NAME, cycle: Cycle | None = None) -> Evidence:
        where = cycle or self.one.cycle
        return add_file(unit=self.unit, cycle=where, name=name, content=content or make_pdf(), actor=self.an, now=NOW)

    def cite(self, evidence: Evidence, *codes: str, pages: str = "3–5", by: Viewer | None = None) -> list[EvidenceUse]:
        lines = [self.line(code) for code in codes]
        return cite_evidence(lines=lines, evidence=evidence, pages=pages, actor=by or self.an, now=NOW)

    def submit(self) -> None:
        fill(self.sheet)
        submit_sheet(sheet=self.sheet, actor=self.an, now=NOW)


@pytest.fixture
def unit_cabinet(settings: object, tmp_path: Path) -> Cabinet:
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    return Cabinet()


def test_a_file_is_known_by_its_hash_from_its_arrival(unit_cabinet: Cabinet) -> None:
    evidence = unit_cabinet.add()
    assert files.read(evidence.sha256) == make_pdf()
    assert (evidence.name, evidence.media_type, evidence.size) == (NAME, "application/pdf", len(make_pdf()))
    event = Event.objects.get(verb="add-evidence")
    assert event.data["sha256"] == evidence.sha256
    assert event.subject_uuid == evidence.uuid


def test_the_same_paper_sent_twice_is_one_piece_of_evidence(unit_cabinet: Cabinet) -> None:
    assert unit_cabinet.add().pk == unit_cabinet.add(name="ban-sao.pdf").pk
    assert Event.objects.filter(verb="add-evidence").count() == 1


def test_a_refused_file_leaves_nothing(unit_cabinet: Cabinet, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="trang web"):
        unit_cabinet.add(b"<html><script>alert(1)</script>", "bao-cao.pdf")
    assert Evidence.objects.count() == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_one_paper_on_many_lines_with_its_pages_and_many_papers_on_one_line(unit_cabinet: Cabinet) -> None:
    decision, photo = unit_cabinet.add(), unit_cabinet.add(make_jpeg(), "anh.jpg")
    unit_cabinet.cite(decision, "N1.1", "N1.2", "B.1", pages="trang 3–5")
    unit_cabinet.cite(photo, "N1.1", pages="")
    assert EvidenceUse.objects.filter(evidence=decision).count() == 3
    assert set(unit_cabinet.line("N1.1").evidence_uses.values_list("pages", flat=True)) == {"3–5", ""}
    event = Event.objects.filter(verb="cite-evidence").order_by("number").first()
    assert event is not None
    assert event.data["sha256"] == decision.sha256
    unit_cabinet.cite(decision, "N1.1")
    assert EvidenceUse.objects.filter(evidence=decision).count() == 3


def test_editing_any_other_field_never_loses_a_paper(unit_cabinet: Cabinet) -> None:
    """LIFE: an attachment was lost when the record was edited."""
    unit_cabinet.cite(unit_cabinet.add(), "N1.1")
    before = list(EvidenceUse.objects.values_list("line", "evidence__sha256", "pages"))
    line = unit_cabinet.line("N1.1")
    for entry, note in (
        (Entry({"percent": Decimal(60)}), ""),
        (None, "Bổ sung sau"),
        (Entry({"percent": Decimal(1)}), ""),
    ):
        edition = unit_cabinet.line("N1.1").edition
        save_line(line=line, entry=entry, note=note, edition=edition, actor=unit_cabinet.an, now=NOW)
    unit_cabinet.submit()
    recall_sheet(sheet=unit_cabinet.sheet, reason="Sửa số liệu", actor=unit_cabinet.an, now=NOW)
    assert list(EvidenceUse.objects.values_list("line", "evidence__sha256", "pages")) == before
    assert files.is_intact(before[0][1])


def test_pages_are_corrected_and_a_citation_is_taken_back(unit_cabinet: Cabinet) -> None:
    (use,) = unit_cabinet.cite(unit_cabinet.add(), "N1.1")
    change_pages(use=use, pages="tr. 7", actor=unit_cabinet.an, now=NOW)
    use.refresh_from_db()
    assert use.pages == "7"
    assert Event.objects.get(verb="change-pages").data["before"] == "3–5"
    with pytest.raises(BadInput, match="quá dài"):
        change_pages(use=use, pages="1, " * 60, actor=unit_cabinet.an, now=NOW)
    stop_citing(use=use, actor=unit_cabinet.an, now=NOW)
    use.refresh_from_db()
    assert use.withdrawn_at == NOW
    assert Event.objects.filter(verb="stop-citing-evidence").count() == 1
    assert Evidence.objects.get().withdrawn_at is None
    unit_cabinet.cite(Evidence.objects.get(), "N1.1")
    assert unit_cabinet.line("N1.1").evidence_uses.filter(withdrawn_at__isnull=True).count() == 1


def test_withdrawing_needs_a_reason_and_deletes_nothing(unit_cabinet: Cabinet) -> None:
    evidence = unit_cabinet.add()
    unit_cabinet.cite(evidence, "N1.1")
    with pytest.raises(BadInput, match="Chưa ghi lý do"):
        withdraw_evidence(evidence=evidence, reason=" ", actor=unit_cabinet.an, now=NOW)
    withdraw_evidence(evidence=evidence, reason="Gửi nhầm tệp", actor=unit_cabinet.an, now=NOW)
    evidence.refresh_from_db()
    assert (evidence.withdrawn_at, evidence.withdrawn_reason) == (NOW, "Gửi nhầm tệp")
    assert files.is_intact(evidence.sha256)
    assert Event.objects.get(verb="withdraw-evidence").reason == "Gửi nhầm tệp"
    with pytest.raises(Refused, match="đã được rút"):
        unit_cabinet.cite(evidence, "N1.2")
    with pytest.raises(Refused, match="đã được rút"):
        withdraw_evidence(evidence=evidence, reason="Một lần nữa", actor=unit_cabinet.an, now=NOW)
    assert unit_cabinet.add().pk != evidence.pk


def test_what_was_handed_in_is_neither_withdrawn_nor_added_to(unit_cabinet: Cabinet) -> None:
    evidence = unit_cabinet.add()
    (use,) = unit_cabinet.cite(evidence, "N1.1")
    unit_cabinet.submit()
    with pytest.raises(Refused, match=r"phiếu đã gửi \(tiêu chí N1\.1\)"):
        withdraw_evidence(evidence=evidence, reason="Gửi nhầm tệp", actor=unit_cabinet.an, now=NOW)
    for step in (
        lambda: unit_cabinet.cite(evidence, "N1.2"),
        lambda: stop_citing(use=use, actor=unit_cabinet.an, now=NOW),
        lambda: change_pages(use=use, pages="9", actor=unit_cabinet.an, now=NOW),
    ):
        with pytest.raises(Refused, match="Phiếu đã gửi"):
            step()
    Sheet.objects.filter(pk=unit_cabinet.sheet.pk).update(state="verifying")
    Line.objects.filter(pk=use.line_id).update(verdict="returned", reason="Thiếu trang")
    change_pages(use=use, pages="9", actor=unit_cabinet.an, now=NOW)
    assert EvidenceUse.objects.get(pk=use.pk).pages == "9"


def test_a_paper_of_an_earlier_year_is_cited_again_without_a_second_upload(unit_cabinet: Cabinet) -> None:
    before = Cycle.objects.create(cluster=unit_cabinet.one.cluster, start_year=2018)
    old = unit_cabinet.add(cycle=before)
    assert [one.pk for one in to_reuse(unit_cabinet.an, unit_cabinet.line("N1.1"))] == [old.pk]
    unit_cabinet.cite(old, "N1.1")
    assert to_reuse(unit_cabinet.an, unit_cabinet.line("N1.1")) == []
    assert "N1.1" not in [line.criterion.code for line in lines_to_cite(old)]


def test_nobody_adds_to_or_cites_from_another_units_cabinet(unit_cabinet: Cabinet) -> None:
    other = make_viewer(unit_cabinet.one.units["S5"])
    evidence = unit_cabinet.add()
    with pytest.raises(Refused, match="Chỉ người của đơn vị"):
        add_file(
            unit=unit_cabinet.unit, cycle=unit_cabinet.one.cycle, name="a.pdf", content=make_pdf(), actor=other, now=NOW
        )
    theirs = line_of(unit_cabinet.table.sheets.get(unit=unit_cabinet.one.units["S5"]), "N1.1")
    with pytest.raises(Refused, match="chính đơn vị"):
        cite_evidence(lines=[theirs], evidence=evidence, pages="", actor=other, now=NOW)
    assert EvidenceUse.objects.count() == 0
    assert cabinet(other, unit_cabinet.unit) == []


def test_the_gate_opens_for_the_unit_and_after_handing_in_for_verifier_and_overseers(unit_cabinet: Cabinet) -> None:
    evidence = unit_cabinet.add()
    unit_cabinet.cite(evidence, "N1.1")
    one = unit_cabinet.one
    later = [make_viewer(u) for u in (unit_cabinet.verifier, one.leader, one.deputy, one.organiser)]
    later.append(make_viewer(one.organiser, "observer"))
    never = [make_viewer(one.units["S5"]), make_viewer(one.organiser, "administrator")]
    assert get_evidence_for(unit_cabinet.an, evidence.uuid) == evidence
    for viewer in [*later, *never]:
        with pytest.raises(NotThere):
            get_evidence_for(viewer, evidence.uuid)
    unit_cabinet.submit()
    for viewer in later:
        assert get_evidence_for(viewer, evidence.uuid) == evidence
    for viewer in never:
        with pytest.raises(NotThere):
            get_evidence_for(viewer, evidence.uuid)


def test_a_verifier_opens_only_what_its_own_lines_cite(unit_cabinet: Cabinet) -> None:
    evidence = unit_cabinet.add()
    unit_cabinet.cite(evidence, "N1.1")
    unit_cabinet.table.criteria.filter(code="N1.1").update(verifier_unit=unit_cabinet.one.organiser)
    unit_cabinet.submit()
    with pytest.raises(NotThere):
        get_evidence_for(make_viewer(unit_cabinet.verifier), evidence.uuid)


@pytest.mark.parametrize("words", ["QUYẾT ĐỊNH", "quyet dinh", "Chuẩn", ""])
def test_the_cabinet_finds_with_and_without_diacritics(unit_cabinet: Cabinet, words: str) -> None:
    unit_cabinet.add()
    assert [one.name for one in cabinet(unit_cabinet.an, unit_cabinet.unit, words=words)] == [NAME]
    assert cabinet(unit_cabinet.an, unit_cabinet.unit, words="biên bản") == []
    assert cabinet(unit_cabinet.an, unit_cabinet.unit, start_year=2018) == []


def test_a_link_is_kept_as_it_stands_and_never_fetched(unit_cabinet: Cabinet) -> None:
    address = "https://haiphong.edu.vn/bao-cao?nam=2020"
    link = add_link(
        unit=unit_cabinet.unit,
        cycle=unit_cabinet.one.cycle,
        name="",
        link=f" {address} ",
        actor=unit_cabinet.an,
        now=NOW,
    )
    assert (link.link, link.name, link.sha256) == (address, "haiphong.edu.vn", "")
    assert Event.objects.get(verb="add-evidence").data["link"] == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "ftp://a.vn/x",
        "//a.vn/x",
        "bao-cao.pdf",
        "",
        "https://",
        "https://a.vn/ x",
        'https://a.vn/"onclick="x',
        "https://[a.vn/",
        "https://a.vn:99999999/",
        "https://moet.gov.vn@xau.vn/",
        "https://a:b@xau.vn/",
        "https://a.vn/\n",
        "https://a.vn/" + "x" * 1000,
    ],
)
def test_only_plain_web_addresses_are_links(unit_cabinet: Cabinet, address: str) -> None:
    if address.endswith("\n"):
        address = "https://a.vn/\n/x"
    with pytest.raises(BadInput, match=r"^Đường dẫn: Đường dẫn") as fault:
        add_link(
            unit=unit_cabinet.unit, cycle=unit_cabinet.one.cycle, name="x", link=address, actor=unit_cabinet.an, now=NOW
        )
    assert fault.value.problems[0].cure
    assert Evidence.objects.count() == 0
