"""The frame that every paper of a unit shares: head, place and day, signature. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.papers import Paper, Signer, number_line, place_and_date


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
