"""The minutes of a session: words born from the data, then the paper. vi: biên bản. source: forms 9, 12.

Layout of Decree 30/2020, template 1.9: no place and date in the head, secretary left, chair right. Words may be
edited; the tables of votes are what the box said and are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from thidua.ballots.rules import Elected, RoundResult, elected
from thidua.core.days import day_of, format_day
from thidua.core.number_words import in_words, with_words
from thidua.core.text import say
from thidua.documents.rules import BornPassage, LetterheadFacts, paragraphs_of, symbol_of
from thidua.meetings.papers.counting import counts_table, figures_in_words, joined
from thidua.meetings.papers.moments import hour_and_day, hour_of
from thidua.meetings.rules.minutes import DecidedFacts, ItemFacts, MinutesFacts
from thidua.meetings.rules.opinions import ANSWERS, OpinionFacts
from thidua.meetings.rules.sessions import ParticipantFacts
from thidua.papers import Block, Paper, Signer, clause, number_line, paragraph

CODE = "BB"
HANDS = "hands"
WHOLE_TITLE = "Nội dung (theo diễn biến {meeting}):"


def meeting_word(facts: MinutesFacts, *, capital: bool = False) -> str:
    """hội nghị for a conference of units, phiên họp for a council."""
    word = "hội nghị" if facts.conference else "phiên họp"
    return word.capitalize() if capital else word


def minutes_passages(facts: MinutesFacts) -> tuple[BornPassage, ...]:
    """The words that the data give, passage by passage."""
    return (
        BornPassage("opening", say("Thời gian, địa điểm"), _opening(facts)),
        BornPassage("attendance", say("Thành phần tham dự"), _attendance(facts)),
        BornPassage("officers", say("Chủ tọa, thư ký, ban kiểm phiếu"), _officers(facts)),
        *(_item(n, one) for n, one in enumerate(facts.items, start=1)),
        BornPassage("different", say("Ý kiến khác"), "Ý kiến khác: Không có."),
        BornPassage("conclusion", say("Kết luận"), _conclusion(facts)),
        BornPassage("ending", say("Kết thúc"), _ending(facts)),
    )


def minutes_paper(facts: MinutesFacts, letterhead: LetterheadFacts, words: Mapping[str, str]) -> Paper:
    """The minutes in these words, not yet numbered. source: Decree 30/2020, template 1.9."""
    body: list[Block] = []
    for key in ("opening", "attendance", "officers"):
        body += paragraphs_of(words.get(key, ""))
    body.append(paragraph(WHOLE_TITLE.format(meeting=meeting_word(facts))))
    for number, item in enumerate(facts.items, start=1):
        body.append(clause(f"{number}. {item.title}"))
        body += paragraphs_of(words.get(item_key(item), ""))
        body += [block for one in item.decided for block in _figures(one)]
    for key in ("different", "conclusion", "ending"):
        body += paragraphs_of(words.get(key, ""))
    return Paper(
        kind="Biên bản",
        subject=facts.title,
        issuer=letterhead.unit_name,
        governing_body=letterhead.governing_body,
        number_line=number_line(None, symbol_of(letterhead, CODE)),
        body=tuple(body),
        signers=(_signer("Thư ký", facts.session.secretary), _signer("Chủ tọa", facts.session.chair)),
        recipients=(*facts.recipients, "Lưu: VT, Hồ sơ"),
        demonstration=facts.demonstration,
    )


def item_key(item: ItemFacts) -> str:
    """The key of an agenda item's passage."""
    return f"item-{item.key}"


def _opening(facts: MinutesFacts) -> str:
    began = facts.session.opened_at or facts.starts_at
    return f"Thời gian bắt đầu: {hour_and_day(began)}.\nĐịa điểm: {facts.place}."


def _attendance(facts: MinutesFacts) -> str:
    session = facts.session
    came = [one for one in session.members if one.came]
    away = [one for one in session.members if not one.came]
    lines = [f"Thành phần tham dự: {facts.body_name}, tổng số thành viên: {with_words(len(session.members))}."]
    lines += _listed(f"Có mặt: {with_words(len(came))}", (f"{_called(one)}{_times(one, facts)}" for one in came))
    lines += _listed(f"Vắng mặt: {with_words(len(away))}", map(_absent, away))
    names = {one.key: one.name for one in session.everybody}
    there = [one for one in session.stand_ins if one.came]
    stand_ins = [
        f"{_called(one)}{f', thay {names[one.stands_in_for]}' if one.stands_in_for in names else ''}" for one in there
    ]
    guests = [_called(one) for one in session.guests if one.came]
    if stand_ins:
        lines += _listed("Người dự thay, không biểu quyết", stand_ins)
    if guests:
        lines += _listed("Khách mời, không biểu quyết", guests)
    return "\n".join([*lines, *([facts.quorum] if facts.quorum else [])])


def _officers(facts: MinutesFacts) -> str:
    session = facts.session
    lines = [
        f"Chủ trì (chủ tọa): {_called(session.chair) if session.chair else 'chưa ghi nhận'}.",
        f"Thư ký (người ghi biên bản): {_called(session.secretary) if session.secretary else 'chưa ghi nhận'}.",
    ]
    # Whoever was named but did not come has counted nothing.
    counting = [one for one in session.counting if one.came]
    if counting:
        told = (f"{_called(one)}{' (Trưởng ban)' if one.heads_count else ''}" for one in counting)
        lines.append(f"Ban kiểm phiếu: {'; '.join(told)}.")
    return "\n".join(lines)


