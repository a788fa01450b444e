"""Read a large workbook (.xlsx): weighed before it is opened, looked through before any value is read."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from thidua.core.days import format_day
from thidua.core.errors import BadInput, Problem
from thidua.core.names import tidy
from thidua.core.text import Text, say
from thidua.records.spreadsheets.parts import Look, Part, TooFar, cell_name, look_at, worksheets

MEGABYTE = 2**20
_MOST_PARTS = 1000
_MOST_FAULTS = 200
_PACKAGE = ("[content_types].xml", "_rels/", "xl/workbook.xml", "xl/_rels/")
_NEEDED = (*_PACKAGE, "xl/worksheets/", "xl/sharedstrings", "xl/styles")
SAVE_AS = say("Hãy mở tệp bằng Excel, chọn “Lưu thành” (Save As), kiểu “Excel Workbook (*.xlsx)” rồi tải lên lại.")
_DAMAGED = Problem(
    "",
    say("Tệp Excel bị hỏng nên không đọc được."),
    say("Hãy mở tệp bằng Excel, để Excel sửa rồi lưu thành tệp mới và tải lên lại."),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold: bytes, rows, columns, characters of a cell; once unpacked, how many times grown."""

    bytes: int = 40 * MEGABYTE
    rows: int = 100_100
    columns: int = 60
    characters: int = 4000
    unpacked: int = 400 * MEGABYTE
    growth: int = 150


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number in the sheet from 1, its cells as tidy text, '' where nothing is written."""

    number: int
    cells: tuple[str, ...]


def read_workbook(name: str, content: bytes, limits: Limits = LIMITS) -> list[SheetRow]:
    """The rows of the first visible sheet that have anything in them. vi: đọc tệp Excel tải lên.

    A formula counts as the result that Excel kept with it. Raises BadInput with what to do; nothing is half-read.
    """
    _check_size(name, content, limits)
    if not content.startswith(b"PK"):
        raise _refused(say("Tệp “{name}” không phải là tệp Excel (.xlsx).", name=name[:80]), SAVE_AS)
    try:
        parts = _unpacked(content, limits)
        sheet = next((one for one in worksheets(parts) if one.visible), None)
        if sheet is None:
            raise _refused(say("Tệp Excel không có trang tính nào đang hiện."), say("Hãy bỏ ẩn trang tính có dữ liệu."))
        look = look_at(parts[sheet.path.casefold()], limits.rows, limits.columns)
        _refuse_faults(look)
        values = _values(parts, sheet.name)
    except TooFar as stop:
        raise BadInput([_too_far(stop, limits)]) from stop
    except (zipfile.BadZipFile, zlib.error, EOFError, CalamineError, ValueError, KeyError) as fault:
        raise BadInput([_DAMAGED]) from fault
    rows = list(_rows(values, limits))
    if not rows:
        raise _refused(say("Tệp không có dữ liệu nào."), say("Hãy nhập dữ liệu vào tệp mẫu rồi tải lên lại."))
    return rows


def _check_size(name: str, content: bytes, limits: Limits) -> None:
    if not content:
        cure = say("Hãy kiểm tra lại tệp rồi tải lên lại.")
        raise _refused(say("Tệp “{name}” rỗng (0 byte).", name=name[:80]), cure)
    if len(content) > limits.bytes:
        raise _refused(
            say("Tệp “{name}” lớn hơn {limit} MB.", name=name[:80], limit=limits.bytes // MEGABYTE),
            say("Hãy bỏ hình ảnh, trang tính và dòng không cần thiết, hoặc chia thành nhiều tệp, rồi tải lên lại."),
        )


def _unpacked(content: bytes, limits: Limits) -> dict[str, Part]:
    """The parts that reading needs, by lower-case path; none is unpacked before all are weighed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        _refuse_by_names({entry.filename.casefold().replace("\\", "/") for entry in entries})
        if any(entry.flag_bits & 0x1 for entry in entries):
            cure = say("Hãy gỡ mật khẩu, lưu lại rồi tải lên.")
            raise _refused(say("Tệp được bảo vệ bằng mật khẩu nên không đọc được."), cure)
        _weigh(entries, limits)
        needed = [one for one in entries if one.filename.casefold().startswith(_NEEDED)]
        # A part never gives more than its entry says, and the entries were weighed.
        return {one.filename.casefold(): Part(one.filename, archive.read(one)) for one in needed}


