"""CSV files as officials save them: the bytes to rows, or what is wrong and how to save them anew."""

from __future__ import annotations

import csv
import io

from thidua.core.errors import BadInput, Problem
from thidua.core.text import Text, say
from thidua.scoring.rules.files.rows import Row, at_row

SAVE_UTF8 = say("Trong Excel: Lưu thành… → “CSV UTF-8 (phân cách bằng dấu phẩy)”, rồi nộp lại.")
DELIMITERS = ",;\t"


def read_csv(content: bytes) -> list[Row]:
    """Rows with their line numbers (the heading is line 1). Raises BadInput.

    UTF-8 with or without a byte order mark; comma, semicolon or tab, told from the heading.
    """
    text = _decoded(content)
    heading = text.splitlines()[0] if text.strip() else ""
    if not heading.strip():
        raise BadInput([Problem(at_row(1), say("Tệp rỗng hoặc không có dòng tiêu đề."), say("Hãy chọn đúng tệp."))])
    delimiter = max(DELIMITERS, key=heading.count)
    if not heading.count(delimiter):
        wrong = say("Không thấy dấu phân cách cột (phẩy, chấm phẩy hoặc tab) trong dòng tiêu đề.")
        raise BadInput([Problem(at_row(1), wrong, SAVE_UTF8)])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    names: list[str] = []
    start = 1
    try:
        for cells in reader:
            if not names:
                names = [name.strip() for name in cells]
            elif any(cell.strip() for cell in cells):
                rows.append((start, _named(names, cells, start)))
            start = reader.line_num + 1
    except csv.Error:
        wrong = say("Dấu ngoặc kép không khớp hoặc ô quá dài.")
        raise BadInput([Problem(at_row(start), wrong, say("Hãy kiểm tra dấu ngoặc kép ở dòng này."))]) from None
    return rows


def _named(names: list[str], cells: list[str], row: int) -> dict[str, str]:
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        wrong = say("Dòng có {n} ô, nhiều hơn {m} cột của dòng tiêu đề.", n=len(cells), m=len(names))
        cure = say("Ô có dấu phẩy phải đặt trong dấu ngoặc kép; hãy sửa dòng này.")
        raise BadInput([Problem(at_row(row), wrong, cure)])
    return dict(zip(names, cells, strict=False))


def _decoded(content: bytes) -> str:
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise _refused(say("Đây là tệp Excel, không phải CSV."))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content:
        raise _refused(say("Tệp ghi bằng bảng mã UTF-16 hoặc không phải tệp văn bản."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        row = content.count(b"\n", 0, wrong.start) + 1
        told = say("Tệp không ghi bằng bảng mã UTF-8 nên chữ Việt không đọc được.")
        raise BadInput([Problem(at_row(row), told, SAVE_UTF8)]) from None


def _refused(sentence: Text) -> BadInput:
    return BadInput([Problem(at_row(1), sentence, SAVE_UTF8)])
