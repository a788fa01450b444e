"""What a paper may say, and how dates, numbers and lists are written."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest

from tests.papers.reading import Word
from tests.papers.samples import score_sheet
from thidua.papers import (
    Annex,
    Cell,
    Column,
    Heading,
    Paper,
    PaperError,
    Rank,
    Run,
    Signer,
    Table,
    cell,
    clause,
    day_in_words,
    number_line,
    paragraph,
    place_and_date,
    render_docx,
    row,
)
from thidua.papers.compose import compose, roman
from thidua.papers.printed import Text
from thidua.papers.text import clean


def paper(**changes: Any) -> Paper:
    return Paper(**{"kind": "Báo cáo", "subject": "Thử", "issuer": "Sở", **changes})


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2020, 6, 5), "ngày 05 tháng 6 năm 2020"),
        (date(2020, 1, 15), "ngày 15 tháng 01 năm 2020"),
        (date(2020, 2, 29), "ngày 29 tháng 02 năm 2020"),
        (date(2020, 3, 1), "ngày 01 tháng 3 năm 2020"),
        (date(2020, 12, 31), "ngày 31 tháng 12 năm 2020"),
    ],
)
def test_days_below_ten_and_the_first_two_months_carry_a_zero(day: date, written: str) -> None:
    assert day_in_words(day) == written
    assert place_and_date("Cần Thơ", day) == f"Cần Thơ, {written}"


def test_a_draft_leaves_room_for_day_and_number() -> None:
    assert " ".join(place_and_date("Cần Thơ", None, year=2020).split()) == "Cần Thơ, ngày tháng năm 2020"
    assert "/".join(number_line(None, "BC-SGDĐT").split()) == "Số://BC-SGDĐT"


@pytest.mark.parametrize(("number", "written"), [(1, "01"), (9, "09"), (10, "10"), (125, "125")])
def test_numbers_below_ten_carry_a_zero(number: int, written: str) -> None:
    assert number_line(number, "BC-SGDĐT") == f"Số: {written}/BC-SGDĐT"


def test_names_of_bodies_kinds_and_posts_are_in_capitals() -> None:
    made = paper(governing_body="Ủy ban nhân dân", signers=(Signer(("Kt. giám đốc", "phó giám đốc"), "Lê Thị Ý"),))
    assert (made.kind, made.issuer, made.governing_body) == ("BÁO CÁO", "SỞ", "ỦY BAN NHÂN DÂN")
    assert made.signers[0].authority == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert made.signers[0].name == "Lê Thị Ý"
    assert Annex("Bảng tổng hợp", ()).title == "BẢNG TỔNG HỢP"


def test_text_is_composed_and_freed_of_what_no_paper_can_carry() -> None:
    assert clean(unicodedata.normalize("NFD", "Đặng Thị Ngọc")) == "Đặng Thị Ngọc"
    assert clean("a\x00b\x07c\u200bd\ufefff\ud800g\ufffeh") == "abcdfgh"
    assert clean("một\r\nhai\rba\tbốn") == "một\nhai\nba bốn"
    assert Run("a\x0bb").text == "ab"


def test_the_body_ends_with_its_mark_once() -> None:
    for ending in ("Kính trình.", "Kính trình", "Kính trình./.", "Kính trình; "):
        lines = Word(render_docx(paper(body=(paragraph(ending),)))).lines()
        assert lines[-1] == "Kính trình./."


def test_recipients_and_bases_get_their_punctuation() -> None:
    made = paper(recipients=["Như trên", "Các đơn vị.", "Lưu: VT;"], legal_bases=("Căn cứ A;", "Căn cứ B"))
    text = Word(render_docx(made)).lines()
    assert "Căn cứ A;" in text
    assert "Căn cứ B." in text
    assert "- Như trên; - Các đơn vị; - Lưu: VT." in text[-1]


def test_one_addressee_stands_on_the_line_of_the_greeting() -> None:
    assert (
        "Kính gửi: Bộ Giáo dục và Đào tạo." in Word(render_docx(paper(addressees=("Bộ Giáo dục và Đào tạo",)))).lines()
    )


def test_headings_skip_no_level_even_if_the_paper_does() -> None:
    body = (clause("1. Một"), Heading("Phần thứ nhất", Rank.PART), clause("2. Hai"))
    levels = [p.level for p in compose(paper(body=body)).sections[0].parts if isinstance(p, Text) and p.level]
    assert levels == [1, 2, 2, 3]


def test_annexes_are_counted_in_roman_numerals_only_if_there_are_several() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 49, 50, 88)] == [
        "I",
        "IV",
        "IX",
        "XIV",
        "XL",
        "XLIX",
        "L",
        "LXXXVIII",
    ]
    one = Word(render_docx(paper(annexes=(Annex("Một", ()),)))).lines()
    two = Word(render_docx(paper(annexes=(Annex("Một", ()), Annex("Hai", ()))))).lines()
    assert "Phụ lục" in one
    assert {"Phụ lục I", "Phụ lục II"} <= set(two)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": " "}, "tên loại"),
        ({"issuer": ""}, "ban hành"),
        ({"signers": (Signer(("A",)),) * 4}, "nhiều nhất ba người ký"),
    ],
)
def test_a_paper_without_its_bones_is_refused_with_the_cure(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(PaperError, match=said):
        paper(**changes)


def table(*rows: Any, head: Any = None, shares: tuple[float, ...] = (1, 1, 1), size: float = 12) -> Table:
    return Table(tuple(Column(s) for s in shares), head or (row("A", "B", "C"),), rows, text_size=size)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: table(row("1", "2")), "Hàng 1 trong phần nội dung"),
        (lambda: table(row("1", "2", "3"), row("1", "2", "3", "4")), "Hàng 2 trong phần nội dung"),
        (lambda: table(head=(row("A", "B"),)), "phần tiêu đề"),
        (lambda: table(row(cell("1", across=4))), "không khớp với 3 cột"),
        (lambda: table(row("1", cell("2", across=0), "3", "4")), "không khớp"),
        (lambda: table(row("1", cell("2", down=2), "3"), row(cell("4", across=2))), "không khớp"),
        (lambda: table(row("1", "2", cell("3", down=2))), "gộp dọc vượt quá"),
        (lambda: table(shares=(1, 0, 1)), "lớn hơn 0"),
        (lambda: table(size=30), "Cỡ chữ"),
        (lambda: Table((), (), ()), "ít nhất một cột"),
    ],
)
def test_a_table_whose_cells_do_not_fit_is_refused_with_the_row(make: Any, said: str) -> None:
    with pytest.raises(PaperError, match=said):
        make()


def test_papers_are_values() -> None:
    assert score_sheet() == score_sheet()
    assert hash(score_sheet()) == hash(score_sheet())
    assert Cell() == cell()
