"""The counting minutes of one round. vi: biên bản kiểm phiếu. source: forms 14.

The figures come from the box and are not for editing; digits and words are written from the same number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from thidua.ballots.rules import CHOOSE, Count, Elected, RoundResult
from thidua.core.number_words import with_words
from thidua.core.numbers import format_number, round_half_up
from thidua.core.text import say
from thidua.documents.rules import BornPassage, LetterheadFacts, paragraphs_of, symbol_of
from thidua.meetings.papers.moments import hour_and_day, hour_of
from thidua.meetings.rules.minutes import CountingFacts
from thidua.papers import (
    Align,
    Block,
    Column,
    Paper,
    Row,
    Signer,
    Table,
    clause,
    number_line,
    paragraph,
    row,
)

CODE = "BB"
MOST_SIGNERS = 3
CHOSEN, TIED = "Được chọn", "Bằng phiếu"
NO_COMPLAINT = "Ý kiến, khiếu nại về việc bỏ phiếu và kiểm phiếu: Không có."


def counting_passages(facts: CountingFacts) -> tuple[BornPassage, ...]:
    """The words that may be edited: the course of the count, never its figures."""
    return (
        BornPassage("opening", say("Thời gian, địa điểm, ban kiểm phiếu"), _opening(facts)),
        BornPassage("remarks", say("Ý kiến, khiếu nại"), NO_COMPLAINT),
    )


def counting_paper(
    facts: CountingFacts, letterhead: LetterheadFacts, words: Mapping[str, str], number: int | None
) -> Paper:
    """The counting minutes of one closed round."""
    result = facts.result
    body: list[Block] = [
        *paragraphs_of(words.get("opening", "")),
        clause("1. Số phiếu"),
        *(paragraph(line) for line in ballot_lines(result)),
        clause("2. Kết quả kiểm phiếu"),
        counts_table(result, facts.base, facts.outcome),
        paragraph(f"Tỷ lệ tính trên {facts.base_words}: {with_words(facts.base)}."),
        clause("3. Kết luận"),
        *(paragraph(line) for line in conclusion(facts)),
        *paragraphs_of(words.get("remarks", "")),
    ]
    few = len(facts.members) < MOST_SIGNERS
    if not few:
        body.append(_signing_table(facts.members))
    members = tuple(Signer(("Thành viên",), name) for name in facts.members) if few else ()
    return Paper(
        kind="Biên bản kiểm phiếu",
        subject=f"{facts.question_title}, vòng {result.number}",
        issuer=letterhead.unit_name,
        governing_body=letterhead.governing_body,
        number_line=number_line(number, symbol_of(letterhead, CODE)),
        body=tuple(body),
        closing_mark=few,
        signers=(*members, Signer(("Trưởng ban kiểm phiếu",), facts.head)),
        recipients=("Lưu: VT, Hồ sơ",),
        demonstration=facts.demonstration,
    )


def ballot_lines(result: RoundResult) -> list[str]:
    """The ballots handed out, collected, valid, invalid and unused, one line each."""
    lines = [
        f"- Số phiếu phát ra: {with_words(result.issued)} phiếu;",
        f"- Số phiếu thu vào: {with_words(result.collected)} phiếu;",
        f"- Số phiếu hợp lệ: {with_words(result.valid)} phiếu;",
        f"- Số phiếu không hợp lệ: {with_words(result.invalid)} phiếu{_reasons(result)};",
        f"- Số phiếu không sử dụng: {with_words(result.unused)} phiếu.",
    ]
    if result.screen and result.paper_issued:
        lines.append(
            f"Trong số phiếu phát ra có {with_words(result.screen)} phiếu bỏ trên phần mềm "
            f"và {with_words(result.paper_issued)} phiếu giấy."
        )
    return lines


def figures_in_words(result: RoundResult) -> str:
    """The same figures in one line, for the minutes of the session."""
    return (
        f"phát ra {with_words(result.issued)} phiếu, thu vào {with_words(result.collected)} phiếu, "
        f"hợp lệ {with_words(result.valid)} phiếu, không hợp lệ {with_words(result.invalid)} phiếu"
        f"{_reasons(result)}, không sử dụng {with_words(result.unused)} phiếu"
    )


def counts_table(result: RoundResult, base: int, outcome: Elected) -> Table:
    """What each name got, in which share of `base`, and what came of it."""
    votes = "Số phiếu" if result.kind == CHOOSE else "Đồng ý"
    others = () if result.kind == CHOOSE else ("Không đồng ý", "Không ý kiến")
    columns = (
        Column(7, Align.CENTRE),
        Column(46),
        *(Column(11, Align.CENTRE) for _ in (votes, *others)),
        Column(11, Align.CENTRE),
        Column(15, Align.CENTRE),
    )
    head = row("STT", "Tên", votes, *others, "Tỷ lệ", "Kết quả")
    rows = tuple(_row(n, one, result, base, outcome) for n, one in enumerate(result.counts, start=1))
    return Table(columns, (head,), rows)


def conclusion(facts: CountingFacts) -> list[str]:
    """Who is chosen, or between whom there is another round."""
    labels, counts = facts.labels, {one.option.key: one for one in facts.result.counts}
    lines = [
        f"{labels[key]} được chọn với {with_words(counts[key].yes)} phiếu{_of_base(facts)}."
        for key in facts.outcome.chosen
    ]
    if facts.outcome.tied:
        level = with_words(counts[facts.outcome.tied[0]].yes)
        lines.append(
            f"{joined(labels[key] for key in facts.outcome.tied)} có số phiếu bằng nhau là {level} phiếu; "
            f"bỏ phiếu lại ở vòng {facts.result.number + 1}, chỉ gồm các tên này."
        )
    if not facts.final:
        lines.append("Kết quả cuối cùng được xác định sau khi lấy ý kiến các thành viên vắng mặt.")
    elif not lines:
        lines.append("Không có ai đủ số phiếu để được chọn.")
    if facts.needed is not None:
        lines.append(f"Số phiếu đồng ý cần có: {with_words(facts.needed)} phiếu ({facts.need_words}).")
    return lines


def joined(names: Iterable[str]) -> str:
    """Names in a row: "A, B và C"."""
    told = list(names)
    return " và ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def share_of(votes: int, base: int) -> str:
    """The share in per cent, two places at most; a dash where there is nothing to take it of."""
    return f"{format_number(round_half_up(Decimal(100 * votes) / base))} %" if base else "–"


def _opening(facts: CountingFacts) -> str:
    result = facts.result
    began = (
        f"Hôm nay, vào lúc {hour_and_day(result.closed_at)}, tại {facts.place}, ban kiểm phiếu của "
        f"{facts.session_title} đã kiểm phiếu vòng {result.number} về nội dung: {facts.question_title}."
    )
    lines = [
        began,
        f"Thời gian bỏ phiếu: từ {hour_of(result.opened_at)} đến {hour_of(result.closed_at)}.",
        f"Ban kiểm phiếu gồm: {'; '.join([f'{facts.head} (Trưởng ban)', *facts.members])}.",
        f"Số người có tên trong danh sách bỏ phiếu: {with_words(result.on_roll)}.",
    ]
    return "\n".join(lines)


def _reasons(result: RoundResult) -> str:
    return f" (lý do: {'; '.join(result.invalid_reasons)})" if result.invalid_reasons else ""


def _row(number: int, one: Count, result: RoundResult, base: int, outcome: Elected) -> Row:
    others = () if result.kind == CHOOSE else (str(one.no), str(one.abstained))
    came = CHOSEN if one.option.key in outcome.chosen else TIED if one.option.key in outcome.tied else ""
    return row(str(number), one.option.label, str(one.yes), *others, share_of(one.yes, base), came)


def _of_base(facts: CountingFacts) -> str:
    votes = {one.option.key: one.yes for one in facts.result.counts}
    shares = {share_of(votes[key], facts.base) for key in facts.outcome.chosen}
    return f", đạt {shares.pop()}" if len(shares) == 1 else ""


def _signing_table(members: tuple[str, ...]) -> Table:
    columns = (Column(10, Align.CENTRE), Column(50), Column(40))
    rows = tuple(row(str(n), name, "\n\n") for n, name in enumerate(members, start=1))
    return Table(columns, (row("STT", "Thành viên ban kiểm phiếu", "Chữ ký"),), rows)
