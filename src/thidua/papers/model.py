"""An official paper as plain data: what it says, never how it looks.

Everything is frozen. Every string is cleaned on the way in (see `text.clean`), so two
papers that read the same are equal, whatever keyboard typed them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from thidua.papers.text import clean, upper


class PaperError(ValueError):
    """The data cannot become a paper; the message says in Vietnamese what to do."""


class Align(StrEnum):
    """Where a text stands in its box."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFY = "justify"


class Orientation(StrEnum):
    """How the page lies. vi: khổ giấy dọc, khổ giấy ngang."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Rank(StrEnum):
    """How high a heading stands in the paper. vi: phần, mục (I.), khoản (1.)."""

    PART = "part"
    SECTION = "section"
    CLAUSE = "clause"


class RowKind(StrEnum):
    """What a row of a table is for; groups and totals are set in bold."""

    PLAIN = "plain"
    GROUP = "group"
    TOTAL = "total"


class _Cleaned:
    """Clean every string of the record, also those inside tuples."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]
            object.__setattr__(self, field.name, _cleaned(getattr(self, field.name)))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return clean(str(value))
    if isinstance(value, list | tuple):
        return tuple(_cleaned(item) for item in value)
    return value


@dataclass(frozen=True, slots=True)
class Run(_Cleaned):
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


Rich = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph(_Cleaned):
    """A paragraph of the body. vi: đoạn văn."""

    runs: Rich
    align: Align = Align.JUSTIFY
    first_line: bool = True


@dataclass(frozen=True, slots=True)
class Heading(_Cleaned):
    """A heading with its own number in the text, such as "I. ĐẶC ĐIỂM, TÌNH HÌNH"."""

    text: str
    rank: Rank = Rank.SECTION

    def __post_init__(self) -> None:
        _Cleaned.__post_init__(self)
        if self.rank is not Rank.CLAUSE:
            object.__setattr__(self, "text", upper(self.text))


@dataclass(frozen=True, slots=True)
class Cell(_Cleaned):
    """One cell; numbers come as text already written the Vietnamese way."""

    runs: Rich = ()
    across: int = 1
    down: int = 1
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Row(_Cleaned):
    """One row of a table. vi: hàng."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its share of the width of the table, and how its cells are set."""

    share: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table(_Cleaned):
    """A ruled table whose head is repeated on every page. vi: bảng.

    `text_size` is in points. A table without rows says `when_empty` instead.
    """

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    text_size: float = 12
    when_empty: str = "Không có số liệu."

    def __post_init__(self) -> None:
        _Cleaned.__post_init__(self)
        if not self.columns or not self.head:
            raise PaperError("Bảng phải có ít nhất một cột và một hàng tiêu đề.")
        if any(column.share <= 0 for column in self.columns):
            raise PaperError("Độ rộng của mỗi cột trong bảng phải lớn hơn 0.")
        if not 8 <= self.text_size <= 14:
            raise PaperError("Cỡ chữ trong bảng phải từ 8 đến 14.")
        starting_columns(self.head, len(self.columns), part="tiêu đề")
        starting_columns(self.rows, len(self.columns), part="nội dung")


Block = Paragraph | Heading | Table


@dataclass(frozen=True, slots=True)
class Signer(_Cleaned):
    """Who signs: lines of authority and post, then the name. vi: người ký.

    `note` is the small line below the post, such as "(Ký, ghi rõ họ tên)".
    """

    authority: tuple[str, ...]
    name: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        _Cleaned.__post_init__(self)
        object.__setattr__(self, "authority", tuple(upper(line) for line in self.authority))


@dataclass(frozen=True, slots=True)
class Annex(_Cleaned):
    """A part after the signatures with its own page numbers. vi: phụ lục.

    `reference` is the line in brackets that names the paper it belongs to.
    """

    title: str
    body: tuple[Block, ...]
    reference: str = ""
    orientation: Orientation = Orientation.LANDSCAPE

    def __post_init__(self) -> None:
        _Cleaned.__post_init__(self)
        object.__setattr__(self, "title", upper(self.title))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(_Cleaned):
    """One official paper, with the components of Decree 30/2020, Article 8.

    vi: văn bản hành chính. source: Nghị định 30/2020/NĐ-CP, Phụ lục I.
    `kind` is the tên loại, `subject` the trích yếu; `number_line` and `place_and_date`
    come from `numbering`. `closing_mark` puts "./." after the last paragraph.
    """

    kind: str
    subject: str
    issuer: str
    governing_body: str = ""
    number_line: str = ""
    place_and_date: str = ""
    addressees: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    closing_mark: bool = True
    signers: tuple[Signer, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    orientation: Orientation = Orientation.PORTRAIT
    demonstration: bool = False

    def __post_init__(self) -> None:
        _Cleaned.__post_init__(self)
        for name in ("kind", "issuer", "governing_body"):
            object.__setattr__(self, name, upper(getattr(self, name)))
        if not self.kind.strip():
            raise PaperError("Văn bản chưa có tên loại (ví dụ: BÁO CÁO).")
        if not self.issuer.strip():
            raise PaperError("Văn bản chưa có tên cơ quan, đơn vị ban hành.")
        if len(self.signers) > 3:
            raise PaperError("Một hàng chữ ký có nhiều nhất ba người ký.")


def starting_columns(rows: Iterable[Row], width: int, *, part: str = "nội dung") -> tuple[tuple[int, ...], ...]:
    """Give, for each row, the column in which each of its cells begins.

    Cells that reach down from earlier rows take their place. Raises PaperError when the
    cells do not fill the table exactly.
    """
    hanging = [0] * width
    simple = tuple(range(width))
    placed: list[tuple[int, ...]] = []
    for number, row in enumerate(rows, start=1):
        if len(row.cells) == width and not any(hanging) and all(c.across == c.down == 1 for c in row.cells):
            placed.append(simple)
            continue
        starts: list[int] = []
        free = [column for column in range(width) if not hanging[column]]
        hanging = [max(0, left - 1) for left in hanging]
        for cell in row.cells:
            taken, free = free[: cell.across], free[cell.across :]
            if cell.down < 1 or not _in_a_row(taken, cell.across):
                raise _misfit(number, part, width)
            starts.append(taken[0])
            for column in taken:
                hanging[column] = cell.down - 1
        if free:
            raise _misfit(number, part, width)
        placed.append(tuple(starts))
    if any(hanging):
        raise PaperError(f"Phần {part} của bảng có ô gộp dọc vượt quá hàng cuối cùng.")
    return tuple(placed)


def _in_a_row(columns: list[int], across: int) -> bool:
    return across >= 1 and len(columns) == across and columns[-1] - columns[0] == across - 1


def _misfit(number: int, part: str, width: int) -> PaperError:
    return PaperError(
        f"Hàng {number} trong phần {part} của bảng không khớp với {width} cột; hãy kiểm tra số ô và các ô gộp."
    )
