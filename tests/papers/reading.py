"""Reading papers back with libraries that did not write them: pdfium for PDF, python-docx and lxml for Word."""

from __future__ import annotations

import ctypes
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
import pikepdf
import pypdfium2
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree
from pypdfium2 import raw

MM = 72 / 25.4


@dataclass(frozen=True)
class Found:
    """A text as it was found in a file: its style, and in a PDF its place in millimetres from the top left."""

    size: float
    bold: bool
    italic: bool
    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


class Pdf:
    """A PDF file as a reader sees it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.pages = list(pypdfium2.PdfDocument(content))

    def find(self, text: str, page: int = 0, nth: int = 0) -> Found:
        """The nth place of this text on a page; it must have one style throughout."""
        reader = self.pages[page].get_textpage()
        search = reader.search(text, match_case=True)
        for _ in range(nth):
            search.get_next()
        place = search.get_next()
        assert place is not None, f"{text!r} is not on page {page + 1}"
        chars = [n for n in range(place[0], place[0] + place[1]) if not reader.get_text_range(n, 1).isspace()]
        styles = {self._style(reader, n) for n in chars}
        assert len(styles) == 1, f"{text!r} is set in several styles: {styles}"
        boxes = [reader.get_charbox(n, loose=True) for n in chars]
        height = self.pages[page].get_height()
        (size, font) = styles.pop()
        return Found(
            size,
            "Bold" in font,
            "Italic" in font,
            left=min(b[0] for b in boxes) / MM,
            right=max(b[2] for b in boxes) / MM,
            top=(height - max(b[3] for b in boxes)) / MM,
            bottom=(height - min(b[1] for b in boxes)) / MM,
        )

    def _style(self, reader: Any, char: int) -> tuple[float, str]:
        name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
        raw.FPDFText_GetFontInfo(reader.raw, char, name, 100, flags)
        return round(raw.FPDFText_GetFontSize(reader.raw, char), 2), name.value.decode()

    def text(self, page: int, *, top: float = 0, bottom: float = 0) -> str:
        """The text of one page without a strip (in millimetres) at the top and at the bottom."""
        sheet = self.pages[page]
        reader = sheet.get_textpage()
        return reader.get_text_bounded(bottom=bottom * MM, top=sheet.get_height() - top * MM)

    def body(self, page: int) -> str:
        """The text between the margins of one page."""
        return self.text(page, top=19, bottom=19)

    def read_aloud(self) -> str:
        """The text in the order of the structure tags, as a screen reader speaks it: no artifacts."""
        with pikepdf.open(io.BytesIO(self.content)) as file:
            pages = {page.obj.objgen: _marked_text(sheet) for page, sheet in zip(file.pages, self.pages, strict=True)}
            return "".join(_spoken(file.Root.StructTreeRoot, pages))

    def strokes(self, page: int) -> list[tuple[float, float, float, float]]:
        """Each drawn line of one page as left, top, right, bottom in millimetres, from the top down."""
        sheet = self.pages[page]
        height = sheet.get_height()
        found = []
        for thing in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            left, low, right, high = thing.get_bounds()
            found.append((left / MM, (height - high) / MM, right / MM, (height - low) / MM))
        return sorted(found, key=lambda box: box[1])


def _spoken(element: Any, pages: dict[Any, dict[int, str]], page: Any = None) -> Iterator[str]:
    """The text below one structure element; `pages` holds the marked text of each page."""
    page = element.get("/Pg", page)
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, int):
            yield pages[page.objgen].get(child, "")
        elif "/MCID" in child:
            yield pages[child.get("/Pg", page).objgen].get(int(child.MCID), "")
        elif "/S" in child:
            yield from _spoken(child, pages, page)
    yield "\n"


def _marked_text(sheet: pypdfium2.PdfPage) -> dict[int, str]:
    """The text of each piece of marked content."""
    reader = sheet.get_textpage()
    found: dict[int, str] = {}
    for thing in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        mark = raw.FPDFPageObj_GetMarkedContentID(thing.raw)
        length = raw.FPDFTextObj_GetText(thing.raw, reader.raw, None, 0)
        letters = (ctypes.c_ushort * (length // 2))()
        raw.FPDFTextObj_GetText(thing.raw, reader.raw, letters, length)
        found[mark] = found.get(mark, "") + bytes(letters).decode("utf-16-le").rstrip("\0")
    return found


class Word:
    """A Word file as its raw XML, and as python-docx reads it."""

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.document = docx.Document(io.BytesIO(content))
        self.xml = etree.fromstring(self.archive.read("word/document.xml"))

    def all(self, path: str) -> list[Any]:
        """Every element at this XPath, with the prefix w."""
        return list(self.xml.xpath(path, namespaces={"w": qn("w:p")[1:-2]}))

    def paragraph(self, text: str, nth: int = 0) -> WordParagraph:
        """The nth paragraph that reads like this, wherever it stands."""
        paragraphs = (WordParagraph(p, self.document._body) for p in self.document.element.body.iter(qn("w:p")))
        same = [p for p in paragraphs if p.text == text]
        assert len(same) > nth, f"{text!r} is not in the file"
        return same[nth]

    def find(self, text: str, nth: int = 0) -> Found:
        """The style of the nth paragraph that reads like this; it must be the same throughout."""
        styles = {
            (run.font.size.pt, bool(run.bold), bool(run.italic))
            for run in self.paragraph(text, nth).runs
            if run.font.size
        }
        assert len(styles) == 1, f"{text!r} is set in several styles: {styles}"
        return Found(*styles.pop())

    def lines(self) -> list[str]:
        """The whole text: one line for a paragraph, and one for a row of a table."""
        return list(self._lines(self.document.iter_inner_content()))

    def _lines(self, content: Any) -> Iterator[str]:
        for item in content:
            if isinstance(item, WordTable):
                for row in item._tbl.tr_lst:
                    cells = [" ".join(_texts(cell)) for cell in row.tc_lst]
                    yield " | ".join(cells)
            elif item.text.strip():
                yield item.text


def _texts(cell: Any) -> list[str]:
    texts = (WordParagraph(p, cell).text for p in cell.iter(qn("w:p")))
    return [text for text in texts if text.strip()]


def words(text: str) -> list[str]:
    """The words of a text, without the bars between cells."""
    return [word for word in text.split() if word != "|"]


def visible_words(pdf: Pdf, head: str) -> list[str]:
    """The words between the margins of all pages, with the repeated head of a table taken once."""
    found: list[str] = []
    expected = words(head)
    for page in range(len(pdf.pages)):
        here = words(pdf.body(page))
        again = " ".join(expected) in " ".join(found) and here[: len(expected)] == expected
        found += here[len(expected) :] if again else here
    return found
