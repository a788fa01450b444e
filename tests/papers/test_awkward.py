"""What people really type, and tables that end where it hurts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.papers.reading import Pdf, Word
from thidua.papers import (
    Align,
    Column,
    Paper,
    Row,
    RowKind,
    Signer,
    Table,
    bold,
    cell,
    from_json,
    paragraph,
    render_docx,
    render_pdf,
    row,
    to_json,
)
from thidua.papers.metrics import printable
from thidua.papers.text import clean

SIGNS = (
    "# $x^2$ & <b> *đậm* _nghiêng_ `mã` = tiêu đề @nhãn \\ \"ngoặc\" 'đơn' [a](b) // chú /* x */ #include {} ~ -- ... "
)


def paper(*body: Any, **changes: Any) -> Paper:
    return Paper(
        **{"kind": "Báo cáo", "subject": "Thử", "issuer": "Sở", "body": body, "closing_mark": False, **changes}
    )


def table(*rows: Row, columns: tuple[Column, ...] = (Column(1), Column(3))) -> Table:
    return Table(columns, (row("TT", "Nội dung"),), rows)


def glued(text: str) -> str:
    """The text without any white space: what stays when lines break elsewhere."""
    return "".join(text.split())


def shown(paper: Paper) -> str:
    pdf = Pdf(render_pdf(paper))
    return "".join(glued(pdf.body(page)) for page in range(len(pdf.pages)))


def written(paper: Paper) -> str:
    return glued("".join(Word(render_docx(paper)).lines())).replace("|", "")


@pytest.mark.parametrize("text", [SIGNS, "- gạch đầu dòng", "+ cộng", "1. số", "= đề", "/ từ: nghĩa", "&amp; &#60;"])
def test_signs_that_mean_something_elsewhere_are_printed_as_they_are(text: str) -> None:
    made = paper(paragraph(text), table(row("1", text)), subject=text, recipients=(text,))
    for found in (shown(made), written(made)):
        assert found.count(glued(text)) >= 3


def test_names_with_ampersand_and_angle_brackets_pass_everywhere() -> None:
    made = paper(
        issuer="Trường THPT <A> & B",
        number_line="Số: 01/BC-A&B",
        signers=(Signer(("Hiệu trưởng <A&B>",), "Lê & Trần"),),
        annexes=(),
    )
    for found in (shown(made), written(made)):
        assert {"TRƯỜNGTHPT<A>&B", "Số:01/BC-A&B", "HIỆUTRƯỞNG<A&B>", "Lê&Trần"} <= {
            part for part in ("TRƯỜNGTHPT<A>&B", "Số:01/BC-A&B", "HIỆUTRƯỞNG<A&B>", "Lê&Trần") if part in found
        }
    assert Word(render_docx(made)).document.core_properties.author == "TRƯỜNG THPT <A> & B"


def test_a_very_long_unit_name_wraps_inside_its_box() -> None:
    name = "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên huyện " + "Krông Năng " * 8
    made = paper(issuer=name, governing_body=name, number_line="Số: 01/BC-X", place_and_date="Đắk Lắk, ngày 01")
    pdf = Pdf(render_pdf(made))
    assert pdf.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").top == pytest.approx(20, abs=1)
    assert pdf.find("GIÁO DỤC").right < 30 + 165 * 0.44
    assert pdf.find("Số: 01/BC-X").bottom == pytest.approx(pdf.find("Đắk Lắk, ngày 01").bottom, abs=0.5)
    assert glued(name.upper()) in shown(made)


def test_a_table_without_rows_says_so() -> None:
    for found in (shown(paper(table())), written(paper(table()))):
        assert "Khôngcósốliệu." in found


def test_letters_without_a_shape_become_a_square_and_nothing_fails() -> None:
    made = paper(paragraph("Tốt 😀 漢 \uf001 →"))
    for found in (shown(made), written(made)):
        assert "Tốt□□□→" in found


def test_the_longest_word_of_a_column_is_never_cut() -> None:
    columns = (Column(1, Align.CENTRE), Column(40))
    pdf = Pdf(render_pdf(paper(table(row("N10.12a", "Tiêu chí"), columns=columns))))
    code, text = pdf.find("N10.12a"), pdf.find("Tiêu chí")
    assert code.left > 30
    assert code.right < text.left
    assert code.bottom - code.top < 6


@pytest.mark.parametrize("word", ["Quyet_dinh_cong_nhan_" * 8 + ".pdf", "https://minhchung.example.vn/" + "a" * 200])
def test_a_word_wider_than_its_place_is_cut_inside_it_and_copied_whole(word: str) -> None:
    made = paper(paragraph(word), table(row("1", word), columns=(Column(3), Column(1))))
    pdf = Pdf(render_pdf(made))
    assert shown(made).count(word) == 2
    reader = pdf.pages[0].get_textpage()
    rights = [reader.get_charbox(n)[2] / 72 * 25.4 for n in range(reader.count_chars())]
    assert max(rights) < 195.5
    assert written(made).count(word) == 2


def test_a_cell_longer_than_a_page_goes_on_and_loses_nothing() -> None:
    text = "".join(f"câu {n}. " for n in range(1500))
    made = paper(table(row("1", text), row("2", "sau")))
    pdf = Pdf(render_pdf(made))
    assert len(pdf.pages) > 2
    found = shown(made).replace(glued("TT Nội dung"), "")
    assert glued(text) in found
    assert not Word(render_docx(made)).all("//w:tr[contains(., 'câu 7')]/w:trPr/w:cantSplit")


def test_a_group_never_stands_alone_at_the_foot_of_a_page() -> None:
    for before in range(25, 45):
        rows = [row(str(n), f"hàng {n}") for n in range(before)]
        rows += [row("N", "NHÓM", kind=RowKind.GROUP), row("x", "con của nhóm"), row("y", "cuối")]
        pdf = Pdf(render_pdf(paper(table(*rows))))
        texts = [pdf.body(page) for page in range(len(pdf.pages))]
        assert [("NHÓM" in text) == ("con của nhóm" in text) for text in texts] == [True] * len(texts)


SIGNED = {"signers": (Signer(("Cụm trưởng",), "Trần Văn Đằng"),)}


@pytest.mark.parametrize("rows", range(30, 42))
def test_signatures_never_stand_alone_below_a_table(rows: int) -> None:
    made = paper(table(*[row(str(n), f"hàng {n}.") for n in range(rows)]), **SIGNED)
    pdf = Pdf(render_pdf(made))
    (last,) = [text for page in range(len(pdf.pages)) if "CỤM TRƯỞNG" in (text := pdf.body(page))]
    assert f"hàng {rows - 1}." in last
    assert f"hàng {rows - 2}." in last
    assert "Nội dung" in last


@pytest.mark.parametrize("lines", range(19, 28))
def test_signatures_never_stand_alone_below_text(lines: int) -> None:
    made = paper(*[paragraph(f"đoạn {n}.") for n in range(lines)], table(row("1", "một dòng")), **SIGNED)
    pdf = Pdf(render_pdf(made))
    (last,) = [text for page in range(len(pdf.pages)) if "CỤM TRƯỞNG" in (text := pdf.body(page))]
    assert "một dòng" in last


def test_a_merged_cell_is_not_cut_to_keep_the_signatures_company() -> None:
    rows = [row(str(n), f"hàng {n}") for n in range(31)]
    rows += [row(cell("gộp", down=3), "a"), row("b"), row("c")]
    made = paper(table(*rows), **SIGNED)
    pdf = Pdf(render_pdf(made))
    assert sum(pdf.body(page).count("gộp") for page in range(len(pdf.pages))) == 1
    assert "gộp" in pdf.body(len(pdf.pages) - 1)


@settings(max_examples=40)
@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_both_files_say_it(first: str, second: str) -> None:
    made = paper(paragraph("đầu:", first, bold(second)), table(row("1", first)), subject=second)
    assert from_json(to_json(made)) == made
    typed = glued(printable(clean(first)) + printable(clean(second)))
    assert glued("đầu:") + typed.replace("|", "") in written(made)
    assert render_pdf(made).startswith(b"%PDF-1.7")
