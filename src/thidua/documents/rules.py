"""The frame that every paper of a unit shares, the words that may be edited, the text that is signed. Pure."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.core.text import Text
from thidua.papers import Paper, Paragraph, Signer, number_line, paragraph, place_and_date


@dataclass(frozen=True, slots=True)
class LetterheadFacts:
    """What stands at the head and foot of a unit's papers, on one day."""

    unit_name: str
    governing_body: str
    place: str
    symbol: str
    head_title: str
    head_name: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether a paper can be issued: the place, the symbol and the title of the signer are known."""
        return bool(self.place and self.symbol and self.head_title)


def framed(
    letterhead: LetterheadFacts,
    *,
    code: str,
    number: int | None,
    issued_on: date | None,
    year: int,
    above_title: str = "",
    **content: Any,
) -> Paper:
    """A paper of the unit: `code` is the kind's symbol (BC, BB …), `above_title` a line such as CỤM TRƯỞNG.

    Without number and day room is left to write them. source: Nghị định 30/2020/NĐ-CP, Phụ lục I.
    """
    authority = tuple(line for line in (above_title, letterhead.head_title) if line)
    return Paper(
        issuer=letterhead.unit_name,
        governing_body=letterhead.governing_body,
        number_line=number_line(number, symbol_of(letterhead, code)),
        place_and_date=place_and_date(letterhead.place, issued_on, year=year),
        signers=content.pop("signers", (Signer(authority, letterhead.head_name),)),
        **content,
    )


def symbol_of(letterhead: LetterheadFacts, code: str) -> str:
    """`BC-SGDĐT`: the kind's code and the unit's."""
    return f"{code}-{letterhead.symbol}"


@dataclass(frozen=True, slots=True)
class BornPassage:
    """A passage of a paper as the data give it today. vi: đoạn văn bản sinh từ số liệu."""

    key: str
    heading: Text
    text: str


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """A passage as it would be issued: the words, whether somebody edited them, whether the data changed since."""

    key: str
    heading: Text
    text: str
    born: str
    edited: bool = False
    born_changed: bool = False
    edition: int = 0


@dataclass(frozen=True, slots=True)
class KeptPassage:
    """What was kept of a passage: the words, and those the data gave at the time."""

    text: str
    born: str
    edition: int


def passage_of(born: BornPassage, kept: KeptPassage | None) -> PassageFacts:
    """Join what the data say today with what was kept; words equal to what the data gave are no edit."""
    today = plain_lines(born.text)
    if kept is None:
        return PassageFacts(born.key, born.heading, today, today)
    if kept.text == kept.born:
        return PassageFacts(born.key, born.heading, today, today, edition=kept.edition)
    changed = kept.born != today
    return PassageFacts(born.key, born.heading, kept.text, today, True, changed, kept.edition)


def plain_lines(text: str) -> str:
    """The text as it is kept and compared: NFC, one kind of line end, nothing at the ends of lines."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip()


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """An edited passage as paragraphs of a paper, one for each line that is not empty."""
    return tuple(paragraph(line) for line in plain_lines(text).split("\n") if line)


def text_fingerprint(text: str) -> str:
    """The SHA-256 of a signed text, letter for letter: one changed letter gives another. vi: mã kiểm tra."""
    return hashlib.sha256(text.encode()).hexdigest()
