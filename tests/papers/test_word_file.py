"""The Word file itself: what keeps tables whole in Word, and bytes that do not change."""

from __future__ import annotations

from docx.oxml.ns import qn

from tests.papers.reading import Word
from tests.papers.samples import report, score_sheet
from thidua.papers import Column, Paper, Table, cell, render_docx, row

W_VAL = qn("w:val")


def test_rows_are_never_split_and_columns_carry_their_widths() -> None:
    word = Word(render_docx(score_sheet()))
    assert len(word.all("//w:tr")) == len(word.all("//w:tr[w:trPr/w:cantSplit]"))
    for table in word.all("//w:tbl"):
        widths = [int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid"))]
        assert sum(widths) in range(9350, 9360)  # 165 mm in twentieths of a point
        for line in table.iter(qn("w:tr")):
            cells = [int(width.get(qn("w:w"))) for width in line.iter(qn("w:tcW"))]
            assert sum(cells) == sum(widths)


def test_group_rows_and_the_last_two_rows_stay_with_what_follows() -> None:
    rows = Word(render_docx(score_sheet())).all("//w:tbl[.//w:tblHeader]/w:tr")
    kept = [n for n, line in enumerate(rows) if all(p.xpath("w:pPr/w:keepNext", namespaces=p.nsmap) for p in
            line.iter(qn("w:p")))]  # fmt: skip
    assert {len(rows) - 1, len(rows) - 2} <= set(kept)
    groups = [n for n, line in enumerate(rows[1:-1], 1) if line.xpath("count(.//w:b) > 0", namespaces=line.nsmap)]
    assert set(groups) <= set(kept)
    assert len(kept) == 1 + len(groups) + 2


def test_merged_cells_are_written_as_word_wants_them() -> None:
    columns = (Column(1), Column(1), Column(1))
    head = (row(cell("Đơn vị", down=2), cell("Điểm", across=2)), row("Tự chấm", "Thẩm định"))
    rows = (row(cell("Cụm 1", down=3), "1", "2"), row("3", "4"), row(cell("5", across=2)))
    table = Table(columns, head, rows)
    word = Word(render_docx(Paper(kind="Bảng", subject="", issuer="Sở", body=(table,))))
    grid = [
        [
            (c.xpath("string(w:tcPr/w:gridSpan/@w:val)", namespaces=c.nsmap) or "1", c.find(f".//{qn('w:vMerge')}"))
            for c in line.iter(qn("w:tc"))
        ]
        for line in word.all("//w:tbl[.//w:tblHeader]/w:tr")
    ]
    assert [sum(int(span) for span, _ in line) for line in grid] == [3] * 5
    merges = [line[0][1].get(W_VAL) for line in grid]
    assert merges == ["restart", None, "restart", None, None]


def test_the_same_paper_gives_the_same_word_file() -> None:
    assert render_docx(report()) == render_docx(report())


def test_the_file_carries_title_author_and_language_and_no_leftovers() -> None:
    word = Word(render_docx(report()))
    properties = word.document.core_properties
    assert properties.title.startswith("BÁO CÁO Kết quả thẩm định")
    assert (properties.author, properties.language) == ("CỤM THI ĐUA SỐ 1", "vi-VN")
    assert not [name for name in word.archive.namelist() if "thumbnail" in name or name.endswith(".bin")]
    assert word.archive.testzip() is None


def test_headings_appear_in_the_navigation_pane() -> None:
    levels = [level.get(W_VAL) for level in Word(render_docx(report())).all("//w:outlineLvl")]
    assert levels == ["0", "1", "1", "2", "2", "1", "0", "0"]


def test_tables_and_boxes_never_touch_and_the_file_ends_as_word_expects() -> None:
    word = Word(render_docx(report()))
    assert not word.all("//w:tbl[following-sibling::*[1][self::w:tbl]]")
    assert not word.all("//w:tc[not(*[last()][self::w:p])]")
    assert word.xml[0][-1].tag == qn("w:sectPr")
    assert word.xml[0][-2].tag == qn("w:p")
