"""Sentences that several kinds of file share."""

from __future__ import annotations

from thidua.core.text import say
from thidua.records.rules.importing.notes import WRONG, Note
from thidua.records.rules.importing.reading import UnitFacts


def nobody(column: str, name: str, unit: UnitFacts) -> Note:
    """Nobody of that name is known in the unit."""
    return Note(
        WRONG,
        column,
        say("Không thấy “{name}” trong {unit}.", name=name, unit=unit.name),
        say("Hãy nhập danh sách cán bộ, giáo viên trước, hoặc kiểm tra lại họ tên, mã định danh, ngày sinh, đơn vị."),
    )
