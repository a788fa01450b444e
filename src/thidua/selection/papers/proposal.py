"""The request for flag and commendations. vi: tờ trình. source: domain/scoring/forms.md, form 15; S1 IV.4. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from thidua.core.days import SchoolYear, format_day
from thidua.core.number_words import with_words
from thidua.core.numbers import format_number
from thidua.core.text import say
from thidua.documents.rules import BornPassage, LetterheadFacts, framed, paragraphs_of, plain_lines
from thidua.papers import Align, Block, Column, Paper, RowKind, Table, cell, paragraph, row, section
from thidua.selection.rules.telling import BY_WORDS, SelectionOutcomeFacts, UnitReason

CODE = "TTr"
HEAD = row("Stt", "Đơn vị", "Tổng điểm", "Cách chọn")
COLUMNS = (Column(8, Align.CENTRE), Column(52), Column(16, Align.RIGHT), Column(24))


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """The outcome with what stands around it: the cluster, the year, to whom."""

    outcome: SelectionOutcomeFacts
    cluster_name: str
    year: SchoolYear
    addressee: str
    demonstration: bool = False


def proposal_passages(facts: ProposalFacts) -> tuple[BornPassage, ...]:
    """The words that the data give; each may be edited before issue."""
    outcome = facts.outcome
    bases = [f"Căn cứ {outcome.document};", *_sessions(facts)]
    return (
        BornPassage("bases", say("Căn cứ"), "\n".join(bases)),
        BornPassage("opening", say("Mở đầu"), _opening(facts)),
        BornPassage("votes", say("Kết quả bỏ phiếu"), "\n".join(vote.sentence for vote in outcome.votes)),
        BornPassage("others", say("Đơn vị không xét, chưa xét"), "\n".join(_others(facts))),
        BornPassage("request", say("Đề nghị"), _request(facts)),
        BornPassage("attached", say("Hồ sơ gửi kèm"), "\n".join(_attached())),
    )


def proposal_paper(
    facts: ProposalFacts,
    letterhead: LetterheadFacts,
    words: Mapping[str, str],
    number: int | None,
    issued_on: date | None,
) -> Paper:
    """The request with the words as they were kept; units and figures come from the data alone."""
    return framed(
        letterhead,
        code=CODE,
        number=number,
        issued_on=issued_on,
        year=issued_on.year if issued_on else facts.year.start + 1,
        above_title="Cụm trưởng",
        kind="Tờ trình",
        subject=f"Về việc đề nghị tặng {_prize_names(facts)} cho các đơn vị thuộc {facts.cluster_name}, "
        f"năm học {facts.year}",
        addressees=(facts.addressee,),
        legal_bases=tuple(line for line in plain_lines(words["bases"]).split("\n") if line),
        body=_body(facts, words),
        recipients=("Như trên;", f"Các đơn vị trong {facts.cluster_name};", "Lưu: VT."),
        demonstration=facts.demonstration,
    )


def _body(facts: ProposalFacts, words: Mapping[str, str]) -> tuple[Block, ...]:
    blocks: list[Block] = [*paragraphs_of(words["opening"]), section("I. Danh sách đề nghị"), _table(facts)]
    told = [one for one in (("Kết quả bỏ phiếu", "votes"), ("Đơn vị không xét, chưa xét", "others")) if words[one[1]]]
    for number, (heading, key) in enumerate(told, 2):
        blocks += [section(f"{'I' * number}. {heading}"), *paragraphs_of(words[key])]
    blocks += paragraphs_of(words["request"])
    if plain_lines(words["attached"]):
        blocks += [paragraph("Hồ sơ gửi kèm:"), *paragraphs_of(words["attached"])]
    return tuple(blocks)


def _table(facts: ProposalFacts) -> Table:
    rows = []
    number = 0
    for prize in facts.outcome.prizes:
        units = [unit for unit in prize.units if not unit.suspended]
        rows.append(row(cell(f"{prize.name}: {with_words(len(units))} đơn vị", across=4), kind=RowKind.GROUP))
        for unit in units:
            number += 1
            rows.append(row(str(number), unit.name, format_number(unit.total, 2), str(BY_WORDS[unit.by])))
    return Table(COLUMNS, (HEAD,), tuple(rows))


def _opening(facts: ProposalFacts) -> str:
    outcome = facts.outcome
    on = f" ngày {format_day(outcome.concluded_on)}" if outcome.concluded_on else ""
    return (
        f"Trên cơ sở kết quả chấm điểm, bỏ phiếu và kết luận xét chọn{on}, {facts.cluster_name} đã chọn "
        f"{with_words(outcome.awarded)} đơn vị để đề nghị khen thưởng năm học {facts.year} như sau:"
    )


def _request(facts: ProposalFacts) -> str:
    counts = [
        f"{with_words(sum(not unit.suspended for unit in prize.units))} {prize.name}"
        for prize in facts.outcome.prizes
        if any(not unit.suspended for unit in prize.units)
    ]
    return f"{facts.cluster_name} kính đề nghị {facts.addressee} xem xét, quyết định tặng {'; '.join(counts)}."


def _others(facts: ProposalFacts) -> list[str]:
    return [
        *(_because("Không xét", one) for one in facts.outcome.excluded),
        *(_because("Chưa xét", one) for one in facts.outcome.held),
    ]


def _because(what: str, one: UnitReason) -> str:
    where = f" ({one.citation})" if str(one.citation) else ""
    why = str(one.sentence).rstrip(".")
    said = why if why.startswith(what) else f"{what}: {why}"
    return f"{one.name}: {said}{where}."


def _sessions(facts: ProposalFacts) -> list[str]:
    found = {(vote.session, vote.on): None for vote in facts.outcome.votes}
    return [f"Căn cứ kết quả bỏ phiếu tại {session}, ngày {format_day(on)};" for session, on in found]


def _prize_names(facts: ProposalFacts) -> str:
    return ", ".join(prize.name for prize in facts.outcome.prizes)


def _attached() -> list[str]:
    return [
        "1. Biên bản hội nghị tổng kết và biên bản kiểm phiếu;",
        "2. Báo cáo tổng hợp kết quả chấm điểm thi đua;",
        "3. Báo cáo kết quả xét chọn của cụm.",
    ]
