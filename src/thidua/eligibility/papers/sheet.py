"""The summary sheet of one case for whoever decides: a working paper without a number. vi: phiếu tóm tắt hồ sơ.

source: features A8.53.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from thidua.core.days import format_day
from thidua.papers import Align, Block, Column, Paper, Signer, Table, italic, paragraph, row, section

YEAR_COLUMNS = (Column(13, Align.CENTRE), Column(27), Column(35), Column(25))
YEAR_HEAD = row("Năm học", "Xếp loại", "Danh hiệu, hình thức đã được tặng", "Sáng kiến, đề tài")
AWARD_COLUMNS = (Column(20), Column(12), Column(50), Column(18))
AWARD_HEAD = row("Danh hiệu, hình thức", "Kết quả", "Vì sao", "Căn cứ")
NOTE_COLUMNS = (Column(6, Align.CENTRE), Column(94))
NOTE_HEAD = row("TT", "Nội dung")
# A decider reads it at one glance: the tables are small so that a usual case stays on one page.
SIZE = 9.5


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year of the record."""

    year: str
    rating: str
    awards: tuple[str, ...]
    works: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AwardLine:
    """One award: the answer in a word, why, where it stands."""

    award: str
    answer: str
    why: str
    citation: str
    achievement: str = ""


@dataclass(frozen=True, kw_only=True)
class SheetFacts:
    """Everything the sheet says."""

    unit_name: str
    name: str
    year: str
    list_name: str
    day: date
    concluded_on: date | None
    years: tuple[YearLine, ...]
    awards: tuple[AwardLine, ...]
    warnings: tuple[str, ...]
    doubts: tuple[str, ...]
    law: tuple[str, ...]
    made_by: str
    made_on: date
    demonstration: bool = False


def sheet_paper(facts: SheetFacts) -> Paper:
    """Who, what the record says, what the law says of each award, what the decider must know."""
    return Paper(
        issuer=facts.unit_name,
        kind="Phiếu tóm tắt hồ sơ",
        subject=f"{facts.name}, năm học {facts.year}",
        body=tuple(_body(facts)),
        signers=(Signer(("Người lập phiếu",), facts.made_by, "(Ký, ghi rõ họ tên)"),),
        closing_mark=False,
        demonstration=facts.demonstration,
    )


def _award(one: AwardLine) -> str:
    return f"{one.award} (thành tích đề nghị: {one.achievement})" if one.achievement else one.award


def _body(facts: SheetFacts) -> Iterator[Block]:
    how = f"kết luận ngày {format_day(facts.concluded_on)}" if facts.concluded_on else "chưa kết luận"
    yield paragraph(f"Danh sách: {facts.list_name} ({how}). Ngày xét: {format_day(facts.day)}.", first_line=False)
    for sentence in facts.law:
        yield paragraph(sentence, first_line=False)
    yield section("I. Quá trình")
    rows = tuple(
        row(one.year, one.rating or "–", "; ".join(one.awards) or "–", "; ".join(one.works) or "–")
        for one in facts.years
    )
    yield Table(YEAR_COLUMNS, (YEAR_HEAD,), rows, SIZE, "Hồ sơ chưa ghi năm nào.")
    yield section("II. Đối chiếu tiêu chuẩn")
    lines = tuple(row(_award(one), one.answer, one.why, one.citation) for one in facts.awards)
    yield Table(AWARD_COLUMNS, (AWARD_HEAD,), lines, SIZE, "Danh sách không có danh hiệu nào phù hợp.")
    yield section("III. Điều cần biết khi quyết định")
    notes = enumerate((*facts.warnings, *facts.doubts), start=1)
    rows = tuple(row(str(number), line) for number, line in notes)
    yield Table(NOTE_COLUMNS, (NOTE_HEAD,), rows, SIZE, "Không có điều gì cần lưu ý thêm.")
    yield paragraph(
        italic(f"Phiếu do phần mềm lập từ hồ sơ ngày {format_day(facts.made_on)}; không thay cho văn bản gốc."),
        first_line=False,
    )
