"""What a given file is, judged by its content and never by its name. A closed list; everything else is refused.

Pure: bytes in, a kind or a refusal out. Office files are never unpacked here beyond the list of their parts.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import dataclass

from thidua.core.errors import BadInput, Problem
from thidua.core.names import tidy
from thidua.core.numbers import format_number
from thidua.core.text import Text, say

MEBIBYTE = 2**20
LARGEST_FILE = 20 * MEBIBYTE
MOST_PARTS = 3000
LARGEST_UNPACKED = 300 * MEBIBYTE
# Real office files shrink to a thirtieth at most; below this size the ratio harms nobody.
LARGEST_RATIO = 120
RATIO_MATTERS_FROM = 20 * MEBIBYTE
MOST_PIXELS = 120_000_000

_SEND_PDF = say("Hãy lưu hoặc quét thành PDF rồi gửi lại.")
_ACCEPTED = say("Hãy gửi tệp PDF, ảnh PNG hoặc JPEG, Word (.docx) hoặc Excel (.xlsx).")


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file that is taken: its media type, its extension, whether a browser may show it itself."""

    label: str
    media_type: str
    extension: str
    shown_by_browser: bool


PDF = FileKind("PDF", "application/pdf", ".pdf", shown_by_browser=True)
PNG = FileKind("PNG", "image/png", ".png", shown_by_browser=True)
JPEG = FileKind("JPEG", "image/jpeg", ".jpg", shown_by_browser=True)
DOCX = FileKind(
    "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx", shown_by_browser=False
)
XLSX = FileKind(
    "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", shown_by_browser=False
)
KINDS = (PDF, PNG, JPEG, DOCX, XLSX)
ACCEPT = ",".join(kind.extension for kind in KINDS) + ",.jpeg"

_OFFICE = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml"}
_LIVE_PDF = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile)\b")
_MARKUP = re.compile(rb"<\s*(?:script|html|svg|iframe|!doctype\s+html)\b", re.IGNORECASE)
_UNSAFE_NAME = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:\"|?*]")


def kind_by_media_type(media_type: str) -> FileKind | None:
    """The kind of a stored file."""
    return next((kind for kind in KINDS if kind.media_type == media_type), None)


def judge(content: bytes, name: str) -> FileKind:
    """The kind of a file by its content. Raises BadInput, with what to do, for everything not on the list."""
    if not content:
        raise _no(name, say("Tệp rỗng, không có nội dung."), say("Hãy mở tệp kiểm tra lại rồi gửi lại."))
    if len(content) > LARGEST_FILE:
        raise too_large(name, len(content))
    for starts, judge_it in _JUDGES:
        if content.startswith(starts):
            return judge_it(content, name)
    raise _unknown(content, name)


def too_large(name: str, size: int) -> BadInput:
    """The refusal of a file over the limit; pages use it before reading the content."""
    shown = format_number(round(size / MEBIBYTE))
    return _no(
        name,
        say(
            "Tệp có dung lượng {size} MB, lớn hơn mức cho phép là {limit} MB.",
            size=shown,
            limit=LARGEST_FILE // MEBIBYTE,
        ),
        say("Hãy quét lại với độ phân giải thấp hơn, tách thành nhiều tệp, hoặc gửi đường dẫn."),
    )


def safe_name(name: str, kind: FileKind) -> str:
    """The name a file is shown and saved under: no folders, no control marks, the extension of its real kind."""
    last = re.split(r"[\\/]", name)[-1]
    cleaned = tidy(_UNSAFE_NAME.sub(" ", last)).strip(". ")
    allowed = {kind.extension, ".jpeg"} if kind is JPEG else {kind.extension}
    stem, dot, suffix = cleaned.rpartition(".")
    if not dot or f".{suffix.lower()}" not in allowed:
        stem, suffix = cleaned, kind.extension.removeprefix(".")
    return f"{(stem or 'minh chứng')[:200]}.{suffix}"


