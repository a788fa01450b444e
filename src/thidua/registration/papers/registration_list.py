"""The registration list as an official paper. vi: danh sách đăng ký. source: domain/scoring/forms.md, forms 3, 4, 7."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from thidua.core.days import SchoolYear
from thidua.core.number_words import with_words
from thidua.core.text import say
from thidua.documents.rules import BornPassage, LetterheadFacts, framed, paragraphs_of
from thidua.papers import Align, Column, Paper, Row, RowKind, Table, cell, paragraph, row, section
from thidua.registration.rules.registrations import ACCEPTED, WORK_KINDS, Entry, Totals, totals_of
from thidua.registration.tables import award_rows, sum_rows, target_rows, work_rows

CODE = "DS"
NUMBERED = Column(7, Align.CENTRE)
AWARD_HEAD = row("Stt", "Tập thể", "Danh hiệu thi đua", "Hình thức khen thưởng")
AWARD_COLUMNS = (NUMBERED, Column(35), Column(29), Column(29))
SUM_HEAD = row("Stt", "Danh hiệu, hình thức", "Số lượng", "Đơn vị đăng ký")
SUM_COLUMNS = (NUMBERED, Column(36), Column(13, Align.CENTRE), Column(44))
TARGET_HEAD = row("Stt", "Đơn vị", "Chỉ tiêu", "Mức đăng ký")
TARGET_COLUMNS = (NUMBERED, Column(33), Column(40), Column(20))
WORK_HEAD = row("Stt", "Đơn vị", "Công trình, chuyên đề", "Thời gian, địa điểm", "Kết quả")
WORK_COLUMNS = (NUMBERED, Column(27), Column(30), Column(20), Column(16))


@dataclass(frozen=True)
class ListFacts:
    """The accepted registrations of a year, and the members that have none."""

    cluster_name: str
    year: SchoolYear
    entries: tuple[Entry, ...]
    missing: tuple[str, ...] = ()
    demonstration: bool = False


def facts_of(cluster_name: str, year: SchoolYear, entries: tuple[Entry, ...], *, demonstration: bool) -> ListFacts:
    """What the list tells, from the overview's rows: only what was accepted stands in it."""
    accepted = tuple(one for one in entries if one.state == ACCEPTED)
    missing = tuple(one.name for one in entries if one.state != ACCEPTED)
    return ListFacts(cluster_name, year, accepted, missing, demonstration)


def passages_of(facts: ListFacts) -> tuple[BornPassage, ...]:
    """The words that may be edited before the list is issued."""
    opening = (
        f"Thực hiện Kế hoạch và Quy chế hoạt động của {facts.cluster_name} năm học {facts.year}, "
        "danh hiệu thi đua, hình thức khen thưởng và chỉ tiêu do các đơn vị đăng ký đã được tiếp nhận như sau:"
    )
    names = ", ".join(facts.missing)
    closing = f"Đơn vị chưa có bản đăng ký được tiếp nhận: {names}." if names else ""
    return (
        BornPassage("opening", say("Lời dẫn"), opening),
        BornPassage("closing", say("Ghi chú cuối danh sách"), closing),
    )


def registration_list(
    facts: ListFacts,
    letterhead: LetterheadFacts,
    words: Mapping[str, str],
    number: int | None,
    issued_on: date | None,
) -> Paper:
    """The list with its sums; every sum is counted from the rows that stand below it."""
    return framed(
        letterhead,
        code=CODE,
        number=number,
        issued_on=issued_on,
        year=issued_on.year if issued_on else facts.year.start,
        above_title="Cụm trưởng",
        kind="Danh sách",
        subject=f"Đăng ký danh hiệu thi đua, hình thức khen thưởng {facts.cluster_name}, năm học {facts.year}",
        body=(
            *paragraphs_of(words["opening"]),
            section("I. Tổng hợp"),
            Table(SUM_COLUMNS, (SUM_HEAD,), _sums(facts)),
            paragraph(told(totals_of(facts.entries))),
            section("II. Danh hiệu thi đua, hình thức khen thưởng đăng ký"),
            Table(AWARD_COLUMNS, (AWARD_HEAD,), _awards(facts), when_empty="Chưa có đơn vị nào đăng ký."),
            section("III. Chỉ tiêu đăng ký"),
            Table(TARGET_COLUMNS, (TARGET_HEAD,), _targets(facts), when_empty="Chưa có chỉ tiêu nào."),
            section("IV. Công trình, chuyên đề"),
            Table(WORK_COLUMNS, (WORK_HEAD,), _works(facts), when_empty="Chưa có công trình, chuyên đề nào."),
            *paragraphs_of(words["closing"]),
        ),
        recipients=(f"Các đơn vị trong {facts.cluster_name};", "Lưu: VT."),
        demonstration=facts.demonstration,
    )


def told(totals: Totals) -> str:
    """The sums in one sentence, in digits and words: “Tổng số: 05 (năm) đơn vị …”."""
    return (
        f"Tổng số: {with_words(totals.members)} đơn vị đăng ký {with_words(totals.awards)} danh hiệu, hình thức; "
        f"{with_words(totals.targets)} chỉ tiêu; {with_words(totals.works)} công trình, chuyên đề."
    )


def _sums(facts: ListFacts) -> tuple[Row, ...]:
    found = sum_rows(facts.entries)
    rows = [row(str(n), one.name, str(one.count), "; ".join(one.units)) for n, one in enumerate(found, start=1)]
    if found:
        total = str(sum(one.count for one in found))
        rows.append(row(cell("Cộng", across=2, align=Align.CENTRE), total, "", kind=RowKind.TOTAL))
    return tuple(rows)


def _awards(facts: ListFacts) -> tuple[Row, ...]:
    return tuple(
        row(str(number), one.who, "; ".join(one.titles), "; ".join(one.forms))
        for number, one in enumerate(award_rows(facts.entries), start=1)
    )


def _targets(facts: ListFacts) -> tuple[Row, ...]:
    return tuple(
        row(str(number), unit, one.text, one.figure)
        for number, (unit, one) in enumerate(target_rows(facts.entries), start=1)
    )


def _works(facts: ListFacts) -> tuple[Row, ...]:
    return tuple(
        row(str(number), unit, f"{WORK_KINDS[one.kind]}: {one.name}", one.when_where, one.result)
        for number, (unit, one) in enumerate(work_rows(facts.entries), start=1)
    )
