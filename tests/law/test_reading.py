"""Law files are read strictly: what is not understood is named with file, path and line, and nothing is guessed."""

from __future__ import annotations

import pytest

from thidua.core.errors import BadInput
from thidua.law.reading import read_json, read_yaml
from thidua.law.rulebook import read_texts

HEAD = """
instruments:
  - {code: luat, name: Luật minh hoạ, number: 01/2024, level: law, issuer: Quốc hội, signed: 2024-01-01,
     from: 2024-01-01, to: null, confidence: seen}
ratings:
  - {code: tot, name: tốt, rank: 3}
"""
AWARD = """
awards:
  - code: danh-hieu
    name: Danh hiệu minh hoạ
    short: DHMH
    kind: title
    level: Đơn vị
    group: ldtt
    deciders: []
    standards:
      - code: dh-2024
        subject: person
        from: 2024-01-01
        to: null
        source: {instrument: luat, place: Điều 1, confidence: seen}
        summary: Được xếp loại tốt.
        requires:
          rating: {at-least: tot}
"""


def told(text: str) -> str:
    with pytest.raises(BadInput) as refused:
        read_texts([("luat.yaml", text)])
    return str(refused.value)


def test_a_whole_file_is_read() -> None:
    book = read_texts([("luat.yaml", HEAD + AWARD)])

    assert book.award_name("danh-hieu") == "Danh hiệu minh hoạ"


@pytest.mark.parametrize(
    ("change", "to", "place", "sentence"),
    [
        ("short: DHMH", "short: DHMH\n    colour: đỏ", "awards[1].colour (dòng 12)", "Không có mục nào tên “colour”"),
        ("short: DHMH", "short: DHMH\n    name: Tên khác", "awards[1].name (dòng", "“name” được ghi hai lần"),
        ("        to: null\n        source", "        source", "awards[1].standards[1] (dòng", "Thiếu mục “to”"),
        (
            "from: 2024-01-01\n        to",
            "from: 01/01/2024\n        to",
            "standards[1].from (dòng",
            "Ở đây cần một ngày",
        ),
        (
            "to: null\n        source",
            "to: 2023-12-31\n        source",
            "standards[1].to (dòng",
            "trước ngày có hiệu lực",
        ),
        ("{at-least: tot}", "{at-least: gioi}", "dh-2024", "Không có “gioi” trong mục ratings"),
        ("rating: {at-least: tot}", "eval: 1+1", "requires (dòng", "đúng một điều kiện có trong từ vựng"),
        ("instrument: luat,", "instrument: luat-khac,", "source.instrument (dòng", "Không có mã “luat-khac”"),
        (
            "confidence: seen}\n        summary",
            "confidence: sure}\n        summary",
            "source.confidence",
            "Không có mã “sure”",
        ),
        ("subject: person", "subject: dog", "standards[1].subject (dòng", "Không có mã “dog”"),
    ],
)
def test_a_fault_is_named_with_its_place(change: str, to: str, place: str, sentence: str) -> None:
    assert change in AWARD
    said = told(HEAD + AWARD.replace(change, to, 1))

    assert "luat.yaml" in said or place == "dh-2024"
    assert place in said
    assert sentence in said


def test_every_fault_is_named_at_once() -> None:
    said = told(HEAD + AWARD.replace("kind: title", "kind: x").replace("at-least: tot", "at_least: tot"))

    assert "awards[1].kind" in said
    assert "at_least" in said


@pytest.mark.parametrize(
    ("section", "row"),
    [
        ("multiples", "{award: danh-hieu, subject: person, times: 0.3, source: {instrument: luat, confidence: seen}, "),
        ("salaries", "{amount: 1000, source: {instrument: luat, confidence: seen}, "),
    ],
)
def test_two_amounts_of_one_day_are_a_fault(section: str, row: str) -> None:
    two = f"{section}:\n  - {row}from: 2020-01-01, to: 2024-12-31}}\n  - {row}from: 2024-12-31, to: null}}\n"
    assert "cùng có hiệu lực một ngày" in told(HEAD + AWARD + two)


def test_two_standards_of_one_day_are_a_fault() -> None:
    twice = AWARD + AWARD[AWARD.index("      - code: dh-2024") :].replace("dh-2024", "dh-2025").replace(
        "from: 2024", "from: 2025"
    )
    assert "cùng có hiệu lực một ngày" in told(HEAD + twice)


def test_a_standard_that_leans_on_itself_is_a_fault() -> None:
    circle = AWARD.replace("rating: {at-least: tot}", "meets: {award: danh-hieu}")
    assert "dẫn về chính nó" in told(HEAD + circle)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: &x 1\nb: *x\n", "Không dùng neo"),
        ("a: !python/object:os.system {}\n", "Không dùng nhãn kiểu"),
        ("a: [1\nb: 2\n", "không phải là YAML đọc được"),
        ("a: 1\n---\nb: 2\n", "không phải là YAML đọc được"),
        ("? [a, b]\n: 1\n", "Tên mục phải là một từ"),
        ("[" * 4000, "không phải là YAML đọc được"),
    ],
)
def test_yaml_that_is_more_than_plain_data_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        read_yaml(text, "x.yaml")


def test_scalars_stay_what_was_written() -> None:
    plain, _ = read_yaml("a: no\nb: 0.10\nc: null\nd: 'null'\ne: 2024-01-01\nf: 1_000\n", "x.yaml")

    assert plain == {"a": "no", "b": "0.10", "c": None, "d": "null", "e": "2024-01-01", "f": "1_000"}


def test_json_numbers_stay_exact_and_keys_stand_once() -> None:
    plain, _ = read_json('{"a": 0.1}', "x.json")
    assert str(plain["a"]) == "0.1"
    with pytest.raises(BadInput, match="hai lần"):
        read_json('{"a": 1, "a": 2}', "x.json")
    with pytest.raises(BadInput, match="không phải là JSON"):
        read_json("{", "x.json")
