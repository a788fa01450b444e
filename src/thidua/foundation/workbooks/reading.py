"""Read one worksheet of a workbook that was weighed and looked through."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from thidua.core.errors import BadInput
from thidua.core.names import fold
from thidua.core.text import say
from thidua.foundation.workbooks.limits import Limits
from thidua.foundation.workbooks.looking import look_at
from thidua.foundation.workbooks.package import (
    Worksheet,
    percent_styles,
    repacked,
    text_lengths,
    unpacked,
    worksheets,
)
from thidua.foundation.workbooks.sentences import DAMAGED, NO_VISIBLE_SHEET, refused

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, CalamineError, ValueError, KeyError)


@dataclass(frozen=True, slots=True)
class SheetValues:
    """A worksheet from its first row: typed values, '' where nothing is written.

    Of rows by their number from 1: the columns (from 0) whose value came from a formula, those shown as percentages.
    `merged`: each merged range, as `B3:B4`, with its first and last row.
    """

    values: Sequence[Sequence[Any]]
    formulas: Mapping[int, Sequence[int]]
    percents: Mapping[int, Sequence[int]]
    merged: Sequence[tuple[str, int, int]]


def read_sheet(content: bytes, limits: Limits, wanted: str = "") -> SheetValues:
    """The worksheet called `wanted`; without a name, or when just one is visible, the first visible one.

    vi: đọc một trang tính. A formula counts as the result that Excel kept with it. Raises BadInput with what to do;
    nothing is half-read.
    """
    try:
        parts = unpacked(content, limits)
        sheet = _choose(worksheets(parts), wanted)
        look = look_at(parts[sheet.key], limits, percent_styles(parts), text_lengths(parts))
        if look.faults:
            raise BadInput(look.faults)
        with CalamineWorkbook.from_filelike(repacked(parts, sheet)) as book:
            values = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except _BROKEN as fault:
        raise BadInput([DAMAGED]) from fault
    return SheetValues(values, look.formulas, look.percents, look.merged)


def _choose(sheets: Sequence[Worksheet], wanted: str) -> Worksheet:
    visible = [sheet for sheet in sheets if sheet.visible]
    if not visible:
        raise BadInput([NO_VISIBLE_SHEET])
    named = [sheet for sheet in visible if wanted and fold(sheet.name) == fold(wanted)]
    if not named and wanted and len(visible) > 1:
        names = [sheet.name for sheet in visible]
        raise refused(
            say("Không thấy trang tính “{wanted}”; tệp có các trang: {names}.", wanted=wanted, names=names),
            say("Hãy đặt tên trang tính có dữ liệu là “{wanted}” rồi tải lên lại.", wanted=wanted),
        )
    return (named or visible)[0]
