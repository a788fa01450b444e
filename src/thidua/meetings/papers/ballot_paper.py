"""Ballots to print and cut: several on a sheet where they are short, none with a name or a number on it.

vi: phiếu bầu. source: forms 13; statute of cluster 1 (one ballot a head of unit). A ballot is no administrative
document: it has no number and no signature, only room for the seal.
"""

from __future__ import annotations

from datetime import datetime

from thidua.ballots.rules import YES_NO
from thidua.core.number_words import with_words
from thidua.meetings.rules.minutes import BallotFacts
from thidua.papers import Align, Orientation
from thidua.papers.decree import DEMONSTRATION_TEXT, page_mm, text_width_mm
from thidua.papers.metrics import printable
from thidua.papers.pdf import NO_MOMENT, source_of, typeset
from thidua.papers.printed import Gap, Grid, GridCell, Part, Piece, Printed, Rule, Section, Text
from thidua.papers.text import clean, upper
from thidua.papers.word import written

BOX = "\u25a1"
#: With more names than this a ballot takes the width of the sheet, with many more a sheet of its own.
NAMES_SIDE_BY_SIDE, NAMES_STACKED = 8, 10
MOST_COPIES = 500
_GAP_MM, _SEAL_PT = 9, 34
_ACROSS, _DOWN = 2, 2


def ballot_pdf(facts: BallotFacts, copies: int, *, created_at: datetime = NO_MOMENT) -> bytes:
    """So many ballots as a PDF to print."""
    return typeset(source_of(ballot_sheets(facts, copies)), created_at.replace(microsecond=0))


def ballot_docx(facts: BallotFacts, copies: int) -> bytes:
    """So many ballots as a Word file."""
    return written(ballot_sheets(facts, copies))


def ballot_sheets(facts: BallotFacts, copies: int) -> Printed:
    """The sheets with exactly so many equal ballots on them; each sheet is a section of its own."""
    if not 1 <= copies <= MOST_COPIES:
        raise ValueError(f"{copies} ballots cannot be printed at once.")
    across = _ACROSS if len(facts.options) <= NAMES_SIDE_BY_SIDE and facts.kind != YES_NO else 1
    down = _DOWN if len(facts.options) <= NAMES_STACKED // (2 if facts.kind == YES_NO else 1) else 1
    width, height = page_mm(Orientation.PORTRAIT)
    sheets = []
    for start in range(0, copies, across * down):
        here = min(across * down, copies - start)
        sheets.append(Section(width, height, _sheet(facts, here, across)))
    return Printed(
        title=printable(clean(f"{_kind(facts)} {facts.question_title}")),
        author=printable(upper(clean(facts.organiser))),
        mark=DEMONSTRATION_TEXT if facts.demonstration else "",
        sections=tuple(sheets),
    )


def ballot_lines(facts: BallotFacts) -> list[str]:
    """Everything that stands on one ballot, line by line."""
    return ["".join(piece.text for piece in one.pieces) for one in _ballot(facts, 80) if isinstance(one, Text)]


def _sheet(facts: BallotFacts, ballots: int, across: int) -> tuple[Part, ...]:
    """Ballots side by side and one below the other, with a line to cut along."""
    whole = text_width_mm(Orientation.PORTRAIT)
    share = (whole - _GAP_MM * (across - 1)) / across
    widths = tuple(share if n % 2 == 0 else _GAP_MM for n in range(2 * across - 1))
    parts: list[Part] = []
    for start in range(0, ballots, across):
        if parts:
            parts += [Gap(10), Rule(whole, before=4, after=10)]
        row = [GridCell(_ballot(facts, share)) if start + n < ballots else GridCell(()) for n in range(across)]
        boxes = [row[n // 2] if n % 2 == 0 else GridCell(()) for n in range(2 * across - 1)]
        parts.append(Grid(widths, (tuple(boxes),)))
    return tuple(parts)


def _ballot(facts: BallotFacts, width: float) -> tuple[Text | Rule, ...]:
    day = f"ngày {facts.day:%d/%m/%Y}"
    lines: list[Text | Rule] = [
        _line(upper(facts.organiser), 11, bold=True),
        Rule(round(width / 3, 2), before=1, after=6),
        _line(_kind(facts), 14, bold=True, level=1),
        _line(facts.question_title, 12, bold=True),
        _line(f"{facts.session_title}, {day}", 11, italic=True),
        _line(f"Vòng {facts.round}", 12, bold=True, after=4),
    ]
    if facts.demonstration:
        lines.append(_line(DEMONSTRATION_TEXT, 10, bold=True, after=4))
    lines.append(_line(_instruction(facts), 11, italic=True, align=Align.JUSTIFY, after=6))
    for number, label in enumerate(facts.options, start=1):
        lines += _option(facts, number, label)
    lines.append(_line("(Chỗ đóng dấu của đơn vị tổ chức)", 10, italic=True, before=6, after=_SEAL_PT))
    return tuple(lines)


def _kind(facts: BallotFacts) -> str:
    return "PHIẾU BIỂU QUYẾT" if facts.kind == YES_NO else "PHIẾU BẦU"


def _instruction(facts: BallotFacts) -> str:
    """How to fill it in, and when it does not count."""
    sign = "Không ghi tên, không ký vào phiếu."
    if facts.kind == YES_NO:
        return f"Với mỗi tên, đánh dấu X vào một ô. Tên không đánh dấu được tính là không ý kiến. {sign}"
    return (
        f"Đánh dấu X vào ô bên cạnh tên được chọn; chọn không quá {with_words(facts.seats)}. "
        f"Phiếu chọn quá số đó hoặc không chọn tên nào là phiếu không hợp lệ. {sign}"
    )


def _option(facts: BallotFacts, number: int, label: str) -> list[Text]:
    if facts.kind != YES_NO:
        return [_line(f"{BOX}  {number}. {label}", 13, align=Align.LEFT, after=4)]
    boxes = "     ".join(f"{BOX} {words}" for words in ("Đồng ý", "Không đồng ý", "Không ý kiến"))
    return [
        _line(f"{number}. {label}", 13, align=Align.LEFT, after=2),
        _line(boxes, 12, align=Align.LEFT, after=6),
    ]


def _line(
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    align: Align = Align.CENTRE,
    before: float = 0,
    after: float = 0,
    level: int = 0,
) -> Text:
    piece = Piece(printable(clean(text)), bold, italic)
    return Text((piece,), size, align=align, before=before, after=after, level=level)
