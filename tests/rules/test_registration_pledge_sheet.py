"""The pledge sheet as a paper: what was signed, word for word, and one line to sign for every member."""

from __future__ import annotations

from datetime import date

from tests.rules.test_registration_pledges import FACTS
from thidua.documents.rules import LetterheadFacts
from thidua.papers import Paper, Paragraph, Table, to_json
from thidua.registration.papers.pledge_sheet import ROOM_TO_SIGN, SheetFacts, SignLine, pledge_sheet

LETTERHEAD = LetterheadFacts("Sở A", "Ủy ban nhân dân", "Cần Thơ", "SGDĐT", "Giám đốc", "Nguyễn Minh Hoạ")
LINES = (SignLine("Sở A", "Nguyễn Văn A, Giám đốc", date(2020, 2, 15), "Đã ký trên giấy"), SignLine("Sở B"))


def made(number: int | None = 3) -> Paper:
    issued_on = date(2020, 2, 20) if number else None
    return pledge_sheet(SheetFacts(FACTS, LINES, "a1" * 32), LETTERHEAD, number, issued_on)


def test_the_sheet_says_what_was_signed() -> None:
    paper = made()
    said = "\n".join("".join(run.text for run in one.runs) for one in paper.body if isinstance(one, Paragraph))

    assert paper.kind == "BẢNG KÝ KẾT GIAO ƯỚC THI ĐUA"
    assert "/GƯ-SGDĐT" in paper.number_line
    for words in (
        *FACTS.words.contents,
        *FACTS.parties,
        FACTS.words.promise,
        "Tỷ lệ lên lớp: từ 98,5 % trở lên",
        "a1" * 32,
    ):
        assert words in said
    assert paper.legal_bases == ("Căn cứ Quy chế;", "Căn cứ Kế hoạch.")


def test_every_member_has_a_line_and_whoever_has_not_signed_has_room() -> None:
    (table,) = [one for one in made().body if isinstance(one, Table)]
    lines = [["".join(run.text for run in cell.runs) for cell in row.cells] for row in table.rows]

    assert lines == [
        ["1", "Sở A", "Nguyễn Văn A, Giám đốc", "15/02/2020", "Đã ký trên giấy", ""],
        ["2", "Sở B", "", "", "", ROOM_TO_SIGN],
    ]


def test_without_a_number_room_is_left_for_it() -> None:
    assert "ngày" in made(None).place_and_date
    assert to_json(made(None)) != to_json(made())
