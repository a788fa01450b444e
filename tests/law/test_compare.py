"""What changed between two days, requirements written out, and what rests on a provision."""

from __future__ import annotations

from datetime import date
from typing import Any

from thidua.law.compare import PRINCIPLE, differences
from thidua.law.describe import describe_tree, written_out
from thidua.law.provisions import marks, uses
from thidua.law.rulebook import Rulebook, house, read_texts

FRAME = """
instruments:
  - {code: cu, name: Luật cũ, number: "1", level: law, issuer: Quốc hội, signed: null, from: 2014-01-01,
     to: 2023-12-31, ended-by: moi, confidence: seen}
  - {code: moi, name: Luật mới, number: "2", level: law, issuer: Quốc hội, signed: null, from: 2024-01-01,
     to: null, confidence: seen}
ratings:
  - {code: tot, name: hoàn thành tốt nhiệm vụ, rank: 3}
  - {code: xuat-sac, name: hoàn thành xuất sắc nhiệm vụ, rank: 4}
questions: [{code: guong-mau, words: gương mẫu, who: thủ trưởng đơn vị}]
awards:
  - code: danh-hieu
    name: Danh hiệu
    short: DH
    kind: title
    level: Đơn vị
    group: ldtt
    standards:
      - {code: dh-1, subject: person, from: 2014-01-01, to: 2023-12-31, summary: Hoàn thành tốt nhiệm vụ.,
         source: {instrument: cu, place: Điều 5, confidence: recalled}, requires: %(old)s, opens: [quota]}
      - {code: dh-2, subject: person, from: 2024-01-01, to: null, summary: %(summary)s,
         source: {instrument: moi, place: Điều 7, confidence: seen}, requires: %(new)s, opens: [%(opens)s]}
    deciders:
      - {from: 2014-01-01, to: 2025-06-30, who: Chủ tịch huyện, source: {instrument: cu, confidence: seen}}
      - {from: 2025-07-01, to: null, who: Chủ tịch xã, source: {instrument: moi, confidence: seen}}
multiples:
  - {award: danh-hieu, subject: person, from: 2014-01-01, to: null, times: 0.3, at-most: "false",
     source: {instrument: cu, place: Điều 69, confidence: seen}}
salaries:
  - {from: 2023-07-01, to: 2024-06-30, amount: 1800000, source: {instrument: cu, confidence: seen}}
  - {from: 2024-07-01, to: null, amount: 2340000, source: {instrument: moi, confidence: seen}}
"""
GOOD = "{rating: {at-least: tot}}"


def book(**more: str) -> Rulebook:
    told = {"old": GOOD, "new": GOOD, "summary": "Hoàn thành tốt nhiệm vụ.", "opens": "quota", **more}
    return read_texts([("khung.yaml", FRAME % told)])


def found(rules: Rulebook, first: date, second: date) -> list[tuple[str, str, str, date]]:
    return [(one.kind, str(one.before), str(one.after), one.day) for one in differences(rules, first, second)]


def test_between_two_days_of_one_law_nothing_changed() -> None:
    assert found(book(), date(2015, 1, 1), date(2023, 6, 30)) == []
    assert differences(house(), date(2024, 3, 1), date(2024, 3, 1)) == ()


def test_the_same_standard_under_another_article_is_only_another_source() -> None:
    (one,) = differences(book(), date(2023, 12, 31), date(2024, 1, 1))
    assert (one.kind, str(one.before), str(one.after)) == ("source", "Điều 5 Luật cũ", "Điều 7 Luật mới")
    assert [str(law.citation) for law in one.provisions] == ["Điều 5 Luật cũ", "Điều 7 Luật mới"]
    assert one.day == date(2024, 1, 1)


def test_a_changed_standard_is_told_before_and_after_with_its_day() -> None:
    rules = book(new="{rating: {at-least: xuat-sac}}", summary="Hoàn thành xuất sắc nhiệm vụ.")
    told = found(rules, date(2023, 12, 31), date(2024, 3, 1))
    assert told == [("standard", "Hoàn thành tốt nhiệm vụ.", "Hoàn thành xuất sắc nhiệm vụ.", date(2024, 1, 1))]


def test_a_condition_that_changed_behind_the_same_sentence_is_found() -> None:
    rules = book(new="{rating: {at-least: xuat-sac}}")
    ((kind, before, after, _),) = found(rules, date(2023, 12, 31), date(2024, 3, 1))
    assert kind == "standard"
    assert "hoàn thành tốt" in before
    assert "hoàn thành xuất sắc" in after


