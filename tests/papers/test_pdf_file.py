"""The PDF file itself: for archives, for screen readers, with its own letters, always the same bytes."""

from __future__ import annotations

import io
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest

from tests.papers.reading import Pdf
from tests.papers.samples import report, score_sheet
from thidua.papers import Paper, bold, italic, paragraph, render_pdf

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
VOWELS = "aăâeêioôơuưy"
# Every vowel with every tone, and đ: the letters that Vietnamese has beyond plain Latin.
LETTERS = "".join(
    letter
    for letter in [unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES] + ["đ"]
    if not letter.isascii()
)
LETTERS += LETTERS.upper()


def opened(paper: Paper) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render_pdf(paper)))


def tags(element: Any) -> list[str]:
    """Every structure tag of the file, in reading order."""
    found = [str(element.S)] if "/S" in element else []
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            found += tags(child)
    return found


def test_the_file_claims_pdf_a_2a_and_pdf_ua_1() -> None:
    with opened(report()) as file, file.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == (
            "BÁO CÁO Kết quả thẩm định và xếp hạng thi đua năm học 2019-2020 của Cụm thi đua số 1"
        )


def test_screen_readers_find_language_title_headings_and_heads_of_tables() -> None:
    with opened(report()) as file:
        assert str(file.Root.Lang) == "vi-VN"
        assert file.Root.MarkInfo.Marked
        assert file.Root.ViewerPreferences.DisplayDocTitle
        found = tags(file.Root.StructTreeRoot)
    assert found.count("/TH") == 3 + 5 + 10
    assert {"/Table", "/THead", "/TBody", "/TD", "/H1", "/H2", "/H3"} <= set(found)
    assert found.count("/H1") == 3  # the paper and its two annexes


def test_only_tinos_is_embedded_and_every_font_is() -> None:
    with opened(score_sheet()) as file:
        names = set()
        for page in file.pages:
            for font in page.Resources.Font.values():
                (inner,) = font.DescendantFonts
                assert "/FontFile2" in inner.FontDescriptor or "/FontFile3" in inner.FontDescriptor
                names.add(str(font.BaseFont).split("+")[1].removesuffix("-Identity-H"))
    assert names == {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}


@pytest.mark.parametrize("style", [str, bold, italic], ids=["upright", "bold", "italic"])
def test_all_134_vietnamese_letters_are_there(style: Any) -> None:
    assert len(LETTERS) == 134
    spaced = " ".join(LETTERS)
    paper = Paper(kind="Bảng chữ", subject="Chữ", issuer="Sở", body=(paragraph(style(spaced)),), closing_mark=False)
    shown = Pdf(render_pdf(paper)).body(0)
    assert spaced in " ".join(shown.split())


def test_decomposed_input_gives_the_same_file() -> None:
    typed = unicodedata.normalize("NFD", "Trường Tiểu học Nguyễn Thượng Hiền")
    papers = [
        Paper(kind="Báo cáo", subject=text, issuer="Sở", body=(paragraph(text),))
        for text in (typed, unicodedata.normalize("NFC", typed))
    ]
    assert papers[0] == papers[1]
    assert render_pdf(papers[0]) == render_pdf(papers[1])


def test_the_same_paper_gives_the_same_bytes_sixty_times_without_eating_memory() -> None:
    resource = pytest.importorskip("resource", reason="this system does not count memory")
    others = [replace(score_sheet(), subject=f"Lần {n}") for n in range(3)]
    first = render_pdf(score_sheet())
    for other in others:
        render_pdf(other)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for n in range(60):
        if n % 20 == 0:
            render_pdf(others[n // 20])
        assert render_pdf(score_sheet()) == first
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # KiB


def test_the_moment_of_making_is_an_argument() -> None:
    moment = datetime(2020, 6, 5, 9, 30, tzinfo=UTC)
    made = render_pdf(score_sheet(), created_at=moment)
    assert made == render_pdf(score_sheet(), created_at=moment)
    assert made != render_pdf(score_sheet())
    with pikepdf.open(io.BytesIO(made)) as file, file.open_metadata() as metadata:
        assert str(metadata["xmp:CreateDate"]).startswith("2020-06-05T09:30:00")


def test_many_threads_never_mix_their_papers() -> None:
    papers = [replace(report(), subject=f"Báo cáo thứ {n}") for n in range(8)]
    alone = [render_pdf(paper) for paper in papers]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(render_pdf, papers)) == alone
