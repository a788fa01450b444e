"""An official paper as plain data → Word and PDF in the layout of Decree 30/2020."""

from thidua.papers.archive import from_json, to_json
from thidua.papers.batch import Rendered, render_batch
from thidua.papers.missing import missing_characters
from thidua.papers.model import (
    Align,
    Annex,
    Block,
    Cell,
    Column,
    Heading,
    Orientation,
    Paper,
    PaperError,
    Paragraph,
    Rank,
    Row,
    RowKind,
    Run,
    Signer,
    Table,
)
from thidua.papers.numbering import (
    annex_reference,
    day_in_words,
    number_and_symbol,
    number_line,
    place_and_date,
)
from thidua.papers.pdf import render_pdf
from thidua.papers.word import render_docx
from thidua.papers.writing import bold, cell, clause, italic, paragraph, rich, row, section

__all__ = [
    "Align",
    "Annex",
    "Block",
    "Cell",
    "Column",
    "Heading",
    "Orientation",
    "Paper",
    "PaperError",
    "Paragraph",
    "Rank",
    "Rendered",
    "Row",
    "RowKind",
    "Run",
    "Signer",
    "Table",
    "annex_reference",
    "bold",
    "cell",
    "clause",
    "day_in_words",
    "from_json",
    "italic",
    "missing_characters",
    "number_and_symbol",
    "number_line",
    "paragraph",
    "place_and_date",
    "render_batch",
    "render_docx",
    "render_pdf",
    "rich",
    "row",
    "section",
    "to_json",
]
