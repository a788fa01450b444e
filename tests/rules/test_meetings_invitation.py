"""The invitation says who, to what, when, where, about what, in the order of Decree 30's template 1.7."""

from __future__ import annotations

from datetime import date, datetime

from thidua.core.days import HANOI
from thidua.documents.rules import LetterheadFacts
from thidua.meetings.papers.invitation import InvitationFacts, InvitedFacts, invitation_paper, invitation_passages
from thidua.papers import Paper, Paragraph

LETTERHEAD = LetterheadFacts(
    unit_name="Sở Giáo dục và Đào tạo thành phố Cần Thơ", governing_body="UBND thành phố Cần Thơ",
    place="Cần Thơ", symbol="SGDĐT", head_title="Giám đốc",
)  # fmt: skip
FACTS = InvitationFacts(
    title="Hội nghị tổng kết năm học 2019–2020",
    organiser="Cụm trưởng Cụm thi đua số 1",
    starts_at=datetime(2020, 7, 3, 8, 0, tzinfo=HANOI),
    place="Hội trường Sở",
    chair="Nguyễn Minh Hoạ, Giám đốc",
    above_title="Cụm trưởng",
    agenda=(("Đánh giá kết quả", ""), ("Thống nhất điểm;", "cụm phó")),
    papers=("Báo cáo.pdf",),
    invited=(InvitedFacts(name="Trần Minh Hoạ", title="Trưởng phòng"), InvitedFacts(name="Lê", capacity="khách mời")),
)


def paper(words: dict[str, str] | None = None, number: int | None = None) -> Paper:
    born = {one.key: one.text for one in invitation_passages(FACTS)}
    return invitation_paper(FACTS, LETTERHEAD, born | (words or {}), number, date(2020, 6, 20) if number else None)


def lines(made: Paper) -> list[str]:
    return ["".join(run.text for run in block.runs) for block in made.body if isinstance(block, Paragraph)]


def test_everything_stands_in_the_order_of_the_template() -> None:
    assert lines(paper())[:11] == [
        "Cụm trưởng Cụm thi đua số 1 trân trọng kính mời:",
        "- Trần Minh Hoạ, Trưởng phòng;",
        "- Lê, khách mời.",
        "Tới dự Hội nghị tổng kết năm học 2019–2020.",
        "Chủ trì: Nguyễn Minh Hoạ, Giám đốc.",
        "Thời gian: 08 giờ 00 phút, ngày 03 tháng 7 năm 2020.",
        "Địa điểm: Hội trường Sở.",
        "Chương trình:",
        "1. Đánh giá kết quả;",
        "2. Thống nhất điểm (cụm phó).",
        "Đề nghị các đồng chí đến dự đầy đủ, đúng thời gian. Thành viên vắng mặt báo trước lý do cho thư ký.",
    ]
    assert lines(paper())[-1] == "Tài liệu gửi kèm: Báo cáo.pdf."


def test_number_and_symbol_come_with_the_issue_and_room_is_left_before() -> None:
    assert paper(number=5).number_line == "Số: 05/GM-SGDĐT"
    assert paper().number_line.endswith("/GM-SGDĐT")
    assert paper(number=5).signers[0].authority == ("CỤM TRƯỞNG", "GIÁM ĐỐC")


def test_edited_words_stand_where_the_data_had_theirs() -> None:
    assert "Đề nghị mang theo máy tính." in lines(paper({"notes": "Đề nghị mang theo máy tính."}))
