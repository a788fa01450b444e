"""CSV as offices save it: UTF-8 or Excel's Unicode text; comma, semicolon or tab."""

from __future__ import annotations

import codecs
import csv
import io
import re

from thidua.core.errors import BadInput, Problem
from thidua.core.names import tidy
from thidua.core.text import say
from thidua.foundation.workbooks import Limits, cell_name, too_long, too_many_columns, too_many_rows
from thidua.scoring.spreadsheets.rows import Row

_DELIMITERS = ",;\t"
_QUOTED = re.compile(r'"[^"]*"')
_SEPARATOR_LINE = re.compile(r'^"?sep=(.)"?$', re.IGNORECASE)
#: The mark that our own CSV files carry before a text that a spreadsheet would take for a formula.
_SHIELDED = re.compile(r"^'(?='*[=+\-@])")
_NOT_A_TABLE = Problem(
    "",
    say("Tệp không phải là bảng tính Excel (.xlsx) hay CSV."),
    say("Hãy tải lên tệp Excel (.xlsx) hoặc CSV theo tệp mẫu."),
)


def read_csv(content: bytes, limits: Limits) -> list[Row]:
    """The rows of a CSV file; raises BadInput."""
    text = _decoded(content)
    delimiter = _delimiter(text)
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if number > limits.last_row:
                raise BadInput([too_many_rows(limits)])
            rows.append(_row(number, cells, limits))
    except csv.Error as fault:
        raise BadInput(
            [
                Problem(
                    f"Dòng {reader.line_num}",
                    say("Dòng này có dấu ngoặc kép mở ra mà không đóng lại, hoặc một ô quá dài."),
                    say("Hãy mở tệp bằng Excel, kiểm tra dòng này rồi lưu lại dạng “CSV UTF-8”."),
                )
            ]
        ) from fault
    return rows[1:] if rows and _SEPARATOR_LINE.match(text.split("\n", 1)[0].strip()) else rows


def _row(number: int, cells: list[str], limits: Limits) -> Row:
    tidied = [_SHIELDED.sub("", tidy(cell)) for cell in cells]
    while tidied and not tidied[-1]:
        tidied.pop()
    if len(tidied) > limits.columns:
        raise BadInput([too_many_columns(limits, cell_name(number, len(tidied) - 1))])
    for column, cell in enumerate(tidied):
        if len(cell) > limits.characters:
            raise BadInput([too_long(limits, cell_name(number, column))])
    return Row(number, tuple(tidied))


def _decoded(content: bytes) -> str:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not wide and b"\0" in content:
        raise BadInput([_NOT_A_TABLE])
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise BadInput(
            [
                Problem(
                    f"Dòng {line}",
                    say("Tệp không dùng bảng mã Unicode (UTF-8) nên không đọc đúng được chữ tiếng Việt."),
                    say(
                        "Hãy mở tệp bằng Excel, chọn “Lưu thành”, kiểu “CSV UTF-8 (*.csv)” hoặc “Excel Workbook "
                        "(*.xlsx)” rồi tải lên lại. Nếu chữ hiện sai (phông TCVN3, VNI), hãy chuyển sang Unicode trước."
                    ),
                )
            ]
        ) from fault
    if "\0" in text:
        raise BadInput([_NOT_A_TABLE])
    return text


def _delimiter(text: str) -> str:
    """The separator most used in the first line that has anything, outside quotation marks."""
    lines = (line for line in text.splitlines()[:50] if line.strip())
    first = next(lines, "")
    if stated := _SEPARATOR_LINE.match(first.strip()):
        return stated[1]
    bare = _QUOTED.sub("", first)
    best = max(_DELIMITERS, key=bare.count)
    return best if bare.count(best) else ","
