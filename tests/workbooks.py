"""Workbooks as tests need them: whole, taken apart, put together with something changed."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl


def book(*rows: tuple, **sheets: list[tuple]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for name, lines in sheets.items():
        page = made.create_sheet(name)
        for line in lines:
            page.append(line)
    return made


def saved(made: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def repacked(content: bytes, change: dict[str, bytes], drop: tuple[str, ...] = ()) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in change and entry.filename not in drop:
                new.writestr(entry.filename, old.read(entry))
        for name, data in change.items():
            new.writestr(name, data)
    return target.getvalue()


def with_sheet(content: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with something replaced in its first sheet."""
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    changed, times = re.subn(old, new, sheet)
    assert times == 1
    return repacked(content, {"xl/worksheets/sheet1.xml": changed})


def sheet_of(data: bytes) -> bytes:
    """A workbook whose first sheet holds just these rows of XML."""
    whole = b"<worksheet><sheetData>" + data + b"</sheetData></worksheet>"
    return repacked(saved(book(("a",))), {"xl/worksheets/sheet1.xml": whole})
