"""The registration list: every award stands once, every sum is counted from the rows, digits agree with words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thidua.core.days import SchoolYear
from thidua.core.number_words import in_words
from thidua.documents.rules import LetterheadFacts
from thidua.papers import Paper, Table
from thidua.registration.papers.registration_list import facts_of, passages_of, registration_list
from thidua.registration.rules.awards import awards_on
from thidua.registration.rules.registrations import AwardFacts, Content, Entry, TargetFacts, WorkFacts, totals_of
from thidua.registration.tables import award_rows, sum_rows, target_rows, work_rows

LETTERHEAD = LetterheadFacts("Sở GDĐT Cần Thơ", "UBND thành phố", "Cần Thơ", "SGDĐT", "Giám đốc", "Nguyễn Minh Hoạ")
FLAG = AwardFacts("co-thi-dua-bo-giao-duc")
CONTENT = Content(
    awards=(FLAG, AwardFacts("giay-khen"), AwardFacts("giay-khen", "Phòng Giáo dục Trung học")),
    targets=(TargetFacts("Tỷ lệ đạt chuẩn", Decimal("98.5"), "%", "at-least"), TargetFacts("Nâng cao chất lượng")),
    works=(WorkFacts("work", "Trường học xanh", "Tháng 3/2020"),),
)
ENTRY = Entry(1, "Sở minh hoạ A", "accepted", "on-time", CONTENT, shows_content=True)

some_awards = st.lists(
    st.builds(
        AwardFacts,
        st.sampled_from([*awards_on(date(2020, 6, 1)), "da-bo"]),
        st.sampled_from(["", "Phòng A", "Trường B"]),
    ),
    max_size=8,
    unique=True,
)
some_entries = st.lists(
    st.builds(
        Entry,
        unit_id=st.integers(1, 60),
        name=st.sampled_from(["Sở A", "Sở B", "Sở C"]),
        state=st.just("accepted"),
        content=st.builds(Content, awards=some_awards.map(tuple)),
    ),
    max_size=8,
)


@given(some_entries)
def test_every_award_stands_in_one_row_and_the_sums_are_those_rows(entries: list[Entry]) -> None:
    totals = totals_of(entries)
    assert sum(len(row.titles) + len(row.forms) for row in award_rows(entries)) == totals.awards
    assert sum(row.count for row in sum_rows(entries)) == totals.awards


def test_a_collective_inside_stands_under_its_own_name() -> None:
    rows = award_rows([ENTRY])
    assert [row.who for row in rows] == ["Sở minh hoạ A", "Phòng Giáo dục Trung học, Sở minh hoạ A"]
    assert (rows[0].titles, rows[0].forms) == (("Cờ thi đua của Bộ Giáo dục và Đào tạo",), ("Giấy khen",))
    assert [(row.code, row.count) for row in sum_rows([ENTRY])] == [(FLAG.code, 1), ("giay-khen", 2)]
    assert [target.figure for _, target in target_rows([ENTRY])] == ["≥ 98,5 %", ""]
    assert len(work_rows([ENTRY])) == 1


def paper(entries: list[Entry]) -> Paper:
    facts = facts_of("Cụm thi đua số 1", SchoolYear(2019), tuple(entries), demonstration=False)
    return registration_list(facts, LETTERHEAD, {one.key: one.text for one in passages_of(facts)}, 3, None)


def text_of(made: Paper) -> str:
    return " ".join(run.text for block in made.body for run in getattr(block, "runs", ()))


@given(some_entries)
def test_the_papers_digits_agree_with_its_words(entries: list[Entry]) -> None:
    told = text_of(paper(entries))
    found = re.findall(r"(\d+) \(([^)]+)\)", told[told.index("Tổng số") :])
    assert len(found) == 4
    assert all(in_words(int(digits)) == words for digits, words in found)


def test_the_paper_holds_only_what_was_accepted_and_names_the_others() -> None:
    made = paper([ENTRY, replace(ENTRY, unit_id=2, name="Sở minh hoạ B", state="returned")])
    tables = [block for block in made.body if isinstance(block, Table)]
    cells = [run.text for table in tables for row in table.rows for cell in row.cells for run in cell.runs]
    assert "Sở minh hoạ B" not in cells
    assert "chưa có bản đăng ký được tiếp nhận: Sở minh hoạ B." in text_of(made)
    assert "≥ 98,5 %" in cells
    assert "Đơn vị chưa có" not in text_of(paper([ENTRY]))
