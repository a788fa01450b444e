"""A paper as PDF: tagged, archival (PDF/A-2a) and accessible (PDF/UA-1)."""

from __future__ import annotations

import json
import threading
from dataclasses import fields
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import typst

from thidua.papers.compose import compose
from thidua.papers.metrics import FONT_FOLDER
from thidua.papers.model import Paper
from thidua.papers.printed import Printed

STANDARDS: list[Any] = ["a-2a", "ua-1"]
_TEMPLATE = Path(__file__).parent / "paper.typ"
# The day the decree took effect stands in for a moment that nobody gave.
NO_MOMENT = datetime(2020, 3, 5, tzinfo=timezone(timedelta(hours=7)))
_mine = threading.local()


def render_pdf(paper: Paper, *, created_at: datetime = NO_MOMENT) -> bytes:
    """Give the paper as a PDF file; the same paper and moment always give the same bytes.

    An archival file must name the moment of its making. `created_at` (with a time zone)
    is written into it and nowhere else; a draft may leave it out.
    """
    # The typesetter takes offsets, not places: whatever clock the moment was read from, it is the same moment.
    fixed = created_at.astimezone(timezone(created_at.utcoffset() or timedelta(0)))
    return typeset(source_of(compose(paper)), fixed.replace(microsecond=0))


def source_of(printed: Printed) -> str:
    """Write the parts down for the typesetter: the template, called with one string of data."""
    data = json.dumps(printed, default=_plain, ensure_ascii=False)
    # JSON holds no raw line ends, so these two signs are all that could end the string.
    quoted = data.replace("\\", r"\\").replace('"', r"\"")
    # Data given as `sys.inputs` would change the typesetter's library, and nothing that it
    # keeps from one paper to the next (the cells that all sheets share) would count.
    return f'#import "{_TEMPLATE.name}": show-paper\n#show-paper(json(bytes("{quoted}")))'


def typeset(source: str, created_at: datetime) -> bytes:
    """Set what `source_of` gave as a PDF file."""
    made = _compiler().compile(
        source.encode(), format="pdf", root=_TEMPLATE.parent, pdf_standards=STANDARDS, timestamp=created_at
    )
    if not isinstance(made, bytes):
        raise TypeError("the typesetter returned no single PDF file")
    return made


@cache
def _fonts() -> typst.Fonts:
    """Load only the shipped fonts, never those of the machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT_FOLDER])


def _compiler() -> typst.Compiler:
    """Give this thread's compiler: it keeps template and fonts between papers.

    One per thread, because a compiler holds the data of the paper it is setting.
    """
    if not hasattr(_mine, "compiler"):
        _mine.compiler = typst.Compiler(root=_TEMPLATE.parent, font_paths=_fonts(), ignore_system_fonts=True)
    compiler: typst.Compiler = _mine.compiler
    return compiler


@cache
def _names(record: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def _plain(record: Any) -> dict[str, Any]:
    """Give one record as a dictionary; json comes back for the records inside it."""
    return {name: getattr(record, name) for name in _names(record.__class__)}
