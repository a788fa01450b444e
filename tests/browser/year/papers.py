"""Papers: issued from their draft, then read back with libraries that did not write them."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.year.hands import press
from tests.papers.reading import Pdf, Word


@dataclass(frozen=True)
class PaperRead:
    """An issued paper as two other programs read it, its number and symbol."""

    number: str
    word: str
    pdf: str


def issue(page: Page) -> PaperRead:
    """Issue the draft that stands on the page; read the paper back with libraries that did not write it."""
    press(page, "Phát hành văn bản")
    page.wait_for_url("**/van-ban/*-*-*/")
    number = page.locator("dl.facts dd").first.inner_text()
    pdf = Pdf(page.request.get(f"{page.url}tai-ve.pdf").body())
    word = Word(page.request.get(f"{page.url}tai-ve.docx").body())
    text = " ".join(pdf.body(n) for n in range(len(pdf.pages)))
    return PaperRead(number, " ".join(" ".join(word.lines()).split()), " ".join(text.split()))
