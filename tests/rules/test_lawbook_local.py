"""Local rules: what is read, what is refused with which cure, what the form makes of a clause, what differs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import yaml

from thidua.core.days import Period
from thidua.core.errors import BadInput
from thidua.law.reading import Source
from thidua.law.rulebook import Rulebook, read_texts
from thidua.lawbook.rules.assembling import Paper, assembled
from thidua.lawbook.rules.composing import Clause, as_yaml, begun, composed, openings, redated, without
from thidua.lawbook.rules.local import Frame, Read, read_plain, read_text, warnings
from thidua.lawbook.rules.readiness import Draft, changes, missing, told

HOUSE = """
instruments:
  - {code: luat, name: Luật minh hoạ, number: "1", level: law, issuer: Quốc hội, signed: null, from: 2014-01-01,
     to: null, confidence: seen}
ratings: [{code: tot, name: hoàn thành tốt nhiệm vụ, rank: 3}]
disciplines: [{code: khien-trach, name: khiển trách, rank: 1}]
measures: [{code: cong-tac, name: thời gian công tác}]
questions: [{code: guong-mau, words: gương mẫu, who: thủ trưởng đơn vị}]
awards:
  - code: lao-dong
    name: Lao động tiên tiến
    short: LĐTT
    kind: title
    level: Đơn vị
    group: ldtt
    standards:
      - {code: ld-1, subject: person, from: 2014-01-01, to: 2023-12-31, summary: Một., opens: [criteria],
         source: {instrument: luat, place: Điều 5, confidence: seen}, requires: {rating: {at-least: tot}},
         quotas: [{share: 1/2, of: lao-dong, whose: nửa số người, source: {instrument: luat, confidence: seen}}]}
      - {code: ld-2, subject: person, from: 2024-01-01, to: null, summary: Hai., opens: [detail, criteria],
         source: {instrument: luat, place: Điều 24, confidence: seen}, requires: {rating: {at-least: tot}}}
    deciders: []
"""
BOOK: Rulebook = read_texts([("luat.yaml", HOUSE)])
FRAME = Frame(name="Quy chế", period=Period(date(2025, 1, 1)))
GOOD = """additions:
- code: diem
  award: lao-dong
  subject: person
  from: 2025-01-01
  to: null
  fills: detail
  source: {instrument: van-ban-nay, place: Điều 3, confidence: seen}
  requires: {rating: {at-least: tot}}
