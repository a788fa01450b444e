"""Signs that no shipped font has: named before the paper is issued, squares on the paper."""

from __future__ import annotations

from dataclasses import replace

from tests.papers.reading import Pdf
from tests.papers.samples import report, score_sheet
from thidua.papers import Annex, Column, Signer, Table, bold, missing_characters, paragraph, render_pdf, row
from thidua.papers.metrics import REPLACEMENT, face


def test_ordinary_papers_lack_nothing() -> None:
    assert missing_characters(score_sheet()) == ()
    assert missing_characters(report()) == ()
    assert missing_characters(replace(report(), subject="“Dạy tốt – học tốt” … 5 ‰, ≥ 95 %\nđợt 2")) == ()


def test_each_missing_sign_is_named_once_wherever_it_stands() -> None:
    table = Table((Column(1), Column(1)), (row("TT", "Điểm ☃"),), (row("1", bold("學 5 學")),))
    paper = replace(
        report(),
        subject="Năm học 🎓",
        body=(paragraph("Tốt 👍, rất tốt 👍👍"), table),
        signers=(Signer(("Giám đốc",), "Nguyễn 字 Văn"),),
        annexes=(Annex("Phụ lục 𝟙", (paragraph("字"),)),),
    )
    assert missing_characters(paper) == ("🎓", "👍", "☃", "學", "字", "𝟙")


def test_what_is_named_is_what_becomes_a_square() -> None:
    text = "Điểm 5 ✅, 學, \ue000, ≥ 95 %"
    paper = replace(report(), body=(paragraph(text),), annexes=(), signers=())
    shown = Pdf(render_pdf(paper)).body(0)
    assert shown.count(REPLACEMENT) == len(missing_characters(paper)) == 3


def test_every_style_of_the_font_has_the_same_signs() -> None:
    regular = face().advances.keys()
    assert face(bold=True).advances.keys() == regular
    assert face(italic=True).advances.keys() == regular
    assert face(bold=True, italic=True).advances.keys() == regular
