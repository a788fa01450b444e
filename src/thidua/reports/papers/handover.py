"""The minutes of the hand-over to the next leader. vi: biên bản bàn giao. source: features C10, O1.2."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from thidua.documents.rules import LetterheadFacts, framed
from thidua.papers import Align, Annex, Block, Column, Orientation, Paper, Signer, Table, paragraph, row, section
from thidua.reports.rules import HandoverFacts, day_or_blank, numbered, power_sentence

CODE = "BB"
PAPER_COLUMNS = (Column(8, Align.CENTRE), Column(24), Column(16, Align.CENTRE), Column(52))


def handover_paper(
    facts: HandoverFacts, letterhead: LetterheadFacts, number: int | None, issued_on: date | None
) -> Paper:
    """Who hands over to whom, from which day; members, papers, what is still open, what was late."""
    return framed(
        letterhead,
        code=CODE,
        number=number,
        issued_on=issued_on,
        year=issued_on.year if issued_on else facts.year.start + 1,
        kind="Biên bản",
        subject=f"Bàn giao nhiệm vụ cụm trưởng {facts.cluster_name}, năm học {facts.year}",
        body=tuple(_body(facts)),
        signers=(
            Signer(("Bên nhận", facts.taking or "…"), ""),
            Signer(("Bên giao", letterhead.head_title or facts.giving), letterhead.head_name),
        ),
        recipients=(f"Các đơn vị trong {facts.cluster_name};", "Lưu: VT."),
        annexes=tuple(_annexes(facts)),
        demonstration=facts.demonstration,
    )


def _body(facts: HandoverFacts) -> Iterator[Block]:
    yield paragraph(f"Bên giao: {facts.giving}. Bên nhận: {facts.taking or 'chưa bầu'}. {power_sentence(facts)}")
    yield section("I. Thành viên của cụm")
    for line in numbered(facts.members):
        yield paragraph(line)
    yield section("II. Quy chế, văn bản")
    if facts.clause:
        yield paragraph(f"Điều khoản bình xét đang áp dụng: {facts.clause}.")
    head = row("TT", "Số, ký hiệu", "Ngày", "Nội dung")
    rows = tuple(
        row(str(index), one.number, day_or_blank(one.issued_on), one.title)
        for index, one in enumerate(facts.papers, start=1)
    )
    yield Table(PAPER_COLUMNS, (head,), rows, 12, "Trong năm chưa phát hành văn bản nào trong phần mềm.")
    yield section("III. Việc còn dở dang")
    yield from _lines([str(task) for task in facts.open_tasks], "Không còn việc nào dở dang.")
    yield section("IV. Muộn trong năm, để năm sau lưu ý")
    yield from _lines(list(facts.late), "Không có việc nào muộn.")


def _annexes(facts: HandoverFacts) -> Iterator[Annex]:
    """The words that the next leader is bound by: the clause and the pledge, as they stand."""
    for title, words in (("Điều khoản bình xét", facts.clause_words), ("Giao ước thi đua", facts.pledge_words)):
        if words:
            body = tuple(paragraph(line) for line in words)
            yield Annex(f"{title} {facts.cluster_name}", body, orientation=Orientation.PORTRAIT)


def _lines(lines: list[str], otherwise: str) -> Iterator[Block]:
    for line in numbered(lines) or (otherwise,):
        yield paragraph(line)
