"""What a unit may send as evidence, and how it is kept."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.uploads import make_docx, make_jpeg, make_pdf, make_png, make_xlsx, make_zip
from thidua.core.errors import BadInput
from thidua.foundation import files
from thidua.foundation.file_kinds import DOCX, JPEG, LARGEST_FILE, PDF, PNG, XLSX, judge, safe_name


@pytest.fixture
def store(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "files")  # type: ignore[attr-defined]
    return tmp_path / "files"


def test_equal_content_is_kept_once_and_comes_back_as_it_was(store: Path) -> None:
    first, second = files.put(b"Quyet dinh so 12"), files.put(b"Quyet dinh so 12")
    assert first == second == hashlib.sha256(b"Quyet dinh so 12").hexdigest()
    assert files.read(first) == b"Quyet dinh so 12"
    assert files.is_intact(first)
    assert len([path for path in store.rglob("*") if path.is_file()]) == 1


def test_a_changed_file_is_noticed(store: Path) -> None:
    sha256 = files.put(b"Bien ban")
    next(path for path in store.rglob("*") if path.is_file()).write_bytes(b"Bien ban khac")
    assert not files.is_intact(sha256)


def test_a_write_that_fails_leaves_nothing_behind(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        files.put(b"nua chung")
    assert [path for path in store.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "/etc/passwd"])
def test_only_a_hash_opens_a_file(store: Path, name: str) -> None:
    with pytest.raises(FileNotFoundError):
        files.read(name)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(make_pdf(), PDF), (make_png(), PNG), (make_jpeg(), JPEG), (make_docx(), DOCX), (make_xlsx(), XLSX)],
    ids=["pdf", "png", "jpeg", "docx", "xlsx"],
)
def test_the_kinds_that_are_taken_whatever_their_name_says(content: bytes, kind: object) -> None:
    assert judge(content, "khong-co-duoi") is kind
    assert judge(content, "anh.exe") is kind


def _png_with(size: tuple[int, int]) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def _bomb() -> bytes:
    return make_docx({"word/media/trang.bin": b"\0" * (40 * 2**20)})


def _locked_zip() -> bytes:
    content = bytearray(make_docx())
    # The mark of a password, set on every part in the list of parts.
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 8] |= 1
        place = content.find(b"PK\x01\x02", place + 4)
    return bytes(content)


HOSTILE = {
    "empty": (b"", "rỗng"),
    "too large": (b"%PDF-1.7" + b"x" * LARGEST_FILE, "lớn hơn mức cho phép"),
    "web page": (b"<!doctype html><script>alert(1)</script>", "trang web"),
    "web page called pdf": (b"\xef\xbb\xbf  <html>", "trang web"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    "xml": (b'<?xml version="1.0"?><x/>', "XML"),
    "windows program": (b"MZ\x90\x00" + b"\0" * 60, "chương trình"),
    "linux program": (b"\x7fELF" + b"\0" * 60, "chương trình"),
    "shell script": (b"#!/bin/sh\nrm -rf /\n", "chương trình"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "đời cũ"),
    "plain text": (b"chi la chu", "Không nhận ra"),
    "gif": (b"GIF89a" + b"\0" * 40, "Không nhận ra"),
    "plain zip": (make_zip({"a.txt": b"a"}), "không nhận"),
    "powerpoint": (make_zip({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}), "không nhận"),
    "macro in word": (make_docx({"word/vbaProject.bin": b"x"}), "macro"),
    "macro type": (make_docx(types=b"application/vnd.ms-word.document.macroEnabled.main+xml"), "macro"),
    "program in word": (make_docx({"word/embeddings/a.exe": b"MZ"}), "macro"),
    "web page in word": (make_docx({"word/afchunk.html": b"<html>"}), "macro"),
    "zip bomb": (_bomb(), "phình ra"),
    "too many parts": (make_docx({f"word/x{n}": b"" for n in range(3100)}), "phình ra"),
    "password": (_locked_zip(), "mật khẩu"),
    "path that climbs": (make_docx({"../../bashrc": b"x"}), "bất thường"),
    "broken zip": (b"PK\x03\x04" + b"\0" * 50, "hỏng"),
    "cut zip": (make_docx()[:-30], "hỏng"),
    "cut pdf": (b"%PDF-1.7\n1 0 obj", "cắt cụt"),
    "pdf with script": (make_pdf(b"<< /S /JavaScript /JS (app.alert) >>"), "mã chạy"),
    "pdf that starts a program": (make_pdf(b"<< /S /Launch >>"), "mã chạy"),
    "pdf and zip at once": (make_pdf() + make_zip({"a.txt": b"a"}) + b"%%EOF", "nội dung khác"),
    "pdf and web page at once": (make_pdf(b"<script>alert(1)</script>"), "nội dung khác"),
    "png and zip at once": (make_png() + make_zip({"a.txt": b"a"}), "dữ liệu lạ"),
    "jpeg and zip at once": (make_jpeg() + make_zip({"a.txt": b"a"}), "nội dung khác"),
    "jpeg and web page at once": (make_jpeg(b"<html><script>"), "nội dung khác"),
    "huge picture": (_png_with((60_000, 60_000)), "quá lớn"),
    "png without end": (make_png()[:-12], "hỏng"),
    "jpeg without size": (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xd9", "hỏng"),
}


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_everything_else_is_refused_with_a_sentence_and_a_cure(case: str) -> None:
    content, words = HOSTILE[case]
    with pytest.raises(BadInput) as refusal:
        judge(content, "minh chứng.pdf")
    (problem,) = refusal.value.problems
    assert words in str(problem.sentence)
    assert problem.cure
    assert "minh chứng.pdf" in problem.place


def test_a_real_office_file_with_many_equal_rows_is_no_bomb() -> None:
    rows = b"<row><c><v>1</v></c></row>" * 200_000
    content = make_xlsx({"xl/worksheets/sheet2.xml": rows})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert sum(part.file_size for part in archive.infolist()) > 5_000_000
    assert judge(content, "thong ke.xlsx") is XLSX


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Báo cáo tổng kết.pdf", "Báo cáo tổng kết.pdf"),
        ("C:\\Users\\A\\baocao.PDF", "baocao.PDF"),
        ("../../x.pdf", "x.pdf"),
        ("anh.exe", "anh.exe.pdf"),
        ("hop\u202efdp.exe", "hop fdp.exe.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a b Set-Cookie x.pdf"),
        ("", "minh chứng.pdf"),
        ("x" * 400 + ".pdf", "x" * 200 + ".pdf"),
    ],
)
def test_names_are_made_harmless_and_tell_the_real_kind(given: str, shown: str) -> None:
    assert safe_name(given, PDF) == shown


def test_both_endings_of_a_jpeg_stay() -> None:
    assert safe_name("anh.jpeg", JPEG) == "anh.jpeg"
    assert safe_name("anh.jpg", JPEG) == "anh.jpg"
