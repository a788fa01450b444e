"""A paper as people read it on screen before it is signed: block by block, or as plain lines. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from thidua.papers import Heading, Paper, Paragraph, Row, Run


@dataclass(frozen=True, slots=True)
class Reading:
    """One block of the body: a heading, a paragraph, or a table with its head and rows."""

    heading: str = ""
    text: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def readings(paper: Paper) -> tuple[Reading, ...]:
    """The body of the paper, block by block."""
    found = []
    for block in paper.body:
        if isinstance(block, Heading):
            found.append(Reading(heading=block.text))
        elif isinstance(block, Paragraph):
            found.append(Reading(text=_said(block.runs)))
        else:
            found.append(Reading(head=_cells(block.head[0]), rows=tuple(_cells(row) for row in block.rows)))
    return tuple(found)


def without_words(blocks: Sequence[Reading]) -> tuple[str, ...]:
    """The headings under which nothing stands, as of a point of the agenda whose proceedings nobody wrote."""
    following = [*blocks[1:], Reading(heading="–")]
    return tuple(
        one.heading for one, next_one in zip(blocks, following, strict=True) if one.heading and next_one.heading
    )


def plain_text(paper: Paper) -> str:
    """Everything that the paper says, one line a paragraph and one a row of a table."""
    lines = [paper.kind, paper.subject, *_lines(paper)]
    lines += [f"{' '.join(signer.authority)}: {signer.name}" for signer in paper.signers]
    return "\n".join(line for line in lines if line)


def _lines(paper: Paper) -> Iterator[str]:
    for one in readings(paper):
        yield from (one.heading, one.text)
        for row in (one.head, *one.rows):
            yield " | ".join(row)


def _cells(row: Row) -> tuple[str, ...]:
    return tuple(_said(cell.runs) for cell in row.cells)


def _said(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)
