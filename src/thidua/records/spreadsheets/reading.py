"""Read a large workbook (.xlsx): the rows in which something stands, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from thidua.core.errors import BadInput, Problem
from thidua.core.text import say
from thidua.foundation.workbooks import (
    MEGABYTE,
    MOST_FAULTS,
    SAVE_AS,
    Limits,
    cell_name,
    cell_text,
    check_size,
    no_data,
    read_sheet,
    too_long,
)

#: A province's people in one file, a hundred rows of titles and notes above them.
LIMITS = Limits(bytes=40 * MEGABYTE, rows=100_000, above=100, columns=60, unpacked=400 * MEGABYTE, cells=10_000_000)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number in the sheet from 1, its cells as tidy text, '' where nothing is written."""

    number: int
    cells: tuple[str, ...]


def read_workbook(name: str, content: bytes, limits: Limits = LIMITS) -> list[SheetRow]:
    """The rows of the first visible sheet that have anything in them. vi: đọc tệp Excel tải lên.

    A formula counts as the result that Excel kept with it. Raises BadInput with what to do; nothing is half-read.
    """
    cure = say("Hãy bỏ hình ảnh, trang tính và dòng không cần thiết, hoặc chia thành nhiều tệp, rồi tải lên lại.")
    check_size(name, content, limits, cure)
    if not content.startswith(b"PK"):
        wrong = say("Tệp “{name}” không phải là tệp Excel (.xlsx).", name=name[:80])
        raise BadInput([Problem("", wrong, SAVE_AS)])
    rows = list(_rows(read_sheet(content, limits).values, limits))
    if not rows:
        raise no_data()
    return rows


def _rows(values: Sequence[Sequence[Any]], limits: Limits) -> Iterator[SheetRow]:
    faults: list[Problem] = []
    for number, cells in enumerate(values, start=1):
        texts = tuple([_text(value) for value in cells])
        if any(texts):
            yield SheetRow(number, texts)
            for column, text in enumerate(texts):
                if len(text) > limits.characters and len(faults) < MOST_FAULTS:
                    faults.append(too_long(limits, cell_name(number, column)))
    if faults:
        raise BadInput(faults)


def _text(value: Any) -> str:
    """Records know days, not hours; a share of something is none of their columns, so it stays a plain number."""
    return cell_text(value.date() if isinstance(value, datetime) else value)
