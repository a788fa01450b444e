"""The XML parts of a workbook, looked through as a stream: names, sizes, formulas, merged cells, percentages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from thidua.core.errors import BadInput, Problem
from thidua.core.text import say
from thidua.scoring.spreadsheets.rows import Limits, cell_name, too_many_columns, too_many_rows

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_PERCENT_FORMATS = {"9", "10"}
#: More than these can only be meant to exhaust the machine.
_MOST_CELLS = 1_000_000
_MOST_MERGED = 5000


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside a workbook."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet's name, the path of its part, whether it is shown."""

    name: str
    path: str
    visible: bool


@dataclass(slots=True)
class SheetLook:
    """What a look through a sheet found, before any value is read. Rows from 1, columns from 0."""

    formulas: dict[int, set[int]] = field(default_factory=dict)
    styles: dict[tuple[int, int], int] = field(default_factory=dict)
    merged: list[tuple[str, int, int]] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)


class _TooFar(Exception):
    """The sheet holds more than may be read."""


def worksheets(parts: Mapping[str, Part]) -> list[Worksheet]:
    """The worksheets of a workbook, in its order."""
    targets: dict[str, str] = {}
    sheets: list[Worksheet] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            targets[attributes["Id"]] = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")

    def sheet(name: str, attributes: dict[str, str]) -> None:
        target = targets.get(attributes.get("id", "")) if name == "sheet" else None
        if target and target.casefold() in parts:
            sheets.append(Worksheet(attributes["name"], target, attributes.get("state", "visible") == "visible"))

    parse(parts["xl/_rels/workbook.xml.rels"].content, relation)
    parse(parts["xl/workbook.xml"].content, sheet)
    return sheets


def percent_styles(parts: Mapping[str, Part]) -> frozenset[int]:
    """The numbers of the cell styles that show a value as a percentage: 0.92 shown as 92 %."""
    styles = parts.get("xl/styles.xml")
    if styles is None:
        return frozenset()
    percent, found = set(_PERCENT_FORMATS), []
    inside = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt" and "%" in re.sub(r'"[^"]*"|\\.', "", attributes.get("formatCode", "")):
            percent.add(attributes.get("numFmtId", ""))
        if name == "cellXfs":
            inside[0] = True
        if name == "xf" and inside[0]:
            found.append(attributes.get("numFmtId", "0"))

    def end(name: str) -> None:
        if name == "cellXfs":
            inside[0] = False

    parse(styles.content, start, end)
    return frozenset(index for index, number_format in enumerate(found) if number_format in percent)


def look_at_sheet(part: Part, limits: Limits) -> SheetLook:
    """Look through a sheet; stops at the first row or column beyond the limits. Raises BadInput then."""
    looking = _Looking(limits)
    try:
        parse(part.content, looking.start, looking.end, looking.text)
    except _TooFar as stop:
        raise BadInput(stop.args) from None
    return looking.look


class _Looking:
    """The state of one look: the row and cell that the stream stands in."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.look = SheetLook()
        self.row = 0
        self.column = -1
        self.kind = ""
        self.formula = False
        self.in_value = False
        self.value: list[str] = []
        self.filled = False
        self.style = 0
        self.cells = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = -1
        elif name == "c":
            self._start_cell(attributes)
        elif name == "f":
            self.formula = self.filled = True
        elif name in ("v", "t"):
            self.in_value = self.filled = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.column += 1
        if reference := _REFERENCE.fullmatch(attributes.get("r", "")):
            self.row, self.column = int(reference[2]), _column(reference[1])
        self.kind, self.formula, self.filled, self.value = attributes.get("t", ""), False, False, []
        self.style = int(attributes.get("s", 0))
        self.cells += 1
        if self.cells > _MOST_CELLS:
            raise _TooFar(too_many_rows(self.limits))

    def text(self, data: str) -> None:
        if self.in_value:
            self.value.append(data)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self.in_value = False
        if name != "c":
            return
        if self.filled:
            self._measure()
            self._judge("".join(self.value))

    def _judge(self, value: str) -> None:
        if self.style:
            self.look.styles[self.row, self.column] = self.style
        place = f"Ô {cell_name(self.row, self.column)}"
        if self.kind == "e":
            self.look.faults.append(
                Problem(
                    place,
                    say("Ô này đang báo lỗi {error} của Excel.", error=value[:20]),
                    say("Hãy sửa công thức hoặc nhập thẳng giá trị."),
                )
            )
        elif self.formula and not value:
            self.look.faults.append(
                Problem(
                    place,
                    say("Ô này là công thức chưa có kết quả tính sẵn."),
                    say("Hãy mở tệp bằng Excel rồi lưu lại, hoặc nhập thẳng giá trị."),
                )
            )
        elif self.formula:
            self.look.formulas.setdefault(self.row, set()).add(self.column)

    def _measure(self) -> None:
        if self.row > self.limits.rows + 1:
            raise _TooFar(too_many_rows(self.limits))
        if self.column >= self.limits.columns:
            raise _TooFar(too_many_columns(self.limits, f"Ô {cell_name(self.row, self.column)}"))

    def _merge(self, reference: str) -> None:
        ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
        if len(ends) == 2 and ends[0] and ends[1] and len(self.look.merged) < _MOST_MERGED:
            self.look.merged.append((reference, int(ends[0][2]), int(ends[1][2])))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def parse(
    content: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read XML as a stream, names without their namespace; raises ValueError on a fault or on any declared entity."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise ValueError("a workbook declares no document type")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(
        _local(name), {_local(key): value for key, value in attributes.items()}
    )
    if end is not None:
        parser.EndElementHandler = lambda name: end(_local(name))
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as fault:
        raise ValueError(str(fault)) from fault


def _local(name: str) -> str:
    return name.rpartition(":")[2]
