"""The printed parts written as WordprocessingML, the body of a Word file.

Every text passes `_escaped`, the only door into the XML.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from thidua.papers import decree
from thidua.papers.decree import CELL_PADDING_MM, CELL_PADDING_PT
from thidua.papers.model import Align
from thidua.papers.printed import (
    BREAK,
    Gap,
    Grid,
    Part,
    Piece,
    Printed,
    Rule,
    Ruled,
    Section,
    TableCell,
    TableRow,
    Text,
)

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_ALIGNED = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
# Word wants a paragraph where there is nothing to say; it is made one point high.
_HAIR = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


def document_xml(printed: Printed, references: str) -> str:
    """Give the whole document.xml; `references` names the parts with header and footer."""
    last = len(printed.sections) - 1
    body = []
    for number, section in enumerate(printed.sections):
        width = section.width_mm - decree.MARGIN_LEFT_MM - decree.MARGIN_RIGHT_MM
        body += [_part(part, width) for part in section.parts]
        page = _section(section, references)
        if number < last:
            body.append(f"<w:p><w:pPr>{_HAIR}{page}</w:pPr></w:p>")
        else:
            body.append(f"<w:p><w:pPr>{_HAIR}</w:pPr></w:p>{page}")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>"
    )


def text_xml(part: Text) -> str:
    """Give one paragraph."""
    properties = "<w:keepNext/>" if part.keep_with_next else ""
    properties += (
        f'<w:spacing w:before="{_twips_of_pt(part.before)}" w:after="{_twips_of_pt(part.after)}" '
        f'w:line="{round(240 * part.line_spacing)}" w:lineRule="auto"/>'
    )
    if part.left_mm or part.first_line_mm:
        left, first = twips(part.left_mm), twips(part.first_line_mm)
        properties += f'<w:ind w:left="{left}" w:firstLine="{first}"/>'
    properties += f'<w:jc w:val="{_ALIGNED[part.align]}"/>'
    if part.level:
        properties += f'<w:outlineLvl w:val="{part.level - 1}"/>'
    properties += f"<w:rPr>{_size(part.size)}</w:rPr>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{_runs(part.pieces, part.size)}</w:p>"


def page_number_xml() -> str:
    """Give the paragraph in the top margin that carries the page number."""
    run = f"<w:r><w:rPr>{_size(decree.PAGE_NUMBER.size)}</w:rPr>"
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        '<w:jc w:val="center"/></w:pPr>'
        f'{run}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{run}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'{run}<w:fldChar w:fldCharType="separate"/></w:r>{run}<w:t>2</w:t></w:r>'
        f'{run}<w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def twips(mm: float) -> int:
    """Give millimetres in twentieths of a point, the unit of Word."""
    return round(mm * 1440 / 25.4)


def _twips_of_pt(points: float) -> int:
    return round(points * 20)


def _escaped(text: str) -> str:
    # Word cuts long words by itself.
    return escape(text.replace(BREAK, ""))


def _size(points: float) -> str:
    half_points = round(points * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _runs(pieces: Iterable[Piece], size: float) -> str:
    return "".join(_run(piece, size) for piece in pieces if piece.text)


def _run(piece: Piece, size: float) -> str:
    style = "<w:b/><w:bCs/>" if piece.bold else ""
    style += "<w:i/><w:iCs/>" if piece.italic else ""
    lines = (f'<w:t xml:space="preserve">{_escaped(t)}</w:t>' for t in piece.text.split("\n"))
    return f"<w:r><w:rPr>{style}{_size(size)}</w:rPr>{'<w:br/>'.join(lines)}</w:r>"


def _part(part: Part, width_mm: float) -> str:
    if isinstance(part, Text):
        return text_xml(part)
    if isinstance(part, Rule):
        return _rule(part, width_mm)
    if isinstance(part, Gap):
        line = max(20, _twips_of_pt(part.height))
        return (
            '<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" '
            f'w:line="{line}" w:lineRule="exact"/></w:pPr></w:p>'
        )
    return _grid(part) if isinstance(part, Grid) else _ruled(part)


def _rule(part: Rule, width_mm: float) -> str:
    """Draw the rule as the top border of a hair-thin paragraph, indented on both sides."""
    side = twips((width_mm - part.width_mm) / 2)
    return (
        '<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:before="{_twips_of_pt(part.before)}" w:after="{_twips_of_pt(part.after)}" '
        f'w:line="20" w:lineRule="exact"/><w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )


def _table_start(widths_mm: tuple[float, ...], borders: str, margins: tuple[int, int]) -> str:
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths_mm)
    high, wide = margins
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(twips(w) for w in widths_mm)}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{high}" w:type="dxa"/><w:left w:w="{wide}" w:type="dxa"/>'
        f'<w:bottom w:w="{high}" w:type="dxa"/><w:right w:w="{wide}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )


def _grid(grid: Grid) -> str:
    rows = []
    for number, row in enumerate(grid.rows, start=1):
        keep = number < len(grid.rows)
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>'
            f"{''.join(_kept(_part(p, width), keep) for p in cell.parts) or '<w:p/>'}</w:tc>"
            for width, cell in zip(grid.widths_mm, row, strict=True)
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    return f"{_table_start(grid.widths_mm, '', (0, 0))}{''.join(rows)}</w:tbl>"


def _kept(paragraph: str, keep: bool) -> str:
    if not keep or "<w:keepNext/>" in paragraph:
        return paragraph
    return paragraph.replace("<w:pPr>", "<w:pPr><w:keepNext/>", 1)


def _ruled(table: Ruled) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    margins = (_twips_of_pt(CELL_PADDING_PT), twips(CELL_PADDING_MM))
    start = _table_start(table.widths_mm, f"<w:tblBorders>{borders}</w:tblBorders>", margins)
    first_kept = len(table.rows) - table.tail
    rows = _rows(table.head, table, head=True, first_kept=0)
    return f"{start}{rows}{_rows(table.rows, table, head=False, first_kept=first_kept)}</w:tbl>"


def _rows(rows: tuple[TableRow, ...], table: Ruled, *, head: bool, first_kept: int) -> str:
    """Write the rows, and below a cell that reaches down the empty cells Word asks for."""
    written = []
    hanging: dict[int, tuple[TableCell, int]] = {}
    for number, row in enumerate(rows):
        keep = number >= first_kept or row.group
        cells: dict[int, str] = {}
        for column, (cell, left) in list(hanging.items()):
            cells[column] = _cell(cell, table, keep=keep, continued=True)
            hanging[column] = (cell, left - 1)
            if left == 1:
                del hanging[column]
        for cell in row.cells:
            cells[cell.column] = _cell(cell, table, keep=keep, continued=False)
            if cell.down > 1:
                hanging[cell.column] = (cell, cell.down - 1)
        whole = "" if row.may_break else "<w:cantSplit/>"
        repeated = "<w:tblHeader/>" if head else ""
        inside = "".join(cells[column] for column in sorted(cells))
        written.append(f"<w:tr><w:trPr>{whole}{repeated}</w:trPr>{inside}</w:tr>")
    return "".join(written)


def _cell(cell: TableCell, table: Ruled, *, keep: bool, continued: bool) -> str:
    width = sum(twips(w) for w in table.widths_mm[cell.column : cell.column + cell.across])
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.across > 1:
        properties += f'<w:gridSpan w:val="{cell.across}"/>'
    if cell.down > 1:
        properties += "<w:vMerge/>" if continued else '<w:vMerge w:val="restart"/>'
    properties += '<w:vAlign w:val="center"/>'
    pieces = () if continued else cell.pieces
    text = text_xml(Text(pieces, table.size, align=cell.align, keep_with_next=keep))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"


def _section(section: Section, references: str) -> str:
    lying = ' w:orient="landscape"' if section.width_mm > section.height_mm else ""
    edge = twips(decree.PAGE_NUMBER_FROM_EDGE_MM)
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(section.width_mm)}" w:h="{twips(section.height_mm)}"{lying}/>'
        f'<w:pgMar w:top="{twips(decree.MARGIN_TOP_MM)}" w:right="{twips(decree.MARGIN_RIGHT_MM)}" '
        f'w:bottom="{twips(decree.MARGIN_BOTTOM_MM)}" w:left="{twips(decree.MARGIN_LEFT_MM)}" '
        f'w:header="{edge}" w:footer="{edge}" w:gutter="0"/><w:pgNumType w:start="1"/>'
        "<w:titlePg/></w:sectPr>"
    )
