"""The summary sheet of a case; the golden text is what a decider would read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.papers.reading import Pdf, Word, words
from thidua.eligibility.papers.sheet import AwardLine, SheetFacts, YearLine, sheet_paper
from thidua.papers import render_docx, render_pdf

HERE = Path(__file__).parent
LAW = "Điều 23 Luật Thi đua, khen thưởng 2022"
SHEET = SheetFacts(
    unit_name="Trường Tiểu học Minh Hoạ",
    name="Trần Thị Minh Hoạ",
    year="2024–2025",
    list_name="Xét thi đua cuối năm học 2024–2025",
    day=date(2025, 6, 10),
    concluded_on=date(2025, 6, 12),
    years=(
        YearLine("2024–2025", "hoàn thành tốt nhiệm vụ", (), ("Vườn rau của lớp",)),
        YearLine("2023–2024", "hoàn thành xuất sắc nhiệm vụ", ("Lao động tiên tiến (12/QĐ-MH)",), ()),
        YearLine("2022–2023", "", (), ()),
    ),
    awards=(
        AwardLine(
            "Lao động tiên tiến",
            "Đủ tiêu chuẩn",
            "Được xếp loại hoàn thành tốt nhiệm vụ năm học 2024–2025.",
            "khoản 1 Điều 24 Luật Thi đua, khen thưởng 2022",
        ),
        AwardLine("Chiến sĩ thi đua cơ sở", "Thiếu dữ kiện", "Chưa biết số tháng công tác năm học 2024–2025.", LAW),
    ),
    warnings=(
        "Sáng kiến, đề tài “Vườn rau của lớp” đã dùng để tặng Giấy khen năm học 2023–2024. (Công văn 5007/BNV-TĐKT)",
    ),
    doubts=("Danh sách còn bị giới hạn tỷ lệ: số người đạt Lao động tiên tiến.",),
    law=("Xét theo quy định có hiệu lực đến hết ngày 30/06/2025: Nghị định 98/2023/NĐ-CP.",),
    made_by="Nguyễn Minh Hoạ",
    made_on=date(2025, 6, 12),
)


def test_the_sheet_reads_as_officials_reviewed_it() -> None:
    text = "\n".join(Word(render_docx(sheet_paper(SHEET))).lines()) + "\n"

    assert text == (HERE / "eligibility_sheet.txt").read_text("utf-8")


def test_word_and_pdf_say_the_same_on_one_page() -> None:
    paper = sheet_paper(SHEET)
    pdf = Pdf(render_pdf(paper))

    assert len(pdf.pages) == 1
    # Where a line breaks at a hyphen the reader of PDF files gives its own sign.
    assert words(pdf.read_aloud().replace("\x02", "-")) == words(" ".join(Word(render_docx(paper)).lines()))


def test_an_empty_case_says_so_instead_of_showing_nothing() -> None:
    empty = replace(SHEET, years=(), awards=(), warnings=(), doubts=(), law=(), concluded_on=None)
    text = "\n".join(Word(render_docx(sheet_paper(empty))).lines())

    assert "(chưa kết luận)" in text
    assert "Hồ sơ chưa ghi năm nào." in text
    assert "Không có điều gì cần lưu ý thêm." in text