def _weigh(entries: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    swollen = any(e.file_size > MEGABYTE and e.file_size > limits.growth * max(e.compress_size, 1) for e in entries)
    if swollen or len(entries) > _MOST_PARTS or sum(e.file_size for e in entries) > limits.unpacked:
        raise _refused(
            say("Tệp Excel phình ra quá lớn khi mở (dấu hiệu của tệp nén độc hại) nên bị từ chối."),
            say("Hãy chép dữ liệu cần thiết sang một tệp Excel mới rồi tải lên lại."),
        )


def _refuse_by_names(names: set[str]) -> None:
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise _refused(say("Tệp Excel có macro nên bị từ chối để bảo đảm an toàn."), SAVE_AS)
    if "xl/workbook.xml" not in names:
        raise _refused(say("Đây không phải là tệp Excel (.xlsx)."), SAVE_AS)


def _refuse_faults(look: Look) -> None:
    """Formulas without a result, cells in error, merged cells among the data: each is named."""
    bare = say("Ô này là công thức chưa có kết quả tính sẵn.")
    cure = say("Hãy mở tệp bằng Excel rồi lưu lại, hoặc nhập thẳng giá trị.")
    faults = [Problem(f"Ô {place}", bare, cure) for place in look.bare_formulas]
    error = say("Ô này đang báo lỗi của Excel.")
    faults += [Problem(f"Ô {place}", error, say("Hãy sửa công thức hoặc nhập thẳng giá trị.")) for place in look.errors]
    if faults:
        raise BadInput(faults[:_MOST_FAULTS])


def _too_far(stop: TooFar, limits: Limits) -> Problem:
    if stop.place:
        return Problem(
            f"Ô {stop.place}",
            say("Trang tính có dữ liệu ngoài {columns} cột đầu.", columns=limits.columns),
            say("Hãy xóa các cột thừa bên phải rồi tải lên lại."),
        )
    return Problem(
        "",
        say("Tệp có hơn {rows} dòng nên không được đọc.", rows="100.000"),
        say("Hãy xóa các dòng thừa ở cuối trang tính hoặc chia thành nhiều tệp rồi tải lên lại."),
    )


def _values(parts: dict[str, Part], name: str) -> list[list[Any]]:
    """The cell values. The reader sees only parts already weighed, never the file as it came."""
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as archive:
        for part in parts.values():
            archive.writestr(part.path, part.content)
    clean.seek(0)
    with CalamineWorkbook.from_filelike(clean) as book:
        return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _rows(values: list[list[Any]], limits: Limits) -> Iterator[SheetRow]:
    faults = []
    for number, cells in enumerate(values, start=1):
        texts = tuple([_text(value) for value in cells])
        if any(texts):
            yield SheetRow(number, texts)
            for column, text in enumerate(texts):
                if len(text) > limits.characters:
                    faults.append(_long(cell_name(number, column), limits))
    if faults:
        raise BadInput(faults[:_MOST_FAULTS])


def _long(place: str, limits: Limits) -> Problem:
    return Problem(
        f"Ô {place}", say("Ô này dài hơn {limit} ký tự.", limit=limits.characters), say("Hãy rút gọn nội dung ô này.")
    )


def _text(value: Any) -> str:
    if isinstance(value, str):
        return tidy(value) if value else ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int | float):
        # Excel itself shows fifteen digits; more are noise of its binary numbers.
        text = f"{Decimal(f'{value:.15g}'):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, datetime):
        return format_day(value.date())
    if isinstance(value, date):
        return format_day(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _refused(sentence: Text, cure: Text) -> BadInput:
    return BadInput([Problem("", sentence, cure)])
