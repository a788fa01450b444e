"""The XML parts of a workbook, looked through as a stream before any value is read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_MOST_NAMED = 200


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
class Look:
    """What a look through a sheet found: cells in error, formulas without a result."""

    errors: list[str] = field(default_factory=list)
    bare_formulas: list[str] = field(default_factory=list)


class TooFar(Exception):
    """Something is written beyond the limits: `place` when too far right, empty when too far down."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def cell_name(row: int, column: int) -> str:
    """The name of a cell: row from 1, column from 0, as `E7`."""
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


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

    _parse(parts["xl/_rels/workbook.xml.rels"].content, relation)
    _parse(parts["xl/workbook.xml"].content, sheet)
    return sheets


def look_at(part: Part, rows: int, columns: int) -> Look:
    """Look through a sheet; raises TooFar at the first thing written beyond the limits, ValueError on bad XML.

    The reader makes room for everything between the first and the last cell, so nothing may stand far away.
    """
    looking = _Looking(rows, columns)
    parser = _parser()
    parser.StartElementHandler = looking.start
    parser.EndElementHandler = looking.end
    parser.CharacterDataHandler = looking.text
    _feed(parser, part.content)
    return looking.look


class _Looking:
    """The state of one look: the row and cell that the stream stands in."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self.look = Look()
        self.row, self.column = 0, -1
        self.error = self.formula = self.valued = self.inside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self.column += 1
            if found := _REFERENCE.fullmatch(attributes.get("r", "")):
                self.row, self.column = int(found[2]), _number(found[1])
            self.error = attributes.get("t") == "e"
            self.formula = self.valued = False
        elif name in ("v", "t"):
            self.inside = True
            self._within()
        elif name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), -1
        elif name == "f":
            self.formula = True
            self._within()

    def _within(self) -> None:
        if self.row > self.rows:
            raise TooFar("")
        if self.column >= self.columns:
            raise TooFar(cell_name(self.row, self.column))

    def text(self, data: str) -> None:
        if self.inside and data:
            self.valued = True

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in ("v", "t"):
            self.inside = False
        elif name == "c" and (self.error or (self.formula and not self.valued)):
            found = self.look.errors if self.error else self.look.bare_formulas
            if len(found) < _MOST_NAMED:
                found.append(cell_name(self.row, self.column))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _parse(content: bytes, start: Callable[[str, dict[str, str]], None]) -> None:
    """Read XML as a stream, names without their namespace."""
    parser = _parser()
    parser.StartElementHandler = lambda name, attributes: start(
        name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attributes.items()}
    )
    _feed(parser, content)


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise ValueError("a workbook declares no document type")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _feed(parser: expat.XMLParserType, content: bytes) -> None:
    try:
        parser.Parse(content, True)
    except expat.ExpatError as fault:
        raise ValueError(str(fault)) from fault
