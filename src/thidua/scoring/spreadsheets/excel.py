"""Excel workbooks (.xlsx): weighed before they are opened, looked through before they are read."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from thidua.core.days import format_day, format_moment
from thidua.core.errors import BadInput, Problem
from thidua.core.names import fold, tidy
from thidua.core.text import Text, say
from thidua.scoring.spreadsheets.excel_parts import Part, SheetLook, look_at_sheet, percent_styles, worksheets
from thidua.scoring.spreadsheets.rows import Limits, Row

_DAMAGED = Problem(
    "",
    say("Tệp Excel bị hỏng nên không đọc được."),
    say("Hãy mở tệp bằng Excel, để Excel sửa rồi lưu thành tệp mới và tải lên lại."),
)
_MOST_PARTS = 1000
_PACKAGE = ("[content_types].xml", "_rels/", "xl/workbook.xml", "xl/_rels/")
_NEEDED = (*_PACKAGE, "xl/worksheets/", "xl/sharedstrings", "xl/styles")


def read_excel(content: bytes, limits: Limits, sheet: str) -> list[Row]:
    """The rows of one worksheet; raises BadInput."""
    try:
        parts = _unpacked(content, limits)
        chosen = _choose(worksheets(parts), sheet)
        look = look_at_sheet(parts[chosen.path.casefold()], limits)
        percents = percent_styles(parts)
        values = _values(parts, chosen.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, CalamineError, ValueError, KeyError) as fault:
        raise BadInput([_DAMAGED]) from fault
    if look.faults:
        raise BadInput(look.faults)
    return _rows(values, look, percents, limits)


def _unpacked(content: bytes, limits: Limits) -> dict[str, Part]:
    """The parts that reading needs, by lower-case path, weighed before and while they are unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        _refuse_by_names([entry.filename for entry in entries])
        if any(entry.flag_bits & 0x1 for entry in entries):
            cure = say("Hãy gỡ mật khẩu, lưu lại rồi tải lên.")
            raise _refused(say("Tệp được bảo vệ bằng mật khẩu nên không đọc được."), cure)
        _weigh(entries, limits)
        needed = [e for e in entries if e.filename.casefold().startswith(_NEEDED)]
        return {e.filename.casefold(): Part(e.filename, archive.read(e)) for e in needed}


def _weigh(entries: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    swollen = any(e.file_size > 2**20 and e.file_size > limits.growth * max(e.compress_size, 1) for e in entries)
    if swollen or len(entries) > _MOST_PARTS or sum(e.file_size for e in entries) > limits.unpacked:
        raise _refused(
            say("Tệp Excel phình ra quá lớn khi mở (dấu hiệu của tệp nén độc hại) nên bị từ chối."),
            say("Hãy chép dữ liệu cần thiết sang một tệp Excel mới rồi tải lên lại."),
        )


def _refuse_by_names(names: Sequence[str]) -> None:
    folded = {name.casefold().replace("\\", "/") for name in names}
    save = say("Hãy mở tệp bằng Excel, chọn “Lưu thành” (Save As), kiểu “Excel Workbook (*.xlsx)” rồi tải lên lại.")
    if any(name.endswith("vbaproject.bin") for name in folded) or any("/macrosheets/" in name for name in folded):
        raise _refused(say("Tệp Excel có macro nên bị từ chối để bảo đảm an toàn."), save)
    if "xl/workbook.bin" in folded:
        raise _refused(say("Tệp Excel nhị phân (.xlsb) chưa đọc được."), save)
    if "xl/workbook.xml" in folded:
        return
    if "mimetype" in folded or "content.xml" in folded:
        raise _refused(say("Đây là tệp OpenDocument (.ods), không phải tệp Excel."), save)
    if any(name.startswith(("word/", "ppt/")) for name in folded):
        raise _refused(
            say("Đây là tệp Word hoặc PowerPoint, không phải bảng tính."),
            say("Hãy tải lên tệp Excel (.xlsx) hoặc CSV theo tệp mẫu."),
        )
    cure = say("Hãy giải nén rồi tải lên tệp Excel (.xlsx) ở bên trong.")
    raise _refused(say("Đây là tệp nén, không phải bảng tính Excel."), cure)


def _refused(sentence: Text, cure: Text) -> BadInput:
    return BadInput([Problem("", sentence, cure)])


def _choose(sheets: Sequence[Any], wanted: str) -> Any:
    visible = [sheet for sheet in sheets if sheet.visible]
    named = [sheet for sheet in visible if wanted and fold(sheet.name) == fold(wanted)]
    if named:
        return named[0]
    if not visible:
        cure = say("Hãy bỏ ẩn trang tính có dữ liệu rồi tải lên lại.")
        raise _refused(say("Tệp Excel không có trang tính nào đang hiện."), cure)
    if wanted and len(visible) > 1:
        names = [sheet.name for sheet in visible]
        raise _refused(
            say("Không thấy trang tính “{wanted}”; tệp có các trang: {names}.", wanted=wanted, names=names),
            say("Hãy đặt tên trang tính có dữ liệu là “{wanted}” rồi tải lên lại.", wanted=wanted),
        )
    return visible[0]


def _values(parts: dict[str, Part], name: str) -> list[list[Any]]:
    """The cell values. The reader sees only parts already weighed, never the file as it came."""
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as archive:
        for part in parts.values():
            archive.writestr(part.path, part.content)
    clean.seek(0)
    with CalamineWorkbook.from_filelike(clean) as book:
        return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _rows(values: list[list[Any]], look: SheetLook, percents: frozenset[int], limits: Limits) -> list[Row]:
    rows, faults = [], []
    for index, cells in enumerate(values):
        number = index + 1
        texts = [_text(value, look.styles.get((number, column)) in percents) for column, value in enumerate(cells)]
        while texts and not texts[-1]:
            texts.pop()
        formulas = frozenset(look.formulas.get(number, ()))
        merged = tuple(name for name, first, last in look.merged if first <= number <= last)
        row = Row(number, tuple(texts), formulas, merged)
        rows.append(row)
        for column, text in enumerate(texts):
            if len(text) > limits.characters:
                faults.append(row.problem(column, say("Ô này dài hơn {limit} ký tự.", limit=limits.characters)))
    if faults:
        raise BadInput(faults)
    return rows


def _text(value: Any, percent: bool) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, (int, float)):
        return _number(value, percent)
    if isinstance(value, datetime):
        return format_day(value.date()) if value.time() == time() else format_moment(value)
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return str(value)
    return tidy(str(value))


def _number(value: float, percent: bool) -> str:
    # Excel itself shows and compares fifteen digits; more are noise of its binary numbers.
    exact = Decimal(f"{value:.15g}") * (100 if percent else 1)
    text = f"{exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}%" if percent else text
