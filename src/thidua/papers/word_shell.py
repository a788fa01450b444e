"""What all Word files have in common: styles, settings, header and footer."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from thidua.papers import decree
from thidua.papers.model import Align
from thidua.papers.printed import Piece, Text
from thidua.papers.word_xml import NAMESPACES, page_number_xml, text_xml

# Each paper writes these itself.
OWN_PARTS = (BODY, PROPERTIES) = ("word/document.xml", "docProps/core.xml")
# Zip archives know no time before 1980; a fixed one keeps the bytes equal.
_ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)
_THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"


@cache
def shell(mark: str) -> tuple[bytes, str]:
    """Give the archive of the parts that all papers share, and the references to header and footer."""
    document = docx.Document()
    _set_defaults(document)
    section = document.sections[0]
    section.different_first_page_header_footer = True
    foot = Text((Piece(mark, bold=False, italic=False),), 10, align=Align.CENTRE)
    _fill(section.header, page_number_xml())
    _fill(section.first_page_header, text_xml(Text((), 10)))
    _fill(section.footer, text_xml(foot))
    _fill(section.first_page_footer, text_xml(foot))
    references = "".join(
        f'<w:{end}Reference w:type="{ref.get(qn("w:type"))}" r:id="{ref.get(qn("r:id"))}"/>'
        for end in ("header", "footer")
        for ref in section._sectPr.findall(qn(f"w:{end}Reference"))
    )
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype == _THUMBNAIL:
            del document.part.package.rels[key]
    saved = io.BytesIO()
    document.save(saved)
    shared = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(shared, "w") as archive:
        for name in source.namelist():
            if name not in OWN_PARTS:
                add(archive, name, source.read(name))
    return shared.getvalue(), references


def add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Put a part into the archive; the same content gives the same bytes."""
    entry = zipfile.ZipInfo(name, _ZIP_MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _fill(box: Any, paragraph: str) -> None:
    """Put one paragraph in place of what the header or footer holds."""
    box.is_linked_to_previous = False
    _replace(box._element, paragraph)


def _parsed(xml: str) -> Any:
    return parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>")[0]


def _set_defaults(document: Document) -> None:
    """Let text that officials add later look like the rest: font, size, language."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = decree.WORD_FONT, Pt(decree.BODY.size)
    for kind in ("eastAsia", "cs"):
        normal.element.rPr.rFonts.set(qn(f"w:{kind}"), decree.WORD_FONT)
    kinds = ("ascii", "hAnsi", "eastAsia", "cs")
    fonts = " ".join(f'w:{kind}="{decree.WORD_FONT}"' for kind in kinds)
    language = '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="vi-VN"/>'
    defaults = document.styles.element.find(qn("w:docDefaults"))
    _replace(
        defaults,
        f"<w:rPrDefault><w:rPr><w:rFonts {fonts}/>{language}</w:rPr></w:rPrDefault>",
        "<w:pPrDefault/>",
    )
    # From mode 15 on a table begins at the margin itself, not left of it.
    _replace(
        document.settings.element.find(qn("w:compat")),
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>',
    )


def _replace(element: Any, *children: str) -> None:
    """Give the element these children in place of those it has."""
    for child in list(element):
        element.remove(child)
    for child in children:
        element.append(_parsed(child))