def _item(number: int, item: ItemFacts) -> BornPassage:
    lines = [f"Người trình bày: {item.speaker}."] if item.speaker else []
    lines += item.proceedings.splitlines()
    for one in item.decided:
        lines += _decided(one)
    heading = say("Nội dung {n}: {title}", n=number, title=item.title)
    return BornPassage(item_key(item), heading, "\n".join(lines))


def _decided(one: DecidedFacts) -> list[str]:
    """What was put to the vote, how, and what came of it with all sums."""
    many = len(one.decision.rounds)
    how = "biểu quyết giơ tay" if one.manner == HANDS else f"bỏ phiếu kín, {in_words(many)} vòng"
    lines = [f"{one.decision.title} ({how})."]
    lines += [f"Vòng {number} đã bị hủy, lý do: {why.rstrip('.')}." for number, why in one.voided]
    lines.append(one.decision.sentence)
    return [*(line for line in lines if line), *_opinions(one)]


def _opinions(decided: DecidedFacts) -> list[str]:
    """What absent members said afterwards: it must stand in the minutes. source: law.md §2, absent member."""
    told = []
    for one in decided.opinions:
        if one.given_at is None:
            told.append(f"{one.name}: không gửi ý kiến")
            continue
        late = ", gửi sau thời hạn nên không tính" if one.late else ""
        told.append(f"{one.name}: {_answers(one, decided)} (ngày {format_day(day_of(one.given_at))}{late})")
    return _listed("Ý kiến của thành viên vắng mặt được lấy sau phiên họp", told) if told else []


def _answers(opinion: OpinionFacts, decided: DecidedFacts) -> str:
    answers = {key: str(ANSWERS[answer]).lower() for key, answer in opinion.answers.items() if answer in ANSWERS}
    candidates = [one for one in decided.decision.candidates if one.key in answers]
    if len(candidates) == 1:
        return answers[candidates[0].key]
    return ", ".join(f"{one.label} – {answers[one.key]}" for one in candidates)


def _conclusion(facts: MinutesFacts) -> str:
    decided = [
        f"- {one.decision.title}: {_outcome(one)}"
        for item in facts.items
        for one in item.decided
    ]  # fmt: skip
    meeting = meeting_word(facts, capital=True)
    if not decided:
        return f"Kết luận: {meeting} thống nhất các nội dung nêu trên."
    return "\n".join([f"Kết luận: {meeting} đã quyết định:", *_ended(decided)])


def _outcome(one: DecidedFacts) -> str:
    chosen = [candidate.label for candidate in one.decision.candidates if candidate.key in one.decision.chosen]
    return joined(chosen) if chosen else "không có ai được chọn"


def _ending(facts: MinutesFacts) -> str:
    ended = facts.session.ended_at
    when = hour_and_day(ended) if ended else "… giờ … phút, ngày … tháng … năm …"
    return f"{meeting_word(facts, capital=True)} kết thúc vào {when}."


def _figures(one: DecidedFacts) -> list[Block]:
    """What was counted in each round, as the counting minutes have it."""
    blocks: list[Block] = []
    for closed in one.decision.rounds:
        if one.manner != HANDS:
            name = f"Kết quả kiểm phiếu “{one.decision.title}”, vòng {closed.number}"
            blocks.append(paragraph(f"{name}: {figures_in_words(closed)}. Tỷ lệ tính trên phiếu hợp lệ."))
        blocks.append(counts_table(closed, closed.valid, _came_of(one, closed)))
    return blocks


def _came_of(one: DecidedFacts, closed: RoundResult) -> Elected:
    """Whom a round put in: the decision says so for the last one, an earlier one ended in a tie."""
    if closed.number != one.decision.rounds[-1].number:
        return elected(closed.counts, closed.seats)
    return Elected(one.decision.chosen, one.decision.tied, 0)


def _listed(label: str, told: Iterable[str]) -> list[str]:
    items = list(told)
    if not items:
        return [f"{label}."]
    return [f"{label}, gồm:", *_ended([f"- {item}" for item in items])]


def _ended(items: list[str]) -> list[str]:
    return [f"{item}{';' if n < len(items) else '.'}" for n, item in enumerate(items, start=1)]


def _called(one: ParticipantFacts) -> str:
    return f"{one.name}, {one.title}" if one.title else one.name


def _absent(one: ParticipantFacts) -> str:
    return f"{_called(one)}, lý do: {one.absence_reason}" if one.absence_reason else f"{_called(one)}, chưa rõ lý do"


def _times(one: ParticipantFacts, facts: MinutesFacts) -> str:
    """When somebody came later than the opening or left before the end."""
    session = facts.session
    first, last = one.presences[0], one.presences[-1]
    told = []
    if session.opened_at and first.arrived_at > session.opened_at:
        told.append(f"đến lúc {hour_of(first.arrived_at)}")
    if last.left_at and (session.ended_at is None or last.left_at < session.ended_at):
        told.append(f"về lúc {hour_of(last.left_at)}")
    return f" ({', '.join(told)})" if told else ""


def _signer(title: str, one: ParticipantFacts | None) -> Signer:
    return Signer((title,), one.name if one else "")
