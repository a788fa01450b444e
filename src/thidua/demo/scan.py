"""A paper that came from outside, as a small PDF that says what it is."""

from __future__ import annotations

from thidua.papers import Paper, paragraph, render_pdf


def invented(name: str, issuer: str) -> tuple[str, bytes]:
    """The name and content of an invented paper."""
    paper = Paper(
        kind="Văn bản",
        subject=name,
        issuer=issuer,
        body=(paragraph("Dữ liệu minh hoạ, không phải văn bản thật."),),
        demonstration=True,
    )
    return f"{name} (minh hoạ).pdf", render_pdf(paper)
