"""The report of the year and of the selection to the organiser. vi: báo cáo tổng kết. source: D1.13, forms.md 20."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from thidua.documents.rules import LetterheadFacts, framed
from thidua.papers import Align, Block, Column, Paper, Paragraph, Table, clause, paragraph, row, section
from thidua.reports.rules import ApartLine, YearReportFacts

CODE = "BC"
RANKED_COLUMNS = (
    Column(10, Align.CENTRE),
    Column(40),
    Column(13, Align.RIGHT),
    Column(13, Align.RIGHT),
    Column(24),
)
AWARD_COLUMNS = (Column(8, Align.CENTRE), Column(44), Column(48))


def year_report_paper(
    facts: YearReportFacts,
    words: Mapping[str, str],
    letterhead: LetterheadFacts,
    number: int | None,
    issued_on: date | None,
) -> Paper:
    """Organisation, registering, scores, conference, votes, selection, election; the passages as people left them."""
    return framed(
        letterhead,
        code=CODE,
        number=number,
        issued_on=issued_on,
        year=issued_on.year if issued_on else facts.year.start + 1,
        above_title="Cụm trưởng",
        kind="Báo cáo",
        subject=f"Tổng kết và kết quả xét chọn khen thưởng của {facts.cluster_name}, năm học {facts.year}",
        addressees=(facts.addressee,),
        body=tuple(_body(facts, words)),
        recipients=("Như trên;", f"Các đơn vị trong {facts.cluster_name};", "Lưu: VT."),
        demonstration=facts.demonstration,
    )


def _body(facts: YearReportFacts, words: Mapping[str, str]) -> Iterator[Block]:
    yield section("I. Tổ chức và hoạt động của cụm")
    for key in ("opening", "entering", "discipline"):
        yield from _told(words.get(key, ""))
    yield from _headed("Công trình, chuyên đề", words.get("works", ""))
    yield from _headed("Ưu điểm, mô hình tiêu biểu", words.get("strengths", ""))
    yield from _headed("Hạn chế, nguyên nhân", words.get("weaknesses", ""))
    yield section("II. Kết quả chấm điểm")
    yield from _scores(facts)
    yield section("III. Hội nghị và biểu quyết")
    yield from _meetings(facts)
    yield section("IV. Kết quả xét chọn")
    yield from _selection(facts)
    yield section("V. Cụm trưởng, cụm phó năm học sau")
    yield paragraph(_election(facts))
    rest = [("Phương hướng năm học sau", "next-year"), ("Đề xuất, kiến nghị", "proposals")]
    if any(words.get(key, "").strip() for _, key in rest):
        yield section("VI. Phương hướng, đề xuất")
        for heading, key in rest:
            yield from _headed(heading, words.get(key, ""))
    yield paragraph(f"{facts.cluster_name} kính báo cáo {facts.addressee} xem xét, quyết định.")


def _scores(facts: YearReportFacts) -> Iterator[Block]:
    if not facts.ranked:
        yield paragraph("Chưa có bảng xếp hạng.")
        return
    yield paragraph(f"Theo {facts.criteria_name}:")
    head = row("Xếp hạng", "Đơn vị", "Tự chấm", "Tổng điểm", "Ghi chú")
    lines = tuple(row(one.place or "–", one.unit, one.claimed, one.total, one.note) for one in facts.ranked)
    yield Table(RANKED_COLUMNS, (head,), lines, text_size=12)


def _meetings(facts: YearReportFacts) -> Iterator[Block]:
    if not facts.meetings:
        yield paragraph("Chưa tổ chức hội nghị tổng kết.")
    for one in facts.meetings:
        yield paragraph(f"{one.title}: {one.held}, tại {one.place}. {one.presence}")
    for vote in facts.votes:
        again = f" (qua {vote.rounds} vòng bỏ phiếu)" if vote.rounds > 1 else ""
        yield paragraph(f"{vote.title}{again}: {vote.sentence}")


def _selection(facts: YearReportFacts) -> Iterator[Block]:
    if not facts.awards:
        yield paragraph("Chưa có kết quả xét chọn.")
        return
    rows = []
    for index, award in enumerate(facts.awards, start=1):
        names = [*award.units, *([f"Còn trống {award.empty} suất: {award.reason}"] if award.empty else [])]
        rows.append(row(str(index), award.prize, "; ".join(names)))
    yield Table(AWARD_COLUMNS, (row("TT", "Hình thức đề nghị", "Đơn vị"),), tuple(rows), text_size=12)
    yield from _apart("Không xét", facts.excluded)
    yield from _apart("Chưa xét", facts.held)


def _apart(heading: str, lines: tuple[ApartLine, ...]) -> Iterator[Block]:
    for one in lines:
        source = f" ({one.citation})" if one.citation else ""
        why = one.reason.rstrip(".")
        said = why if why.startswith(heading) else f"{heading}: {why}"
        yield paragraph(f"{one.unit}: {said}{source}.")


def _election(facts: YearReportFacts) -> str:
    if not facts.next_leader:
        return "Chưa bầu."
    deputy = f"; cụm phó: {facts.next_deputy}" if facts.next_deputy else ""
    return f"Hội nghị đã bầu cụm trưởng: {facts.next_leader}{deputy}, nhiệm kỳ từ ngày {_day(facts.next_from)}."


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "…"


def _headed(heading: str, text: str) -> Iterator[Block]:
    if text.strip():
        yield clause(heading)
        yield from _told(text)


def _told(text: str) -> Iterator[Paragraph]:
    for line in text.splitlines():
        if line.strip():
            yield paragraph(line.strip())
