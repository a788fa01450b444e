"""The pledge as a sheet to sign. vi: bảng ký kết giao ước thi đua. source: domain/scoring/forms.md, form 8. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thidua.core.days import format_day
from thidua.documents.rules import LetterheadFacts, framed
from thidua.papers import Align, Block, Column, Paper, Row, Table, paragraph, row, section
from thidua.registration.rules.pledges import PledgeFacts, describe_target

CODE = "GƯ"
SIGN_HEAD = row("Stt", "Đơn vị", "Thủ trưởng đơn vị", "Ngày ký", "Tình trạng", "Ký tên, đóng dấu")
SIGN_COLUMNS = (
    Column(7, Align.CENTRE),
    Column(26),
    Column(21),
    Column(13, Align.CENTRE),
    Column(13),
    Column(20),
)
#: Lines left free for a hand and a seal where nobody has signed yet.
ROOM_TO_SIGN = "\u00a0\n\u00a0\n\u00a0\n\u00a0"


@dataclass(frozen=True, slots=True)
class SignLine:
    """One line to sign: the unit, its head, when and how it was signed; empty where it was not."""

    unit: str
    head: str = ""
    signed_on: date | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """The pledge, a line for every member, the mark of the text that was signed."""

    pledge: PledgeFacts
    lines: tuple[SignLine, ...]
    mark: str
    demonstration: bool = False


def pledge_sheet(facts: SheetFacts, letterhead: LetterheadFacts, number: int | None, issued_on: date | None) -> Paper:
    """Bases, members, contents, targets, promise, then one line to sign for every member."""
    pledge = facts.pledge
    return framed(
        letterhead,
        code=CODE,
        number=number,
        issued_on=issued_on,
        year=issued_on.year if issued_on else pledge.year.start + 1,
        above_title="Cụm trưởng",
        kind="Bảng ký kết giao ước thi đua",
        subject=f"{pledge.cluster_name}, năm học {pledge.year}",
        legal_bases=tuple(pledge.words.preamble.split("\n")) if pledge.words.preamble else (),
        body=_body(facts),
        recipients=(f"Các đơn vị trong {pledge.cluster_name};", "Lưu: VT."),
        closing_mark=False,  # the last block is the table that is signed
        demonstration=facts.demonstration,
    )


def _body(facts: SheetFacts) -> tuple[Block, ...]:
    pledge, words = facts.pledge, facts.pledge.words
    day = f"ngày {format_day(words.signed_on)}" if words.signed_on else "ngày … tháng … năm …"
    where = f", tại {words.place}" if words.place else ""
    blocks: list[Block] = [
        paragraph(f"Hôm nay, {day}{where}, {pledge.cluster_name} gồm các đơn vị:"),
        *_numbered(pledge.parties),
        paragraph(
            f"Cùng đăng ký, cam kết thực hiện tốt các nội dung và chỉ tiêu thi đua năm học {pledge.year} "
            "cụ thể như sau:"
        ),
        section("I. Nội dung thi đua"),
        *_numbered(words.contents),
        section(f"II. Chỉ tiêu thi đua năm học {pledge.year}"),
        *_numbered([str(describe_target(one)) for one in words.targets]),
        *(paragraph(line) for line in words.promise.split("\n") if line),
        section("III. Chữ ký của các đơn vị"),
        paragraph("Mã kiểm tra (SHA-256) của nội dung ký kết:", first_line=False),
        paragraph(facts.mark, first_line=False, align=Align.LEFT),
        Table(SIGN_COLUMNS, (SIGN_HEAD,), tuple(_line(at, one) for at, one in enumerate(facts.lines, 1)), text_size=12),
    ]
    return tuple(blocks)


def _numbered(texts: Sequence[str]) -> list[Block]:
    return [paragraph(f"{at}. {text}") for at, text in enumerate(texts, start=1)]


def _line(at: int, one: SignLine) -> Row:
    return row(
        str(at),
        one.unit,
        one.head,
        format_day(one.signed_on) if one.signed_on else "",
        one.state,
        "" if one.signed_on else ROOM_TO_SIGN,
    )