"""


def read(text: str = GOOD, frame: Frame = FRAME) -> Read:
    return read_text(text, "quy-che.yaml", frame, BOOK)


def faults(text: str, frame: Frame = FRAME) -> str:
    with pytest.raises(BadInput) as caught:
        read(text, frame)
    return str(caught.value)


def test_a_good_file_is_read() -> None:
    found = read()
    assert [one.code for one in found.additions] == ["diem"]
    assert str(found.additions[0].provision.citation) == "Điều 3 Quy chế"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("fills: detail", "fills: registration", "Điều 24 Luật minh hoạ không để cấp dưới quy định việc đăng ký."),
        ("fills: detail", "fills: mua-sam", "additions[1].fills (dòng 7): Không có mã “mua-sam”."),
        ("award: lao-dong", "award: anh-hung", "(dòng 3): Không có danh hiệu, hình thức nào mang mã “anh-hung”."),
        ("at-least: tot}", "at-least: kha}", "rating.at-least (dòng 9): Không có mức xếp loại nào mang mã “kha”."),
        ("subject: person", "subject: collective", "không dành cho tập thể"),
        ("from: 2025-01-01", "from: 2024-12-31", "Hãy ghi từ ngày 01/01/2025 trở đi."),
        ("instrument: van-ban-nay", "instrument: luat", "Các mã dùng được: van-ban-nay."),
        ("  requires: {rating: {at-least: tot}}\n", "", "cần một điều kiện"),
        ("requires: {rating: {at-least: tot}}", "requires: {python: {x: 1}}", "đúng một điều kiện có trong từ vựng"),
        ("requires: {rating: {at-least: tot}}", "requires: {stated: {code: la}}", "Không có nội dung cần xác nhận nào"),
        (
            "requires: {rating: {at-least: tot}}",
            "requires: {text-unavailable: {instrument: luat, about: gì đó}}",
            "không dùng điều kiện “text-unavailable”",
        ),
        ("additions:", "awards:", "Không có mục nào tên “awards” ở đây."),
        ("  to: null\n", "", "Thiếu mục “to”."),
    ],
)
def test_what_is_wrong_is_named_with_its_cure(old: str, new: str, said: str) -> None:
    assert old in GOOD
    assert said in faults(GOOD.replace(old, new))


def test_a_rule_that_outlives_its_paper_or_the_law_is_refused() -> None:
    short = Frame(name="Hướng dẫn", period=Period(date(2025, 1, 1), date(2025, 12, 31)))
    assert "Hãy ghi đến hết ngày 31/12/2025 hoặc sớm hơn." in faults(GOOD, short)
    early = Frame(name="Quy chế", period=Period(date(2010, 1, 1)))
    text = GOOD.replace("from: 2025-01-01", "from: 2013-01-01").replace("detail", "criteria")
    assert "Phần mềm chưa có tiêu chuẩn" in faults(text, early)


def test_a_part_must_be_open_on_all_its_days() -> None:
    early = Frame(name="Quy chế", period=Period(date(2020, 1, 1)))
    text = GOOD.replace("from: 2025-01-01", "from: 2023-06-01")
    assert "Điều 5 Luật minh hoạ không để cấp dưới quy định chi tiết tiêu chuẩn." in faults(text, early)
    assert read(text.replace("fills: detail", "fills: criteria"), early).additions


def test_codes_stand_once_and_own_questions_take_no_code_of_the_law() -> None:
    doubled = GOOD + GOOD.split("additions:\n")[1]
    assert "additions[2].code (dòng 10): Mã “diem” được ghi hai lần." in faults(doubled)
    taken = "questions: [{code: guong-mau, words: khác, who: ai}]\n" + GOOD
    assert "đã dùng cho một nội dung của pháp luật" in faults(taken)


QUOTA = GOOD.replace("fills: detail", "fills: quota").replace(
    "  requires: {rating: {at-least: tot}}\n",
    "  quota: {share: 3/20, of: lao-dong, whose: số lao động tiên tiến, "
    "source: {instrument: van-ban-nay, place: Điều 4, confidence: seen}}\n",
)


def test_a_share_from_2024_on_is_a_warning_that_holds_for_exactly_this_share() -> None:
    (found,) = warnings(read(QUOTA), BOOK)
    assert found.key == "ty-le:diem:15 %"
    assert "15 %" in str(found.sentence)
    assert warnings(read(QUOTA.replace("3/20", "1/8")), BOOK)[0].key != found.key
    assert warnings(read(), BOOK) == ()


def test_where_the_law_was_not_read_somebody_answers_for_what_is_kept() -> None:
    later = HOUSE.replace("to: null, summary: Hai.", "to: 2025-12-31, summary: Hai.").replace(
        "    deciders:",
        "      - {code: ld-3, subject: person, from: 2026-01-01, to: null, summary: Ba.,\n"
        "         source: {instrument: luat, confidence: recalled},\n"
        "         requires: {text-unavailable: {instrument: luat, about: tiêu chuẩn}}}\n    deciders:",
    )
    book = read_texts([("luat.yaml", later)])
    (found,) = warnings(read_text(GOOD, "quy-che.yaml", FRAME, book), book)
    assert found.key == "chua-ro:diem:detail:ld-3"
    ends = read_text(GOOD.replace("to: null", "to: 2025-12-31"), "quy-che.yaml", FRAME, book)
    assert warnings(ends, book) == ()


def test_a_share_before_2024_must_be_open_and_may_not_pass_that_of_the_law() -> None:
    early = Frame(name="Quy chế", period=Period(date(2020, 1, 1), date(2022, 12, 31)))
    text = QUOTA.replace("2025-01-01", "2020-01-01").replace("to: null", "to: 2022-12-31")
    assert "không để cấp dưới quy định tỷ lệ" in faults(text, early)
    assert "chỉ cho phép không quá 50 %" in faults(text.replace("3/20", "3/5"), early)


def clause(condition: str = "stated", fills: str = "detail", **given: object) -> Clause:
    asked = given or {"words": "đã dự giờ đủ 18 tiết", "who": "tổ trưởng chuyên môn"}
    return Clause(
        award="lao-dong", subject="person", fills=fills, condition=condition, place="Điều 5",
        starts_on=date(2025, 1, 1), ends_on=None, given=asked,
    )  # fmt: skip


GIVEN = {
    "stated": {"words": "đã dự giờ đủ 18 tiết", "who": "tổ trưởng chuyên môn"},
    "rating": {"rating": "tot"},
    "party-rating": {"rating": "tot"},
    "worked": {"months": "10"},
    "work": {"kinds": ["initiative"], "scope": "unit", "at_least": "1", "last": "1"},
    "registered": {},
    "no-discipline": {"discipline": "khien-trach"},
    "measure": {"measure": "cong-tac", "years": "5"},
    "quota": {"percent": Decimal("12.5"), "of": "lao-dong", "whose": "số lao động tiên tiến"},
}


@pytest.mark.parametrize("condition", GIVEN)
def test_what_the_form_makes_is_read_by_the_same_reader_and_comes_back_to_the_form(condition: str) -> None:
    fills = "quota" if condition == "quota" else "detail"
    asked = clause(condition, fills, **GIVEN[condition]) if GIVEN[condition] else clause(condition, given="")
    content = composed(asked, {})
    again = read_plain(content, Source("biểu mẫu"), FRAME, BOOK)
    assert len(again.additions) == 1
    shown = begun(0, content)
    assert shown is not None
    assert {key: shown[key] for key in GIVEN[condition]} == GIVEN[condition]
    assert (shown["opening"], shown["condition"]) == (f"lao-dong|person|{fills}", condition)
    text = as_yaml(content)
    assert read(text).plain == again.plain
    assert isinstance(yaml.safe_load(text), dict)


def test_a_clause_is_replaced_and_removed_with_its_question() -> None:
    first = composed(clause(), {})
    both = composed(clause(), first)
    assert [one["code"] for one in both["additions"]] == ["lao-dong-1", "lao-dong-2"]
    changed = composed(clause("rating", rating="tot"), both, replacing=0)
    assert [one["code"] for one in changed["questions"]] == ["lao-dong-2"]
    left = without(changed, 1)
    assert left["questions"] == []
    assert [one["code"] for one in left["additions"]] == ["lao-dong-1"]
    any_of = {"additions": [{**first["additions"][0], "requires": {"any": [{"registered": None}]}}]}
    assert begun(0, any_of) is None


def test_what_is_open_is_offered_on_all_the_days_of_the_paper() -> None:
    offered = {one.fills: one.warned for one in openings(BOOK, FRAME.period)}
    assert offered == {"detail": False, "criteria": False, "quota": True}
    assert {one.fills for one in openings(BOOK, Period(date(2020, 1, 1)))} == {"criteria"}


def test_when_the_paper_is_redated_the_clauses_that_followed_it_follow() -> None:
    content = composed(clause(), {})
    moved = redated(content, Period(date(2025, 1, 1)), Period(date(2025, 3, 1), date(2026, 2, 28)))
    assert (moved["additions"][0]["from"], moved["additions"][0]["to"]) == ("2025-03-01", "2026-02-28")


def test_in_a_rulebook_a_clause_has_the_days_and_the_codes_of_its_paper() -> None:
    paper = Paper(
        series="ab" * 16, version=2, title="Quy chế", number="7/QC", level="unit", issuer="Trường", signed_on=None,
        starts_on=date(2025, 2, 1), ends_on=date(2025, 12, 31),
    )  # fmt: skip
    whole = assembled(composed(clause(), {}), paper)
    (one,) = whole["additions"]
    assert (one["code"], one["from"], one["to"]) == ("dp-abababab-b2-lao-dong-1", "2025-02-01", "2025-12-31")
    assert one["requires"] == {"stated": {"code": whole["questions"][0]["code"]}}
    assert whole["questions"][0]["code"].startswith("dp-abababab-lao-dong-1-")
    other = assembled(composed(clause(words="khác", who="ai"), {}), paper)
    assert other["questions"][0]["code"] != whole["questions"][0]["code"]
    assert one["source"]["instrument"] == whole["instruments"][0]["code"] == "dp-abababab-b2"
    assert read_texts([("luat.yaml", HOUSE), ("dp.yaml", as_yaml(whole))]).additions_on(
        "lao-dong", "person", date(2025, 6, 1)
    )


def test_a_version_that_never_held_a_day_adds_nothing() -> None:
    paper = Paper(
        series="ab" * 16, version=1, title="Quy chế", number="", level="unit", issuer="Trường", signed_on=None,
        starts_on=date(2025, 2, 1), ends_on=date(2024, 12, 31),
    )  # fmt: skip
    assert assembled(composed(clause(), {}), paper)["additions"] == []


READY = Draft(number="7/QC", signed_on=date(2024, 12, 20), has_file=True, starts_on=date(2025, 1, 1), clauses=1)


def test_a_complete_draft_is_ready_and_each_lack_is_named() -> None:
    assert missing(READY) == ()
    empty = Draft(
        number="", signed_on=None, has_file=False, starts_on=date(2025, 1, 1), clauses=0, before=date(2025, 1, 1),
        warnings=warnings(read(QUOTA), BOOK),
    )  # fmt: skip
    said = [str(one.sentence) for one in missing(empty)]
    assert len(said) == 6
    assert said[4].startswith("Bản đang có hiệu lực áp dụng từ ngày 01/01/2025")


def test_two_versions_are_compared_clause_by_clause_in_words() -> None:
    old = told(BOOK, read_plain(composed(clause(), {}), Source("cũ"), FRAME, BOOK))
    content = composed(clause(words="đã dự giờ đủ 20 tiết", who="hiệu trưởng"), {})
    new = told(BOOK, read_plain(composed(clause("registered", given=""), content), Source("mới"), FRAME, BOOK))
    found = [(str(one.before), str(one.after)) for one in changes(old, new)]
    assert found == [
        (
            "đã dự giờ đủ 18 tiết (Điều 5; từ ngày 01/01/2025)",
            "đã dự giờ đủ 20 tiết (Điều 5; từ ngày 01/01/2025)",
        ),
        ("không có", "đã đăng ký thi đua từ đầu năm (Điều 5; từ ngày 01/01/2025)"),
    ]
    assert changes(old, old) == ()
