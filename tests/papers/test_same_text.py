"""Word and PDF of one paper say the same, word for word, and so does what an office suite makes of the Word file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.papers.reading import Pdf, Word, visible_words, words
from tests.papers.samples import consolidated_annex, report, score_sheet
from thidua.papers import Column, Paper, Table, render_docx, render_pdf, row

GOLDEN = Path(__file__).parent / "score_sheet.txt"
SHEET_HEAD = "TT Nội dung tiêu chí Điểm chuẩn Điểm tự chấm Minh chứng Điểm thẩm định"
ANNEX_HEAD = "TT Tiêu chí Điểm chuẩn Hà Nội TP. Hồ Chí Minh Hải Phòng Đà Nẵng Cần Thơ " + "Tự chấm Thẩm định " * 5


def long_table(rows: int) -> Paper:
    columns = (Column(1), Column(4))
    table = Table(columns, (row("Số", "Tên trường"),), tuple(row(str(n), f"Trường số {n}") for n in range(rows)))
    return Paper(kind="Danh sách", subject="Các trường", issuer="Sở Giáo dục và Đào tạo", body=(table,))


@pytest.mark.parametrize(
    "paper", [score_sheet(), report(), long_table(120)], ids=["score sheet", "report with annexes", "long list"]
)
def test_word_and_pdf_say_the_same_in_the_same_order(paper: Paper) -> None:
    assert words(Pdf(render_pdf(paper)).read_aloud()) == words(" ".join(Word(render_docx(paper)).lines()))


@pytest.mark.parametrize(
    ("paper", "head"),
    [(score_sheet(), SHEET_HEAD), (long_table(120), "Số Tên trường")],
    ids=["score sheet", "long list"],
)
def test_what_the_eye_sees_is_what_is_read_aloud(paper: Paper, head: str) -> None:
    pdf = Pdf(render_pdf(paper))
    assert visible_words(pdf, head) == words(pdf.read_aloud())


def test_the_score_sheet_reads_as_agreed() -> None:
    """The checked-in text is what officials reviewed; a change of a word must be seen and meant."""
    assert "\n".join(Word(render_docx(score_sheet())).lines()) + "\n" == GOLDEN.read_text("utf-8")


def test_the_head_of_a_table_is_repeated_on_each_of_three_pages() -> None:
    pdf = Pdf(render_pdf(long_table(110)))
    assert len(pdf.pages) == 3
    assert [pdf.body(page).count("Tên trường") for page in range(3)] == [1, 1, 1]
    heads = Word(render_docx(long_table(110))).all("//w:tbl[.//w:tblHeader]/w:tr[w:trPr/w:tblHeader]")
    assert len(heads) == 1


def test_both_rows_of_a_merged_head_are_repeated() -> None:
    pdf = Pdf(render_pdf(report()))
    for page in (1, 2):
        seen = words(pdf.body(page))
        assert all(seen.count(word) >= ANNEX_HEAD.split().count(word) for word in ANNEX_HEAD.split())
    assert len(Word(render_docx(report())).all("//w:tr[w:trPr/w:tblHeader]")) == 2
    assert len(consolidated_annex().body) == 1


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed on this machine")
def test_an_office_suite_opens_the_word_file_and_shows_the_same_words(tmp_path: Path) -> None:
    source = tmp_path / "bao-cao.docx"
    source.write_bytes(render_docx(report()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shown = Pdf((tmp_path / "bao-cao.pdf").read_bytes())
    assert len(shown.pages) == len(Pdf(render_pdf(report())).pages)
    assert visible_words(shown, ANNEX_HEAD) == words(" ".join(Word(render_docx(report())).lines()))
    name = shown.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert name.bottom - name.top < 7
    assert shown.find("2", page=2).centre == pytest.approx(156, abs=1)
