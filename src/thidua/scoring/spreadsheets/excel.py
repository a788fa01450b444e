"""Excel workbooks (.xlsx): each row with its formulas and its merged cells."""

from __future__ import annotations

from thidua.core.errors import BadInput
from thidua.foundation.workbooks import MOST_FAULTS, Limits, cell_name, cell_text, read_sheet, too_long
from thidua.scoring.spreadsheets.rows import Row


def read_excel(content: bytes, limits: Limits, sheet: str) -> list[Row]:
    """The rows of one worksheet; raises BadInput."""
    read = read_sheet(content, limits, sheet)
    rows, faults = [], []
    for number, cells in enumerate(read.values, start=1):
        percents = frozenset(read.percents.get(number, ()))
        texts = [cell_text(value, column in percents) for column, value in enumerate(cells)]
        while texts and not texts[-1]:
            texts.pop()
        merged = tuple(name for name, first, last in read.merged if first <= number <= last)
        rows.append(Row(number, tuple(texts), frozenset(read.formulas.get(number, ())), merged))
        faults += [
            too_long(limits, cell_name(number, n)) for n, text in enumerate(texts) if len(text) > limits.characters
        ]
    if faults:
        raise BadInput(faults[:MOST_FAULTS])
    return rows
