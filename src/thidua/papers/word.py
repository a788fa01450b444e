"""A paper as a Word file (.docx)."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from thidua.papers.compose import compose
from thidua.papers.model import Paper
from thidua.papers.printed import Printed
from thidua.papers.word_shell import BODY, PROPERTIES, add, shell
from thidua.papers.word_xml import document_xml


def render_docx(paper: Paper) -> bytes:
    """Give the paper as a Word file; the same paper always gives the same bytes."""
    return written(compose(paper))


def written(printed: Printed) -> bytes:
    """Give the composed paper as a Word file."""
    shared, references = shell(printed.mark)
    made = io.BytesIO()
    made.write(shared)
    with zipfile.ZipFile(made, "a") as archive:
        add(archive, PROPERTIES, _properties(printed.title, printed.author).encode())
        add(archive, BODY, document_xml(printed, references).encode())
    return made.getvalue()


def _properties(title: str, author: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        "<dc:language>vi-VN</dc:language></cp:coreProperties>"
    )
