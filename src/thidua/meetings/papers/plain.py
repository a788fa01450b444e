"""A paper as plain lines, for reading on screen before it is signed. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.papers import Heading, Paper, Paragraph, Run


def plain_text(paper: Paper) -> str:
    """Everything the body of the paper says, one line a paragraph and one a row of a table."""
    lines = [paper.kind, paper.subject, *_body(paper)]
    lines += [f"{' '.join(signer.authority)}: {signer.name}" for signer in paper.signers]
    return "\n".join(line for line in lines if line)


def _body(paper: Paper) -> Iterator[str]:
    for block in paper.body:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Paragraph):
            yield _said(block.runs)
        else:
            for row in (*block.head, *block.rows):
                yield " | ".join(_said(cell.runs) for cell in row.cells)


def _said(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)