def check_archive(content: bytes, name: str) -> zipfile.ZipFile:
    """A zip file that can be opened without harm: readable, not a bomb, no password, no odd names.

    Raises BadInput. Sizes are those the list of parts declares; Python's reader never unpacks more than that.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError) as error:
        raise _no(
            name, say("Tệp hỏng, không mở được."), say("Hãy mở tệp bằng Word hoặc Excel, lưu lại rồi gửi lại.")
        ) from error
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, len(content))
    if (
        len(parts) > MOST_PARTS
        or unpacked > LARGEST_UNPACKED
        or (unpacked > RATIO_MATTERS_FROM and unpacked / packed > LARGEST_RATIO)
    ):
        raise _no(name, say("Tệp nén phình ra quá lớn khi mở, có thể gây hại cho hệ thống."), _SEND_PDF)
    names = [part.filename for part in parts]
    if any(part.flag_bits & 0x1 for part in parts):
        raise _no(name, say("Tệp có mật khẩu nên không kiểm tra được."), say("Hãy bỏ mật khẩu rồi gửi lại."))
    if len(set(names)) != len(names) or any(n.startswith("/") or ".." in n.split("/") or "\\" in n for n in names):
        raise _no(name, say("Tệp có cấu trúc bất thường."), _SEND_PDF)
    return archive


def _judge_pdf(content: bytes, name: str) -> FileKind:
    if b"%%EOF" not in content[-2048:]:
        raise _no(name, say("Tệp PDF bị cắt cụt hoặc hỏng."), say("Hãy mở tệp kiểm tra, lưu lại rồi gửi lại."))
    if _LIVE_PDF.search(content):
        raise _no(
            name, say("Tệp PDF có mã chạy hoặc có tệp khác đính kèm bên trong."), say("Hãy in lại ra PDF rồi gửi lại.")
        )
    _only_one_thing(content, name)
    return PDF


def _judge_png(content: bytes, name: str) -> FileKind:
    place, kind = 8, b""
    while place + 12 <= len(content) and kind != b"IEND":
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        if place == 8:
            if kind != b"IHDR" or length != 13:
                break
            _check_pixels(name, *struct.unpack(">II", content[16:24]))
        place += 12 + length
    if kind != b"IEND" or place != len(content):
        raise _broken_picture(name)
    _only_one_thing(content, name)
    return PNG


def _judge_jpeg(content: bytes, name: str) -> FileKind:
    place, sized = 2, False
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if marker == 0xDA:
            break
        if marker in _JPEG_SIZES and place + 9 <= len(content):
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            _check_pixels(name, width, height)
            sized = True
        place += 2 + length
    if not sized or b"\xff\xd9" not in content[place:]:
        raise _broken_picture(name)
    _only_one_thing(content, name)
    return JPEG


def _judge_office(content: bytes, name: str) -> FileKind:
    archive = check_archive(content, name)
    names = {part.filename for part in archive.infolist()}
    lowered = [n.lower() for n in names]
    kind = next((kind for kind, main in _OFFICE.items() if main in names), None)
    if kind is None or "[Content_Types].xml" not in names:
        raise _no(name, say("Tệp nén hoặc loại tệp này không nhận."), _ACCEPTED)
    try:
        types = archive.read("[Content_Types].xml").lower()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError) as error:
        raise _no(name, say("Tệp hỏng, không mở được."), _SEND_PDF) from error
    live = ("vbaproject.bin", "/activex/", "vbadata.xml", ".exe", ".dll", ".js", ".html", ".htm", ".mht")
    if b"macroenabled" in types or b"vbaproject" in types or any(mark in n for n in lowered for mark in live):
        raise _no(
            name,
            say("Tệp có chứa macro hoặc mã chạy."),
            say("Hãy lưu lại dưới dạng .docx hoặc .xlsx thường (không macro), hoặc PDF, rồi gửi lại."),
        )
    return kind


_JPEG_SIZES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_JUDGES = (
    (b"%PDF-", _judge_pdf),
    (b"\x89PNG\r\n\x1a\n", _judge_png),
    (b"\xff\xd8\xff", _judge_jpeg),
    (b"PK\x03\x04", _judge_office),
)


def _only_one_thing(content: bytes, name: str) -> None:
    # A file that is also an archive or a web page is made to be taken for one thing here and another elsewhere.
    if zipfile.is_zipfile(io.BytesIO(content)) or _MARKUP.search(content):
        raise _no(name, say("Tệp chứa thêm nội dung khác bên trong (tệp nén hoặc mã trang web)."), _SEND_PDF)


def _check_pixels(name: str, width: int, height: int) -> None:
    if not 0 < width * height <= MOST_PIXELS:
        raise _no(name, say("Ảnh có kích thước quá lớn hoặc không hợp lệ."), say("Hãy thu nhỏ ảnh rồi gửi lại."))


def _unknown(content: bytes, name: str) -> BadInput:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _no(
            name,
            say("Đây là tệp Word, Excel đời cũ (.doc, .xls) hoặc tệp có mật khẩu."),
            say("Hãy bỏ mật khẩu và lưu lại dưới dạng .docx, .xlsx hoặc PDF rồi gửi lại."),
        )
    if content.startswith((b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!")):
        return _no(name, say("Đây là tệp chương trình, không phải minh chứng."), _ACCEPTED)
    if start.startswith((b"<", b"<?xml")) or _MARKUP.search(content[:4096]):
        return _no(name, say("Không nhận trang web, SVG hoặc tệp XML."), _SEND_PDF)
    return _no(name, say("Không nhận ra loại tệp này qua nội dung."), _ACCEPTED)


def _broken_picture(name: str) -> BadInput:
    return _no(name, say("Ảnh hỏng hoặc có dữ liệu lạ kèm theo."), say("Hãy mở ảnh, lưu lại rồi gửi lại."))


def _no(name: str, sentence: Text, cure: Text) -> BadInput:
    return BadInput([Problem(f"Tệp “{name[:80]}”" if name else "Tệp", sentence, cure)])
