"""Find the heading row of a sheet, whatever the order of its columns, with or without diacritics."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from thidua.core.errors import BadInput, Problem
from thidua.core.text import say
from thidua.foundation.workbooks import HEADING_WITHIN, cell_name, column_letters, no_heading
from thidua.records.spreadsheets.reading import SheetRow


@dataclass(frozen=True, slots=True)
class Headed:
    """The rows under a heading. `columns`: where each known column stands, by its key, from 0."""

    heading: int
    columns: Mapping[str, int]
    rows: Sequence[SheetRow]

    def cells(self) -> Iterator[tuple[int, dict[str, list[str]]]]:
        """Each row's number and its cells by column: the letters of the column and the text."""
        letters = {key: column_letters(column) for key, column in self.columns.items()}
        for row in self.rows:
            found = {key: [letters[key], row.cells[column]] for key, column in self.columns.items()}
            if any(text for _, text in found.values()):
                yield row.number, found


def under_heading(
    rows: Sequence[SheetRow], keys: Mapping[str, str], fold: Callable[[str], str], required: Mapping[str, str]
) -> Headed:
    """The rows under the row that names most known columns, at least two.

    `keys`: the key of a column by its folded heading; `required`: headings by key without which nothing can be read.
    Raises BadInput naming every column that is missing or stands twice.
    """
    best = max(rows[:HEADING_WITHIN], key=lambda row: (_known(row, keys, fold), -row.number))
    if _known(best, keys, fold) < 2:
        raise no_heading(required.values())
    columns: dict[str, int] = {}
    faults = []
    for column, text in enumerate(best.cells):
        key = keys.get(fold(text)) if text else None
        if key in columns:
            wrong = say("Hai cột cùng là “{name}”.", name=text)
            cure = say("Hãy giữ một cột và xóa cột kia.")
            faults.append(Problem(f"Ô {cell_name(best.number, column)}", wrong, cure))
        elif key:
            columns[key] = column
    for key, name in required.items():
        if key not in columns:
            wrong = say("Thiếu cột “{name}”.", name=name)
            faults.append(Problem(f"Dòng {best.number}", wrong, say("Hãy thêm cột này như trong tệp mẫu.")))
    if faults:
        raise BadInput(faults)
    return Headed(best.number, columns, [row for row in rows if row.number > best.number])


def _known(row: SheetRow, keys: Mapping[str, str], fold: Callable[[str], str]) -> int:
    return len({keys[fold(cell)] for cell in row.cells if cell and fold(cell) in keys})
