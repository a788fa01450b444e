"""The report of the year and the hand-over: what they say by themselves, and what they leave to people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from thidua.core.days import SchoolYear
from thidua.core.text import say
from thidua.documents.rules import LetterheadFacts
from thidua.organisations.rules import HEAD, ClusterFacts, Seat, Viewer
from thidua.papers import Paper, Paragraph, Table, render_docx, render_pdf
from thidua.reports.papers.handover import handover_paper
from thidua.reports.papers.year_report import year_report_paper
from thidua.reports.rules import (
    ApartLine,
    AwardLine,
    HandoverFacts,
    MeetingLine,
    OfficeFacts,
    PaperLine,
    RankedLine,
    VoteLine,
    YearReportFacts,
    may_read_handover,
    may_report,
    power_sentence,
    report_passages,
)

HEAD_OF_PAPER = LetterheadFacts(
    "Sở Giáo dục và Đào tạo thành phố Cần Thơ", "UBND thành phố Cần Thơ", "Cần Thơ", "SGDĐT", "Giám đốc", "Lê Minh Hoạ"
)
YEAR = YearReportFacts(
    cluster_name="Cụm thi đua số 1",
    year=SchoolYear(2019),
    addressee="Bộ Giáo dục và Đào tạo (qua Vụ Thi đua – Khen thưởng)",
    leader="Sở GDĐT Cần Thơ",
    deputy="Sở GDĐT Hà Nội",
    members=("Sở GDĐT Hà Nội", "Sở GDĐT TP. Hồ Chí Minh", "Sở GDĐT Cần Thơ", "Sở GDĐT Hải Phòng", "Sở GDĐT Đà Nẵng"),
    registered=5,
    signed=5,
    criteria_name="Bảng tiêu chí thi đua (dữ liệu minh hoạ)",
    ranked=(
        RankedLine("1", "Sở GDĐT Hà Nội", "89,00", "87,50", "Bằng điểm"),
        RankedLine("1", "Sở GDĐT Cần Thơ", "88,00", "87,50", "Bằng điểm"),
        RankedLine("", "Sở GDĐT Đà Nẵng", "96,80", "96,80", "Không xét"),
    ),
    meetings=(MeetingLine("Hội nghị tổng kết", "08 giờ 00 ngày 03/07/2020", "Cần Thơ", "Có mặt 4/5 đơn vị."),),
    votes=(VoteLine("Bầu đơn vị dẫn đầu", "Sở GDĐT Cần Thơ được 3/5 phiếu.", rounds=2),),
    awards=(
        AwardLine("Cờ thi đua của Bộ Giáo dục và Đào tạo", ("Sở GDĐT Cần Thơ",)),
        AwardLine("Bằng khen của Bộ trưởng", ("Sở GDĐT Hà Nội", "Sở GDĐT TP. Hồ Chí Minh"), 1, "chờ kết luận"),
    ),
    excluded=(ApartLine("Sở GDĐT Đà Nẵng", "Đảng bộ không xếp loại Hoàn thành xuất sắc.", "Quy chế, mục IV.3"),),
    held=(ApartLine("Sở GDĐT Hải Phòng", "Có dấu hiệu sai phạm đang chờ kết luận.", "Quy chế, mục IV.3"),),
    next_leader="Sở GDĐT Đà Nẵng",
    next_deputy="Sở GDĐT Hải Phòng",
    next_from=date(2020, 9, 1),
    works=("Sở GDĐT Hà Nội: Chuyên đề minh hoạ. Kết quả: đã báo cáo trong cụm",),
    concluded=True,
    demonstration=True,
)


def words(facts: YearReportFacts, **edited: str) -> dict[str, str]:
    return {one.key: one.text for one in report_passages(facts)} | edited


def text_of(paper: Paper) -> str:
    said = []
    for block in paper.body:
        if isinstance(block, Table):
            said += [run.text for line in block.rows for one in line.cells for run in one.runs]
        elif isinstance(block, Paragraph):
            said.append("".join(run.text for run in block.runs))
        else:
            said.append(block.text)
    return "\n".join(said)


def test_the_report_is_born_full_and_its_words_can_be_finished() -> None:
    told = words(YEAR, strengths="Mô hình trường học kết nối (dữ liệu minh hoạ).")

    text = text_of(year_report_paper(YEAR, told, HEAD_OF_PAPER, 12, date(2020, 7, 8)))

    assert "Có 5/5 đơn vị đăng ký thi đua được tiếp nhận; 5/5 đơn vị ký kết giao ước" in text
    assert "Mô hình trường học kết nối" in text
    assert "Sở GDĐT Hà Nội: Chuyên đề minh hoạ. Kết quả: đã báo cáo trong cụm" in text
    assert "Bầu đơn vị dẫn đầu (qua 2 vòng bỏ phiếu)" in text
    assert "Còn trống 1 suất: chờ kết luận" in text
    assert "Sở GDĐT Đà Nẵng: Không xét: Đảng bộ không xếp loại Hoàn thành xuất sắc (Quy chế, mục IV.3)." in text
    assert "Sở GDĐT Hải Phòng: Chưa xét: Có dấu hiệu sai phạm đang chờ kết luận" in text
    assert "cụm trưởng: Sở GDĐT Đà Nẵng; cụm phó: Sở GDĐT Hải Phòng, nhiệm kỳ từ ngày 01/09/2020" in text
    assert "Hạn chế, nguyên nhân" not in text, "what nobody wrote is left out, not printed empty"


def test_a_year_without_results_says_so_and_cannot_be_issued() -> None:
    bare = replace(YEAR, ranked=(), meetings=(), votes=(), awards=(), next_leader="", concluded=False, signed=None)

    text = text_of(year_report_paper(bare, words(bare), HEAD_OF_PAPER, None, None))

    for sentence in ("Chưa có bảng xếp hạng.", "Chưa tổ chức hội nghị tổng kết.", "Chưa có kết quả xét chọn."):
        assert sentence in text
    assert not may_report(bare)
    assert may_report(YEAR)
    waiting = may_report(replace(YEAR, term_missing=True))
    assert "chưa ghi nhận nhiệm kỳ" in str(waiting)


def test_both_forms_of_both_papers_can_be_made() -> None:
    taking = HandoverFacts(
        cluster_name="Cụm thi đua số 1", year=SchoolYear(2019), giving="Sở GDĐT Cần Thơ", taking="Sở GDĐT Đà Nẵng",
        passes_on=date(2020, 9, 1), members=YEAR.members, clause="Quy chế 2019–2020, mục IV",
        papers=(PaperLine("minutes", "03/BB-SGDĐT", "Biên bản hội nghị tổng kết", date(2020, 7, 6)),),
        open_tasks=(say("Một trường hợp chưa xét còn chờ kết luận."),), late=("Sở GDĐT Đà Nẵng: phiếu tự chấm",),
        demonstration=True,
    )  # fmt: skip
    for paper in (
        year_report_paper(YEAR, words(YEAR), HEAD_OF_PAPER, None, None),
        handover_paper(taking, HEAD_OF_PAPER, None, None),
    ):
        assert render_pdf(paper).startswith(b"%PDF")
        assert render_docx(paper).startswith(b"PK")
    text = text_of(handover_paper(taking, HEAD_OF_PAPER, None, None))
    assert "Từ ngày 01/09/2020, Sở GDĐT Đà Nẵng là cụm trưởng" in text
    assert "1. Một trường hợp chưa xét còn chờ kết luận." in text
    assert str(power_sentence(replace(taking, taking=""))).startswith("Chưa có kết quả bầu")


@pytest.mark.parametrize(("unit", "reads"), [(3, True), (5, True), (4, False), (9, True)])
def test_the_pack_is_for_who_leads_who_will_lead_and_who_organises(unit: int, reads: bool) -> None:
    cluster = ClusterFacts(1, organiser=9, members=(1, 2, 3, 4, 5), leader=3, deputy=1)
    viewer = Viewer(7, "Người xem", date(2020, 7, 6), (Seat(unit, HEAD),))

    assert bool(may_read_handover(viewer, cluster, OfficeFacts(5, date(2020, 9, 1)))) is reads
    assert bool(may_read_handover(viewer, cluster, OfficeFacts(None, None))) is (unit in (3, 9))
