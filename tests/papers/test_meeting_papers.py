"""Papers of a conference: minutes, counting minutes, ballots. The golden texts are what officials would review."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.papers.meeting_samples import (
    ELECTION,
    LETTERHEAD,
    PEOPLE,
    SECOND,
    TIE,
    at,
    ballot,
    conference,
    counting,
    without_people,
)  # fmt: skip
from tests.papers.reading import Pdf, Word, words
from tests.rules.test_number_words import read
from thidua.ballots.rules import RoundResult
from thidua.meetings.papers.ballot_paper import BOX, ballot_docx, ballot_lines, ballot_pdf
from thidua.meetings.papers.counting import ballot_lines as figures
from thidua.meetings.papers.counting import counting_paper, counting_passages, figures_in_words
from thidua.meetings.papers.minutes import minutes_paper, minutes_passages
from thidua.meetings.papers.plain import Reading, readings, without_words
from thidua.meetings.rules.minutes import CountingFacts, MinutesFacts
from thidua.meetings.rules.opinions import OpinionFacts
from thidua.papers import Paper, render_docx, render_pdf

HERE = Path(__file__).parent


def minutes(facts: MinutesFacts, **edited: str) -> Paper:
    """The minutes with the words that the data give, but for those edited."""
    return minutes_paper(facts, LETTERHEAD, {one.key: one.text for one in minutes_passages(facts)} | edited)


def counted(facts: CountingFacts) -> Paper:
    return counting_paper(facts, LETTERHEAD, {one.key: one.text for one in counting_passages(facts)}, 7)


def text_of(paper: Paper) -> str:
    return "\n".join(Word(render_docx(paper)).lines()) + "\n"


@pytest.mark.parametrize(
    ("paper", "file"),
    [
        (minutes(conference()), "minutes.txt"),
        (counted(counting(TIE)), "counting_tie.txt"),
        (counted(counting(SECOND)), "counting_second.txt"),
    ],
    ids=["minutes", "tie", "second round"],
)
def test_the_papers_of_the_closing_conference_read_as_agreed(paper: Paper, file: str) -> None:
    assert text_of(paper) == (HERE / file).read_text("utf-8")


@pytest.mark.parametrize("paper", [minutes(conference()), counted(counting())], ids=["minutes", "counting minutes"])
def test_word_and_pdf_say_the_same(paper: Paper) -> None:
    assert words(Pdf(render_pdf(paper)).read_aloud()) == words(" ".join(Word(render_docx(paper)).lines()))


def test_minutes_have_no_place_and_day_in_the_head_and_the_chair_signs_on_the_right() -> None:
    paper = minutes(conference())
    assert paper.place_and_date == ""
    assert [signer.authority for signer in paper.signers] == [("THƯ KÝ",), ("CHỦ TỌA",)]
    assert paper.recipients[-1].startswith("Lưu: VT")


def test_an_edited_passage_stands_in_the_paper_and_the_figures_of_the_box_stay() -> None:
    text = text_of(
        minutes(conference(), different="Ý kiến khác: Đơn vị S3 đề nghị xem lại tiêu chí 2.", **{"item-b": ""})
    )
    assert "Đơn vị S3 đề nghị xem lại tiêu chí 2." in text
    assert "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh | 3 | 75 % | Được chọn" in text


def test_an_invalid_ballot_is_told_with_its_reason() -> None:
    assert "không hợp lệ 01 (một) phiếu (lý do: chọn quá số lượng)" in figures_in_words(ELECTION)


def test_what_absent_members_said_afterwards_stands_in_the_minutes() -> None:
    """Two of the absent answered, one of them too late; a third sent nothing."""
    facts = conference()
    decided = facts.items[2].decided[0]
    only = replace(decided.decision, candidates=decided.decision.candidates[:1])
    told = (
        OpinionFacts(participant="a", name="Phạm Thu Dung", answers={"S1": "yes"}, given_at=at(16, 0)),
        OpinionFacts(participant="b", name="Lý Văn Giang", answers={"S1": "no"}, given_at=at(16, 0), late=True),
        OpinionFacts(participant="c", name="Hồ Thị Hà"),
    )
    item = replace(facts.items[2], decided=(replace(decided, decision=only, opinions=told),))
    text = text_of(minutes(replace(facts, items=(item,))))
    assert "- Phạm Thu Dung: đồng ý (ngày 10/06/2020);" in text
    assert "- Lý Văn Giang: không đồng ý (ngày 10/06/2020, gửi sau thời hạn nên không tính);" in text
    assert "- Hồ Thị Hà: không gửi ý kiến." in text


def test_a_round_that_was_made_void_is_told_with_its_reason() -> None:
    facts = conference()
    decided = replace(facts.items[1].decided[0], voided=((1, "mất mã mở hòm phiếu"),))
    text = text_of(minutes(replace(facts, items=(replace(facts.items[1], decided=(decided,)),))))
    assert "Vòng 1 đã bị hủy, lý do: mất mã mở hòm phiếu." in text


def test_minutes_of_a_session_that_has_not_ended_leave_room() -> None:
    text = text_of(minutes(without_people(conference())))
    assert "chưa ghi nhận" in text
    assert "… giờ … phút" in text


def test_a_large_counting_committee_signs_in_a_table() -> None:
    paper = counted(replace(counting(), members=("A", "B", "C")))
    assert len(paper.signers) == 1
    assert "1 | A | " in text_of(paper)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_digits_and_words_agree_wherever_ballots_are_told(screen: int, valid: int, invalid: int, unused: int) -> None:
    result: RoundResult = replace(
        TIE, screen=screen, paper_collected=valid + invalid, paper_issued=valid + invalid + unused,
        paper_unused=unused, invalid=invalid,
    )  # fmt: skip
    told = re.findall(r"(\d+) \(([^)]+)\)", "\n".join([*figures(result), figures_in_words(result)]))
    assert len(told) >= 10
    assert all(int(digits) == read(said) for digits, said in told)


@pytest.mark.parametrize("copies", [1, 4, 5])
def test_exactly_as_many_ballots_are_printed_as_asked(copies: int) -> None:
    facts = ballot(number=2)
    text = " ".join(Word(ballot_docx(facts, copies)).lines())
    assert text.count("PHIẾU BẦU") == text.count("Vòng 2") == copies
    assert text.count(BOX) == copies * len(facts.options)
    assert words(Pdf(ballot_pdf(facts, copies)).read_aloud()) == words(text)


def test_names_stand_in_the_order_of_candidates_with_no_voter_on_any_ballot() -> None:
    lines = ballot_lines(ballot())
    assert [line[3:] for line in lines if line.startswith(BOX)] == [
        f"{n}. {name}" for n, name in enumerate(ballot().options, start=1)
    ]
    assert not any(person in line for person in PEOPLE.values() for line in lines)
    assert "DỮ LIỆU MINH HOẠ" in lines


def test_a_yes_no_ballot_has_three_boxes_a_name() -> None:
    assert sum(line.count(BOX) for line in ballot_lines(ballot(kind="yes-no"))) == 15


@pytest.mark.parametrize("names", [1, 8, 9, 25])
def test_no_ballot_is_cut_in_two_by_the_end_of_a_page(names: int) -> None:
    facts = ballot(names=tuple(f"Trường Trung học phổ thông số {n}" for n in range(1, names + 1)))
    pdf = Pdf(ballot_pdf(facts, 3))
    for page in range(len(pdf.pages)):
        text = pdf.body(page)
        assert text.count("PHIẾU BẦU") * names == text.count(BOX)


def test_a_heading_under_which_nobody_wrote_is_named() -> None:
    blocks = (
        Reading(heading="1. Khai mạc"),
        Reading(text="Đã khai mạc."),
        Reading(heading="2. Báo cáo"),
        Reading(heading="3. Kết luận"),
    )
    assert without_words(blocks) == ("2. Báo cáo", "3. Kết luận")
    assert without_words(readings(minutes(conference()))) == ()
