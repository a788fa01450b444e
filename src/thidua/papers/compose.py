"""From what a paper says to what stands on its pages, by Decree 30/2020."""

from __future__ import annotations

from dataclasses import replace

from thidua.papers import decree
from thidua.papers.decree import Style
from thidua.papers.metrics import face, printable, widest_line_mm
from thidua.papers.model import (
    Align,
    Annex,
    Block,
    Heading,
    Paper,
    Paragraph,
    Rank,
    Signer,
)
from thidua.papers.printed import (
    Gap,
    Grid,
    GridCell,
    Part,
    Piece,
    Printed,
    Rule,
    Ruled,
    Section,
    Text,
)
from thidua.papers.tables import breakable, pieces_of, rows_to_keep, ruled

_MM = 72 / 25.4


def compose(paper: Paper) -> Printed:
    """Set the paper out: every component with its size, style, place and rule."""
    width = decree.text_width_mm(paper.orientation)
    parts: list[Part] = [_letterhead(paper, width), Gap(6), *_title(paper, width)]
    parts += _addressees(paper.addressees)
    parts += _legal_bases(paper.legal_bases)
    parts += _body(paper.body, width, closing_mark=paper.closing_mark)
    if paper.signers or paper.recipients:
        parts = _kept_with_signature(parts)
        parts += [Gap(12), *_signatures(paper, width)]
    sections = [Section(*decree.page_mm(paper.orientation), tuple(parts))]
    for number, annex in enumerate(paper.annexes, start=1):
        label = "Phụ lục" if len(paper.annexes) == 1 else f"Phụ lục {roman(number)}"
        sections.append(_annex(annex, label, demonstration=paper.demonstration))
    return Printed(
        title=printable(" ".join(f"{paper.kind} {paper.subject}".split())),
        author=printable(" ".join(paper.issuer.split())),
        mark=decree.DEMONSTRATION_TEXT if paper.demonstration else "",
        sections=tuple(sections),
    )


def roman(number: int) -> str:
    """Give the Roman numeral of a number from 1 to 89."""
    tens, ones = divmod(number, 10)
    fifty, tens = ("L", tens - 5) if tens >= 5 else ("", tens)
    tens_text = "XL" if tens == 4 and not fifty else fifty + "X" * tens
    ones_text = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
    return tens_text + ones_text


def _line(text: str, style: Style, *, align: Align = Align.CENTRE, after: float = 0) -> Text:
    return Text(_styled(text, style), style.size, align=align, after=after)


def _styled(text: str, style: Style) -> tuple[Piece, ...]:
    return (Piece(printable(text), style.bold, style.italic),)


def _part_of_line(text: str, style: Style, width_mm: float) -> float:
    longest = widest_line_mm(printable(text), width_mm, style.size, bold=style.bold)
    return round(decree.RULE_OF_LINE * longest, 2)


def _letterhead(paper: Paper, width: float) -> Grid:
    left = round(width * decree.ISSUER_COLUMN, 2)
    right = width - left
    issuer: list[Text | Rule] = [_line(paper.issuer, decree.ISSUER)]
    if paper.governing_body:
        issuer.insert(0, _line(paper.governing_body, decree.GOVERNING_BODY))
    issuer.append(Rule(_part_of_line(paper.issuer, decree.ISSUER, left)))
    motto = face(bold=True).width_mm(decree.MOTTO_TEXT, decree.MOTTO.size)
    nation = (
        _line(decree.NATIONAL_NAME_TEXT, decree.NATIONAL_NAME),
        _line(decree.MOTTO_TEXT, decree.MOTTO),
        Rule(round(motto, 2)),
    )
    rows: list[tuple[GridCell, ...]] = [(GridCell(tuple(issuer)), GridCell(nation))]
    if paper.number_line or paper.place_and_date:
        number = _line(paper.number_line, decree.NUMBER)
        day = _line(paper.place_and_date, decree.PLACE_AND_DATE)
        rows.append((GridCell((number,)), GridCell((day,))))
    return Grid((left, right), tuple(rows))


def _title(paper: Paper, width: float) -> list[Part]:
    kind = replace(_line(paper.kind, decree.KIND), before=12, level=1, keep_with_next=True)
    parts: list[Part] = [kind]
    if paper.subject:
        parts.append(_line(paper.subject, decree.SUBJECT))
        parts.append(Rule(_part_of_line(paper.subject, decree.SUBJECT, width), after=12))
    else:
        parts.append(Gap(12))
    if paper.demonstration:
        parts.append(_mark())
    return parts


def _mark() -> Text:
    return _line(decree.DEMONSTRATION_TEXT, decree.DEMONSTRATION, after=8)


def _addressees(names: tuple[str, ...]) -> list[Part]:
    label = "Kính gửi:"
    style = decree.ADDRESSEES
    if not names:
        return []
    if len(names) == 1:
        return [_line(f"{label} {_unended(names[0])}.", style, after=12)]
    indent = 2 * decree.FIRST_LINE_MM
    # The dashes stand below the colon, so they begin where "Kính gửi" ends.
    below = round(indent + face().width_mm(label[:-1], style.size), 2)
    parts: list[Part] = [replace(_line(label, style, align=Align.LEFT), left_mm=indent)]
    for text in _listed(names):
        parts.append(replace(_line(f"- {text}", style, align=Align.LEFT), left_mm=below))
    return [*parts, Gap(12)]


