"""Rows of cells with their numbers, and where in a file something stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from thidua.core.errors import Problem
from thidua.core.names import tidy
from thidua.core.text import Text, say
from thidua.scoring.rules.words import column_of

Row = tuple[int, Mapping[str, str]]
Rows = Sequence[Row]
Place = Callable[[int, str], str]


def at_row(row: int, column: str = "") -> str:
    """`dòng 7, cột “max_points”`: the place as a CSV has it; a spreadsheet gives its own cell names."""
    return f"dòng {row}, cột “{column}”" if column else f"dòng {row}"


class Cells:
    """The cells of one row under the columns' ids, and the problems found in them."""

    def __init__(self, row: int, cells: Mapping[str, str], shown: Mapping[str, str], place: Place) -> None:
        self.row = row
        self.problems: list[Problem] = []
        self._cells = cells
        self._shown = shown
        self._place = place

    def __getitem__(self, column: str) -> str:
        return self._cells.get(column, "")

    def where(self, column: str = "") -> str:
        """The place of a cell, with the heading as the file has it."""
        return self._place(self.row, self._shown.get(column, column))

    def fault(self, column: str, sentence: Text, cure: Text) -> None:
        """Remember a problem with a cell."""
        self.problems.append(Problem(self.where(column), sentence, cure))


def by_column(
    rows: Iterable[Row], headings: dict[str, str], required: Sequence[str], place: Place, extra: Callable[[str], bool]
) -> tuple[list[Cells], list[Problem]]:
    """The rows under column ids; a missing or doubled column is a problem of the file. Empty rows are left out."""
    listed = list(rows)
    shown: dict[str, str] = {}
    problems: list[Problem] = []
    for heading in dict.fromkeys(name for _, cells in listed for name in cells):
        column = column_of(heading, headings) or (heading.strip() if extra(heading.strip()) else None)
        if column in shown:
            wrong = say("Hai cột cùng là “{column}”.", column=heading)
            problems.append(Problem(at_row(1), wrong, say("Hãy giữ một cột.")))
        elif column:
            shown[column] = heading
    for column in required:
        if column not in shown:
            names = say("“{english}” hoặc “{vietnamese}”", english=column, vietnamese=headings[column])
            wrong = say("Thiếu cột {column}.", column=names)
            cure = say("Hãy thêm cột này vào dòng tiêu đề, hoặc kiểm tra dấu phân cách của tệp.")
            problems.append(Problem(at_row(1), wrong, cure))
    found = []
    for number, cells in listed:
        ours = {column: tidy(cells.get(heading) or "") for column, heading in shown.items()}
        if any(ours.values()):
            found.append(Cells(number, ours, shown, place))
    if not listed and not problems:
        problems.append(Problem(at_row(1), say("Tệp không có dòng dữ liệu nào."), say("Hãy chọn tệp có dữ liệu.")))
    return found, problems
