"""The smallest honest files of each kind, made here so that no real paper is in the repository."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

_WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_EXCEL = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def make_pdf(inside: bytes = b"") -> bytes:
    """A one-page PDF; `inside` makes contents differ."""
    return b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\n" + inside + b"\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def make_png() -> bytes:
    """A picture of one grey point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


def make_jpeg(comment: bytes = b"minh hoa") -> bytes:
    """The parts of a JPEG that tell what it is."""
    note = b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 1, 1, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\x01\x00\x00\x3f\x00" + b"\x00"
    return b"\xff\xd8" + note + frame + scan + b"\xff\xd9"


def make_zip(parts: Mapping[str, bytes]) -> bytes:
    """A zip file with these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def make_docx(more: Mapping[str, bytes] | None = None, types: bytes = _WORD) -> bytes:
    """The frame of a Word file, with more parts."""
    return make_zip(
        {"[Content_Types].xml": b"<Types>" + types + b"</Types>", "word/document.xml": b"<w/>", **(more or {})}
    )


def make_xlsx(more: Mapping[str, bytes] | None = None) -> bytes:
    """The frame of an Excel file, with more parts."""
    return make_zip(
        {"[Content_Types].xml": b"<Types>" + _EXCEL + b"</Types>", "xl/workbook.xml": b"<w/>", **(more or {})}
    )
