"""Decree 30/2020, component by component, read back from both files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from docx.oxml.ns import qn

from tests.papers.reading import Found, Pdf, Word
from tests.papers.samples import report, score_sheet
from thidua.papers import render_docx, render_pdf

# Text, page, which of several, size in points, bold, italic: Phụ lục I of the decree.
COMPONENTS = (
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0, 0, 12, True, False),
    ("Độc lập - Tự do - Hạnh phúc", 0, 0, 13, True, False),
    ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", 0, 0, 12, False, False),
    ("CỤM THI ĐUA SỐ 1", 0, 0, 12, True, False),
    ("Số: 09/BC-CTĐ1", 0, 0, 13, False, False),
    ("Cần Thơ, ngày 05 tháng 6 năm 2020", 0, 0, 13, False, True),
    ("BÁO CÁO", 0, 0, 14, True, False),
    ("Kính gửi:", 0, 0, 14, False, False),
    ("- Bộ trưởng Bộ Giáo dục và Đào tạo;", 0, 0, 14, False, False),
    ("- Hội đồng Thi đua - Khen thưởng ngành Giáo dục.", 0, 0, 14, False, False),
    ("Căn cứ Luật Thi đua, Khen thưởng;", 0, 0, 14, False, True),
    ("Căn cứ Quy chế hoạt động của Cụm thi đua số 1.", 0, 0, 14, False, True),
    ("I. ĐẶC ĐIỂM, TÌNH HÌNH", 0, 0, 14, True, False),
    ("1. Ưu điểm", 0, 0, 14, True, False),
    ("Một số minh chứng nộp chậm so với kế hoạch.", 0, 0, 14, False, False),
    ("Nơi nhận:", 0, 0, 12, True, True),
    ("- Như trên;", 0, 0, 11, False, False),
    ("- Lưu: VT, VP, 05 bản.", 0, 0, 11, False, False),
    ("TM. CỤM THI ĐUA SỐ 1", 0, 0, 14, True, False),
    ("CỤM TRƯỞNG", 0, 0, 14, True, False),
    ("Trần Văn Đằng", 0, 0, 14, True, False),
    ("Phụ lục I", 1, 0, 14, True, False),
    ("(Kèm theo Báo cáo số 09/BC-CTĐ1 ngày 05 tháng 6 năm 2020 của Cụm thi đua số 1)", 1, 0, 14, False, True),
    ("BIÊN BẢN ĐIỀU CHỈNH", 3, 0, 14, True, False),
)


@cache
def pdf() -> Pdf:
    return Pdf(render_pdf(report()))


@cache
def word() -> Word:
    return Word(render_docx(report()))


@pytest.fixture(autouse=True, scope="module")
def close_the_files() -> Iterator[None]:
    """Let go of the file that all tests here look at."""
    yield
    pdf.cache_clear()


@pytest.mark.parametrize(("text", "page", "nth", "size", "bold", "italic"), COMPONENTS)
def test_each_component_has_its_size_and_style(
    text: str, page: int, nth: int, size: float, bold: bool, italic: bool
) -> None:
    for found in (pdf().find(text, page, nth), word().find(text, nth)):
        assert (found.size, found.bold, found.italic) == (size, bold, italic)


def test_the_subject_is_bold_14_below_the_kind() -> None:
    subject = pdf().find("của Cụm thi đua số 1")
    assert (subject.size, subject.bold) == (14, True)
    assert subject.top > pdf().find("BÁO CÁO").bottom - 1
    assert word().find("Kết quả thẩm định và xếp hạng thi đua năm học 2019-2020\ncủa Cụm thi đua số 1").size == 14


def test_pages_are_a4_and_annexes_lie_as_asked() -> None:
    sizes = [(page.get_width() / 72 * 25.4, page.get_height() / 72 * 25.4) for page in pdf().pages]
    assert [pytest.approx(size, abs=0.5) for size in sizes] == [(210, 297), (297, 210), (297, 210), (210, 297)]
    sections = word().document.sections
    assert [(s.page_width.mm, s.page_height.mm) for s in sections] == [
        pytest.approx((210, 297), abs=0.5),
        pytest.approx((297, 210), abs=0.5),
        pytest.approx((210, 297), abs=0.5),
    ]
    assert [s.orientation for s in sections] == [0, 1, 0]


def test_margins_are_20_20_30_15_in_word() -> None:
    for section in word().document.sections:
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [m.mm for m in margins] == pytest.approx([20, 20, 30, 15], abs=0.1)


def test_text_and_tables_fill_exactly_the_margins_in_pdf() -> None:
    sheet = Pdf(render_pdf(score_sheet()))
    across = [box for box in sheet.strokes(1) if box[2] - box[0] > 1]
    assert min(box[0] for box in across) == pytest.approx(30, abs=1)
    assert max(box[2] for box in across) == pytest.approx(195, abs=1)
    assert across[0][1] == pytest.approx(20, abs=1)
    lying = [box for box in pdf().strokes(2) if box[2] - box[0] > 1]
    assert (min(box[0] for box in lying), max(box[2] for box in lying)) == pytest.approx((30, 282), abs=1)
    assert pdf().find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").top == pytest.approx(20, abs=1)
    for page in range(len(sheet.pages)):
        assert sheet.text(page, top=277.5, bottom=5).split() == ["DỮ", "LIỆU", "MINH", "HOẠ"]


def test_the_national_name_stays_on_one_line_above_the_motto() -> None:
    name, motto = pdf().find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), pdf().find("Độc lập - Tự do - Hạnh phúc")
    assert name.bottom - name.top < 6
    assert name.right < 196
    assert motto.centre == pytest.approx(name.centre, abs=0.5)
    assert 0 <= motto.top - name.top <= 6


def test_number_and_date_stand_on_one_line_under_their_boxes() -> None:
    number, day = pdf().find("Số: 09/BC-CTĐ1"), pdf().find("Cần Thơ, ngày 05 tháng 6 năm 2020")
    assert number.bottom == pytest.approx(day.bottom, abs=0.5)
    assert number.centre == pytest.approx(pdf().find("CỤM THI ĐUA SỐ 1").centre, abs=1)
    assert day.centre == pytest.approx(pdf().find("Độc lập - Tự do - Hạnh phúc").centre, abs=1)


def test_the_three_rules_are_centred_with_the_lengths_of_the_decree() -> None:
    issuer, motto, subject = sorted(pdf().strokes(0), key=lambda box: (box[1] > 50, box[0]))
    motto_text, issuer_text = pdf().find("Độc lập - Tự do - Hạnh phúc"), pdf().find("CỤM THI ĐUA SỐ 1")
    subject_text = pdf().find("Kết quả thẩm định và xếp hạng thi đua năm học 2019-2020")
    last_line = pdf().find("của Cụm thi đua số 1")
    cases = (
        (motto, motto_text, 0.98, 1.02),
        (issuer, issuer_text, 1 / 3, 1 / 2),
        (subject, subject_text, 1 / 3, 1 / 2),
    )
    for rule, text, least, most in cases:
        assert (rule[0] + rule[2]) / 2 == pytest.approx(text.centre, abs=1)
        assert least <= (rule[2] - rule[0]) / (text.right - text.left) <= most
    for rule, text in ((motto, motto_text), (issuer, issuer_text), (subject, last_line)):
        assert 0 <= rule[1] - text.bottom <= 2


def test_the_rules_in_word_have_the_same_lengths() -> None:
    drawn = [box[2] - box[0] for box in sorted(pdf().strokes(0), key=lambda box: (box[1] > 50, box[0]))]
    lengths = []
    for border in word().all("//w:pBdr"):
        indent = border.getparent().find(qn("w:ind"))
        cell = border.xpath("ancestor::w:tc/w:tcPr/w:tcW/@w:w", namespaces=border.nsmap)
        width = int(cell[0]) if cell else 165 / 25.4 * 1440
        assert indent.get(qn("w:left")) == indent.get(qn("w:right"))
        lengths.append((width - 2 * int(indent.get(qn("w:left")))) / 1440 * 25.4)
    assert lengths == pytest.approx(drawn, abs=1)


def test_body_paragraphs_are_justified_indented_and_spaced() -> None:
    paragraph = next(p for p in word().document.paragraphs if p.text.startswith("Các đơn vị trong Cụm"))
    shape = paragraph.paragraph_format
    assert (shape.alignment, shape.space_after.pt) == (3, 6)
    assert 10 <= shape.first_line_indent.mm <= 12.8
    assert 1 <= shape.line_spacing <= 1.5
    first, second = pdf().find("Các đơn vị trong Cụm"), pdf().find("phát hiện, bồi dưỡng")
    assert first.left == pytest.approx(42.7, abs=0.5)
    assert second.left == pytest.approx(30, abs=0.5)
    assert (second.bottom - first.bottom) * 72 / 25.4 == pytest.approx(14 * 1.149 * 1.15, abs=0.6)
    before, after = pdf().find("1. Ưu điểm"), pdf().find("Các đơn vị trong Cụm", nth=1)
    assert (after.bottom - before.bottom) * 72 / 25.4 >= 14 * 1.149 + 6


def test_addressees_stand_below_the_colon() -> None:
    label = pdf().find("Kính gửi")
    assert pdf().find("- Bộ trưởng").left == pytest.approx(label.right, abs=1)


def test_recipients_begin_level_with_the_authority_of_the_signer() -> None:
    label, authority = pdf().find("Nơi nhận:"), pdf().find("TM. CỤM THI ĐUA SỐ 1")
    assert label.top == pytest.approx(authority.top, abs=1)
    assert label.left == pytest.approx(30, abs=0.5)
    assert pdf().find("Trần Văn Đằng").centre == pytest.approx(authority.centre, abs=0.5)


def test_page_numbers_stand_in_the_top_margin_from_page_two_and_each_annex_counts_for_itself() -> None:
    strips = [
        pdf().text(page, bottom=page_height - 20).strip() for page, page_height in enumerate((297, 210, 210, 297))
    ]
    assert strips == ["", "", "2", ""]
    number: Found = pdf().find("2", page=2)
    assert (number.size, number.bold, number.italic) == (14, False, False)
    assert number.centre == pytest.approx(30 + 252 / 2, abs=1)
    assert 8 < number.top < number.bottom < 20


def test_word_hides_the_first_number_and_starts_each_annex_at_one() -> None:
    for section, page in zip(word().document.sections, word().all("//w:sectPr"), strict=True):
        assert section.different_first_page_header_footer
        assert page.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section.first_page_header.paragraphs[0].text == ""
        header = section.header.paragraphs[0]
        assert header._p.xpath("string(.//w:instrText)").strip() == "PAGE"
        assert (header.alignment, {run.font.size.pt for run in header.runs}) == (1, {14})
        assert 5 < section.header_distance.mm < 15


def test_a_demonstration_says_so_on_every_page_and_a_real_paper_never() -> None:
    mark = "DỮ LIỆU MINH HOẠ"
    assert all(pdf().text(page, top=190 if page in (1, 2) else 277).strip() == mark for page in range(4))
    assert mark in word().document.sections[0].first_page_footer.paragraphs[0].text
    real = replace(report(), demonstration=False)
    assert mark not in "".join(Pdf(render_pdf(real)).text(page) for page in range(4))
    assert mark not in "".join(Word(render_docx(real)).lines())


def test_word_names_the_font_of_the_decree_everywhere() -> None:
    styles = word().document.styles
    assert styles["Normal"].font.name == "Times New Roman"
    defaults = styles.element.find(qn("w:docDefaults"))
    fonts = next(defaults.iter(qn("w:rFonts")))
    assert set(fonts.attrib.values()) == {"Times New Roman"}
    assert next(defaults.iter(qn("w:lang"))).get(qn("w:val")) == "vi-VN"
