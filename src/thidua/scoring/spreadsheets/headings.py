"""Find the heading row of a sheet and read what stands under it, each cell known by its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from thidua.core.errors import BadInput, Problem
from thidua.core.text import say
from thidua.foundation.workbooks import HEADING_WITHIN, cell_name, column_letters, no_heading
from thidua.scoring.spreadsheets.rows import Row

_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Headed:
    """The rows under a heading: each with its number in the sheet and its cells by heading."""

    rows: tuple[tuple[int, dict[str, str]], ...]
    heading_row: int
    columns: dict[str, int]

    def place(self, row: int, heading: str) -> str:
        """`Ô G7`; without a known heading, `Dòng 7`."""
        if heading in self.columns:
            return f"Ô {cell_name(row, self.columns[heading])}"
        return f"Dòng {row}"


def under_heading(rows: Sequence[Row], known: Callable[[str], bool], shown: Sequence[str]) -> Headed:
    """The rows under the first row with at least three headings that are `known`.

    `shown` are the headings named to people when there is no such row. Raises BadInput with every fault at once:
    no heading, a heading twice, a value in a column without heading, merged cells among the data.
    """
    heading = next((row for row in rows[:HEADING_WITHIN] if _count(row, known) >= _ENOUGH), None)
    if heading is None:
        raise no_heading(shown)
    columns: dict[str, int] = {}
    faults: list[Problem] = []
    for column, name in enumerate(heading.cells):
        if name in columns:
            wrong = say("Hai cột cùng tên “{name}”.", name=name)
            faults.append(heading.problem(column, wrong, say("Hãy giữ một cột và xóa cột kia.")))
        elif name:
            columns[name] = column
    data = [row for row in rows if row.number > heading.number and not row.is_empty]
    faults += _merged(data) + _astray(data, set(columns.values()))
    if faults:
        raise BadInput(faults)
    named = tuple((row.number, {name: row[column] for name, column in columns.items()}) for row in data)
    return Headed(named, heading.number, columns)


def _count(row: Row, known: Callable[[str], bool]) -> int:
    return sum(1 for cell in row.cells if cell and known(cell))


def _merged(data: Sequence[Row]) -> list[Problem]:
    ranges = dict.fromkeys(name for row in data for name in row.merged)
    cure = say("Hãy bỏ gộp ô (Merge Cells) và ghi lại nội dung vào từng dòng.")
    return [Problem(f"Ô {name}", say("Các ô này bị gộp nên không rõ dữ liệu thuộc dòng nào."), cure) for name in ranges]


def _astray(data: Sequence[Row], columns: set[int]) -> list[Problem]:
    return [
        row.problem(
            column,
            say("Ô này có dữ liệu nhưng cột {letters} không có tên ở dòng tiêu đề.", letters=column_letters(column)),
            say("Hãy đặt tên cột hoặc xóa dữ liệu thừa; ô có dấu phẩy trong tệp CSV phải đặt trong ngoặc kép."),
        )
        for row in data
        for column, cell in enumerate(row.cells)
        if cell and column not in columns
    ]
