"""Read what somebody uploaded: judged by its content, never by its name; rows, or a sentence that says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable

from thidua.core.errors import BadInput, Problem
from thidua.core.text import Text, say
from thidua.foundation.workbooks import SAVE_AS, Limits, check_size, no_data
from thidua.scoring.spreadsheets.csv_files import read_csv
from thidua.scoring.spreadsheets.excel import read_excel
from thidua.scoring.spreadsheets.rows import Row

_HTML = re.compile(rb"^\s*(?:<!doctype|<html|<\?xml|<table|<meta)", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", say("Đây là tệp PDF, không phải bảng tính.")),
    (b"\x89PNG", say("Đây là tệp ảnh, không phải bảng tính.")),
    (b"\xff\xd8\xff", say("Đây là tệp ảnh, không phải bảng tính.")),
    (b"GIF8", say("Đây là tệp ảnh, không phải bảng tính.")),
    (b"Rar!", say("Đây là tệp nén, không phải bảng tính.")),
    (b"7z\xbc\xaf", say("Đây là tệp nén, không phải bảng tính.")),
    (b"\x1f\x8b", say("Đây là tệp nén, không phải bảng tính.")),
    (b"{\\rtf", say("Đây là tệp văn bản RTF, không phải bảng tính.")),
)
#: Cells shown in one warning before it says "and more".
SHOWN_CELLS = 8


def read_upload(name: str, content: bytes, limits: Limits | None = None, sheet: str = "") -> list[Row]:
    """The rows of an uploaded Excel (.xlsx) or CSV file, from the top, empty ones included.

    vi: đọc tệp tải lên. `sheet` is the worksheet looked for by name; without it, or when the file has just one,
    the first visible one. Raises BadInput with every fault found, each with what to do; nothing is ever half-read.
    """
    limits = limits or Limits()
    cure = say("Hãy bỏ hình ảnh, trang tính và dòng không cần thiết rồi tải lên lại.")
    check_size(name, content, limits, cure)
    if content.startswith(b"PK"):
        rows = read_excel(content, limits, sheet)
    else:
        _refuse_other_kinds(content)
        rows = read_csv(content, limits)
    if not any(not row.is_empty for row in rows):
        raise no_data()
    return rows


def formula_warnings(rows: Iterable[Row]) -> list[Problem]:
    """One warning that names the cells whose value came from a formula; empty when there are none."""
    cells = [row.place(column).removeprefix("Ô ") for row in rows for column in sorted(row.formulas)]
    if not cells:
        return []
    shown = ", ".join(cells[:SHOWN_CELLS]) + (", …" if len(cells) > SHOWN_CELLS else "")
    return [
        Problem(
            f"Ô {shown}",
            say("Có {count} ô là công thức; phần mềm chỉ lấy kết quả đã tính sẵn trong tệp.", count=len(cells)),
            say("Hãy đối chiếu lại các ô này với bản xem trước."),
        )
    ]


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(_OLE):
        raise BadInput([_old_or_locked(content)])
    for start, sentence in _OTHERS:
        if content.startswith(start):
            raise BadInput([Problem("", sentence, say("Hãy tải lên tệp Excel (.xlsx) hoặc CSV theo tệp mẫu."))])
    if _HTML.match(content[:200].removeprefix(b"\xef\xbb\xbf")):
        sentence = say("Tệp này thực ra là trang web (HTML/XML), không phải bảng tính Excel hay CSV.")
        raise BadInput([Problem("", sentence, SAVE_AS)])


def _old_or_locked(content: bytes) -> Problem:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Problem(
            "",
            say("Tệp được bảo vệ bằng mật khẩu nên không đọc được."),
            say("Hãy mở tệp bằng Excel, gỡ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc), lưu lại rồi tải lên."),
        )
    return Problem("", say("Đây là tệp Excel đời cũ (.xls) hoặc tệp Office cũ."), SAVE_AS)