def _legal_bases(bases: tuple[str, ...]) -> list[Part]:
    return [_body_text(_styled(text, decree.LEGAL_BASIS)) for text in _listed(bases)]


def _unended(text: str) -> str:
    return text.rstrip().rstrip(".;,").rstrip()


def _listed(items: tuple[str, ...]) -> list[str]:
    """End each item with a semicolon and the last with a full stop."""
    last = len(items) - 1
    return [_unended(item) + (";" if n < last else ".") for n, item in enumerate(items)]


def _body_text(pieces: tuple[Piece, ...], source: Paragraph | None = None) -> Text:
    return Text(
        pieces,
        decree.BODY.size,
        align=source.align if source else Align.JUSTIFY,
        after=decree.PARAGRAPH_GAP_PT,
        first_line_mm=decree.FIRST_LINE_MM if source is None or source.first_line else 0,
        line_spacing=decree.BODY_LINE_SPACING,
    )


def _body(blocks: tuple[Block, ...], width: float, *, closing_mark: bool) -> list[Part]:
    parts: list[Part] = []
    # Readers of headings want no level skipped, whatever rank the paper starts with.
    ranks = sorted({b.rank for b in blocks if isinstance(b, Heading)}, key=list(Rank).index)
    reached = 1
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            pieces = breakable(pieces_of(block.runs), width, decree.BODY.size)
            if closing_mark and number == len(blocks) - 1:
                pieces = _closed(pieces)
            parts.append(_body_text(pieces, block))
        elif isinstance(block, Heading):
            reached = min(reached + 1, 2 + ranks.index(block.rank))
            parts.append(_heading(block, reached))
        else:
            parts += [ruled(block, width), Gap(decree.PARAGRAPH_GAP_PT)]
    return parts


def _closed(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Put "./." after the last word of the body."""
    if not pieces:
        return pieces
    last = pieces[-1]
    text = last.text.rstrip()
    text = text.removesuffix("./.").rstrip().rstrip(".;,")
    return (*pieces[:-1], replace(last, text=text + "./."))


def _heading(block: Heading, level: int) -> Text:
    centred = block.rank is Rank.PART
    return Text(
        _styled(block.text, decree.HEADING),
        decree.HEADING.size,
        align=Align.CENTRE if centred else Align.JUSTIFY,
        after=decree.PARAGRAPH_GAP_PT,
        first_line_mm=0 if centred else decree.FIRST_LINE_MM,
        line_spacing=decree.BODY_LINE_SPACING,
        level=level,
        keep_with_next=True,
    )


def _kept_with_signature(parts: list[Part]) -> list[Part]:
    """Let the signatures never stand alone on a page."""
    last = len(parts) - 1
    if isinstance(parts[last], Gap):
        last -= 1
    kept = parts[last]
    if isinstance(kept, Ruled):
        kept = replace(kept, tail=rows_to_keep(kept))
    elif isinstance(kept, Text):
        kept = replace(kept, keep_with_next=True)
    return [*parts[:last], kept, *parts[last + 1 :]]


def _signatures(paper: Paper, width: float) -> list[Part]:
    recipients = _recipients(paper.recipients)
    if len(paper.signers) <= 1:
        left, right = width * 0.5, width * 0.5
        signer = _signer(paper.signers[0]) if paper.signers else ()
        return [Grid((left, right), ((GridCell(recipients), GridCell(signer)),))]
    share = width / len(paper.signers)
    posts = tuple(GridCell(_post(signer)) for signer in paper.signers)
    names = tuple(GridCell((_name(signer),)) for signer in paper.signers)
    parts: list[Part] = [Grid((share,) * len(posts), (posts, names))]
    if recipients:
        parts += [Gap(12), Grid((width,), ((GridCell(recipients),),))]
    return parts


def _name(signer: Signer) -> Text:
    room = round(decree.SIGNATURE_ROOM_MM * _MM, 1)
    return replace(_line(signer.name, decree.SIGNER_NAME), before=room)


def _post(signer: Signer) -> tuple[Text, ...]:
    lines = [_line(line, decree.AUTHORITY) for line in signer.authority]
    if signer.note:
        lines.append(_line(signer.note, decree.SIGNER_NOTE))
    return tuple(lines)


def _signer(signer: Signer) -> tuple[Text, ...]:
    return (*_post(signer), _name(signer))


def _recipients(names: tuple[str, ...]) -> tuple[Text, ...]:
    if not names:
        return ()
    label = _line("Nơi nhận:", decree.RECIPIENTS_LABEL, align=Align.LEFT)
    lines = (_line(f"- {n}", decree.RECIPIENTS, align=Align.LEFT) for n in _listed(names))
    return (label, *lines)


def _annex(annex: Annex, label: str, *, demonstration: bool) -> Section:
    width = decree.text_width_mm(annex.orientation)
    head = replace(_line(label, decree.ANNEX_LABEL), level=1, keep_with_next=True)
    parts: list[Part] = [head, _line(annex.title, decree.ANNEX_TITLE)]
    if annex.reference:
        parts.append(_line(annex.reference, decree.ANNEX_REFERENCE))
    parts.append(Gap(12))
    if demonstration:
        parts.append(_mark())
    parts += _body(annex.body, width, closing_mark=False)
    return Section(*decree.page_mm(annex.orientation), tuple(parts))
