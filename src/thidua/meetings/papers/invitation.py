"""The invitation to a session. vi: giấy mời. source: Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.7; W1.6, W1.7.

Day, hour and place, the chair, the agenda and the list come from the data; the opening words and the notes may be
edited before it is issued.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from thidua.core.days import day_of
from thidua.core.text import say
from thidua.documents.rules import BornPassage, LetterheadFacts, framed, paragraphs_of
from thidua.meetings.papers.moments import hour_and_day
from thidua.papers import Block, Paper, bold, paragraph

CODE = "GM"
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedFacts:
    """Somebody who is invited, as the paper names them."""

    name: str
    title: str = ""
    capacity: str = ""

    @property
    def line(self) -> str:
        """Name, post and, for who does not vote, in what capacity."""
        return ", ".join(part for part in (self.name, self.title, self.capacity) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationFacts:
    """What an invitation says."""

    title: str
    organiser: str
    starts_at: datetime
    place: str
    about: str = ""
    chair: str = ""
    above_title: str = ""
    agenda: tuple[tuple[str, str], ...] = ()
    papers: tuple[str, ...] = ()
    invited: tuple[InvitedFacts, ...] = ()
    demonstration: bool = False


def invitation_passages(facts: InvitationFacts) -> tuple[BornPassage, ...]:
    """The words that the data give."""
    notes = "Đề nghị các đồng chí đến dự đầy đủ, đúng thời gian. Thành viên vắng mặt báo trước lý do cho thư ký."
    if facts.papers:
        notes += "\nTài liệu gửi kèm: " + "; ".join(facts.papers) + "."
    return (
        BornPassage("opening", say("Lời mời"), f"{facts.organiser} trân trọng kính mời:"),
        BornPassage("event", say("Tới dự"), f"Tới dự {facts.title}."),
        BornPassage("notes", say("Lưu ý"), notes),
    )


def invitation_paper(
    facts: InvitationFacts,
    letterhead: LetterheadFacts,
    words: Mapping[str, str],
    number: int | None,
    issued_on: date | None,
) -> Paper:
    """The invitation in these words."""
    return framed(
        letterhead,
        code=CODE,
        number=number,
        issued_on=issued_on,
        year=(issued_on or day_of(facts.starts_at)).year,
        above_title=facts.above_title,
        kind="Giấy mời",
        subject=f"Dự {facts.title}",
        body=_body(facts, words),
        recipients=("Như trên;", "Lưu: VT."),
        demonstration=facts.demonstration,
    )


def _body(facts: InvitationFacts, words: Mapping[str, str]) -> tuple[Block, ...]:
    blocks: list[Block] = [*paragraphs_of(words.get("opening", ""))]
    blocks += [paragraph(f"- {one.line}{end}") for one, end in _ended(facts.invited)]
    blocks += paragraphs_of(words.get("event", ""))
    if facts.chair:
        blocks.append(paragraph(bold("Chủ trì: "), f"{facts.chair.rstrip('.')}."))
    blocks.append(paragraph(bold("Thời gian: "), f"{hour_and_day(facts.starts_at)}."))
    blocks.append(paragraph(bold("Địa điểm: "), f"{facts.place.rstrip('.')}."))
    if facts.about:
        blocks.append(paragraph(bold("Nội dung chính: "), facts.about))
    if facts.agenda:
        blocks.append(paragraph(bold("Chương trình:")))
        points = enumerate(_ended(facts.agenda), start=1)
        blocks += [paragraph(f"{n}. {_point(*one)}{end}") for n, (one, end) in points]
    return (*blocks, *paragraphs_of(words.get("notes", "")))


def _ended(items: Sequence[Item]) -> list[tuple[Item, str]]:
    """Each item with the mark it ends with: a semicolon, the last one a full stop."""
    last = len(items) - 1
    return [(one, ";" if n < last else ".") for n, one in enumerate(items)]


def _point(title: str, speaker: str) -> str:
    title = title.rstrip(".;")
    return f"{title} ({speaker})" if speaker else title