def test_what_was_left_open_and_no_longer_is() -> None:
    told = found(book(opens=""), date(2023, 12, 31), date(2024, 1, 1))
    assert ("opening", "quy định tỷ lệ", "không có", date(2024, 1, 1)) in told


def test_the_order_of_the_days_does_not_matter_and_decider_and_money_are_compared() -> None:
    rules, days = book(), (date(2024, 6, 30), date(2025, 7, 1))
    assert differences(rules, *days) == differences(rules, *reversed(days))
    assert [(kind, after) for kind, _, after, _ in found(rules, *days)] == [
        ("decider", "Chủ tịch xã"),
        ("money", "2.340.000 đồng/tháng"),
    ]


def test_before_the_law_the_software_says_that_it_does_not_know() -> None:
    told = found(book(), date(2010, 1, 1), date(2015, 1, 1))
    assert told[0][:3] == ("standard", "phần mềm chưa có tiêu chuẩn của ngày này", "Hoàn thành tốt nhiệm vụ.")


def test_a_requirement_is_written_out_as_a_nested_list() -> None:
    rules = book(
        new="{all: [{stated: {code: guong-mau}}, {all: [{rating: {at-least: tot}}]}, "
        "{each-year: {last: 2, through: previous, that: {any: [{rating: {at-least: xuat-sac}}, "
        "{worked: {months: 10}, source: {instrument: moi, place: Điều 9, confidence: recalled}}]}}}]}"
    )
    lines = list(written_out(describe_tree(rules.awards["danh-hieu"].standards[1].requires, rules)))
    assert lines == [
        "- đồng thời đạt các điều kiện sau:",
        "  - gương mẫu",
        "  - được xếp loại từ mức hoàn thành tốt nhiệm vụ trở lên",
        "  - trong 2 năm liên tục trước năm xét, mỗi năm:",
        "    - đạt một trong các điều kiện sau:",
        "      - được xếp loại từ mức hoàn thành xuất sắc nhiệm vụ trở lên",
        "      - công tác ít nhất 10 tháng trong năm, tính cả thời gian nghỉ thai sản [Điều 9 Luật mới]",
    ]


def test_every_requirement_of_the_house_can_be_written_out() -> None:
    rules = house()
    for award in rules.awards.values():
        for standard in award.standards:
            branches = list(describe_tree(standard.requires, rules).walk())
            assert all(str(one.sentence) for one in branches)


def test_what_rests_on_a_provision_changes_its_mark_and_how_sure_one_is_does_not() -> None:
    key = "moi|Điều 7"
    before = marks(book())
    assert marks(book(summary="Khác."))[key] != before[key]
    assert marks(book(summary="Khác."))["cu|Điều 5"] == before["cu|Điều 5"]
    surer = read_texts([("khung.yaml", (FRAME % told()).replace("confidence: recalled", "confidence: secondhand"))])
    assert marks(surer) == before


def told() -> dict[str, Any]:
    return {"old": GOOD, "new": GOOD, "summary": "Hoàn thành tốt nhiệm vụ.", "opens": "quota"}


def test_every_use_of_a_provision_is_named_once_with_its_award() -> None:
    listed = [(str(one.what), one.name, one.key) for one in uses(book()) if one.provision.instrument == "moi"]
    assert listed == [
        ("tiêu chuẩn", "Danh hiệu", "moi|Điều 7"),
        ("thẩm quyền", "Danh hiệu", "moi|"),
        ("mức lương cơ sở", "mức lương cơ sở", "moi|"),
    ]
    assert {one.key for one in uses(house())} == set(marks(house()))


def test_a_principle_that_begins_to_hold_is_a_difference_of_its_day() -> None:
    changed = [one for one in differences(house(), date(2014, 8, 19), date(2014, 8, 20)) if one.kind == PRINCIPLE]

    assert [(one.name.split(",")[0], str(one.before), str(one.after)) for one in changed if "nữ" in one.name] == [
        ("Khi thành tích", "không có", "có hiệu lực")
    ]
    later = differences(house(), date(2025, 6, 30), date(2025, 7, 1))
    assert [one for one in later if one.kind == PRINCIPLE and "nữ" in one.name] == []
